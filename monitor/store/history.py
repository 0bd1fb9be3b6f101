"""The `History` of one article over the store; `monitor.testing` has its in-memory twin."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert
from sqlalchemy.exc import DBAPIError

from monitor.errors import StorageError
from monitor.model.annotation import Mention, Quantity, Statement
from monitor.model.article import Article
from monitor.model.history import FREQUENCY_WINDOW, A, Correction, Past, Placed
from monitor.model.seen import fold
from monitor.store import articles, questions
from monitor.store import tables as t
from monitor.store.ahead import Ahead, in_arrival_order
from monitor.store.database import Store, listed
from monitor.store.frequency import Frequencies
from monitor.store.intake import last_arrival


@dataclass(frozen=True, slots=True)
class StoredHistory:
    """What the store knew before arrival `bound`: every earlier article in the revision that was its latest then.

    Articles that a batch has placed, and nobody stored yet, are `ahead` of it.
    """

    connection: Connection
    bound: int
    own_story: str | None = None
    kept: Kept = field(default_factory=lambda: Kept())
    ahead: Ahead = field(default_factory=Ahead)
    told: dict[str, Any] = field(default_factory=dict)

    def quantities(
        self, *, series: str | None = None, story: str | None = None, topic: str | None = None, since: datetime | None = None
    ) -> Sequence[Past[Quantity]]:
        """Give earlier quantities, of a series or a story if named."""
        return self._past(Quantity, type="quantity", topic=topic, since=since, series=series, story=story)

    def statements(
        self,
        *,
        story: str | None = None,
        speaker: str | None = None,
        stance: str | None = None,
        topic: str | None = None,
        since: datetime | None = None,
    ) -> Sequence[Past[Statement]]:
        """Give earlier statements, of a story, of a speaker (compared folded) or of a stance if named."""
        name = None if speaker is None else fold(speaker)
        return self._past(Statement, type="statement", topic=topic, since=since, story=story, name=name, kind=stance)

    def mentions(
        self, name: str | None = None, *, kind: str | None = None, topic: str | None = None, since: datetime | None = None
    ) -> Sequence[Past[Mention]]:
        """Give earlier mentions, of `name` (compared folded, aliases count) and of a kind if given."""
        folded = None if name is None else fold(name)
        return self._past(Mention, type="mention", topic=topic, since=since, name=folded, kind=kind)

    def names(self, forms: Collection[str], *, kind: str | None = None, topic: str | None = None) -> frozenset[str]:
        """Give the full names of the earlier mentions that answer to any of these forms (compared folded)."""
        wanted = {fold(form) for form in forms}
        narrow = {name: value for name, value in (("kind", kind), ("topic", topic)) if value is not None}
        found = self._ask(questions.names(self._dialect, frozenset(narrow)), wanted=listed(self._dialect, wanted), **narrow)
        return frozenset(found.scalars()) if wanted else frozenset()

    def story(self, key: str | None = None) -> Sequence[Placed]:
        """Give the earlier members of a story; of this article's own story if no key is given."""
        wanted = self.own_story if key is None else key
        if wanted is None:
            return []
        stored = self._ask(questions.MEMBERS, key=wanted).scalars().all()
        return in_arrival_order(self._placed(stored), self.ahead.story(wanted, self.bound))

    def neighbours(
        self, features: Sequence[str], *, kind: str = "story", since: datetime | None = None, limit: int = 50
    ) -> Sequence[Placed]:
        """Give earlier placements that share the most features with these, most first, the latest first among equals."""
        wanted = dict.fromkeys(features)
        if not wanted:
            return []
        window = {} if since is None else {"since": since, "start": self._first_arrival_since(since)}
        query = questions.ranked(self._dialect, windowed=bool(window))
        rows = self._ask(query, kind=kind, wanted=listed(self._dialect, wanted), most=limit, **window).all()
        ahead = self.ahead.sharing(wanted, self.bound, kind=kind, since=since)
        if not ahead:
            return self._placed([row.placement_id for row in rows])
        ranked = [(-row.shared, -row.latest, row.placement_id) for row in rows]
        ranked += [(-shared, -placed.article.arrival, placed) for shared, placed in ahead]
        best = [found for _, _, found in sorted(ranked, key=lambda rank: rank[:2])[:limit]]
        stored = iter(self._placed([found for found in best if isinstance(found, int)]))
        return [next(stored) if isinstance(found, int) else found for found in best]

    def frequency(self, features: Sequence[str], *, kind: str = "story") -> tuple[int, Mapping[str, int]]:
        """Give how many of the last `FREQUENCY_WINDOW` arrivals were placed, and in how many of them each feature occurred."""
        total, counts = self.kept.frequencies.at(self.connection, kind, features, self.bound)
        more, ahead = self.ahead.counted(features, self.bound - FREQUENCY_WINDOW, self.bound, kind=kind)
        return total + more, {name: count + ahead.get(name, 0) for name, count in counts.items()}

    def article(self, article: int, revision: int | None = None) -> Article | None:
        """Give an earlier article whole: that revision, or the latest before now."""
        kept = self.kept.whole.get((article, revision or 0))
        if kept is not None and kept.arrival < self.bound:
            return kept
        query = questions.LATEST if revision is None else questions.NUMBERED
        found = self._ask(query, article=article, number=revision).scalar()
        if found is None:
            return None
        whole = articles.load(self.connection, [found])[found]
        if self.ahead.holds(whole.arrival):
            return self.ahead.whole(whole.arrival)
        return self.kept.whole.setdefault((article, whole.revision), whole)

    def first_seen(self, key: str) -> datetime | None:
        """Give when a thing was first seen under this key (see `monitor.model.seen.seen_keys`) by an earlier article."""
        found: datetime | None = self._ask(questions.FIRST_SEEN, key=key).scalar()
        return found or self.ahead.seen([key], self.bound).get(key)

    def seen(self, keys: Collection[str]) -> frozenset[str]:
        """Give those of these keys under which something was seen by an earlier article."""
        stored = self._ask(questions.seen(self._dialect), wanted=listed(self._dialect, keys)).scalars() if keys else ()
        return frozenset(stored) | self.ahead.seen(keys, self.bound).keys()

    def corrections(self, verb: str | None = None) -> Sequence[Correction]:
        """Give what people corrected before this article was taken in, in order."""
        if "corrections" not in self.told:  # a later one is heeded by later articles only
            rows = self._ask(questions.CORRECTIONS)
            self.told["corrections"] = [Correction(number=row.id, verb=row.verb, subject=row.subject, details=row.details) for row in rows]
        known: Sequence[Correction] = self.told["corrections"]
        return [entry for entry in known if verb in (None, entry.verb)]

    @property
    def _dialect(self) -> str:
        return self.connection.dialect.name

    def _ask(self, query: Any, **given: Any) -> Any:
        return self.connection.execute(query, {"bound": self.bound, **given})

    def _past(self, _type: type[A], **given: Any) -> list[Past[A]]:
        """Give the annotations of one type that `given` narrows; what is None narrows nothing."""
        narrow = {name: value for name, value in given.items() if value is not None}
        rows = self._ask(questions.notes(frozenset(narrow) - {"type"}), **narrow).all()
        rows = [row for row in rows if not self.ahead.holds(row[2])] if self.ahead else rows
        known = self.kept.past
        new = [row for row in rows if (past := known.get(row[0])) is None or past.article.arrival != row[2]]
        if new:
            heads = self._heads({row[1]: row[2] for row in new})
            notes = articles.notes_by_id(self.connection, [row[0] for row in new])
            for note, revision, _ in new:
                head = heads[revision]
                known[note] = Past(article=head.article, note=notes[note], series=head.series.get(note, ""))
        return in_arrival_order([known[row[0]] for row in rows], self.ahead.notes(_type, self.bound, narrow))

    def _heads(self, arrivals: Mapping[int, int]) -> Mapping[int, articles.Head]:
        """Give revisions by id, without text, each with its placements; `arrivals` are theirs."""
        known = self.kept.heads
        missing = [id_ for id_, arrival in arrivals.items() if id_ not in known or known[id_].article.arrival != arrival]
        if missing:
            known |= articles.headers(self.connection, missing)
        return known

    def _first_arrival_since(self, since: datetime) -> int:
        """Give an arrival before which none can have an `at` that late: nothing is dated more than a day after it was first seen.

        Asked once a day: later arrivals have higher numbers, so that an answer remains true.
        """
        day = since.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        found = self.kept.firsts.get(day)
        if found is None:
            found = self.connection.execute(questions.FIRST_ARRIVAL, {"when": day - timedelta(days=1)}).scalar()
            if found is not None:
                self.kept.firsts[day] = found
        return found or 0

    def _placed(self, placement_ids: Sequence[int]) -> list[Placed]:
        """Give placements by row id, in the order asked; each with its article as it was, and that article's placements."""
        known = self.kept.placed
        missing = [id_ for id_ in placement_ids if id_ not in known]
        if missing:
            for head in self._heads(articles.arrivals_of_placements(self.connection, missing)).values():
                known |= {id_: Placed(article=head.article, placement=place) for id_, place in head.places.items()}
        return [known[id_] for id_ in placement_ids]


@dataclass(slots=True)
class Kept:
    """What was read of placed articles: placements and annotations by row id, articles by revision's row id and by (id, revision).

    They don't change once placed. An article that is judged again, after its plugin was mended, is so by workers that begin anew.
    Forgotten all at once when it is too much.
    """

    placed: dict[int, Placed] = field(default_factory=dict)
    heads: dict[int, articles.Head] = field(default_factory=dict)
    past: dict[int, Past[Any]] = field(default_factory=dict)
    whole: dict[tuple[int, int], Article] = field(default_factory=dict)
    firsts: dict[datetime, int] = field(default_factory=dict)
    frequencies: Frequencies = field(default_factory=Frequencies)
    most_heads: int = 2_000
    most_past: int = 20_000
    most_whole: int = 200

    def bounded(self) -> Kept:
        """Give this, emptied where it has grown too large."""
        if len(self.heads) > self.most_heads:
            self.heads.clear()
            self.placed.clear()
        if len(self.past) > self.most_past:
            self.past.clear()
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
        self._store, self._kept, self._ahead = Store(url), Kept(), Ahead()
        self._connection: Connection | None = None
        self._rewritten: int | None = None
        self._refusal = ""
        self._store.on_refusal(self._note)

    def __call__(self, article: Article) -> StoredHistory:
        """Give what was known before an article. Raises: StorageError if the store cannot be reached."""
        return StoredHistory(self._connected(), article.arrival, article.story, self._kept.bounded(), self._ahead)

    def begin(self, placing: Sequence[Article] = ()) -> None:
        """Begin a batch: forget what was read if placed articles were judged anew since; `placing` are those that it places, in order.

        Raises: StorageError if the store cannot be read.
        """
        try:
            self._begin(self._connected(), placing)
        except DBAPIError:
            self.check()
            raise

    def follow(self, article: Article) -> None:
        """Count an article of the batch as placed for those behind it, though nothing is stored yet."""
        self._ahead.add(article)

    def _begin(self, connection: Connection, placing: Sequence[Article]) -> None:
        rewritten = connection.execute(questions.REWRITTEN).scalar()
        if rewritten != self._rewritten:
            self._rewritten, self._kept = rewritten, Kept()
        first, last = (placing[0].arrival, placing[-1].arrival) if placing else (0, -1)
        untils = connection.execute(questions.UNTILS, {"first": first, "last": last}).all() if placing else ()
        self._ahead = Ahead(connection.dialect.name, dict(map(tuple, untils)))
        self._kept.frequencies.begin(first, last)

    def _connected(self) -> Connection:
        if self._connection is None:
            self._connection = self._store.watch()
        return self._connection

    def check(self) -> None:
        """Begin anew if a read was refused since the last check, whoever was told of it: that is no fault of who asked.

        Raises: StorageError with the reason.
        """
        if not self._refusal:
            return
        why, self._refusal = self._refusal, ""
        if self._connection is not None:
            self._connection.invalidate()
        self.close()
        self._kept = Kept()
        raise StorageError(why)

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._store.close()

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
