"""What a judge may know of the past: everything annotated and placed before its own article, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from monitor.model.annotation import Mention, Placement, Quantity, Statement
from monitor.model.article import Article

FREQUENCY_WINDOW = 10_000
"""How many of the latest articles `History.frequency` counts: enough to tell rare from common, and what they cost stays bounded."""

A = TypeVar("A", Mention, Quantity, Statement)


@dataclass(frozen=True, slots=True, kw_only=True)
class Past(Generic[A]):
    """One annotation of an earlier article. `article` carries its own placements but neither annotations nor text:
    ask `history.article(article, revision)` for those. `series` is the key that it was placed in, "" if none."""

    article: Article
    note: A
    series: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One earlier placement with its article (without text)."""

    article: Article
    placement: Placement


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One entry of the ordered log of what people corrected: `verb` (split, merge, not_series, …) on `subject`, in `details`."""

    number: int
    verb: str
    subject: str
    details: Mapping[str, str]


class History(Protocol):
    """A read-only view bounded to before one article. All sequences are in arrival order, oldest first.

    `topic` narrows to articles that matched that topic rule, `since` to articles whose `at` is not earlier.
    Only the latest revision before this article counts unless the call names a revision.
    """

    def quantities(
        self, *, series: str | None = None, story: str | None = None, topic: str | None = None, since: datetime | None = None
    ) -> Sequence[Past[Quantity]]: ...

    def statements(
        self,
        *,
        story: str | None = None,
        speaker: str | None = None,
        stance: str | None = None,
        topic: str | None = None,
        since: datetime | None = None,
    ) -> Sequence[Past[Statement]]: ...

    def mentions(
        self, name: str | None = None, *, kind: str | None = None, topic: str | None = None, since: datetime | None = None
    ) -> Sequence[Past[Mention]]:
        """Give earlier mentions, of `name` if given (compared folded: case and accents ignored; aliases count)."""
        ...

    def names(self, forms: Collection[str], *, kind: str | None = None, topic: str | None = None) -> frozenset[str]:
        """Give the full names of the earlier mentions that answer to any of these forms (compared folded); cheaper than `mentions`."""
        ...

    def story(self, key: str | None = None) -> Sequence[Placed]:
        """Give the earlier members of a story; of this article's own story if no key is given."""
        ...

    def neighbours(
        self, features: Sequence[str], *, kind: str = "story", since: datetime | None = None, limit: int = 50
    ) -> Sequence[Placed]:
        """Give earlier placements of that kind that share the most features with these, most first."""
        ...

    def frequency(self, features: Sequence[str], *, kind: str = "story") -> tuple[int, Mapping[str, int]]:
        """Give how many of the last `FREQUENCY_WINDOW` arrivals were placed, and in how many of them each feature occurred."""
        ...

    def article(self, article: int, revision: int | None = None) -> Article | None:
        """Give an earlier article whole, with its annotations and placements: that revision, or the latest before now."""
        ...

    def first_seen(self, key: str) -> datetime | None:
        """Give when a thing was first seen under this key by an earlier article; outlives the articles themselves."""
        ...

    def seen(self, keys: Collection[str]) -> frozenset[str]:
        """Give those of these keys under which something was seen by an earlier article: `first_seen` of many at once."""
        ...

    def corrections(self, verb: str | None = None) -> Sequence[Correction]:
        """Give what people corrected before this article was taken in, in order."""
        ...
