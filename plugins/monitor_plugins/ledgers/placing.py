"""Place the figures of one article: gather what repeats itself, find the series that each goes on, say how it relates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from monitor import Article, History, Placed, Quantity
from monitor_plugins.ledgers import matter
from monitor_plugins.ledgers.corrected import Corrected
from monitor_plugins.ledgers.kinds import GROWING
from monitor_plugins.ledgers.matter import Likeness
from monitor_plugins.ledgers.relate import Relation, relate, same
from monitor_plugins.ledgers.reported import Reported, from_placed, read, usable
from monitor_plugins.ledgers.tie import FIRM, LOOSE, Event, event_of, repeated, tie

WINDOW = timedelta(days=120)
MOST = 40  # figures of one article that are placed, the surest first
_NEAR = 240  # earlier placements looked at for one article
_NAMES = 6  # rare names of an article that its figures are found by
_LEAST_CONFIDENCE = 0.3
# Values of one thing that lie further apart are not of one thing.
_FAR = 30.0


@dataclass(frozen=True, slots=True)
class Told:
    """One number of an article with every place where it says it; the first is the one to quote."""

    mentions: tuple[Reported, ...]

    @property
    def lead(self) -> Reported:
        """Give the mention that says most about the number, with what the others add."""
        first = self.mentions[0]
        owners = first.owners or next((one.owners for one in self.mentions if one.owners), ())
        places = first.places or next((one.places for one in self.mentions if one.places), ())
        voiced = first if first.voice else next((one for one in self.mentions if one.named), first)
        change = next((one.change for one in self.mentions if one.change), "")
        sure = max(one.confidence for one in self.mentions)
        return replace(
            first, owners=owners, places=places, voice=voiced.voice, voice_class=voiced.voice_class, change=change, confidence=sure
        )


@dataclass(slots=True)
class Series:
    """One series as far as it is known: its members in the order they were read, and the events that they belong to."""

    key: str
    members: list[Reported] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Entry:
    """A number of the article with its series (`key`, "" for one of its own) and how it relates to it."""

    told: Told
    key: str
    relation: Relation
    tie: float = 0.0


def entries(article: Article, history: History) -> Iterator[Entry]:
    """Give the article's numbers, in the order of their leading mentions, each with its series."""
    numbers = gathered(figures(article))
    if not numbers:
        return
    event = event_of(article)
    known = _known(article, numbers, event, history)
    values = _values(article)
    for told in numbers:
        entry = _entry(article, told, event, known, values)
        _remember(entry, known, event)
        yield entry


def figures(article: Article) -> list[Reported]:
    """Read the surest figures of an article, in the order of its text."""
    found = [
        (number, note)
        for number, note in enumerate(article.annotations)
        if isinstance(note, Quantity) and note.confidence >= _LEAST_CONFIDENCE and usable(note)
    ]
    surest = sorted(found, key=lambda pair: (-pair[1].confidence, pair[0]))[:MOST]
    return [read(article, number, note) for number, note in sorted(surest)]


def gathered(found: Sequence[Reported]) -> list[Told]:
    """Put together the mentions of one number: the same value of the same thing, in the title and in the text."""
    groups: list[list[Reported]] = []
    for figure in found:
        home = next((group for group in groups if any(_repeats(figure, one) for one in group)), None)
        if home is None:
            groups.append([figure])
        else:
            home.append(figure)
    return [Told(tuple(sorted(group, key=_weight))) for group in groups]


def _weight(figure: Reported) -> tuple[bool, bool, bool, int]:
    """Order the mentions of a number by how well they serve as its quote: from the text, with its noun, sure, early."""
    return figure.titled, not figure.families, figure.confidence < 0.75, figure.start


def _repeats(one: Reported, other: Reported) -> bool:
    """Say whether two mentions in one article are the same number: equal, of what may be the same thing and owner."""
    if one.measure != other.measure or one.role != other.role or one.point != other.point or not same(one, other):
        return False
    if matter.owned(one, other) is False and not (one.titled or other.titled):
        return False
    if matter.counts(one, other) > Likeness.OTHER:
        return True
    return (one.titled or other.titled) and one.point >= 10 and (not one.families or not other.families)


def _values(article: Article) -> Mapping[str, set[float]]:
    """Give every value that the article says, previous and denied ones included, by measure."""
    values: dict[str, set[float]] = {}
    for note in article.annotations:
        if isinstance(note, Quantity) and note.kind in ("count", "percent", "money", "measure"):
            measure = note.kind if note.kind in ("count", "percent") else f"{note.kind}:{note.unit}"
            numbers = note.value if isinstance(note.value, tuple) else (note.value,)
            values.setdefault(measure, set()).update(float(one) for one in numbers if one is not None)
    return values


def features_of(figure: Reported, event: Event) -> dict[str, float]:
    """Give what a figure is found by: what is counted, with the story and each rare name that it stands beside."""
    names = sorted(event.names)[:_NAMES]
    beside = [event.story, *figure.owners, *figure.places, *names]
    kinds = [f"{figure.measure} {'+'.join(figure.families)}"] if figure.families else []
    kinds += [f"{figure.measure} {figure.of}"] if figure.of else []
    return {f"{kind}|{name}": 1.0 for kind in kinds for name in dict.fromkeys(beside) if name}


def _known(article: Article, numbers: Iterable[Told], event: Event, history: History) -> dict[str, Series]:
    """Read the series that the article's numbers may go on."""
    asked = [name for told in numbers for one in told.mentions for name in features_of(one, event)]
    near = history.neighbours(list(dict.fromkeys(asked)), kind="series", since=article.at - WINDOW, limit=_NEAR)
    corrected = Corrected.of(history.corrections())
    known: dict[str, Series] = {}
    for placed in sorted(near, key=lambda placed: (placed.article.arrival, placed.placement.annotation or 0)):
        key = corrected.series_of(placed.article.id, placed.placement.key)
        figure = from_placed(placed)
        if key and figure is not None and placed.placement.details.get("relation") != "repeats":
            _add(known.setdefault(key, Series(key)), figure, placed)
    return known


def _add(series: Series, figure: Reported, placed: Placed) -> None:
    series.members.append(figure)
    if all(event.story != placed.article.story or not event.story for event in series.events) or len(series.events) < 4:
        series.events.append(event_of(placed.article))


def _entry(article: Article, told: Told, event: Event, known: Mapping[str, Series], values: Mapping[str, set[float]]) -> Entry:
    figure = told.lead
    ranked = sorted(
        ((fit, strength, series) for series in known.values() if (fit := fits(figure, series.members, article)) > 0
         and (strength := _strength(event, series, values)) >= LOOSE),
        key=lambda found: (-found[0], -found[1], found[2].key),
    )  # fmt: skip
    if not ranked:
        return Entry(told, "", relate(figure, ()))
    _, strength, series = ranked[0]
    relation = relate(figure, _last_of_article(series.members, article))
    return Entry(told, series.key, relation, strength)


def _last_of_article(members: Sequence[Reported], article: Article) -> list[Reported]:
    """Give the members to compare with; of an earlier revision of the same article only what stood in another one."""
    return [one for one in members if one.article != article.id or one.revision != article.revision or one.arrival]


def _strength(event: Event, series: Series, values: Mapping[str, set[float]]) -> float:
    cited = max(repeated(member, values) for member in series.members)
    return max(tie(event, other, cited) for other in series.events)


def fits(figure: Reported, members: Sequence[Reported], article: Article) -> float:
    """Give how well a figure fits a series, 0 for not at all: by what is counted, whose, where, when, and how much."""
    likeness = max(matter.counts(figure, one) for one in members)
    equal = any(same(figure, one) for one in members)
    if likeness is Likeness.OTHER or (likeness is Likeness.WEAK and not equal):
        return 0.0
    if not all(matter.dated(figure, one) for one in members[-3:]) or not _plausible(figure, members):
        return 0.0
    owned = _agreed(matter.owned(figure, one) for one in members)
    placed = _agreed(matter.placed(figure, one) for one in members)
    if owned is False or (placed is False and not (owned or equal)):
        return 0.0
    if placed is None and figure.places and not equal and not owned and not _place_known(figure, members, article):
        return 0.0
    return 1.0 + 2.0 * equal + 1.0 * bool(owned) + 1.0 * bool(placed) + 0.5 * (likeness is Likeness.SAME)


def _agreed(answers: Iterable[bool | None]) -> bool | None:
    """Give True if any agrees, False if some only disagree, None if none says anything."""
    said = [answer for answer in answers if answer is not None]
    return any(said) if said else None


def _place_known(figure: Reported, members: Sequence[Reported], article: Article) -> bool:
    """Say whether a place that no member names may still be theirs: what grows may be told with its place only later."""
    return bool(set(figure.families) & GROWING) or any(one.article == article.id for one in members)


def _plausible(figure: Reported, members: Sequence[Reported]) -> bool:
    """Say whether a value can be of one thing with the latest known ones: neither thirty times as much nor as little."""
    concrete = [one for one in members if one.bound != "vague"][-3:]
    if not concrete or figure.bound == "vague" or figure.measure == "percent":
        return True
    small = min(figure.point, *(one.point for one in concrete))
    return any(_ratio(figure.point, one.point) <= _FAR for one in concrete) or (bool(figure.change) and small < 30)


def _ratio(one: float, other: float) -> float:
    low, high = sorted((abs(one), abs(other)))
    return high / max(low, 1e-9)


def _remember(entry: Entry, known: dict[str, Series], event: Event) -> None:
    """Let the article's later numbers see this one."""
    if entry.key:
        known[entry.key].members.append(entry.told.lead)
        known[entry.key].events.append(event)


def firm(entry: Entry) -> bool:
    """Say whether the article and the series are so close that a dispute may be told."""
    return entry.tie >= FIRM
