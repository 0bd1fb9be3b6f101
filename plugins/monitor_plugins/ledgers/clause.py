"""The words around a reported figure, as far as they tell of it: what is done to it, where it is, what it is told per (English)."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from monitor_plugins.languages.en import FORMS
from monitor_plugins.languages.en_reading import AUXILIARIES, VERBS
from monitor_plugins.languages.en_watch import ACTS, PARTICLES
from monitor_plugins.ledgers.reported import Reported
from monitor_plugins.numbers.wording import of_a_team
from monitor_plugins.text.lemma import lemma, noun
from monitor_plugins.text.tokens import tokenise
from monitor_plugins.text.words import words

_WALLS = words('; : — – " “ ” ( ) but while whereas although though because after before since until when where if and , whose')
_RELATIVE = words("who which that")
_LIGHT = words("to have be been being also now so far already then just only all not yet still up down finally")
_COMES = words("of to worth over is was totals totalled totaled reached reaches comes came : for exceeds exceeded")
_BEFORE, _BEHIND, _NOUN = 7, 9, 8  # tokens between a figure and what is done before and behind it; and from number to noun
_PARTED = 5  # tokens between a verb and its particle: "called the flight off"
_PER_SHARE = re.compile(
    r"(?: in cash)?,?(?: (?:a|per|for each|for every|each|the)| apiece for every)(?: [A-Z]?\w+){0,2}? share\b", re.IGNORECASE
)


class Clause(NamedTuple):
    """A figure's quote in tokens: the number and its noun stand in `first`..`last`."""

    lower: tuple[str, ...]
    lemmas: frozenset[str]
    first: int
    last: int
    numbers: frozenset[int]
    per_share: bool

    def does(self, acts: Collection[str]) -> bool:
        """Say whether a word of one of these groups of acts is tied to the figure: its verb, its object, or within its phrase."""
        return any(not acts_at(self.lower, at).isdisjoint(acts) and self._tied(at) for at in self._near())

    def holds(self, lemmas: Collection[str]) -> bool:
        """Say whether the words around the figure hold one of these."""
        return not self.lemmas.isdisjoint(lemmas)

    def beside(self, lemmas: Collection[str]) -> bool:
        """Say whether one of these stands close to the figure, in its own clause."""
        near = (at for at in self._near() if not (of_a_team(self.lower, at) or _only_begins(self.lower, at)))
        return any(not _forms(self.lower[at]).isdisjoint(lemmas) and not self._parted(at) for at in near)

    def comes_to(self, nouns: Collection[str]) -> bool:
        """Say whether the figure is what one of these comes to: "a contract over 61 million", "cut the bill to 900 dollars"."""
        if any(noun(self.lower[at]) in nouns for at in range(self.first, min(len(self.lower), self.last + 3))):
            return True
        for at in range(max(0, self.first - _BEHIND - 1), self.first):
            gap = list(self.lower[at + 1 : self.first])
            led = bool(gap) and gap[-1] in _COMES and self.numbers.isdisjoint(self._gap(at))
            if led and noun(self.lower[at]) in nouns and _WALLS.isdisjoint(gap) and not _finite(gap[:-2]):
                return True
        return False

    @property
    def leaves_home(self) -> bool:
        """Say whether homes are told of that people leave."""
        return "from" in self.lower and not self.lemmas.isdisjoint({"home", "house"})

    def _near(self) -> range:
        return range(max(0, self.first - _BEFORE - 1), min(len(self.lower), self.last + _BEHIND + 2))

    def _parted(self, at: int) -> bool:
        gap = self._gap(at)
        return any(self.lower[here] in _WALLS - {","} for here in gap) or not self.numbers.isdisjoint(gap)

    def _gap(self, at: int) -> range:
        return range(at + 1, self.first) if at < self.first else range(self.last + 1, at)

    def _tied(self, at: int) -> bool:
        if self.first <= at <= self.last:
            return True
        gap = [self.lower[here] for here in self._gap(at)]
        if not self.numbers.isdisjoint(self._gap(at)):
            return False
        if at < self.first:
            return len(gap) <= _BEFORE and _WALLS.isdisjoint(gap) and _RELATIVE.isdisjoint(gap) and not _finite(gap)
        if gap[:1] and gap[0] in _RELATIVE:
            gap = gap[1:]
        return len(gap) <= _BEHIND and _WALLS.isdisjoint(gap) and _RELATIVE.isdisjoint(gap) and not _finite(gap)


def _finite(gap: list[str]) -> bool:
    """Say whether another verb than an auxiliary stands there."""
    return any(word in VERBS and word not in AUXILIARIES and word not in _LIGHT for word in gap)


@lru_cache(maxsize=20_000)
def _forms(word: str) -> frozenset[str]:
    return frozenset((word, lemma(word), noun(word)))


def _only_begins(lower: tuple[str, ...], at: int) -> bool:
    """Say whether a word only begins a compound that tells something else: "ill-prepared"."""
    return lower[at + 1 : at + 2] == ("-",) and at + 2 < len(lower) and lower[at + 2].endswith("ed")


def acts_at(lower: tuple[str, ...], at: int) -> frozenset[str]:
    """Give the groups of acts that the word at a token tells of, with the particle that goes with it if one does."""
    found: frozenset[str] = frozenset()
    base = "too much" if lower[at] == "much" and lower[at - 1] == "too" else lemma(lower[at])
    for behind in range(at + 1, min(len(lower), at + 1 + _PARTED)):
        if lower[behind] in PARTICLES:
            found |= ACTS.get(f"{base} {lower[behind]}", frozenset())
    if found:
        return found
    if _only_begins(lower, at) or of_a_team(lower, at):
        return frozenset()
    for form in _forms(base):
        found |= ACTS.get(form, frozenset((form,)) if form == base else frozenset())
    return found


@lru_cache(maxsize=4_000)
def _clause(quote: str, shown: str, counted: str) -> Clause:
    sentence = tokenise(quote, 0, len(quote))
    lower = tuple(sentence.lower)
    numbers = frozenset(at for at, word in enumerate(lower) if word[0].isdecimal() or (word in FORMS.cardinals and word != "one"))
    start = quote.find(shown)
    start = start if start >= 0 else quote.lower().find(shown.lower())
    first = min(sentence.token_at(start), max(0, len(lower) - 1)) if start >= 0 else 0
    end = min(sentence.token_at(start + len(shown) - 1), max(0, len(lower) - 1)) if start >= 0 else 0
    behind = range(end, min(len(lower), end + _NOUN))
    last = next((at for at in behind if counted and noun(lower[at]) == counted), end)
    own = frozenset(range(first, last + 1))
    per = start >= 0 and ("share" in shown.split() or _PER_SHARE.match(quote, start + len(shown)) is not None)
    return Clause(lower, frozenset().union(*(map(_forms, lower))) if lower else frozenset(), first, last, numbers - own, per)


def clause_of(figure: Reported) -> Clause:
    """Give the words around a figure."""
    return _clause(figure.quote, figure.shown, figure.of)
