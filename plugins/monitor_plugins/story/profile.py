"""What a report is about: its words with their counts, which of them open it, which are names, and the days it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from monitor import Article, Mention
from monitor_plugins.story.background import expected_share
from monitor_plugins.text.lemma import noun
from monitor_plugins.text.tokens import Sentence, tokenise
from monitor_plugins.text.words import words

_EVERYWHERE = 0.25  # share of reports from which a word tells nothing
_LEAD = 250  # code points after the title
_LONGEST = 60_000  # code points; what follows in a longer text tells nothing new about its story
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}  # noqa: SIM905
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_MONTH_FIRST = re.compile(rf"\b{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? ((?:19|20)\d\d)\b", re.IGNORECASE)
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? {_MONTH},? ((?:19|20)\d\d)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19[5-9]|20[0-4])\d\b")
_CONTRACTED = tuple(f"{mark}{ending}" for mark in "'’" for ending in ("t", "d", "ll", "re", "ve", "m"))
_CALENDAR = words("""monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
        october november december""")


@dataclass(frozen=True, slots=True)
class Profile:
    """What a report is compared by. `terms` counts lemmas and numbers (`#6000`); `lead` and `names` are among them.

    `days` are proleptic ordinals of the full dates written in the text, `years` the years.
    """

    terms: Mapping[str, int]
    lead: frozenset[str]
    names: frozenset[str]
    days: frozenset[int]
    years: frozenset[int]

    @property
    def length(self) -> int:
        """Give how many telling words the report has."""
        return sum(self.terms.values())


def profile(article: Article) -> Profile:
    """Read an annotated article into its profile."""
    text = article.text[:_LONGEST]
    read = tokenise(text)
    terms = [_term(word) for word in read.lower]
    told = Counter(term for term in terms if term)
    opening = len(article.title) + _LEAD
    lead = frozenset(term for term, start in zip(terms, read.starts, strict=True) if term and start < opening)
    names = _named(article.annotations) | _capitalised(read)
    years = frozenset(int(year) for year in _YEAR.findall(text))
    days = frozenset(_days(text)) if years else frozenset[int]()
    return Profile(told, lead, frozenset(names & told.keys()), days, years)


@lru_cache(maxsize=50_000)
def _term(word: str) -> str:
    """Give the form in which a token is compared; "" if it tells nothing."""
    if word[0].isdigit():
        return "#" + word.replace(",", "").rstrip(".")
    if not word[0].isalpha() or len(word) < 2 or word.endswith(_CONTRACTED):
        return ""
    lemma = noun(word)
    return "" if expected_share(lemma) >= _EVERYWHERE or expected_share(word) >= _EVERYWHERE else lemma


def _named(annotations: Iterable[object]) -> set[str]:
    names = {note.name for note in annotations if isinstance(note, Mention)}
    return {noun(word) for name in names for word in tokenise(name).lower}


def _capitalised(read: Sentence) -> set[str]:
    """Give the words that are capitalised inside sentences and never written small."""
    small = {word for word in read.words if word.islower()}
    inside = {
        low
        for index, (word, low) in enumerate(zip(read.words, read.lower, strict=True))
        if index and word[0].isupper() and read.words[index - 1][-1].isalnum() and low not in small and low not in _CALENDAR
    }
    return {noun(word) for word in inside}


def _days(text: str) -> set[int]:
    found = [(year, month, day) for month, day, year in _MONTH_FIRST.findall(text)]
    found += [(year, month, day) for day, month, year in _DAY_FIRST.findall(text)]
    return {ordinal for year, month, day in found if (ordinal := _ordinal(int(year), _MONTHS[month.lower()], int(day)))}


def _ordinal(year: int, month: int, day: int) -> int:
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return 0
