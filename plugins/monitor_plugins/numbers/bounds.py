"""The words around a number that open, close or soften it."""

from __future__ import annotations

from typing import NamedTuple

from monitor_plugins.languages import NumberForms
from monitor_plugins.numbers.amounts import Amount
from monitor_plugins.text.tokens import Sentence
from monitor_plugins.text.words import words

_FILLERS = frozenset(
    [
        "a",
        "an",
        "its",
        "their",
        "his",
        "her",
        "whopping",
        "record",
        "staggering",
        "estimated",
        "massive",
        "huge",
        "mere",
        "full",
        "total",
        "whole",
        "reported",
        "further",
        "additional",
        "possible",
        "combined",
        "overall",
        "possibly",
        "perhaps",
        "maybe",
        "about",
        "an_estimated",
    ]
)
_RANK = {"at_least": 3, "at_most": 3, "about": 2, "nearly": 2, "exact": 1}
_MAX_WORDS = 5
_CLIMBING = words(
    """crept creep creeps creeping climbed climb climbs climbing rose risen rises rising edged inched moved went gone goes going added
    came comes crawled jumped shot"""
)
_HANDING = words("hand hands handed handing turn turned turning sign signed")  # "handed over 57 prisoners"
_ADDING = words("add adds adding")
_MODALS = words("to will would could may might can should must 'll ’ll")
_SMALL_NUMBERS = words("a one two three four five six seven eight nine ten")


class Bound(NamedTuple):
    """How a number is bounded, and the tokens that the bounding words reach to on either side. `words` is the phrase itself."""

    name: str
    first: int
    last: int
    words: str = ""


def bound(sentence: Sentence, amount: Amount, forms: NumberForms) -> Bound:
    """Give the bound of an amount: at_least, at_most, about, nearly or exact, with the span of tokens that it covers."""
    name, first, phrase = "", amount.first, ""
    at = amount.first
    for _ in range(3):
        found = _phrase_before(sentence, at, forms)
        if found is None:
            at = _skip_filler(sentence, at)
            found = _phrase_before(sentence, at, forms) if at >= 0 else None
        if found is None:
            break
        if _RANK[found[0]] > _RANK.get(name, 0):
            name, phrase = found[0], found[2]
        first = at = found[1]
    after = _phrase_after(sentence, amount, forms)
    if after and _RANK[after[0]] > _RANK.get(name, 0):
        name = after[0]
    return Bound(name or "exact", first, after[1] if after else amount.last, phrase)


def _skip_filler(sentence: Sentence, at: int) -> int:
    return at - 1 if at > 1 and sentence.lower[at - 1] in _FILLERS else -1


def _phrase_before(sentence: Sentence, at: int, forms: NumberForms) -> tuple[str, int, str] | None:
    """Find the longest bounding phrase that ends right before the token `at`."""
    if at <= 0 or (at > 1 and sentence.lower[at - 1] == "over" and sentence.lower[at - 2] in _HANDING):
        return None
    best, phrase = None, ""
    for first in range(at - 1, max(-1, at - 1 - _MAX_WORDS), -1):
        word = sentence.lower[first]
        if word == "-":
            break
        phrase = f"{word} {phrase}" if phrase else word
        name = forms.before.get(phrase)
        if name is not None and not (phrase == "up to" and _climbs(sentence.lower, first)):
            best = (name, first, phrase)
    return best


def _climbs(lower: list[str], at: int) -> bool:
    """Say whether "up to" at the token `at` tells where something went: "crept up to 11 percent", "add up to 86,000"."""
    before = lower[at - 1] if at else ""
    return before in _CLIMBING or (before in _ADDING and not (at > 1 and lower[at - 2] in _MODALS))


def _phrase_after(sentence: Sentence, amount: Amount, forms: NumberForms) -> tuple[str, int] | None:
    best, phrase = None, ""
    at = amount.last + 1
    if at < len(sentence) and sentence.lower[at] in ("-", ",") and at + 1 < len(sentence):
        at += 1
    for last in range(at, min(len(sentence), at + 4)):
        phrase = f"{phrase} {sentence.lower[last]}" if phrase else sentence.lower[last]
        name = forms.after.get(phrase)
        if name is not None and (at == amount.last + 1 or phrase in ("plus", "odd", "ish", "at least", "at most", "or more")):
            best = (name, last)
    if best and phrase.startswith(("at least", "at most")) and last_is_bound(sentence, best[1]):
        return None
    return best


def last_is_bound(sentence: Sentence, at: int) -> bool:
    """Say whether a number follows, so that the words bound that one: "killed 12, at least 30 hurt"."""
    return at + 1 < len(sentence) and (sentence.lower[at + 1][0].isdecimal() or sentence.lower[at + 1] in _SMALL_NUMBERS)
