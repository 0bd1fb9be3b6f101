"""What a report is about: its words with their counts, which of them open it, which are names, and the days it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from monitor import Article, Mention
from monitor_plugins.story.background import expected_share
from monitor_plugins.text.calendar import MONTHS, WEEKDAYS
from monitor_plugins.text.lemma import noun

_EVERYWHERE = 0.25  # share of reports from which a word tells nothing
_LEAD = 250  # code points after the title
_LONGEST = 60_000  # code points; what follows in a longer text tells nothing new about its story
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}  # noqa: SIM905
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_MONTH_FIRST = re.compile(rf"\b{_MONTH} (\d{{1,2}})(?!\d)(?:st|nd|rd|th)?(?:,? ((?:19|20)\d\d)\b)?", re.IGNORECASE)
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? {_MONTH}(?:,? ((?:19|20)\d\d))?\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19[5-9]|20[0-4])\d\b")
# The tokens of `text.tokens` that tell anything, and the marks between them; without their places, which cost most of the time.
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’](?![sS]\b)[^\W\d_]+)*|['’][sS]\b|\S")
_CONTRACTED = tuple(f"{mark}{ending}" for mark in "'’" for ending in ("t", "d", "ll", "re", "ve", "m"))
_CALENDAR = WEEKDAYS | MONTHS


@dataclass(frozen=True, slots=True)
class Profile:
    """What a report is compared by. `terms` counts lemmas and numbers (`#6000`); `lead`, `names`, `places` and `people` are among them.

    `days` are proleptic ordinals of the full dates written in the text, `years` the years, `dates` the days of the year (1 to 365,
    leap days not counted) of all dates, with a year or without.
    """

    terms: Mapping[str, int]
    lead: frozenset[str]
    names: frozenset[str]
    places: frozenset[str]
    people: frozenset[str]
    days: frozenset[int]
    years: frozenset[int]
    dates: frozenset[int]

    @property
    def length(self) -> int:
        """Give how many telling words the report has."""
        return sum(self.terms.values())


def profile(article: Article) -> Profile:
    """Read an annotated article into its profile."""
    text = article.text[:_LONGEST]
    read = _TOKEN.findall(text)
    told = Counter([term for word in read if (term := _term(word))])
    lead = frozenset(map(_term, _TOKEN.findall(text[: len(article.title) + _LEAD])))
    names = {kind: _named(article.annotations, kind) for kind in ("", "place", "person")}
    written = _dates(text)
    return Profile(
        terms=told,
        lead=lead & told.keys(),
        names=frozenset((names[""] | _capitalised(read)) & told.keys()),
        places=frozenset(names["place"] & told.keys()),
        people=frozenset(names["person"] & told.keys()),
        days=frozenset(day for year, month, number in written if year and (day := _ordinal(year, month, number))),
        years=frozenset(int(year) for year in _YEAR.findall(text)),
        dates=frozenset(day for _, month, number in written if (day := _ordinal(1, month, number))),
    )


@lru_cache(maxsize=50_000)
def _term(written: str) -> str:
    """Give the form in which a token is compared; "" if it tells nothing."""
    word = written.lower()
    if word[0].isdigit():
        return "#" + word.replace(",", "").rstrip(".")
    if not word[0].isalpha() or len(word) < 2 or word.endswith(_CONTRACTED):
        return ""
    lemma = noun(word)
    return "" if expected_share(lemma) >= _EVERYWHERE or expected_share(word) >= _EVERYWHERE else lemma


def _named(annotations: Iterable[object], kind: str) -> set[str]:
    """Give the words of the names of one kind, of all kinds for ""."""
    names = {note.name for note in annotations if isinstance(note, Mention) and kind in ("", note.kind)}
    return {noun(word.lower()) for name in names for word in _TOKEN.findall(name)}


def _capitalised(read: Sequence[str]) -> set[str]:
    """Give the words that are capitalised inside sentences and never written small."""
    inside = {word.lower() for before, word in pairwise(read) if word[0].isupper() and before[-1].isalnum()}
    return {noun(word) for word in inside - set(read) - _CALENDAR}


def _dates(text: str) -> list[tuple[int, int, int]]:
    """Give the dates written in a text as (year, month, day); year 0 where none is written."""
    found = [(year, month, day) for month, day, year in _MONTH_FIRST.findall(text)]
    found += [(year, month, day) for day, month, year in _DAY_FIRST.findall(text)]
    return [(int(year or 0), _MONTHS[month.lower()], int(day)) for year, month, day in found]


def _ordinal(year: int, month: int, day: int) -> int:
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return 0
