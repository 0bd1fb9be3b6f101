"""Runs of capitalised words, with what stands before and after them; linear in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from monitor_plugins.names.gazetteer import lists
from monitor_plugins.text.sentences import sentences

_WORD = re.compile(
    r"[^\W\d_]\.(?:[^\W\d_]\.)*(?=\s|[,;:)'’]|$)"  # initials and U.S.
    r"|[^\W\d_]\w*(?:(?:['’](?!s\b)|[-‐‑])[^\W\d_]\w*)*"  # words, with inner apostrophes and hyphens
    r"|['’]s\b|\d[\d.,:]*|[^\w\s]"
)
# A longer run of capitals is a headline or a table, not a name.
_LONGEST_RUN = 12


@dataclass(frozen=True, slots=True)
class Word:
    """One token of a sentence with its span in the text."""

    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        return self.text.lower()

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def letters(self) -> bool:
        return self.text[0].isalpha()


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence as words; `headline` where nearly every long word has a capital, so that capitals say nothing."""

    words: tuple[Word, ...]
    start: int
    end: int
    headline: bool


@dataclass(frozen=True, slots=True)
class Run:
    """The words `first` to `last` (excluded) of a line that may be one name."""

    line: Line
    first: int
    last: int
    number: int = 0

    @property
    def words(self) -> tuple[Word, ...]:
        return self.line.words[self.first : self.last]

    @property
    def opens(self) -> bool:
        """Say whether a capital is owed to the beginning of a sentence, quotation or line."""
        return self.first == 0 or self.line.words[self.first - 1].text in "\"“”‘'«([:;—–-•*.!?"

    def before(self, distance: int = 1) -> str:
        """Give the lower-cased word that stands so many words before the run; "" where the line begins."""
        index = self.first - distance
        return self.line.words[index].low if index >= 0 else ""

    def after(self, distance: int = 1) -> str:
        """Give the lower-cased word that stands so many words after the run, a possessive skipped; "" at the end."""
        index = self.last + distance - 1 + self.possessive
        return self.line.words[index].low if index < len(self.line.words) else ""

    @property
    def possessive(self) -> bool:
        return self.last < len(self.line.words) and self.line.words[self.last].low in ("'s", "’s")


@dataclass(slots=True)
class Scan:
    """A text as lines and runs; `lower` holds the words that it also writes without a capital."""

    text: str
    lines: list[Line] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    lower: set[str] = field(default_factory=set)


def scan(text: str) -> Scan:
    """Read a text into lines and runs, in order."""
    found = Scan(text)
    for number, (start, end) in enumerate(sentences(text)):
        words = tuple(Word(match.group(), match.start(), match.end()) for match in _WORD.finditer(text, start, end))
        line = Line(words, start, end, _headline(words))
        found.lines.append(line)
        found.lower.update(word.text for word in words if word.text[0].islower())
        found.runs += _runs(line, number, text)
    return found


def _headline(words: tuple[Word, ...]) -> bool:
    long = [word for word in words if word.letters and len(word.text) > 3]
    short_lower = sum(not word.capital for word in long)
    return len(long) >= 4 and short_lower <= 0.25 * len(long) and words[-1].text not in '.”"'


def _runs(line: Line, number: int, text: str) -> list[Run]:
    found: list[Run] = []
    words, index = line.words, 0
    while index < len(words):
        if not (words[index].capital and words[index].letters):
            index += 1
            continue
        last = _run_end(words, index, text)
        found.append(Run(line, index, last, number))
        index = last
    return found


def _run_end(words: tuple[Word, ...], first: int, text: str) -> int:
    last = first + 1
    while last < len(words) and last - first < _LONGEST_RUN and _adjacent(words[last - 1], words[last], text):
        if words[last].capital and words[last].letters:
            last += 1
            continue
        stop = _over_particles(words, last, text)
        if stop == last:
            break
        last = stop
    return last


def _adjacent(left: Word, right: Word, text: str) -> bool:
    return right.start == left.end + 1 and text[left.end] in "  "


def _over_particles(words: tuple[Word, ...], index: int, text: str) -> int:
    """Give the index after `de la Cruz` when `index` is at its first particle; `index` itself if none leads to a capital."""
    particles = lists().cues["particle"]
    stop = index
    while stop < len(words) and stop - index < 3 and words[stop].text in particles:
        stop += 1
    if stop == index or stop >= len(words) or not (words[stop].capital and words[stop].letters):
        return index
    joined = all(_adjacent(left, right, text) for left, right in pairwise(words[index - 1 : stop + 1]))
    return stop + 1 if joined else index
