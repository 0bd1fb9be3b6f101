"""Place the figures of one article: gather what repeats itself, find the series that each goes on, say how it relates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain
from typing import NamedTuple

from monitor import Article, History, Quantity
from monitor_plugins.ledgers import matter
from monitor_plugins.ledgers.against import against, cues
from monitor_plugins.ledgers.background import aside
from monitor_plugins.ledgers.carried import carried
from monitor_plugins.ledgers.corrected import Corrected
from monitor_plugins.ledgers.known import Series, Told
from monitor_plugins.ledgers.matter import Likeness
from monitor_plugins.ledgers.reading import read, usable
from monitor_plugins.ledgers.relate import CONFLICTING, DOWN, FIRST, PART, UP, Relation, opposes, relate, same
from monitor_plugins.ledgers.reported import Reported, from_placed
from monitor_plugins.ledgers.rival import rival
from monitor_plugins.ledgers.rival_signs import Around, around
from monitor_plugins.ledgers.tie import ALONE, FIRM, LOOSE, SAME_STORY, Event, Ties, earlier_event, event_of
from monitor_plugins.ledgers.titles import slug, title

WINDOW = timedelta(days=400)
MOST = 40  # figures of one article that are placed, the surest first
_NEAR = 240  # earlier placements looked at for one article
_SPAN = 2  # days within which a number is looked for in the whole topic
_GUESSED = 0.7  # a figure whose happening is only near it is no surer
_EVENTS = 4  # articles of a series that its event is read from, and one of every further story
_LEAST_CONFIDENCE = 0.3
_ROUNDED = 0.05
_TELLING_VALUE = 10  # smaller numbers are repeated by chance
_LONG = 2.0  # what a repeated number of three digits weighs
_SURE, _LIKELY = 2.0, 0.5  # what it weighs that topic, names and place agree, and without the place
# Values of one thing that lie further apart are not of one thing.
_FAR = 30.0
_UNSETTLED = frozenset({FIRST, UP, DOWN, PART, CONFLICTING})


@dataclass(frozen=True, slots=True)
class Entry:
    """A number of the article with its series and how it relates to it.

    `firm` says whether both surely tell of one event, `lone` whether it is the only one of its sort in both reports; `likely` how
    likely it disputes the earlier one where the series alone does not tell (see `rival`).
    """

    told: Told
    key: str
    title: str
    relation: Relation
    firm: bool = False
    lone: bool = False
    likely: float = 0.0


class Fit(NamedTuple):
    """How well a figure fits a series, 0 for not at all: then `why`, and by which gate, the later the nearer."""

    score: float
    gate: int = 0
    why: str = ""


def entries(article: Article, history: History) -> Iterator[Entry]:
    """Give the article's numbers, the chief ones first, each with its series."""
    event = event_of(article, topics_of(article))
    numbers = _numbers(article, event)
    if not numbers:
        return
    values = _values(article)
    known = _known(article, numbers, event, values, history)
    ties, said = Ties(event), around(article, numbers) if event.topics else None
    for told in sorted(numbers, key=_importance):
        entry = _entry(article, told, ties, known)
        entry = _disputing(entry, known, ties, said) if said is not None and entry.relation.name in _UNSETTLED else entry
        if entry.relation.name == CONFLICTING and not entry.likely:
            entry = replace(entry, lone=_lone(told.lead, entry.relation.was, numbers, known))
        series = known.get(entry.key) or known.setdefault(entry.key, Series(entry.key, entry.title))
        series.add(told.lead, values)
        series.events.append(event)
        yield entry


def _disputing(entry: Entry, known: Mapping[str, Series], ties: Ties, said: Around) -> Entry:
    """Give the entry of a number that most likely disputes what another voice reported of the topic, in that one's series."""
    found = rival(entry.told.lead, entry.key, known.values(), ties, said)
    if found is None:
        return entry
    why = f"another voice gives what is most likely the same number otherwise ({found.sure:.2f})"
    relation = Relation(name=CONFLICTING, was=found.was, why=why)
    return Entry(entry.told, found.series.key, found.series.title, relation, firm=True, likely=found.sure)


def refused(article: Article, history: History) -> dict[int, tuple[Reported, str]]:
    """Give, by annotation, for the numbers that belong to no known series the latest figure of the nearest one, and why not to it."""
    event = event_of(article, topics_of(article))
    numbers = _numbers(article, event)
    known, ties = _known(article, numbers, event, _values(article), history) if numbers else {}, Ties(event)
    told: dict[int, tuple[Reported, str]] = {}
    for figure in (one.lead for one in sorted(numbers, key=_importance)):
        weighed = [(_refusal(figure, series, ties), series) for series in known.values()]
        if weighed and all(fit.why for fit, _ in weighed):
            fit, series = max(weighed, key=lambda one: one[0].gate)
            told[figure.number] = (series.members[-1], fit.why)
    return told


def _refusal(figure: Reported, series: Series, ties: Ties) -> Fit:
    if (figure.measure, figure.role) not in series.ways:
        roles = {role for measure, role in series.ways if measure == figure.measure}
        return Fit(0.0, 0, f"{_ROLES.get(figure.role, figure.role)}, not {_ROLES.get(min(roles), min(roles))}") if roles else _OTHER_THING
    fit = fits(figure, series, ties.new)
    return fit if fit.why or _tied(figure, series, ties) is not None else _OTHER_EVENT


def _numbers(article: Article, event: Event) -> list[Told]:
    return [_from_text(told, article) for told in gathered([_known_names(figure, event) for figure in figures(article)])]


def _known_names(figure: Reported, event: Event) -> Reported:
    """Leave out owners and places that are no names elsewhere in the article: a capital that opens a title makes none."""
    if not event.names:
        return figure
    owners = tuple(name for name in figure.owners if name in event.names)
    return figure._replace(owners=owners, places=tuple(name for name in figure.places if name in event.names))


def _from_text(told: Told, article: Article) -> Told:
    """Quote a number that only the title gives so clearly from where the text says the same value."""
    first = told.mentions[0]
    if not first.titled or first.point < _TELLING_VALUE:
        return told
    notes = ((number, note) for number, note in enumerate(article.annotations) if isinstance(note, Quantity))
    again = next(
        (read(article, number, note) for number, note in notes if note.value == first.point and note.start >= len(article.title)), None
    )
    if again is None or again.measure != first.measure:
        return told
    return Told((first._replace(start=again.start, end=again.end, quote=again.quote), *told.mentions[1:]))


def _importance(told: Told) -> tuple[bool, bool, float, int]:
    """Order the numbers of an article: those with a value, of its title, sure, early; the others are weighed against them."""
    lead = told.lead
    return lead.bound == "vague", not lead.headline, -lead.confidence, lead.start


def topics_of(article: Article) -> list[str]:
    """Give the topic rules that an article matched."""
    return sorted({match.rule for match in article.matches})


def figures(article: Article) -> list[Reported]:
    """Read the surest figures of an article, in the order of its text."""
    numbered = [(number, note) for number, note in enumerate(article.annotations) if isinstance(note, Quantity)]
    notes = [note for _, note in numbered]
    read_as = [(number, carried(article, notes, at)) for at, (number, _) in enumerate(numbered)]
    found = [
        (number, note)
        for number, note in read_as
        if note.confidence >= _LEAST_CONFIDENCE and usable(note, article.text) and not aside(article, note)
    ]
    surest = sorted(found, key=lambda pair: (-pair[1].confidence, pair[0]))[:MOST]
    said = cues(article)
    return [read(article, number, note)._replace(**against(article.text, note, said)._asdict()) for number, note in sorted(surest)]


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
    if one.measure != other.measure or one.role != other.role:
        return False
    if one.titled != other.titled and _rounds(one, other):
        return matter.counts(one, other) is Likeness.SAME and matter.owned(one, other) is not False
    if one.point != other.point or not same(one, other):
        return False
    if matter.owned(one, other) is False and not (one.titled or other.titled):
        return False
    if matter.counts(one, other) > Likeness.OTHER:
        return True
    unclear = matter.kin(one, other) or not one.families or not other.families or min(one.confidence, other.confidence) <= _GUESSED
    return (one.titled or other.titled) and one.point >= _TELLING_VALUE and unclear


def _rounds(one: Reported, other: Reported) -> bool:
    """Say whether a title only rounds the number of the text: "more than 1,800 jobs" where 1,850 are."""
    titled, exact = (one, other) if one.titled else (other, one)
    near = abs(titled.point - exact.point) <= _ROUNDED * max(titled.point, exact.point)
    return near and titled.bound != "vague" != exact.bound and _digits(titled.point) < _digits(exact.point)


def _digits(value: float) -> int:
    """Give how many digits of a value are significant: two of 1,800."""
    return len(f"{value:.10g}".replace(".", "").strip("0"))


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
    """Give what a figure is found by: what is counted, with the story and each rare name that it stands beside, its value, its topics."""
    return dict.fromkeys((*_beside(figure, event), *_by_value(figure, (figure.point,)), *_by_topic(figure, event, (0,))), 1.0)


def _beside(figure: Reported, event: Event) -> list[str]:
    beside = dict.fromkeys((event.story, *figure.owners, *figure.places, *event.found_by))
    kinds = [f"{figure.measure} {'+'.join(figure.families)}"] if figure.families else []
    kinds += [f"{figure.measure} moved"] if figure.families and matter.MOVED.issuperset(figure.families) else []
    kinds += [f"{figure.measure} {figure.of}"] if figure.of else []
    kinds += [] if figure.measure.startswith("count") else [figure.measure]
    return [f"{kind}|{name}" for kind in kinds for name in beside if name]


def _by_topic(figure: Reported, event: Event, spans: Iterable[int]) -> list[str]:
    """Give what a figure is found by in its topics, near in time: the sort of thing counted, whatever is said to have happened."""
    if figure.at is None or figure.role != "total":
        return []
    sort = "living" if figure.living else "thing" if figure.of and figure.measure == "count" else "amount"
    day = figure.at.toordinal() // _SPAN
    return [f"{figure.measure} {sort}|@{topic}|{day + span}" for topic in sorted(event.topics) for span in spans]


def _by_value(figure: Reported, values: Iterable[float]) -> list[str]:
    """Give what a figure is found by where a report denies its very value."""
    return [f"{figure.measure} {'+'.join(figure.families)}|={value:g}" for value in values if figure.families]


def _known(
    article: Article, numbers: Iterable[Told], event: Event, values: Mapping[str, set[float]], history: History
) -> dict[str, Series]:
    """Read the series that the article's numbers may go on."""
    asked = [
        name
        for told in numbers
        for one in told.mentions
        for name in (*_beside(one, event), *_by_value(one, one.denied), *_by_topic(one, event, (-1, 0, 1)))
    ]
    near = history.neighbours(list(dict.fromkeys(asked)), kind="series", since=article.at - WINDOW, limit=_NEAR)
    corrected = Corrected.of(history.corrections())
    known: dict[str, Series] = {}
    for placed in sorted(near, key=lambda placed: (placed.article.arrival, placed.placement.annotation or 0)):
        key = corrected.series_of(placed.article.id, placed.placement.key)
        figure = from_placed(placed)
        if key and figure is not None and placed.placement.details.get("relation") != "repeats":
            series = known.get(key) or known.setdefault(key, Series(key, placed.placement.title))
            series.add(figure, values)
            if len(series.events) < _EVENTS or all(event.story != placed.article.story for event in series.events):
                series.events.append(earlier_event(placed.article))
    return known


def _entry(article: Article, told: Told, ties: Ties, known: Mapping[str, Series]) -> Entry:
    figure, event = told.lead, ties.new
    measure = (figure.measure, figure.role)
    fitting = [(fit, series) for series in known.values() if measure in series.ways and (fit := fits(figure, series, event).score) > 0]
    near = [(fit, tie, series) for fit, series in fitting if (tie := _tied(figure, series, ties)) is not None]
    ranked = sorted(near, key=lambda one: (-one[0] - 0.5 * one[2].cited, -one[1], one[2].key))
    if not ranked:
        return Entry(told, _new_key(article, figure, known), title(figure), relate(figure, ()))
    _, strength, series = ranked[0]
    told = told.of_happening(series.members[0].families) if matter.by_other_name(figure) else told
    return Entry(told, series.key, series.title, relate(figure, series.members), _firm(figure, series, event, strength))


def _lone(figure: Reported, was: Reported | None, numbers: Iterable[Told], known: Mapping[str, Series]) -> bool:
    """Say whether two figures are each the only one of their measure and happening in their reports."""
    if was is None:
        return False
    members = (one for series in known.values() for one in series.members if one.article == was.article)
    return not any(_beside_another(figure, told.lead) for told in numbers) and not any(_beside_another(was, one) for one in members)


def _beside_another(figure: Reported, other: Reported) -> bool:
    """Say whether another number of the same measure is told of the same happening, or in the same sentence."""
    alike = other.families == figure.families or other.quote == figure.quote
    return alike and other.measure == figure.measure and other.point != figure.point


def _tied(figure: Reported, series: Series, ties: Ties) -> float | None:
    """Give how closely the article tells of the series' event; None if not closely enough."""
    tie = max(ties.to(other, series.cited) for other in series.events)
    return tie if tie >= _needed(figure, series, ties.new) else None


def _new_key(article: Article, figure: Reported, known: Mapping[str, Series]) -> str:
    """Make a key that people can read and type: what is counted and the article that began it."""
    base = f"{slug(title(figure))}-{article.id}"
    return next(key for key in chain([base], (f"{base}-{number}" for number in range(2, MOST + 2))) if key not in known)


def _needed(figure: Reported, series: Series, event: Event) -> float:
    """Give how closely an article must tell of the series' event: less where topic, owner, place or a long number agree too."""
    agreed, watched = _agrees(figure, series), _watched(event, series)
    if watched and (series.denied_by(figure) or (agreed and event.rare & series.rare)):
        return LOOSE - _SURE
    if watched and event.rare & series.rare and figure.families:
        return LOOSE - _LIKELY
    if agreed or watched or series.cited >= _LONG:
        return LOOSE
    return ALONE if figure.living else SAME_STORY


def _agrees(figure: Reported, series: Series) -> bool:
    """Say whether owner or place are those of the series."""
    return any(matter.owned(figure, one) or matter.placed(figure, one) for one in series.sites.values())


def _watched(event: Event, series: Series) -> bool:
    """Say whether a topic rule asks for the article and for the series."""
    return any(event.topics & other.topics for other in series.events)


_ROLES = {"total": "a total", "part": "a part of a total", "delta": "an addition to a total", "rate": "a rate"}
_OTHER_THING = Fit(0.0, 1, "another thing is counted")
_OTHER_TIME = Fit(0.0, 2, "of another time")
_OTHER_SIZE = Fit(0.0, 3, "too far from the known values to be of one thing")
_OTHER_OWNER = Fit(0.0, 4, "of another owner or side")
_PERHAPS = Fit(0.0, 5, "perhaps another thing is counted, and the values differ")
_OTHER_PLACE = Fit(0.0, 6, "of another place")
_OTHER_EVENT = Fit(0.0, 7, "the reports tell of different events")


def fits(figure: Reported, series: Series, event: Event) -> Fit:
    """Give how well a figure fits a series: by what is counted, whose, where, when, and how much."""
    likeness, members = series.like(figure), series.members
    if likeness is Likeness.OTHER or (likeness is Likeness.WEAK and figure.families and not any(one.families for one in members)):
        return _OTHER_THING
    if not all(matter.dated(figure, one) for one in members[-3:]):
        return _OTHER_TIME
    if not _plausible(figure, members):
        return _OTHER_SIZE
    owned = _agreed(matter.owned(figure, one) for one in series.sites.values())
    equal = any(same(figure, one) for one in members)
    if owned is False and not (equal and _deal(figure, series, event)):
        return _OTHER_OWNER
    opposed = any(opposes(figure, one) for one in members[-3:])
    if likeness is Likeness.WEAK and not (equal or opposed or _within(figure, members)):
        return _PERHAPS
    placed = _agreed(matter.placed(figure, one) for one in series.sites.values())
    told = equal or opposed or bool(figure.change) or series.cited > 0
    here = bool(figure.change) and bool(event.story) and any(other.story == event.story for other in series.events)
    if not (placed or series.denied_by(figure) or _place_fits(figure, series, event, known=told, here=here)):
        return _OTHER_PLACE
    backward = figure.change in ("up", "down") and (figure.change == "up") != (figure.point > members[-1].point) and not equal
    headline = any(one.headline for one in members) + 0.2 * min(len(members), 3)
    return Fit(1.0 + 2.0 * equal - 0.9 * backward + bool(owned) + bool(placed) + 0.5 * (likeness is Likeness.SAME) + 0.5 * headline)


def _deal(figure: Reported, series: Series, event: Event) -> bool:
    """Say whether an equal amount may be one: told of the bidder here and of the target there, in reports that each name both."""
    if figure.measure.startswith("count"):
        return False
    theirs = {owner for one in series.sites.values() for owner in one.owners}
    return bool(theirs & event.names) and any(set(figure.owners) & other.names for other in series.events)


def _within(figure: Reported, members: Sequence[Reported]) -> bool:
    """Say whether a figure only rounds what is known: "more than 200" where 212 are."""
    return figure.bound == "at_least" and any(figure.point <= one.point <= 1.25 * figure.point for one in members)


def _place_fits(figure: Reported, series: Series, event: Event, *, known: bool, here: bool) -> bool:
    """Say whether places that do not meet may still be one: in reports that name both, for a number `known` there or moved from it.

    `here` says that the number moved, in one story: a place that only the new report names does not part it.
    """
    named = {place for one in series.sites.values() for place in one.places}
    owners = {owner for one in series.sites.values() for owner in one.owners}
    if not figure.places or (named | owners) & set(figure.places):
        return True
    told_there = any(set(figure.places) & other.names for other in series.events)
    if not named:
        return told_there or here or (known and event.bags is None)
    return known and (told_there or bool(named & event.names))


def _agreed(answers: Iterable[bool | None]) -> bool | None:
    """Give True if any agrees, False if some only disagree, None if none says anything."""
    said = [answer for answer in answers if answer is not None]
    return any(said) if said else None


def _plausible(figure: Reported, members: Sequence[Reported]) -> bool:
    """Say whether a value can be of one thing with the latest known ones: neither thirty times as much nor as little."""
    concrete = [one for one in members if one.bound != "vague"][-3:]
    if not concrete or figure.measure == "percent":
        return True
    if figure.bound == "vague":  # "thousands" are no seven
        return any((figure.low or 0.0) <= _FAR * one.point and (figure.high or one.point) * _FAR >= one.point for one in concrete)
    small = min(figure.point, *(one.point for one in concrete))
    return any(_ratio(figure.point, one.point) <= _FAR for one in concrete) or (bool(figure.change) and small < 30)


def _ratio(one: float, other: float) -> float:
    low, high = sorted((abs(one), abs(other)))
    return high / max(low, 1e-9)


def _firm(figure: Reported, series: Series, event: Event, tie: float) -> bool:
    """Say whether the article and the series are so close that a dispute may be told: less where topic and names agree too."""
    sure = _watched(event, series) and (bool(event.rare & series.rare) or _agrees(figure, series) or series.denied_by(figure))
    return tie >= (FIRM - _SURE if sure else FIRM)
