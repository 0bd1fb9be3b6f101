"""What people said, out of one store and into another: marks on alerts, and corrections of stories and series.

Ids and keys differ from store to store, so an alert or a group is named by the articles that it rests on, and an article by the
keys that it is known by. Bringing the same in twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, exists, func, or_, select

from monitor.model.plain import iso
from monitor.store import alerts, history
from monitor.store import tables as t
from monitor.store.database import in_batches
from monitor.store.groups import SERIES, STORIES, Kind

MARK, CORRECTION = "mark", "correction"
_KINDS = {kind.name: kind for kind in (STORIES, SERIES)}
_ARTICLES_NAMED = 20  # of an alert or a group: enough to know it again


@dataclass(slots=True)
class Brought:
    """What an import did: how many rows of each type were new, and how many were known; what found no place here, in words."""

    new: dict[str, int] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    unplaced: list[str] = field(default_factory=list)

    def count(self, what: str, *, new: bool) -> None:
        """Count a row."""
        counts = self.new if new else self.known
        counts[what] = counts.get(what, 0) + 1


# Out ----------------------------------------------------------------------------------------------------------------------------


def marks(connection: Connection) -> Iterator[dict[str, Any]]:
    """Give every alert that anybody did something to, with its standing and its audit, in id order."""
    touched = or_(t.alert.c.verdict != "", t.alert.c.state != "new", exists().where(t.audit.c.alert_id == t.alert.c.id))
    for row in connection.execute(select(t.alert).where(touched).order_by(t.alert.c.id)).all():
        ids = select(t.hit.c.article_id).where(t.hit.c.alert_id == row.id).group_by(t.hit.c.article_id)
        articles = connection.execute(ids.order_by(func.min(t.hit.c.id)).limit(_ARTICLES_NAMED)).scalars().all()
        yield {
            "type": MARK, "rule": row.rule, "kind": row.kind, "key": row.key, "title": row.title, "state": row.state,
            "muted_until": iso(row.muted_until), "mute_reason": row.mute_reason, "verdict": row.verdict,
            "articles": _named(connection, articles), "audit": [_audit_row(line) for line in alerts.audit_of(connection, row.id)],
        }  # fmt: skip


def _audit_row(line: Mapping[str, Any]) -> dict[str, Any]:
    names = ("at", "who", "action", "note", "before", "after", "until")
    return {name: iso(line[name]) if name in ("at", "until") else line[name] for name in names}


def corrections(connection: Connection) -> Iterator[dict[str, Any]]:
    """Give the log of corrections in order; groups and articles by what they are known by."""
    for row in connection.execute(select(t.correction).order_by(t.correction.c.id)).all():
        kind = _kind_of(row.verb)
        if kind is None:
            continue
        details = dict(row.details)
        article = details.pop("article", None)
        into = details.pop("into", None)
        yield {
            "type": CORRECTION, "verb": row.verb, "kind": kind.name, "subject": _group(connection, kind, row.subject),
            "into": _group(connection, kind, into) if into else None,
            "article": next(iter(_named(connection, [int(article)])), []) if article else None,
            "details": details, "at": iso(row.at), "who": row.who,
        }  # fmt: skip


def _kind_of(verb: str) -> Kind | None:
    return next((kind for kind in _KINDS.values() if verb in (kind.merge, kind.leave)), None)


def _group(connection: Connection, kind: Kind, key: str) -> dict[str, Any]:
    members = select(t.revision.c.article_id).join(t.placement, t.placement.c.revision_id == t.revision.c.id)
    mine = members.where(t.placement.c.kind == kind.name, t.placement.c.key == key)
    first = mine.group_by(t.revision.c.article_id).order_by(func.min(t.placement.c.id)).limit(_ARTICLES_NAMED)
    return {"key": key, "articles": _named(connection, connection.execute(first).scalars().all())}


def _named(connection: Connection, article_ids: Sequence[int]) -> list[list[str]]:
    """Give the keys of each article, in the articles' order."""
    found: dict[int, list[str]] = {id_: [] for id_ in article_ids}
    for batch in in_batches(list(found)):
        query = select(t.identity.c.article_id, t.identity.c.key).where(t.identity.c.article_id.in_(batch)).order_by(t.identity.c.key)
        for row in connection.execute(query):
            found[row.article_id].append(row.key)
    return list(found.values())


# In -----------------------------------------------------------------------------------------------------------------------------


def bring_mark(connection: Connection, row: Mapping[str, Any], brought: Brought) -> None:
    """Give an alert the standing and the audit that it had elsewhere, unless somebody did something to it here since then."""
    alert = _alert(connection, row)
    if alert is None:
        brought.unplaced.append(f"no alert of rule {row['rule']!r} here is {row['title']!r}")
        return
    here = alerts.audit_of(connection, alert.id)
    lines = [_audit_line(line) for line in row["audit"]]
    known = {(line["at"], line["who"], line["action"]) for line in here}
    fresh = [line for line in lines if (line["at"], line["who"], line["action"]) not in known]
    for line in fresh:
        alerts.add_audit(connection, alert.id, line)
    later = max((line["at"] for line in lines), default=None)
    if fresh and later is not None and all(line["at"] <= later for line in here):
        until = _time(row["muted_until"])
        standing = {"state": row["state"], "muted_until": until, "mute_reason": row["mute_reason"], "verdict": row["verdict"]}
        alerts.set_standing(connection, alert.id, **standing)
    brought.count(MARK, new=bool(fresh))


def _alert(connection: Connection, row: Mapping[str, Any]) -> Row[Any] | None:
    """Find the alert: of the rule, on one of the articles, with the key or else the title; or with the key, if it rests on none."""
    mine = select(t.alert).where(t.alert.c.rule == row["rule"])
    ids = [id_ for keys in row["articles"] if (id_ := _article(connection, keys)) is not None]
    if not row["articles"]:
        return connection.execute(mine.where(t.alert.c.key == row["key"])).one_or_none()
    on = mine.where(t.alert.c.id.in_(select(t.hit.c.alert_id).where(t.hit.c.article_id.in_(ids)))).order_by(t.alert.c.id)
    found = connection.execute(on).all()
    same = [one for one in found if one.key == row["key"]] or [one for one in found if one.title == row["title"]] or found
    return same[0] if len(same) == 1 or (same and same[0].title == row["title"]) else None


def bring_correction(connection: Connection, row: Mapping[str, Any], now: datetime, brought: Brought) -> None:
    """Append a correction to the log, in this store's keys; articles taken in from now on heed it, and lists show it at once."""
    kind = _KINDS[row["kind"]]
    subject, into = _local(connection, kind, row["subject"]), _local(connection, kind, row["into"]) if row["into"] else None
    article = _article(connection, row["article"]) if row["article"] else None
    if subject is None or (row["into"] and into is None) or (row["article"] and article is None):
        brought.unplaced.append(f"what {row['who']} corrected at {row['at']} ({row['verb']} {row['subject']['key']}) is not stored here")
        return
    details = dict(row["details"])
    details |= {"into": into} if into else {}
    details |= {"article": str(article)} if article is not None else {}
    mine = select(t.correction.c.details).where(t.correction.c.verb == row["verb"], t.correction.c.subject == subject)
    known = any(dict(other) == details for other in connection.execute(mine.where(t.correction.c.who == row["who"])).scalars())
    if not known:
        history.correct(connection, row["verb"], subject, details, now=now, who=row["who"])
    brought.count(CORRECTION, new=not known)


def _local(connection: Connection, kind: Kind, group: Mapping[str, Any]) -> str | None:
    """Give the key that a group has here: of its first article that is stored, the key if it is the same, else the likest."""
    for keys in group["articles"]:
        id_ = _article(connection, keys)
        if id_ is None:
            continue
        placed = select(t.placement.c.key).join(t.revision, t.revision.c.id == t.placement.c.revision_id)
        query = placed.where(t.placement.c.kind == kind.name, t.revision.c.article_id == id_).order_by(t.placement.c.id)
        found = list(dict.fromkeys(connection.execute(query).scalars()))
        # A series' key is what is counted, and the number of the article that began it: the number differs from store to store.
        like = [key for key in found if key.rpartition("-")[0] == group["key"].rpartition("-")[0]]
        if group["key"] in found or like or (kind is STORIES and found):
            return str(group["key"] if group["key"] in found else (like or found)[0])
    return None


def _article(connection: Connection, keys: Sequence[str]) -> int | None:
    """Give the article that is known by any of these keys."""
    return connection.execute(select(func.min(t.identity.c.article_id)).where(t.identity.c.key.in_(list(keys)))).scalar()


def _audit_line(line: Mapping[str, Any]) -> dict[str, Any]:
    return {**line, "at": _time(line["at"]), "until": _time(line["until"])}


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).astimezone(UTC)
