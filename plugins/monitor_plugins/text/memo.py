"""What is known of a word, kept for the next time that it is met."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

V = TypeVar("V")
_MOST_WALLS = 8


class Memo(dict[str, V]):
    """Holds what a function gives for each word, begun anew when full: `memo[word]`, `map(memo.__getitem__, words)`.

    Without the order of use that `lru_cache` keeps, a look-up touches a third of the memory. Of what is longer than `longest`,
    walls of letters, only the last few are kept.
    """

    def __init__(self, give: Callable[[str], V], *, most: int = 20_000, longest: int = 40) -> None:
        super().__init__()
        self.most, self.longest = most, longest
        self._give = give
        self._walls: dict[str, V] = {}

    def __missing__(self, word: str) -> V:
        kept, most = (self, self.most) if len(word) <= self.longest else (self._walls, _MOST_WALLS)
        if word in kept:
            return kept[word]
        found = self._give(word)
        if len(kept) >= most:
            kept.clear()
        kept[word] = found
        return found
