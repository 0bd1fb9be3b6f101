"""What of a denial a claim says, word by word: the same words, akin or spelt alike, or of one field; and how telling each is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log1p

from monitor_plugins.claims.fields import akin
from monitor_plugins.claims.kin import kinship, letters_shared
from monitor_plugins.claims.terms import Term, Terms
from monitor_plugins.contradictions.around import Around
from monitor_plugins.contradictions.clash import weight
from monitor_plugins.contradictions.reaches import Reached

ALIKE = 0.6  # from so much on, a word stands for another
_KIN, _KIN_COUNTS, _LETTERS, _SPELT_ALIKE = 0.6, 0.8, 0.55, 0.6
_LONG_WORD = 4
_LEAST_TELLING = 0.15

Worth = Callable[[Term], float]


def evenly(term: Term) -> float:
    """Give every word the same worth."""
    return 1.0


@dataclass(frozen=True, slots=True)
class Heard:
    """What a denial reaches, and which words of a claim stand for which of its words, how nearly: `told` has (word, share).

    `akin` has words of one field for those of which no word stands.
    """

    reach: Reached
    told: Sequence[tuple[Term, float]]
    likes: Mapping[Term, tuple[float, Term | None]]
    akin: Mapping[Term, Term]

    def mass(self, worth: Worth) -> float:
        """Give the weight of the denied words that the claim has."""
        return sum(weight(term) * share * worth(term) * self.likes[term][0] for term, share in self.told)

    def total(self, worth: Worth) -> float:
        return sum(weight(term) * share * worth(term) for term, share in self.told)

    @property
    def matched(self) -> list[tuple[Term, float, Term]]:
        """Give (denied word, share, the claim's word for it)."""
        found = ((term, share, *self.likes[term]) for term, share in self.told)
        return [(term, share, other) for term, share, near, other in found if other is not None and near >= ALIKE]


class Local:
    """How telling a word is among some earlier reports, 0..1: what all of them say tells nothing."""

    def __init__(self, reports: Iterable[Around]) -> None:
        self._among = list(reports)
        self._known: dict[str, float] = {}
        self._said = Counter(sense for report in self._among for said in report.said for sense in said.senses)
        self._all = log1p(sum(len(report.said) for report in self._among))

    def __call__(self, term: Term) -> float:
        """Give how telling a word is: the more of the reports have it, the less."""
        if term.low not in self._known:
            holding = sum(not term.senses.isdisjoint(report.senses) for report in self._among)
            part = (holding - 1) / (len(self._among) - 1) if holding > 1 else 0.0
            self._known[term.low] = max(_LEAST_TELLING, 1 - (1 - _LEAST_TELLING) * part)
        return self._known[term.low]

    def sharply(self, term: Term) -> float:
        """Give how telling a word is: the more of their statements have it, the less."""
        holding = max((self._said[sense] for sense in term.senses), default=0)
        return 1 - log1p(holding) / (self._all or 1.0) if holding > 1 else 1.0


def heard_in(reach: Reached, claim: Terms) -> Heard | None:
    """Give which words of a claim stand for what a denial reaches; None if it reaches nothing that tells."""
    told = reach.told()
    if not told:
        return None
    likes = {term: nearest(term, claim.content) for term, _ in told}
    akin_ = ((term, _akin_to(term, claim.content)) for term, (near, _) in likes.items() if near < ALIKE)
    return Heard(reach, told, likes, {term: other for term, other in akin_ if other is not None})


def _akin_to(term: Term, others: Iterable[Term]) -> Term | None:
    return next((other for other in others if not other.name and akin(term.lemma, other.lemma)), None)


def nearest(term: Term, others: Iterable[Term]) -> tuple[float, Term | None]:
    """Give how near the nearest other word is, 0..1, and which it is: of one sense, akin in meaning, or spelt alike."""
    best: tuple[float, Term | None] = (0.0, None)
    for other in others:
        if not term.senses.isdisjoint(other.senses):
            return 1.0, other
        near = _near(term.low, term.lemma, other.low, other.lemma)
        if near > best[0]:
            best = (near, other)
    return best


@lru_cache(maxsize=200_000)
def _near(low: str, lemma: str, other_low: str, other_lemma: str) -> float:
    nearness = kinship(lemma, other_lemma)
    near = _KIN_COUNTS * nearness if nearness >= _KIN else 0.0
    long = min(len(lemma), len(other_lemma)) > _LONG_WORD
    return _SPELT_ALIKE if near < _SPELT_ALIKE and long and letters_shared(low, other_low) >= _LETTERS else near
