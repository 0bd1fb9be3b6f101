"""Numbers told by another one: "41,000, not 37,000, customers", "half as many again as the 41,000", "three fewer than" (English)."""

from __future__ import annotations

from typing import NamedTuple

from monitor_plugins.text.words import values, words

_INSTEAD = (["not"], [",", "not"], ["and", "not"], [",", "and", "not"], ["rather", "than"], [",", "rather", "than"], ["instead", "of"])
_LESS = words("fewer less")
_FACTORS = values("twice:2 double:2 thrice:3 triple:3")
_OFTEN = values("two:2 three:3 four:4 five:5 six:6 seven:7 eight:8 nine:9 ten:10")
_PARTS = values("half:0.5 third:0.333333 quarter:0.25")
_MANY = words("many much")
_THE = words("the its their those these")
_FAR = 9  # tokens before a number within which it is multiplied


class Multiple(NamedTuple):
    """How often a number is taken, and the token at which that is said."""

    factor: float
    first: int


def contrasted(lower: list[str], last: int, numbers: frozenset[int]) -> int:
    """Give the last token of the number that the one which ends at `last` stands against: "41,000, not 37,000, customers"; -1 if none."""
    for lead in _INSTEAD:
        at = last + 1 + len(lead)
        if lower[last + 1 : at] == lead and at in numbers:
            while at + 1 in numbers:
                at += 1
            return at
    return -1


def fewer(lower: list[str], last: int) -> bool:
    """Say whether a number is only a difference: "three fewer than the ministry's 62"."""
    return lower[last + 1 : last + 2] != [] and lower[last + 1] in _LESS and "than" in lower[last + 2 : last + 5]


def multiple(lower: list[str], first: int) -> Multiple | None:
    """Read how often another's number in the token `first` is taken: "twice the 41,000", "half as many again as the 41,000"."""
    at = first - 1
    if at >= 0 and lower[at] in _THE:
        at -= 1
    if at >= 0 and (lower[at] in _FACTORS or lower[at] == "times"):
        return _times(lower, at)
    if at < 2 or lower[at] not in ("as", "than"):
        return None
    start = max(0, at - _FAR)
    if lower[at] == "than":
        return _half_more(lower, start, at)
    many = next((here for here in range(at - 1, start, -1) if lower[here] in _MANY and lower[here - 1] == "as"), -1)
    return _as_many(lower, many - 1, "again" in lower[many:at] or lower[many - 2] == "again") if many > 1 else None


def _times(lower: list[str], at: int) -> Multiple | None:
    if lower[at] != "times":
        return Multiple(_FACTORS[lower[at]], at)
    return Multiple(_OFTEN[lower[at - 1]], at - 1) if at and lower[at - 1] in _OFTEN else None


def _as_many(lower: list[str], at: int, again: bool) -> Multiple | None:
    """Read what stands before the token `at` of "as many": "twice", "three times", "half", "half again"."""
    before = at - 1 - (lower[at - 1] == "again")
    if before < 0:
        return None
    word = lower[before]
    if word in _PARTS:
        lead = before - 1 if before and lower[before - 1] in ("a", "one") else before
        return Multiple(_PARTS[word] + again, lead)
    if word == "times" or word in _FACTORS:
        return _times(lower, before)
    return Multiple(2.0, at) if again else None


def _half_more(lower: list[str], start: int, than: int) -> Multiple | None:
    """Read "a third more than the 41,000"."""
    at = next((here for here in range(than - 1, start, -1) if lower[here] in ("more", "less", "fewer")), -1)
    if at < 1 or lower[at - 1] not in _PARTS:
        return None
    part = _PARTS[lower[at - 1]]
    lead = at - 2 if at > 1 and lower[at - 2] in ("a", "one") else at - 1
    return Multiple(1 + part if lower[at] == "more" else 1 - part, lead)
