"""Where sentences end for a phrase, which lines are in capitals, and which only lead to other pages."""

from __future__ import annotations

import re
from bisect import bisect_right

from monitor_plugins.text.sentences import ABBREVIATIONS

Span = tuple[int, int]

BREAKS = ".!?…。．！？｡؟۔।॥\n•▪●|"
_WIDE = frozenset("。．！？｡؟۔।॥")
_BULLETS = frozenset("•▪●|")
# Begins with a set of characters, so that the search runs over plain text at full speed; possessive, so that it stays linear.
_END = re.compile(rf"[{BREAKS}][.!?…。．！？｡]*+[\"'”’»)\]」』）]*+\s*+")
_BREAK = re.compile(f"[{BREAKS}]")
_WORD_BEFORE = re.compile(r"[\w.]{1,12}$")
# The last two letters of abbreviations, for a quick look before the careful one.
_ABBREVIATED = frozenset(word[-2:] for word in ABBREVIATIONS)
_OPENING = "\"'“‘«([{¿¡ "
# A line of running text that was wrapped by hand is about this long; paragraphs and headlines are longer or shorter.
_WRAPPED = range(40, 101)
_LEADS = re.compile(
    r"""[\W_]*(?:(?:read|see|watch|listen)\s(?:more|also|next|our)\b|also\sread\b|related\b.{0,20}:|recommended\b.{0,20}:|more\s(?:on|from|stories)\b
    |sign\sup\b|subscribe\b|follow\sus\b|share\s(?:this|on)\b|click\shere\b|advert(?:isement)?\b|sponsored\b|all\srights\sreserved|copyright\s(?:©|\(c\)|\d)|©
    |most\s(?:read|popular|viewed|shared)\b|trending\b.{0,10}:|editors?['’]s?\spicks?\b|(?:we|this\s(?:web)?site)\suses?\scookies\b|accept\s(?:all\s)?cookies\b|cookie\s(?:policy|settings)\b
    |terms\s(?:of|and)\s(?:use|service|conditions)\b|privacy\spolicy\b|download\s(?:our|the)\s\w*\s?app\b
    |get\s(?:our|the)\s(?:latest|daily|morning|weekly)?\s?(?:newsletter|app)\b|(?:tags|topics|filed\sunder|keywords|categories)\s?:|don['’]t\smiss\b
    |you\s(?:may|might)\salso\b|up\snext\b|watch\s?:|newsletters?\b.{0,20}:|lire\saussi\b|mehr\szum\sthema\b|lesen\ssie\sauch\b|lea\stambién\b|leer\smás\b|관련\s?기사|相关阅读|関連記事)""",
    re.IGNORECASE | re.VERBOSE,
)
_LONG_WORD = re.compile(r"[^\W\d_]{4}")


def sentence_spans(text: str, title_end: int = 0) -> list[Span]:
    """Give the spans of a text's sentences in order; the title's end always ends one. Linear in the text."""
    found: list[Span] = []
    start = line = 0
    for match in _END.finditer(text):
        if start < title_end <= match.start():
            start = _close(found, text, start, title_end)
        if _ends(text, line, match):
            start = _close(found, text, start, match.end())
        if "\n" in match.group():
            line = match.end()
    if start < title_end:
        start = _close(found, text, start, title_end)
    _close(found, text, start, len(text))
    return found


def _close(found: list[Span], text: str, start: int, end: int) -> int:
    piece = text[start:end]
    bare = piece.strip(" \t\r\n•▪●|\u00a0\u3000")
    if bare:
        begin = start + piece.index(bare[0])
        found.append((begin, begin + len(bare)))
    return end


def may_break(text: str, start: int, end: int) -> bool:
    """Say whether anything between two places could end a sentence; a quick look before the careful one."""
    return _BREAK.search(text, start, end) is not None


def breaks_in_line(text: str, start: int, end: int) -> bool:
    """Say whether a sentence ends between the first and the last letter of a stretch of one line; the title's end is not looked for."""
    return any(match.end() < end and _ends(text, 0, match) for match in _END.finditer(text, start, end))


def _ends(text: str, line: int, match: re.Match[str]) -> bool:
    mark = match.group()
    following = text[match.end() : match.end() + 8].lstrip(_OPENING)
    if mark == ". ":
        return not following[:1].islower() and not _is_abbreviation(text, match.start())
    if mark[0] in _WIDE or mark[0] in _BULLETS:
        return True
    if mark[0] == "\n":
        return mark.count("\n") > 1 or not _is_wrapped(text, line, match.start(), following)
    if not mark[-1].isspace():
        return match.end() == len(text) or _is_glued(text, match)
    if "\n" in mark:
        return True
    if following[:1].islower():
        return False
    return mark[0] != "." or mark[1:2] == "." or not _is_abbreviation(text, match.start())


def _is_glued(text: str, match: re.Match[str]) -> bool:
    """Say whether a sentence ends without a space behind it: "was hit.Kim said"."""
    before, after = text[max(0, match.start() - 2) : match.start()], text[match.end() : match.end() + 2]
    return before.islower() and before.isalpha() and len(before) == 2 and after[:1].isupper() and after[1:].islower()


def _is_wrapped(text: str, line: int, end: int, following: str) -> bool:
    """Say whether a line break stands inside a sentence."""
    before = text[max(line, end - 2) : end].rstrip()[-1:]
    if text[line:end].isupper():
        return False
    return before not in ".!?:;…" and (following[:1].islower() or before == "," or ((end - line) in _WRAPPED and before.isalnum()))


def _is_abbreviation(text: str, end: int) -> bool:
    """Say whether the full stop at `end` follows an initial, dotted letters or a usual abbreviation."""
    last = text[max(0, end - 2) : end].lower()
    if len(last) == 2 and last.isalpha() and last not in _ABBREVIATED:
        return False
    match = _WORD_BEFORE.search(text, max(0, end - 12), end)
    word = match.group().lower() if match else ""
    return word in ABBREVIATIONS or (len(word.rpartition(".")[2]) == 1 and word[-1:].isalpha())


class Sentences:
    """The sentences of one text, asked by position."""

    def __init__(self, text: str, title_end: int = 0) -> None:
        self.text, self.title_end = text, title_end
        self.spans = sentence_spans(text, title_end)
        self._starts = [start for start, _ in self.spans]
        self._capitals: dict[int, bool] = {}
        self._leads: dict[int, bool] = {}

    def number(self, at: int) -> int:
        """Give the number of the sentence that holds the position."""
        return max(0, bisect_right(self._starts, at) - 1)

    def in_capitals(self, at: int) -> bool:
        """Say whether the sentence is written in capitals throughout, so that case says nothing."""
        number = self.number(at)
        if number not in self._capitals:
            sentence = self.text[slice(*self.spans[number])]
            self._capitals[number] = sentence.isupper() and bool(_LONG_WORD.search(sentence))
        return self._capitals[number]

    def leads_away(self, at: int) -> bool:
        """Say whether the sentence is no part of the report: a link to others, a plea to subscribe, a notice. Never the title."""
        number = self.number(at)
        if number not in self._leads:
            start, end = self.spans[number]
            self._leads[number] = start >= self.title_end and bool(_LEADS.match(self.text, start, min(end, start + 80)))
        return self._leads[number]
