"""How likely two voices give one number differently, where the words leave open what exactly is counted: signs, weighed.

What `relate` finds within a series is surer. Here reports of one topic are compared, whose numbers may be of one thing unless
something said parts them; no sign decides alone: what happened, the noun, owner, place and day, who speaks, whether the later
report gives the earlier value too, and whether it says that the other side left somebody out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import exp, log
from typing import NamedTuple

from monitor import Article, Quantity
from monitor_plugins.claims.lexicon import senses
from monitor_plugins.ledgers import matter
from monitor_plugins.ledgers.kinds import GROWING, SHRINKING, STILL
from monitor_plugins.ledgers.known import Series, Told
from monitor_plugins.ledgers.relate import apart_in_time, granted, moving, opposes, rivals, same, same_source
from monitor_plugins.ledgers.reported import Reported
from monitor_plugins.ledgers.tie import Ties
from monitor_plugins.ledgers.titles import GENERIC
from monitor_plugins.story.background import expected_share
from monitor_plugins.text.lemma import lemma
from monitor_plugins.text.words import words

# Who are a part of the people told of, whatever happened to them.
_PARTS = words(
    """child woman girl boy baby infant toddler teenager tourist foreigner officer policeman firefighter doctor guard driver pensioner
    minor crew rescuer volunteer journalist diplomat witness relative lawyer visitor"""
)
# That a count leaves somebody out, hides or belittles: what is said where two counts differ.
_LEFT_OUT = re.compile(
    r"\b(?:le(?:ft|aves?|aving) out|not (?:been )?(?:counted|included|listed|mentioned|registered)|without counting"
    r"|(?:count|measur|look|includ|regist|record|report|examin|list|pass)\w*(?: on| at| in)? only|stop(?:s|ped) counting"
    r"|only (?:counts?|counted|includes?|included|those)|admit(?:s|ted)? (?:to )?(?:only |just |far |many )?(?:fewer|less)"
    r"|still (?:speaks?|talks?) of|not on (?:the|its|any) (?:books|lists?)"
    r"|forg(?:ot|otten|ets)|overlook(?:s|ed)?|conceal(?:s|ed|ing)?|hid(?:es|den|ing)?|play(?:s|ed|ing) down|downplay\w*"
    r"|(?:true|real) (?:number|figure|extent|scale|toll)|truth about the (?:number|figure|extent|scale|toll)"
    r"|false (?:figures?|numbers?)|(?:figures?|numbers?) (?:\w+ ){0,6}(?:wrong|false|too (?:high|low)|exaggerated|invented)|exaggerat\w+"
    r"|inflated|off the (?:company|official)?.{0,12}list"
    r"|more than (?:the |its |has |was )?(?:\w+ ){0,3}(?:admits?|admitted|announced|says?|said|claims?|acknowledge[sd]?)"
    r"|disput(?:es?|ed|ing)|contradict\w*|difference)\b",
    re.IGNORECASE,
)
# That a count goes on.
_GOES_ON = re.compile(
    r"\b(?:now|so far|still|meanwhile|by now|to date|remain(?:s|ed)?|since then|in the night|overnight|later"
    r"|by (?:the |late |early |[A-Z]\w+ )?(?:morning|noon|midday|afternoon|evening|night|midnight))\b"
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
# What tells of a part: "in a first step", "who had been trapped were found"
_PART_OF = re.compile(
    r"\b(?:first (?:step|group|batch|phase|tranche|wave|stage)|among (?:them|those|the)|of (?:whom|those|them)|alone|part of|some of"
    r"|(?:who|that|which) had been)\b"
)
_OF_THE_KNOWN = re.compile(r"(?: [\w-]+){0,3} (?:(?:who|that|which) had been|of (?:them|those|whom))\b")
_BY = re.compile(r"\bby (?:about |some |around |nearly |almost |more than |at least |only |just )?$")
_SELF_TOLD = frozenset({"speed"})  # what happened lies in the very measure
_STAFF = words("employee member worker staff resident inhabitant customer pupil student subscriber teacher officer soldier doctor nurse")
_SAID = r"(?:said|says|told|announced|reported|stated|confirmed|added|claimed|according to|estimated|admitted)"
_AUTHORITIES = frozenset({"official", "hospital", "state media", "intelligence"})
_PARTIES = frozenset({"ngo", "opposition", "witness", "company"})
_SCOPE_NEAR = 30  # code points around a figure
_NONE_COMMON = 0.03
_MOST_WORDS = 4.0
_TELLING = 9  # a value from here on is hardly given twice by chance
_FAR = 30.0
_READ = 8_000  # code points
_NEAR = 350  # code points between a figure and the words that say that another count leaves out
_GUESSED = 0.7  # a happening that is only the nearest one makes no figure surer than this
_LEAST_CONFIDENCE = 0.6
LIKELY = 0.5

# Fitted by ridge logistic regression (C = 0.1 on standardised signs; Hoerl and Kennard 1970, le Cessie and van Houwelingen 1992) on
# stories and pairs of short reports, and on unlabelled news taken for undisputed: each pair of figures that passes the gates below.
# docs/accuracy.md has what it gives on stories apart.
_BIAS = -2.10
_WEIGHTS: Mapping[str, float] = {
    "same happening": 0.78,
    "kin": 0.80,
    "half known": -0.52,
    "one noun": 0.87,
    "other noun": -0.37,
    "owner": 0.61,
    "place": 0.81,
    "day": 0.94,
    "other day": 0.48,
    "words": 0.38,
    "alone": 0.52,
    "headline": -0.04,
    "both named": 0.30,
    "rivals": 0.11,
    "classes": -0.05,
    "set against": 1.02,
    "cites": -0.25,
    "left out": 0.25,
    "goes on": -1.35,
    "authorities": -0.10,
    "party": 0.56,
    "tally grew": 0.29,
    "tally lower": -0.59,
    "in part": 0.97,
    "still": -0.04,
    "ratio": -0.41,
    "bounded": -0.75,
    "sure": 0.39,
    "tie": 0.23,
}


class Rival(NamedTuple):
    """An earlier figure that a new one most likely disputes, its series, and how sure that is, 0..1."""

    sure: float
    was: Reported
    series: Series


class Around(NamedTuple):
    """What a report says besides a figure: its numbers, all values by kind, and where it says that another count leaves out or errs."""

    numbers: Sequence[Told]
    values: Mapping[str, set[float]]
    left_out: tuple[int, ...]


def around(article: Article, numbers: Sequence[Told]) -> Around:
    """Read what an article says besides each of its numbers."""
    values: dict[str, set[float]] = {}
    for note in article.annotations:
        if isinstance(note, Quantity) and note.role != "previous" and isinstance(note.value, int | float):
            measure = note.kind if note.kind in ("count", "percent") else f"{note.kind}:{note.unit}"
            values.setdefault(measure, set()).add(float(note.value))
    begin = len(article.title) if article.text.startswith(article.title) else 0
    return Around(numbers, values, left_out_at(article.text, begin))


def left_out_at(text: str, begin: int) -> tuple[int, ...]:
    """Give where a text says, from `begin` on, that another's count leaves somebody out, hides or errs."""
    return tuple(match.start() for match in _LEFT_OUT.finditer(text, begin, begin + _READ))


def rival(new: Reported, known: Iterable[Series], ties: Ties, said: Around) -> Rival | None:
    """Find the earlier figure of one topic that a number most likely disputes; None if it likely disputes none."""
    near = [series for series in known if any(ties.new.topics & event.topics for event in series.events)]
    found = max(weighed(new, near, ties, said), key=lambda one: one.sure, default=None)
    if found is None or found.sure < LIKELY or any(same(new, one) for one in found.series.members):
        return None
    earliest = next(one for one in found.series.members if one is found.was or (same(one, found.was) and one.article != new.article))
    return found._replace(was=earliest)


def weighed(new: Reported, near: Sequence[Series], ties: Ties, said: Around) -> Iterator[Rival]:
    """Give every earlier figure that nothing said parts from a new one, with how likely they dispute each other."""
    alike = [told.lead for told in said.numbers if _of_one_sort(new, told.lead)]
    for series in near:
        for was in series.members:
            if not (parted(new, was) or _untold(new, was, said) or _runs_on(new, was, said)):
                mine = sum(not same(one, was) for one in alike)
                theirs = sum(_of_one_sort(was, one) for other in near for one in other.members if one.article == was.article)
                if not new.measure.startswith("count") and not _of_one_amount(new, was, alone=max(mine, theirs) <= 1):
                    continue
                tie = max(ties.to(event) for event in series.events)
                yield Rival(likelihood(signs(new, was, said, (mine <= 1, theirs <= 1), tie)), was, series)


def _of_one_amount(new: Reported, was: Reported, *, alone: bool) -> bool:
    """Say whether two shares or sums may be of one: an owner or a place ties them, or each is alone and their words meet."""
    return bool(matter.owned(new, was) or matter.placed(new, was) or (alone and _said(new.quote) & _said(was.quote)))


def _runs_on(new: Reported, was: Reported, said: Around) -> bool:
    """Say whether both are of a tally that moves by itself, and nothing shows that the voices are at odds."""
    families = {*_happened(new), *_happened(was)}
    if not families or not families <= GROWING | SHRINKING or opposes(new, was):
        return False
    if families <= SHRINKING and new.point < was.point and _GOES_ON.search(new.quote):
        return True
    return not (rivals(new, was) or _at_odds(new, was, said))


def _untold(new: Reported, was: Reported, said: Around) -> bool:
    """Say whether too little is told of what happened to take two numbers for one."""
    known = bool(_happened(new)) + bool(_happened(was))
    enough = 1 if new.living or (new.of == was.of and matter.specific(new.of) and new.named and was.named) else 2
    if known == 0 and new.living and {new.of, was.of} & GENERIC:
        return not opposes(new, was)
    return known < enough and not _SELF_TOLD.issuperset((new.of, was.of)) and not opposes(new, was) and not _at_odds(new, was, said)


def _at_odds(new: Reported, was: Reported, said: Around) -> bool:
    """Say whether the later report speaks of the other count: says that it leaves out, or gives it beside its own."""
    return _left_out(new, said) or (_cites(was, new, said) and new.voice_class != was.voice_class)


def _left_out(figure: Reported, said: Around) -> bool:
    return any(abs(at - figure.start) < _NEAR for at in said.left_out)


def _cites(was: Reported, new: Reported, said: Around) -> bool:
    """Say whether the report of a new figure gives the earlier value too."""
    return was.point >= _TELLING and any(was.point in said.values.get(kind, ()) for kind in (new.measure, "count"))


def _of_one_sort(figure: Reported, other: Reported) -> bool:
    """Say whether another number of a report, or the same, may count what a figure counts."""
    if other.measure != figure.measure or other.role != "total" or other.living != figure.living:
        return False
    happened = _happened(figure), _happened(other)
    return not all(happened) or happened[0] == happened[1]


def parted(new: Reported, was: Reported) -> str:
    """Say what parts two figures, so that they dispute nothing; "" if nothing said does."""
    if new.measure != was.measure or new.role != "total" or was.role != "total" or new.article == was.article:
        return "another measure or role"
    if min(new.confidence, was.confidence) < _LEAST_CONFIDENCE or "vague" in (new.bound, was.bound):
        return "not sure enough to be figures"
    if same(new, was) or granted(new).overlaps(granted(was)):
        return "the ranges that they grant meet"
    if apart_in_time(new, was) or not matter.dated(new, was) or of_other_days(new, was):
        return "of another time"
    if same_source(new, was) or not (new.named or was.named):
        return "one source, or nobody named"
    if moving(new, was) and was.point not in new.denied:
        return "the report says that the number moved"
    return _of_other_things(new, was)


def _of_other_things(new: Reported, was: Reported) -> str:
    if not _may_be_one_thing(new, was):
        return "another thing is counted"
    if part_of_other(new, was):
        return "a part of the other"
    if any(_BY.search(_before(one)) and "job-cut" not in one.families for one in (new, was)):
        return "a difference"
    if matter.qualified(new, was) or (_happened(new) and _happened(was) and not matter.kin(new, was)):
        return "something else happened to them"
    if _planned(new) != _planned(was) or _owned_by(new) or _owned_by(was):
        return "one is planned, or a body's own"
    owned, there = matter.owned(new, was), matter.placed(new, was)
    if (owned is False and not there) or (there is False and not owned):
        return "of another owner or place"
    return "" if _ratio(new, was) <= _FAR else "too far apart"


def _may_be_one_thing(new: Reported, was: Reported) -> bool:
    if new.living or was.living:
        if not (new.living and was.living) or not matter.things(new, was):
            return False
        part = {new.of, was.of} & _PARTS
        return not part or bool(senses(new.of or "-") & senses(was.of or "-"))
    if new.measure == "count":
        return bool(new.of and was.of) and matter.things(new, was)
    return not (new.of and was.of) or matter.things(new, was)


def _happened(figure: Reported) -> tuple[str, ...]:
    """Give what happened, if the grammar says so; a guess counts for nothing."""
    guessed = figure.confidence <= _GUESSED and (figure.point > 2 or not figure.living)
    return () if guessed else figure.families


def _planned(figure: Reported) -> bool:
    """Say whether a figure is only planned; of jobs to be cut and the like, plans are what is told."""
    return figure.stage == "planned" and STILL.isdisjoint(figure.families)


def _owned_by(figure: Reported) -> bool:
    """Say whether a figure only tells how many somebody has: "Altis has 5,300 members"."""
    return figure.of in _STAFF and not _happened(figure) and _HAS.search(_before(figure)) is not None


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
    some = new.point < was.point and _OF_THE_KNOWN.match(new.quote, behind) is not None
    return some or _scoped(new) != _scoped(was)


def _scoped(figure: Reported) -> bool:
    """Say whether a figure is said to be of the whole: "4,300 jobs worldwide"."""
    at = figure.quote.find(figure.shown)
    return _SCOPE.search(figure.quote, max(0, at - _SCOPE_NEAR), at + len(figure.shown) + _SCOPE_NEAR) is not None


def _before(figure: Reported) -> str:
    """Give what its quote says before a figure."""
    return figure.quote[: max(0, figure.quote.find(figure.shown))]


def _ratio(new: Reported, was: Reported) -> float:
    low, high = sorted((abs(new.point), abs(was.point)))
    return high / max(low, 1e-9)


@lru_cache(maxsize=4_000)
def _said(quote: str) -> frozenset[str]:
    """Give the telling words of a quote, as lemmas."""
    found = (lemma(word) for word in re.findall(r"[a-z]{4,}", quote.lower()))
    return frozenset(word for word in found if expected_share(word) < _NONE_COMMON)


def signs(new: Reported, was: Reported, said: Around, alone: tuple[bool, bool], tie: float) -> dict[str, float]:
    """Measure what speaks for and against two figures being one number that two voices dispute.

    `alone` says whether each is the only one of its sort in its report; `tie` how closely the reports tell of one event.
    """
    happened, before = _happened(new), _happened(was)
    known = bool(happened) + bool(before)
    shared = _said(new.quote) & _said(was.quote) - {new.of, was.of}
    one_noun = bool(new.of) and bool(senses(new.of) & senses(was.of or "-"))
    grows = bool(happened or before) and GROWING.issuperset((*happened, *before))
    party = bool({new.voice_class, was.voice_class} & _PARTIES)
    later = new.at is not None and was.at is not None and new.at >= was.at
    return {
        "same happening": float(known == 2 and new.families == was.families),
        "kin": float(known == 2 and new.families != was.families),
        "half known": float(known == 1),
        "one noun": float(one_noun),
        "other noun": float(bool(new.of and was.of) and not one_noun and matter.specific(new.of) and matter.specific(was.of)),
        "owner": float(bool(matter.owned(new, was))),
        "place": float(bool(matter.placed(new, was))),
        "day": float(bool(new.day) and new.day == was.day),
        "other day": float(bool(new.day and was.day) and new.day != was.day),
        "words": min(_MOST_WORDS, float(len(shared))),
        "alone": float(alone[0]) + float(alone[1]),
        "headline": float(new.headline) + float(was.headline),
        "both named": float(new.named and was.named),
        "rivals": float(rivals(new, was)),
        "classes": float(new.voice_class != was.voice_class),
        "set against": float(bool(new.against) and opposes(new, was)),
        "cites": float(_cites(was, new, said)),
        "left out": float(_left_out(new, said)),
        "goes on": float(_GOES_ON.search(new.quote) is not None),
        "authorities": float(_AUTHORITIES.issuperset((new.voice_class, was.voice_class))),
        "party": float(party),
        "tally grew": float(grows and later and new.point > was.point and not party),
        "tally lower": float(grows and new.point < was.point),
        "in part": float(_PART_OF.search(new.quote) is not None),
        "still": float(bool(happened or before) and STILL.issuperset((*happened, *before))),
        "ratio": min(2.0, log(_ratio(new, was))),
        "bounded": float("at_least" in (new.bound, was.bound)),
        "sure": float(new.confidence >= 0.75) + float(was.confidence >= 0.75),
        "tie": max(-2.0, min(2.0, tie)),
    }


def likelihood(found: Mapping[str, float]) -> float:
    """Give how likely signs mean a dispute, 0..1."""
    return 1 / (1 + exp(-_BIAS - sum(_WEIGHTS.get(name, 0.0) * value for name, value in found.items())))
