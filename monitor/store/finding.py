"""Finds the ids that a query asks for, newest first, and reads little more than a page of them, however much is stored.

Every condition is a set of ids, and a page is what all sets share. The newest ids are looked at first: where conditions are common
they fill the page. Else conditions are counted, no further than FEW: what few rows meet is listed and tried against the others;
where all are common, rows are walked from the newest on, in growing pieces, until the page is full. Of a piece each condition is
asked only for its ids in that stretch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, select
from sqlalchemy.sql.selectable import CompoundSelect

from monitor.store.database import listed, one_of

FEW = 5_000  # ids that are cheap to list and to sort
_LOOK = 400  # of the newest ids are looked at before anything is counted
_FIRST_PIECE, _LAST_PIECE = 100, 10_000
_PROMISING = 4  # times what a look has found should fill the page, else all conditions are counted

Ids = Select[Any] | CompoundSelect[Any]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The ids from `low` to `high` (None: without end), or only `some` of them."""

    dialect: str
    low: int | None = None
    high: int | None = None
    some: Sequence[int] | None = None

    @property
    def whole(self) -> bool:
        """Say whether every id there is belongs to it."""
        return self.low is None and self.high is None

    def spans(self, column: ColumnElement[int]) -> list[ColumnElement[bool]]:
        """Say that a column lies between the ends. They stand in the statement as numbers: PostgreSQL plans by how far that is."""
        low, high = (bindparam(None, end, column.type, literal_execute=True) for end in (self.low, self.high))
        return [*([] if self.low is None else [column >= low]), *([] if self.high is None else [column <= high])]

    def holds(self, column: ColumnElement[int]) -> list[ColumnElement[bool]]:
        """Say that a column is one of the ids."""
        return self.spans(column) if self.some is None else [one_of(self.dialect, column, "some")]

    def given(self) -> dict[str, Any]:
        """Give the parameters of what `holds` says."""
        return {} if self.some is None else {"some": listed(self.dialect, self.some)}


@dataclass(frozen=True, slots=True)
class Condition:
    """What rows must meet: `ids` selects the ids of a stretch that meet it, each once or more often.

    `size` says about how many these are (None: as `how_many` counts them). `on_row`: the rows that are selected meet it anyway.
    """

    ids: Callable[[Stretch], Ids]
    size: Callable[[Connection], int] | None = None
    on_row: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page of ids: those behind `after`, at most `limit` (None: all), newest first unless `oldest_first`."""

    after: int | None = None
    limit: int | None = None
    oldest_first: bool = False


def unhelped(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Give a column in a form that no index serves, where the ids beside it are the shorter way and the planner cannot know it."""
    return func.coalesce(column, column)


def how_many(connection: Connection, ids: Ids, most: int | None = None) -> int:
    """Count what a query selects, no further than it takes to see that it is more than `most` (None: FEW)."""
    counted = ids.limit((FEW if most is None else most) + 1).subquery()
    return connection.execute(select(func.count()).select_from(counted)).scalar_one()


@dataclass(frozen=True, slots=True)
class _Search:
    """`rows` selects `key`, and holds the conditions on a row's own columns; `beside` are the others."""

    connection: Connection
    rows: Select[Any]
    key: ColumnElement[int]
    beside: Sequence[Condition]

    def everything(self) -> Stretch:
        return Stretch(self.connection.dialect.name)

    def behind(self, page: Page) -> Stretch:
        if page.after is None:
            return self.everything()
        low, high = (page.after + 1, None) if page.oldest_first else (None, page.after - 1)
        return replace(self.everything(), low=low, high=high)

    def ordered(self, page: Page, *narrower: ColumnElement[bool]) -> Select[Any]:
        return self.rows.where(*narrower).order_by(self.key if page.oldest_first else self.key.desc())

    def of(self, stretch: Stretch, page: Page) -> list[int]:
        """Give the ids of a stretch that meet the conditions, at most a page."""
        among = [self.key.in_(condition.ids(stretch)) for condition in self.beside]
        return list(self.connection.execute(self.ordered(page, *stretch.spans(self.key), *among).limit(page.limit)).scalars())


def page_of(connection: Connection, rows: Select[Any], key: ColumnElement[int], conditions: Sequence[Condition], page: Page) -> list[int]:
    """Give the ids of `rows` that meet every condition, in the page's order.

    `rows` selects `key`, and holds the conditions that are `on_row`.
    """
    search = _Search(connection, rows, key, [condition for condition in conditions if not condition.on_row])
    if page.limit is None or not conditions:
        return search.of(search.behind(page), page)
    found, rest = _looked(search, page)
    if rest is None or len(found) >= page.limit:
        return found
    promising = len(found) * _PROMISING >= page.limit
    rarest = _rarest(search, [condition for condition in conditions if condition.on_row or not promising])
    pieces = _walked(search, rest) if rarest is None else _listed(search, rest, rarest)
    for piece in pieces:
        found += piece
        if len(found) >= page.limit:
            break
    return found[: page.limit]


def _looked(search: _Search, page: Page) -> tuple[list[int], Page | None]:
    """Look at the first ids of the page's order; give what is found, and the page behind them (None if that is all)."""
    first, last = (search.connection.execute(select(end(search.key))).scalar() for end in (func.min, func.max))
    if first is None or last is None:
        return [], None
    if page.oldest_first:
        low = max(first, page.after + 1) if page.after is not None else first
        high = after = low + _LOOK - 1
    else:
        high = min(last, page.after - 1) if page.after is not None else last
        low = after = high - _LOOK + 1
    found = search.of(replace(search.everything(), low=low, high=high), page)
    over = high >= last if page.oldest_first else low <= first
    return found, None if over else replace(page, after=after)


def _rarest(search: _Search, conditions: Sequence[Condition]) -> Condition | None:
    """Give the condition that the fewest rows meet, None if more than FEW rows meet each."""
    sizes = [
        condition.size(search.connection) if condition.size else how_many(search.connection, condition.ids(search.everything()))
        for condition in conditions
    ]
    return conditions[sizes.index(min(sizes))] if min(sizes, default=FEW + 1) <= FEW else None


def _listed(search: _Search, page: Page, rarest: Condition) -> Iterator[list[int]]:
    """Give what meets all conditions among the few ids that meet the rarest."""
    # The limit cuts nothing off; it keeps planners from taking the few for something to be tried row by row.
    few = rarest.ids(search.everything()).limit(FEW + 1).subquery()
    others = [condition for condition in search.beside if condition is not rarest]
    size = _FIRST_PIECE if others else page.limit or FEW
    while True:
        asked = search.ordered(page, *search.behind(page).spans(search.key), search.key.in_(select(few.c[0]))).limit(size)
        piece = list(search.connection.execute(asked).scalars())
        if piece:
            stretch = replace(search.everything(), low=min(piece), high=max(piece), some=piece)
            met = [set(search.connection.execute(condition.ids(stretch), stretch.given()).scalars()) for condition in others]
            yield [each for each in piece if all(each in those for those in met)]
        if len(piece) < size:
            return
        page, size = replace(page, after=piece[-1]), size * 10


def _walked(search: _Search, page: Page) -> Iterator[list[int]]:
    """Give what meets all conditions, piece by piece."""
    size = _FIRST_PIECE
    while True:
        behind = search.behind(page)
        if not search.beside:
            yield search.of(behind, page)
            return
        piece = search.ordered(page, *behind.spans(search.key)).limit(size).subquery()
        low, high, count = search.connection.execute(select(func.min(piece.c[0]), func.max(piece.c[0]), func.count())).one()
        if count:
            yield search.of(replace(behind, low=low, high=high), page)
        if count < size:
            return
        page, size = replace(page, after=high if page.oldest_first else low), min(size * 4, _LAST_PIECE)
