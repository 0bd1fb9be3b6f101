"""Numbers that a topic's reports gave before, given again: the very number otherwise called, rounded, a few of the many, an older count.

A series begins where nothing known counts just the same. So what is told as first, or as another voice's, may be known all the same:
these are asked of all earlier numbers that the same words of the desk ask for.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from monitor_plugins.ledgers import matter
from monitor_plugins.ledgers.kinds import GROWING
from monitor_plugins.ledgers.relate import CONFLICTING, DOWN, FIRST, UP
from monitor_plugins.ledgers.reported import Reported

_TELLING = 10  # smaller counts are repeated by chance
_ROUNDED = 0.1  # "more than eighty" rounds 85
_OLDER = timedelta(hours=1)
_FEW = 50.0  # so many times more marched than the dozen whom a report tells of
_BOUNDED = frozenset({"at_least", "at_most", "about"})
_CROWDS = frozenset({"attend", "strike"})
_RUNNING = GROWING | {"attend"}


def again(figure: Reported, relation: str, known: Sequence[Reported]) -> str:
    """Say how a figure tells what is known; "" if it may be new. `known` are the earlier ones that the same words ask for."""
    measured = [one for one in known if one.article != figure.article and one.measure == figure.measure]
    there = [one for one in measured if one.role == figure.role and matter.placed(figure, one) is not False]
    if relation == FIRST and any(_very(figure, one) for one in there):
        return "this number is known"
    alike = [one for one in measured if one.stage == figure.stage]
    there = [one for one in there if one.stage == figure.stage]
    if relation in (FIRST, UP, DOWN, CONFLICTING) and any(_rounds(figure, one) for one in there):
        return "it rounds a number that is known"
    if relation in (FIRST, CONFLICTING) and _older(figure, alike):
        return "the report is older than what is known"
    return "a few of the many who are known of" if relation == FIRST and _few(figure, alike) else ""


def _very(figure: Reported, one: Reported) -> bool:
    """Say whether both give the very number of the same people, things or money."""
    if figure.bound == "vague" or figure.point != one.point or one.bound == "vague" or figure.qualifier != one.qualifier:
        return False
    telling = figure.measure.startswith("money") or figure.point >= _TELLING
    apart = figure.period and one.period and figure.period != one.period
    return telling and not apart and figure.measure != "percent" and matter.owned(figure, one) is not False


def _rounds(figure: Reported, one: Reported) -> bool:
    """Say whether a bounded number is a known one, rounded: "more than eighty" beside 85; "more than three quarters" beside 78 percent."""
    if figure.bound not in _BOUNDED or one.bound == "vague" or figure.point == one.point:
        return False
    low = figure.low if figure.low is not None else float("-inf")
    high = figure.high if figure.high is not None else float("inf")
    return low <= one.point <= high and abs(figure.point - one.point) <= _ROUNDED * abs(one.point)


def _older(figure: Reported, known: Sequence[Reported]) -> bool:
    """Say whether a running number was reported well before all that are known, and only came in later."""
    if figure.at is None or not figure.families or not _RUNNING.issuperset(figure.families):
        return False
    counted = [one for one in known if one.bound != "vague" and one.at is not None]
    since = [one.at for one in counted if one.at is not None]
    return bool(since) and figure.at + _OLDER <= min(since) and figure.point <= max(one.point for one in counted)


def _few(figure: Reported, known: Sequence[Reported]) -> bool:
    """Say whether a handful of a crowd is told of: "a dozen demonstrators" where thousands marched."""
    crowd = _CROWDS.issuperset(figure.families) and figure.living
    return crowd and any(_CROWDS.intersection(one.families) and one.point >= _FEW * figure.point for one in known if one.bound != "vague")
