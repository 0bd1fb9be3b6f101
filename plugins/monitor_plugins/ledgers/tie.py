"""Whether two articles tell of one event closely enough for a figure of the one to go on a series of the other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from monitor import Article, Placed
from monitor_plugins.ledgers.names import stem
from monitor_plugins.ledgers.reported import Reported
from monitor_plugins.once import Once
from monitor_plugins.story.background import expected_share
from monitor_plugins.story.likeness import Bags, kept, score, signs

# Where likeness in story begins to be too little: below what one story needs, since a series outlives the news of a day.
LOOSE, FIRM, ALONE, SAME_STORY = -1.5, -0.4, 0.5, 5.0
_NAMES_SHARED, _MOST_NAMES = 0.6, 3
_RARE = 0.001
_FOUND_BY = 6  # rare names of an article that its figures are found by
_TELLING = ((1000.0, 2.5), (100.0, 2.0), (10.0, 1.2), (0.0, 0.4))


@dataclass(frozen=True, slots=True)
class Event:
    """What an article tells of, as series compare it: its story's key and bags, the stems of its names, the rare ones of them, the
    first of these by which figures are found, and the topic rules that it matched."""

    story: str
    bags: Bags | None
    names: frozenset[str]
    rare: frozenset[str]
    topics: frozenset[str] = frozenset()
    found_by: tuple[str, ...] = ()


def event_of(article: Article, topics: Collection[str] = ()) -> Event:
    """Read the event of an article that stories have placed (also of an earlier article, without its text) and that matched topics."""
    placement = next((place for place in article.placements if place.kind == "story"), None)
    if placement is None:
        return Event("", None, frozenset(), frozenset(), frozenset(topics))
    names = placement.details.get("names", ())
    rare = frozenset(stem(name) for name in names if expected_share(name) < _RARE)
    bags = kept(Placed(article=article, placement=placement))
    found_by = tuple(sorted(rare)[:_FOUND_BY])
    return Event(placement.key, bags, frozenset(map(stem, names)), rare, frozenset(topics), found_by)


def _earlier(article: Article) -> Event:
    placed = (place for place in article.placements if place.kind == "series" and place.details.get("relation") != "repeats")
    return event_of(article, next((place.details.get("topics", ()) for place in placed), ()))


earlier_event = Once(_earlier, 1_000)
"""The event of an earlier article, with the topics that its series keep of it."""


@dataclass(frozen=True, slots=True)
class Ties:
    """How closely an article and earlier ones tell of one event; each is weighed once, however many figures ask."""

    new: Event
    _weighed: dict[int, tuple[Event, float]] = field(default_factory=dict)

    def to(self, old: Event, cited: float = 0.0) -> float:
        """Give how closely: from `LOOSE` up a figure may go on, from `FIRM` up it may be disputed.

        `cited` weighs a value of the series that the new article repeats (see `repeated`).
        """
        new = self.new
        if new.story and new.story == old.story:
            return SAME_STORY
        if new.bags is None or old.bags is None:
            return 0.0 if not new.story and not old.story else LOOSE - 1
        known = self._weighed.get(id(old))
        if known is None:
            shared = min(len(new.rare & old.rare), _MOST_NAMES)
            known = self._weighed[id(old)] = (old, score(signs(new.bags, [old.bags])) + _NAMES_SHARED * shared)
        return known[1] + cited


def repeated(figure: Reported, values: Mapping[str, Collection[float]]) -> float:
    """Give how telling it is that an article repeats a figure's value: a long number says more than a short one."""
    if figure.bound == "vague" or figure.point not in values.get(figure.measure, ()):
        return 0.0
    return next(weight for least, weight in _TELLING if abs(figure.point) >= least or figure.decimals)
