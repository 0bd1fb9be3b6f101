"""Alerts and their hits as rows; what people do with alerts; alerts as they are listed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, literal, select, union_all, update

from monitor.model.alert import Alert, Evidence, Hit, State, StoredHit
from monitor.model.article import Article
from monitor.query import AlertQuery
from monitor.store import articles
from monitor.store import tables as t
from monitor.store.asked import alert_ids
from monitor.store.database import listed, one_of
from monitor.store.finding import unhelped


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A new hit with the alert that it opened or joined, as the alert was before."""

    alert_id: int
    hit_id: int
    opened: bool
    material: bool
    story: str | None
    state: str
    muted_until: datetime | None
    mute_reason: str
    verdict: str


def opening_row(rule: str, hit: Hit, article: Article, now: datetime) -> dict[str, Any]:
    """Give the row of an alert that this hit opens."""
    return {
        "rule": rule,
        "key": hit.key,
        "kind": hit.kind,
        "relation": hit.relation,
        "title": hit.title,
        "state": State.NEW,
        "score": hit.score,
        "opened_at": now,
        "updated_at": now,
        "revision": 1,
        "muted_until": None,
        "mute_reason": "",
        "verdict": "",
        "story": article.story,
    }


def hit_row(alert_id: int, rule: str, hit: Hit, article: Article, revision_id: int, quiet: bool, now: datetime) -> dict[str, Any]:
    """Give the row of a hit."""
    return {
        "alert_id": alert_id,
        "article_id": article.id,
        "revision_id": revision_id,
        "fingerprint": fingerprint(hit),
        "relation": hit.relation,
        "title": hit.title,
        "score": hit.score,
        "material": hit.material,
        "quiet": quiet,
        "arrival": article.arrival,
        "details": dict(hit.details),
        "found_at": now,
        "rule": rule,
    }


def fingerprint(hit: Hit) -> str:
    """Give what makes a hit the same hit: who is quoted with what, in which role; where it stands in the text does not matter."""
    quoted = sorted(f"{item.role}\0{item.article}\0{item.quote}" for item in hit.evidence)
    return hashlib.sha256("\1".join(quoted).encode()).hexdigest()


def set_standing(
    connection: Connection, alert_id: int, *, state: str, muted_until: datetime | None, mute_reason: str, verdict: str
) -> None:
    """Store how an alert stands with people."""
    values = {"state": state, "muted_until": muted_until, "mute_reason": mute_reason, "verdict": verdict}
    connection.execute(update(t.alert).where(t.alert.c.id == alert_id).values(values))


def mutes_over(connection: Connection, now: datetime) -> list[tuple[int, datetime, str, str]]:
    """Give (id, muted until, why, verdict) of the alerts whose mute has ended by now."""
    columns = (t.alert.c.id, t.alert.c.muted_until, t.alert.c.mute_reason, t.alert.c.verdict)
    over = select(*columns).where(t.alert.c.state == State.MUTED, t.alert.c.muted_until <= now)
    return [(row.id, row.muted_until, row.mute_reason, row.verdict) for row in connection.execute(over)]


def add_audit(connection: Connection, alert_id: int, line: Mapping[str, Any]) -> None:
    """Append a line to an alert's log: at, who, action, note, before, after, until."""
    connection.execute(insert(t.audit).values(alert_id=alert_id, **line))


def standing_row(connection: Connection, alert_id: int) -> Row[Any] | None:
    """Give an alert's row for a change of its standing, locked until the transaction ends."""
    return connection.execute(select(t.alert).where(t.alert.c.id == alert_id).with_for_update()).one_or_none()


def audit_of(connection: Connection, alert_id: int) -> list[dict[str, Any]]:
    """Give an alert's log, oldest first."""
    return [
        dict(row) for row in connection.execute(select(t.audit).where(t.audit.c.alert_id == alert_id).order_by(t.audit.c.id)).mappings()
    ]


def find_alerts(connection: Connection, query: AlertQuery) -> list[Alert]:
    """Give the alerts of a query, complete with hits and evidence, newest first unless asked otherwise."""
    ids = alert_ids(connection, query)
    found = {alert.id: alert for alert in alerts_by_id(connection, ids, now=query.now)}
    return [found[id_] for id_ in ids]


def alerts_by_id(connection: Connection, ids: Iterable[int], *, now: datetime | None = None) -> list[Alert]:
    """Give these alerts, in id order, as they stand at `now` (None: as stored); those that don't exist are left out."""
    dialect = connection.dialect.name
    rows = connection.execute(_alerts(dialect), {"ids": listed(dialect, set(ids))}).all()
    return _assembled(connection, rows, now)


@cache
def _alerts(dialect: str) -> Select[Any]:
    return select(t.alert).where(one_of(dialect, t.alert.c.id, "ids")).order_by(t.alert.c.id)


def _assembled(connection: Connection, rows: Sequence[Row[Any]], now: datetime | None) -> list[Alert]:
    hits = _hits_of(connection, [row.id for row in rows])
    over = {row.id for row in rows if now and row.state == State.MUTED and row.muted_until and row.muted_until <= now}
    return [
        Alert(
            id=row.id,
            rule=row.rule,
            kind=row.kind,
            relation=row.relation,
            key=row.key,
            title=row.title,
            state=State.NEW if row.id in over else row.state,
            score=row.score,
            opened_at=row.opened_at,
            updated_at=row.updated_at,
            revision=row.revision,
            muted_until=None if row.id in over else row.muted_until,
            verdict=row.verdict,
            story=row.story,
            hits=tuple(hits.get(row.id, ())),
        )
        for row in rows
    ]


def _hits_of(connection: Connection, alert_ids: Sequence[int]) -> dict[int, list[StoredHit]]:
    found: dict[int, list[StoredHit]] = {}
    dialect = connection.dialect.name
    rows = connection.execute(_hits(dialect), {"ids": listed(dialect, alert_ids)}).all() if alert_ids else []
    evidence = _evidence_of(connection, [row.hit_id for row in rows])
    others = {item.article for row in rows for item in evidence.get(row.hit_id, ()) if item.article != row.article_id}
    quoted = articles.headings(connection, others)
    for row in rows:
        found.setdefault(row.alert_id, []).append(_stored_hit(row, evidence.get(row.hit_id, ()), quoted))
    return found


@cache
def _hits(dialect: str) -> Select[Any]:
    own = (t.hit.c.relation, t.hit.c.title.label("hit_title"), t.hit.c.score, t.hit.c.material, t.hit.c.details)
    query = articles.headed(t.hit.c.id.label("hit_id"), t.hit.c.alert_id, *own, t.alert.c.key, t.alert.c.kind)
    query = query.join(t.hit, t.hit.c.revision_id == t.revision.c.id).join(t.alert, t.alert.c.id == t.hit.c.alert_id)
    return query.where(one_of(dialect, t.hit.c.alert_id, "ids")).order_by(t.hit.c.alert_id, t.hit.c.arrival, t.hit.c.id)


def _stored_hit(row: Row[Any], evidence: Sequence[Evidence], quoted: Mapping[int, Article]) -> StoredHit:
    hit = Hit(
        key=row.key,
        title=row.hit_title,
        evidence=tuple(evidence),
        kind=row.kind,
        relation=row.relation,
        score=row.score,
        material=row.material,
        details=row.details,
    )
    article = articles.as_article(row)
    others = dict.fromkeys(item.article for item in evidence if item.article in quoted and item.article != article.id)
    return StoredHit(id=row.hit_id, hit=hit, article=article, others=tuple(quoted[id_] for id_ in others))


def _evidence_of(connection: Connection, hit_ids: Sequence[int]) -> dict[int, list[Evidence]]:
    found: dict[int, list[Evidence]] = {}
    dialect = connection.dialect.name
    for row in connection.execute(_evidence(dialect), {"ids": listed(dialect, hit_ids)}) if hit_ids else ():
        item = Evidence(article=row.article_id, revision=row.number, start=row.start, end=row.end, quote=row.quote, role=row.role)
        found.setdefault(row.hit_id, []).append(item)
    return found


@cache
def _evidence(dialect: str) -> Select[Any]:
    query = select(t.evidence, t.revision.c.article_id, t.revision.c.number).join(t.revision, t.revision.c.id == t.evidence.c.revision_id)
    return query.where(one_of(dialect, t.evidence.c.hit_id, "ids")).order_by(t.evidence.c.hit_id, t.evidence.c.position)


def counts_by_rule(connection: Connection, since: datetime) -> dict[str, dict[str, int]]:
    """Give how many alerts each rule has opened since then, and how many of all of its alerts people marked as useful and as noise."""
    rule = unhelped(t.alert.c.rule)  # the stretch of time is the shorter way
    opened = select(rule, literal("alerts_30d"), func.count()).where(t.alert.c.opened_at >= since).group_by(rule)
    marked = select(t.alert.c.rule, t.alert.c.verdict, func.count()).where(t.alert.c.verdict != "")
    found: dict[str, dict[str, int]] = {}
    for name, what, count in connection.execute(union_all(opened, marked.group_by(t.alert.c.rule, t.alert.c.verdict))):
        found.setdefault(name, {})[what] = count
    return found
