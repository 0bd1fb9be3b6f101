"""Articles as they are listed, and the numbers behind `status`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select, text

from monitor.model.article import Article
from monitor.query import ArticleQuery
from monitor.store import articles
from monitor.store import tables as t
from monitor.store.asked import article_ids

LATE = timedelta(minutes=5)  # past its due time, a source is late


def find_articles(connection: Connection, query: ArticleQuery) -> list[Article]:
    """Give the latest revisions that a query asks for, with text and placements, newest article first."""
    ids = article_ids(connection, query)
    rows = {row.article_id: row for row in articles.latest(connection, ids)}
    placed = articles.placements_of(connection, [row.revision_id for row in rows.values()])
    return [articles.as_article(rows[id_], text=rows[id_].text, placements=placed.get(rows[id_].revision_id, ())) for id_ in ids]


def revisions_of(connection: Connection, article_id: int) -> list[tuple[int, Article]]:
    """Give every revision of an article with its row id, oldest first, whole."""
    ids = (
        connection.execute(select(t.revision.c.id).where(t.revision.c.article_id == article_id).order_by(t.revision.c.number))
        .scalars()
        .all()
    )
    found = articles.load(connection, ids)
    return [(id_, found[id_]) for id_ in ids]


def article_by_ref(connection: Connection, ref: str) -> int | None:
    """Give the id of the article that a person means by an id, a ref or a URL; the newest if several have it."""
    if (
        ref.isdecimal()
        and len(ref) < 19
        and (found := connection.execute(select(t.article.c.id).where(t.article.c.id == int(ref))).scalar())
    ):
        return int(found)
    query = select(func.max(t.article.c.id)).where((t.article.c.ref == ref) | (t.article.c.url == ref))
    return connection.execute(query).scalar()


def keys_of(connection: Connection, article_id: int) -> Sequence[str]:
    """Give every key that an article is known by."""
    return (
        connection.execute(select(t.identity.c.key).where(t.identity.c.article_id == article_id).order_by(t.identity.c.key)).scalars().all()
    )


def hits_in(connection: Connection, article_id: int) -> list[dict[str, Any]]:
    """Give the hits that were found in an article, with their alerts' rule and state."""
    columns = (
        t.hit.c.id,
        t.hit.c.alert_id,
        t.hit.c.relation,
        t.hit.c.title,
        t.hit.c.quiet,
        t.hit.c.found_at,
        t.alert.c.rule,
        t.alert.c.state,
    )
    query = select(*columns).join(t.alert).where(t.hit.c.article_id == article_id).order_by(t.hit.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]


def totals(connection: Connection) -> dict[str, int]:
    """Give how many articles, revisions, alerts, hits and messages are stored."""
    tables = {"articles": t.article, "revisions": t.revision, "alerts": t.alert, "hits": t.hit, "deliveries": t.delivery}
    counts = {name: connection.execute(select(func.count()).select_from(table)).scalar_one() for name, table in tables.items()}
    purged = connection.execute(select(func.count()).select_from(t.article).where(t.article.c.purged_at.is_not(None))).scalar_one()
    return counts | {"articles": counts["articles"] - purged}


@dataclass(frozen=True, slots=True, kw_only=True)
class Vital:
    """How the daemon's work stands: enabled sources, those late, work owed, and which arrival is at the head of each stage's queue."""

    sources: int
    late: int
    owed: int
    heads: tuple[tuple[str, int], ...] = ()


def vital(connection: Connection, late_before: datetime) -> Vital:
    """Give how the work stands; a source is late if it was due before `late_before`."""
    asked = (t.source.c.enabled, t.source.c.state != "gone")
    late = (t.source.c.next_due_at < late_before, *asked)
    mine = select(t.work.c.stage, func.min(t.work.c.arrival).label("head"), func.count().label("owed")).where(t.work.c.state == "owed")
    queues = connection.execute(mine.group_by(t.work.c.stage).order_by(t.work.c.stage)).all()
    return Vital(
        sources=connection.execute(select(func.count()).select_from(t.source).where(t.source.c.enabled)).scalar_one(),
        late=connection.execute(select(func.count()).select_from(t.source).where(*late)).scalar_one(),
        owed=sum(queue.owed for queue in queues),
        heads=tuple((queue.stage, queue.head) for queue in queues),
    )


def size_bytes(connection: Connection) -> int:
    """Give how much room the database takes."""
    if connection.dialect.name == "sqlite":
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        return int(pages * connection.execute(text("PRAGMA page_size")).scalar_one())
    return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
