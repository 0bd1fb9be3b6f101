"""What people corrected about stories: this story is part of that one, this report is not of that story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitor import Correction


@dataclass(frozen=True, slots=True)
class Regrouping:
    """The log of merges and splits, in order; the later entry wins.

    A merge is `merge` on the story that goes away, with `into`. A split is `split` on the story that a report leaves, with
    `article` (its id) and optionally `into`, else the report begins a story of its own.
    """

    log: tuple[Correction, ...] = ()

    @classmethod
    def of(cls, corrections: Sequence[Correction]) -> Regrouping:
        """Read the corrections that concern stories."""
        return cls(tuple(entry for entry in corrections if entry.verb in ("merge", "split")))

    def story_of(self, article: int, key: str) -> str:
        """Give the story that an article placed in `key` belongs to by now."""
        for entry in self.log:
            if entry.subject == key:
                key = self._moved(entry, article, key)
        return key

    def _moved(self, entry: Correction, article: int, key: str) -> str:
        if entry.verb == "merge":
            return entry.details.get("into", key)
        if entry.details.get("article") == str(article):
            return entry.details.get("into") or f"story:{article}"
        return key
