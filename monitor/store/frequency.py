"""How frequent features are among the last arrivals: counted once, then kept up with what comes, goes and is replaced.

To count anew for each article costs more the more the store holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from sqlalchemy import Connection

from monitor.model.history import FREQUENCY_WINDOW
from monitor.store import questions
from monitor.store.database import listed

Change: TypeAlias = tuple[int, int, frozenset[str]]
"""From which bound on how many (1 or -1) more arrivals count, with their features."""
_MOST_COUNTS = 50_000
_MOST_MOVED = 1_000  # arrivals: behind as many, to count anew is cheaper


@dataclass(slots=True)
class _Window:
    """What counted before `bound`: how many arrivals, and how many with each feature that was asked about.

    `coming` is what changes from there to the bound `last`, in order; `change` sums up what of it has come at the bound `reached`.
    """

    bound: int
    total: int
    last: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    coming: Sequence[Change] = ()
    change: Counter[str | None] = field(default_factory=Counter)
    come: int = 0
    reached: int = 0

    def advance(self, changes: Sequence[Change], bound: int) -> None:
        """Move on to another bound, by what changed until there."""
        self.bound = bound
        for _, by, features in changes:
            self.total += by
            for name in features & self.counts.keys():
                self.counts[name] += by

    def expect(self, coming: Sequence[Change], last: int) -> None:
        """Note what changes from the bound on, until the last of a batch."""
        self.coming, self.last, self.come, self.reached = coming, last, 0, 0
        self.change.clear()

    def reach(self, bound: int) -> None:
        """Sum up what changes before a bound."""
        if bound < self.reached:
            self.come = 0
            self.change.clear()
        while self.come < len(self.coming) and self.coming[self.come][0] <= bound:
            _, by, features = self.coming[self.come]
            for name in (None, *features):
                self.change[name] += by
            self.come += 1
        self.reached = bound


@dataclass(slots=True)
class Frequencies:
    """The counts of one kind of placement after the other, for batches of articles in arrival order."""

    _windows: dict[str, _Window] = field(default_factory=dict)
    _first: int = 0
    _last: int = 0

    def begin(self, first: int, last: int) -> None:
        """Begin a batch of articles with these arrival numbers; all before the first is placed, or set aside."""
        self._first, self._last = first, last

    def at(self, connection: Connection, kind: str, features: Collection[str], bound: int) -> tuple[int, Mapping[str, int]]:
        """Give how many of the last `FREQUENCY_WINDOW` arrivals the store holds placed, and in how many each feature occurs."""
        if not self._first <= bound <= self._last:
            return _total(connection, kind, bound), _counts(connection, kind, features, bound)
        window = self._window(connection, kind)
        missing = [name for name in features if name not in window.counts]
        if missing:
            window.counts |= _counts(connection, kind, missing, window.bound)
        window.reach(bound)
        return window.total + window.change[None], {name: window.counts[name] + window.change[name] for name in features}

    def _window(self, connection: Connection, kind: str) -> _Window:
        window, first, last = self._windows.get(kind), self._first, self._last
        if window is None or not 0 <= first - window.bound <= _MOST_MOVED or len(window.counts) > _MOST_COUNTS:
            window = self._windows[kind] = _Window(first, _total(connection, kind, first))
        if window.bound < first:
            window.advance(_changes(connection, kind, window.bound, first), first)
            window.last = 0
        if window.last < last:
            window.expect(_changes(connection, kind, first, last), last)
        return window


def _total(connection: Connection, kind: str, bound: int) -> int:
    given = {"kind": kind, "bound": bound, "start": bound - FREQUENCY_WINDOW}
    return int(connection.execute(questions.TOTAL, given).scalar_one())


def _counts(connection: Connection, kind: str, features: Collection[str], bound: int) -> dict[str, int]:
    dialect = connection.dialect.name
    given = {"kind": kind, "bound": bound, "start": bound - FREQUENCY_WINDOW, "wanted": listed(dialect, features)}
    rows = connection.execute(questions.shares(dialect), given)
    return dict.fromkeys(features, 0) | {row[0]: row[1] for row in rows}


def _changes(connection: Connection, kind: str, low: int, high: int) -> list[Change]:
    """Give what changes from the bound `low` to the bound `high`, in order: what comes, what leaves, what is replaced."""
    ranges = ((questions.PLACED, low), (questions.PLACED, low - FREQUENCY_WINDOW), (questions.REPLACED, low))
    asked = ((query, {"kind": kind, "start": start, "end": start + high - low}) for query, start in ranges) if low < high else ()
    found: dict[int, tuple[int | None, frozenset[str]]] = {}
    for arrival, until, features in {row[0]: row[1:] for query, given in asked for row in connection.execute(query, given)}.values():
        found[arrival] = (until, frozenset(features) | found.get(arrival, (None, frozenset()))[1])
    changes = (change for arrival, (until, features) in found.items() for change in _stay(arrival, until, features))
    return sorted((change for change in changes if low < change[0] <= high), key=lambda change: change[:2])


def _stay(arrival: int, until: int | None, features: frozenset[str]) -> Iterator[Change]:
    """Give from which bound on an arrival counts and from which on it does not."""
    comes, goes = arrival + 1, 1 + arrival + FREQUENCY_WINDOW
    goes = goes if until is None else min(goes, until + 1)
    if goes > comes:
        yield comes, 1, features
        yield goes, -1, features
