"""How word lists are written down: words between white space, pairs with a colon, `_` for a space inside."""

from __future__ import annotations


def words(listed: str) -> frozenset[str]:
    """Read a list of words; `_` stands for a space: `"said according_to"` → {"said", "according to"}."""
    return frozenset(word.replace("_", " ") for word in listed.split())


def pairs(listed: str) -> dict[str, str]:
    """Read `key:value` pairs; in the key `_` stands for a space."""
    return {key.replace("_", " "): value for key, _, value in (pair.partition(":") for pair in listed.split())}
