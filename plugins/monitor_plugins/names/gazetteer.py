"""The shipped lists of names and cue words, loaded once, as sets of folded forms."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_PLAIN = {"’": "'", "‘": "'", "-": " ", "‐": " ", "‑": " ", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"}
_FROM = str.maketrans(_PLAIN)


def word_set(written: str) -> frozenset[str]:
    """Give the words of a text as a set."""
    return frozenset(written.split())


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    """Give a name for comparison: lower case, no accents, hyphens as spaces, no possessive."""
    low = name.lower().translate(_FROM)
    plain = "".join(mark for mark in unicodedata.normalize("NFKD", low) if not unicodedata.combining(mark))
    return " ".join(plain.removesuffix("'s").replace(".", "").split())


@dataclass(frozen=True, slots=True)
class Lists:
    """Sets of folded words: `cues` by section of cues.txt, `places` and `demonyms` with the country each belongs to."""

    given: frozenset[str]
    words: frozenset[str]
    cues: dict[str, frozenset[str]]
    places: dict[str, str]
    demonyms: dict[str, str]
    firms: frozenset[str]

    def given_name(self, word: str) -> float:
        """Say how much a word looks like a given name: 1 if it is one, 0.5 if it is also a common word or a place, 0 if not."""
        return _given(word)

    def common(self, word: str) -> bool:
        """Say whether a word is a common English word, also in an inflected form."""
        return _common(word)

    def cue(self, section: str, word: str) -> bool:
        """Say whether a word stands in a section of the cue list."""
        return section in _sections(word)


@lru_cache(maxsize=20_000)
def _given(word: str) -> float:
    known, parts = lists(), fold(word).split()
    if not parts or parts[0] not in known.given:
        return 0.0
    return 0.5 if parts[0] in known.words or parts[0] in known.places else 1.0


@lru_cache(maxsize=20_000)
def _common(word: str) -> bool:
    known, low = lists().words, fold(word)
    return low in known or (low.endswith("s") and low[:-1] in known)


@lru_cache(maxsize=20_000)
def _sections(word: str) -> frozenset[str]:
    """Give the sections of the cue list that a word stands in."""
    plain = word.lower().replace("’", "'")
    return frozenset(section for section, listed in lists().cues.items() if plain in listed)


@cache
def lists() -> Lists:
    """Give the shipped lists."""
    places, demonyms = _countries()
    return Lists(
        frozenset(_words("given.txt")), frozenset(_words("words.txt")), _cues(), places, demonyms, frozenset(map(fold, _lines("firms.txt")))
    )


def _lines(name: str) -> list[str]:
    text = (_HERE / name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _words(name: str) -> list[str]:
    return [word for line in _lines(name) for word in line.split()]


def _cues() -> dict[str, frozenset[str]]:
    sections: dict[str, list[str]] = {}
    section = ""
    for line in _lines("cues.txt"):
        if line.startswith("["):
            section = line.strip("[]")
        sections.setdefault(section, []).extend([] if line.startswith("[") else line.split())
    return {name: frozenset(words) for name, words in sections.items()}


def _countries() -> tuple[dict[str, str], dict[str, str]]:
    places: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    for line in _lines("countries.txt"):
        names, people, cities = (field.split(",") for field in line.split("|"))
        places |= {fold(city): city for city in cities if city} | {fold(name): names[0] if people[0] else name for name in names}
        demonyms |= {fold(word): names[0] for word in people if word}
    return places, demonyms
