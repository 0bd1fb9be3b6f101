"""T1: new articles and revisions of one payload, with what they owe, in one transaction with the source's validators."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Insert, Select, bindparam, func, insert, literal, or_, select, true, union_all, update
from sqlalchemy.sql.dml import ReturningUpdate

from monitor.model.article import Article
from monitor.store import tables as t
from monitor.store.database import in_batches, insert_new, insert_new_rows, insert_rows, listed, lock_intake, one_of

STAGES = ("annotate", "place", "detect")
EVERY_UNIT = "*"
ARRIVAL = "arrival"


@dataclass(frozen=True, slots=True)
class Intake:
    """What one payload brought: numbers of new articles, new revisions, and articles that were already known."""

    articles: int = 0
    revisions: int = 0
    known: int = 0

    def __add__(self, other: Intake) -> Intake:
        return Intake(self.articles + other.articles, self.revisions + other.revisions, self.known + other.known)


def content_hash(title: str, text: str) -> str:
    """Give the SHA-256 by which a revision is compared with the latest of the same extraction."""
    return hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()


def take_in(connection: Connection, source_id: int, articles: Sequence[Article], *, baseline: bool, now: datetime) -> Intake:
    """Store what is new in `articles`, in their order, and owe the work on it; known texts change nothing.

    An article is known by the first of its keys that is known; all its other keys are added. Only the source that brought an
    article first makes revisions of it. Reports that repeat an address are its versions, in order; a document that is read again
    with more versions at its end adds just these (the longest run of its versions that ends the stored ones is taken as read).
    """
    if not articles:
        return Intake()
    lock_intake(connection)
    owners = _owners(connection, articles)
    groups = _grouped(articles, owners)
    fresh = [group for group in groups if group.article_id is None]
    known = [group for group in groups if group.article_id is not None]
    _open_articles(connection, source_id, fresh, now)
    pending = [(group, text) for group in fresh for text in group.versions]
    revised = list(_changed(connection, source_id, known))
    _add_revisions(connection, sorted(pending + revised, key=lambda pair: pair[1].order), baseline=baseline, now=now)
    _note_latest(connection, {group.article_id: group.last_number for group, _ in revised if group.article_id is not None})
    _add_keys(connection, groups)
    return Intake(len(fresh), len(revised) + len(pending) - len(fresh), len(known))


class _Version(NamedTuple):
    order: int
    article: Article
    hash: str


@dataclass(slots=True)
class _Group:
    """The versions of one article inside one payload."""

    article_id: int | None
    keys: dict[str, None]
    versions: list[_Version]
    last_number: int = 0


def _owners(connection: Connection, articles: Iterable[Article]) -> dict[str, int]:
    dialect = connection.dialect.name
    keys = {key for article in articles for key in article.keys}
    return {row.key: row.article_id for row in connection.execute(_owning(dialect), {"keys": listed(dialect, keys)})}


@cache
def _owning(dialect: str) -> Select[Any]:
    return select(t.identity.c.key, t.identity.c.article_id).where(one_of(dialect, t.identity.c.key, "keys"))


def _grouped(articles: Sequence[Article], owners: Mapping[str, int]) -> list[_Group]:
    groups: list[_Group] = []
    by_id: dict[int, _Group] = {}
    by_key: dict[str, _Group] = {}
    for order, article in enumerate(articles):
        owner = next((owners[key] for key in article.keys if key in owners), None) if owners else None
        group = by_id.get(owner) if owner is not None else next((by_key[key] for key in article.keys if key in by_key), None)
        if group is None:
            group = _Group(owner, {}, [])
            groups.append(group)
            if owner is not None:
                by_id[owner] = group
        for key in article.keys:
            if by_key.setdefault(key, group) is group:  # else an entry before it has the key, and without it would be lost
                group.keys[key] = None
        version = _Version(order, article, content_hash(article.title, article.text))
        if _is_version(group.versions, version):
            group.versions.append(version)
    return groups


def _is_version(before: Sequence[_Version], version: _Version) -> bool:
    """Say whether a repetition inside one payload is another version: reports follow one another, feed entries are repeated."""
    if not before:
        return True
    return version.article.extraction.startswith("report") and before[-1].hash != version.hash


def _open_articles(connection: Connection, source_id: int, groups: Sequence[_Group], now: datetime) -> None:
    if not groups:
        return
    # Ids come from our own counter, as arrivals do: asking the database for those it gave costs more than the insert.
    (first,) = take_numbers(connection, len(groups), "article")
    names = ("id", "source_id", "ref", "url", "outlet", "publisher", "first_seen_at", "latest", "indexed")
    rows = []
    for id_, group in enumerate(groups, first):
        article = group.versions[0].article
        group.article_id = id_
        rows.append((id_, source_id, article.ref, article.url, article.outlet, article.publisher, now, len(group.versions), 0))
    insert_rows(connection, t.article, names, rows)


def _changed(connection: Connection, source_id: int, groups: Sequence[_Group]) -> Iterable[tuple[_Group, _Version]]:
    ids = [group.article_id for group in groups if group.article_id is not None]
    stored = _stored_versions(connection, source_id, ids)
    purged = _purged(connection, ids)
    for group in groups:
        history = stored.get(group.article_id or 0)
        if history is None:
            continue
        group.last_number = max(number for number, _, _ in history)
        same = [hash_ for _, extraction, hash_ in history if extraction == group.versions[0].article.extraction]
        if group.article_id in purged and not same:
            continue  # it is only read in another way now, and what it said before is gone
        yield from ((group, version) for version in unread(same, group.versions))


def _purged(connection: Connection, ids: Sequence[int]) -> set[int]:
    """Give those articles that are tombstones."""
    return {
        id_
        for batch in in_batches(ids)
        for id_ in connection.execute(select(t.article.c.id).where(t.article.c.id.in_(batch), t.article.c.purged_at.is_not(None))).scalars()
    }


def unread(stored: Sequence[str], versions: Sequence[Any]) -> Sequence[Any]:
    """Give the versions that come after the longest run of them that ends the stored hashes (all of them if none does)."""
    hashes = [version.hash for version in versions]
    for length in range(min(len(hashes), len(stored)), 0, -1):
        if stored[-length:] == hashes[:length]:
            return versions[length:]
    return versions


def _stored_versions(connection: Connection, source_id: int, ids: Sequence[int]) -> dict[int, list[tuple[int, str, str]]]:
    """Give (number, extraction, hash) of every revision, oldest first, of those articles that this source brought first."""
    found: dict[int, list[tuple[int, str, str]]] = {}
    columns = (t.revision.c.article_id, t.revision.c.number, t.revision.c.extraction, t.revision.c.content_hash)
    for batch in in_batches(ids):
        query = select(*columns).join(t.article).where(t.article.c.id.in_(batch), t.article.c.source_id == source_id)
        for row in connection.execute(query.order_by(t.revision.c.article_id, t.revision.c.number)):
            found.setdefault(row.article_id, []).append((row.number, row.extraction, row.content_hash))
    return found


def _add_revisions(connection: Connection, pairs: Sequence[tuple[_Group, _Version]], *, baseline: bool, now: datetime) -> None:
    if not pairs:
        return
    arrival, first = take_numbers(connection, len(pairs), ARRIVAL, "revision")
    rows = [(first + at, *_revision_row(group, version, arrival + at), now, baseline) for at, (group, version) in enumerate(pairs)]
    insert_rows(connection, t.revision, _REVISION, rows)
    connection.execute(_owing(), {"silent": baseline, "now": now, "first": first, "last": first + len(rows) - 1})
    _supersede(connection, [row[1:4] for row in rows])


_REVISION = ("id", "article_id", "number", "arrival", "title", "text", "author", "lang", "extraction", "content_hash",
             "published", "published_at", "at", "first_seen_at", "baseline")  # fmt: skip


def _revision_row(group: _Group, version: _Version, arrival: int) -> tuple[Any, ...]:
    group.last_number += 1
    article = version.article
    return (
        group.article_id, group.last_number, arrival, article.title, article.text, article.author, article.lang, article.extraction,
        version.hash, article.published, article.published_at, article.at,
    )  # fmt: skip


def _note_latest(connection: Connection, latest: Mapping[int, int]) -> None:
    """Note the number of the latest revision of those articles that got another."""
    for number in set(latest.values()):
        for batch in in_batches([id_ for id_, last in latest.items() if last == number]):
            connection.execute(update(t.article).where(t.article.c.id.in_(batch)).values(latest=number))
    _revive(connection, list(latest))


@cache
def _owing() -> Insert:
    """Give what owes every stage on a run of revisions: rows that the database makes itself, for they are most of what intake writes."""
    stages = union_all(*(select(literal(stage).label("stage")) for stage in STAGES)).subquery()
    row = (
        t.revision.c.id, stages.c.stage, literal(EVERY_UNIT), t.revision.c.arrival, literal("owed"),
        bindparam("silent", type_=t.work.c.quiet.type), literal(""), literal(0), bindparam("now", type_=t.work.c.since.type),
    )  # fmt: skip
    names = ["revision_id", "stage", "unit", "arrival", "state", "quiet", "version", "attempts", "since"]
    run = t.revision.c.id.between(bindparam("first"), bindparam("last"))
    return insert(t.work).from_select(names, select(*row).join_from(t.revision, stages, true()).where(run))


def _revive(connection: Connection, ids: Sequence[int]) -> None:
    """A tombstone that changes is an article again, whole in its new revision."""
    for batch in in_batches(ids):
        buried = (t.article.c.id.in_(batch), t.article.c.purged_at.is_not(None))
        connection.execute(update(t.article).where(*buried).values(purged_at=None))


def _supersede(connection: Connection, rows: Iterable[tuple[Any, ...]]) -> None:
    """Note on every revision that has a follower now from which arrival on it no longer counts."""
    for article_id, number, arrival in rows:
        if number > 1:
            before = (t.revision.c.article_id == article_id, t.revision.c.number == number - 1)
            connection.execute(update(t.revision).where(*before).values(until=arrival))
            placed = select(t.placement.c.id).join(t.revision).where(*before)
            connection.execute(update(t.feature).where(t.feature.c.placement_id.in_(placed)).values(until=arrival))


def take_numbers(connection: Connection, count: int, *names: str) -> list[int]:
    """Take `count` numbers that were never given before under each of these names, and give the first of each.

    Take arrival numbers under the intake lock.
    """
    last = _taken(connection, count, names)
    missing = [name for name in names if name not in last]
    if missing:
        insert_new(connection, t.counter, [{"name": name, "value": 0} for name in missing])
        last |= _taken(connection, count, missing)
    return [last[name] - count + 1 for name in names]


def _taken(connection: Connection, count: int, names: Sequence[str]) -> dict[str, int]:
    """Take numbers under those of these names that are known, and give the last of each."""
    asked = {"count": count, **{f"name_{at}": name for at, name in enumerate(names)}}
    return {row.name: row.value for row in connection.execute(_taking(len(names)), asked)}


@cache
def _taking(many: int) -> ReturningUpdate[Any]:
    name, value = t.counter.c.name, t.counter.c.value
    mine = or_(*(name == bindparam(f"name_{at}") for at in range(many)))
    return update(t.counter).where(mine).values(value=value + bindparam("count")).returning(name, value)


def last_arrival(connection: Connection) -> int:
    """Give the highest arrival number taken so far, 0 before the first."""
    return int(connection.execute(select(func.coalesce(func.max(t.counter.c.value), 0)).where(t.counter.c.name == ARRIVAL)).scalar_one())


def _add_keys(connection: Connection, groups: Sequence[_Group]) -> None:
    insert_new_rows(connection, t.identity, ("key", "article_id"), [(key, group.article_id) for group in groups for key in group.keys])
