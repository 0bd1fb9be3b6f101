"""What is owed, as rows: taken oldest arrival first, paid in the transaction that stores the answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import takewhile
from typing import Any, Protocol

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Exists,
    Integer,
    ScalarSelect,
    Select,
    Subquery,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal,
    literal_column,
    or_,
    select,
    union,
    update,
)

from monitor.store import tables as t
from monitor.store.database import in_batches, insert_new, inserted, listed, lock_intake, one_of
from monitor.store.intake import ARRIVAL, EVERY_UNIT, take_numbers
from monitor.store.judgements import note_rewriting


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """Work of one stage on one revision: which units owe it (`*` is every unit), and whether it tells nobody."""

    revision_id: int
    arrival: int
    stage: str
    units: tuple[str, ...]
    quiet: bool

    @property
    def only(self) -> frozenset[str] | None:
        """Give the units to run, None for every unit."""
        return None if EVERY_UNIT in self.units else frozenset(self.units)


def owed(connection: Connection, stage: str, *, limit: int, below: int | None = None, arrived: bool = False) -> list[Owed]:
    """Give up to `limit` revisions that owe work of this stage, oldest arrival first, optionally only arrivals under `below`.

    `arrived` leaves out what units owe for themselves on stored articles, and articles that still owe an earlier stage.
    """
    under = () if below is None else (t.work.c.arrival < below,)
    if arrived:
        oldest = _oldest(_EVERY, stage, limit, *under, ~_owes_before(stage))
    else:
        oldest = union(select(_oldest(_EVERY, stage, limit, *under)), select(_oldest(_OWN, stage, limit, *under))).subquery()
    first = select(oldest.c.revision_id).order_by(oldest.c.arrival).limit(limit)
    rows = connection.execute(
        select(t.work.c.revision_id, t.work.c.arrival, t.work.c.unit, t.work.c.quiet)
        .where(t.work.c.revision_id.in_(first), t.work.c.stage == stage, t.work.c.state == "owed")
        .order_by(t.work.c.arrival, t.work.c.unit)
    )
    groups: dict[int, list[Any]] = {}
    for row in rows:
        groups.setdefault(row.revision_id, []).append(row)
    return [_owed(stage, group) for group in groups.values()]


# In SQL's own words, for only so do both stores see that the index for these rows serves.
_EVERY = t.work.c.unit == literal_column("'*'")
_OWN = t.work.c.unit != literal_column("'*'")


def _oldest(whose: ColumnElement[bool], stage: str, limit: int | BindParameter[int], *where: ColumnElement[bool]) -> Subquery:
    """Give the revisions of the oldest arrivals that owe this stage's work, either by every unit or by units for themselves."""
    mine = select(t.work.c.revision_id, t.work.c.arrival).where(whose, t.work.c.stage == stage, t.work.c.state == "owed", *where)
    return mine.distinct().order_by(t.work.c.arrival).limit(limit).subquery()


def _owes_before(stage: str) -> Exists:
    before = t.work.alias()
    return exists().where(before.c.revision_id == t.work.c.revision_id, before.c.stage.in_(_BEFORE[stage]), before.c.state == "owed")


def _owed(stage: str, rows: Sequence[Any]) -> Owed:
    loud_wins = all(row.quiet for row in rows)
    return Owed(
        revision_id=rows[0].revision_id, arrival=rows[0].arrival, stage=stage, units=tuple(row.unit for row in rows), quiet=loud_wins
    )


_BEFORE: dict[str, tuple[str, ...]] = {"annotate": (), "place": ("annotate",), "detect": ("annotate", "place")}


def frontier(connection: Connection, *stages: str) -> int | None:
    """Give the oldest arrival that still owes any of these stages; None if none does."""
    firsts = (first for stage in stages for first in connection.execute(_FRONTIER, {"stage": stage}).one())
    return min((first for first in firsts if first is not None), default=None)


def _first_arrival(whose: ColumnElement[bool]) -> ScalarSelect[int]:
    mine = (whose, t.work.c.stage == bindparam("stage"), t.work.c.state == "owed")
    return select(func.min(t.work.c.arrival)).where(*mine).scalar_subquery()


_FRONTIER = select(_first_arrival(_EVERY), _first_arrival(_OWN))


def annotated_below(connection: Connection, unawaited: Collection[str]) -> int | None:
    """Give the oldest arrival that still owes annotation by any unit but these; None if none does."""
    every, own = connection.execute(_FIRST_ARRIVED).scalar(), connection.execute(_oldest_by_unit())
    firsts = [every, *(row.arrival for row in own if row.unit not in unawaited)]
    return min((first for first in firsts if first is not None), default=None)


_FIRST_ARRIVED = select(func.min(t.work.c.arrival)).where(_EVERY, t.work.c.stage == "annotate", t.work.c.state == "owed")


@cache
def _oldest_by_unit() -> Select[Any]:
    """Give the oldest arrival each unit owes annotation of for itself; the index is skipped through: this costs what there are units."""
    units = select(func.min(t.work.c.unit).label("unit")).where(_OWN).cte("units", recursive=True)
    beyond = select(func.min(t.work.c.unit)).where(_OWN, t.work.c.unit > units.c.unit).correlate(units).scalar_subquery()
    units = units.union_all(select(beyond).where(units.c.unit.is_not(None)))
    mine = (_OWN, t.work.c.unit == units.c.unit, t.work.c.state == "owed", t.work.c.stage == "annotate")
    first = select(func.min(t.work.c.arrival)).where(*mine).correlate(units).scalar_subquery()
    found = select(units.c.unit, first.label("arrival")).where(units.c.unit.is_not(None)).subquery()
    return select(found.c.unit, found.c.arrival).where(found.c.arrival.is_not(None))


def pay(connection: Connection, owed: Sequence[Owed]) -> list[Owed]:
    """Take away what is owed still, whole, and give it; what another process has paid already stays out: store nothing for it."""
    if not owed:
        return []
    dialect, stage = connection.dialect.name, owed[0].stage
    rows = connection.execute(_owing(dialect), {"stage": stage, "ids": listed(dialect, [one.revision_id for one in owed])})
    open_ = {(row.revision_id, row.unit, row.arrival) for row in rows}
    payable = [one for one in owed if all((one.revision_id, unit, one.arrival) in open_ for unit in one.units)]
    paid = [{"of": one.revision_id, "at": stage, "by": unit} for one in payable for unit in one.units]
    if paid:
        connection.execute(_PAID, paid)
    return payable


@cache
def _owing(dialect: str) -> Select[Any]:
    where = (t.work.c.stage == bindparam("stage"), t.work.c.state == "owed", one_of(dialect, t.work.c.revision_id, "ids"))
    return select(t.work.c.revision_id, t.work.c.unit, t.work.c.arrival).where(*where).with_for_update()


_PAID = delete(t.work).where(
    t.work.c.revision_id == bindparam("of"), t.work.c.stage == bindparam("at"), t.work.c.unit == bindparam("by"), t.work.c.state == "owed"
)


def in_turn(connection: Connection, owed: Sequence[Owed], unawaited: Collection[str]) -> list[Owed]:
    """Give those of these, oldest first, whose turn to be placed it is: all before them is annotated and placed, or set aside.

    Nothing waits for what the `unawaited` units owe.
    """
    below = annotated_below(connection, unawaited)
    next_ = connection.execute(_NEXT, {"most": len(owed)}).scalars().all()
    due = takewhile(lambda pair: pair[0].arrival == pair[1] and (below is None or pair[1] < below), zip(owed, next_, strict=False))
    return [one for one, _ in due]


_MOST = bindparam("most", type_=Integer)
_NEXT = select(
    union(*(select(_oldest(whose, "place", _MOST).c.arrival) for whose in (_EVERY, _OWN))).order_by("arrival").limit(_MOST).subquery()
)


def set_aside(
    connection: Connection, owed: Owed, unit: str, *, state: str, version: str, message: str | None, now: datetime, attempts: int = 1
) -> None:
    """Keep on the books that this unit did not judge this revision: `faulted`, or `suspended`."""
    key = {"revision_id": owed.revision_id, "stage": owed.stage, "unit": unit}
    values = {
        "arrival": owed.arrival,
        "state": state,
        "quiet": owed.quiet,
        "version": version,
        "attempts": attempts,
        "message": message,
        "since": now,
    }
    if not inserted(connection, t.work, key | values):
        where = [t.work.c[name] == value for name, value in key.items()]
        connection.execute(update(t.work).where(*where).values(values | {"attempts": t.work.c.attempts + 1}))


def owe_everywhere(connection: Connection, stage: str, unit: str, *, version: str, now: datetime, since: datetime | None = None) -> int:
    """Owe this unit's work on every stored latest revision (dated `since` or later), quietly; give on how many.

    For a new version, a new rule, or because somebody asked. Work that is owed loudly stays so: its article has told nobody yet.
    """
    latest = (t.revision.c.article_id == t.article.c.id) & (t.revision.c.number == t.article.c.latest)
    wanted = [latest] if since is None else [latest, t.revision.c.at >= since]
    mine = (t.work.c.stage == stage, t.work.c.unit == unit, or_(t.work.c.state != "owed", t.work.c.quiet))
    dated = [] if since is None else [t.work.c.revision_id.in_(select(t.revision.c.id).where(t.revision.c.at >= since))]
    connection.execute(delete(t.work).where(*mine, *dated))
    already = select(t.work.c.revision_id).where(t.work.c.stage == stage, t.work.c.unit.in_((EVERY_UNIT, unit)))
    names = ["revision_id", "stage", "unit", "arrival", "state", "quiet", "version", "attempts", "since"]
    chosen = select(
        t.revision.c.id,
        literal(stage),
        literal(unit),
        t.revision.c.arrival,
        literal("owed"),
        literal(True),
        literal(version),
        literal(0),
        literal(now, t.work.c.since.type),
    )
    where = chosen.select_from(t.revision.join(t.article, and_(*wanted))).where(t.revision.c.id.not_in(already))
    return connection.execute(insert(t.work).from_select(names, where).execution_options(preserve_rowcount=True)).rowcount


def re_enter(connection: Connection, unit: str, now: datetime) -> int:
    """Owe again what this annotating or placing unit missed, under new arrival numbers, loudly; give how many articles."""
    lock_intake(connection)
    missed = (
        select(t.work.c.revision_id)
        .where(t.work.c.unit == unit, t.work.c.stage != "detect", t.work.c.state != "owed")
        .order_by(t.work.c.arrival)
    )
    ids = connection.execute(missed).scalars().all()
    if not ids:
        return 0
    (first,) = take_numbers(connection, len(ids), ARRIVAL)
    note_rewriting(connection)
    for arrival, id_ in enumerate(ids, first):
        connection.execute(update(t.revision).where(t.revision.c.id == id_).values(arrival=arrival))
        connection.execute(update(t.placement).where(t.placement.c.revision_id == id_).values(arrival=arrival))
        connection.execute(delete(t.work).where(t.work.c.revision_id == id_, t.work.c.unit == unit))
        rows = [("annotate", unit), ("place", EVERY_UNIT), ("detect", EVERY_UNIT)]
        insert_new(connection, t.work, [_loud_row(id_, stage, name, arrival, now) for stage, name in rows])
        connection.execute(update(t.work).where(t.work.c.revision_id == id_).values(arrival=arrival))
    return len(ids)


def _loud_row(revision_id: int, stage: str, unit: str, arrival: int, now: datetime) -> dict[str, Any]:
    row = {"revision_id": revision_id, "stage": stage, "unit": unit, "arrival": arrival}
    return row | {"state": "owed", "quiet": False, "version": "", "attempts": 0, "since": now}


def retry_detection(connection: Connection, unit: str) -> int:
    """Owe again what this rule missed, at its old place in the order; give on how many articles."""
    where = (t.work.c.unit == unit, t.work.c.stage == "detect", t.work.c.state != "owed")
    return connection.execute(update(t.work).where(*where).values(state="owed")).rowcount


def backlog(connection: Connection) -> list[dict[str, Any]]:
    """Give how much is owed, faulted or suspended per stage and unit, with the oldest's time."""
    query = select(t.work.c.stage, t.work.c.unit, t.work.c.state, func.count().label("articles"), func.min(t.work.c.since).label("since"))
    return [
        dict(row)
        for row in connection.execute(query.group_by(t.work.c.stage, t.work.c.unit, t.work.c.state).order_by(t.work.c.stage)).mappings()
    ]


class Runs(Protocol):
    """A rule, as far as the books go: the unit that runs it, which owes and misses for all its rules together."""

    @property
    def unit(self) -> str: ...


def learned(connection: Connection, rules: Mapping[str, Runs]) -> dict[str, dict[str, int]]:
    """Give how far each rule has come: of how many stored articles it has `judged`, how many it owes, how many it missed."""
    latest = (t.revision.c.article_id == t.article.c.id) & (t.revision.c.number == t.article.c.latest)
    stored = connection.execute(select(func.count()).select_from(t.revision.join(t.article, latest))).scalar_one()
    query = select(t.work.c.unit, t.work.c.state, func.count(func.distinct(t.work.c.revision_id))).group_by(t.work.c.unit, t.work.c.state)
    open_: dict[tuple[str, str], int] = {(unit, state): count for unit, state, count in connection.execute(query)}
    rows = {}
    for rule, info in rules.items():
        owed, faulted, suspended = (
            sum(open_.get((unit, state), 0) for unit in {rule, info.unit}) for state in ("owed", "faulted", "suspended")
        )
        owes = min(stored, open_.get((EVERY_UNIT, "owed"), 0) + owed)
        missed = min(stored - owes, faulted + suspended)
        rows[rule] = {"judged": stored - owes - missed, "owed": owes, "missed": missed}
    return rows


def owing(connection: Connection, units: Iterable[str]) -> int:
    """Give on how many revisions any of these units' work is owed."""
    mine = (t.work.c.unit.in_(list(units)), t.work.c.state == "owed")
    return connection.execute(select(func.count(func.distinct(t.work.c.revision_id))).where(*mine)).scalar_one()


def rows_of(connection: Connection, revision_ids: Iterable[int]) -> list[dict[str, Any]]:
    """Give the work rows of some revisions, for `explain`."""
    return [
        dict(row)
        for batch in in_batches(list(revision_ids))
        for row in connection.execute(select(t.work).where(t.work.c.revision_id.in_(batch))).mappings()
    ]
