"""How likely a report tells of a story's event: one linear score over what they share and what speaks against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, log1p, sqrt
from types import MappingProxyType

from monitor import Placed
from monitor_plugins.once import Once
from monitor_plugins.story.background import rarity
from monitor_plugins.story.profile import Profile

# A name said six times weighs about four times as much as one said once; rare words weigh more than their rarity alone.
_REPEAT, _RARE = 0.75, 1.25

# Fitted by logistic regression on labelled stories, short reports of invented events and unlabelled news, in several arrival
# orders: each report's own story, and the likest wrong one. The two signs against a shared opening and the threshold were chosen by
# trying a few values over ten chance orders of ECB+, and kept where both halves of its topics gain: new-story F1 84.0 to 85.5 and 86.0
# to 86.6 (docs/accuracy.md says what else was tried). What the time says (`days_between`, `long_silence`, `years_apart`) is a
# judgement: the labelled sets hold too few like events far apart.
WEIGHTS: Mapping[str, float] = {
    "lead": 1.7,
    "names": 6.3,
    "numbers": 1.8,
    "chief_names_said": 1.2,
    "opening_places_known": 0.9,
    "opening_people_known": 1.0,
    "opening_rivals": -1.8,
    "opening_numbers_new": -0.7,
    "dates_apart": -0.4,
    "dates_together": 2.8,
    "seasons_apart": -0.9,
    "years_apart": -1.0,
    "days_between": -0.4,
    "long_silence": -1.0,
    "brief": 3.0,
}
THRESHOLD = 3.5
_LIKEST = 3  # members that likeness is averaged over
COMPARED = 4  # members that names and dates are compared with: a story's many members together would know any name
_BRIEF = 60  # telling words below which a report can show only so much likeness
_SOME = 0.15  # likeness in words from which brevity counts in full
_DIFFERENT = 0.08  # likeness in words below which a story is clearly of something else


@dataclass(frozen=True, slots=True)
class Bags:
    """One report as weighted words (unit length) with the subsets and marks that it is compared by.

    `places` and `people` open the report; they are not kept. `norms` are the lengths of its lead, its names and its numbers as
    vectors; `published` is a proleptic ordinal.
    """

    words: Mapping[str, float]
    lead: frozenset[str]
    names: frozenset[str]
    places: frozenset[str]
    people: frozenset[str]
    days: frozenset[int]
    years: frozenset[int]
    dates: frozenset[int]
    norms: tuple[float, float, float]
    published: int
    length: int


def weigh(profile: Profile, total: int, holding: Mapping[str, int]) -> dict[str, float]:
    """Give the unit vector of the terms asked for; `holding` says how many of `total` earlier reports hold each."""
    raw = {term: profile.terms[term] ** _REPEAT * rarity(term, count, total) ** _RARE for term, count in holding.items()}
    norm = sqrt(fsum(weight * weight for weight in raw.values())) or 1.0
    return {term: round(weight / norm, 4) for term, weight in raw.items() if weight > 0}


def bags(words: Mapping[str, float], profile: Profile, published: int) -> Bags:
    """Make the bags of a report that is being placed."""
    lead, names = profile.lead & words.keys(), profile.names & words.keys()
    norms = _norm(words, lead), _norm(words, names), _norm(words, [term for term in words if term[0] == "#"])
    return Bags(
        words, lead, names, profile.places & lead, profile.people & lead,
        profile.days, profile.years, profile.dates, norms, published, profile.length,
    )  # fmt: skip


def details(bags: Bags) -> dict[str, object]:
    """Give what `kept` needs beside the words, as plain lists and numbers."""
    return {
        "lead": sorted(bags.lead), "names": sorted(bags.names), "days": sorted(bags.days), "years": sorted(bags.years),
        "dates": sorted(bags.dates), "norms": list(bags.norms), "length": bags.length,
    }  # fmt: skip


def _kept(placed: Placed) -> Bags:
    row = placed.placement.details
    lead, names, numbers = row.get("norms", (1.0, 1.0, 1.0))
    days, years, dates = (frozenset(row.get(name, ())) for name in ("days", "years", "dates"))
    return Bags(
        placed.placement.features, frozenset(row.get("lead", ())), frozenset(row.get("names", ())), frozenset(), frozenset(),
        days, years, dates, (lead, names, numbers), placed.article.at.toordinal(), int(row.get("length", 0)),
    )  # fmt: skip


kept = Once(_kept, 1_000)
"""Gives the bags of an earlier report, read back from its placement."""


def _norm(words: Mapping[str, float], terms: Collection[str]) -> float:
    return round(sqrt(fsum(words[term] ** 2 for term in terms)), 6) or 1.0


def close(new: Bags, words: Mapping[str, float]) -> float:
    """Give the cosine, 0..1, of a report and another one's words."""
    mine = new.words
    return round(fsum([mine[term] * words[term] for term in mine.keys() & words.keys()]), 9)


def ordinary(new: Bags, stories: Mapping[str, Sequence[tuple[float, Mapping[str, float]]]]) -> Counter[str]:
    """Count, per word of the report, the stories near it that hold it and are clearly of something else.

    `stories` gives the closeness and the words of each report near, by story: a name that many other stories hold says little.
    """
    mine = new.words.keys()
    other = [near for near in stories.values() if max(closeness for closeness, _ in near) < _DIFFERENT]
    return Counter([term for near in other for term in set[str]().union(*(mine & words.keys() for _, words in near))])


def signs(new: Bags, members: Sequence[Bags], ordinary: Mapping[str, int] = MappingProxyType({})) -> dict[str, float]:
    """Give what speaks for and against a report belonging with these members of a story, by the names in `WEIGHTS`.

    Names count by 1 / (1 + how many clearly different stories hold them), see `ordinary`.
    """
    ranked = sorted(((close(new, member.words), member) for member in members), key=lambda pair: -pair[0])[:COMPARED]
    members = [member for _, member in ranked]
    lead, names, numbers = zip(*(_shares(new, member, ordinary) for member in members), strict=True)
    known = frozenset[str]().union(*(member.words for member in members))
    who = _who(new, members, known)
    # Few words explain that little is shared, but not that other names are named.
    short = max(0.0, 1 - new.length / _BRIEF) if who["chief_names_said"] else 0.0
    brief = short * min(1.0, _top([likeness for likeness, _ in ranked]) / _SOME)
    found = {"lead": _top(lead), "names": min(1.0, sum(names[:_LIKEST]) / len(names[:_LIKEST])), "numbers": max(numbers), "brief": brief}
    return {**found, **_times(new, members), **who, **_openings(new, members, known)}


def _top(values: Sequence[float]) -> float:
    best = sorted(values, reverse=True)[:_LIKEST]
    return sum(best) / len(best)


def score(found: Mapping[str, float]) -> float:
    """Give the weighted sum of the signs, less the threshold: a report belongs where it is positive.

    Rounded, so that the order in which a store gives words back cannot decide.
    """
    return round(sum(weight * found[name] for name, weight in WEIGHTS.items()) - THRESHOLD, 9)


def _shares(a: Bags, b: Bags, ordinary: Mapping[str, int]) -> tuple[float, float, float]:
    """Give three cosines of two reports: over the words of both leads, the names of both, the numbers."""
    lead = names = numbers = 0.0
    for term in a.words.keys() & b.words.keys():
        product = a.words[term] * b.words[term]
        if term in a.lead and term in b.lead:
            lead += product
        if term in a.names or term in b.names:
            names += product / (1 + ordinary.get(term, 0))
        elif term[0] == "#":
            numbers += product
    norms = [mine * other for mine, other in zip(a.norms, b.norms, strict=True)]
    return lead / norms[0], names / norms[1], numbers / norms[2]


def _times(new: Bags, members: Sequence[Bags]) -> dict[str, float]:
    """Compare when: days between publications, dates written in the texts in full or without a year, years named."""
    silence = min(abs(new.published - member.published) for member in members)
    days = frozenset[int]().union(*(member.days for member in members))
    years = frozenset[int]().union(*(member.years for member in members))
    apart = min((abs(mine - theirs) for mine in new.days for theirs in days), default=None)
    dates = frozenset[int]().union(*(member.dates for member in members))
    seasons = min((min(abs(mine - theirs), 365 - abs(mine - theirs)) for mine in new.dates for theirs in dates), default=0)
    return {
        "seasons_apart": float(seasons > 20),
        "days_between": log1p(max(0, silence - 1)),
        "long_silence": float(silence > 10),
        "dates_apart": 0.0 if apart is None else float(apart > 20) + float(apart > 300),
        "dates_together": float(apart is not None and apart <= 3),
        "years_apart": float(bool(new.years and years and not new.years & years)),
    }


def _who(new: Bags, members: Sequence[Bags], known: Collection[str]) -> dict[str, float]:
    """Compare who and where: how much of the places and people opening the report the story knows, and of the story's chief names
    the report says."""
    chief: dict[str, float] = {}
    for member in members:
        for term in member.names:
            chief[term] = chief.get(term, 0.0) + member.words.get(term, 0.0)
    top = {term: -weight for weight, term in sorted([(-weight, term) for term, weight in chief.items()])[:4]}
    return {
        "opening_places_known": _known({term: new.words[term] for term in new.places}, known),
        "opening_people_known": _known({term: new.words[term] for term in new.people}, known),
        "chief_names_said": _known(top, new.words.keys()),
    }


def _openings(new: Bags, members: Sequence[Bags], known: Collection[str]) -> dict[str, float]:
    """Compare what each side opens with: a chief name that the other never says, on both sides (0..1), and numbers that the story lacks."""
    mine = [term for term in new.lead & new.names if term not in known]
    opening = {term for member in members for term in member.lead & member.names if term not in new.words} if mine else ()
    theirs = [term for term in opening if all(term in member.words for member in members)]
    rivals = 0.0
    if mine and theirs:
        agreed = max(min(member.words[term] for member in members) for term in theirs)
        highest = max(member.words.get(term, 0.0) for member in members for term in member.names)
        rivals = min(max(new.words[term] for term in mine) / max(new.words[term] for term in new.names), agreed / highest)
    numbers = [term for term in new.lead if term[0] == "#"]
    unknown = bool(numbers) and not any(term in known for term in numbers)
    counted = unknown and any(term[0] == "#" for member in members for term in member.lead)
    return {"opening_rivals": rivals, "opening_numbers_new": float(counted)}


def _known(words: Mapping[str, float], known: Collection[str]) -> float:
    """Give the weighted share of words that are known; 0.7 where there are none to ask about."""
    total = sum(words.values())
    return sum(weight for term, weight in words.items() if term in known) / total if total else 0.7
