"""Words by which news tells of one thing from several sides: the gun and the shot, the letter and who wrote it; for signs only."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from monitor_plugins.claims.lexicon import base
from monitor_plugins.text.words import words

# A compound's last part names what it is: a handgun is a gun.
_LEAST_PART, _LEAST_BEFORE = 4, 3
_SHORT_PARTS = words("gun")
_NONE = frozenset[str]()


@cache
def _listed() -> dict[str, frozenset[str]]:
    """Give for each word the fields that it stands in."""
    found: dict[str, set[str]] = {}
    lines = Path(__file__).with_name("fields.txt").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        for word in () if line.startswith("#") else line.split():
            found.setdefault(word, set()).add(f"&{number}")
    return {word: frozenset(fields) for word, fields in found.items()}


def fields(lemma: str) -> frozenset[str]:
    """Give the fields of a lemma, empty for most."""
    return _listed().get(lemma, _NONE) or _listed().get(base(lemma), _NONE)


@lru_cache(maxsize=200_000)
def akin(left: str, right: str) -> bool:
    """Say whether two lemmas stand in one field, or one is the last part of the other: `gun` of `handgun`."""
    if not fields(left).isdisjoint(fields(right)):
        return True
    short, long = sorted((left, right), key=len)
    a_part = len(short) >= _LEAST_PART or short in _SHORT_PARTS
    return a_part and len(long) - len(short) >= _LEAST_BEFORE and long.endswith(short) and long.isalpha()
