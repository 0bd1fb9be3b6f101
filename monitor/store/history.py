"""The `History` of one article over the store; `monitor.testing` has its in-memory twin."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    func,
    insert,
    literal,
    or_,
    select,
)

from monitor.errors import StorageError
from monitor.model import codec
from monitor.model.annotation import Mention, Quantity, Statement
from monitor.model.article import Article
from monitor.model.history import FREQUENCY_WINDOW, A, Correction, Past, Placed
from monitor.model.seen import fold
from monitor.store import articles
from monitor.store import tables as t
from monitor.store.database import Store, in_batches
from monitor.store.intake import last_arrival

# Asked for every article many times: made once, they are compiled once.
_EARLIER = (t.revision.c.article_id == bindparam("article"), t.revision.c.arrival < bindparam("bound"))
_LATEST = select(t.revision.c.id).where(*_EARLIER).order_by(t.revision.c.number.desc()).limit(1)
_NUMBERED = select(t.revision.c.id).where(*_EARLIER, t.revision.c.number == bindparam("number"))
_FIRST_SEEN = select(t.seen.c.first_seen_at).where(t.seen.c.key == bindparam("key"), t.seen.c.arrival < bindparam("bound"))


@dataclass(frozen=True, slots=True)
class StoredHistory:
    """What the store knew before arrival `bound`: every earlier article in the revision that was its latest then."""

    connection: Connection
    bound: int
    own_story: str | None = None
    kept: Kept = field(default_factory=lambda: Kept())

    def quantities(
        self, *, series: str | None = None, story: str | None = None, topic: str | None = None, since: datetime | None = None
    ) -> Sequence[Past[Quantity]]:
        """Give earlier quantities, of a series or a story if named."""
        return self._past(Quantity, type="quantity", topic=topic, since=since, series=series, story=story)

    def statements(
        self, *, story: str | None = None, speaker: str | None = None, topic: str | None = None, since: datetime | None = None
    ) -> Sequence[Past[Statement]]:
        """Give earlier statements, of a story or a speaker (compared folded) if named."""
        name = None if speaker is None else fold(speaker)
        return self._past(Statement, type="statement", topic=topic, since=since, story=story, name=name)

    def mentions(
        self, name: str | None = None, *, kind: str | None = None, topic: str | None = None, since: datetime | None = None
    ) -> Sequence[Past[Mention]]:
        """Give earlier mentions, of `name` (compared folded, aliases count) and of a kind if given."""
        folded = None if name is None else fold(name)
        return self._past(Mention, type="mention", topic=topic, since=since, name=folded, kind=kind)

    def story(self, key: str | None = None) -> Sequence[Placed]:
        """Give the earlier members of a story; of this article's own story if no key is given."""
        wanted = self.own_story if key is None else key
        if wanted is None:
            return []
        query = select(t.placement.c.id).join(t.revision).where(t.placement.c.kind == "story", t.placement.c.key == wanted, self._current())
        return self._placed(self.connection.execute(query.order_by(t.placement.c.arrival, t.placement.c.id)).scalars().all())

    def neighbours(
        self, features: Sequence[str], *, kind: str = "story", since: datetime | None = None, limit: int = 50
    ) -> Sequence[Placed]:
        """Give earlier placements that share the most features with these, most first, the latest first among equals."""
        wanted = list(dict.fromkeys(features))
        if not wanted:
            return []
        mine = [t.feature.c.kind == kind, self._one_of(t.feature.c.feature, wanted), *self._counted(t.feature)]
        if since is not None:
            mine += [t.feature.c.arrival >= self._first_arrival_since(since), t.revision.c.at >= since]
        shared = func.count().label("shared")
        placed = t.feature.join(t.placement, t.placement.c.id == t.feature.c.placement_id)
        tables = t.feature if since is None else placed.join(t.revision, t.revision.c.id == t.placement.c.revision_id)
        ranked = select(t.feature.c.placement_id, shared).select_from(tables).where(*mine).group_by(t.feature.c.placement_id)
        ranked = ranked.order_by(shared.desc(), func.max(t.feature.c.arrival).desc(), t.feature.c.placement_id).limit(limit)
        return self._placed([row.placement_id for row in self.connection.execute(ranked)])

    def frequency(self, features: Sequence[str], *, kind: str = "story") -> tuple[int, Mapping[str, int]]:
        """Give how many of the last `FREQUENCY_WINDOW` arrivals were placed, and in how many of them each feature occurred."""
        start = self.bound - FREQUENCY_WINDOW
        arrivals = select(func.count(func.distinct(t.placement.c.arrival))).join(t.revision, t.revision.c.id == t.placement.c.revision_id)
        total = self.connection.execute(
            arrivals.where(t.placement.c.kind == kind, t.placement.c.arrival >= start, self._current())
        ).scalar_one()
        query = (
            select(t.feature.c.feature, func.count(func.distinct(t.feature.c.arrival)))
            .where(t.feature.c.kind == kind, self._one_of(t.feature.c.feature, features), t.feature.c.arrival >= start)
            .where(*self._counted(t.feature))
            .select_from(t.feature)
            .group_by(t.feature.c.feature)
        )
        counts = dict.fromkeys(features, 0)
        for feature, count in self.connection.execute(query):
            counts[feature] = count
        return total, counts

    def article(self, article: int, revision: int | None = None) -> Article | None:
        """Give an earlier article whole: that revision, or the latest before now."""
        kept = self.kept.whole.get((article, revision or 0))
        if kept is not None and kept.arrival < self.bound:
            return kept
        asked = {"article": article, "number": revision, "bound": self.bound}
        found = self.connection.execute(_LATEST if revision is None else _NUMBERED, asked).scalar()
        if found is None:
            return None
        whole = articles.load(self.connection, [found])[found]
        return self.kept.whole.setdefault((article, whole.revision), whole)

    def first_seen(self, key: str) -> datetime | None:
        """Give when a thing was first seen under this key (see `monitor.model.seen.seen_keys`) by an earlier article."""
        return self.connection.execute(_FIRST_SEEN, {"key": key, "bound": self.bound}).scalar()

    def corrections(self, verb: str | None = None) -> Sequence[Correction]:
        """Give what people corrected before this article was taken in, in order."""
        query = select(t.correction).where(t.correction.c.after_arrival < self.bound).order_by(t.correction.c.id)
        rows = self.connection.execute(query if verb is None else query.where(t.correction.c.verb == verb))
        return [Correction(number=row.id, verb=row.verb, subject=row.subject, details=row.details) for row in rows]

    def _current(self) -> ColumnElement[bool]:
        """Say: arrived before, and not yet followed by another revision then."""
        return and_(t.revision.c.arrival < self.bound, or_(t.revision.c.until.is_(None), t.revision.c.until >= self.bound))

    def _past(self, _type: type[A], **asked: Any) -> list[Past[A]]:
        """Give the annotations of one type that `asked` narrows; what is None narrows nothing."""
        narrowed: frozenset[str] = frozenset(name for name, value in asked.items() if value is not None and name != "type")
        rows = self.connection.execute(_notes(narrowed), {"bound": self.bound, **{name: asked[name] for name in (*narrowed, "type")}}).all()
        placed = articles.placements_of(self.connection, list({row.revision_id for row in rows}))
        series = self._series([row.annotation_id for row in rows])
        heads: dict[int, Article] = {}
        for row in rows:
            if row.revision_id not in heads:
                heads[row.revision_id] = articles.as_article(row, placements=placed.get(row.revision_id, ()))
        return [
            Past(article=heads[row.revision_id], note=codec.from_json(row.type, row.data), series=series.get(row.annotation_id, ""))  # type: ignore[arg-type]
            for row in rows
        ]

    def _series(self, annotation_ids: Sequence[int]) -> dict[int, str]:
        found: dict[int, str] = {}
        for batch in in_batches(annotation_ids):
            query = select(t.placement.c.annotation_id, t.placement.c.key).where(
                t.placement.c.kind == "series", t.placement.c.annotation_id.in_(batch)
            )
            found.update((row.annotation_id, row.key) for row in self.connection.execute(query))
        return found

    def _counted(self, table: Table) -> tuple[ColumnElement[bool], ...]:
        return table.c.arrival < self.bound, or_(table.c.until.is_(None), table.c.until >= self.bound)

    def _one_of(self, column: Column[str], values: Sequence[str]) -> ColumnElement[bool]:
        """Say that a column holds one of many values, in one parameter: a long IN list is compiled anew each time."""
        if self.connection.dialect.name == "sqlite":
            return column.in_(select(func.json_each(json.dumps(list(values))).table_valued("value").c.value))
        return column == func.any(literal(list(values), ARRAY(Text)))

    def _first_arrival_since(self, since: datetime) -> int:
        """Give the first arrival that can have an `at` that late: nothing is dated more than a day after it was first seen."""
        query = select(func.min(t.revision.c.arrival)).where(t.revision.c.first_seen_at >= since - timedelta(days=1))
        return self.connection.execute(query).scalar() or 0

    def _placed(self, placement_ids: Sequence[int]) -> list[Placed]:
        """Give placements by row id, in the order asked; each with its article as it was, and that article's placements."""
        known = self.kept.placed
        missing = [id_ for id_ in placement_ids if id_ not in known]
        if missing:
            known |= self._read_placed(missing)
        return [known[id_] for id_ in placement_ids]

    def _read_placed(self, placement_ids: Sequence[int]) -> dict[int, Placed]:
        found: dict[int, Placed] = {}
        for batch in in_batches(placement_ids):
            query = articles.headed(t.placement.c.id.label("placement_id"), t.placement.c.revision_id.label("of"))
            rows = self.connection.execute(query.join(t.placement).where(t.placement.c.id.in_(batch))).all()
            placed = articles.placement_rows_of(self.connection, list({row.of for row in rows}))
            for row in rows:
                own = placed[row.of]
                article = articles.as_article(row, placements=[place for _, place in own])
                found[row.placement_id] = Placed(article=article, placement=dict(own)[row.placement_id])
        return found


@cache
def _notes(narrowed: frozenset[str]) -> Select[Any]:
    """Select the annotations of a type before a bound, narrowed by these names; made once for each combination."""
    at: dict[str, BindParameter[Any]] = {name: bindparam(name) for name in narrowed}
    query = articles.headed(t.annotation.c.id.label("annotation_id"), t.annotation.c.type, t.annotation.c.data)
    current = t.revision.c.arrival < bindparam("bound"), or_(t.revision.c.until.is_(None), t.revision.c.until >= bindparam("bound"))
    query = query.join(t.annotation, t.annotation.c.revision_id == t.revision.c.id)
    query = query.where(t.annotation.c.type == bindparam("type"), *current)
    placed = (select(t.placement.c.revision_id), select(t.placement.c.annotation_id))
    narrow: dict[str, Callable[[Any], ColumnElement[bool]]] = {
        "series": lambda key: t.annotation.c.id.in_(placed[1].where(t.placement.c.kind == "series", t.placement.c.key == key)),
        "story": lambda key: t.revision.c.id.in_(placed[0].where(t.placement.c.kind == "story", t.placement.c.key == key)),
        "name": lambda name: t.annotation.c.id.in_(select(t.annotation_name.c.annotation_id).where(t.annotation_name.c.name == name)),
        "topic": lambda rule: t.revision.c.id.in_(select(t.topic_match.c.revision_id).where(t.topic_match.c.rule == rule)),
        "since": lambda when: t.revision.c.at >= when,
        "kind": lambda kind: t.annotation.c.kind == kind,
    }
    query = query.where(*(narrow[name](at[name]) for name in sorted(narrowed)))
    return query.order_by(t.revision.c.arrival, t.annotation.c.unit, t.annotation.c.position)


@dataclass(slots=True)
class Kept:
    """What was read of placements, and of articles by (id, revision); both don't change once placed.

    An article that is judged again, after its plugin was mended, is so by workers that begin anew. Forgotten all at once when it
    is too much.
    """

    placed: dict[int, Placed] = field(default_factory=dict)
    whole: dict[tuple[int, int], Article] = field(default_factory=dict)
    most_placed: int = 20_000
    most_whole: int = 1_000

    def bounded(self) -> Kept:
        """Give this, emptied where it has grown too large."""
        if len(self.placed) > self.most_placed:
            self.placed.clear()
        if len(self.whole) > self.most_whole:
            self.whole.clear()
        return self


def before(connection: Connection, article: Article) -> StoredHistory:
    """Give what was known before this article was taken in."""
    return StoredHistory(connection, article.arrival, article.story)


class Histories:
    """Makes the history of one article after the other, over a connection of its own; for worker processes.

    Nothing before an article changes once it is placed, so reads need no transaction around them, and none is left open.
    """

    def __init__(self, url: str) -> None:
        self._store, self._kept = Store(url), Kept()
        self._connection: Connection | None = None
        self._refusal = ""
        self._store.on_refusal(self._note)

    def __call__(self, article: Article) -> StoredHistory:
        """Give what was known before an article. Raises: StorageError if the store cannot be reached."""
        if self._connection is None:
            self._connection = self._store.watch()
        return replace(before(self._connection, article), kept=self._kept.bounded())

    def check(self) -> None:
        """Begin anew if a read was refused since the last check, whoever was told of it: that is no fault of who asked.

        Raises: StorageError with the reason.
        """
        if not self._refusal:
            return
        why, self._refusal = self._refusal, ""
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None
        raise StorageError(why)

    def _note(self, why: str) -> None:
        self._refusal = why


def open_history(url: str) -> Histories:
    """Open the store at a URL for reading; give what makes an article's history."""
    return Histories(url)


def correct(connection: Connection, verb: str, subject: str, details: Mapping[str, str], *, now: datetime, who: str) -> Correction:
    """Append to the log of corrections; articles taken in from now on heed it."""
    row = {"verb": verb, "subject": subject, "details": dict(details), "after_arrival": last_arrival(connection), "at": now, "who": who}
    number = connection.execute(insert(t.correction).values(row).returning(t.correction.c.id)).scalar_one()
    return Correction(number=number, verb=verb, subject=subject, details=details)
