"""How sure we are that a figure is a claim of quantity that a desk would follow; from 0.75 it may alert (English)."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from monitor_plugins.languages.en_reading import PEOPLE_LIKE, SUPPLIES
from monitor_plugins.numbers.amounts import Amount
from monitor_plugins.numbers.heads import Head
from monitor_plugins.numbers.roles import Role
from monitor_plugins.text.tokens import Sentence
from monitor_plugins.text.words import words

START, PEOPLE, NOUN, PREDICATE, HEADLESS, SMALL, TWO = 0.5, 0.25, 0.15, 0.15, -0.2, -0.3, -0.25
# Measures that things come in; lengths, temperatures, speeds and the like describe rather than count.
SUBSTANCE = words(
    """litre gallon barrel bushel ton tonne metric_ton kiloton kilogram gram pound-mass ounce hectare acre square_kilometre square_mile
    square_metre cubic_metre megawatt gigawatt terawatt kilowatt_hour megawatt_hour gigawatt_hour terawatt_hour cubic_kilometre
    cubic_foot"""
)
_DENIALS = words("deny denied denies denying false untrue")
_DISMISSALS = frozenset(
    (verb, noun)
    for verb in words("rejected rejects reject rejecting dismissed dismisses dismissing refuted denying")
    for noun in words("claims claim reports report suggestions suggestion allegations accusations speculation")
)
_LIMITS = words(
    """target targets targeted goal goals capacity limit limits maximum quota quotas ceiling threshold cap minimum objective required
    requirement allowed permitted licensed license licence certificate certified population populations"""
)
_EXPECTING = words(
    """expect expects expected expecting forecast forecasts forecasting predict predicted predicts anticipate anticipates hope hopes
    hoped expectation expectations consensus"""
)
_WHOEVER = words("those people anyone anybody everyone households families workers who taxpayers individuals couples")
# What is only thought about or meant for.
_MULLED = words(
    """considering consider considers considered mulling weighing eyeing designed hopes hoping efforts aims aiming seeking propose
    proposes proposed proposing proposal should talks discussions negotiations negotiate negotiating"""
)
_WILL = words("will 'll ’ll would won't promising promises promised vows vowed pledges")
_TO_COME = frozenset((word, "to") for word in words("is are wants want plans plan planning planned set due promises promised pledged"))
_HARMS = words("kill wound missing affect infect displace arrest trap attack destroy damage leak crash attend")
_FORETOLD = words("predicted predicts predict predicting forecast forecasts")
_UNDONE = words(
    """without avoid avoiding avoided refused refuse refuses failed fails unable attempt attempts attempting attempted tried trying plot
    plotting plotted conspiring threatened threatening struggling"""
)
_WORK = words("report turn show work")
_ROOM = {
    tuple(phrase.split())
    for phrase in words(
        """planned_for built_for designed_for space_for room_for home_to seats_for enough_for capable_of seat_up majority_of mother_of
        father_of parent_of"""
    )
}
_EARNING = frozenset({"earning", "earn", "earns", "making", "paid"})
# A sentence without any of these words holds no doubt of the kind.
_SUPPOSING = words("if could might would suppose hypothetical imagine")
_PLANNING = _LIMITS | _EARNING | _MULLED | _FORETOLD | _EXPECTING | {phrase[0] for phrase in _ROOM}
_COMING = _WILL | {lead for lead, _ in _TO_COME}
_NEGATING = _DENIALS | _UNDONE | {verb for verb, _ in _DISMISSALS} | words("not n't never rather")
_CUES = _SUPPOSING | _PLANNING | _COMING | _NEGATING


class Doubts(NamedTuple):
    """What makes a figure no report of fact here and now."""

    supposed: bool = False
    planned: bool = False
    ahead: bool = False
    past: bool = False
    negated: bool = False


def doubts(sentence: Sentence, clause: tuple[int, int], first: int, last: int, years: list[int], this_year: int) -> Doubts:
    """Look for "if", "could", targets and capacities, years gone by, and negation in the figure's clause."""
    lower = sentence.lower
    years = [] if not _MADE.isdisjoint(lower[last + 1 : last + 4]) else years  # "40,000 cars built between 2019 and 2022"
    past = any(year < this_year - 1 for year in years) and not any(year >= this_year - 1 for year in years) if years else False
    cues = _CUES.intersection(lower)
    if not cues:
        return Doubts(past=past and ("since" not in lower or "when" in lower))
    return Doubts(
        supposed=not _SUPPOSING.isdisjoint(cues) and _supposed(lower, clause, first),
        planned=not _PLANNING.isdisjoint(cues) and _planned(lower, clause, first, last),
        ahead=not _COMING.isdisjoint(cues) and _ahead(lower, clause, first, last),
        past=past and ("since" not in lower or "when" in lower),
        negated=not _NEGATING.isdisjoint(cues) and _negated(lower, clause, first),
    )


def _planned(lower: list[str], clause: tuple[int, int], first: int, last: int) -> bool:
    return (
        not _LIMITS.isdisjoint(lower[max(clause[0], first - 6) : min(len(lower), last + 5)])
        or _whoever(lower, first)
        or not _MULLED.isdisjoint(lower[max(clause[0], first - 10) : first])
        or not _FORETOLD.isdisjoint(lower[max(0, first - 8) : first])
        or not _EXPECTING.isdisjoint(lower[max(0, first - 3) : first])
        or _room(lower, first)
    )


def _negated(lower: list[str], clause: tuple[int, int], first: int) -> bool:
    around = lower[clause[0] : clause[1] + 1]
    return (
        not _DENIALS.isdisjoint(around)
        or not _DENIALS.isdisjoint(lower[max(0, first - 8) : first])
        or ("not", "true") in pairwise(around)
        or any(pair in _DISMISSALS for pair in pairwise(lower[max(0, first - 25) : first]))
        or _not_before(lower, first)
    )


def foretold(doubt: Doubts, predicate: tuple[str, ...]) -> Doubts:
    """Take what nobody plans, "will kill 400", or can, "9,000 will come", for a forecast."""
    return doubt._replace(planned=True) if doubt.ahead and not _HARMS.isdisjoint(predicate) else doubt


def _ahead(lower: list[str], clause: tuple[int, int], first: int, last: int) -> bool:
    """Say whether a figure is announced rather than done: "will send 450 troops", "is to cut 1,200 jobs", "plans to create"."""
    around = [*lower[max(clause[0], first - 14) : first], *lower[last + 1 : last + 6]]
    return not _WILL.isdisjoint(around) or any(pair in _TO_COME for pair in pairwise(around))


def _supposed(lower: list[str], clause: tuple[int, int], first: int) -> bool:
    if "if" in lower and not _even_if(lower):
        return True
    around = lower[clause[0] : clause[1] + 1]
    for at, word in enumerate(around[:-1]):
        if word in ("could", "might") and around[at + 1] not in ("have", "not") and "said" not in around[at : at + 2]:
            return True
        if word == "would" and around[at + 1] == "have":
            return True
    return "suppose" in lower or "hypothetical" in lower or "imagine" in lower


def _even_if(lower: list[str]) -> bool:
    at = lower.index("if")
    return at > 0 and lower[at - 1] in ("as", "ask", "asked", "even")


def _room(lower: list[str], first: int) -> bool:
    window = lower[max(0, first - 4) : first]
    return any(pair in _ROOM for pair in pairwise(window))


def _not_before(lower: list[str], first: int) -> bool:
    window = lower[max(0, first - 3) : first]
    if "without" in lower and not SUPPLIES.isdisjoint(lower[max(0, first - 6) : first]):
        return False  # "the number of homes without power fell to 4,000"
    if "not" in window or "n't" in window or "never" in window:
        return True
    undone = next((at for at in range(max(0, first - 6), first) if lower[at] in _UNDONE), -1)
    if undone >= 0 and lower[undone + 1 : undone + 2] == ["to"] and lower[undone + 2] in _WORK:
        return False  # "the number of staff who failed to report for work"
    return undone >= 0 or ("rather", "than") in pairwise(lower[max(0, first - 5) : first])


def _whoever(lower: list[str], first: int) -> bool:
    """Say whether an amount only says who is meant: "those earning more than £100,000"."""
    return first > 1 and lower[first - 1] in _EARNING and lower[first - 2] in _WHOEVER


# When things were made says nothing of when they are counted.
_MADE = words("built made produced manufactured assembled bottled packed born sold registered delivered")
_OCCASIONS = frozenset({"time", "occasion"})  # "arrested three times"


def confidence(amount: Amount, head: Head, predicate: tuple[str, ...], role: Role, doubt: Doubts, kind: str, *, tied: bool) -> float:
    """Give 0..1: START, plus what is known of the counted, minus what speaks against it, under the caps of its kind and role.

    `tied` says that the grammar ties what happened to the figure; a happening that is only the nearest one is a guess.
    """
    score = START + _noun(amount, head, head.category, kind) + (PREDICATE if predicate or role.labelled else 0.0)
    if (amount.high or amount.value) < 3 and kind == "count" and amount.vague is None:
        score += _small(amount, head, predicate, role, tied=tied)
    return round(max(0.05, min(score, _cap(amount, head, role, doubt, kind, predicate, tied=tied), 0.95)), 2)


def _small(amount: Amount, head: Head, predicate: tuple[str, ...], role: Role, *, tied: bool) -> float:
    """Trust a one or a two little, but for two people in a tally that moves: "the death toll has risen to two"."""
    if amount.value != 2 or not (tied and predicate) or head.category not in PEOPLE_LIKE:
        return SMALL
    return 0.0 if role.change == "up" and role.name == "total" else TWO


def _noun(amount: Amount, head: Head, category: str, kind: str) -> float:
    if category in PEOPLE_LIKE and kind == "count":
        return PEOPLE
    if kind in ("money", "percent"):
        return NOUN
    if kind == "measure":
        return NOUN if amount.unit.partition(" per ")[0] in SUBSTANCE else HEADLESS
    return NOUN if head.lemma or category else HEADLESS


def _cap(amount: Amount, head: Head, role: Role, doubt: Doubts, kind: str, predicate: tuple[str, ...], *, tied: bool) -> float:
    caps = [1.0]
    if kind in ("duration", "age", "ordinal", "date") or (amount.attributive and kind != "money"):
        caps.append(0.3)
    if head.lemma in _OCCASIONS:
        caps.append(0.6)
    if role.denominator or role.name == "previous":
        caps.append(0.3)
    if doubt.supposed or doubt.past:
        caps.append(0.45)
    if doubt.planned or doubt.negated:
        caps.append(0.6)
    if kind == "count" and not (predicate and tied) and not role.labelled:
        caps.append(0.7)
    if role.name == "rate":
        caps.append(0.7)
    if (kind in ("money", "percent", "measure") and not (predicate and tied)) or amount.fraction:
        caps.append(0.7)
    return min(caps)
