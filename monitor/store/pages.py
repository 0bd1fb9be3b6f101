"""Pages of articles as rows: whose full text is owed, when to try again, and what came of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select, update

from monitor.model.article import Article
from monitor.store import articles
from monitor.store import tables as t
from monitor.store.database import in_batches, inserted


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedPage:
    """A page that this process may fetch until its lease ends: of which article, by which keys that is known, after how many tries."""

    article: Article
    keys: tuple[str, ...]
    source_id: int
    attempts: int
    quiet: bool
    lease: str


def owe(connection: Connection, source_id: int, *, now: datetime, baseline_since: datetime) -> int:
    """Owe the pages of the new and changed entries that a source brought just `now`; give how many.

    Of a baseline only those of articles since then.
    """
    came = (t.revision.c.first_seen_at == now, t.article.c.source_id == source_id, t.article.c.url.is_not(None))
    entries = t.revision.c.extraction.not_like("page%")
    fresh = or_(t.revision.c.baseline.is_(False), t.revision.c.at >= baseline_since)
    rows = connection.execute(select(t.revision.c.article_id, t.revision.c.baseline).join(t.article).where(*came, fresh, entries)).all()
    for row in rows:
        values = {"state": "owed", "verdict": "", "message": "", "attempts": 0, "quiet": row.baseline, "since": now, "next_try_at": now}
        if not inserted(connection, t.page, {"article_id": row.article_id, "source_id": source_id, **values}):
            connection.execute(update(t.page).where(t.page.c.article_id == row.article_id).values(values))
    return len(rows)


def next_due(connection: Connection) -> datetime | None:
    """Give when the next page is due, None if none is owed."""
    return connection.execute(select(func.min(t.page.c.next_try_at)).where(t.page.c.state == "owed")).scalar()


def claim(
    connection: Connection, sources: Collection[str], *, now: datetime, lease: str, lease_for: timedelta, limit: int
) -> list[OwedPage]:
    """Lease up to `limit` pages of these sources that are due: news before baselines, oldest first."""
    free = or_(t.page.c.leased_until.is_(None), t.page.c.leased_until < now)
    due = (t.page.c.state == "owed", t.page.c.next_try_at <= now, free, t.source.c.name.in_(sources))
    order = (t.page.c.quiet, t.page.c.next_try_at, t.page.c.article_id)
    query = select(t.page).join(t.source, t.source.c.id == t.page.c.source_id).where(*due).order_by(*order).limit(limit)
    rows = connection.execute(query.with_for_update(of=t.page, skip_locked=True)).all()
    ids = [row.article_id for row in rows]
    for batch in in_batches(ids):
        connection.execute(update(t.page).where(t.page.c.article_id.in_(batch)).values(lease=lease, leased_until=now + lease_for))
    return _owed(connection, rows, lease)


def _owed(connection: Connection, rows: Sequence[Row[Any]], lease: str) -> list[OwedPage]:
    ids = [row.article_id for row in rows]
    heads = articles.heads(connection, ids)
    if purged := [id_ for id_ in ids if id_ not in heads]:
        values = {"state": "done", "verdict": "failed", "message": "its article was purged", "lease": None}
        connection.execute(update(t.page).where(t.page.c.article_id.in_(purged)).values(values))
    keys: dict[int, list[str]] = {}
    for batch in in_batches(ids):
        for row in connection.execute(select(t.identity).where(t.identity.c.article_id.in_(batch)).order_by(t.identity.c.key)):
            keys.setdefault(row.article_id, []).append(row.key)
    return [
        OwedPage(
            article=heads[row.article_id],
            keys=tuple(keys.get(row.article_id, ())),
            source_id=row.source_id,
            attempts=row.attempts,
            quiet=row.quiet,
            lease=lease,
        )
        for row in rows
        if row.article_id in heads
    ]


def settle(connection: Connection, owed: OwedPage, verdict: str, message: str) -> bool:
    """Note what came of a page; False if its lease was lost, and then nothing may be stored."""
    return _note(connection, owed, state="done", verdict=verdict, message=message)


def put_off(connection: Connection, owed: OwedPage, until: datetime, message: str) -> bool:
    """Have a page that could not be fetched tried again."""
    return _note(connection, owed, state="owed", verdict="", message=message, next_try_at=until)


def _note(connection: Connection, owed: OwedPage, **values: Any) -> bool:
    mine = (t.page.c.article_id == owed.article.id, t.page.c.lease == owed.lease)
    noted = update(t.page).where(*mine).values(attempts=owed.attempts + 1, lease=None, leased_until=None, **values)
    return connection.execute(noted).rowcount == 1


def release(connection: Connection, lease: str | None = None) -> None:
    """Give back the pages that leases of this beginning hold (all, if none is named), untried."""
    held = t.page.c.lease.is_not(None) if lease is None else t.page.c.lease.startswith(lease, autoescape=True)
    connection.execute(update(t.page).where(t.page.c.state == "owed", held).values(lease=None, leased_until=None))


def verdicts(connection: Connection, article_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Give (verdict, message) by article; the verdict of a page that is still owed is `owed`."""
    found = {}
    for batch in in_batches(sorted(set(article_ids))):
        for row in connection.execute(select(t.page).where(t.page.c.article_id.in_(batch))):
            found[row.article_id] = (row.verdict if row.state == "done" else "owed", row.message)
    return found


def counts(connection: Connection, since: datetime) -> dict[str, dict[str, int]]:
    """Give how many pages of each source that came since then reached which verdict; those still owed count as `owed`."""
    rows = connection.execute(
        select(t.source.c.name, t.page.c.state, t.page.c.verdict, func.count())
        .join(t.source, t.source.c.id == t.page.c.source_id)
        .where(t.page.c.since >= since)
        .group_by(t.source.c.name, t.page.c.state, t.page.c.verdict)
        .order_by(t.source.c.name)
    )
    found: dict[str, dict[str, int]] = {}
    for name, state, verdict, count in rows:
        word = verdict if state == "done" else "owed"
        found.setdefault(name, {})[word] = found.get(name, {}).get(word, 0) + count
    return found
