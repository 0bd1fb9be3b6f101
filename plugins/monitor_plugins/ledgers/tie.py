"""Whether two articles tell of one event closely enough for a figure of the one to go on a series of the other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from monitor import Article, Placed
from monitor_plugins.ledgers.names import stem
from monitor_plugins.ledgers.reported import Reported
from monitor_plugins.story.background import expected_share
from monitor_plugins.story.likeness import Bags, kept, score, signs

# Where likeness in story begins to be too little: below what one story needs, since a series outlives the news of a day.
LOOSE, FIRM, ALONE, SAME_STORY = -1.5, -0.4, 0.5, 5.0
_NAMES_SHARED, _MOST_NAMES = 0.6, 3
_RARE = 0.001
_TELLING = ((1000.0, 2.5), (100.0, 2.0), (10.0, 1.2), (0.0, 0.4))


@dataclass(frozen=True, slots=True)
class Event:
    """What an article tells of, as series compare it: its story's key and bags, the stems of its names, the rare ones of them, and
    the topic rules that it matched."""

    story: str
    bags: Bags | None
    names: frozenset[str]
    rare: frozenset[str]
    topics: frozenset[str] = frozenset()


def event_of(article: Article, topics: Collection[str] = ()) -> Event:
    """Read the event of an article that stories have placed (also of an earlier article, without its text) and that matched topics."""
    placement = next((place for place in article.placements if place.kind == "story"), None)
    if placement is None:
        return Event("", None, frozenset(), frozenset(), frozenset(topics))
    names = placement.details.get("names", ())
    rare = frozenset(stem(name) for name in names if expected_share(name) < _RARE)
    return Event(
        placement.key, kept(Placed(article=article, placement=placement)), frozenset(stem(name) for name in names), rare, frozenset(topics)
    )


def tie(new: Event, old: Event, cited: float = 0.0) -> float:
    """Give how closely two articles tell of one event: from `LOOSE` up a figure may go on, from `FIRM` up it may be disputed.

    `cited` weighs a value of the series that the new article repeats (see `repeated`).
    """
    if new.story and new.story == old.story:
        return SAME_STORY
    if new.bags is None or old.bags is None:
        return 0.0 if not new.story and not old.story else LOOSE - 1
    shared = min(len(new.rare & old.rare), _MOST_NAMES)
    return score(signs(new.bags, [old.bags])) + _NAMES_SHARED * shared + cited


def repeated(figure: Reported, values: Mapping[str, Collection[float]]) -> float:
    """Give how telling it is that an article repeats a figure's value: a long number says more than a short one."""
    if figure.bound == "vague" or figure.point not in values.get(figure.measure, ()):
        return 0.0
    return next(weight for least, weight in _TELLING if abs(figure.point) >= least or figure.decimals)
