"""Units (annotators, placers, rules) as rows: their versions, their faults, and who is suspended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from monitor.store import tables as t
from monitor.store.database import in_batches, insert_new


def versions(connection: Connection, stage: str) -> dict[str, str]:
    """Give the version at which each unit of a stage last judged here."""
    return {row.name: row.version for row in connection.execute(select(t.unit).where(t.unit.c.stage == stage))}


def remember(connection: Connection, stage: str, units: Mapping[str, str], now: datetime) -> None:
    """Keep the versions that judge from now on; a new version starts with no faults and unsuspended."""
    before = versions(connection, stage) if units else {}
    fresh = {"faults_in_a_row": 0, "suspended_at": None, "message": None, "updated_at": now}
    rows = {name: {"stage": stage, "name": name, "version": version, **fresh} for name, version in units.items()}
    insert_new(connection, t.unit, [row for name, row in rows.items() if name not in before])
    for name in rows.keys() & before.keys():
        if before[name] != units[name]:
            connection.execute(update(t.unit).where(t.unit.c.stage == stage, t.unit.c.name == name).values(rows[name]))


def forget(connection: Connection, stage: str, names: Sequence[str]) -> None:
    """Strike units that are no longer configured, with what they owe and, of rules, their topic matches."""
    for batch in in_batches(names):
        connection.execute(delete(t.work).where(t.work.c.stage == stage, t.work.c.unit.in_(batch)))
        connection.execute(delete(t.unit).where(t.unit.c.stage == stage, t.unit.c.name.in_(batch)))
        if stage == "annotate":
            connection.execute(delete(t.topic_match).where(t.topic_match.c.rule.in_(batch)))


def record_fault(
    connection: Connection,
    *,
    unit: str,
    stage: str,
    kind: str,
    message: str,
    now: datetime,
    revision_id: int | None = None,
    source: str | None = None,
) -> None:
    """Append a fault to the log."""
    row = {"at": now, "unit": unit, "stage": stage, "kind": kind, "message": message, "source": source, "revision_id": revision_id}
    connection.execute(insert(t.fault).values(row))


def count_fault(connection: Connection, stage: str, unit: str, message: str, now: datetime) -> int:
    """Count one more fault in a row; give how many that are."""
    row = {"stage": stage, "name": unit, "version": "", "faults_in_a_row": 0, "updated_at": now}
    insert_new(connection, t.unit, [row])
    mine = (t.unit.c.stage == stage, t.unit.c.name == unit)
    values = {"faults_in_a_row": t.unit.c.faults_in_a_row + 1, "message": message, "updated_at": now}
    return int(connection.execute(update(t.unit).where(*mine).values(values).returning(t.unit.c.faults_in_a_row)).scalar_one())


def stumbling(connection: Connection, stage: str) -> set[str]:
    """Give the units whose last answer was a fault."""
    return set(connection.execute(select(t.unit.c.name).where(t.unit.c.stage == stage, t.unit.c.faults_in_a_row > 0)).scalars())


def clear_faults(connection: Connection, stage: str, unit: str) -> None:
    """Note that a unit works: its faults are no longer in a row."""
    mine = (t.unit.c.stage == stage, t.unit.c.name == unit, t.unit.c.faults_in_a_row > 0)
    connection.execute(update(t.unit).where(*mine).values(faults_in_a_row=0))


def suspend(connection: Connection, stage: str, unit: str, message: str, now: datetime) -> None:
    """Stop running a unit until it is enabled, or comes in another version."""
    mine = (t.unit.c.stage == stage, t.unit.c.name == unit)
    connection.execute(update(t.unit).where(*mine).values(suspended_at=now, message=message))


def resume(connection: Connection, unit: str) -> int:
    """Let a suspended unit run again; give at how many stages it was suspended."""
    mine = (t.unit.c.name == unit, t.unit.c.suspended_at.is_not(None))
    return connection.execute(update(t.unit).where(*mine).values(suspended_at=None, faults_in_a_row=0)).rowcount


def suspended(connection: Connection) -> dict[tuple[str, str], str]:
    """Give why each suspended (stage, unit) is."""
    rows = connection.execute(select(t.unit).where(t.unit.c.suspended_at.is_not(None)))
    return {(row.stage, row.name): row.message or "" for row in rows}


def faults(
    connection: Connection, *, since: datetime | None = None, revision_id: int | None = None, limit: int | None = None
) -> list[dict[str, Any]]:
    """Give recorded faults, newest first."""
    query = select(t.fault).order_by(t.fault.c.id.desc()).limit(limit)
    if since is not None:
        query = query.where(t.fault.c.at >= since)
    if revision_id is not None:
        query = query.where(t.fault.c.revision_id == revision_id)
    return [dict(row) for row in connection.execute(query).mappings()]


def fault_counts(connection: Connection, since: datetime) -> dict[str, int]:
    """Give how often each unit failed since then."""
    query = select(t.fault.c.unit, func.count()).where(t.fault.c.at >= since).group_by(t.fault.c.unit)
    return {row[0]: row[1] for row in connection.execute(query)}
