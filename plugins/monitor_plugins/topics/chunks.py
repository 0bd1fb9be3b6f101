"""Chunks of writing taken apart: their folded pieces, and the words that neighbouring pieces make when read as one."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple, TypeVar

from monitor_plugins.topics.fold import HAS_SPACELESS, fold, pieces
from monitor_plugins.topics.joining import joined_runs

T = TypeVar("T")
_LONGEST_KEPT = 80
_MOST_KEPT = 200_000


class Memo(dict[str, T]):
    """What a function says of strings, kept; emptied when it has grown large, and long strings are never kept."""

    def __init__(self, function: Callable[[str], T]) -> None:
        super().__init__()
        self.function = function

    def __missing__(self, text: str) -> T:
        value = self.function(text)
        if len(text) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[text] = value
        return value


class Chunk(NamedTuple):
    """A chunk's folded pieces, their spans inside it, and (first piece, pieces, word) for those that may be one word."""

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    joined: tuple[tuple[int, int, str], ...]


def is_spaceless(chunk: str) -> bool:
    """Say whether the chunk is of a script without spaces: chunks never mix such scripts with others."""
    return not chunk.isascii() and bool(HAS_SPACELESS.match(chunk))


def _taken_apart(chunk: str) -> Chunk:
    if is_spaceless(chunk):
        return Chunk(tuple(map(fold, chunk)), tuple((at, at + 1) for at in range(len(chunk))), ())
    spans = pieces(chunk)
    words = [fold(chunk[start:end]) for start, end in spans]
    gaps = [chunk[before[1] : after[0]] for before, after in pairwise(spans)]
    return Chunk(tuple(words), tuple(spans), tuple(joined_runs(words, gaps)))


CHUNKS = Memo(_taken_apart)
WORDS: Memo[tuple[str, ...]] = Memo(lambda chunk: CHUNKS[chunk].words)
