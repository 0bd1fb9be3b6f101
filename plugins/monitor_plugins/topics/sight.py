"""What of the lexicon a text holds, and where. Two ways to the same answers: ASCII as a whole, other text token by token."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Protocol

from monitor_plugins.topics.fold import SPACES
from monitor_plugins.topics.lexicon import MARKS, Lexicon, Sighting, Waiting, bare_of
from monitor_plugins.topics.pieces import Pieces, PlainPieces, TokenPieces
from monitor_plugins.topics.tokens import TOKENS

# (pieces, word) of the joined words that start at a piece.
Joined = dict[int, list[tuple[int, str]]]

_TOKEN = re.compile(r"\S+")
_NOWHERE: list[int] = []
# So many words are found faster one by one.
_FEW = 4


class Sight(Protocol):
    """The keys of the lexicon that a text holds (`present`, never one too few), the rules that wait for them, and their places."""

    present: set[str]
    waiting: list[tuple[Waiting, ...]]

    @property
    def wild(self) -> dict[str, set[str]]:
        """Give the words of the text that are of a wildcard, by wildcard."""
        ...

    @property
    def pieces(self) -> Pieces:
        """Give the pieces of the text."""
        ...

    @property
    def joined(self) -> Joined:
        """Give the words that neighbouring pieces make when read as one."""
        ...

    @property
    def spelt(self) -> Mapping[str, list[tuple[int, int]]]:
        """Give (first piece, pieces) of every place of the words that `joined` holds."""
        ...

    def at(self, word: str) -> list[int]:
        """Give the numbers of the pieces that are this word, in order."""
        ...

    def look_up(self, wanted: set[str]) -> None:
        """Find the places of words and wildcards that will be asked for."""
        ...


def sight_of(plain: str, lexicon: Lexicon) -> Sight:
    """Look at a text in lower case with plain marks."""
    return PlainSight(plain, lexicon) if plain.isascii() else TokenSight(plain, lexicon)


class PlainSight:
    """An ASCII text: its set of words against the lexicon's, whatever the number of either."""

    def __init__(self, plain: str, lexicon: Lexicon) -> None:
        self._plain, self._lexicon = plain, lexicon
        self.pieces = PlainPieces(plain)
        self.at = self.pieces.at
        # What the text holds besides its words is added to them: no rule takes one for the other.
        words = self.present = self.pieces.distinct
        self._known = lexicon.known_of(words)
        patterns_of, begins = [], []
        self.waiting: list[tuple[Waiting, ...]] = []
        for word, patterns, rests, waiting in self._known:
            if waiting:
                self.waiting.append(waiting)
            if patterns:
                patterns_of.append(patterns)
            if rests and not rests.isdisjoint(words):
                begins.append((word, rests & words))
        self._apart = [(word, rest) for word, rests in begins for rest in rests if self.pieces.neighbours(word, rest)]
        self._add(set().union(*patterns_of, [word + rest for word, rest in self._apart]))
        self._compounds = [(at, token) for at, token in self.pieces.compounds() if self._is_wanted(token)]

    def _is_wanted(self, token: str) -> bool:
        """Say whether some rule looks for a word of the token that goes over a mark; add those words."""
        joined = {word for _, _, word in TOKENS[token].joined}
        wild = [known for known in self._lexicon.known_of(joined) if known.patterns]
        exact = joined & self._lexicon.exact
        self._known += wild
        self._add(exact.union(*[known.patterns for known in wild]))
        return bool(exact or wild)

    def _add(self, keys: set[str]) -> None:
        self.present |= keys
        self.waiting += self._lexicon.waiting_for(keys)

    @cached_property
    def wild(self) -> dict[str, set[str]]:
        """Give the words of the text that are of a wildcard, by wildcard."""
        found: dict[str, set[str]] = {}
        for known in self._known:
            for pattern in known.patterns:
                found.setdefault(pattern, set()).add(known.word)
        return found

    def look_up(self, wanted: set[str]) -> None:
        """Find the places of words and wildcards that will be asked for."""
        if len(wanted) > _FEW:
            self.pieces.look_up(wanted.union(*[words for pattern, words in self.wild.items() if pattern in wanted]))

    @cached_property
    def joined(self) -> Joined:
        """Give the words that neighbouring pieces make when read as one."""
        found: Joined = {}
        for at, token in self._compounds:
            base = self.pieces.first_from(at)
            for first, size, word in TOKENS[token].joined:
                found.setdefault(base + first, []).append((size, word))
        for word, rest in self._apart:
            for last in self.pieces.at(word):
                if self._spells(last, rest):
                    found.setdefault(last, []).append((2, word + rest))
        return found

    def _spells(self, last: int, rest: str) -> bool:
        """Say whether a piece that is a word, one space, and the next piece spell a word apart."""
        pieces = self.pieces
        if last + 1 >= len(pieces.words) or pieces.words[last + 1] != rest:
            return False
        if self._plain[pieces.span(last)[1] : pieces.span(last + 1)[0]] not in SPACES:
            return False
        return self._stands_bare(last + 1) and (last == 0 or pieces.number(last) != pieces.number(last - 1))

    def _stands_bare(self, number: int) -> bool:
        """Say whether a piece, or the same one elsewhere, stands between white space with nothing but plain marks around it."""
        token = _TOKEN.match(self._plain, self.pieces.span(number)[0])
        word = self.pieces.words[number]
        return (token is not None and token.group().strip(MARKS) == word) or word in self._bare

    @cached_property
    def _bare(self) -> set[str]:
        return bare_of(self._plain.split())

    @cached_property
    def spelt(self) -> dict[str, list[tuple[int, int]]]:
        """Give the places of the words that `joined` holds."""
        return _by_word(self.joined)


class TokenSight:
    """A text in any script: each token is looked up by itself, and remembered."""

    def __init__(self, plain: str, lexicon: Lexicon) -> None:
        self._plain, self._tokens = plain, plain.split()
        self._sighting: Sighting = lexicon.sight(self._tokens)
        self.present, self.wild = self._sighting.present, self._sighting.wild
        self.waiting = lexicon.waiting_for(self.present)

    @cached_property
    def pieces(self) -> TokenPieces:
        """Give the pieces of the text."""
        return TokenPieces(self._plain, self._tokens)

    @cached_property
    def joined(self) -> Joined:
        """Give the words that neighbouring pieces make when read as one."""
        found: Joined = {}
        for token in self._sighting.joined:
            inner = TOKENS[token]
            for number in self.pieces.numbers_of(token):
                for first, size, word in inner.joined:
                    found.setdefault(self.pieces.first_of(number) + first, []).append((size, word))
        for token, rests in self._sighting.apart.items():
            for number in self.pieces.numbers_of(token):
                self._join_apart(found, self.pieces.first_of(number + 1) - 1, rests)
        return found

    def _join_apart(self, found: Joined, last: int, rests: set[str]) -> None:
        """Add the word that a piece and the next one, one space between them, spell."""
        words, span = self.pieces.words, self.pieces.span
        if last + 1 < len(words) and words[last + 1] in rests and self._plain[span(last)[1] : span(last + 1)[0]] in SPACES:
            found.setdefault(last, []).append((2, words[last] + words[last + 1]))

    @cached_property
    def _at(self) -> dict[str, list[int]]:
        at: dict[str, list[int]] = {}
        wanted = self._sighting.words
        for number, word in [(number, word) for number, word in enumerate(self.pieces.words) if word in wanted]:
            at.setdefault(word, []).append(number)
        return at

    @cached_property
    def spelt(self) -> dict[str, list[tuple[int, int]]]:
        """Give the places of the words that `joined` holds."""
        return _by_word(self.joined)

    def at(self, word: str) -> list[int]:
        """Give the numbers of the pieces that are this word."""
        return self._at.get(word, _NOWHERE)

    def look_up(self, wanted: set[str]) -> None:
        """The places of all words of the lexicon are found at once, when the first is asked for."""


def _by_word(joined: Joined) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for number, places in joined.items():
        for size, word in places:
            found.setdefault(word, []).append((number, size))
    return found
