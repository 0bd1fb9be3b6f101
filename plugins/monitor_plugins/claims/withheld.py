"""Withheld links: `the reports did not link X to Y`, `the police had at no time blamed X for Y`."""

from __future__ import annotations

from dataclasses import dataclass

from monitor_plugins.claims.lexemes import LINKED, NEGATES
from monitor_plugins.claims.lexicon import LINKS, base
from monitor_plugins.claims.terms import Term, Terms
from monitor_plugins.text.words import words

_JOINING = words("to with for on as")
_NEGATING = words("not n't never")
_STOPS = frozenset(",.;:!?—–()") | words("while although though but because which who when after before")


@dataclass(frozen=True, slots=True)
class Withheld:
    """A source that is said not to have joined `what` to `whom`; `about` is the rest of what the sentence speaks of."""

    cue: str
    source: tuple[Term, ...]
    what: tuple[Term, ...]
    whom: tuple[Term, ...]
    about: tuple[Term, ...]


def withheld(terms: Terms) -> Withheld | None:
    """Read a withheld link from a sentence; None if there is none, or it does not name both ends."""
    lows = terms.lows
    if not (terms.marks & LINKED and terms.marks & NEGATES):
        return None
    for index, low in enumerate(lows):
        if base(low) not in LINKS:
            continue
        negation = _negation_before(lows, index)
        if negation < 0:
            continue
        found = _ends(terms, index, negation)
        if found is not None:
            return found
    return None


def _negation_before(lows: list[str], verb: int) -> int:
    """Give the index of the negation of a verb, close before it: `did not explicitly link`, `had at no time blamed`; -1 if none."""
    for at in range(verb - 1, max(verb - 5, -1), -1):
        if lows[at] in _NEGATING or (lows[at] == "no" and lows[at + 1 : at + 2] == ["time"]):
            return at
    return -1


def _ends(terms: Terms, verb: int, negation: int) -> Withheld | None:
    lows = terms.lows
    stop = next((at for at in range(verb + 1, len(lows)) if lows[at] in _STOPS), len(lows))
    joint = next((at for at in range(verb + 2, stop) if lows[at] in _JOINING), -1)
    if joint < 0:
        return None
    start = next((at + 1 for at in range(negation - 1, -1, -1) if lows[at] in _STOPS or lows[at] == "that"), 0)
    what, whom = _content(terms, verb + 1, joint), _content(terms, joint + 1, stop)
    source = _content(terms, start, negation)
    if not (what and whom and source):
        return None
    return Withheld(terms.tokens[verb][0], source, what, whom, _content(terms, 0, start))


def _content(terms: Terms, first: int, stop: int) -> tuple[Term, ...]:
    if stop <= first or first >= len(terms.tokens):
        return ()
    left = terms.tokens[first][1]
    right = terms.tokens[min(stop, len(terms.tokens)) - 1][2]
    return tuple(term for term in terms.content if left <= term.start and term.end <= right)
