"""T4: the hits of one article join alerts by (rule, key), or open them; in a handful of statements however many they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import Connection, Row, Select, bindparam, select, update

from monitor.model.alert import Hit
from monitor.model.article import Article
from monitor.store import articles, search
from monitor.store import tables as t
from monitor.store.alerts import Joined, hit_row, opening_row
from monitor.store.database import insert_new, insert_rows, listed, one_of, take_ids

Matter: TypeAlias = tuple[str, str]
"""Rule and key: what makes an alert the same alert."""


def join(
    connection: Connection, hits: Sequence[tuple[str, Hit]], article: Article, revision_id: int, *, quiet: bool, now: datetime
) -> list[Joined | None]:
    """Store the hits of an article, by (rule, hit), and open their alerts, or join those that are open; None for a hit that is stored.

    An alert's relation, title and score are those of its latest material hit by arrival, whatever order hits are stored in.
    """
    if not hits:
        return []
    known = _known(connection, hits)
    opened = _open(connection, [pair for pair in hits if _matter(pair) not in known], article, now)
    known |= _known(connection, hits) if opened else {}
    rows = [hit_row(known[_matter(pair)].id, *pair, article, revision_id, quiet, now) for pair in hits]
    ids = _store_hits(connection, rows, article.id)
    _store_evidence(connection, [(id_, hit) for id_, (_, hit) in zip(ids, hits, strict=True) if id_], article, revision_id)
    _renew_faces(connection, [known[_matter(pair)] for pair, id_ in zip(hits, ids, strict=True) if id_], opened, now)
    joined: list[Joined | None] = []
    for pair, id_ in zip(hits, ids, strict=True):
        alert = known[_matter(pair)]
        joined.append(_joined(alert, id_, pair[1], opened=alert.id in opened) if id_ else None)
        opened.discard(alert.id)  # the first hit opens it, the next one joins
    return joined


def _matter(pair: tuple[str, Hit]) -> Matter:
    return pair[0], pair[1].key


def _known(connection: Connection, hits: Sequence[tuple[str, Hit]]) -> dict[Matter, Row[Any]]:
    dialect, wanted = connection.dialect.name, {_matter(pair) for pair in hits}
    asked = {"rules": listed(dialect, {rule for rule, _ in wanted}), "keys": listed(dialect, {key for _, key in wanted})}
    return {(row.rule, row.key): row for row in connection.execute(_alerts(dialect), asked) if (row.rule, row.key) in wanted}


@cache
def _alerts(dialect: str) -> Select[Any]:
    where = (one_of(dialect, t.alert.c.rule, "rules"), one_of(dialect, t.alert.c.key, "keys"))
    return select(t.alert).where(*where).order_by(t.alert.c.id).with_for_update()


def _open(connection: Connection, hits: Sequence[tuple[str, Hit]], article: Article, now: datetime) -> set[int]:
    """Open an alert for each matter; give the ids of those that nobody else opened meanwhile."""
    firsts = {_matter(pair): pair for pair in reversed(hits)}
    fresh = [pair for pair in hits if firsts[_matter(pair)] is pair]
    ids = take_ids(connection, t.alert, len(fresh)) if fresh else []
    insert_new(connection, t.alert, [{"id": id_, **opening_row(*pair, article, now)} for id_, pair in zip(ids, fresh, strict=True)])
    return set(ids)


def _store_hits(connection: Connection, rows: Sequence[Mapping[str, Any]], article_id: int) -> list[int]:
    """Store hits and give their row ids; 0 for each that is stored already."""
    stored = {tuple(row) for row in connection.execute(_OF_ARTICLE, {"article": article_id})}
    fresh: dict[tuple[int, str], Mapping[str, Any]] = {}
    for row in rows:
        mark = (row["alert_id"], row["fingerprint"])
        if mark not in stored:
            fresh.setdefault(mark, row)
    ids = dict(zip(fresh, take_ids(connection, t.hit, len(fresh)), strict=True)) if fresh else {}
    insert_new(connection, t.hit, [{"id": ids[mark], **row} for mark, row in fresh.items()])
    return [ids.pop((row["alert_id"], row["fingerprint"]), 0) for row in rows]


_OF_ARTICLE = select(t.hit.c.alert_id, t.hit.c.fingerprint).where(t.hit.c.article_id == bindparam("article"))


def _store_evidence(connection: Connection, hits: Sequence[tuple[int, Hit]], article: Article, revision_id: int) -> None:
    quoted = {item.article for _, hit in hits for item in hit.evidence if (item.article, item.revision) != (article.id, article.revision)}
    ids = {**articles.revision_ids(connection, quoted), (article.id, article.revision): revision_id}
    rows = [
        (hit_id, position, _quoted(ids, item.article, item.revision), item.start, item.end, item.quote, str(item.role))
        for hit_id, hit in hits
        for position, item in enumerate(hit.evidence)
    ]
    insert_rows(connection, t.evidence, ("hit_id", "position", "revision_id", "start", "end", "quote", "role"), rows)


def _quoted(ids: Mapping[tuple[int, int], int], article: int, revision: int) -> int:
    if (article, revision) not in ids:
        raise LookupError(f"evidence quotes article {article} revision {revision}, which is not stored")
    return ids[article, revision]


def _renew_faces(connection: Connection, touched: Sequence[Row[Any]], opened: set[int], now: datetime) -> None:
    """Give each alert the face of its hits; one that was opened by its only new hit has it already."""
    alerts = {row.id: row for row in touched}
    alone = {id_ for id_ in opened if sum(row.id == id_ for row in touched) == 1}
    faces = {id_: _face(connection, id_, now) for id_ in alerts if id_ not in alone}
    for values in faces.values():
        connection.execute(_RENEWED, values)
    titles = {id_: faces[id_]["title"] if id_ in faces else row.title for id_, row in alerts.items()}
    search.index_alerts(connection, [(id_, title, None if id_ in opened else alerts[id_].title) for id_, title in titles.items()])


def _face(connection: Connection, alert_id: int, now: datetime) -> dict[str, Any]:
    first = connection.execute(_FIRST, {"alert": alert_id}).one()
    later = connection.execute(_LATER, {"alert": alert_id, "first": first.id}).all()
    face = later[0] if later else first
    values = {"relation": face.relation, "title": face.title, "score": face.score, "revision": 1 + len(later), "updated_at": now}
    return {"of": alert_id, **values}


_FACE = select(t.hit.c.id, t.hit.c.relation, t.hit.c.title, t.hit.c.score).where(t.hit.c.alert_id == bindparam("alert"))
_FIRST = _FACE.order_by(t.hit.c.arrival, t.hit.c.id).limit(1)
_LATER = _FACE.where(t.hit.c.material, t.hit.c.id != bindparam("first")).order_by(t.hit.c.arrival.desc(), t.hit.c.id.desc())
_RENEWED = (
    update(t.alert)
    .where(t.alert.c.id == bindparam("of"))
    .values({name: bindparam(name) for name in ("relation", "title", "score", "revision", "updated_at")})
)


def _joined(alert: Row[Any], hit_id: int, hit: Hit, *, opened: bool) -> Joined:
    return Joined(
        alert_id=alert.id,
        hit_id=hit_id,
        opened=opened,
        material=hit.material,
        story=alert.story,
        state=alert.state,
        muted_until=alert.muted_until,
        mute_reason=alert.mute_reason,
        verdict=alert.verdict,
    )
