"""What a written number grants: the interval behind "about", "at least", "thousands", and how two intervals relate.

An end of None is open. Nothing here knows a language.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

ABOUT = 0.1  # "about 200" grants 180..220
EXACT, NEAR, AT_LEAST, AT_MOST, RANGE, VAGUE = "exact", "about", "at_least", "at_most", "range", "vague"


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`, both included."""

    low: float | None
    high: float | None

    def contains(self, other: Interval) -> bool:
        """Say whether every value of the other is one of mine."""
        return _low(self) <= _low(other) and _high(other) <= _high(self)

    def overlaps(self, other: Interval) -> bool:
        """Say whether some value is in both."""
        return _low(self) <= _high(other) and _low(other) <= _high(self)

    def meet(self, other: Interval) -> Interval | None:
        """Give the values that are in both; None if there are none."""
        if not self.overlaps(other):
            return None
        low, high = max(_low(self), _low(other)), min(_high(self), _high(other))
        return Interval(None if math.isinf(low) else low, None if math.isinf(high) else high)

    def narrower_than(self, other: Interval) -> bool:
        """Say whether I grant a smaller stretch of values; an open end is wider than any closed one."""
        return self.width < other.width

    @property
    def width(self) -> float:
        """Give the length of the stretch; infinite if an end is open."""
        return _high(self) - _low(self)


def _low(interval: Interval) -> float:
    return -math.inf if interval.low is None else interval.low


def _high(interval: Interval) -> float:
    return math.inf if interval.high is None else interval.high


def granted(value: float, bound: str, *, high: float | None = None, vague: tuple[float, float] | None = None) -> Interval:
    """Give the interval of a value with its bound ("nearly" grants only what lies below; a range its ends).

    A vague magnitude keeps its own interval, opened by "at least" and "at most": "more than a few thousand".
    """
    if vague is not None:
        return Interval(None if bound == AT_MOST else vague[0], None if bound == AT_LEAST else vague[1])
    top = value if high is None else high
    low, top = min(value, top), max(value, top)
    if bound == AT_LEAST:
        return Interval(low, None)
    if bound == AT_MOST:
        return Interval(0.0 if top >= 0 else None, top)
    if bound == "nearly":
        return Interval(low - ABOUT * abs(low), top)
    if bound == NEAR:
        return Interval(tidy(low - ABOUT * abs(low)), tidy(top + ABOUT * abs(top)))
    return Interval(low, top)


def tidy(value: float) -> float:
    """Cut what binary fractions add: 2200.0000000000005 is 2200."""
    return float(f"{value:.12g}")
