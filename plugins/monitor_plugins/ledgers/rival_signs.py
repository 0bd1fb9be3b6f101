"""The signs by which two numbers of one topic are most likely one that two voices give otherwise: measured here, weighed in `rival`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log
from typing import NamedTuple

from monitor import Article, Quantity
from monitor_plugins.claims.lexicon import senses
from monitor_plugins.ledgers import matter
from monitor_plugins.ledgers.kinds import GROWING, SHRINKING, STILL
from monitor_plugins.ledgers.known import Told
from monitor_plugins.ledgers.relate import apart_in_time, opposes, rivals
from monitor_plugins.ledgers.reported import Reported
from monitor_plugins.ledgers.titles import GENERIC
from monitor_plugins.story.background import expected_share
from monitor_plugins.text.lemma import lemma

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
# What tells of a part: "in a first step", "who had been trapped were found"
_PART_OF = re.compile(
    r"\b(?:first (?:step|group|batch|phase|tranche|wave|stage)|among (?:them|those|the)|of (?:whom|those|them)|alone|part of|some of"
    r"|(?:who|that|which) had been)\b"
)
# That somebody counted for themselves, and from what.
_OWN_COUNT = re.compile(
    r"\b(?:own (?:count|tally|figures?|records?|lists?|survey|reckoning|calculations?|research)"
    r"|by (?:its|their|his|her|our) (?:own )?(?:count|reckoning|tally)|count(?:ed|ing|s) (?:up )?(?:the|every|each|from|for|all)"
    r"|(?:head|body)[- ]?counts?|add(?:ed|ing|s) (?:them |it )?up|(?:work|reckon|total|tot)(?:ed|led|ted) (?:\w+ )?(?:out|up)"
    r"|arriv(?:e|es|ed|ing) at|(?:comes?|coming|came) to (?=[\d£€$]|an? |about|some|around|more|at least)|going by"
    r"|(?:gone|went|been) through|put(?:ting)? together|compil\w+|collected|tallied|has (?:the )?(?:names|records|lists?)|names of"
    r"|rosters?|registers?|log(?:s|books?)|ledgers?|invoices?|tally sheets?|pay ?rolls?|bills? of lading|accounts? filed|satellite"
    r"|drone footage|aerial|clickers?|spreadsheets?|minutes of|copies of|documents?|papers|mortuar\w+|morgues?|cemeter\w+|grave\w*)\b",
    re.IGNORECASE,
)
# That a number takes the place of an earlier one of its own.
_CORRECTS = re.compile(
    r"\b(?:correct(?:ed|s|ing|ion)|revis(?:ed?|es|ing|ion)|rais(?:ed|es|ing)|r(?:ose|isen|ising)|climb\w*|extend\w*|expand\w*|widen\w*"
    r"|lower(?:ed|s|ing)|up from|down from|instead of|rather than|previously|at first|initially|a (?:day|week) (?:ago|earlier)|no longer"
    r"|more than (?:the (?:day|night|evening|morning) before|yesterday|on (?:the )?\w+day|a day earlier|in the morning|by \w+day))\b",
    re.IGNORECASE,
)
_BELITTLED = re.compile(
    r"\b(?:only|just|barely|hardly|merely|scarcely|fewer than|less than|(?:no|not) more than|at most|a mere|a handful|under)"
    r" (?:about |some |around )?$",
    re.IGNORECASE,
)
_SELF_TOLD = frozenset({"speed"})  # what happened lies in the very measure
_AUTHORITIES = frozenset({"official", "hospital", "state media", "intelligence"})
_PARTIES = frozenset({"ngo", "opposition", "witness", "company"})
_UNSURE = frozenset({"reference", "unattributed"})
_NONE_COMMON = 0.03
_MOST_WORDS = 4.0
_MOST_DAYS = 4.0
_TELLING = 9  # a value from here on is hardly given twice by chance
_FEW = 3
_READ = 8_000  # code points
_BEHIND = 120  # code points behind a figure where words of counting belong to it
_NEAR = 350  # code points between a figure and the words that say that another count leaves out
_GUESSED = 0.7  # a happening that is only the nearest one makes no figure surer than this


class Around(NamedTuple):
    """What a report says besides a figure: its numbers, all values by kind, its words, where it says that another count
    errs, and where it speaks of counting."""

    numbers: Sequence[Told]
    values: Mapping[str, set[float]]
    words: frozenset[str]
    left_out: tuple[int, ...]
    counted: tuple[int, ...]


class Beside(NamedTuple):
    """What stands beside two figures: whether each is the only one of its sort in its report, whether the new one was placed in the
    earlier one's series, and how closely the reports tell of one event."""

    new_alone: bool
    was_alone: bool
    one_series: bool
    tie: float


def around(article: Article, numbers: Sequence[Told]) -> Around:
    """Read what an article says besides each of its numbers."""
    values: dict[str, set[float]] = {}
    for note in article.annotations:
        if isinstance(note, Quantity) and note.role != "previous" and isinstance(note.value, int | float):
            measure = note.kind if note.kind in ("count", "percent") else f"{note.kind}:{note.unit}"
            values.setdefault(measure, set()).add(float(note.value))
    begin = len(article.title) if article.text.startswith(article.title) else 0
    said = frozenset(re.findall(r"[a-z]{4,}", article.text[:_READ].lower()))
    counted = tuple(match.start() for match in _OWN_COUNT.finditer(article.text, begin, begin + _READ))
    return Around(numbers, values, said, left_out_at(article.text, begin), counted)


def left_out_at(text: str, begin: int) -> tuple[int, ...]:
    """Give where a text says, from `begin` on, that another's count leaves somebody out, hides or errs."""
    return tuple(match.start() for match in _LEFT_OUT.finditer(text, begin, begin + _READ))


def signs(new: Reported, was: Reported, said: Around, beside: Beside) -> dict[str, float]:
    """Measure what speaks for and against two figures being one number that two voices dispute."""
    return {**_counted(new, was, beside), **_spoken(new, was, said), **_timed(new, was)}


def _counted(new: Reported, was: Reported, beside: Beside) -> dict[str, float]:
    """Measure how far both count one thing."""
    happened, before = happened_to(new), happened_to(was)
    known = bool(happened) + bool(before)
    one_noun = bool(new.of) and bool(senses(new.of) & senses(was.of or "-"))
    owned, placed = matter.owned(new, was), matter.placed(new, was)
    return {
        "same happening": float(known == 2 and new.families == was.families),
        "kin": float(known == 2 and new.families != was.families),
        "half known": float(known == 1),
        "untold": float(known == 0 and not _SELF_TOLD.issuperset((new.of, was.of))),
        "generic": float(known == 0 and new.living and bool({new.of, was.of} & GENERIC)),
        "one noun": float(one_noun),
        "other noun": float(bool(new.of and was.of) and not one_noun and matter.specific(new.of) and matter.specific(was.of)),
        "owner": float(bool(owned)),
        "other owner": float(owned is False and not placed),
        "place": float(bool(placed)),
        "other place": float(placed is False and not owned),
        "words": min(_MOST_WORDS, float(len(said_of_both(new, was)))),
        "alone": float(beside.new_alone) + float(beside.was_alone),
        "headline": float(new.headline) + float(was.headline),
        "one series": float(beside.one_series),
        "amount": float(not new.measure.startswith("count")),
        "ratio": min(2.0, log(ratio(new, was))),
        "few": float(min(new.point, was.point) <= _FEW),
        "bounded": float("at_least" in (new.bound, was.bound)),
        "in part": float(_PART_OF.search(new.quote) is not None),
        "sure": float(new.confidence >= 0.75) + float(was.confidence >= 0.75),
        "guessed": float(min(new.confidence, was.confidence) < 0.6),
        "tie": max(-2.0, min(2.0, beside.tie)),
    }


def _spoken(new: Reported, was: Reported, said: Around) -> dict[str, float]:
    """Measure whose word each is, and what the later report says of the other's."""
    classes = (new.voice_class, was.voice_class)
    belittled = new.point < was.point and (new.against.lower() in ("only", "just") or _BELITTLED.search(before(new)) is not None)
    return {
        "both named": float(new.named and was.named),
        "nobody named": float(not (new.named or was.named)),
        "reference": float(not _UNSURE.isdisjoint(classes)),
        "rivals": float(rivals(new, was)),
        "classes": float(new.voice_class != was.voice_class),
        "authorities": float(_AUTHORITIES.issuperset(classes)),
        "party": float(not _PARTIES.isdisjoint(classes)),
        "denies it": float(was.point in new.denied),
        "set against": float(bool(new.against) and not new.denied and opposes(new, was)),
        "denies another": float(bool(new.denied) and was.point not in new.denied),
        "belittled": float(belittled),
        "cites": float(_cites(was, new, said)),
        "left out": float(_left_out(new, said)),
        "own count": float(_counted_apart(new, said)),
        "corrects": float(_CORRECTS.search(new.quote) is not None),
        "at odds": float(bool(said.left_out)),
        "names it": float(bool(_telling(was.voice) & said.words - _telling(new.voice))),
    }


def _timed(new: Reported, was: Reported) -> dict[str, float]:
    """Measure whether time alone may part them: what goes on, moves, or is of another day."""
    happened, before_ = happened_to(new), happened_to(was)
    happenings = {*happened, *before_}
    grows = bool(happenings) and GROWING.issuperset(happenings)
    shrinks = bool(happenings) and SHRINKING.issuperset(happenings)
    party = not _PARTIES.isdisjoint((new.voice_class, was.voice_class))
    hours = (new.at - was.at).total_seconds() / 3600 if new.at and was.at else 0.0
    up = new.point > was.point
    return {
        "goes on": float(goes_on(new)),
        "day": float(bool(new.day) and new.day == was.day),
        "other day": float(bool(new.day and was.day) and new.day != was.day),
        "not dated": float(not matter.dated(new, was)),
        "days": min(_MOST_DAYS, abs(hours) / 24),
        "apart": float(apart_in_time(new, was)),
        "older": float(hours < 0),
        "tally grew": float(grows and hours >= 0 and up and not party),
        "party's grew": float(grows and hours >= 0 and up and party),
        "tally lower": float(grows and not up),
        "shrinks": float(shrinks and not up),
        "shrinks up": float(shrinks and up),
        "still": float(bool(happenings) and STILL.issuperset(happenings)),
    }


def happened_to(figure: Reported) -> tuple[str, ...]:
    """Give what happened, if the grammar says so; a guess counts for nothing."""
    guessed = figure.confidence <= _GUESSED and (figure.point > 2 or not figure.living)
    return () if guessed else figure.families


def before(figure: Reported) -> str:
    """Give what its quote says before a figure."""
    return figure.quote[: max(0, figure.quote.find(figure.shown))]


def ratio(new: Reported, was: Reported) -> float:
    """Give how many times the smaller value the larger one is."""
    low, high = sorted((abs(new.point), abs(was.point)))
    return high / max(low, 1e-9)


def goes_on(figure: Reported) -> bool:
    """Say whether its quote tells of a count that goes on."""
    return _GOES_ON.search(figure.quote) is not None


def at_odds(new: Reported, was: Reported, said: Around) -> bool:
    """Say whether the later report speaks of the other count: says that it leaves out, gives it beside its own, or counted for itself."""
    return _left_out(new, said) or _counted_apart(new, said) or (_cites(was, new, said) and new.voice_class != was.voice_class)


def _left_out(figure: Reported, said: Around) -> bool:
    return any(abs(at - figure.start) < _NEAR for at in said.left_out)


def _counted_apart(figure: Reported, said: Around) -> bool:
    return any(-_BEHIND < figure.start - at < _NEAR for at in said.counted)


def said_of_both(new: Reported, was: Reported) -> frozenset[str]:
    """Give the telling words that both quotes have beside what is counted."""
    return _telling(new.quote) & _telling(was.quote) - {new.of, was.of}


def _cites(was: Reported, new: Reported, said: Around) -> bool:
    """Say whether the report of a new figure gives the earlier value too."""
    return was.point >= _TELLING and any(was.point in said.values.get(kind, ()) for kind in (new.measure, "count"))


@lru_cache(maxsize=4_000)
def _telling(quote: str) -> frozenset[str]:
    """Give the telling words of a quote, as lemmas."""
    found = (lemma(word) for word in re.findall(r"[a-z]{4,}", quote.lower()))
    return frozenset(word for word in found if expected_share(word) < _NONE_COMMON)
