"""How likely two voices give one number differently, where the words leave open what exactly is counted: signs, weighed.

What `relate` finds within a series is surer. Here reports of one topic are compared, whose numbers may be of one thing unless
something said parts them; no sign decides alone: what happened, the noun, owner, place and day, who speaks, whether the later
report gives the earlier value too, and whether it says that the other side left somebody out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from math import exp
from pathlib import Path
from typing import NamedTuple

from monitor_plugins.claims.lexicon import senses
from monitor_plugins.ledgers import matter
from monitor_plugins.ledgers.kinds import GROWING, SHRINKING, STILL
from monitor_plugins.ledgers.known import Series
from monitor_plugins.ledgers.relate import granted, moving, opposes, rivals, same
from monitor_plugins.ledgers.reported import Reported, same_voice
from monitor_plugins.ledgers.rival_signs import Around, Beside, at_odds, before, goes_on, happened_to, ratio, said_of_both, signs
from monitor_plugins.ledgers.tie import Ties
from monitor_plugins.text.words import words

# Who are a part of the people told of, whatever happened to them.
_PARTS = words(
    """child woman girl boy baby infant toddler teenager tourist foreigner officer policeman firefighter doctor guard driver pensioner
    minor crew rescuer volunteer journalist diplomat witness relative lawyer visitor"""
)
_SCOPE = re.compile(
    r"\b(?:worldwide|globally|nationwide|countrywide|across the (?:country|nation|region|world)|in all|altogether|in total|overall"
    r"|at all its|group-wide)\b",
    re.IGNORECASE,
)
# "Altis has 5,300 members", "a plant that employs 900"
_HAS = re.compile(
    r"\b(?:ha[sd]|have|employ(?:s|ed|ing)?|with|represents?|owns?) (?:about |some |around |nearly |almost |more than |over )?$"
)
_OF_THE_KNOWN = re.compile(r"(?: [\w-]+){0,3} (?:(?:who|that|which) had been|of (?:them|those|whom))\b")
# "Of the total, 3,100 jobs are to go here", "1,200 people, including about"
_OF_ALL = re.compile(
    r"^\W*(?:of|among) (?:the(?:se|m| total| dead| injured| [\w,.]+)|those|that number)\b|\b(?:including|among them) (?:\w+ )?$",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby (?:about |some |around |nearly |almost |more than |at least |only |just )?$")
_STAFF = words("employee member worker staff resident inhabitant customer pupil student subscriber teacher officer soldier doctor nurse")
_SAID = r"(?:said|says|told|announced|reported|stated|confirmed|added|claimed|according to|estimated|admitted)"
_SCOPE_NEAR = 30  # code points around a figure
_FAR = 30.0
_LEAST_CONFIDENCE = 0.45
_TELLING = 9  # a value from here on is hardly given twice by chance
LIKELY = 0.5
_WEIGHTS = Path(__file__).with_name("rival.json")


class Rival(NamedTuple):
    """An earlier figure that a new one most likely disputes, its series, and how sure that is, 0..1."""

    sure: float
    was: Reported
    series: Series


class Measured(NamedTuple):
    """An earlier figure of one topic that nothing said parts from a new one, its series, and the signs of a dispute."""

    was: Reported
    series: Series
    signs: Mapping[str, float]


def rival(new: Reported, home: str, known: Iterable[Series], ties: Ties, said: Around) -> Rival | None:
    """Find the earlier figure of one topic that a number most likely disputes; `home` is the series that it was placed in.

    None if it likely disputes none.
    """
    weighed = (Rival(likelihood(found), was, series) for was, series, found in measured(new, home, known, ties, said))
    found = max(weighed, key=lambda one: one.sure, default=None)
    if found is None or found.sure < LIKELY or any(same(new, one) for one in found.series.members):
        return None
    earliest = next(one for one in found.series.members if one is found.was or (same(one, found.was) and one.article != new.article))
    return found._replace(was=earliest)


def measured(new: Reported, home: str, known: Iterable[Series], ties: Ties, said: Around) -> Iterator[Measured]:
    """Give every earlier figure that nothing said parts from a new one, with the signs of a dispute."""
    near = [series for series in known if any(ties.new.topics & event.topics for event in series.events)]
    again = any(_known_again(new, one) for series in near for one in series.members)
    if again or any(_shared_out(new, told.lead) for told in said.numbers):
        return
    mine = _of_its_sort(new, (told.lead for told in said.numbers))
    for series in near:
        for was in series.members:
            if not (parted(new, was) or _runs_on(new, was, said)):
                theirs = _of_its_sort(was, (one for other in near for one in other.members if one.article == was.article))
                tie = max(ties.to(event) for event in series.events)
                yield Measured(was, series, signs(new, was, said, Beside(not mine, not theirs, series.key == home, tie)))


def _known_again(new: Reported, was: Reported) -> bool:
    """Say whether a telling value was given before, so that it was disputed then if at all."""
    return new.point >= _TELLING and new.point == was.point and new.measure == was.measure and new.living == was.living


def _shared_out(new: Reported, other: Reported) -> bool:
    """Say whether a sentence gives several shares or sums, each of one of several: "49 percent in the towns and 80 in the hills"."""
    return not new.measure.startswith("count") and new.measure == other.measure and new.quote == other.quote and not same(new, other)


def _of_its_sort(figure: Reported, numbers: Iterable[Reported]) -> int:
    """Count the other numbers of a report that may count what a figure counts."""
    return sum(_of_one_sort(figure, one) and not same(figure, one) for one in numbers)


def _of_one_sort(figure: Reported, other: Reported) -> bool:
    """Say whether another number of a report, or the same, may count what a figure counts."""
    if other.measure != figure.measure or other.role != "total" or other.living != figure.living:
        return False
    happened = happened_to(figure), happened_to(other)
    return not all(happened) or happened[0] == happened[1]


def parted(new: Reported, was: Reported) -> str:
    """Say what parts two figures, so that they dispute nothing; "" if nothing said does."""
    if new.measure != was.measure or new.role != "total" or was.role != "total" or new.article == was.article:
        return "another measure or role"
    if min(new.confidence, was.confidence) < _LEAST_CONFIDENCE or "vague" in (new.bound, was.bound):
        return "not sure enough to be figures"
    if not _may_be_one_thing(new, was):
        return "another thing is counted"
    if same(new, was) or granted(new).overlaps(granted(was)):
        return "the ranges that they grant meet"
    if same_voice(new, was) or (new.outlet == was.outlet and not (new.named and was.named)):
        return "one source"
    if ratio(new, was) > _FAR:
        return "too far apart"
    if matter.qualified(new, was) or part_of_other(new, was):
        return "a part of the other"
    if happened_to(new) and happened_to(was) and not matter.kin(new, was) and was.point not in new.denied:
        return "something else happened to them"
    if any(_BY.search(before(one)) and "job-cut" not in one.families for one in (new, was)):
        return "a difference"
    if moving(new, was) and was.point not in new.denied:
        return "the report says that the number moved"
    return "one is planned, or a body's own" if _planned(new) != _planned(was) or _owned_by(new) or _owned_by(was) else ""


def _runs_on(new: Reported, was: Reported, said: Around) -> bool:
    """Say whether both are of a tally that moves by itself, and nothing shows that the voices are at odds."""
    happened = {*happened_to(new), *happened_to(was)}
    if not happened or not happened <= GROWING | SHRINKING or opposes(new, was):
        return False
    if happened <= SHRINKING and new.point < was.point and goes_on(new):
        return True
    return not (rivals(new, was) or at_odds(new, was, said))


def _may_be_one_thing(new: Reported, was: Reported) -> bool:
    """Say whether two nouns may name one thing, or the same is said of both in part: 430 dwellings lost their roofs, 1,240 houses did."""
    if new.living or was.living:
        if not (new.living and was.living) or not matter.things(new, was):
            return False
        part = {new.of, was.of} & _PARTS
        return not part or bool(senses(new.of or "-") & senses(was.of or "-"))
    if (new.of and was.of) and matter.things(new, was):
        return True
    if new.measure == "count" and not (new.of and was.of):
        return False
    return (bool(new.families) and new.families == was.families) or bool(said_of_both(new, was))


def _planned(figure: Reported) -> bool:
    """Say whether a figure is only planned; of jobs to be cut and the like, plans are what is told."""
    return figure.stage == "planned" and STILL.isdisjoint(figure.families)


def _owned_by(figure: Reported) -> bool:
    """Say whether a figure only tells how many somebody has: "Altis has 5,300 members"."""
    return figure.of in _STAFF and not happened_to(figure) and _HAS.search(before(figure)) is not None


def of_other_days(new: Reported, was: Reported) -> bool:
    """Say whether two numbers are of things that happened on different days."""
    return len({_day_of(new), _day_of(was)} - {""}) > 1


def _day_of(figure: Reported) -> str:
    """Give the weekday on which it happened; none if that is when it was said."""
    said = figure.day and re.search(rf"\b{_SAID}\b[^.;:]{{0,40}} on (?:early |late )?{figure.day}", figure.quote, re.IGNORECASE)
    return "" if said else figure.day


def part_of_other(new: Reported, was: Reported) -> bool:
    """Say whether one number is only a part: "nine people who had been on board were found", "4,300 jobs worldwide" beside those here."""
    behind = new.quote.find(new.shown) + len(new.shown)
    less = new.point < was.point
    some = less and (_OF_THE_KNOWN.match(new.quote, behind) is not None or _OF_ALL.search(before(new)) is not None)
    return some or _scoped(new) != _scoped(was)


def _scoped(figure: Reported) -> bool:
    """Say whether a figure is said to be of the whole: "4,300 jobs worldwide"."""
    at = figure.quote.find(figure.shown)
    return _SCOPE.search(figure.quote, max(0, at - _SCOPE_NEAR), at + len(figure.shown) + _SCOPE_NEAR) is not None


@cache
def _weights() -> Mapping[str, float]:
    """Give the weights of the signs; "" is what is added to each pair (fitted by tests/bench/fit_rivals.py)."""
    read: Mapping[str, float] = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return read


def likelihood(found: Mapping[str, float]) -> float:
    """Give how likely signs mean a dispute, 0..1."""
    weights = _weights()
    return 1 / (1 + exp(-weights.get("", 0.0) - sum(weights.get(name, 0.0) * value for name, value in found.items())))
