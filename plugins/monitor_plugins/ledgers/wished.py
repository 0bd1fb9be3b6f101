"""One thing that is asked for is one number: how figures of other series, asked for by the same words, relate to a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from monitor import Article, History, Placed
from monitor_plugins.ledgers import matter
from monitor_plugins.ledgers.relate import DOWN, NEWS, REFINED, SAME, UP, VAGUER, Relation, Tolerance, relate
from monitor_plugins.ledgers.reported import Reported, from_placed
from monitor_plugins.ledgers.watch import GENERIC, Watched, sort_of
from monitor_plugins.text.words import words

_WITHIN = timedelta(days=60)
_ARTICLES = 24  # earlier reports of the topic that are looked at, the latest ones
_FAR = 8.0  # values of one thing do not lie further apart
_TELLING = 5  # smaller numbers are repeated by chance
_SURELY = 20
_ANYBODY = GENERIC | words("worker employee man crew miner staff passenger job position post role") | {""}


@dataclass(frozen=True)
class Earlier:
    """The figures of a topic's latest reports before an article, read when they are first asked for; none without a topic."""

    article: Article
    history: History
    topic: str | None

    @cached_property
    def figures(self) -> Sequence[Reported]:
        """Give them in the order in which they were read."""
        if self.topic is None:
            return ()
        told = self.history.quantities(topic=self.topic, since=self.article.at - _WITHIN)
        past = {one.article.id: one.article for one in told if one.article.id != self.article.id}
        latest = sorted(past.values(), key=lambda one: one.arrival)[-_ARTICLES:]
        placed = (Placed(article=one, placement=place) for one in latest for place in one.placements if place.kind == "series")
        read = (from_placed(one) for one in placed if one.placement.details.get("relation") != "repeats")
        return tuple(figure for figure in read if figure is not None)


def of_one_wish(figure: Reported, wishes: Sequence[Watched], known: Sequence[Reported], tolerance: Tolerance) -> Relation | None:
    """Give the relation where an earlier figure that the same words ask for is the same number, or one that this one moves."""
    fitting = [one for one in known if _one_thing(figure, one) and any(wish.matches(one) for wish in wishes)]
    if not fitting:
        return None
    relation = relate(figure, fitting, tolerance)
    was = relation.was
    if was is None or relation.name not in (SAME, VAGUER, REFINED, UP, DOWN):
        return None
    if relation.name in NEWS and not _moves(figure, was):
        return None
    return relation


def _one_thing(figure: Reported, one: Reported) -> bool:
    """Say whether nothing parts two figures: measure, role, owner, place, day, category, qualifier."""
    if figure.measure != one.measure or figure.role != one.role or figure.stage != one.stage:
        return False
    if _very_number(figure, one):
        return True
    if matter.owned(figure, one) is False or matter.placed(figure, one) is False or not matter.dated(figure, one):
        return False
    if figure.qualifier != one.qualifier or matter.of_other_parts(figure.of, one.of) or matter.opposed_sorts(figure, one):
        return False
    return _called_alike(figure, one)


def _very_number(figure: Reported, one: Reported) -> bool:
    """Say whether two reports give the very same number of the same: one may call it the firm's, the other the town's."""
    if not figure.point == one.point >= _TELLING or figure.families != one.families or not figure.families or not matter.dated(figure, one):
        return False
    if figure.families == ("free",) and figure.point >= _SURELY:
        return True  # soldiers to one report, captives to another
    return figure.of == one.of and figure.category == one.category != "combatant"


def _called_alike(figure: Reported, one: Reported) -> bool:
    if figure.living and one.living:
        return figure.of in _ANYBODY or one.of in _ANYBODY or sort_of(figure.of, one.of)
    return (
        not figure.of or not one.of or sort_of(figure.of, one.of) or sort_of(one.of, figure.of) or figure.category == one.category == "job"
    )


def _moves(figure: Reported, was: Reported) -> bool:
    """Say whether a new value can be the next one of the same number: not far from it, and not of two sides' own counts."""
    low, high = sorted((abs(figure.point), abs(was.point)))
    return high <= _FAR * max(low, 1e-9) or was.bound == "vague"


def moved_on(figure: Reported, known: Sequence[Reported]) -> Reported | None:
    """Give the earlier value that a higher number goes on from, where the one compared with is another voice's and higher still.

    "Which takes the dead to five" goes on from four though nine others died elsewhere.
    """
    concrete = [one for one in known if one.bound != "vague" and one.article != figure.article]
    if not concrete or figure.bound == "vague":
        return None
    lower = [one for one in concrete if one.point < figure.point]
    if figure.change == "up":
        return lower[-1] if lower else None
    latest = concrete[-1]
    return latest if lower and latest is lower[-1] and len(concrete) > 1 else None
