"""Around a figure: its clause, the names in it, whose figure it is, where and when (English)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from monitor_plugins.languages.en import CALENDAR, FORMS
from monitor_plugins.languages.en_nations import NATIONS
from monitor_plugins.languages.en_reading import ADVERBS, AUXILIARIES, CATEGORIES, FAMILIES, LOCATIVE, STOPS, TIME_NOUNS, VERBS
from monitor_plugins.text.lemma import lemma, noun
from monitor_plugins.text.memo import Memo
from monitor_plugins.text.tokens import Sentence
from monitor_plugins.text.words import words

_HARD_BREAKS = frozenset(
    [
        ";",
        ":",
        "—",
        '"',
        "“",
        "”",
        "that",
        "which",
        "who",
        "while",
        "but",
        "although",
        "though",
        "because",
        "when",
        "where",
        "whereas",
        "whom",
    ]
)
_SOFT_BREAKS = words("as after before with if and since until killing leaving")
_BREAKS = _HARD_BREAKS | _SOFT_BREAKS | {","}
_NAME_LINKS = words("of and the for - ’ ' & al de la el bin van von du del .")
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
)
_DAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_SPAN = (
    r"(?:second|minute|hour|day|night|week|weekend|month|quarter|year|decade|century|season|summer|winter|spring|autumn"
    r"|morning|afternoon|evening)s?"
)
_LEAD = (
    r"(?:(?:[Ss]ince|[Ii]n|[Bb]y|[Uu]ntil|[Dd]uring|[Oo]n|[Ff]rom|[Bb]efore|[Aa]fter|[Oo]ver|[Ff]or|[Aa]s of|[Ll]ate on|[Ee]arly on"
    r"|[Tt]hroughout|[Tt]o) )?"
)
_TIME = re.compile(
    r"\b(?:"  # tried where a word begins, and nowhere else
    rf"{_LEAD}(?:(?:the )?(?:(?:early|late|mid)[ -])?(?:\d{{1,2}}(?:st|nd|rd|th)? )?{_MONTH}"
    r"(?: \d{1,2}(?:st|nd|rd|th)?\b(?!,\d))?(?:,? (?:19|20)\d\d\b)?"
    rf"|(?:last |next |this )?{_DAY}(?:'s|’s)?(?: (?:morning|afternoon|evening|night))?"
    rf"|(?:the )?(?:first|second|third|fourth|final|last|past|previous|next|current|same) (?:\w+ )?{_SPAN}\b(?: of (?:19|20)\d\d)?"
    r"|(?:early |late |mid-)?(?:19|20)\d\d\b(?![,.]?\d)(?! [a-z]+s\b))"
    rf"|\b(?:so far )?this {_SPAN}\b|\ba {_SPAN} (?:ago|earlier|before|later)\b|\bthe {_SPAN} before\b"
    r"|\b(?:today|yesterday|tomorrow|overnight|tonight)\b)"
)
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b(?![,.]?\d)")


_TIME_CUES = CALENDAR | TIME_NOUNS | {word + "s" for word in TIME_NOUNS} | {"today", "yesterday", "tomorrow", "tonight"}
_BEHIND = 8  # tokens behind a figure within which a year is its own: "killed 12 people in Ardal in 2015"
_DATELINE = 14  # tokens at the head of a sentence that hold one
_AFTER_COMMA = words("and but while who which as with where according")
_BEFORE_NAMES = words("the southern northern eastern western central a an nearby downtown neighbouring neighboring")
_PLACE_NOUNS = words("town city village province island district region and of ,")


class Name(NamedTuple):
    """A run of capitalised tokens; `nation` is the country behind it, if it is one."""

    first: int
    last: int
    text: str
    nation: str
    locative: bool
    owner: bool


class Context:
    """What one sentence says around its figures; `sources` are the token spans of speakers and their cues, left out of it."""

    def __init__(self, sentence: Sentence, sources: list[tuple[int, int]], numbers: frozenset[int] = frozenset()) -> None:
        self._sentence = sentence
        self._numbers = sorted(numbers)
        self._source_tokens = frozenset(at for first, last in sources for at in range(first, last + 1))
        self._hard: list[int] | None = None
        self._soft: list[int] | None = None
        self._names: list[Name] | None = None
        self._terms: tuple[str, ...] | None = None
        self._times: list[tuple[int, int, str]] | None = None

    @property
    def names(self) -> list[Name]:
        """Give the names of the sentence that are no speakers, in order."""
        if self._names is None:
            self._names = [name for name in _names(self._sentence) if name.first not in self._source_tokens]
        return self._names

    def clause(self, first: int, last: int, *, soft: bool = True) -> tuple[int, int]:
        """Give the tokens of the clause around `first`..`last`; `soft` breaks it at "as", "after", "and" with a verb, too."""
        if self._hard is None:
            self._find_breaks()
        breaks = self._soft if soft else self._hard
        assert breaks is not None  # noqa: S101
        before, after = bisect_left(breaks, first), bisect_right(breaks, last)
        return (breaks[before - 1] + 1 if before else 0), (breaks[after] - 1 if after < len(breaks) else len(self._sentence) - 1)

    def _find_breaks(self) -> None:
        hard, soft = [], []
        lower, sources = self._sentence.lower, self._source_tokens
        for at, word in enumerate(lower):
            if word not in _BREAKS and at not in sources:
                continue
            after = lower[at + 1] if at + 1 < len(lower) else ""
            if word in _HARD_BREAKS or at in sources or (word == "," and (after in _AFTER_COMMA or after.endswith("ing"))):
                hard.append(at)
                soft.append(at)
            elif word in _SOFT_BREAKS and (word != "and" or after in AUXILIARIES or after in VERBS or after[:1].isdigit()):
                soft.append(at)
        self._hard, self._soft = hard, soft

    def subject(self, first: int, last: int) -> tuple[str, ...]:
        """Give whose the figure is: the first name in its clause before it that is no place."""
        left, _ = self.clause(first, last)
        left = max(left, _behind_dateline(self._sentence))
        before = [name for name in self.names if left <= name.first < first and not name.locative]
        if not before:
            return ()
        name = before[1] if len(before) > 1 and self._titles(before[0], before[1]) else before[0]
        return (name.nation or name.text,)

    def candidate(self, first: int) -> tuple[str, ...]:
        """Give whose share of the votes a figure is: the first name since the number before it that is no place; none where none is."""
        last_number = next((at for at in reversed(self._numbers) if at < first), 0)
        left = max(last_number, _behind_dateline(self._sentence))
        before = [name for name in self.names if left <= name.first < first and not name.locative]
        return (before[0].text,) if before else ()

    def _titles(self, one: Name, other: Name) -> bool:
        """Say whether a name is only the title of the next one: "Tory leader William Hague", "SNP spokesman John Reed"."""
        gap = self._sentence.lower[one.last + 1 : other.first]
        return 0 < len(gap) <= 3 and all(
            word.isalpha() and word not in STOPS and word not in VERBS and word not in FAMILIES for word in gap
        )

    def places(self, first: int, last: int, subject: tuple[str, ...]) -> tuple[str, ...]:
        """Give where it is: names behind "in", "near", … and countries in the figure's own clause, its subject left out."""
        left, right = self.clause(first, last, soft=False)
        found = [
            name.nation or name.text
            for name in self.names
            if left <= name.first <= right
            and (name.locative or (name.nation and name.first > last))
            and not first <= name.first <= last
            and not self._of_other_figure(name, first, last)
        ]
        return tuple(dict.fromkeys(place for place in found if place not in subject))

    def _of_other_figure(self, name: Name, first: int, last: int) -> bool:
        """Say whether the place is another figure's, since this one has its own behind it: "12 in Ardal and 30 in Tessin"."""
        after = next((at for at in self._numbers if at > last), len(self._sentence))
        others = name.first > after or (name.first < first and any(at < name.first for at in self._numbers))
        return others and any(last < own.first < after and own.locative for own in self.names)

    def time(self, first: int, last: int) -> str:
        """Give the time expression nearest to the figure, its own clause first; "" if there is none."""
        if self._times is None:
            self._times = _times(self._sentence)
        if not self._times:
            return ""
        left, right = self.clause(first, last, soft=False)
        begin, end = self._sentence.starts[left], self._sentence.ends[right]
        here, there = self._sentence.starts[first], self._sentence.ends[last]
        others = [one for one in self._times if not (one[0] < there and one[1] > here)]
        inside = [one for one in others if begin <= one[0] < end] or (others if len(others) == 1 else [])
        return min(inside, key=lambda one: max(one[0] - there, here - one[1]))[2] if inside else ""

    def years(self, last: int) -> list[int]:
        """Give the years that lead to a figure which ends at the token `last`, or stand right behind it."""
        sentence = self._sentence
        end = sentence.ends[min(last + _BEHIND, len(sentence) - 1)]
        found = _YEAR.finditer(sentence.text, sentence.start, end)
        here = sentence.ends[last]  # "1.3 tonnes, the largest haul since 2015" is of today
        return [int(one.group()) for one in found if one.start() < here or not sentence.text[: one.start()].endswith("since ")]

    @property
    def terms(self) -> tuple[str, ...]:
        """Give the content lemmas of the sentence, each once, in order."""
        if self._terms is None:
            self._terms = tuple(dict.fromkeys(filter(None, map(_TERMS.__getitem__, self._sentence.lower))))
        return self._terms


def _behind_dateline(sentence: Sentence) -> int:
    """Give the token behind "ARDAL, July 3 (Agency) -", 0 if the sentence does not begin so."""
    words = sentence.words
    closed = next((at for at in range(min(_DATELINE, len(words) - 1)) if words[at] == ")"), 0)
    return closed + 2 if closed and words[closed + 1] in "-–—" and "(" in words[:closed] else 0


def _term(word: str) -> str:
    """Give the lemma of a content word, "" for any other."""
    return lemma(word) if len(word) > 2 and word.isalpha() and word not in STOPS and word not in ADVERBS else ""


_TERMS = Memo(_term)


def _times(sentence: Sentence) -> list[tuple[int, int, str]]:
    """Find the time expressions: the slow pattern looks only around the words that one may hold."""
    found: dict[int, tuple[int, int, str]] = {}
    for at, word in enumerate(sentence.lower):
        if word in _TIME_CUES or (len(word) == 4 and word[:2] in ("19", "20") and word.isdecimal()):
            begin, end = sentence.starts[max(0, at - 5)], sentence.ends[min(len(sentence) - 1, at + 5)]
            for match in _TIME.finditer(sentence.text, begin, end):
                if match.start() <= sentence.starts[at] < match.end():
                    found[match.start()] = (match.start(), match.end(), match.group().strip().rstrip(".'"))
    return list(found.values())


def _names(sentence: Sentence) -> list[Name]:
    found, at, words, lower = [], 0, sentence.words, sentence.lower
    while at < len(words):
        if not (words[at][0].isupper() and _starts_name(sentence, at)):
            at += 1
            continue
        last = _name_end(sentence, at)
        found.append(_name(sentence, at, last, lower, words))
        at = last + 1
    return found


def _starts_name(sentence: Sentence, at: int) -> bool:
    word, low = sentence.words[at], sentence.lower[at]
    if not word[0].isupper() or low in CALENDAR or low == "i" or (low == "us" and word != "US"):
        return False
    if low in STOPS and low not in ("us", "north", "south", "east", "west"):
        return False
    if at == 0 or sentence.words[at - 1] in '"“.:':
        after = sentence.words[at + 1] if at + 1 < len(sentence) else ""
        return word in NATIONS or after[:1].isupper() or not (_common(low) or _modifies(after))
    return True


def _modifies(after: str) -> bool:
    """Say whether the word behind the first of a sentence is its noun, as in "Net profit rose": behind a name stands a verb or a mark."""
    return after.isalpha() and after not in STOPS and after not in VERBS and not after.endswith(("s", "ed"))


def _common(low: str) -> bool:
    """Say whether a word is capital only because a sentence begins with it."""
    if low in VERBS or low in FAMILIES or low in _COMMON_FIRST or noun(low) in CATEGORIES or low in FORMS.starters:
        return True
    return low.endswith(_COMMON_ENDINGS)


_COMMON_ENDINGS = ("ly", "ing", "ed", "s", "tion", "ment", "ness", "ity", "ism", "ance", "ence", "ship", "age", "ers")
_COMMON_FIRST = words(
    "a an police officials authorities people residents rescuers about nearly almost reports some at least up unemployment minister"
)


def _name_end(sentence: Sentence, at: int) -> int:
    words, lower, last = sentence.words, sentence.lower, at
    while last + 1 < len(words):
        follows = words[last + 1]
        if follows[0].isupper() and lower[last + 1] not in CALENDAR:
            last += 1
        elif (
            lower[last + 1] in _NAME_LINKS
            and lower[last + 1] not in ("and", "the", "for", ".")
            and last + 2 < len(words)
            and words[last + 2][0].isupper()
            and lower[last + 2] not in CALENDAR
        ):
            if lower[last + 1] == "of" and words[last] in NATIONS:
                break
            last += 2
        else:
            break
    return last


def _name(sentence: Sentence, first: int, last: int, lower: list[str], words: list[str]) -> Name:
    text = sentence.quote(first, last)
    nation = NATIONS.get(text, "") or NATIONS.get(" ".join(words[first : first + 2]), "") or NATIONS.get(words[first], "")
    before = first - 1
    while before >= 0 and (
        lower[before] in _BEFORE_NAMES or (before > 0 and lower[before] in _PLACE_NOUNS and _still_locative(lower, before))
    ):
        before -= 1
    locative = before >= 0 and lower[before] in LOCATIVE and first > 0
    owner = last + 1 < len(words) and lower[last + 1] in ("'s", "’s")
    return Name(first, last, text if not nation or text in NATIONS else nation, nation, locative, owner)


def _still_locative(lower: list[str], at: int) -> bool:
    return any(word in LOCATIVE for word in lower[max(0, at - 4) : at])
