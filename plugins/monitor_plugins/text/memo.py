"""What is known of a word, kept for the next time that it is met."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

V = TypeVar("V")
_LONGEST = 40


class Memo(dict[str, V]):
    """Holds what a function gives for each word, begun anew when full: `memo[word]`, `map(memo.__getitem__, words)`.

    Without the order of use that `lru_cache` keeps, a look-up touches a third of the memory. Walls of letters are not kept.
    """

    def __init__(self, give: Callable[[str], V], most: int = 20_000) -> None:
        super().__init__()
        self._give, self._most = give, most

    def __missing__(self, word: str) -> V:
        found = self._give(word)
        if len(word) <= _LONGEST:
            if len(self) >= self._most:
                self.clear()
            self[word] = found
        return found
