"""Placements as groups by key, the way people see them: what they merged or took out by hand counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, or_, select

from monitor.model.article import Article
from monitor.store import articles
from monitor.store import tables as t
from monitor.store.database import listed, one_of
from monitor.store.finding import unhelped


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of placement with the verbs of the corrections that move it.

    `merge` on a key names `into`; `leave` on a key names `article` (an id) and may name `into`, else the article goes to
    `own` (a format of the article's id), nowhere if that is "".
    """

    name: str
    merge: str
    leave: str
    own: str = ""


STORIES = Kind("story", "merge", "split", "story:{}")
SERIES = Kind("series", "merge_series", "not_series")


@dataclass(frozen=True, slots=True)
class Member:
    """One current placement with its article (without text) and the title that the placement gives its group."""

    key: str
    title: str
    details: dict[str, Any]
    article: Article


def keys(connection: Connection, kind: Kind, *, after: str | None, limit: int) -> list[str]:
    """Give the keys of groups, the one with the latest arrival first, those behind `after`."""
    later = t.placement.alias("later")
    follower = select(later.c.id).join(t.revision, t.revision.c.id == later.c.revision_id)
    follower = follower.where(later.c.kind == kind.name, later.c.key == t.placement.c.key, t.revision.c.until.is_(None), _behind(later))
    last = select(t.placement.c.key).join(t.revision, t.revision.c.id == t.placement.c.revision_id)
    # SQLite, which has counted nothing, would take all groups of a kind and sort them; the latest arrivals are walked instead.
    kind_of = unhelped(t.placement.c.kind) if connection.dialect.name == "sqlite" else t.placement.c.kind
    gone = select(t.correction.c.subject).where(t.correction.c.verb == kind.merge)
    last = last.where(kind_of == kind.name, t.revision.c.until.is_(None), ~follower.correlate(t.placement).exists())
    last = last.where(t.placement.c.key.not_in(gone))
    if after is not None:
        newest = select(func.max(t.placement.c.arrival)).join(t.revision, t.revision.c.id == t.placement.c.revision_id)
        newest = newest.where(t.placement.c.kind == kind.name, t.placement.c.key == after, t.revision.c.until.is_(None))
        mark = connection.execute(newest).scalar() or 0
        behind = or_(t.placement.c.arrival < mark, t.placement.c.key > after)
        last = last.where(t.placement.c.arrival <= mark, behind)  # the first of both is where an index may begin
    return list(connection.execute(last.order_by(t.placement.c.arrival.desc(), t.placement.c.key).limit(limit)).scalars())


def _behind(later: Any) -> ColumnElement[bool]:
    same = and_(later.c.arrival == t.placement.c.arrival, later.c.id > t.placement.c.id)
    return or_(later.c.arrival > t.placement.c.arrival, same)


def members(connection: Connection, kind: Kind, wanted: Sequence[str]) -> dict[str, list[Member]]:
    """Give the current members of groups by key, in arrival order; every key asked for is there, if only empty."""
    log = _log(connection, kind)
    asked = sorted({*wanted, *(row.subject for row in log)})
    found: dict[str, list[Member]] = {key: [] for key in wanted}
    for member in _read(connection, kind, asked):
        key = _resolved(log, kind, member.key, member.article.id)
        if key in found:
            found[key].append(member)
    return found


def _read(connection: Connection, kind: Kind, asked: Sequence[str]) -> Iterator[Member]:
    dialect = connection.dialect.name
    for row in connection.execute(_reading(dialect, kind), {"keys": listed(dialect, asked)}).all():
        yield Member(row.key, row.called, row.details, articles.as_article(row))


@cache
def _reading(dialect: str, kind: Kind) -> Select[Any]:
    columns = (t.placement.c.key.label("key"), t.placement.c.title.label("called"), t.placement.c.details.label("details"))
    query = articles.headed(*columns).join(t.placement, t.placement.c.revision_id == t.revision.c.id)
    query = query.where(t.placement.c.kind == kind.name, t.revision.c.until.is_(None), one_of(dialect, t.placement.c.key, "keys"))
    return query.order_by(t.placement.c.arrival, t.placement.c.id)


def _log(connection: Connection, kind: Kind) -> Sequence[Row[Any]]:
    query = select(t.correction).where(t.correction.c.verb.in_((kind.merge, kind.leave))).order_by(t.correction.c.id)
    return connection.execute(query).all()


def group_of(connection: Connection, kind: Kind, key: str, article: int) -> str:
    """Give the group that an article placed in `key` belongs to by now."""
    return _resolved(_log(connection, kind), kind, key, article)


def _resolved(log: Sequence[Row[Any]], kind: Kind, key: str, article: int) -> str:
    """Follow the log; the later correction wins."""
    for entry in log:
        if entry.subject != key:
            continue
        if entry.verb == kind.merge:
            key = entry.details.get("into", key)
        elif entry.details.get("article") == str(article):
            key = entry.details.get("into") or kind.own.format(article)
    return key
