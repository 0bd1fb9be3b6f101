"""A text as numbered pieces: where each stands, and which word it belongs to. Two ways to the same answers."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import accumulate, chain, compress
from typing import Protocol

from monitor_plugins.topics.tokens import TOKENS, WORDS

Span = tuple[int, int]

_TOKEN = re.compile(r"\S+")
# In plain ASCII: the possessive, which is no piece; the single marks inside "co-operation", "U.S" and "6,000"; and all that is no letter.
_POSSESSIVE = re.compile(r"'s(?<=[a-z0-9]'s)(?![a-z0-9])")
# One for each mark: a search for a single character is far faster than for any of several.
_JOINTS = {
    mark: re.compile(rf"{re.escape(mark)}{more}(?<=[a-z0-9].)(?=[a-z0-9])")
    for mark, more in (("-", ""), (".", ""), ("'", "(?!s(?![a-z0-9]))"), (",", "(?=[0-9])"))
}
_BLANKED = {code: " " for code in range(128) if not chr(code).isalnum()}


class Pieces(Protocol):
    """The folded pieces of a text in order, and what is known of each by its number."""

    words: list[str]

    def span(self, number: int) -> Span:
        """Give the code points of a piece."""
        ...

    def number(self, number: int) -> int:
        """Give the number of the word that a piece belongs to, as people count words."""
        ...


class PlainPieces:
    """A text in ASCII, in lower case: cut up as a whole, without a look at each token."""

    def __init__(self, plain: str) -> None:
        self._plain = plain
        whole = _POSSESSIVE.sub("  ", plain) if "'s" in plain else plain
        self._blanked = whole.translate(_BLANKED)
        self.words = self._blanked.split()
        self.distinct = set(self.words)
        self._places: dict[str, list[int]] = {}

    @cached_property
    def _ends(self) -> list[int]:
        """Give, per piece, how many letters there are before it."""
        return list(accumulate(map(len, self.words), initial=0))

    @cached_property
    def _left_out(self) -> list[int]:
        """Give every blank that the text has more than the pieces need, by its place in them with one blank before each."""
        padded = f" {self._blanked}"
        return [at - number for number, at in enumerate(_occurrences(padded, "  "))]

    @cached_property
    def _joints(self) -> list[int]:
        """Give where one word goes on over a mark."""
        plain = self._plain
        return sorted(match.start() for mark, joint in _JOINTS.items() if mark in plain for match in joint.finditer(plain))

    def span(self, number: int) -> Span:
        """Give the code points of a piece."""
        at = self._ends[number] + number
        start = at + bisect_right(self._left_out, at)
        return start, start + len(self.words[number])

    def number(self, number: int) -> int:
        """Give the number of the word that a piece belongs to."""
        return number - bisect_right(self._joints, self.span(number)[0]) if self._joints else number

    def neighbours(self, word: str, other: str) -> bool:
        """Say whether two words may stand side by side, one character between them; never says no where they do."""
        return f"{word} {other}" in self._blanked

    def look_up(self, wanted: set[str]) -> None:
        """Find the places of many words in one pass over the text."""
        places: dict[str, list[int]] = {word: [] for word in wanted & self.distinct}
        for number, word in compress(enumerate(self.words), map(places.__contains__, self.words)):
            places[word].append(number)
        self._places |= places

    def at(self, word: str) -> list[int]:
        """Give the numbers of the pieces that are this word, in order."""
        places = self._places.get(word)
        if places is None:
            places = self._places[word] = list(_indices(self.words, word)) if word in self.distinct else []
        return places

    def first_from(self, at: int) -> int:
        """Give the first piece that starts at a place or later."""
        return bisect_left(range(len(self.words)), at, key=lambda number: self.span(number)[0])

    def compounds(self) -> Iterator[tuple[int, str]]:
        """Give place and text of the tokens that hold a word of several pieces, in order."""
        end = 0
        for joint in self._joints:
            if joint >= end:
                start = joint
                while start > end and not self._plain[start - 1].isspace():
                    start -= 1
                token = _TOKEN.match(self._plain, start)
                if token:
                    end = token.end()
                    yield start, token.group()


def _occurrences(text: str, part: str) -> list[int]:
    """Give every place of a part of a text; they may overlap."""
    found = []
    at = text.find(part)
    while at >= 0:
        found.append(at)
        at = text.find(part, at + 1)
    return found


def _indices(words: list[str], word: str) -> Iterator[int]:
    at = -1
    with suppress(ValueError):
        while True:
            at = words.index(word, at + 1)
            yield at


class TokenPieces:
    """A text in any script: each token is taken apart by itself, and remembered."""

    def __init__(self, plain: str, tokens: list[str]) -> None:
        self._plain, self._tokens = plain, tokens
        by_token: list[Sequence[str]] = list(map(WORDS.__getitem__, tokens))
        self.words = list(chain.from_iterable(by_token))
        # Per token, how many pieces there are up to its end.
        self._ends = list(accumulate(map(len, by_token)))

    @cached_property
    def _starts(self) -> list[int]:
        """Give, per token, where it starts in the text."""
        ends = list(accumulate(map(len, self._tokens)))
        if ends and len(self._plain) == ends[-1] + len(ends) - 1:
            # One character between any two tokens: counting is faster than searching.
            return [0, *(end + number for number, end in enumerate(ends[:-1], start=1))]
        return [match.start() for match in _TOKEN.finditer(self._plain)]

    @cached_property
    def _numbers(self) -> list[int]:
        numbers: list[int] = []
        counted = 0
        for token in map(TOKENS.__getitem__, self._tokens):
            numbers += [counted + number for number in token.numbers]
            counted += token.length
        return numbers

    def span(self, number: int) -> Span:
        """Give the code points of a piece."""
        at = bisect_right(self._ends, number)
        token = TOKENS[self._tokens[at]]
        start, end = token.spans[number - self._ends[at] + len(token.words)]
        return self._starts[at] + start, self._starts[at] + end

    def number(self, number: int) -> int:
        """Give the number of the word that a piece belongs to."""
        return self._numbers[number]

    def first_of(self, token: int) -> int:
        """Give the number of the first piece of a token, by the token's number."""
        return self._ends[token - 1] if token else 0

    def numbers_of(self, token: str) -> Iterator[int]:
        """Give the numbers of the tokens that read so."""
        return _indices(self._tokens, token)
