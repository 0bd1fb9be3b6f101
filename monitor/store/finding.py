"""Finds the ids that a query asks for, newest first, and reads little more than a page of them, however much is stored.

Every condition is a set of ids, and a page is what all sets share. The newest ids are looked at first: where conditions are common
they fill the page. Else conditions are counted, no further than FEW: the ids that few rows meet are listed, those that share all such
sets, and tried against the other conditions; where all are common, rows are walked from the newest on, in growing pieces, until the
page is full. Of a piece each condition is asked only for its ids in that stretch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, intersect, select
from sqlalchemy.sql.selectable import CompoundSelect

from monitor.store.database import listed, one_of

FEW, VERY_FEW = 5_000, 1_000  # ids that are cheap to list and to sort; and so few that nothing is gained by finding fewer
_LOOK = 400  # of the newest ids are looked at before anything is counted
_FIRST_PIECE, _FIRST_STRIDE, _LAST_PIECE = 100, 1_600, 10_000
_MOST_AT_ONCE = 1_000  # of the few are tried against the other conditions
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

    def ordered(self, rows: Select[Any], by: ColumnElement[int]) -> Select[Any]:
        """Have rows come in the page's order."""
        return rows.order_by(by if self.oldest_first else by.desc())


def unhelped(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Give a column in a form that no index serves, where the ids beside it are the shorter way and the planner cannot know it."""
    return func.coalesce(column, column)


def how_many(connection: Connection, ids: Ids, most: int | None = None) -> int:
    """Count what a query selects, no further than it takes to see that it is more than `most` (None: FEW)."""
    counted = ids.limit((FEW if most is None else most) + 1).subquery()
    return connection.execute(select(func.count()).select_from(counted)).scalar_one()


@dataclass(frozen=True, slots=True)
class _Search:
    """`rows` selects `key`, and holds the conditions that are `on_row`; `beside` are the others."""

    connection: Connection
    rows: Select[Any]
    key: ColumnElement[int]
    conditions: Sequence[Condition]

    @property
    def beside(self) -> list[Condition]:
        return [condition for condition in self.conditions if not condition.on_row]

    def everything(self) -> Stretch:
        return Stretch(self.connection.dialect.name)

    def between(self, window: tuple[int, int]) -> Stretch:
        return replace(self.everything(), low=window[0], high=window[1])

    def behind(self, page: Page) -> Stretch:
        if page.after is None:
            return self.everything()
        low, high = (page.after + 1, None) if page.oldest_first else (None, page.after - 1)
        return replace(self.everything(), low=low, high=high)

    def ordered(self, page: Page, *narrower: ColumnElement[bool]) -> Select[Any]:
        return page.ordered(self.rows.where(*narrower), self.key)

    def of(self, stretch: Stretch, page: Page) -> list[int]:
        """Give the ids of a stretch that meet the conditions, at most a page."""
        among = [self.key.in_(condition.ids(stretch)) for condition in self.beside]
        return list(self.connection.execute(self.ordered(page, *stretch.spans(self.key), *among).limit(page.limit)).scalars())


def page_of(connection: Connection, rows: Select[Any], key: ColumnElement[int], conditions: Sequence[Condition], page: Page) -> list[int]:
    """Give the ids of `rows` that meet every condition, in the page's order.

    `rows` selects `key`, and holds the conditions that are `on_row`.
    """
    search = _Search(connection, rows, key, conditions)
    if page.limit is None or not conditions:
        return search.of(search.behind(page), page)
    first, last = connection.execute(select(*(select(end(key)).scalar_subquery() for end in (func.min, func.max)))).one()
    if first is None:
        return []
    _plan_for_what_is_asked(connection)
    ends = (first, last)
    look = _window(page, ends, _LOOK)
    found, rest = search.of(search.between(look), page), _behind(page, look, ends)
    if rest is None or len(found) >= page.limit:
        return found
    promising = len(found) * _PROMISING >= page.limit
    rare = _rare(search, [condition for condition in conditions if condition.on_row or not promising])
    if rare:
        pieces = _listed(search, rest, rare)
    elif not search.beside:
        pieces = iter([search.of(search.behind(rest), rest)])
    elif len(search.beside) < len(conditions):
        pieces = _walked(search, rest)
    else:
        pieces = _strode(search, rest, ends, _LOOK * page.limit // max(1, len(found)))
    for piece in pieces:
        found += piece
        if len(found) >= page.limit:
            break
    return found[: page.limit]


def _plan_for_what_is_asked(connection: Connection) -> None:
    """Have PostgreSQL plan each of this transaction's statements for its own values: a plan for any word is one for no word."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL plan_cache_mode = force_custom_plan")


def _window(page: Page, ends: tuple[int, int], size: int) -> tuple[int, int]:
    """Give the first and the last of so many ids at the beginning of a page, where ids lie between `ends`."""
    if page.oldest_first:
        low = ends[0] if page.after is None else max(ends[0], page.after + 1)
        return low, low + size - 1
    high = ends[1] if page.after is None else min(ends[1], page.after - 1)
    return high - size + 1, high


def _behind(page: Page, window: tuple[int, int], ends: tuple[int, int]) -> Page | None:
    """Give what is left of a page behind a window, None if nothing is."""
    if page.oldest_first:
        return None if window[1] >= ends[1] else replace(page, after=window[1])
    return None if window[0] <= ends[0] else replace(page, after=window[0])


def _rare(search: _Search, conditions: Sequence[Condition]) -> list[Condition]:
    """Give the conditions that no more than FEW rows meet, the rarest first; none is counted behind one that VERY_FEW meet."""
    sizes: list[tuple[int, Condition]] = []
    for condition in sorted(conditions, key=lambda condition: condition.size is None):
        size = condition.size(search.connection) if condition.size else how_many(search.connection, condition.ids(search.everything()))
        sizes.append((size, condition))
        if size <= VERY_FEW:
            break
    return [condition for size, condition in sorted(sizes, key=itemgetter(0)) if size <= FEW]


def _listed(search: _Search, page: Page, rare: Sequence[Condition]) -> Iterator[list[int]]:
    """Give what meets all conditions among the few ids that meet the rare ones, which are tried in growing pieces.

    The first of them are listed before all others. Where rows must meet yet more, the database is asked for both at once.
    """
    few, tried = _few(search, rare), [condition for condition in search.beside if condition not in rare]
    if any(condition.on_row and condition is not rare[0] for condition in search.conditions):
        rows, id_, sizes = search.rows.where(search.key.in_(select(few))), search.key, [None if tried else page.limit]
    else:
        rows, id_, sizes = select(few), few, [_FIRST_PIECE, None]
        tried.append(Condition(lambda among: search.rows.where(*among.holds(search.key))))
    piece = _FIRST_PIECE
    for size in sizes:
        # In an order that no index has, or planners walk all rows in that order until they come upon the few.
        asked = page.ordered(rows.where(*search.behind(page).spans(id_)), unhelped(id_)).limit(size)
        listed_ids = search.connection.execute(asked).scalars().all()
        ids = list(dict.fromkeys(listed_ids))
        while ids:
            yield _meeting(search, ids[:piece], tried)
            ids, piece = ids[piece:], min(piece * 4, _MOST_AT_ONCE)
        if size is None or len(listed_ids) < size:
            return
        page = replace(page, after=listed_ids[-1])


def _few(search: _Search, rare: Sequence[Condition]) -> ColumnElement[int]:
    """Give the ids that meet the rarest condition, and all rare ones that are not on the rows."""
    asked = [each.ids(search.everything()) for each in rare if each is rare[0] or not each.on_row]
    ids = intersect(*(select(each.subquery()) for each in asked)) if len(asked) > 1 else asked[0]
    # OFFSET 0 keeps planners from taking the few for something to be tried row by row.
    return ids.offset(0).subquery().c[0]


def _meeting(search: _Search, ids: Sequence[int], conditions: Sequence[Condition]) -> list[int]:
    """Give those ids that meet the conditions, which are asked in their order, each for what those before it have left."""
    left = list(ids)
    for condition in conditions if left else ():
        stretch = replace(search.everything(), low=min(left), high=max(left), some=left)
        those = set(search.connection.execute(condition.ids(stretch), stretch.given()).scalars())
        left = [each for each in left if each in those]
        if not left:
            break
    return left


def _walked(search: _Search, page: Page) -> Iterator[list[int]]:
    """Give what meets all conditions, piece by piece of the rows that meet their own."""
    size = _FIRST_PIECE
    while True:
        behind = search.behind(page)
        piece = search.ordered(page, *behind.spans(search.key)).limit(size).subquery()
        low, high, count = search.connection.execute(select(func.min(piece.c[0]), func.max(piece.c[0]), func.count())).one()
        if count:
            yield search.of(replace(behind, low=low, high=high), page)
        if count < size:
            return
        page, size = replace(page, after=high if page.oldest_first else low), min(size * 4, _LAST_PIECE)


def _strode(search: _Search, page: Page, ends: tuple[int, int], expected: int) -> Iterator[list[int]]:
    """Give what meets all conditions where none is on the rows' own columns: a piece is a stretch of ids, whatever rows it holds.

    The first is as long as is `expected` to fill the page.
    """
    rest: Page | None = page
    size = max(_FIRST_STRIDE, min(expected, _LAST_PIECE))
    while rest is not None:
        window = _window(rest, ends, size)
        yield search.of(search.between(window), rest)
        rest, size = _behind(rest, window, ends), min(size * 4, _LAST_PIECE)
