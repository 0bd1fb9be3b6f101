"""Finds the ids that a query asks for, newest first, and reads little more than a page of them, however much is stored.

A condition that few rows meet gives its ids, and these are tried against the other conditions. Where every condition is common,
rows are walked from the newest on, in growing pieces, until the page is full.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func

from monitor.store.database import SELECT_BATCH, in_batches

FEW = 5_000  # ids that are cheap to fetch and to sort
_FIRST_PIECE = 100
Ids = Sequence[int]


@dataclass(frozen=True, slots=True)
class Condition:
    """What rows must meet.

    `all_if_few` gives every id that meets it, None if these are many. `among` gives those of some ids, at most SELECT_BATCH of
    them, that meet it; None where the rows that are selected meet it anyway.
    """

    all_if_few: Callable[[Connection], set[int] | None]
    among: Callable[[Connection, Ids], Iterable[int]] | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of ids: those behind `after`, at most `limit` (None: all), newest first unless `oldest_first`."""

    after: int | None = None
    limit: int | None = None
    oldest_first: bool = False


def few(connection: Connection, ids: Select[Any], share: int = 1) -> set[int] | None:
    """Give the ids of a query, None if they are more than FEW, or than that share of it (5: a fifth)."""
    most = FEW // share
    found = connection.execute(ids.limit(most + 1)).scalars().all()
    return set(found) if len(found) <= most else None


def unhelped(column: ColumnElement[str]) -> ColumnElement[str]:
    """Give a column in a form that no index serves, where the ids beside it are the shorter way and the planner cannot know it."""
    return func.coalesce(column, "")


def page_of(connection: Connection, rows: Select[Any], key: ColumnElement[int], conditions: Sequence[Condition], page: Page) -> list[int]:
    """Give the ids of `rows` that meet every condition, in the page's order.

    `rows` selects `key`, and holds the conditions that a walk in the order of `key` can judge row by row.
    """
    chosen, others = _fewest(connection, conditions)
    checks = [condition.among for condition in others if condition.among is not None]
    walked = _walked(connection, rows, key, page, whole=not checks)
    pieces = walked if chosen is None else _listed(connection, rows, key, page, chosen)
    found: list[int] = []
    for piece in pieces:
        kept: set[int] = set(piece)
        for among in checks:
            kept &= {each for batch in in_batches(sorted(kept)) for each in among(connection, batch)}
        found += [each for each in piece if each in kept]
        if page.limit is not None and len(found) >= page.limit:
            return found[: page.limit]
    return found


def _fewest(connection: Connection, conditions: Sequence[Condition]) -> tuple[set[int] | None, list[Condition]]:
    """Give the ids that meet those conditions which few rows meet (None if there is no such condition), and the other conditions."""
    chosen: set[int] | None = None
    others: list[Condition] = []
    for condition in conditions:
        narrow = chosen is None or len(chosen) > SELECT_BATCH  # so few are sooner tried than narrowed down
        ids = condition.all_if_few(connection) if narrow else None
        if ids is None:
            others.append(condition)
        else:
            chosen = ids if chosen is None else chosen & ids
    return chosen, others


def _listed(connection: Connection, rows: Select[Any], key: ColumnElement[int], page: Page, chosen: set[int]) -> Iterator[list[int]]:
    after = page.after
    behind = [each for each in chosen if after is None or (each > after if page.oldest_first else each < after)]
    ordered, size = sorted(behind, reverse=not page.oldest_first), _FIRST_PIECE
    while ordered:
        piece, ordered = ordered[:size], ordered[size:]
        kept = set(connection.execute(rows.where(key.in_(piece))).scalars())
        yield [each for each in piece if each in kept]
        size = min(size * 4, SELECT_BATCH)


def _walked(connection: Connection, rows: Select[Any], key: ColumnElement[int], page: Page, *, whole: bool) -> Iterator[list[int]]:
    after, size = page.after, _FIRST_PIECE
    if whole:
        size = page.limit if page.limit is not None else -1
    while True:
        walk = rows if after is None else rows.where(key > after if page.oldest_first else key < after)
        walk = walk.order_by(key if page.oldest_first else key.desc())
        piece = list(connection.execute(walk if size < 0 else walk.limit(size)).scalars())
        yield piece
        if size < 0 or len(piece) < size or not piece:
            return
        after, size = piece[-1], min(size * 4, 10 * SELECT_BATCH)
