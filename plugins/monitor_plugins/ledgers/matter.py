"""Whether two figures count the same thing: measure, role, what happened to what, whose, where, when."""

from __future__ import annotations

import re
from enum import IntEnum

from monitor_plugins.claims.lexicon import senses
from monitor_plugins.languages.en_reading import SERVED
from monitor_plugins.ledgers.kinds import GROWING, PEOPLE
from monitor_plugins.ledgers.names import alike
from monitor_plugins.ledgers.reported import Reported, same_voice
from monitor_plugins.text.words import words

_ANYTHING = frozenset(
    {"unit", "item", "product", "piece", "thing", "people", "person", "number", "figure", "total", "toll", "model", "copy"}
)
_WHOLES = frozenset({"output", "product", "gdp", "income", "economy", ""})
_AREAS = frozenset({"measure:hectare", "measure:acre", "measure:square kilometre", "measure:square mile"})
# What covers burnt or flooded ground: hectares of pine and hectares of forest are of one fire; vineyards are parts of it.
_COVER = words(
    """forest wood woodland scrub scrubland pine bush bushland brush brushland land countryside terrain ground grass grassland
    vegetation moor moorland heath heathland timber tree chaparral wilderness undergrowth shrubland shrub"""
)
SUPPLIED = words("outage dry unheated reconnect")
_TRUCKS = frozenset({"lorry", "truck"})
_GONE = frozenset({"lose", "destroy"})
MOVED = frozenset({"displace", "evacuate"})
_DRIVEN = re.compile(
    r"\b(?:forced|driven|chased|ordered|told|had|made)\b[^;.]{0,40} (?:(?:from|out of) (?:their|the) (?:homes?|houses?)|to leave)\b",
    re.IGNORECASE,
)
_PARTS = (
    words("hostage captive abductee"),
    words("guard policeman policewoman soldier officer trooper commando firefighter rescuer gendarme"),
    words(
        """gunman attacker assailant hijacker kidnapper hostage-taker captor bomber raider terrorist militant insurgent extremist jihadist
        robber bandit pirate looter"""
    ),
)
# What is told of the same people or things in other words.
SHUT_IN = words("missing trap strand")
_KIN = (
    SHUT_IN,
    words("trap aboard"),
    words("displace evacuate shelter"),
    words("affect leak steal"),
    words("infect register treat wound ail"),
    words("job-cut lose close"),
    words("attend strike striker"),
    words("abduct capture aboard hostage shelter carry"),
)
_LOST = words("lose destroy damage kill")  # of things and animals
_STILL = re.compile(r"\b(?:still|remain(?:s|ed|ing)?|unaccounted)\b")
_FIGHTING = frozenset({"combatant", "police"})


class Likeness(IntEnum):
    """How far two figures count one thing: another; perhaps the same, if their values agree; the same."""

    OTHER = 0
    WEAK = 1
    SAME = 2


def counts(one: Reported, other: Reported) -> Likeness:
    """Compare what is counted and what happened to it; whose, where and when are left to `owned` and `dated`."""
    if one.measure != other.measure or one.role != other.role or qualified(one, other):
        return Likeness.OTHER
    if one.families and other.families:
        return _happened(one, other)
    if one.measure.startswith("measure:") and one.of and other.of:
        return Likeness.SAME if things(one, other) else Likeness.WEAK
    if not one.families and not other.families:
        return Likeness.SAME if one.of and other.of and one.of not in _ANYTHING and things(one, other) else Likeness.OTHER
    return Likeness.WEAK if things(one, other) else Likeness.OTHER


def way(figure: Reported) -> tuple[object, ...]:
    """Give what `counts` looks at in a figure: two of one way are alike to every other."""
    common = (figure.measure, figure.role, figure.qualifier, figure.families, figure.of, figure.category)
    if "poll" in figure.families:
        return (*common, figure.voice, figure.voice_class)
    if by_other_name(figure):
        return (*common, figure.places, figure.owners, figure.article, figure.point)
    return (*common, figure.point) if figure.category == "civilian" or figure.category in _FIGHTING else common


def _happened(one: Reported, other: Reported) -> Likeness:
    """Compare figures of both of which it is said what happened; two pollsters' shares are two things."""
    if one.families != other.families and not _gone_alike(one, other):
        return Likeness.SAME if _moved_alike(one, other) or _shut_in_alike(one, other) else Likeness.OTHER
    if "poll" in one.families and one.named and other.named and not same_voice(one, other):
        return Likeness.OTHER
    if things(one, other):
        return Likeness.SAME
    return Likeness.WEAK if one.measure.startswith("measure:") else Likeness.OTHER


def _gone_alike(one: Reported, other: Reported) -> bool:
    """Say whether what was lost is what was destroyed: tonnes of grain to one report and to the other."""
    return _GONE.issuperset({*one.families, *other.families}) and one.measure.startswith("measure:") and one.of == other.of != ""


def _moved_alike(one: Reported, other: Reported) -> bool:
    """Say whether those evacuated and those driven from their homes are one tally: of one place, and told as one that grows."""
    if one.families == other.families or not {*one.families, *other.families} <= MOVED or one.article == other.article:
        return False
    there = placed(one, other)
    told = there is not False if driven(one) or driven(other) else there is True and "up" in (one.change, other.change)
    return told and one.living and other.living


def kin(one: Reported, other: Reported) -> bool:
    """Say whether what happened to both is the same, or may be told of the same people or things in other words."""
    families = {*one.families, *other.families}
    related = any(group.issuperset(families) for group in _KIN) or (not one.living and _LOST.issuperset(families))
    return one.families == other.families or related


def by_other_name(figure: Reported) -> bool:
    """Say whether a series of what happened may call it otherwise: those driven from their homes evacuated, those shut in missing."""
    return bool(figure.families) and (MOVED.issuperset(figure.families) or SHUT_IN.issuperset(figure.families))


def _shut_in_alike(one: Reported, other: Reported) -> bool:
    """Say whether those trapped and those missing are one tally: the same number, or those who still are, in another report."""
    if not {*one.families, *other.families} <= SHUT_IN or one.article == other.article or not (one.living and other.living):
        return False
    return one.point == other.point or _STILL.search((one if one.arrival > other.arrival else other).quote) is not None


def driven(figure: Reported) -> bool:
    """Say whether a figure tells of people who were made to leave: evacuated to one report, displaced to another."""
    return MOVED.issuperset(figure.families) and bool(figure.families) and _DRIVEN.search(figure.quote) is not None


def qualified(one: Reported, other: Reported) -> bool:
    """Say whether one counts suspected cases and the other confirmed ones."""
    return {one.qualifier, other.qualifier} == {"suspected", "confirmed"} or (
        "suspected" in (one.qualifier, other.qualifier) and "infect" in one.families and one.qualifier != other.qualifier
    )


def things(one: Reported, other: Reported) -> bool:
    """Say whether two nouns can name one thing: people are people, a home is a house, a unit is a product."""
    if not SUPPLIED.isdisjoint(one.families) and (one.of in SERVED or other.of in SERVED):
        return {one.of, other.of} <= SERVED | {""}  # a home without power is a customer; more people live in it
    if one.living or other.living:
        return one.living and other.living and not _opposed(one, other) and not of_other_parts(one.of, other.of)
    if not one.of or not other.of:
        return not (one.category and other.category) or one.category == other.category
    if one.measure in _AREAS and {one.of, other.of} <= _COVER:
        return True
    if one.measure == "percent" and one.families:
        return (one.of in _WHOLES and other.of in _WHOLES) or bool(senses(one.of) & senses(other.of)) or one.families != ("recall",)
    if {one.of, other.of} <= _TRUCKS or one.category == other.category == "product" or {one.of, other.of} & _ANYTHING:
        return True
    return bool(senses(one.of) & senses(other.of))


def of_other_parts(one: str, other: str) -> bool:
    """Say whether two nouns name people of different parts in what happened: hostages are neither guards nor gunmen."""
    sides = [next((number for number, side in enumerate(_PARTS) if noun in side), None) for noun in (one, other)]
    return None not in sides and sides[0] != sides[1]


def _opposed(one: Reported, other: Reported) -> bool:
    """Say whether one counts civilians and the other fighters, and not equally many: equal counts are a conflict of category."""
    sorts = {one.category, other.category}
    return bool(sorts & _FIGHTING) and "civilian" in sorts and one.point != other.point


def specific(noun: str) -> bool:
    """Say whether a noun names one sort of thing: teachers, houses, but no people or units."""
    return bool(noun) and noun not in _ANYTHING


def opposed_sorts(one: Reported, other: Reported) -> bool:
    """Say whether equal counts are called civilians by one and fighters by the other."""
    sorts = {one.category, other.category}
    return "civilian" in sorts and bool(sorts & _FIGHTING)


def owned(one: Reported, other: Reported) -> bool | None:
    """Say whether both are of one owner: None where either names nobody. A country's dead are not another's."""
    if not one.owners or not other.owners:
        return None
    return alike(one.owners, other.owners) or alike(one.owners, other.places) or alike(one.places, other.owners)


def placed(one: Reported, other: Reported) -> bool | None:
    """Say whether both happened at a place that both name: None where either names none."""
    if not one.places or not other.places:
        return None
    return alike(one.places, other.places) or alike(one.places, other.owners) or alike(one.owners, other.places)


def dated(one: Reported, other: Reported) -> bool:
    """Say whether no period or day named by one excludes the other's."""
    if one.period and other.period and not (one.families and set(one.families) <= GROWING):
        longer, shorter = sorted((one.period, other.period), key=len, reverse=True)
        if longer != shorter and not (one.change and other.change and len(longer) == len(shorter) == 7):
            return False
    if (
        "-" in one.period + other.period
        and not (one.period and other.period)
        and one.measure != "count"
        and not (one.change or other.change)
    ):
        return False
    moving = one.change or other.change
    return moving != "" or not one.day or not other.day or one.day == other.day or bool(_same_day(one, other)) or not _events(one, other)


def _same_day(one: Reported, other: Reported) -> bool:
    return one.at is not None and other.at is not None and one.at.date() == other.at.date()


def _events(one: Reported, other: Reported) -> bool:
    """Say whether both are single events of their days, rather than a tally that runs on."""
    return one.bound == other.bound == "exact" and not one.voice and not other.voice and one.category in PEOPLE
