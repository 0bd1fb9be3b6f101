"""A number denied beside the one asserted: `29 were hurt, not 37, as the ministry says`."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from monitor_plugins.claims.lexicon import SPEECH, base
from monitor_plugins.claims.terms import Terms
from monitor_plugins.contradictions.amounts import counts
from monitor_plugins.text.words import words

_NOT = words("not n't")
_STOPS = frozenset(',.;:?!"“”—–()')
_WOULD = words("would will has have had")
# Who corrects a number of their own disputes nobody's.
_OWN = words("correct corrected correction revise revised earlier previously initially originally before")
_SMALL = words("the a an its their his her")
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Corrected:
    """A number asserted, the one denied beside it, both as written, its value, and who is said to give it ("" if nobody is)."""

    asserted: str
    denied: str
    value: float
    whose: str


def corrected(terms: Terms) -> Corrected | None:
    """Read `29 were hurt, not 37 as the police say`; None if no number is denied beside another, or somebody corrects their own."""
    lows = terms.lows
    if not _NOT & set(lows) or terms.question or _OWN & set(lows):
        return None
    found = counts(terms)
    for before, (value, start, end) in pairwise(found):
        at = next(index for index, (_, left, _) in enumerate(terms.tokens) if left >= start)
        first = at - (lows[at - 1] in _SMALL)
        if lows[first - 1] in _NOT and before[0] != value >= _LEAST:
            return Corrected(terms.text[before[1] : before[2]], terms.text[start:end], value, _whose(terms, at))
    return None


def _whose(terms: Terms, number: int) -> str:
    """Give whose the denied number is: `as the ministry says`, `as the company would have it`; "" if it is not said."""
    lows = terms.lows
    at = next((index for index in range(number + 1, min(number + 7, len(lows))) if lows[index] == "as"), -1)
    stop = next((index for index in range(at + 1, len(lows)) if lows[index] in _STOPS | _WOULD or base(lows[index]) in SPEECH), at)
    kept = terms.tokens[at + 1 : stop] if at > 0 else []
    return " ".join(terms.text[left:right] for low, left, right in kept if low not in _SMALL)
