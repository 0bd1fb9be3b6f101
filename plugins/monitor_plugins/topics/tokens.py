"""What stands between white space, taken apart: folded pieces, where they stand, and the words that neighbours make when read as one."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from monitor_plugins.text.memo import Memo
from monitor_plugins.topics.fold import CHUNK, HAS_HANGUL, HAS_SPACELESS, fold, pieces
from monitor_plugins.topics.joining import joined_runs

LONGEST_KEPT = 80
MOST_KEPT = 200_000


class Token(NamedTuple):
    """One token's folded pieces, their spans in it, for each the number of its word in the token, and the words of joined pieces.

    `joined` holds (first piece, pieces, word); `length` counts its words,
    `last` is its last chunk if that is a plain word and ends it, else "".
    """

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    numbers: tuple[int, ...]
    length: int
    joined: tuple[tuple[int, int, str], ...]
    last: str


def _taken_apart(text: str) -> Token:
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    numbers: list[int] = []
    joined: list[tuple[int, int, str]] = []
    count, last = 0, ""
    for match in CHUNK.finditer(text):
        chunk, at = match.group(), match.start()
        inner = _spaceless(chunk) if is_spaceless(chunk) else pieces(chunk)
        folded = [fold(chunk[start:end]) for start, end in inner]
        counted = _numbers(chunk, len(inner))
        gaps = [chunk[before[1] : after[0]] for before, after in pairwise(inner)]
        joined += [(first + len(words), size, word) for first, size, word in joined_runs(folded, gaps)]
        numbers += [count + number for number in counted]
        count += counted[-1] + 1
        words += folded
        spans += [(at + start, at + end) for start, end in inner]
        last = chunk if match.end() == len(text) and len(inner) == 1 and not is_spaceless(chunk) else ""
    return Token(tuple(words), tuple(spans), tuple(numbers), count, tuple(joined), last)


def is_spaceless(chunk: str) -> bool:
    """Say whether the chunk is of a script without spaces: chunks never mix such scripts with others."""
    return not chunk.isascii() and bool(HAS_SPACELESS.match(chunk))


def _spaceless(chunk: str) -> list[tuple[int, int]]:
    return [(at, at + 1) for at in range(len(chunk))]


def _numbers(chunk: str, size: int) -> range | list[int]:
    """Count words as people do: "co-operation" is one, so is a run of Hangul; each character of the other spaceless scripts is."""
    return range(size) if is_spaceless(chunk) and not HAS_HANGUL.match(chunk) else [0] * size


TOKENS = Memo(_taken_apart, most=MOST_KEPT, longest=LONGEST_KEPT)
WORDS: Memo[tuple[str, ...]] = Memo(lambda text: TOKENS[text].words, most=MOST_KEPT, longest=LONGEST_KEPT)
