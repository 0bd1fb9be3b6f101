"""Stored revisions in the order in which they came: what backtests look back over and `reprocess` judges again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, func, or_, select

from monitor.store import tables as t
from monitor.store.intake import EVERY_UNIT

MARKS = ("useful", "noise")


@dataclass(frozen=True, slots=True)
class Kept:
    """One stored revision: its row, its place in the order, and when its article is dated."""

    revision_id: int
    arrival: int
    at: datetime


def newest(connection: Connection) -> datetime | None:
    """Give the date of the newest stored article, None if nothing is stored."""
    return connection.execute(select(func.max(t.revision.c.at))).scalar()


def in_order(connection: Connection, since: datetime | None = None, *, about: str | None = None) -> list[Kept]:
    """Give every revision dated `since` or later, in arrival order; those about a topic rule alone if one is named."""
    query = select(t.revision.c.id, t.revision.c.arrival, t.revision.c.at).order_by(t.revision.c.arrival)
    if since is not None:
        query = query.where(t.revision.c.at >= since)
    if about is not None:
        query = query.where(t.revision.c.id.in_(select(t.topic_match.c.revision_id).where(t.topic_match.c.rule == about)))
    return [Kept(*row) for row in connection.execute(query)]


def marks(connection: Connection, rule: str) -> dict[str, str]:
    """Give what people marked a rule's alerts as, `useful` or `noise`, by the alert's key."""
    rows = select(t.alert.c.key, t.alert.c.verdict).where(t.alert.c.rule == rule, t.alert.c.verdict.in_(MARKS))
    return {row.key: row.verdict for row in connection.execute(rows)}


def unjudged(connection: Connection, units: Collection[str] = ()) -> int:
    """Give how many stored revisions are still to be annotated or placed, or to be annotated by one of these units."""
    waits = and_(t.work.c.stage.in_(("annotate", "place")), t.work.c.unit == EVERY_UNIT)
    asked = or_(waits, and_(t.work.c.stage == "annotate", t.work.c.unit.in_(list(units))))
    return connection.execute(select(func.count(func.distinct(t.work.c.revision_id))).where(asked)).scalar_one()


def latest(connection: Connection, since: datetime | None = None) -> list[int]:
    """Give the row ids of the latest revision of every article dated `since` or later, in arrival order."""
    query = select(t.revision.c.id).join(t.article).where(t.revision.c.number == t.article.c.latest).order_by(t.revision.c.arrival)
    return list(connection.execute(query if since is None else query.where(t.revision.c.at >= since)).scalars())
