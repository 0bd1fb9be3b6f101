"""What people corrected about series: these two are one, this report's figure is not of that series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitor import Correction

MERGE, NOT_THIS = "merge_series", "not_series"


@dataclass(frozen=True, slots=True)
class Corrected:
    """The log of corrections, in order; the later entry wins.

    `merge_series` on the series that goes away names `into`; `not_series` on a series names an `article` (its id) that is none of it.
    """

    log: tuple[Correction, ...] = ()

    @classmethod
    def of(cls, corrections: Sequence[Correction]) -> Corrected:
        """Read the corrections that concern series."""
        return cls(tuple(entry for entry in corrections if entry.verb in (MERGE, NOT_THIS)))

    def series_of(self, article: int, key: str) -> str:
        """Give the series that an article's figure placed in `key` belongs to by now; "" if people took it out."""
        for entry in self.log:
            if entry.subject != key:
                continue
            if entry.verb == MERGE:
                key = entry.details.get("into", key)
            elif entry.details.get("article") == str(article):
                return ""
        return key

    def keys_of(self, key: str) -> list[str]:
        """Give the keys under which figures of a series were placed: its own, and those of the series merged into it."""
        found = [key]
        for entry in reversed(self.log):
            if entry.verb == MERGE and entry.details.get("into") in found and entry.subject not in found:
                found.append(entry.subject)
        return found
