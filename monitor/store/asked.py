"""Which alerts and which articles a query asks for: their ids, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select

from monitor.model.alert import State
from monitor.query import AlertQuery, ArticleQuery, Words, read_words
from monitor.store import search
from monitor.store import tables as t
from monitor.store.database import in_batches
from monitor.store.finding import Condition, Ids, Page, few, page_of, unhelped

_SET_BACK = 2_000  # alerts that may have been opened while the clock was being set back
_WORDS_SHARE = 5  # of what is few: each text that is found may have several alerts
NOBODY = -1


def article_ids(connection: Connection, query: ArticleQuery) -> list[int]:
    """Give the ids of the articles that a query asks for, newest first."""
    buried = exists().where(t.article.c.id == t.revision.c.article_id, t.article.c.purged_at.is_not(None))
    rows = select(t.revision.c.article_id).where(t.revision.c.until.is_(None), ~buried)
    conditions: list[Condition] = []
    if query.since is not None or query.until is not None:
        rows = rows.where(*_between(t.revision.c.at, query.since, query.until))
        conditions.append(Condition(lambda connection: few(connection, rows)))
    if query.source is not None:
        conditions.append(_from_source(_source_id(connection, query.source)))
    if query.rule is not None:
        conditions.append(_found_by(query.rule))
    if query.q is not None:
        words = read_words(query.q)
        if not words.groups:
            return []
        conditions.append(_with_words(words))
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


def _source_id(connection: Connection, name: str) -> int:
    return connection.execute(select(t.source.c.id).where(t.source.c.name == name)).scalar() or NOBODY


def _from_source(source: int) -> Condition:
    mine = select(t.article.c.id).where(t.article.c.source_id == source)
    return Condition(
        lambda connection: few(connection, mine), lambda connection, ids: connection.execute(mine.where(t.article.c.id.in_(ids))).scalars()
    )


def _found_by(rule: str) -> Condition:
    hits = select(t.hit.c.article_id).join(t.alert, t.alert.c.id == t.hit.c.alert_id)
    these = hits.where(unhelped(t.alert.c.rule) == rule)
    return Condition(
        lambda connection: few(connection, hits.where(t.alert.c.rule == rule)),
        lambda connection, ids: connection.execute(these.where(t.hit.c.article_id.in_(ids))).scalars(),
    )


def _with_words(words: Words) -> Condition:
    return Condition(
        lambda connection: few(connection, search.found(connection.dialect.name, "article_text", words)),
        lambda connection, ids: search.found_among(connection, "article_text", words, ids),
    )


def _alert_columns(query: AlertQuery) -> tuple[Select[tuple[int]], list[Condition]]:
    """Give the rows that meet the conditions on an alert's own columns, and those of them that may be few."""
    equal = [(t.alert.c.rule, query.rule), (t.alert.c.kind, query.kind), (t.alert.c.story, query.story)]
    narrow = [column == value for column, value in equal if value is not None]
    changed = _between(t.alert.c.updated_at, query.since, None)
    states = [] if query.state is None else [_state_at(query.state, query.now)]
    opened = _between(t.alert.c.opened_at, None, query.until)
    rows = select(t.alert.c.id).where(*narrow, *changed, *states, *opened)
    probes = [*([and_(*narrow)] if narrow else []), *changed, *states]
    return rows, [_few_where(probe) for probe in probes]


def _few_where(probe: ColumnElement[bool]) -> Condition:
    return Condition(lambda connection: few(connection, select(t.alert.c.id).where(probe)))


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
    hits = select(t.hit.c.alert_id).join(t.article, t.article.c.id == t.hit.c.article_id).where(t.article.c.source_id == source)
    notices = select(t.notice.c.alert_id).where(t.notice.c.source_id == source)

    def all_if_few(connection: Connection) -> set[int] | None:
        found, told = few(connection, hits), few(connection, notices)
        return None if found is None or told is None else found | told

    def among(connection: Connection, ids: Ids) -> Iterable[int]:
        yield from connection.execute(hits.where(t.hit.c.alert_id.in_(ids)).distinct()).scalars()
        yield from connection.execute(notices.where(t.notice.c.alert_id.in_(ids))).scalars()

    return Condition(all_if_few, among)


def _about_words(words: Words) -> Condition:
    """Give the alerts whose title, or any of whose articles, holds the words."""

    def all_if_few(connection: Connection) -> set[int] | None:
        titles, texts = (
            few(connection, search.found(connection.dialect.name, index, words), _WORDS_SHARE) for index in ("alert_text", "article_text")
        )
        if titles is None or texts is None:
            return None
        hits = select(t.hit.c.alert_id)
        return titles.union(
            *(connection.execute(hits.where(t.hit.c.article_id.in_(batch))).scalars() for batch in in_batches(sorted(texts)))
        )

    def among(connection: Connection, ids: Ids) -> Iterable[int]:
        yield from search.found_among(connection, "alert_text", words, ids)
        hits = connection.execute(select(t.hit.c.alert_id, t.hit.c.article_id).where(t.hit.c.alert_id.in_(ids))).all()
        texts = search.found_among(connection, "article_text", words, sorted({hit.article_id for hit in hits}))
        yield from (hit.alert_id for hit in hits if hit.article_id in texts)

    return Condition(all_if_few, among)
