"""Which alerts and which articles a query asks for: their ids, newest first."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select, union_all

from monitor.model.alert import State
from monitor.query import AlertQuery, ArticleQuery, Words, read_words
from monitor.store import search
from monitor.store import tables as t
from monitor.store.finding import FEW, Condition, Ids, Page, Stretch, how_many, page_of, unhelped

_SET_BACK = 2_000  # alerts that may have been opened while the clock was being set back
_HITS_EACH = 5  # each text that is found may have several alerts
NOBODY = -1


def article_ids(connection: Connection, query: ArticleQuery) -> list[int]:
    """Give the ids of the articles that a query asks for, newest first."""
    buried = exists().where(t.article.c.id == t.revision.c.article_id, t.article.c.purged_at.is_not(None))
    rows = select(t.revision.c.article_id).where(t.revision.c.until.is_(None), ~buried)
    conditions: list[Condition] = []
    if query.since is not None or query.until is not None:
        rows = rows.where(*_between(unhelped(t.revision.c.at), query.since, query.until))
        conditions.append(_dated(query.since, query.until))
    if query.source is not None:
        conditions.append(_from_source(_source_id(connection, query.source)))
    if query.rule is not None:
        conditions.append(_found_by(query.rule))
    if query.q is not None:
        words = read_words(query.q)
        if not words.groups:
            return []
        texts = partial(search.found, "article_text", words)
        conditions.append(Condition(texts, lambda connection: search.how_many_match(connection, "article_text", words)))
    return page_of(connection, rows, t.revision.c.article_id, conditions, Page(query.after, query.limit))


def alert_ids(connection: Connection, query: AlertQuery) -> list[int]:
    """Give the ids of the alerts that a query asks for, newest first unless asked otherwise."""
    rows, conditions = _alert_columns(query)
    if query.source is not None:
        conditions.append(_about_source(_source_id(connection, query.source)))
    if query.q is not None:
        words = read_words(query.q)
        if not words.groups:
            return []
        conditions.append(_about_words(words))
    after = query.after
    if query.until is not None and not query.oldest_first:
        after = min(each for each in (after, _first_behind(connection, query.until)) if each is not None)
    return page_of(connection, rows, t.alert.c.id, conditions, Page(after, query.limit, query.oldest_first))


def _between(column: ColumnElement[datetime], since: datetime | None, until: datetime | None) -> list[ColumnElement[bool]]:
    return [*([column >= since] if since is not None else []), *([column < until] if until is not None else [])]


def _dated(since: datetime | None, until: datetime | None) -> Condition:
    dated = _between(t.revision.c.at, since, until)
    ids, rows = select(t.revision.c.article_id).where(*dated), select(t.revision.c.id).where(*dated)
    size = partial(how_many, ids=rows)
    return Condition(lambda among: ids.where(*among.holds(t.revision.c.article_id)), size, on_row=True)


def _source_id(connection: Connection, name: str) -> int:
    return connection.execute(select(t.source.c.id).where(t.source.c.name == name)).scalar() or NOBODY


def _from_source(source: int) -> Condition:
    mine = select(t.article.c.id).where(t.article.c.source_id == source)
    return Condition(lambda among: mine.where(*among.holds(t.article.c.id)))


def _found_by(rule: str) -> Condition:
    hits = select(t.hit.c.article_id).where(t.hit.c.rule == rule)
    return Condition(lambda among: hits.where(*among.holds(t.hit.c.article_id)))


def _alert_columns(query: AlertQuery) -> tuple[Select[tuple[int]], list[Condition]]:
    """Give the rows that meet the conditions on an alert's own columns, and these conditions."""
    equal = [(t.alert.c.rule, query.rule), (t.alert.c.kind, query.kind), (t.alert.c.story, query.story)]
    narrow = [column == value for column, value in equal if value is not None]
    states = [] if query.state is None else [_state_at(query.state, query.now)]
    dated = [*_between(unhelped(t.alert.c.updated_at), query.since, None), *_between(unhelped(t.alert.c.opened_at), None, query.until)]
    rows = select(t.alert.c.id).where(*narrow, *states, *dated)
    # Those opened before a time are never listed: `_first_behind` says where they begin.
    probes = [*narrow, *states, *_between(t.alert.c.updated_at, query.since, None)]
    return rows, [_on_alert(probe) for probe in probes]


def _on_alert(probe: ColumnElement[bool]) -> Condition:
    met = select(t.alert.c.id).where(probe)
    return Condition(lambda among: met.where(*among.holds(t.alert.c.id)), on_row=True)


def _state_at(state: str, now: datetime | None) -> ColumnElement[bool]:
    """Say whether an alert is in a state at `now`, as stored if that is None: a mute that is over leaves it new (`Standing.at`)."""
    stored = t.alert.c.state == state
    if now is None or state not in (State.NEW, State.MUTED):
        return stored
    if state == State.MUTED:
        return and_(stored, or_(t.alert.c.muted_until.is_(None), t.alert.c.muted_until > now))
    return or_(stored, and_(t.alert.c.state == State.MUTED, t.alert.c.muted_until <= now))


def _first_behind(connection: Connection, until: datetime) -> int:
    """Give an id that all alerts opened before `until` lie behind: ids grow with time, but for a clock that is set back."""
    last = select(t.alert.c.id).where(t.alert.c.opened_at < until).order_by(t.alert.c.opened_at.desc()).limit(_SET_BACK).subquery()
    return 1 + (connection.execute(select(func.max(last.c.id))).scalar() or 0)


def _about_source(source: int) -> Condition:
    hits = select(t.hit.c.alert_id)
    joined = hits.join(t.article, t.article.c.id == t.hit.c.article_id)
    its = select(t.article.c.source_id).where(t.article.c.id == t.hit.c.article_id).scalar_subquery()
    notices = select(t.notice.c.alert_id).where(t.notice.c.source_id == source)

    def ids(among: Stretch) -> Ids:
        mine = joined.where(t.article.c.source_id == source) if among.whole else hits.where(its == source)
        return union_all(mine.where(*among.holds(t.hit.c.alert_id)), notices.where(*among.holds(t.notice.c.alert_id)))

    return Condition(ids)


def _about_words(words: Words) -> Condition:
    """Give the alerts whose title, or any of whose articles, holds the words."""

    def ids(among: Stretch) -> Ids:
        return union_all(search.found("alert_text", words, among), _hits_with(words, among))

    def size(connection: Connection) -> int:
        hits = _HITS_EACH * search.how_many_match(connection, "article_text", words, FEW // _HITS_EACH)
        return hits if hits > FEW else hits + search.how_many_match(connection, "alert_text", words, FEW)

    return Condition(ids, size)


def _hits_with(words: Words, among: Stretch) -> Select[Any]:
    hits, everything = select(t.hit.c.alert_id), Stretch(among.dialect)
    if among.whole:
        return hits.where(t.hit.c.article_id.in_(search.found("article_text", words, everything).limit(FEW)))
    these = among.holds(t.hit.c.alert_id)
    texts = search.found_between("article_text", words, t.hit.c.article_id, select(t.hit.c.article_id).where(*these), among.dialect)
    return hits.where(*these, unhelped(t.hit.c.article_id).in_(texts))
