"""The questions that histories ask, each made once for its database: to make one anew costs more than its answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Column, ColumnElement, Select, bindparam, distinct, exists, func, or_, select

from monitor.store import tables as t
from monitor.store.database import one_of
from monitor.store.finding import unhelped

_BOUND: BindParameter[int] = bindparam("bound")
_EARLIER = (t.revision.c.article_id == bindparam("article"), t.revision.c.arrival < _BOUND)
_LASTING = or_(t.revision.c.until.is_(None), t.revision.c.until >= _BOUND)
_CURRENT = (t.revision.c.arrival < _BOUND, _LASTING)
_COUNTED = (t.feature.c.arrival < _BOUND, or_(t.feature.c.until.is_(None), t.feature.c.until >= _BOUND))

LATEST = select(t.revision.c.id).where(*_EARLIER).order_by(t.revision.c.number.desc()).limit(1)
NUMBERED = select(t.revision.c.id).where(*_EARLIER, t.revision.c.number == bindparam("number"))
FIRST_SEEN = select(t.seen.c.first_seen_at).where(t.seen.c.key == bindparam("key"), t.seen.c.arrival < _BOUND)
CORRECTIONS = select(t.correction).where(t.correction.c.after_arrival < _BOUND).order_by(t.correction.c.id)
# Unhelped, or databases go through all arrivals in their order until they find one that is late enough.
FIRST_ARRIVAL = select(func.min(unhelped(t.revision.c.arrival))).where(t.revision.c.first_seen_at >= bindparam("when", type_=t.Utc))
MEMBERS = (
    select(t.placement.c.id)
    .join(t.revision)
    .where(t.placement.c.kind == "story", t.placement.c.key == bindparam("key"), *_CURRENT)
    .order_by(t.placement.c.arrival, t.placement.c.id)
)
TOTAL = (
    select(func.count(distinct(t.placement.c.arrival)))
    .join(t.revision, t.revision.c.id == t.placement.c.revision_id)
    .where(t.placement.c.kind == bindparam("kind"), t.placement.c.arrival >= bindparam("start"), *_CURRENT)
)
_STAYING = (t.placement.c.id, t.placement.c.arrival, t.revision.c.until, t.placement.c.features)
_FOLLOWER = t.revision.alias()
_START: BindParameter[int] = bindparam("start")
_END: BindParameter[int] = bindparam("end")
PLACED = (
    select(*_STAYING)
    .join(t.revision, t.revision.c.id == t.placement.c.revision_id)
    .where(t.placement.c.arrival >= _START, t.placement.c.arrival < _END, t.placement.c.kind == bindparam("kind"))
)
REPLACED = (
    select(*_STAYING)
    .join(t.revision, t.revision.c.id == t.placement.c.revision_id)
    .join(_FOLLOWER, (_FOLLOWER.c.article_id == t.revision.c.article_id) & (_FOLLOWER.c.arrival == t.revision.c.until))
    .where(_FOLLOWER.c.arrival >= _START, _FOLLOWER.c.arrival < _END, t.placement.c.kind == bindparam("kind"))
)
UNTILS = select(t.revision.c.arrival, t.revision.c.until).where(
    t.revision.c.until.is_not(None), t.revision.c.arrival >= bindparam("first"), t.revision.c.arrival <= bindparam("last")
)
REWRITTEN = select(t.counter.c.value).where(t.counter.c.name == "rewritten")


@cache
def ranked(dialect: str, *, windowed: bool) -> Select[Any]:
    """Select the placements that share the most of the `wanted` features, most first; of articles from `since` on if windowed.

    What they share is counted in the index alone, before anything is read of them: they share many features each.
    """
    shared, latest = func.count().label("shared"), func.max(t.feature.c.arrival).label("latest")
    mine = [t.feature.c.kind == bindparam("kind"), one_of(dialect, t.feature.c.feature, "wanted"), t.feature.c.arrival < _BOUND]
    mine += [t.feature.c.arrival >= bindparam("start")] if windowed else []
    found = select(t.feature.c.placement_id, shared, latest).where(*mine).group_by(t.feature.c.placement_id).subquery()
    query = select(found).join(t.placement, t.placement.c.id == found.c.placement_id)
    query = query.join(t.revision, t.revision.c.id == t.placement.c.revision_id)
    query = query.where(_LASTING, *([t.revision.c.at >= bindparam("since", type_=t.Utc)] if windowed else []))
    return query.order_by(found.c.shared.desc(), found.c.latest.desc(), found.c.placement_id).limit(bindparam("most"))


@cache
def shares(dialect: str) -> Select[Any]:
    """Select in how many arrivals from `start` on each of the `wanted` features occurred."""
    held = (t.feature.c.kind == bindparam("kind"), one_of(dialect, t.feature.c.feature, "wanted"))
    since = t.feature.c.arrival >= bindparam("start")
    counted = func.count(distinct(t.feature.c.arrival))
    return select(t.feature.c.feature, counted).where(*held, since, *_COUNTED).group_by(t.feature.c.feature)


@cache
def seen(dialect: str) -> Select[Any]:
    """Select those of the `wanted` keys that were seen before."""
    return select(t.seen.c.key).where(one_of(dialect, t.seen.c.key, "wanted"), t.seen.c.arrival < _BOUND)


@cache
def names(dialect: str, narrowed: frozenset[str]) -> Select[Any]:
    """Select the full names of earlier mentions that answer to one of the `wanted` forms, narrowed by these names."""
    query = select(t.annotation.c.data["name"].as_string()).distinct().select_from(t.annotation_name)
    query = query.join(t.annotation, t.annotation.c.id == t.annotation_name.c.annotation_id)
    query = query.join(t.revision, t.revision.c.id == t.annotation.c.revision_id)
    query = query.where(one_of(dialect, t.annotation_name.c.name, "wanted"), unhelped(t.annotation.c.type) == "mention", *_CURRENT)
    return query.where(*_narrowed(narrowed, few=True))


@cache
def notes(narrowed: frozenset[str]) -> Select[Any]:
    """Select the annotations of a type before a bound by id, narrowed by these names, in arrival order."""
    few = not narrowed.isdisjoint(_FEW)
    query = select(t.annotation.c.id, t.annotation.c.revision_id, t.revision.c.arrival)
    query = query.join(t.annotation, t.annotation.c.revision_id == t.revision.c.id)
    type_ = unhelped(t.annotation.c.type) if few or "topic" in narrowed else t.annotation.c.type
    query = query.where(type_ == bindparam("type"), *_CURRENT, *_narrowed(narrowed, few=few))
    return query.order_by(t.revision.c.arrival, t.annotation.c.unit, t.annotation.c.position)


def _narrowed(names: frozenset[str], *, few: bool) -> list[ColumnElement[bool]]:
    """Give the conditions of these names; `few` says that others leave so little that the database must begin there.

    SQLite, which has counted nothing, goes through all annotations of a type else.
    """
    ways = _NARROW | _BESIDE if few else _NARROW
    return [ways[name](bindparam(name, type_=t.Utc if name == "since" else None)) for name in sorted(names)]


def _placed(column: Column[Any], kind: str, key: Any) -> Select[Any]:
    return select(column).where(t.placement.c.kind == kind, t.placement.c.key == key)


def _answering(name: Any) -> Select[Any]:
    return select(t.annotation_name.c.annotation_id).where(t.annotation_name.c.name == name)


def _matched(rule: Any) -> Select[Any]:
    return select(t.topic_match.c.revision_id).where(t.topic_match.c.rule == rule)


_NARROW: dict[str, Callable[[Any], ColumnElement[bool]]] = {
    "series": lambda key: t.annotation.c.id.in_(_placed(t.placement.c.annotation_id, "series", key)),
    "story": lambda key: t.revision.c.id.in_(_placed(t.placement.c.revision_id, "story", key)),
    "name": lambda name: t.annotation.c.id.in_(_answering(name)),
    "topic": lambda rule: t.revision.c.id.in_(_matched(rule)),
    "since": lambda when: t.revision.c.at >= when,
    "kind": lambda kind: t.annotation.c.kind == kind,
}
_FEW = frozenset({"series", "story", "name"})
_BESIDE: dict[str, Callable[[Any], ColumnElement[bool]]] = {
    "topic": lambda rule: exists().where(t.topic_match.c.rule == rule, t.topic_match.c.revision_id == t.revision.c.id),
    "since": lambda when: unhelped(t.revision.c.at) >= when,
    "kind": lambda kind: unhelped(t.annotation.c.kind) == kind,
}
