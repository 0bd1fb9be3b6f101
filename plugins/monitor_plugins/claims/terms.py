"""A sentence as content words in order, each with its sense and whether a negation reaches it; linear in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import reduce
from itertools import compress
from operator import itemgetter, or_, sub
from typing import NamedTuple

from monitor_plugins.claims.lexemes import BREAKS, CARRIES_ON, CONTENT, LEXEMES, NEGATES, REVERSES, Lexeme
from monitor_plugins.claims.lexicon import NEGATIONS, PSEUDO
from monitor_plugins.text.words import words

_TOKEN = re.compile(
    r"[A-Za-z]{2,}+(?![\w'’])"  # most words: what the fifth alternative would read, found faster
    r"|(?:[^\W\d_]\.){2,}|[^\W\d_]+(?=[nN]['’][tT]\b)|[nN]['’][tT]\b|[^\W\d_]+(?:['’](?![sS]\b)[^\W\d_]+)*|['’][sS]\b"
    r"|\d+(?:[.,]\d+)*|[^\s\w]"
)
_LOW, _MARKS, _CAPITAL, _TELLS = map(itemgetter, map(Lexeme._fields.index, ("low", "marks", "capital", "tells")))
_new = tuple.__new__  # what `Term` calls in the end: a text has hundreds
# A negation reaches this many content words, or to the end of its clause.
SCOPE = 12
_WHOLLY = words("nothing nobody none")


# A tuple, not a dataclass: a text has hundreds, and a tuple is made in a fifth of the time.
class Term(NamedTuple):
    """One content word. `negated` is the parity of the negations that reach it, `clause` counts from 0."""

    word: str
    low: str
    lemma: str
    senses: frozenset[str]
    start: int
    end: int
    negated: bool
    clause: int
    name: bool

    @property
    def number(self) -> bool:
        return self.low[0].isdigit()


@dataclass(slots=True)
class Terms:
    """The content words of a stretch of text, and of every token: its lower-cased form, that with its span, and its lexeme.

    `marks` are those of all its words together.
    """

    text: str
    start: int
    end: int
    content: list[Term] = field(default_factory=list)
    tokens: list[tuple[str, int, int]] = field(default_factory=list)
    lows: list[str] = field(default_factory=list)
    words: list[Lexeme] = field(default_factory=list)
    marks: int = 0

    def glued(self, index: int) -> bool:
        """Say whether a token follows the one before it without a space, as the 34 of SH-34 does."""
        return index > 0 and self.tokens[index - 1][2] == self.tokens[index][1]

    @property
    def question(self) -> bool:
        return "?" in self.lows[-3:]

    @property
    def numbers(self) -> frozenset[str]:
        """Give its numbers as written."""
        return frozenset(term.low for term in self.content if term.number)


def read_terms(text: str, start: int = 0, end: int | None = None) -> Terms:
    """Read one sentence's span into content words."""
    stop = len(text) if end is None else end
    written = _TOKEN.findall(text, start, stop)
    found = Terms(text, start, stop, words=list(map(LEXEMES.__getitem__, written)))
    found.lows = list(map(_LOW, found.words))
    find, at = text.find, start
    ends = [at := find(word, at) + len(word) for word in written]  # nothing but white space and underscores stands between two
    found.tokens = list(zip(found.lows, map(sub, ends, map(len, written)), ends, strict=True))
    found.marks = reduce(or_, set(map(_MARKS, found.words)), 0)
    _read_content(found, written)
    return found


def _read_content(found: Terms, written: list[str]) -> None:
    content, tokens, capitals = found.content, found.tokens, _capitals_tell(found.words)
    reach, clause, parity = 0, 0, False
    for index, (low, lemma, senses, marks, capital, _) in enumerate(found.words):
        if not marks:
            continue
        if marks & BREAKS:
            clause += 1
            if not marks & CARRIES_ON:
                reach, parity = 0, False
            continue
        if marks & NEGATES and negates_at(tokens, index):
            if low in _WHOLLY and _ends_clause(tokens, index):
                continue
            parity, reach = (not parity if reach else True), SCOPE
            continue
        if not marks & CONTENT:
            continue
        _, left, right = tokens[index]
        name = capital and capitals and (index > 0 or not found.text[left + 1 : left + 2].islower())
        content.append(_new(Term, (written[index], low, lemma, senses, left, right, parity and reach > 0, clause, name)))
        if reach:
            reach -= 1
        if marks & REVERSES:
            parity, reach = (not parity if reach else True), SCOPE


def _ends_clause(tokens: list[tuple[str, int, int]], index: int) -> bool:
    """Say whether nothing of its clause follows a word: "We signed nothing, and nobody called" negates the signing alone."""
    return index > 0 and index + 1 < len(tokens) and not tokens[index + 1][0][0].isalnum()


def _capitals_tell(words_: list[Lexeme]) -> bool:
    """Say whether capitals mark names here: not in a headline where most words have one."""
    telling = list(compress(map(_CAPITAL, words_), map(_TELLS, words_)))
    return telling.count(True) <= 0.75 * len(telling)


def negates_at(tokens: list[tuple[str, int, int]], index: int) -> bool:
    """Say whether a token is a negation of what follows it: no "no doubt", "no fewer than"."""
    low = tokens[index][0]
    if low not in NEGATIONS:
        return False
    following, next_but_one = ([token for token, _, _ in tokens[index + 1 : index + 3]] + ["", ""])[:2]
    if low == "no" and following == "more" and next_but_one.isalpha() and next_but_one != "than":
        return True  # "no more likely"
    if following in PSEUDO or (low == "nothing" and following == "to") or (index and tokens[index - 1][0] == "like"):
        return False
    return not (low == "no" and (following in (",", ".", "!", ":") or following.isdigit()))


class Matcher:
    """Finds for a content word the one that can stand for it among others."""

    def __init__(self, terms: list[Term]) -> None:
        self._by_sense: dict[str, Term] = {}
        for term in terms:
            for key in term.senses:
                self._by_sense.setdefault(key, term)

    def find(self, term: Term) -> Term | None:
        """Give the first like term, one with the same base form before others; None if there is none."""
        exact = self._by_sense.get(term.lemma)
        if exact is not None:
            return exact
        return next((self._by_sense[key] for key in sorted(term.senses) if key in self._by_sense), None)


def coverage(part: list[Term], whole: list[Term]) -> float:
    """Give the share of the content of `part` that `whole` has too, 0 to 1."""
    matcher = Matcher(whole)
    return sum(matcher.find(term) is not None for term in part) / len(part) if part else 0.0


# Adverbs and helpers between a negation and the word that it negates.
_BETWEEN = words(
    "even very still always usually often really completely fully entirely particularly especially explicitly currently seem appear"
)


def negated_heads(terms: Terms) -> list[Term]:
    """Give the word that each negation of a sentence negates: the first content word behind it, adverbs skipped."""
    if not terms.marks & NEGATES:
        return []
    heads: list[Term] = []
    content, at = terms.content, 0
    for index, (_, _, end) in enumerate(terms.tokens):
        if not negates_at(terms.tokens, index):
            continue
        while at < len(content) and content[at].start < end:
            at += 1
        behind = content[at : at + 6]
        heads += [term for term in behind if term.negated and not term.low.endswith("ly") and term.low not in _BETWEEN][:1]
    return heads


def negations(terms: Terms) -> int:
    """Count the negations of a sentence, those with no content word behind them too ("he said it was not")."""
    return sum(negates_at(terms.tokens, index) for index in range(len(terms.tokens)))


def negates(terms: Terms) -> bool:
    """Say whether a clause of a sentence negates: two negations of one clause undo each other, those of two clauses do not."""
    odd = False
    for index, word in enumerate(terms.words):
        if not (word.marks & BREAKS or word.low == "nor"):
            odd ^= negates_at(terms.tokens, index)
        elif odd:
            return True
    return odd


def first_negation(terms: Terms) -> int:
    """Give where the first negation of a sentence begins; the sentence's start if it has none."""
    return next((start for index, (_, start, _) in enumerate(terms.tokens) if negates_at(terms.tokens, index)), terms.start)


def content_before(terms: Terms, offset: int) -> list[Term]:
    """Give the content words that end before an offset."""
    return [term for term in terms.content if term.end <= offset]
