"""What one word is to a statement wherever it stands: its base form, its senses, and marks that say who need look at it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from monitor_plugins.claims.lexicon import (
    CONFIRMS,
    DENYING,
    DRAWS,
    FUNCTION,
    GENUINE,
    HEDGES,
    HYPOTHETICAL,
    LINKS,
    NEGATIONS,
    REVERSALS,
    SPEECH,
    VERDICTS,
    base,
    senses_of,
)
from monitor_plugins.text.memo import Memo
from monitor_plugins.text.words import words

# The marks of a word; a sentence has those of all its words, so that a reader who seeks what is not there need not look.
BREAKS, CARRIES_ON, NEGATES, CONTENT, REVERSES = 1, 2, 4, 8, 16
SPEAKS, ACCORDING, LINKED, DENIES, CONFIRMING, SUPPOSES, UNCERTAIN = 32, 64, 128, 256, 512, 1024, 2048

_BREAKS = frozenset(".;:!?—–()\n,|") | words(
    "but although though while whereas because however and who which when after before since until"
)
_LIGHT = words("be have do get")
_SUPPOSING = words("if suppose unless")
_LONG = 3


class Lexeme(NamedTuple):
    """One word in lower case (`’` as `'`), with its base form; `senses` are empty for words without content.

    `tells` says that it is long enough for its capital to tell a headline from a sentence.
    """

    low: str
    base: str
    senses: frozenset[str]
    marks: int
    capital: bool
    tells: bool


def _lexeme(word: str) -> Lexeme:
    low = word.lower().replace("’", "'")
    plain = base(low)
    marks = _BY_FORM.get(low, 0)
    if not marks & BREAKS:
        marks |= _BY_BASE.get(plain, 0)
        if low[0].isalnum() and low not in FUNCTION and plain not in _LIGHT:
            marks |= CONTENT
    elif plain in _BY_BASE:
        marks |= _BY_BASE[plain] & ~REVERSES
    found = senses_of(low, plain) if marks & CONTENT else frozenset[str]()
    return Lexeme(low, plain, found, marks, word[0].isupper(), len(word) > _LONG and word[0].isalpha())


def _marked(*listed: tuple[int, Iterable[str]]) -> dict[str, int]:
    """Give the marks of each listed word together."""
    marks: dict[str, int] = {}
    for mark, word in ((mark, word) for mark, words_ in listed for word in words_):
        marks[word] = marks.get(word, 0) | mark
    return marks


_BY_FORM = _marked(
    (BREAKS, _BREAKS), (CARRIES_ON, ("and", ",")), (NEGATES, NEGATIONS - _BREAKS), (ACCORDING, ("according",)),
    (DENIES, VERDICTS | GENUINE), (UNCERTAIN, HEDGES),
    (SPEAKS, ("disputed", "disputes")),
)  # fmt: skip
_BY_BASE = _marked(
    (REVERSES, REVERSALS), (SPEAKS, SPEECH), (LINKED, LINKS | DRAWS), (DENIES, DENYING | VERDICTS), (CONFIRMING, CONFIRMS),
    (SUPPOSES, _SUPPOSING), (UNCERTAIN, HYPOTHETICAL),
)  # fmt: skip
# What each word is by itself.
LEXEMES = Memo(_lexeme)
