"""Looks back: runs a version of a rule over stored articles as if it had been live, and says what it would have done. Writes nothing.

Each article is judged with what the store knew before it arrived, as the live rule would have been. Articles are as they were
annotated and placed; a topic rule is matched anew, another rule is asked within the stored matches of its topic.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from monitor import judge
from monitor.config import RawTable, RuleConfig, Settings, validate
from monitor.errors import ConfigError, UsageError
from monitor.host import Fault, Host
from monitor.host.fault import one_line
from monitor.model.alert import StoredHit
from monitor.model.annotation import Match
from monitor.model.article import Article
from monitor.notify.rehearse import rehearse
from monitor.notify.route import Terms
from monitor.store import alerts, articles, history, replay
from monitor.store.database import Store, Transaction, in_batches

WINDOW = timedelta(days=30)  # up to the newest stored article, if nobody says since when
_BATCH = 200
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a rule: its name, what to call this version, and a host that holds it and the topic that it is scoped to."""

    rule: str
    label: str
    host: Host

    @property
    def topic(self) -> str | None:
        """Give the topic rule whose coverage it watches."""
        return self.host.rules()[self.rule].topic

    @property
    def words(self) -> str:
        """Say what it listens for: in its kind's own words if it has any, else the keys that are set."""
        kind = self.host.instance("rules", self.rule)
        if hasattr(kind, "describe"):
            return one_line(str(kind.describe(self.rule)))
        table = self.host.tables.rules[self.rule]
        keys = table.config.model_dump(mode="json", exclude_defaults=True, exclude=set(RuleConfig.model_fields))
        return f"{table.use}{': ' if keys else ''}{'; '.join(f'{key} {_shown(value)}' for key, value in keys.items())}"


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The stretch of stored text that is looked back over, revisions in arrival order."""

    since: datetime | None
    kept: Sequence[replay.Kept]

    @property
    def days(self) -> float:
        """Give how many days of text that is, one at least."""
        if not self.kept:
            return 0.0
        dates = [one.at for one in self.kept]
        return max(1.0, (max(dates) - max(min(dates), self.since or min(dates))) / _DAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What a version found: its hits in arrival order, in articles without annotations and texts; and what failed, once per message."""

    version: Version
    window: Window
    hits: tuple[StoredHit, ...]
    faults: Mapping[str, int] = field(default_factory=dict)
    told: Mapping[str, Counter[str]] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)

    @property
    def per_day(self) -> float:
        """Give how many hits that is a day."""
        return len(self.hits) / self.window.days if self.hits else 0.0

    @property
    def matters(self) -> int:
        """Give how many alerts the hits would have opened."""
        return len({stored.hit.key for stored in self.hits})

    def marked(self, mark: str) -> int:
        """Give how many of those alerts people have marked so, where the live rule made them."""
        return sum(self.marks.get(key) == mark for key in {stored.hit.key for stored in self.hits})

    @property
    def precision(self) -> float | None:
        """Give the share of marked alerts that are useful; None if none is marked."""
        useful, noise = self.marked("useful"), self.marked("noise")
        return useful / (useful + noise) if useful + noise else None

    def daily(self) -> dict[str, int]:
        """Give the hits per day (UTC) of their articles, oldest first; days without a hit are left out."""
        return dict(sorted(Counter(stored.article.at.date().isoformat() for stored in self.hits).items()))


def version_of(settings: Settings, rule: str, table: RawTable | None = None, *, label: str = "") -> Version:
    """Make a version of a rule: of the configured one, or of `table` under its name. A disabled rule is tried all the same.

    Raises: UsageError if there is no such rule; ConfigError with its faults if it cannot be used.
    """
    raw = table or settings.rules.get(rule)
    if raw is None:
        raise UsageError(f"no rule is named {rule!r}: see `monitor rules list`")
    enabled = replace(raw, values={**raw.values, "enabled": True})
    topic = raw.values.get("topic")
    scope = {topic: settings.rules[topic]} if isinstance(topic, str) and topic in settings.rules and topic != rule else {}
    host = Host(replace(settings, sources={}, channels={}, rules={**scope, rule: enabled}, faults=()))
    made = host.rules()[rule]
    if made.state != "ok":
        raise ConfigError(*(map(str, host.tables.rules[rule].faults) if host.tables.rules[rule].faults else [made.error or made.state]))
    return Version(rule=rule, label=label or rule, host=host)


def window_of(store: Store, since: datetime | None) -> Window:
    """Give what is looked back over: everything dated `since` or later, or `WINDOW` up to the newest article if that is None."""
    with store.read() as connection:
        if since is None and (last := replay.newest(connection)) is not None:
            since = last - WINDOW
        return Window(since=since, kept=replay.in_order(connection, since))


def look_back(
    store: Store, version: Version, window: Window, channels: Mapping[str, Terms], seen: Callable[[int], None] = lambda count: None
) -> Outlook:
    """Run a version over a window; `seen` is told how many articles are behind us after each batch."""
    hits: dict[tuple[str, int, str], StoredHit] = {}
    faults: Counter[str] = Counter()
    for stored, said in _judged(store, version, window, seen):
        faults.update(f"{fault.unit}: {fault.message}" for fault in said)
        for one in stored:
            hits.setdefault((one.hit.key, one.article.id, alerts.fingerprint(one.hit)), one)
    with store.read() as connection:
        marks = replay.marks(connection, version.rule)
    found = tuple(hits.values())
    return Outlook(version=version, window=window, hits=found, faults=faults, told=rehearse(version.rule, found, channels), marks=marks)


def terms_of(settings: Settings, host: Host) -> dict[str, Terms]:
    """Give what each enabled and sound channel asks for; `host` knows the kinds."""
    tables = validate(replace(settings, sources={}, rules={}), host.kinds).channels
    return {name: Terms.of(table.config) for name, table in tables.items() if table.enabled and table.config is not None}


_Judged = tuple[list[StoredHit], list[Fault]]


def _judged(store: Store, version: Version, window: Window, seen: Callable[[int], None]) -> Iterator[_Judged]:
    """Give the hits and faults of article after article."""
    matches = version.host.rules()[version.rule].unit in version.host.units("annotate")
    about = None if matches else version.topic
    kept = window.kept if about is None else _about(store, window, about)
    behind, known = 0, history.Kept()
    for batch in in_batches(kept, _BATCH):
        with store.read() as connection:
            look = _Look(connection, version, known.bounded())
            ids = [one.revision_id for one in batch]
            yield from look.matched(ids) if matches else look.detected(ids)
        behind += len(batch)
        seen(behind * len(window.kept) // len(kept))


def _about(store: Store, window: Window, topic: str) -> list[replay.Kept]:
    with store.read() as connection:
        return replay.in_order(connection, window.since, about=topic)


@dataclass(frozen=True, slots=True)
class _Look:
    """A version at work over one view of the store."""

    connection: Transaction
    version: Version
    known: history.Kept

    def matched(self, ids: Sequence[int]) -> Iterator[_Judged]:
        """Match a rule that reads the text alone; only where it says something is the rest of the article read."""
        host, rule = self.version.host, self.version.rule
        bare = articles.load(self.connection, ids, judged=False)
        said = {id_: judge.annotate(host, bare[id_], only=[rule]) for id_ in ids}
        notes = {id_: tuple(chain.from_iterable(verdict.results for verdict in verdicts)) for id_, verdicts in said.items()}
        whole = articles.load(self.connection, [id_ for id_ in ids if notes[id_]])
        for id_ in ids:
            faults = [verdict.fault for verdict in said[id_] if verdict.fault]
            hits, more = self._found(_renoted(whole[id_], rule, notes[id_])) if id_ in whole else ([], [])
            yield hits, [*faults, *more]

    def detected(self, ids: Sequence[int]) -> Iterator[_Judged]:
        """Ask a rule that reads what others annotated and placed."""
        whole = articles.load(self.connection, ids)
        return (self._found(whole[id_]) for id_ in ids)

    def _found(self, article: Article) -> _Judged:
        """Ask the rule for its hits, with the history that the article had when it arrived."""
        host, name = self.version.host, self.version.rule
        past = replace(history.before(self.connection, article), kept=self.known)
        verdicts = judge.detect(host, article, past, only=[name])
        bare = replace(article, annotations=(), text="")
        hits = [StoredHit(id=0, hit=hit, article=bare) for verdict in verdicts for rule, hit in verdict.results if rule == name]
        return hits, [verdict.fault for verdict in verdicts if verdict.fault]


def _renoted(article: Article, rule: str, notes: tuple[Any, ...]) -> Article:
    """Give the article with what this version says of it in the place of what is stored of the rule."""
    others = tuple(note for note in article.annotations if not (isinstance(note, Match) and note.rule == rule))
    return replace(article, annotations=others + notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What another version would add and drop, compared by article and matter."""

    adds: tuple[StoredHit, ...]
    drops: tuple[StoredHit, ...]


def difference(one: Outlook, other: Outlook) -> Difference:
    """Give the hits that `other` has and `one` has not, and the reverse."""
    mine, theirs = ({_place(stored) for stored in outlook.hits} for outlook in (one, other))
    return Difference(
        adds=tuple(stored for stored in other.hits if _place(stored) not in mine),
        drops=tuple(stored for stored in one.hits if _place(stored) not in theirs),
    )


def _place(stored: StoredHit) -> tuple[int, int, str]:
    return stored.article.id, stored.article.revision, stored.hit.key


def spread(hits: Sequence[StoredHit], count: int) -> list[StoredHit]:
    """Give up to `count` hits as samples, in order: spread evenly over those that would be news, then over the others."""
    news = _evenly([stored for stored in hits if stored.hit.material], count)
    rest = _evenly([stored for stored in hits if not stored.hit.material], count - len(news))
    chosen = {id(stored) for stored in (*news, *rest)}
    return [stored for stored in hits if id(stored) in chosen]


def _evenly(hits: Sequence[StoredHit], count: int) -> Sequence[StoredHit]:
    if len(hits) <= count:
        return hits
    return [hits[at * (len(hits) - 1) // max(1, count - 1)] for at in range(count)]
