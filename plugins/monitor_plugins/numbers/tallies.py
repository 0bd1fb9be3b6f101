"""Tallies that are put, moved or summed up: "lifting the death toll to six", "put the number of those hurt at 31" (English)."""

from __future__ import annotations

from monitor_plugins.numbers.roles import CHANGE
from monitor_plugins.text.words import words

_COUNTS = words("number numbers total tally count toll tolls figure area amount quantity haul")
_TOLLS = frozenset(["toll", "tolls"])
_GROWN = words(
    """bring brings bringing brought take takes taking took lift lifts lifting lifted raise raises raising raised push pushes pushing
    pushed"""
)
_PUT = _GROWN | words(
    """put puts putting set sets setting place places placed placing peg pegs pegged estimate estimates estimated estimating correct
    corrects corrected correcting revise revises revised revising lower lowers lowered lowering reduce reduces reduced reducing cut
    cuts leave leaves left leaving keep keeps kept gave give gives confirmed"""
)
_GIVEN = words("gave give gives giving given")  # "gave the number of dead as 41"
_STANDS = CHANGE | words(
    "stand stands stood standing put remain remains remained estimated set placed pegged corrected revised unchanged comes came amounts"
)
_MARKS = frozenset([";", ":", '"', "“", "”", "(", ")", "—", "–"])
_BEFORE, _BESIDE, _BEHIND = 22, 5, 14  # tokens between a number and the noun of its tally; and from that to who puts it
_NOTHING = range(0)


def tally(lower: list[str], first: int, last: int, numbers: frozenset[int]) -> range:
    """Give the tokens that name what is tallied by the number in `first`..`last`; none if it is no tally that is put or moved."""
    before = lower[first - 1] if first else ""
    if before == ":":
        return _asked(lower, first)
    if before not in ("to", "at") and not (before == "as" and not _GIVEN.isdisjoint(lower[max(0, first - _BEFORE) : first])):
        return _NOTHING
    if first > 1 and lower[first - 2] in _PUT and lower[last + 1 : last + 2] == ["the"] and lower[last + 2 : last + 3][:1] != []:
        return _named_behind(lower, last + 2)
    for at in range(first - 2, max(first - _BEFORE, -1), -1):
        if at in numbers or lower[at] in _MARKS:
            break
        named = lower[at + 1] in ("of", "in", "without") or at + 2 == first
        if lower[at] in _COUNTS and (named or lower[at] in _TOLLS or lower[at] == "area"):
            return range(at, first - 1) if _is_put(lower, at, first) else _NOTHING
    return _NOTHING


def _asked(lower: list[str], first: int) -> range:
    """Read "how many were hurt: 31 people"."""
    start = max(0, first - _BEFORE)
    many = next((at for at in range(first - 2, start, -1) if lower[at] in ("many", "much") and lower[at - 1] == "how"), first - 1)
    return range(many + 1, first - 1)


def _named_behind(lower: list[str], at: int) -> range:
    """Read "bringing to seven the number of lives that the fire has cost"."""
    if lower[at] not in _COUNTS and not (lower[at + 1 : at + 2] != [] and lower[at + 1] in _TOLLS):
        return _NOTHING
    end = next((here for here in range(at, min(at + _BEHIND, len(lower))) if lower[here] in _MARKS or lower[here] == ","), at + _BEHIND)
    return range(at, min(end, len(lower)))


def _is_put(lower: list[str], at: int, first: int) -> bool:
    return not _PUT.isdisjoint(lower[max(0, at - _BESIDE) : at]) or not _STANDS.isdisjoint(lower[max(at + 1, first - 4) : first - 1])


def grown(lower: list[str], first: int, last: int) -> bool:
    """Say whether the number is what a tally has come to: "bringing the total to 40", "for a total of 31"."""
    if summed(lower, first):
        return True
    if first < 2 or lower[first - 1] != "to":
        return False
    if lower[first - 2] in _GROWN:
        return lower[last + 1 : last + 2] == ["the"] and not _COUNTS.isdisjoint(lower[last + 2 : last + 4])
    counted = next((at for at in range(first - 2, max(first - _BEFORE, 0), -1) if lower[at] in _COUNTS), 0)
    return bool(counted) and not _GROWN.isdisjoint(lower[max(0, counted - _BESIDE) : counted])


def summed(lower: list[str], first: int) -> bool:
    """Say whether the number sums up what was counted before it: "for a total of 31", "taking the total to 40"."""
    if lower[first : first + 3] == ["a", "total", "of"]:
        return first > 0 and lower[first - 1] in ("for", "making", "giving")
    bare = lower[max(0, first - 2) : first] in (["total", "to"], ["tally", "to"], ["number", "to"], ["count", "to"])
    return bare and not _GROWN.isdisjoint(lower[max(0, first - 2 - _BESIDE) : first - 2])
