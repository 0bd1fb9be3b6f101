"""How words are compared: NFKC, case, accents, curly marks; which pieces of writing are words at all."""

from __future__ import annotations

import re
from unicodedata import normalize

# Scripts that write without spaces between words, or (Hangul) glue endings to them: here every character is a piece of its own.
HANGUL = "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff"
_OTHERS = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ede\u1000-\u1049\u1050-\u109f\u1780-\u17d3\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035"
    "\u3040-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3100-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003134f"
)
SPACELESS = HANGUL + _OTHERS
# Marks that belong to a word but are no letters to `\w`; the Indic blocks are taken whole.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u0900-\u0963\u0971-\u0df3"
)

HYPHENS = "-\u2010\u2011\u2012\u2013\u2212"
APOSTROPHES = "'\u2019\u2018\u02bc\uff07"
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
SPACES = " \t\r\n\u00a0\u2009\u202f\u3000"

_LETTERS = rf"[^\W_{SPACELESS}]++(?:[{_MARKS}]++[^\W_{SPACELESS}]*+)*+"
_JOINT = rf"(?:[{HYPHENS}{APOSTROPHES}{INVISIBLE}.]|,(?=\d))"
# A chunk is what people would call one word of writing: "co-operation", "Korea's", "U.S", "6,000"; or a run of a spaceless script.
CHUNK = re.compile(rf"{_LETTERS}(?:{_JOINT}{_LETTERS})*+|[{SPACELESS}]++")
ATOM = re.compile(rf"{_LETTERS}|[{SPACELESS}]")
QUERY_ATOM = re.compile(rf"(?:[^\W_{SPACELESS}]|[{_MARKS}]|\*)++|[{SPACELESS}]")
HAS_SPACELESS = re.compile(rf"[{SPACELESS}]")
HAS_HANGUL = re.compile(rf"[{HANGUL}]")

_ACCENTED = re.compile(r"([A-Za-z\u0370-\u03ff\u1f00-\u1fff])[\u0300-\u036f]+")
# Stress marks of Russian textbooks, vowel points of Arabic and Hebrew, and the Arabic stretch mark: written or not as the author likes.
_OPTIONAL = re.compile("(?<=[\u0400-\u04ff])\u0301|[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u064b-\u0652\u0670]")
# Letters with a stroke do not decompose; people without them on the keyboard write the bare letter.
_STROKES = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T",
                          "ı": "i", "ё": "е", "Ё": "Е", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ð": "d", "Ð": "D"})  # fmt: skip


_STRAIGHT = (("\u2019", "'"), ("\u2018", "'"), ("\u2013", "-"), ("\u2011", "-"), ("\u2010", "-"), ("\u00a0", " "),
             ("\u201c", '"'), ("\u201d", '"'), ("\u2014", ";"), ("\u2026", ";"), ("\u00a3", "$"), ("\u20ac", "$"),
             ("\u2022", ";"))  # fmt: skip


def fold(word: str, *, case: bool = False, accents: bool = False) -> str:
    """Give the form that words are compared by; `case` and `accents` say which of the two to keep."""
    if word.isascii():
        return word if case else word.lower()
    word = normalize("NFKC", word)
    if not case:
        word = normalize("NFKC", word.casefold())
    return word if accents else without_accents(word)


def without_accents(word: str) -> str:
    """Give the word without accents on Latin and Greek letters; marks that make another letter (й, が, ि) stay."""
    bare = _OPTIONAL.sub("", _ACCENTED.sub(r"\1", normalize("NFD", word.translate(_STROKES))))
    return normalize("NFC", bare)


def lowered(text: str) -> str:
    """Give the text in lower case, of the same length: spans in one are spans in the other."""
    low = text.lower()
    if len(low) == len(text):
        return low
    # Only İ (U+0130) grows when lowered; it folds to i either way.
    return text.replace("\u0130", "I").lower()


def plain_marks(text: str) -> str:
    """Give the text with the typographic marks of newspapers as ASCII marks that mean as much to words, of the same length."""
    if not text.isascii():
        for curly, straight in _STRAIGHT:
            text = text.replace(curly, straight)
    return text


def pieces(chunk: str, atom: re.Pattern[str] = ATOM) -> list[tuple[int, int]]:
    """Give the spans of the letters-and-digits pieces in a chunk, a possessive 's left out."""
    spans = [match.span() for match in atom.finditer(chunk)]
    return [(start, end) for start, end in spans if not (chunk[start:end] in ("s", "S") and start and chunk[start - 1] in APOSTROPHES)]
