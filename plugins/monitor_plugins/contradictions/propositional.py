"""Propositional: two sentences say the same of the same, but one negates it, or uses the opposite word.

Two texts on one matter are weighed (see `clash`); in the wild, the word right behind a negation decides: it must be said
without one in the other sentence.
"""

from __future__ import annotations

from itertools import pairwise

from monitor_plugins.claims.lexicon import HYPOTHETICAL, base, opposite
from monitor_plugins.claims.terms import Matcher, Term, Terms, coverage, negated_heads, negates, negations
from monitor_plugins.contradictions.clash import clash, undone
from monitor_plugins.contradictions.finding import Finding, spans
from monitor_plugins.text.words import words

# How likely a clash must be; more in a long sentence, which says much else, and more again amid other sentences.
_SURE = 0.41
_SURE_LONG = 0.55
_SURE_AMID = 0.76
_LONG = 16
# Of sentences that merely stand in one story, the greater part must be shared, and in long ones the clause of the clash.
_COVERS = 0.5
_COVERS_LONG = 0.75
_LONG_FROM = 12
_CLAUSE = 0.5
# For opposite words, nearly all else must be the same.
_COVERS_OPPOSITE = 0.7
_LONG_OPPOSITE = 20
_NOT = words("not n't")
# Behind "not" these mostly make it no negation: "not only".
_MERELY = words("only just merely simply")
_RECONCILE = "the two may speak of different times, places or parts"


def propositional(left: Terms, right: Terms, *, amid: bool = False) -> Finding | None:
    """Find that one of two sentences on one matter negates what the other asserts; None if both or neither negate.

    `amid` says that they stand amid other sentences, of which any might have been meant: a clash must then be surer.
    """
    negating = negates(left) or _answers(left, right), negates(right) or _answers(right, left)
    shared = _shared(left, right)
    if negating[0] == negating[1]:
        return None if any(negating) or negations(left) or negations(right) else _opposites(left, right, shared)
    if undone(left, right):
        return None
    sure = clash(left, right)
    if sure < _needed(left, right, amid=amid):
        return None
    pair = _flipped(negated_heads(left), right) or _flipped(negated_heads(right), left)
    return _negation(left, right, round(0.4 + 0.5 * sure, 2), pair)


def _answers(one: Terms, other: Terms) -> bool:
    """Say whether a sentence says "not just hired" where the other says "just hired": of the same word, that is a negation."""
    said = set(pairwise(other.lows))
    behind = zip(one.lows, one.lows[1:], one.lows[2:], strict=False)
    return any(low in _NOT and adverb in _MERELY and (adverb, word) in said for low, adverb, word in behind)


def _needed(left: Terms, right: Terms, *, amid: bool) -> float:
    if amid:
        return _SURE_AMID
    return _SURE_LONG if max(len(left.content), len(right.content)) > _LONG else _SURE


def strictly(left: Terms, right: Terms) -> Finding | None:
    """Find the same of sentences that merely stand in one story: the negated word itself must be asserted, and most be shared."""
    heads = negated_heads(left), negated_heads(right)
    shared = _shared(left, right)
    if len(heads[0]) % 2 == len(heads[1]) % 2 or shared < (_COVERS if len(left.content) <= _LONG_FROM else _COVERS_LONG):
        return None
    pair = _flipped(heads[0], right) or _flipped(heads[1], left)
    if pair is None or undone(left, right) or (len(left.content) > _LONG_FROM and not _close(pair, left, right)):
        return None
    return _negation(left, right, round(0.5 + 0.4 * shared, 2), pair)


def _shared(left: Terms, right: Terms) -> float:
    """Give the share of the sentence that the other tells more of; of one of three words or fewer, only the other's share counts."""
    back = coverage(right.content, left.content)
    return max(back, coverage(left.content, right.content) if len(left.content) > 3 else 0.0)


def _negation(left: Terms, right: Terms, score: float, pair: tuple[Term, Term] | None) -> Finding:
    where = spans(left, right)
    return Finding(
        kind="propositional",
        score=score,
        why=f"one text negates {pair[0].low!r}, the other asserts it" if pair else "one text negates what the other asserts",
        left=where[0],
        right=where[1],
        clash=(pair[0].word, pair[1].word) if pair else ("", ""),
        reconcile=_RECONCILE,
    )


def _flipped(heads: list[Term], other: Terms) -> tuple[Term, Term] | None:
    matcher = Matcher(other.content)
    for head in heads:
        match = matcher.find(head)
        if match is not None and match.negated != head.negated:
            return head, match
    return None


def _close(pair: tuple[Term, Term], left: Terms, right: Terms) -> bool:
    """Say whether the clash stands in a long sentence's main claim: a plain verb, nothing supposed, its own clause shared."""
    if pair[0].name or {base(low) for low in left.lows + right.lows} & HYPOTHETICAL:
        return False
    long, short = (left, right) if len(left.content) > len(right.content) else (right, left)
    word = pair[0] if pair[0] in long.content else pair[1]
    clause = [term for term in long.content if term.clause == word.clause]
    return coverage(clause, short.content) >= _CLAUSE and coverage(short.content, clause) >= _CLAUSE


def _opposed(left: Terms, right: Terms) -> list[tuple[Term, Term]]:
    in_left, in_right = Matcher(left.content), Matcher(right.content)
    mine = [term for term in left.content if in_right.find(term) is None]
    theirs = [term for term in right.content if in_left.find(term) is None]
    return [(a, b) for a in mine[:20] for b in theirs[:20] if opposite(a.lemma, b.lemma)]


def _opposites(left: Terms, right: Terms, shared: float) -> Finding | None:
    """Find opposite words in the same place of two sentences that otherwise say the same."""
    if shared < _COVERS_OPPOSITE or len(left.content) > _LONG_OPPOSITE:
        return None
    pairs = _opposed(left, right)
    if len(pairs) != 1:
        return None
    (mine, theirs), where = pairs[0], spans(left, right)
    return Finding(
        kind="propositional",
        score=round(0.4 + 0.4 * shared, 2),
        why=f"{mine.low!r} and {theirs.low!r} are opposites",
        left=where[0],
        right=where[1],
        clash=(mine.word, theirs.word),
        reconcile=_RECONCILE,
    )
