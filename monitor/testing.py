"""What tests of plugins need: an in-memory history, builders for articles and annotations, a clock and a channel that remember."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from heapq import nsmallest
from typing import Any

from monitor.errors import DeliveryError
from monitor.hookspecs import hookimpl
from monitor.model.alert import Evidence, Notification, Role
from monitor.model.annotation import Annotation, Match, Mention, Placement, Quantity, Statement
from monitor.model.article import Article
from monitor.model.history import FREQUENCY_WINDOW, Correction, Past, Placed
from monitor.model.seen import fold, forms_of, seen_keys

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def article(text: str, *, title: str = "", at: datetime = NOON, outlet: str = "", source: str = "test", **more: Any) -> Article:
    """Make an article as intake would: the text begins with the title, an unsaid `ref` is the text's first words."""
    whole = text if text.startswith(title) else f"{title}\n{text}"
    fields = {"ref": " ".join(whole.split()[:6]), "first_seen_at": at, "published_at": at, "lang": "en", **more}
    return Article(source=source, title=title, text=whole, at=at, outlet=outlet, **fields)


def span(of: Article, quote: str) -> dict[str, Any]:
    """Give `start`, `end` and `quote` of the first place where an article says `quote`.

    Raises: ValueError if it does not say it.
    """
    start = of.text.find(quote)
    if start < 0:
        raise ValueError(f"article does not say {quote!r}: {of.text[:80]!r}")
    return {"start": start, "end": start + len(quote), "quote": quote}


def mention(of: Article, quote: str, /, *, kind: str = "person", **more: Any) -> Mention:
    """Make the mention of `quote` in an article; its name is the quote unless `name` is given."""
    return Mention(kind=kind, **{"name": quote, **span(of, quote), **more})


def quantity(of: Article, quote: str, value: float | tuple[float, float], /, **more: Any) -> Quantity:
    """Make the quantity written as `quote` in an article; exact unless `low`, `high` and `bound` say otherwise."""
    low, high = value if isinstance(value, tuple) else (value, value)
    return Quantity(value=value, **{"low": low, "high": high, **span(of, quote), **more})


def statement(of: Article, quote: str, /, **more: Any) -> Statement:
    """Make the statement written as `quote` in an article."""
    return Statement(**span(of, quote), **more)


def match(of: Article, rule: str, *quotes: str) -> Match:
    """Make a topic match of an article by these words."""
    spans = [span(of, quote) for quote in quotes]
    return Match(rule=rule, spans=tuple((found["start"], found["end"]) for found in spans))


def evidence(of: Article, quote: str, role: str = Role.NEW) -> Evidence:
    """Make the evidence that quotes an article."""
    return Evidence(article=of.id, revision=of.revision, role=role, **span(of, quote))


def annotated(of: Article, *notes: Annotation) -> Article:
    """Give the article with these annotations added."""
    return replace(of, annotations=(*of.annotations, *notes))


def placed(of: Article, *places: Placement) -> Article:
    """Give the article with these placements added."""
    return replace(of, placements=(*of.placements, *places))


@dataclass(slots=True, eq=False)
class _Kept:
    """One revision as the memory keeps it; `until` is the arrival number of the revision that follows it."""

    whole: Article
    bare: Article
    rules: frozenset[str]
    series: Mapping[int, str]
    until: int | None = None


def _keep(whole: Article) -> _Kept:
    series = {place.annotation: place.key for place in whole.placements if place.kind == "series" and place.annotation is not None}
    return _Kept(whole, replace(whole, text="", annotations=()), frozenset(found.rule for found in whole.matches), series)


_Row = tuple[_Kept, int]
_Index = dict[tuple[str, str], list[_Row]]


@dataclass(slots=True)
class _Tally:
    """In which arrivals something occurred, ascending, and (arrival, follower's arrival) of those that a later revision replaced."""

    came: list[int] = field(default_factory=list)
    gone: list[tuple[int, int]] = field(default_factory=list)

    def before(self, bound: int) -> int:
        """Count what came in the window before `bound` and still counted then."""
        start = bound - FREQUENCY_WINDOW
        replaced = sum(start <= came and gone < bound for came, gone in self.gone)
        return bisect_left(self.came, bound) - bisect_left(self.came, start) - replaced


@dataclass(slots=True)
class Memory:
    """All that was read so far, in arrival order: the in-memory twin of the store behind `History`."""

    _kept: list[_Kept] = field(default_factory=list)
    _highest: int = 0
    _revisions: dict[int, list[_Kept]] = field(default_factory=lambda: defaultdict(list))
    _notes: _Index = field(default_factory=lambda: defaultdict(list))
    _members: _Index = field(default_factory=lambda: defaultdict(list))
    _sharers: _Index = field(default_factory=lambda: defaultdict(list))
    _tallies: dict[tuple[str, str | None], _Tally] = field(default_factory=lambda: defaultdict(_Tally))
    _seen: dict[str, tuple[int, datetime]] = field(default_factory=dict)
    _corrections: list[tuple[int, Correction]] = field(default_factory=list)

    @property
    def arrivals(self) -> int:
        """Give the highest arrival number so far, 0 if nothing was read."""
        return self._kept[-1].whole.arrival if self._kept else 0

    def number(self, article: Article) -> Article:
        """Give the article with `id`, `revision` and `arrival` as intake would give them, where they are still 0."""
        known = article.id or 1 + self._highest
        revision = article.revision or 1 + len(self._revisions.get(known, ()))
        return replace(article, id=known, revision=revision, arrival=article.arrival or self.arrivals + 1)

    def add(self, article: Article) -> Article:
        """Keep an annotated and placed article; give it back with its numbers.

        Raises: ValueError if it arrived before one that is already kept.
        """
        article = self.number(article)
        if article.arrival <= self.arrivals:
            raise ValueError(f"article {article.id} arrived too late: arrival {article.arrival}, already at {self.arrivals}")
        kept = _keep(article)
        self._highest = max(self._highest, article.id)
        for earlier in self._revisions[article.id][-1:]:
            earlier.until = article.arrival
            for key in _tally_keys(earlier.whole):
                self._tallies[key].gone.append((earlier.whole.arrival, article.arrival))
        self._kept.append(kept)
        self._revisions[article.id].append(kept)
        self._index(kept)
        return article

    def correct(self, verb: str, subject: str, **details: str) -> Correction:
        """Note what a person corrected after everything that was read so far."""
        correction = Correction(number=len(self._corrections) + 1, verb=verb, subject=subject, details=details)
        self._corrections.append((self.arrivals, correction))
        return correction

    def before(self, article: Article | None = None) -> MemoryHistory:
        """Give what was known before this article: before its arrival number, or all there is if it has none yet."""
        bound = article.arrival if article is not None and article.arrival else self.arrivals + 1
        return MemoryHistory(self, bound, article.story if article is not None else None)

    def _index(self, kept: _Kept) -> None:
        for key in seen_keys(kept.whole):
            self._seen.setdefault(key, (kept.whole.arrival, kept.whole.first_seen_at))
        for number, note in enumerate(kept.whole.annotations):
            for noted in _note_keys(kept, number, note):
                self._notes[noted].append((kept, number))
        for number, place in enumerate(kept.whole.placements):
            self._members[place.kind, place.key].append((kept, number))
            for feature in place.features:
                self._sharers[place.kind, feature].append((kept, number))
        for counted in _tally_keys(kept.whole):
            self._tallies[counted].came.append(kept.whole.arrival)


def _tally_keys(whole: Article) -> set[tuple[str, str | None]]:
    """Give (kind, feature) of all placements, and (kind, None) per kind for the article itself."""
    return {(place.kind, feature) for place in whole.placements for feature in (None, *place.features)}


def _note_keys(kept: _Kept, number: int, note: Annotation) -> Iterator[tuple[str, str]]:
    kind = type(note).__name__
    yield kind, ""
    yield kind + " story", kept.whole.story or ""
    if isinstance(note, Quantity) and number in kept.series:
        yield "Quantity series", kept.series[number]
    if isinstance(note, Statement):
        yield from (("Statement speaker", name) for name in {fold(name) for name in note.speaker})
    if isinstance(note, Mention):
        yield from (("Mention name", form) for form in forms_of(note))


@dataclass(frozen=True, slots=True)
class MemoryHistory:
    """The `History` of one article over a `Memory`: what arrived before `bound`, each article in its latest revision."""

    memory: Memory
    bound: int
    own_story: str | None = None

    def quantities(
        self, *, series: str | None = None, story: str | None = None, topic: str | None = None, since: datetime | None = None
    ) -> Sequence[Past[Quantity]]:
        """Give earlier quantities, of a series or a story if named."""
        chosen = [("series", series)] if series is not None else [("story", story)] if story is not None else []
        found = self._past(Quantity, *chosen, topic=topic, since=since)
        return [past for past in found if story is None or past.article.story == story]

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
        chosen = [("speaker", fold(speaker))] if speaker is not None else [("story", story)] if story is not None else []
        found = self._past(Statement, *chosen, topic=topic, since=since)
        return [past for past in found if story in (None, past.article.story) and stance in (None, past.note.stance)]

    def mentions(
        self, name: str | None = None, *, kind: str | None = None, topic: str | None = None, since: datetime | None = None
    ) -> Sequence[Past[Mention]]:
        """Give earlier mentions, of `name` (compared folded, aliases count) and of a kind if given."""
        chosen = [("name", fold(name))] if name is not None else []
        found = self._past(Mention, *chosen, topic=topic, since=since)
        return [past for past in found if kind is None or past.note.kind == kind]

    def names(self, forms: Collection[str], *, kind: str | None = None, topic: str | None = None) -> frozenset[str]:
        """Give the full names of the earlier mentions that answer to any of these forms (compared folded)."""
        return frozenset(past.note.name for form in forms for past in self.mentions(form, kind=kind, topic=topic))

    def story(self, key: str | None = None) -> Sequence[Placed]:
        """Give the earlier members of a story; of this article's own story if no key is given."""
        wanted = self.own_story if key is None else key
        if wanted is None:
            return []
        return [_placed(*row) for row in self._rows(self.memory._members, ("story", wanted))]

    def neighbours(
        self, features: Sequence[str], *, kind: str = "story", since: datetime | None = None, limit: int = 50
    ) -> Sequence[Placed]:
        """Give earlier placements that share the most features with these, most first, the latest first among equals."""
        shared: Counter[tuple[int, int]] = Counter()
        rows: dict[tuple[int, int], _Row] = {}
        for feature in dict.fromkeys(features):
            for kept, number in self._rows(self.memory._sharers, (kind, feature), since=since):
                place = (kept.whole.arrival, number)
                shared[place] += 1
                rows[place] = (kept, number)
        best = nsmallest(limit, shared, key=lambda place: (-shared[place], -place[0], place[1]))
        return [_placed(*rows[place]) for place in best]

    def frequency(self, features: Sequence[str], *, kind: str = "story") -> tuple[int, Mapping[str, int]]:
        """Give how many articles were placed before, and in how many of them each feature occurred."""
        return self._count(kind, None), {feature: self._count(kind, feature) for feature in features}

    def article(self, article: int, revision: int | None = None) -> Article | None:
        """Give an earlier article whole: that revision, or the latest before now."""
        for kept in reversed(self.memory._revisions.get(article, ())):
            if kept.whole.arrival < self.bound and revision in (None, kept.whole.revision):
                return kept.whole
        return None

    def first_seen(self, key: str) -> datetime | None:
        """Give when a thing was first seen under this key (see `monitor.model.seen.seen_keys`) by an earlier article."""
        arrival, when = self.memory._seen.get(key, (self.bound, None))
        return when if arrival < self.bound else None

    def seen(self, keys: Collection[str]) -> frozenset[str]:
        """Give those of these keys under which something was seen by an earlier article."""
        return frozenset(key for key in keys if self.first_seen(key) is not None)

    def corrections(self, verb: str | None = None) -> Sequence[Correction]:
        """Give what people corrected before this article was taken in, in order."""
        return [note for after, note in self.memory._corrections if after < self.bound and verb in (None, note.verb)]

    def _past(self, kind: type, *chosen: tuple[str, str], topic: str | None, since: datetime | None) -> list[Past[Any]]:
        index, value = chosen[0] if chosen else ("", "")
        key = (f"{kind.__name__} {index}".strip(), value)
        return [
            Past(article=kept.bare, note=kept.whole.annotations[number], series=kept.series.get(number, ""))
            for kept, number in self._rows(self.memory._notes, key, since=since)
            if topic is None or topic in kept.rules
        ]

    def _rows(self, index: _Index, key: tuple[str, str], *, since: datetime | None = None) -> list[_Row]:
        rows = index.get(key, ())
        return [row for row in rows if self._current(row[0]) and (since is None or row[0].whole.at >= since)]

    def _count(self, kind: str, feature: str | None) -> int:
        tally = self.memory._tallies.get((kind, feature))
        return tally.before(self.bound) if tally else 0

    def _current(self, kept: _Kept) -> bool:
        return kept.whole.arrival < self.bound and (kept.until is None or kept.until >= self.bound)


def _placed(kept: _Kept, number: int) -> Placed:
    return Placed(article=kept.bare, placement=kept.whole.placements[number])


class FakeClock:
    """A clock that stands still until told to move; call it for the time."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, by: timedelta) -> datetime:
        """Move on and give the new time."""
        self.now += by
        return self.now


class RecordingChannel:
    """A channel that remembers what it was told; it raises the errors in `fails` first, one per call."""

    def __init__(self, *fails: DeliveryError) -> None:
        self.told: list[Notification] = []
        self.fails = list(fails)

    @hookimpl
    def notify(self, notification: Notification) -> None:
        """Remember the notification, or raise the next error."""
        if self.fails:
            raise self.fails.pop(0)
        self.told.append(notification)
