"""How word lists are written down: words between white space, pairs with a colon, `_` for a space inside."""

from __future__ import annotations

import re
from functools import lru_cache

_RUN = re.compile(r"\w+")


def words(listed: str) -> frozenset[str]:
    """Read a list of words; `_` stands for a space: `"said according_to"` → {"said", "according to"}."""
    return frozenset(word.replace("_", " ") for word in listed.split())


def pairs(listed: str) -> dict[str, str]:
    """Read `key:value` pairs; `_` stands for a space."""
    return {key.replace("_", " "): value.replace("_", " ") for key, _, value in (pair.partition(":") for pair in listed.split())}


def bounds(listed: str) -> dict[str, str]:
    """Read `phrase:bound` pairs; at-least and at-most are written with a hyphen, since `_` is a space."""
    return {phrase: bound.replace("-", "_") for phrase, bound in pairs(listed).items()}


def values(listed: str) -> dict[str, float]:
    """Read `word:number` pairs."""
    return {word: float(value) for word, value in pairs(listed).items()}


def counted(listed: str) -> dict[str, float]:
    """Read words that stand for 0, 1, 2 … in order."""
    return {word: float(value) for value, word in enumerate(listed.split())}


class Stems:
    """Listed words and phrases that a text may hold, in any case; a text's words are looked up, not each listed word sought in it."""

    def __init__(self, listed: frozenset[str]) -> None:
        self._words = frozenset(part for part in listed if _RUN.fullmatch(part))
        self._endings = tuple(part[1:] for part in listed if part.startswith("*"))
        self._beginnings: dict[str, tuple[str, ...]] = {}
        phrases: set[str] = set()
        for part in sorted(listed - self._words):
            if _RUN.fullmatch(part[:-1]) and part.endswith("*"):
                self._beginnings[part[:2]] = (*self._beginnings.get(part[:2], ()), part[:-1])
            elif not part.startswith("*"):
                phrases.add(part)
        self._leads = frozenset(run for phrase in phrases for run in _RUN.findall(phrase)[:1])
        self._phrases = _pattern(phrases)
        self._holds = lru_cache(maxsize=20_000)(self._listed)

    def found_in(self, text: str) -> bool:
        """Say whether a text holds one of them."""
        low = text.lower()
        runs = set(_RUN.findall(low))
        if any(map(self._holds, runs)):
            return True
        return not self._leads.isdisjoint(runs) and self._phrases.search(low) is not None

    def _listed(self, run: str) -> bool:
        if run in self._words:
            return True
        beginnings = self._beginnings.get(run[:2])
        return (beginnings is not None and run.startswith(beginnings)) or (bool(self._endings) and run.endswith(self._endings))


def stems(listed: str) -> Stems:
    """Read words and phrases to be found whole; a word's `*` stands for any beginning or ending, a phrase's for any ending."""
    return Stems(words(listed))


def _pattern(phrases: set[str]) -> re.Pattern[str]:
    parts = (re.escape(phrase).replace(r"\*", r"\w*") for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"\b(?:{'|'.join(parts)})\b")
