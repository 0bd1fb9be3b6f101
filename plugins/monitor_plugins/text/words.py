"""How word lists are written down: words between white space, pairs with a colon, `_` for a space inside."""

from __future__ import annotations

import re


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


def stems(listed: str) -> re.Pattern[str]:
    """Read words into one pattern that finds any of them whole, in any case; `*` stands for any ending or beginning."""
    parts = sorted(words(listed), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(part).replace(r"\*", r"\w*") for part in parts) + r")\b", re.IGNORECASE)
