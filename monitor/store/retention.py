"""Retention: articles that last changed long ago are emptied into tombstones, a few at a time; what was learned from them stays.

What goes: texts, annotations, work, search entries, what stories were compared by, old faults. What stays: the article's keys, so
that it never comes back as new; first-seen marks; topic matches, placements and the figures that series hold, so that nothing
is new a second time and counts stay true; hits with their quotes. Articles that an alert rests on which nobody has resolved are
left as they are.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, exists, func, insert, select, text, update

from monitor.model.alert import State
from monitor.model.history import FREQUENCY_WINDOW
from monitor.store import search
from monitor.store import tables as t
from monitor.store.database import Store
from monitor.store.intake import last_arrival
from monitor.store.listing import size_bytes

AT_ONCE = 50  # articles in one transaction: some ten milliseconds, so that no other writer waits for long
FAULTS_AT_ONCE = 500
PAUSE_SECONDS = 0.02


def prune(store: Store, keep: timedelta, now: datetime, stopping: Callable[[], bool] = lambda: False) -> int:
    """Purge what last changed longer than `keep` ago, until nothing is left or `stopping` says so; give how many articles.

    Each batch is a transaction of its own, with a pause behind it in which others write.
    """
    older_than, done, after = now - keep, 0, 0
    while not stopping():
        with store.write() as connection:
            ids = purgeable(connection, older_than, after=after, limit=AT_ONCE)
            for id_ in ids:
                _purge(connection, id_, now)
            faults = _purge_faults(connection, older_than)
            if ids:
                _log(connection, now, older_than, len(ids))
        if not ids and not faults:
            break
        done, after = done + len(ids), max(ids, default=after)
        time.sleep(PAUSE_SECONDS)
    return done


def purgeable(connection: Connection, older_than: datetime, *, after: int = 0, limit: int | None = None) -> list[int]:
    """Give the ids of articles that may be purged, in order, those behind `after`."""
    query = select(t.article.c.id).where(t.article.c.id > after, *_old(older_than)).order_by(t.article.c.id).limit(limit)
    return list(connection.execute(query).scalars())


def how_many(connection: Connection, older_than: datetime) -> dict[str, int]:
    """Give how many articles are that old, may be purged, and are kept for an alert that is not resolved."""
    old, free = _unchanged_since(older_than), _free()
    counted = select(func.count()).select_from(t.article)
    all_ = connection.execute(counted.where(*old)).scalar_one()
    purged = connection.execute(counted.where(*old, *free)).scalar_one()
    return {"old": all_, "purgeable": purged, "kept": all_ - purged}


def _old(older_than: datetime) -> tuple[ColumnElement[bool], ...]:
    return (*_unchanged_since(older_than), *_free())


def _unchanged_since(older_than: datetime) -> tuple[ColumnElement[bool], ...]:
    """Say that an article is whole still, and that no revision of it came since then."""
    newer = exists().where(t.revision.c.article_id == t.article.c.id, t.revision.c.first_seen_at >= older_than)
    return t.article.c.purged_at.is_(None), t.article.c.first_seen_at < older_than, ~newer


def _free() -> tuple[ColumnElement[bool], ...]:
    """Say that nothing is owed on an article, and that no unresolved alert rests on it."""
    unresolved = t.alert.c.state != State.RESOLVED
    hit = exists().where(t.hit.c.article_id == t.article.c.id, t.hit.c.alert_id == t.alert.c.id, unresolved)
    quoted = exists().where(
        t.revision.c.article_id == t.article.c.id,
        t.evidence.c.revision_id == t.revision.c.id,
        t.hit.c.id == t.evidence.c.hit_id,
        t.alert.c.id == t.hit.c.alert_id,
        unresolved,
    )
    owed = exists().where(t.revision.c.article_id == t.article.c.id, t.work.c.revision_id == t.revision.c.id, t.work.c.state == "owed")
    return ~hit, ~quoted, ~owed


def _purge(connection: Connection, article_id: int, now: datetime) -> None:
    search.take_out_article(connection, article_id)
    revisions = select(t.revision.c.id).where(t.revision.c.article_id == article_id)
    _purge_annotations(connection, revisions)
    for table in (t.work, t.fault):
        connection.execute(delete(table).where(table.c.revision_id.in_(revisions)))
    connection.execute(update(t.revision).where(t.revision.c.article_id == article_id).values(text="", author=""))
    connection.execute(update(t.article).where(t.article.c.id == article_id).values(purged_at=now, indexed=0))


def _purge_annotations(connection: Connection, revisions: Select[Any]) -> None:
    """Take away what the texts said, but for the figures that series hold, and what stories were compared by."""
    held = exists().where(t.placement.c.annotation_id == t.annotation.c.id)
    connection.execute(delete(t.annotation).where(t.annotation.c.revision_id.in_(revisions), ~held))
    # How frequent a feature is counts over the last arrivals: these stay until others have taken their place.
    counted = last_arrival(connection) - FREQUENCY_WINDOW
    placed = select(t.placement.c.id).where(t.placement.c.revision_id.in_(revisions), t.placement.c.kind != "series")
    connection.execute(delete(t.feature).where(t.feature.c.placement_id.in_(placed), t.feature.c.arrival < counted))


def _purge_faults(connection: Connection, older_than: datetime) -> int:
    old = select(t.fault.c.id).where(t.fault.c.at < older_than).order_by(t.fault.c.id).limit(FAULTS_AT_ONCE)
    return connection.execute(delete(t.fault).where(t.fault.c.id.in_(old.scalar_subquery()))).rowcount


def _log(connection: Connection, now: datetime, older_than: datetime, articles: int) -> None:
    """Add to the log; what one run purges is one line."""
    mine = and_(t.purge.c.at == now, t.purge.c.older_than == older_than)
    if not connection.execute(update(t.purge).where(mine).values(articles=t.purge.c.articles + articles)).rowcount:
        connection.execute(insert(t.purge).values(at=now, older_than=older_than, articles=articles))


def purged(connection: Connection) -> dict[str, Any]:
    """Give how many articles were purged in all, and when the last were."""
    row = connection.execute(select(func.coalesce(func.sum(t.purge.c.articles), 0), func.max(t.purge.c.at))).one()
    return {"articles": int(row[0]), "last_at": row[1]}


def shrink(store: Store) -> int:
    """Give the room of what was deleted back to the disk, and how many bytes that were.

    On SQLite everybody who writes waits meanwhile, and as much room again is needed; PostgreSQL gives back what is at the end.
    """
    before = _size_bytes(store)
    with store.alone() as connection:
        connection.execute(text("VACUUM"))
        if store.on_sqlite:
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    return max(before - _size_bytes(store), 0)


def _size_bytes(store: Store) -> int:
    with store.read() as connection:
        return size_bytes(connection)
