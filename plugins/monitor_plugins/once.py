"""What is read of earlier articles is read once: a history gives the same objects again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

S = TypeVar("S")
R = TypeVar("R")


class Once(Generic[S, R]):
    """Gives what a function makes of a thing, known again by identity; forgets all at once when it holds `most`."""

    def __init__(self, make: Callable[[S], R], most: int) -> None:
        self._make, self._most = make, most
        self._made: dict[int, tuple[S, R]] = {}

    def __call__(self, thing: S) -> R:
        """Give what is made of a thing, which must not change."""
        known = self._made.get(id(thing))  # it is held here, so that no other can have its id
        if known is None:
            if len(self._made) >= self._most:
                self._made.clear()
            known = self._made[id(thing)] = (thing, self._make(thing))
        return known[1]
