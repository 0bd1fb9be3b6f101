"""Sources as rows: due times, leases, validators, health; and when each host was last asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, or_, select, update

from monitor.model.article import Known, Source
from monitor.model.trouble import Trouble
from monitor.store import tables as t
from monitor.store.database import in_batches, insert_new, inserted


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A source that this process may poll until its lease ends, with what earlier polls left behind."""

    id: int
    name: str
    known: Known
    failures: int
    interval: timedelta | None
    rhythm: Mapping[str, Any]
    baseline_done: bool
    last_polled_at: datetime | None
    lease: str
    warning: str | None = None
    troubles: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What a poll changes about its source, stored in the same transaction as its articles."""

    state: str
    next_due_at: datetime | None
    interval: timedelta | None
    why: str
    failures: int = 0
    error: str | None = None
    warning: str | None = None
    wait_until: datetime | None = None
    success: bool = True
    brought_news: bool = False
    rhythm: Mapping[str, Any] | None = None
    moved_to: str | None = None
    troubles: Sequence[Trouble] = ()
    failing_since: datetime | None = None


def register(connection: Connection, sources: Iterable[tuple[Source, bool]], first_due: Mapping[str, datetime]) -> None:
    """Make the table hold exactly these (source, enabled) pairs; a source that is configured no longer stays, disabled.

    A source whose address changed starts again: its validators and failures are forgotten, its articles are kept.
    """
    existing = {row.name: row for row in connection.execute(select(t.source))}
    names = set()
    for source, enabled in sources:
        names.add(source.name)
        row = existing.get(source.name)
        if row is None:
            connection.execute(insert(t.source).values(_new_row(source, enabled, first_due[source.name])))
        elif (row.use, row.url) != (source.use, source.url):
            connection.execute(delete(t.source_part).where(t.source_part.c.source_id == row.id))
            values = _new_row(source, enabled, first_due[source.name]) | {"baseline_done": row.baseline_done}
            connection.execute(update(t.source).where(t.source.c.id == row.id).values(values))
        elif row.enabled != enabled:
            state = {"state": "quiet", "next_due_at": first_due[source.name]} if enabled else {"state": "disabled"}
            connection.execute(update(t.source).where(t.source.c.id == row.id).values(enabled=enabled, **state))
    gone = [row.id for name, row in existing.items() if name not in names and row.enabled]
    for batch in in_batches(gone):
        connection.execute(update(t.source).where(t.source.c.id.in_(batch)).values(enabled=False, state="disabled"))


def mark_faulty(connection: Connection, faults: Mapping[str, tuple[str, str]], now: datetime) -> None:
    """Show sources whose tables have a fault, name → (use, fault), as failing; they are not polled until `register` has them again."""
    for name, (use, fault) in faults.items():
        values = {"enabled": False, "state": "failing", "error": fault, "next_due_at": None}
        known = t.source.c.name == name
        if not connection.execute(update(t.source).where(known).values(values)).rowcount:
            row = _new_row(Source(name=name, use=use, url=""), False, now)
            connection.execute(insert(t.source).values(row | values))


def _new_row(source: Source, enabled: bool, due: datetime) -> dict[str, Any]:
    return {
        "name": source.name,
        "use": source.use,
        "url": source.url,
        "enabled": enabled,
        "state": "quiet" if enabled else "disabled",
        "error": None,
        "warning": None,
        "failures": 0,
        "interval_seconds": None,
        "why": "not polled yet",
        "rhythm": {},
        "next_due_at": due,
        "wait_until": None,
        "baseline_done": False,
        "moved_to": None,
        "lease": None,
        "leased_until": None,
    }


def claim(
    connection: Connection,
    *,
    now: datetime,
    lease: str,
    lease_for: timedelta,
    limit: int,
    due_or_not: bool = False,
    settle: timedelta = timedelta(0),
    after: int = 0,
    broken: Collection[str] = (),
    names: Collection[str] | None = None,
) -> list[Claim]:
    """Lease up to `limit` sources after id `after`: those due, or with `due_or_not` all that need not wait; only `names`, if given.

    What a `broken` lease holds is free: its holder knows that the round which took it has failed.
    """
    free = or_(t.source.c.leased_until.is_(None), t.source.c.leased_until < now, t.source.c.lease.in_(broken))
    waiting = or_(t.source.c.wait_until.is_(None), t.source.c.wait_until <= now)
    ready = waiting if due_or_not else t.source.c.next_due_at <= now
    named = () if names is None else (t.source.c.name.in_(names),)
    order = t.source.c.id if due_or_not else t.source.c.next_due_at
    rows = connection.execute(
        select(t.source)
        .where(t.source.c.enabled, t.source.c.state != "gone", free, ready, t.source.c.id > after, *named)
        .order_by(order)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    ids = [row.id for row in rows]
    for batch in in_batches(ids):
        connection.execute(update(t.source).where(t.source.c.id.in_(batch)).values(lease=lease, leased_until=now + lease_for))
    parts = _parts(connection, ids)
    return [_claim(row, parts.get(row.id, {}), lease, settle, now) for row in rows]


def _claim(row: Row[Any], parts: Mapping[str, Mapping[str, str]], lease: str, settle: timedelta, now: datetime) -> Claim:
    return Claim(
        id=row.id,
        name=row.name,
        # The first look takes what is there as it is: a newcomer's reports were put there just before.
        known=Known(parts=parts, settle=settle if row.baseline_done else timedelta(0), now=now),
        failures=row.failures,
        interval=None if row.interval_seconds is None else timedelta(seconds=row.interval_seconds),
        rhythm=row.rhythm,
        baseline_done=row.baseline_done,
        last_polled_at=row.last_polled_at,
        lease=lease,
        warning=row.warning,
        troubles=tuple(row.troubles),
    )


def _parts(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, Mapping[str, str]]]:
    found: dict[int, dict[str, Mapping[str, str]]] = {}
    for batch in in_batches(ids):
        for row in connection.execute(select(t.source_part).where(t.source_part.c.source_id.in_(batch))):
            found.setdefault(row.source_id, {})[row.part] = row.validators
    return found


def put_off(connection: Connection, claim: Claim, until: datetime) -> None:
    """Give a claimed source back unasked, due at another time."""
    mine = (t.source.c.id == claim.id, t.source.c.lease == claim.lease)
    connection.execute(update(t.source).where(*mine).values(next_due_at=until, lease=None, leased_until=None))


def holds(connection: Connection, claim: Claim) -> bool:
    """Say whether the claim's lease is still ours; a poll whose lease was taken over must not be stored."""
    return connection.execute(select(t.source.c.lease).where(t.source.c.id == claim.id)).scalar() == claim.lease


def advance(connection: Connection, source_id: int, part: str, validators: Mapping[str, str]) -> None:
    """Keep a part's validators, so that the next fetch can ask for what changed since."""
    row = {"source_id": source_id, "part": part, "validators": dict(validators)}
    if not inserted(connection, t.source_part, row):
        where = (t.source_part.c.source_id == source_id, t.source_part.c.part == part)
        connection.execute(update(t.source_part).where(*where).values(validators=dict(validators)))


def finish(connection: Connection, claim: Claim, polled: Polled, now: datetime) -> None:
    """Store how a poll went, when to ask again, and release the lease."""
    finish_all(connection, [(claim, polled)], now)


def finish_all(connection: Connection, ends: Sequence[tuple[Claim, Polled]], now: datetime) -> None:
    """Store how polls went; one whose lease another process took over meanwhile is left to that."""
    mine = (t.source.c.id == bindparam("its_id"), t.source.c.lease == bindparam("its_lease"))
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for claim, polled in ends:
        values = _polled_values(polled, now)
        groups.setdefault(tuple(values), []).append(values | {"its_id": claim.id, "its_lease": claim.lease})
    for names, rows in groups.items():
        connection.execute(update(t.source).where(*mine).values({name: bindparam(name) for name in names}), rows)


def _polled_values(polled: Polled, now: datetime) -> dict[str, Any]:
    values: dict[str, Any] = {
        "state": polled.state,
        "error": polled.error,
        "warning": polled.warning,
        "failures": polled.failures,
        "next_due_at": polled.next_due_at,
        "interval_seconds": None if polled.interval is None else polled.interval.total_seconds(),
        "why": polled.why,
        "wait_until": polled.wait_until,
        "last_polled_at": now,
        "lease": None,
        "leased_until": None,
    }
    if polled.success:
        values |= {"last_success_at": now, "baseline_done": True, "moved_to": polled.moved_to}
    if polled.brought_news:
        values |= {"last_new_at": now}
    if polled.rhythm is not None:
        values |= {"rhythm": dict(polled.rhythm)}
    return values


def release(connection: Connection, lease: str | None = None) -> int:
    """Give back what leases of this beginning hold (all leases, if none is named), as if unclaimed; give how many sources that were."""
    held = t.source.c.lease.is_not(None) if lease is None else t.source.c.lease.startswith(lease, autoescape=True)
    return connection.execute(update(t.source).where(held).values(lease=None, leased_until=None)).rowcount


def last_asked(connection: Connection) -> dict[str, datetime]:
    """Give when each host was last asked."""
    return {row.name: row.last_asked_at for row in connection.execute(select(t.host))}


def remember_asked(connection: Connection, asked: Mapping[str, datetime]) -> None:
    """Keep when hosts were last asked, so that a restart is no excuse to hurry them."""
    rows = [{"name": name, "last_asked_at": at} for name, at in asked.items()]
    insert_new(connection, t.host, rows)
    for row in rows:
        connection.execute(update(t.host).where(t.host.c.name == row["name"], t.host.c.last_asked_at < row["last_asked_at"]).values(row))


def next_due(connection: Connection) -> datetime | None:
    """Give when the next enabled source is due, None if there is none."""
    query = select(func.min(t.source.c.next_due_at)).where(t.source.c.enabled, t.source.c.state != "gone")
    return connection.execute(query).scalar()


def reschedule(connection: Connection, latest: datetime, now: datetime) -> int:
    """Bring back every due time that a clock since set back has put too far ahead; give how many.

    A source that was polled "after" `now` is due as long after `now` as it was to wait then; what is due beyond `latest` is due now.
    """
    ahead = or_(t.source.c.last_polled_at > now, t.source.c.next_due_at > latest)
    rows = connection.execute(select(t.source).where(t.source.c.next_due_at.is_not(None), ahead)).all()
    for row in rows:
        back = max((row.last_polled_at or now) - now, timedelta(0))
        due = row.next_due_at - back
        values = {
            "next_due_at": due if due <= latest else now,
            "wait_until": row.wait_until - back if row.wait_until and due <= latest else None,
            "last_polled_at": row.last_polled_at - back if row.last_polled_at else None,
        }
        connection.execute(update(t.source).where(t.source.c.id == row.id).values(values))
    return len(rows)


def source_rows(connection: Connection, *, name: str | None = None, after: str = "", limit: int | None = None) -> list[dict[str, Any]]:
    """Give sources as rows of the `sources list` contract (plus interval, why, failures), in name order after `after`."""
    counts = select(t.article.c.source_id, func.count().label("articles")).group_by(t.article.c.source_id).subquery()
    query = (
        select(t.source, func.coalesce(counts.c.articles, 0).label("articles"))
        .outerjoin(counts, counts.c.source_id == t.source.c.id)
        .where(t.source.c.name > after)
        .order_by(t.source.c.name)
        .limit(limit)
    )
    return [dict(row) for row in connection.execute(query if name is None else query.where(t.source.c.name == name)).mappings()]
