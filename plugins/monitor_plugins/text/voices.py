"""The voices that a noun phrase names: its parts, cleaned, and what kind of voice each is (English)."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from monitor_plugins.languages.en_speech import FIRST_PERSON, REFERENCES, SPEAKER_CLASSES
from monitor_plugins.text.tokens import Sentence

_AMOUNTS = frozenset(["percent", "per", "cent", "million", "billion", "thousand", "hundred", "dozen"])


class Attribution(NamedTuple):
    """One speaker of a sentence. Spans are code points in the text; `tokens` are the first and last token of speaker and cue together.

    `speaker` is cleaned ("National Intelligence Service"), `speaker_class` one of: official, intelligence, state media, ngo,
    opposition, expert, media, hospital, company, witness, person, unattributed, reference (not resolved).
    """

    speaker: str
    speaker_class: str
    cue: tuple[int, int]
    span: tuple[int, int]
    tokens: tuple[int, int]


def speakers(sentence: Sentence, first: int, last: int, *, cue: tuple[int, int]) -> list[Attribution]:
    """Split a noun phrase into its speakers; "intelligence from A, B and C" is three."""
    found = []
    stem, parts = _split(sentence, first, last)
    for begin, end in parts:
        name = _clean(sentence, begin, end)
        if stem and begin > stem[1]:
            name = f"{_clean(sentence, *stem)} {name}"
        if name.split(" ", 1)[0].lower() in _AMOUNTS or len(name) < 2 or not name[0].isalpha() or name.lower() in FIRST_PERSON:
            continue
        span = (sentence.starts[begin], sentence.ends[end])
        tokens = (min(first, cue[0]), max(last, cue[1]))
        found.append(Attribution(name, speaker_class(name), (sentence.starts[cue[0]], sentence.ends[cue[1]]), span, tokens))
    return found


def _split(sentence: Sentence, first: int, last: int) -> tuple[tuple[int, int] | None, list[tuple[int, int]]]:
    """Give what all parts begin with ("intelligence from"), and the parts between commas and "and"."""
    lower, words = sentence.lower, sentence.words
    parts, begin = [], first
    for at in range(first, last + 1):
        if lower[at] in (",", "and", "&", "or") and not _inside_name(sentence, at, last):
            if begin <= at - 1:
                parts.append((begin, at - 1))
            begin = at + 1
    if begin <= last:
        parts.append((begin, last))
    source = next((at for at in range(first, parts[0][1] if parts else first) if lower[at] == "from"), -1)
    if source > first and len(parts) > 1 and all(words[begin][0].isupper() for begin, _ in parts[1:]):
        return (first, source), parts
    return None, parts


def _inside_name(sentence: Sentence, at: int, last: int) -> bool:
    """ "Food and Drug Administration", "Bosnia and Herzegovina": capitals on both sides and one head at the end."""
    words = sentence.words
    if sentence.lower[at] not in ("and", "&") or at == 0 or at + 2 > last:
        return False
    after = words[at + 1 : last + 1]
    return (
        words[at - 1][0].isupper()
        and all(word[0].isupper() for word in after)
        and len(after) > 1
        and class_of(words[at - 1].lower()) in ("person", "")
    )


def _clean(sentence: Sentence, first: int, last: int) -> str:
    """Drop articles, brackets and the owner before a full name: "South Korea's National Intelligence Service (NIS)"."""
    lower, words = sentence.lower, sentence.words
    bracket = next((at for at in range(first, last + 1) if words[at] == "("), last + 1)
    last = min(last, bracket - 1)
    owner = next((at for at in range(first, last) if lower[at] in ("'s", "’s")), -1)
    if owner > 0 and last - owner >= 2 and words[owner + 1][0].isupper():
        first = owner + 1
    if (
        last > first
        and lower[first] in ("the", "a", "an")
        and not (last == first + 1 and lower[first] == "the" and lower[last] in ("times", "post", "guardian"))
    ):
        first += 1
    return " ".join(sentence.text[sentence.starts[first] : sentence.ends[last]].split()) if first <= last else ""


@lru_cache(maxsize=4096)
def speaker_class(name: str) -> str:
    """Give what kind of voice a speaker's name shows: official, intelligence, ngo, …; a bare name is a person."""
    return class_of(name.lower()) or ("person" if any(word[:1].isupper() for word in name.split()) else "unattributed")


@lru_cache(maxsize=4096)
def class_of(low: str) -> str:
    if low in REFERENCES:
        return "reference"
    return next((name for name, listed in SPEAKER_CLASSES.items() if listed.found_in(low)), "")
