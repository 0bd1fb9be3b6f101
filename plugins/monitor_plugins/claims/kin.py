"""How near two words are: by a meaning that they share or that stands one step off, or by their letters; no model."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

# How near a word is to a meaning: its own, one derived from it or close to it, one above it.
_NEAR: Mapping[str, float] = {"~": 0.85, "^": 0.6}
_LETTERS = 3


@cache
def _meanings() -> Mapping[str, str]:
    text = Path(__file__).with_name("wordnet-kin.txt").read_text(encoding="utf-8")
    return dict(line.split(" ", 1) for line in text.splitlines() if not line.startswith("#"))


@lru_cache(maxsize=20_000)
def _near(word: str) -> Mapping[str, float]:
    found = _meanings().get(word, "").split()
    return {mark.lstrip("~^"): _NEAR.get(mark[0], 1.0) for mark in found}


@lru_cache(maxsize=100_000)
def kinship(left: str, right: str) -> float:
    """Give how near the meanings of two lemmas are, 0..1: 1 for one meaning, 0.6 for one above the other, 0 if unrelated."""
    mine, theirs = _near(left), _near(right)
    return max([near * theirs[meaning] for meaning, near in mine.items() if meaning in theirs], default=0.0)


@lru_cache(maxsize=20_000)
def _pieces(word: str) -> frozenset[str]:
    marked = f"^{word}$"
    return frozenset(marked[at : at + _LETTERS] for at in range(max(1, len(marked) - _LETTERS + 1)))


@lru_cache(maxsize=100_000)
def letters_shared(left: str, right: str) -> float:
    """Give the share, 0..1, of runs of three letters that two words have in common (Dice)."""
    mine, theirs = _pieces(left), _pieces(right)
    return 2 * len(mine & theirs) / (len(mine) + len(theirs))
