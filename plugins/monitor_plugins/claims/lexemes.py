"""What one word is to a statement wherever it stands: its base form, its senses, and marks that say who need look at it."""

from __future__ import annotations

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
    senses,
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
    """Read a word by itself."""
    low = word.lower().replace("’", "'")
    plain = base(low)
    marks = _place(low, plain) | _speech(low, plain)
    found = senses(low) if marks & CONTENT else frozenset[str]()
    return Lexeme(low, plain, found, marks, word[0].isupper(), word[0].isalpha() and len(word) > _LONG)


def _place(low: str, plain: str) -> int:
    """Mark what a word does to the clause: breaks it, negates it, says something in it."""
    if low in _BREAKS:
        return BREAKS | (CARRIES_ON if low in ("and", ",") else 0)
    content = low[0].isalnum() and low not in FUNCTION and plain not in _LIGHT
    return (NEGATES if low in NEGATIONS else 0) | (CONTENT if content else 0) | (REVERSES if plain in REVERSALS else 0)


def _speech(low: str, plain: str) -> int:
    """Mark what a word tells of who says it, and how surely."""
    marked = (
        (SPEAKS, plain in SPEECH),
        (ACCORDING, low == "according"),
        (LINKED, plain in LINKS or plain in DRAWS),
        (DENIES, plain in DENYING or plain in VERDICTS or low in VERDICTS or low in GENUINE),
        (CONFIRMING, plain in CONFIRMS),
        (SUPPOSES, plain in _SUPPOSING),
        (UNCERTAIN, plain in HYPOTHETICAL or low in HEDGES),
    )
    return sum(mark for mark, held in marked if held)


LEXEMES = Memo(_lexeme)
