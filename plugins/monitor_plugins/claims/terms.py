"""A sentence as content words in order, each with its sense and whether a negation reaches it; linear in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from monitor_plugins.claims.lexicon import FUNCTION, NEGATIONS, PSEUDO, REVERSALS, base, senses
from monitor_plugins.text.words import words

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?=n['’]t\b)|n['’]t\b|[^\W\d_]+(?:['’](?![sS]\b)[^\W\d_]+)*|['’][sS]\b|\d+(?:[.,]\d+)*|[^\s\w]",
    re.IGNORECASE,
)
_BREAKS = frozenset(".;:!?—–()\n,|") | words(
    "but although though while whereas because however and who which when after before since until"
)
_STRONG_BREAKS = frozenset(".;:!?—–()|\n")
_LIGHT = words("be have do get")
# A negation reaches this many content words, or to the end of its clause.
SCOPE = 12


@dataclass(frozen=True, slots=True)
class Term:
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
    """The content words of a stretch of text, and every token's lower-cased form with its span."""

    text: str
    start: int
    end: int
    content: list[Term] = field(default_factory=list)
    tokens: list[tuple[str, int, int]] = field(default_factory=list)

    @property
    def lows(self) -> list[str]:
        return [token for token, _, _ in self.tokens]

    def glued(self, index: int) -> bool:
        """Say whether a token follows the one before it without a space, as the 34 of SH-34 does."""
        return index > 0 and self.tokens[index - 1][2] == self.tokens[index][1]

    @property
    def question(self) -> bool:
        return any(low == "?" for low, _, _ in self.tokens[-3:])


def read_terms(text: str, start: int = 0, end: int | None = None) -> Terms:
    """Read one sentence's span into content words."""
    stop = len(text) if end is None else end
    found = Terms(text, start, stop)
    found.tokens = [(_plain(match.group()), match.start(), match.end()) for match in _TOKEN.finditer(text, start, stop)]
    capitals = _capitals_tell(text, found.tokens)
    reach, clause = 0, 0
    parity = False
    for index, (low, left, right) in enumerate(found.tokens):
        if low in _BREAKS:
            clause += 1
            reach, parity = (0, False) if low != "and" and low != "," else (reach, parity)
            continue
        if _negates(found.tokens, index):
            parity, reach = (not parity if reach else True), SCOPE
            continue
        if low in FUNCTION or base(low) in _LIGHT or not low[0].isalnum():
            continue
        name = text[left].isupper() and capitals and (index > 0 or not text[left + 1 : left + 2].islower())
        found.content.append(Term(text[left:right], low, base(low), senses(low), left, right, parity and reach > 0, clause, name))
        reach = max(reach - 1, 0)
        if base(low) in REVERSALS:
            parity, reach = (not parity if reach else True), SCOPE
    return found


def _plain(token: str) -> str:
    return token.lower().replace("’", "'")


def _capitals_tell(text: str, tokens: list[tuple[str, int, int]]) -> bool:
    """Say whether capitals mark names here: not in a headline where most words have one."""
    words_ = [(left, right) for _, left, right in tokens if text[left].isalpha() and right - left > 3]
    return sum(text[left].isupper() for left, _ in words_) <= 0.6 * len(words_)


def _negates(tokens: list[tuple[str, int, int]], index: int) -> bool:
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
    heads: list[Term] = []
    content, at = terms.content, 0
    for index, (_, _, end) in enumerate(terms.tokens):
        if not _negates(terms.tokens, index):
            continue
        while at < len(content) and content[at].start < end:
            at += 1
        behind = content[at : at + 6]
        heads += [term for term in behind if term.negated and not term.low.endswith("ly") and term.low not in _BETWEEN][:1]
    return heads


def negations(terms: Terms) -> int:
    """Count the negations of a sentence, those with no content word behind them too ("he said it was not")."""
    return sum(_negates(terms.tokens, index) for index in range(len(terms.tokens)))


def content_before(terms: Terms, offset: int) -> list[Term]:
    """Give the content words that end before an offset."""
    return [term for term in terms.content if term.end <= offset]
