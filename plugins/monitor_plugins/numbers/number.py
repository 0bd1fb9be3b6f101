"""One number as it was read from a sentence's tokens, and the sign before it."""

from __future__ import annotations

from typing import NamedTuple

from monitor_plugins.languages import NumberForms
from monitor_plugins.text.tokens import Sentence

MINUS_SIGNS = frozenset("-−–")


class Number(NamedTuple):
    """A number as written in the tokens `first`..`last`. `vague` is the interval that a magnitude grants ("thousands")."""

    value: float
    first: int
    last: int
    digits: bool = False
    scaled: bool = False
    fraction: bool = False
    vague: tuple[float, float] | None = None
    mantissa: float = 0.0


def signed(sentence: Sentence, number: Number, forms: NumberForms) -> Number:
    """Give the number with the minus before it, if one belongs to it."""
    first, words = number.first, sentence.words
    if first == 0 or number.vague:
        return number
    sign = words[first - 1]
    if sign in MINUS_SIGNS and sentence.glued(first):
        spelled = first > 1 and sentence.lower[first - 2] in forms.minus
        alone = first == 1 or not sentence.glued(first - 1) or words[first - 2] in ("$", "(", "€", "£")
        if spelled or (alone and number.digits):
            return number._replace(value=-number.value, first=first - 2 if spelled else first - 1)
    if sentence.lower[first - 1] in forms.minus and " ".join(sentence.lower[max(0, first - 2) : first]) not in forms.before:
        return number._replace(value=-number.value, first=first - 1)
    return number
