"""Which numbers a report sets against somebody else's: "23, not 14 as the police maintain", "six times what was admitted" (English)."""

from __future__ import annotations

import re
from typing import NamedTuple

from monitor import Article, Quantity

_BESIDE = 14  # code points before a number that may belittle it
_REACH = 200  # code points between a number and the words that set it against another's
_SAYS = (
    r"(?:admit\w*|acknowledg\w+|own(?:s|ed)? up|conced\w+|claim(?:s|ed)?|maintain(?:s|ed)?|ma(?:de|kes?) out|sa(?:id|ys?)|report(?:s|ed)?"
    r"|stat(?:es?|ed)|announced|g[ai]ven?|gave|put (?:out|it)|insist(?:s|ed)?|spoke|speaks?)"
)
_MORE = r"(?:more|fewer|less|higher|lower|larger|smaller|bigger|greater|worse|above|below)"
_TIMES = r"(?:twice|double|triple|half|(?:two|three|four|five|six|seven|eight|nine|ten|\d+) times|a (?:third|quarter|fraction) of)"
# Its own earlier number, or one from another time, is no rival's.
_OWN = r"(?! ?(?:had |was |were |had been |it (?:had )?)?(?:first|initially|previously|originally|earlier|at first|last|so far|before))"
_THAN = rf"{_OWN} (?:[\w’'-]+ ){{0,7}}?{_SAYS}\b(?! (?:earlier|previously|before|at first|initially|on|last))"
# "as many as the ministry's 11", "more than the firm's own figure of 40"
_THEIRS = (
    rf"(?:{_THAN}|{_OWN} (?:[\w’'-]+ ){{0,4}}?\w+(?:['’]s|s['’])(?: own| official)?"
    r"(?: (?:figure|number|count|toll|total|estimate)(?: of)?)? (?:\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\w*)"
)
_NUMBER = r"(?:figures?|numbers?|tolls?|counts?|tally|tallies|turnout|estimates?|death toll)"
_FEW = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_SOME_MORE = rf"(?:\d[\d.,]*|an?|{_FEW}|dozens?|scores|hundreds|thousands|several)"
_CUE = re.compile(
    rf"\b(?:far|much|well|many|a (?:lot|good deal)) (?:{_MORE}|[a-z]{{3,9}}er) than{_THEIRS}"
    rf"|\b{_SOME_MORE} (?:(?:million|thousand|hundred|dozen|percent|[a-z]+s) )?(?:more|fewer) than{_THEIRS}"
    rf"|\b{_TIMES} (?:(?:as|so) (?:many|much|high|large|big)(?: [a-z]+)? as|what|the number(?: that)?|the figure(?: that)?){_THEIRS}"
    rf"|\b(?:{_TIMES}|(?:far|much|well|many) {_MORE}(?: than)?) the official {_NUMBER}"
    rf"|\b(?:contradict|disput|challeng|reject|question|dismiss)(?:s|es|e|ed|ing)? (?:the |its |that )?(?:[\w’'-]+ ){{0,2}}?{_NUMBER}\b",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\b(?:only|just|not more than|no more than|merely) ", re.IGNORECASE)
_INSTEAD = re.compile(r"\b(?:instead of|rather than|as opposed to)\b", re.IGNORECASE)
# Who corrects a number of their own disputes nobody's.
_CORRECTS = re.compile(
    r"\b(?:correct(?:ed|s|ing|ion)|revis(?:ed?|es|ing|ion)|lower(?:ed|s) (?:its|their|the)|apologi[sz]\w+|mistake|miscount\w*"
    r"|wrongly been|counted twice|amend(?:ed|s))\b",
    re.IGNORECASE,
)


class Against(NamedTuple):
    """The words that set a number against another's, and the values denied beside it."""

    against: str = ""
    denied: tuple[float, ...] = ()


class Cues(NamedTuple):
    """The words of an article that set a number against another's, with their spans, and its denied numbers."""

    said: tuple[tuple[int, int], ...]
    denied: tuple[Quantity, ...]


def cues(article: Article) -> Cues:
    """Find what an article says against other numbers; nothing where it corrects a number."""
    if _CORRECTS.search(article.text):
        return Cues((), ())
    said = tuple(match.span() for match in _CUE.finditer(article.text))
    notes = (note for note in article.annotations if isinstance(note, Quantity) and not isinstance(note.value, tuple))
    return Cues(said, tuple(note for note in notes if note.value is not None and _denied(article.text, note)))


def _denied(text: str, note: Quantity) -> bool:
    if note.details.get("negated"):
        return True
    return note.role == "previous" and _INSTEAD.search(text, max(note.sentence[0], note.start - 30), note.start) is not None


def against(text: str, quantity: Quantity, found: Cues) -> Against:
    """Give what sets a quantity against another's number: in its sentence, or right beside that."""
    denied = tuple(
        float(note.value)
        for note in found.denied
        if note.sentence == quantity.sentence
        and note is not quantity
        and note.kind == quantity.kind
        and isinstance(note.value, int | float)
    )
    start, end = quantity.sentence
    near = next((span for span in found.said if start - _REACH <= span[0] and span[1] <= end + _REACH), None)
    if near is not None:
        return Against(text[slice(*near)], denied)
    if denied:
        return Against(f"not {denied[0]:g}", denied)
    number = quantity.details.get("number", (quantity.start, quantity.end))[0]
    few = _ONLY.search(text, max(start, number - _BESIDE), number)
    return Against("only") if few and few.end() == number else Against()
