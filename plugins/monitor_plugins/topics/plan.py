"""A tree made ready to run: every node finds its places in a reading, or nothing."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import NamedTuple, Protocol, TypeAlias

from monitor_plugins.topics.literal import Literal
from monitor_plugins.topics.pieces import Span
from monitor_plugins.topics.reading import Place, Reading
from monitor_plugins.topics.tree import Node

# Spans by term: one sequence for each term that was found, each in order of the text. None: not found. []: found without a place.
Found: TypeAlias = list[Sequence[Span]]
# A report holds some dozen pairs at most; what holds more than this is no report.
MOST_PAIRS = 2_000
MOST_TRIED = 50_000
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to look: "", "title" or "body"; `genuine` leaves out sentences that only lead to other pages."""

    region: str = ""
    genuine: bool = False

    def holds(self, reading: Reading, span: Span) -> bool:
        """Say whether a span lies in this part of the text."""
        start, end = span
        if self.region and (end <= reading.title_end) != (self.region == "title"):
            return False
        return not (self.genuine and reading.sentences.leads_away(start))


WHOLE = Scope()


class Hull(NamedTuple):
    """A stretch of pieces that holds what NEAR joined, and the places inside it."""

    first: int
    last: int
    places: tuple[Place, ...]


class Desk(Protocol):
    """The readings of one article: its text, and its metadata as small texts of their own."""

    text: Reading
    lang: str

    @property
    def loose_title(self) -> Reading | None:
        """Give the title's own reading if the text does not begin with it."""
        ...

    def metadata(self, name: str) -> Reading:
        """Give the reading of a field of metadata."""
        ...


class Plan(ABC):
    """A node that can be run: `parts` are its inner plans, `node` is what it was made from."""

    parts: tuple[Plan, ...] = ()
    node: Node

    @cached_property
    def negates(self) -> bool:
        """Say whether anything in the text must be missing."""
        return any(part.negates for part in self.parts)

    @abstractmethod
    def find(self, desk: Desk, reading: Reading, scope: Scope) -> Found | None:
        """Give the spans of what was found, None if the article does not match."""

    def hulls(self, reading: Reading, scope: Scope) -> list[Hull]:
        """Give where the node stands in the text, for NEAR; in order. What is no part of the text stands nowhere."""
        return []


class Literally(Plan):
    """A term."""

    def __init__(self, literal: Literal) -> None:
        self.literal = literal

    def find(self, desk: Desk, reading: Reading, scope: Scope) -> Found | None:
        spans = reading.spans(self.literal)
        if spans and scope is not WHOLE:
            spans = [span for span in spans if scope.holds(reading, span)]
        return [spans] if spans else None

    def hulls(self, reading: Reading, scope: Scope) -> list[Hull]:
        places = reading.places(self.literal)
        return [Hull(*place, (place,)) for place in places if scope is WHOLE or scope.holds(reading, reading.span(*place))]


class Always(Plan):
    """`*`: every article."""

    def find(self, desk: Desk, reading: Reading, scope: Scope) -> Found | None:
        return []


class Every(Plan):
    """All parts; those that must be missing come last."""

    def __init__(self, parts: Sequence[Plan]) -> None:
        self.parts = tuple(parts)
        self._order = sorted(parts, key=lambda part: isinstance(part, Missing))

    def find(self, desk: Desk, reading: Reading, scope: Scope) -> Found | None:
        found: Found = []
        for part in self._order:
            inner = part.find(desk, reading, scope)
            if inner is None:
                return None
            found += inner
        return found


class Some(Plan):
    """At least `count` parts."""

    def __init__(self, parts: Sequence[Plan], count: int = 1) -> None:
        self.parts, self.count = tuple(parts), count

    def find(self, desk: Desk, reading: Reading, scope: Scope) -> Found | None:
        found = [inner for part in self.parts if (inner := part.find(desk, reading, scope)) is not None]
        return [places for inner in found for places in inner] if len(found) >= self.count else None

    def hulls(self, reading: Reading, scope: Scope) -> list[Hull]:
        return sorted((hull for part in self.parts for hull in part.hulls(reading, scope)), key=lambda hull: (hull.first, hull.last))


class Missing(Plan):
    """A part that must not be found; what only stands in a link to another page does not count."""

    negates = True

    def __init__(self, part: Plan) -> None:
        self.parts = (part,)

    def find(self, desk: Desk, reading: Reading, scope: Scope) -> Found | None:
        return [] if self.parts[0].find(desk, reading, Scope(scope.region, genuine=True)) is None else None


class Close(Plan):
    """Two sides with at most `words` words between them."""

    def __init__(self, left: Plan, right: Plan, words: int) -> None:
        self.parts, self.words = (left, right), words

    def find(self, desk: Desk, reading: Reading, scope: Scope) -> Found | None:
        places = sorted({place for hull in self.hulls(reading, scope) for place in hull.places})
        return [[reading.span(*place) for place in places]] if places else None

    def hulls(self, reading: Reading, scope: Scope) -> list[Hull]:
        left, right = (part.hulls(reading, scope) for part in self.parts)
        found: dict[Place, Hull] = {}
        for pair in _close_pairs(left, right, reading.pieces.number, self.words) if left and right else ():
            first, last = min(side.first for side in pair), max(side.last for side in pair)
            found[first, last] = Hull(first, last, _merged(found.get((first, last)), pair))
            if len(found) >= MOST_PAIRS:
                break
        return [found[place] for place in sorted(found)]


def _merged(known: Hull | None, pair: tuple[Hull, Hull]) -> tuple[Place, ...]:
    """Give the places of a pair, with those of another pair over the same stretch; no more than anybody is shown."""
    own = pair[0].places + pair[1].places
    if known is None or len(known.places) >= MOST_SHOWN:
        return own if known is None else known.places
    return tuple(dict.fromkeys(known.places + own))


def _close_pairs(left: list[Hull], right: list[Hull], number: Callable[[int], int], words: int) -> Iterator[tuple[Hull, Hull]]:
    """Give the pairs that do not overlap and have at most `words` words between them; looks at `MOST_TRIED` pairs at most."""
    for hull, other in islice(_neighbours(left, right, number, words), MOST_TRIED):
        before, after = (hull, other) if hull.first < other.first else (other, hull)
        if before.last < after.first and number(after.first) - number(before.last) - 1 <= words:
            yield hull, other


def _neighbours(left: list[Hull], right: list[Hull], number: Callable[[int], int], words: int) -> Iterator[tuple[Hull, Hull]]:
    starts = [number(hull.first) for hull in right]
    longest = max(number(hull.last) - number(hull.first) for hull in right)
    for hull in left:
        low, high = number(hull.first) - words - 1 - longest, number(hull.last) + words + 1
        for at in range(bisect_left(starts, low), len(right)):
            if starts[at] > high:
                break
            yield hull, right[at]


class InRegion(Plan):
    """The part in the title, or in the rest of the text."""

    def __init__(self, part: Plan, region: str) -> None:
        self.parts, self.region = (part,), region

    def find(self, desk: Desk, reading: Reading, scope: Scope) -> Found | None:
        title = desk.loose_title
        if title is not None and self.region == "title":
            return None if self.parts[0].find(desk, title, WHOLE) is None else []
        return self.parts[0].find(desk, reading, Scope(self.region, scope.genuine))

    def hulls(self, reading: Reading, scope: Scope) -> list[Hull]:
        return self.parts[0].hulls(reading, Scope(self.region, scope.genuine))


class InMetadata(Plan):
    """The part in a field that is no text."""

    negates = False

    def __init__(self, part: Plan, name: str) -> None:
        self.parts, self.name = (part,), name

    def find(self, desk: Desk, reading: Reading, scope: Scope) -> Found | None:
        return None if self.parts[0].find(desk, desk.metadata(self.name), WHOLE) is None else []


class InLanguage(Plan):
    """An article of this language, or of this regional form of it; an article that does not say matches none."""

    def __init__(self, code: str) -> None:
        self.code = code.lower().replace("_", "-")

    def find(self, desk: Desk, reading: Reading, scope: Scope) -> Found | None:
        lang = desk.lang.lower().replace("_", "-")
        return [] if lang == self.code or lang.startswith(self.code + "-") else None
