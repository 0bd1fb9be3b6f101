"""Figures in languages whose numbers we read but whose sentences we don't: value, bound, unit and the next noun, confidence 0."""

from __future__ import annotations

from collections.abc import Iterator

from monitor import Quantity
from monitor_plugins.languages import NumberForms
from monitor_plugins.numbers import intervals
from monitor_plugins.numbers.found import Found, find, gate
from monitor_plugins.text.sentences import sentences
from monitor_plugins.text.tokens import Sentence, tokenise

_LINKS = frozenset(["de", "d'", "d’", "des", "du", "von", "der"])


def foreign_quantities(text: str, forms: NumberForms, lang: str) -> Iterator[Quantity]:
    """Yield the quantities of a German, French or Spanish text, none of them confident."""
    test = gate(forms)
    for start, end in sentences(text):
        if test(text, start, end):
            yield from _of_sentence(tokenise(text, start, end), forms, lang)


def _of_sentence(sentence: Sentence, forms: NumberForms, lang: str) -> Iterator[Quantity]:
    for found in find(sentence, forms, plural_follows=lambda at: _noun_at(sentence, at, lang) >= 0):
        if not found.why_not:
            yield _quantity(sentence, found, lang)


def _noun_at(sentence: Sentence, at: int, lang: str) -> int:
    """Find the token of the noun at `at`: German by its capital, French and Spanish by an ending -s or -x."""
    for index in range(at, min(len(sentence), at + 3)):
        word = sentence.words[index]
        if not word[0].isalpha():
            return -1
        if word[0].isupper() if lang.startswith("de") else word.endswith(("s", "x")) and len(word) > 3:
            return index
        if not lang.startswith("de") and word.lower() not in _LINKS:
            return -1
    return -1


def _quantity(sentence: Sentence, found: Found, lang: str) -> Quantity:
    amount, bound = found.amount, found.bound
    interval = intervals.granted(amount.value, bound.name, high=amount.high, vague=amount.vague)
    noun = _noun_at(sentence, max(amount.last, amount.unit_last) + 1, lang) if not amount.kind else -1
    last = max(amount.last, amount.unit_last, bound.last, noun)
    start, end = sentence.starts[bound.first], sentence.ends[last]
    value = amount.vague or (amount.value if amount.high is None else (amount.value, amount.high))
    exact = "vague" if amount.vague else "range" if amount.high is not None else "exact"
    return Quantity(
        start=start,
        end=end,
        quote=sentence.text[start:end],
        value=value,
        low=interval.low,
        high=interval.high,
        bound=exact if bound.name == "exact" else "about" if bound.name == "nearly" else bound.name,
        kind="percent" if amount.fraction and not amount.kind else amount.kind or "count",
        unit=amount.unit if amount.kind else "",
        unit_text=sentence.quote(amount.unit_first, amount.unit_last) if amount.unit_first >= 0 else "",
        of=sentence.lower[noun] if noun >= 0 else "",
        confidence=0.0,
        sentence=(sentence.start, sentence.end),
        details={"number": (sentence.starts[amount.number_first], sentence.ends[amount.number_last]), "lang": lang},
    )
