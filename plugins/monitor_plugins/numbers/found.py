"""The numbers of one sentence that may be figures: read, joined to ranges, bounded, and rid of years, dates and codes."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from monitor_plugins.languages import NumberForms
from monitor_plugins.languages.en import CALENDAR
from monitor_plugins.languages.en_reading import CATEGORIES, STOPS
from monitor_plugins.languages.symbols import FRACTION_SIGNS
from monitor_plugins.numbers.amounts import Amount, amounts
from monitor_plugins.numbers.beside import multiple
from monitor_plugins.numbers.bounds import Bound, bound
from monitor_plugins.numbers.intervals import tidy
from monitor_plugins.numbers.ranges import joined
from monitor_plugins.numbers.rejects import reason
from monitor_plugins.numbers.roles import moves
from monitor_plugins.text.lemma import noun
from monitor_plugins.text.memo import Memo
from monitor_plugins.text.tokens import Sentence
from monitor_plugins.text.words import words

_SIGN = re.compile(rf"[\d{''.join(FRACTION_SIGNS)}]")
_RUN = re.compile(r"\w+")
_MILLION = 1e6
_NOT_ONE = words("no any this that the each every which another some every- only last next first number square")
_AFTER_PRONOUN = words("another 's ’s who that , . can is was would could might must should has by or and to")


class Found(NamedTuple):
    """An amount with its bound; `why_not` says why it is no figure ("" if it may be one)."""

    amount: Amount
    bound: Bound
    why_not: str


@lru_cache(maxsize=8)
def gate(forms: NumberForms) -> Callable[[str, int, int], bool]:
    """Give the cheap test that a stretch of a text may hold a number at all."""
    if forms.compound is not None:
        return lambda text, start, end: _RUN.search(text, start, end) is not None
    listed = frozenset((*forms.starters, *forms.fractions))

    def numeric(piece: str) -> bool:
        if piece.isalpha():
            return piece.lower() in listed
        return _SIGN.search(piece) is not None or not listed.isdisjoint(_RUN.findall(piece.lower()))

    known = Memo(numeric)
    return lambda text, start, end: any(map(known.__getitem__, text[start:end].split()))


def find(sentence: Sentence, forms: NumberForms, *, plural_follows: Callable[[int], bool]) -> list[Found]:
    """Give every number of the sentence in order. `plural_follows(token)` says whether a counted noun begins at that token."""
    whole = joined(sentence, amounts(sentence, forms), forms, lambda at: moves(sentence, at))
    out: list[Found] = []
    for amount in (_as_age(sentence, amount) for amount in whole):
        counted = plural_follows(max(amount.last, amount.unit_last) + 1)
        why_not = reason(sentence, amount, forms, counted) or _lone_one(sentence, amount, forms)
        amount, out = _multiplied(sentence, _as_money(sentence, amount, out), out) if not why_not else (amount, out)
        bounded = bound(sentence, amount, forms)
        if amount.reckoned and bounded.name == "exact":
            bounded = bounded._replace(name="about")
        out.append(Found(amount, _converted(sentence, amount, bounded, out[-1] if out else None), why_not))
    return out


def _as_money(sentence: Sentence, amount: Amount, out: list[Found]) -> Amount:
    """Read "from 1.2 billion crowns to 1.4 billion" as money twice: millions of nothing behind a sum are of its currency."""
    if amount.kind or amount.scale < _MILLION or not amount.digits or amount.vague:
        return amount
    follows = sentence.lower[amount.last + 1] if amount.last + 1 < len(sentence) else ""
    sum_before = next((one.amount for one in reversed(out) if one.amount.kind == "money" and one.amount.scale >= _MILLION), None)
    if sum_before is None or follows == "of" or (follows.isalpha() and follows not in STOPS) or follows == "-":
        return amount
    return amount._replace(kind="money", unit=sum_before.unit.partition(" per ")[0])


def _multiplied(sentence: Sentence, amount: Amount, out: list[Found]) -> tuple[Amount, list[Found]]:
    """Read "three times the 41,000" as one amount, and its "three" as none."""
    taken = None if amount.kind not in ("", "money") or amount.high or amount.vague else multiple(sentence.lower, amount.first)
    if taken is None:
        return amount, out
    own = [one._replace(why_not="multiple") if one.amount.last >= taken.first else one for one in out]
    return amount._replace(value=tidy(amount.value * taken.factor), first=taken.first, number_first=taken.first, reckoned=True), own


def _lone_one(sentence: Sentence, amount: Amount, forms: NumberForms) -> str:
    """The pronoun: "no one", "this one", "one's", "one another"."""
    if amount.value != 1 or amount.digits or amount.high is not None or amount.kind in ("money", "percent") or amount.fraction:
        return ""
    if sentence.lower[amount.number_first] != "one" or amount.number_first != amount.number_last:
        return ""
    before = sentence.lower[amount.first - 1] if amount.first else ""
    after = sentence.lower[amount.last + 1] if amount.last + 1 < len(sentence) else ""
    if before in _NOT_ONE or after in _AFTER_PRONOUN:
        return "pronoun"
    return ""


def _as_age(sentence: Sentence, amount: Amount) -> Amount:
    """Read "Osei Brandt, 52, a baker" as an age."""
    first, after = amount.number_first, amount.number_last + 1
    if first and sentence.lower[first - 1] == "ages" and not amount.kind:
        return amount._replace(kind="age", unit="year of age")
    if amount.kind or amount.high is not None or not amount.digits or first < 2 or not 0 < amount.value < 120:
        return amount
    if _aged(sentence, first, after):
        return amount._replace(kind="age", unit="year of age")
    if after >= len(sentence):
        return amount
    named = sentence.words[first - 2][0].isupper() and sentence.lower[first - 2] not in CALENDAR and not sentence.words[first - 2].isupper()
    closed = sentence.words[after] in ",.;–—" or (sentence.words[after] == "-" and not sentence.glued(after))
    if sentence.words[first - 1] != "," or not closed or not named or amount.value != int(amount.value):
        return amount
    return amount._replace(kind="age", unit="year of age")


def _aged(sentence: Sentence, first: int, after: int) -> bool:
    """Read "voters over 60" and "the pension age to 65" as ages where nothing is counted behind the number."""
    lower = sentence.lower
    if after < len(lower) and lower[after].isalnum() and lower[after] not in STOPS:
        return False
    if lower[first - 1] in ("over", "under", "above", "below", "aged"):
        return lower[first - 2] in ("aged", "those", "anyone") or CATEGORIES.get(noun(lower[first - 2])) in ("people", "worker")
    if lower[first - 1] == "at" and lower[first - 2] in ("dead", "dies", "died") and lower[first - 3 : first - 2] not in (["the"], ["of"]):
        return True  # "Brandt, spy of two wars, dead at 95"
    if lower[first - 2 : first] in (["who", "is"], ["who", "was"], ["who", "turned"]):
        return True  # "Brandt, who is 52, said"
    return "age" in lower[max(0, first - 4) : first] and lower[first - 1] in ("to", "of", "at", "is", "age", "from")


def _converted(sentence: Sentence, amount: Amount, found: Bound, earlier: Found | None) -> Bound:
    """Give a conversion in brackets the bound of what it converts: "lower than 8.9 ksi (61.4 MPa)"."""
    if earlier is None or found.name != "exact" or not amount.kind or amount.kind != earlier.amount.kind:
        return found
    if sentence.words[earlier.amount.last + 1] != "(" or amount.first != earlier.amount.last + 2:
        return found
    return found._replace(name=earlier.bound.name, words=earlier.bound.words)
