"""Where sentences begin and end, as code point spans; linear in the text whatever it holds."""

from __future__ import annotations

import re
from functools import lru_cache

from monitor_plugins.text.words import words

# A longer sentence is cut at white space: every later step may then look at whole sentences and stay linear in the text.
MAX_SENTENCE = 1500

# A mark first, so that the search runs on a set of characters; the look-behind and the bounds keep long runs of one mark linear.
_END = re.compile(r"[.!?…\n](?:(?<=\n)\s*|(?<!\n)(?<![.!?…]{2})[.!?…]{0,19}[\"”’»')\]]{0,6}(?=\s))")
_OPENING = "\"“‘«'([ \t—–-"
_CLOSING = "\"”’»')]"
_BEFORE_WORD = re.compile(r"[(\[\"“‘«]")
_FIRST_WORD = re.compile(r"\W*(\w+)")
_REACH = 24  # code points of the word before a full stop that are looked at

ABBREVIATIONS = words(
    """mr mrs ms mx dr prof rev fr hon st sr jr messrs gen lt col maj capt cmdr adm sgt cpl pvt brig gov sen rep reps sens pres supt
    insp det atty no nos vol fig pp ch sec art al vs v etc eg ie cf ca approx est dept univ assn bros mt ft sq cu jan feb mar apr
    jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri nr bzw ca usw dz z.b m mme mlle sra srta mio mrd tsd av ave
    blvd rd"""
)
# These end a sentence as often as not: only a usual first word after them says that one ended.
_ENDING_ABBREVIATIONS = words("inc corp co ltd llc plc a.m p.m am pm etc jr sr st u.s u.k u.n e.u d.c sq ft")
# Behind an ordinal's full stop: "am 12. März", "im 19. Jahrhundert".
_GERMAN_AFTER = words("""januar februar märz april mai juni juli august september oktober november dezember jahrhundert jahrhunderts""")
OPENERS = words(
    """the a an in on at it its he she they we i you this that these those but and so there as after before when while if his her their
    our by for from with more most some many no not one two three four five six seven eight nine ten at about around officials
    police authorities however meanwhile since until under over another other both all each every such then now here what who how
    why where which although though because despite during following according also only even last next earlier later yesterday
    today"""
)


@lru_cache(maxsize=4)  # every annotator of an article asks for the same text
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Give the spans of the sentences in order, white space around them left out.

    A line break ends a sentence unless the next line goes on in lower case. Abbreviations, initials and decimals do not
    end one. Sentences over `MAX_SENTENCE` code points come in pieces.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if _ends_here(text, start, match):
            _add(found, text, start, match.end())
            start = match.end()
    _add(found, text, start, len(text))
    return tuple(found)


def _ends_here(text: str, start: int, match: re.Match[str]) -> bool:
    mark, (left, right) = match.group(), match.span()
    following = text[right : right + 40].lstrip()
    if mark[0] == "\n":
        return mark.count("\n") > 1 or not _goes_on(text[max(start, left - 2) : left], following)
    if not following:
        return True
    first = following[0] if following[0].isalnum() else following.lstrip(_OPENING)[:1]
    if first.islower():
        return False
    return mark[0] != "." or len(mark.rstrip(_CLOSING)) > 1 or not _abbreviated(text[max(start, left - _REACH) : left], mark, following)


def _goes_on(before: str, following: str) -> bool:
    return bool(following) and (following[0].islower() or before.rstrip().endswith(",")) and before.rstrip()[-1:] not in ".!?:"


def _abbreviated(before: str, mark: str, following: str) -> bool:
    """Say whether the full stop belongs to an abbreviation or an initial rather than to the sentence."""
    if len(mark) > 1 and mark[1] not in ")]":
        return False
    word = _last_word(before)
    plain = word.lower()
    if plain in _ENDING_ABBREVIATIONS:
        return _first_word(following) not in OPENERS
    if plain in ABBREVIATIONS:
        return plain != "no" or following[:1].isdigit()
    if word.isdecimal():
        return len(word) <= 2 and _first_word(following) in _GERMAN_AFTER
    if len(word) == 1 and word.isupper():
        return _first_word(following) not in OPENERS
    return "." in word and len(word) <= 6 and word.replace(".", "").isalpha() and _first_word(following) not in OPENERS


def _last_word(before: str) -> str:
    """Give what stands behind the last space, bracket or opening quotation mark; "" behind one of them."""
    if not before or before[-1].isspace():
        return ""
    last = before.split()[-1]
    return last if last.isalnum() else _BEFORE_WORD.split(last)[-1]


def _first_word(following: str) -> str:
    match = _FIRST_WORD.match(following)
    return match.group(1).lower() if match and match.group(1)[:1].isupper() else ""


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end:
        cut = _cut(text, start, end)
        piece = text[start:cut]
        left = len(piece) - len(piece.lstrip())
        if left < len(piece):
            found.append((start + left, start + len(piece.rstrip())))
        start = cut


def _cut(text: str, start: int, end: int) -> int:
    if end - start <= MAX_SENTENCE:
        return end
    space = text.rfind(" ", start + 1, start + MAX_SENTENCE)
    return space if space > start else start + MAX_SENTENCE
