"""The numbers of a sentence that can be compared: what range each grants, of what kind it is, and what it is tied to.

The figures' own grammar reads them; here a year is tied to the word of its event, a count to the noun behind it, a share or an
amount to what is said before it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from monitor_plugins.claims.lexicon import FUNCTION, senses
from monitor_plugins.claims.terms import Term, Terms
from monitor_plugins.languages import NumberForms, forms
from monitor_plugins.numbers.digits import value_of
from monitor_plugins.numbers.found import Found, find
from monitor_plugins.numbers.intervals import granted
from monitor_plugins.text.calendar import MONTHS
from monitor_plugins.text.lemma import noun
from monitor_plugins.text.tokens import Sentence, tokenise
from monitor_plugins.text.words import words

_FOUR_DIGITS = re.compile(r"\b\d{4}\b")
_MONTHS = MONTHS | words("jan feb mar apr jun jul aug sep sept oct nov dec")
_OPENING = frozenset('(–—"“$£€~')
_LEAST = words("over above exceeding minimum least")
_MOST = words("under below maximum most up")
_ABOUT = words("about around approximately roughly nearly almost some circa c close")
_YEARS_EARLIER = words("before until pre prior by")
_YEARS_LATER = words("after since post")
# Words of events that happen once, so that two years for one of them clash.
_ONCE = words(
    """born bear birth die live death dead found founded foundation establish form create release publish premiere debut build construct
    open close
    launch start begin end finish complete invent discover win marry retire resign elect graduate assassinate murder air broadcast
    record sign join leave sell buy acquire introduce incorporate abolish destroy demolish ratify patent"""
)
# Nouns whose value follows them: "a population of 1,425".
_MEASURES = words("population length height elevation area number total capacity toll turnout")
_REACH = 90
_NOUNS = 2
# A sentence with more numbers than this is a table.
_MOST_NUMBERS = 24


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of a sentence: the range it grants, its kind (year, percent, money, count), and what it is tied to."""

    sentence: Terms
    term: Term
    low: float
    high: float
    kind: str
    tied: tuple[Term, ...]

    def clashes(self, other: Amount) -> bool:
        return self.high < other.low or other.high < self.low


def bare(sentence: Terms) -> list[Amount]:
    """Give the numbers written in figures, each with the kind that its form and its neighbours show; no range is granted."""
    found: list[Amount] = []
    if _tabular(sentence):
        return found
    for index, (low, left, _) in enumerate(sentence.tokens):
        value = value_of(low, _english()) if low[0].isdigit() else None
        term = next((one for one in sentence.content if one.start == left), None)
        if value is None or term is None or _part_of_number(sentence, index) or _bounded(sentence.lows, index) or _glued(sentence, index):
            continue
        before = sentence.lows[index - 1] if index else ""
        kind = "day" if before in _MONTHS and value < 32 else "year" if low.isdigit() and 1000 <= value <= 2100 else "number"
        found.append(Amount(sentence, term, value, value, kind, ()))
    return found


def _bounded(lows: list[str], index: int) -> bool:
    """Say whether words around a number make it more or less than one value."""
    near = set(lows[max(0, index - 3) : index])
    return bool(near & (_LEAST | _MOST | _ABOUT | _YEARS_EARLIER | _YEARS_LATER | words("more less fewer than between"))) or _decade(
        lows, index
    )


def _tabular(sentence: Terms) -> bool:
    return sum(low[0].isdigit() for low, _, _ in sentence.tokens) > _MOST_NUMBERS


def amounts(sentence: Terms) -> Iterator[Amount]:
    """Give the numbers of a sentence that say how many, how much or when, as the figures' grammar reads them."""
    if _tabular(sentence):
        return
    read = tokenise(sentence.text, sentence.start, sentence.end)
    places = {start: index for index, (_, start, _) in enumerate(sentence.tokens)}
    for found in find(read, _english(), plural_follows=lambda at: _plural(read, at)):
        numbers = (found.amount.number_first, found.amount.number_last)
        kind = _kind(found, read)
        ends = dict.fromkeys(numbers) if kind == "year" else numbers[:1]  # "1833–1888" are two years
        for at in ends:
            index = places.get(read.starts[at])
            if index is not None and kind:
                value = found.amount.high if at != numbers[0] and found.amount.high is not None else found.amount.value
                yield from _amount(sentence, index, kind, found, value, read.ends[_last(found, kind)])


def counts(sentence: Terms) -> list[tuple[float, int, int]]:
    """Give the plain counts of a sentence, in figures or in words, with their spans; none that is bounded, vague or a range."""
    if _tabular(sentence):
        return []
    read = tokenise(sentence.text, sentence.start, sentence.end)
    found = (one for one in find(read, _english(), plural_follows=lambda at: _plural(read, at)) if _kind(one, read) == "count")
    plain = (one.amount for one in found if one.bound.name == "exact" and one.amount.high is None and not one.amount.vague)
    return [(one.value, read.starts[one.number_first], read.ends[one.number_last]) for one in plain]


def _last(found: Found, kind: str) -> int:
    """Give the token that the counted noun stands behind: the number's; of money and shares, the unit's."""
    return found.amount.last if kind in ("money", "percent") else found.amount.number_last


def _amount(sentence: Terms, index: int, kind: str, found: Found, value: float, end: int) -> Iterator[Amount]:
    term = next((one for one in sentence.content if one.start == sentence.tokens[index][1]), None)
    if term is None or _part_of_number(sentence, index):
        return
    if kind == "count" and _of_age(sentence, index):
        kind = "age"
    after = next((at for at, (_, left, _) in enumerate(sentence.tokens) if left >= end), len(sentence.tokens))
    tied = _event(sentence, term) if kind in ("year", "age") else _counted(sentence, after, kind)
    yield Amount(sentence, term, *_range(sentence.lows, index, found, kind, value), kind, tied)


def _plural(read: Sentence, at: int) -> bool:
    """Say whether a plural noun stands at a token or behind one word."""
    return any(noun(word) != word for word in read.lower[at : at + 2] if len(word) > 3)


def _kind(found: Found, read: Sentence) -> str:
    """Give year, percent, money or count; "" for what is none: a day, a clock, a code."""
    amount, last = found.amount, found.amount.number_last
    decade = read.lower[last + 1 : last + 2] in (["s"], ["'s"], ["’s"])
    if found.why_not in ("year", "date") or (found.why_not and decade):
        return "year" if amount.digits and 1000 <= amount.value <= 2100 else ""
    if found.why_not or amount.fraction:
        return ""
    return amount.kind if amount.kind in ("percent", "money") else "count"


def _glued(sentence: Terms, index: int) -> bool:
    """Say whether a number is the tail of a name, as in SH-34; an opening bracket, a dash between years or a currency sign is no name."""
    return sentence.glued(index) and sentence.tokens[index - 1][0] not in _OPENING


def says_number(term: Term) -> bool:
    """Say whether a word is a number, in figures or in words."""
    return term.number or term.low in _english().cardinals


@cache
def _english() -> NumberForms:
    read = forms("en")
    assert read is not None  # noqa: S101 - English ships with the house
    return read


def _part_of_number(sentence: Terms, index: int) -> bool:
    lows = sentence.lows
    before = lows[index - 1] if index else ""
    after = lows[index + 1] if index + 1 < len(lows) else ""
    near = lows[max(0, index - 4) : index]
    if (
        "between" in near
        or ("from" in near and "to" in near)
        or (after in ("years", "days", "months") and lows[index + 2 : index + 3] in (["after"], ["before"], ["later"]))
    ):
        return True
    if {"ago", "other", "others", "further", "additional"} & set(lows[index + 1 : index + 4]) or _identifies(sentence, index):
        return True
    return before in ("no", "#", "/") or after in ("-", "/") or (before == "-" and index > 1 and lows[index - 2].isalpha())


def _identifies(sentence: Terms, index: int) -> bool:
    """Say whether a number belongs to a name before it: `Formula 3`, `Salyut 7`; not a month's day or a year."""
    low, start, _ = sentence.tokens[index]
    before, left, _ = sentence.tokens[index - 1]
    return index > 1 and sentence.text[left].isupper() and before not in _MONTHS and len(low) < 4 and sentence.text[start].isdigit()


def _range(lows: list[str], index: int, found: Found, kind: str, value: float) -> tuple[float, float]:
    """Give the range that a number grants: a count by its bound, a year or an age by the words of time before it."""
    near = set(lows[max(0, index - 5) : index])
    if kind == "age" and {"before", "younger", "after", "older"} & near:
        return (-math.inf, value) if {"before", "younger"} & near else (value, math.inf)
    if kind == "year":
        return _years_meant(lows, index, value)
    interval = granted(value, found.bound.name, high=found.amount.high, vague=found.amount.vague)
    low, high = interval.low, interval.high
    return (-math.inf if low is None or found.bound.name == "at_most" else low), (math.inf if high is None else high)


def _years_meant(lows: list[str], index: int, value: float) -> tuple[float, float]:
    if _decade(lows, index):  # "the 1900s" may be ten years or a hundred
        return value, value + (99 if value % 100 == 0 else 9)
    close = [low for low in lows[max(0, index - 4) : index] if low not in _MONTHS and low not in ("the", "year")]
    last = close[-1] if close else ""
    if last in _YEARS_EARLIER - {"by"}:
        return -math.inf, value - 1
    return (value + 1, math.inf) if last in _YEARS_LATER - {"since"} else (value, value)


def _decade(lows: list[str], index: int) -> bool:
    return index + 1 < len(lows) and lows[index + 1] in ("s", "'s") and lows[index].endswith("0")


def _event(sentence: Terms, year: Term) -> tuple[Term, ...]:
    """Give the word of the event that a year dates: the nearest before it, else the first behind it; a life's years its ends."""
    lived = _lifetime(sentence, year)
    if lived:
        return (Term(lived, lived, lived, senses(lived), year.start, year.end, False, year.clause, False),)
    once = [
        term for term in sentence.content if term.lemma in _ONCE and abs(term.start - year.start) < _REACH and not of_some(sentence, term)
    ]
    before = [term for term in once if term.start < year.start]
    return (before[-1],) if before else tuple(once[:1])


def of_some(sentence: Terms, event: Term) -> bool:
    """Say whether an event is of something unnamed, which may be another: "released an album"."""
    after = next((at for at, (_, start, _) in enumerate(sentence.tokens) if start >= event.end), None)
    return after is not None and sentence.tokens[after][0] in ("a", "an", "another", "some")


def _counted(sentence: Terms, index: int, kind: str) -> tuple[Term, ...]:
    """Give the nouns behind a number: `1,435 citizens`, `14 Test matches`; of a share or an amount, the words before it."""
    if index >= len(sentence.tokens):
        return ()
    start = sentence.tokens[index][1]
    if kind in ("percent", "money"):
        before = [term for term in sentence.content if term.end <= start and not says_number(term)]
        return tuple(reversed(before[-2:]))
    gap = sentence.tokens[index][0]
    if gap in FUNCTION or not gap.isalpha():
        before = [term for term in sentence.content if term.end <= start and term.lemma in _MEASURES]
        return tuple(before[-1:])
    return tuple(term for term in sentence.content if start <= term.start < start + 40)[:_NOUNS]


def _lifetime(sentence: Terms, year: Term) -> str:
    """Say which end of a life a year in brackets is: `(14 April 1910 – September 1994)`; "" if it is none."""
    opens = sentence.text.rfind("(", max(sentence.start, year.start - _REACH), year.start)
    closes = sentence.text.find(")", year.end, year.end + _REACH)
    if opens < 0 or closes < 0 or ")" in sentence.text[opens : year.start]:
        return ""
    years = [match.start() + opens for match in _FOUR_DIGITS.finditer(sentence.text[opens:closes])]
    dashed = any(mark in sentence.text[opens:closes] for mark in "–—-−")
    if len(years) != 2 or not dashed:
        return ""
    return "born" if year.start == years[0] else "die"


def ages(sentence: Terms) -> Iterator[Amount]:
    """Give the age at death that a life's two years in brackets allow."""
    years = [amount for amount in amounts(sentence) if amount.kind == "year" and amount.tied]
    lives = [(one, two) for one, two in pairwise(years) if (one.tied[0].low, two.tied[0].low) == ("born", "die")]
    for birth, death in lives:
        span = death.low - birth.low
        yield Amount(sentence, death.term, span - 1, span, "age", death.tied)


def _of_age(sentence: Terms, index: int) -> bool:
    """Say whether a number is somebody's age at death or span of life: `lived for 57 years`, `died before the age of 70`."""
    lows = sentence.lows
    near = set(lows[max(0, index - 5) : index]) | set(lows[index + 1 : index + 6])
    aged = {"age", "aged", "old", "older", "younger"} & near or ("years" in near and {"lived", "lives"} & set(lows))
    return bool(aged) and bool({"died", "death", "dead", "dies", "lived", "killed"} & set(lows))
