"""Runs of capitalised words, with what stands before and after them; linear in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import sub
from typing import NamedTuple

from monitor_plugins.names.gazetteer import lists
from monitor_plugins.text.memo import Memo
from monitor_plugins.text.sentences import sentences

# A title keeps the full stop that shortens it, as initials do: Gov. Ann Brand is one run.
_SHORTENED = "Gov|Govs|Sen|Sens|Rep|Reps|Lt|Gen|Gens|Col|Capt|Maj|Sgt|Cmdr|Adm|Brig|Rev|Prof|Dr|Mr|Mrs|Ms|St"
_WORD = re.compile(
    r"[A-Za-z]{2,}+(?![\w'’‐‑.-])"  # most words: what the fifth line would read, found faster
    rf"|(?:{_SHORTENED})\.(?= [A-Z])"
    r"|[A-Za-z]{2,}+(?![\w'’‐‑-])"
    r"|[^\W\d_]\.(?:[^\W\d_]\.)*(?=\s|[,;:)'’]|$)"  # initials and U.S.
    r"|[^\W\d_]\w*(?:(?:['’](?!s\b)|[-‐‑])[^\W\d_]\w*)*"  # words, with inner apostrophes and hyphens
    r"|['’]s\b|\d[\d.,:]*|[^\w\s]"
)
# A family name whose article has no capital: al-Sadr, d'Orsay.
_ARTICLED = re.compile(r"(?:(?:al|el|as|ad|ar|an|at|az|ash|ul)[-‐‑]|d['’])[A-Z]")
# A longer run of capitals is a headline or a table, not a name.
_LONGEST_RUN = 12
# So many words from the last capital on may still belong to its run: three particles and what follows them.
_BEHIND = 5


# Tuples, not dataclasses: a text has a few for every word, and a tuple is made in a fifth of the time.
class Form(NamedTuple):
    """One token wherever it stands. `name` says that a name may begin with it: a letter, and a capital one."""

    text: str
    low: str
    capital: bool
    letters: bool
    name: bool


def _form(text: str) -> Form:
    capital, letters = text[0].isupper(), text[0].isalpha()
    name = (capital and letters) or (text[0] in "aeud" and _ARTICLED.match(text) is not None)
    return Form(text, text.lower(), capital, letters, name)


_FORMS = Memo(_form)


class Word(NamedTuple):
    """One token of a name with its span in the text."""

    text: str
    low: str
    capital: bool
    start: int
    end: int


@dataclass(slots=True)
class Line:
    """One sentence as words; `headline` where nearly every long word has a capital, so that capitals say nothing.

    `starts` and `ends` reach as far as a run may.
    """

    words: list[Form]
    starts: list[int]
    ends: list[int]
    headline: bool


class Run(NamedTuple):
    """The words `first` to `last` (excluded) of a line that may be one name; `possessive` where 's follows."""

    line: Line
    first: int
    last: int
    words: tuple[Word, ...]
    possessive: bool

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
        words = self.line.words
        return words[index].low if index < len(words) else ""


@dataclass(slots=True)
class Scan:
    """The runs of a text in order; `lower` holds the words that it also writes without a capital."""

    runs: list[Run]
    lower: set[str]


def scan(text: str) -> Scan:
    """Read a text into runs, in order."""
    runs: list[Run] = []
    seen: set[str] = set()
    for start, end in sentences(text):
        written = _WORD.findall(text, start, end)
        words = list(map(_FORMS.__getitem__, written))
        seen.update(written)
        if names := [at for at, word in enumerate(words) if word.name]:
            del written[names[-1] + _BEHIND :]
            find, at = text.find, start
            ends = [at := find(word, at) + len(word) for word in written]  # only white space and underscores stand between two
            runs += _runs(Line(words, list(map(sub, ends, map(len, written))), ends, _headline(words)), names, text)
    return Scan(runs, {word for word in seen if word[0].islower()})


def _headline(words: list[Form]) -> bool:
    if words[-1].text in '.”"':
        return False
    long = [word.capital for word in words if word.letters and len(word.text) > 3]
    return len(long) >= 4 and long.count(False) <= 0.25 * len(long)


def _runs(line: Line, names: list[int], text: str) -> list[Run]:
    found: list[Run] = []
    words, after = line.words, 0
    for first in names:
        if first < after:
            continue
        after = _run_end(line, first, text)
        found.append(Run(line, first, after, _spans(line, first, after), after < len(words) and words[after].low in ("'s", "’s")))
    return found


def _spans(line: Line, first: int, last: int) -> tuple[Word, ...]:
    placed = zip(line.words[first:last], line.starts[first:last], line.ends[first:last], strict=True)
    return tuple([Word(form[0], form[1], form[2], start, end) for form, start, end in placed])


def _run_end(line: Line, first: int, text: str) -> int:
    words, starts, ends, last = line.words, line.starts, line.ends, first + 1
    while last < len(words) and last - first < _LONGEST_RUN and starts[last] == ends[last - 1] + 1 and text[ends[last - 1]] == " ":
        if words[last].name:
            last += 1
            continue
        stop = _over_particles(line, last, text)
        if stop == last:
            break
        last = stop
    return last


def _adjacent(line: Line, right: int, text: str) -> bool:
    """Say whether one space, and nothing else, stands before the word number `right`."""
    end = line.ends[right - 1]
    return line.starts[right] == end + 1 and text[end] == " "


def _over_particles(line: Line, index: int, text: str) -> int:
    """Give the index after `de la Cruz` when `index` is at its first particle; `index` itself if none leads to a capital."""
    particles, words = lists().cues["particle"], line.words
    stop = index
    if words[index].text not in particles:
        return index
    while stop < len(words) and stop - index < 3 and words[stop].text in particles:
        stop += 1
    if stop == index or stop >= len(words) or not words[stop].name:
        return index
    joined = all(_adjacent(line, at, text) for at in range(index, stop + 1))
    return stop + 1 if joined else index
