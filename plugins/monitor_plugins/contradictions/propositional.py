"""Propositional: two sentences say the same of the same, but one negates it, or uses the opposite word.

The word right behind a negation decides: it must be said without one in the other sentence.
"""

from __future__ import annotations

from monitor_plugins.claims.lexicon import HYPOTHETICAL, base, opposite
from monitor_plugins.claims.terms import Matcher, Term, Terms, coverage, negated_heads
from monitor_plugins.contradictions.finding import Finding, spans

_COVERS = 0.5
_COVERS_LONG = 0.75
_COVERS_OPPOSITE = 0.7
_LONG = 20
# Longer sentences say several things: the clash must stand in one clause that both share for the greater part.
_LONG_FROM = 12
_CLAUSE = 0.5


def propositional(left: Terms, right: Terms) -> Finding | None:
    """Find that one sentence negates what the other asserts; None if both or neither negate, or they share too little."""
    heads = negated_heads(left), negated_heads(right)
    shared = max(coverage(right.content, left.content), coverage(left.content, right.content) if len(left.content) > 3 else 0.0)
    if len(heads[0]) % 2 == len(heads[1]) % 2:
        return _opposites(left, right, shared) if not heads[0] and not heads[1] else None
    if shared < (_COVERS if len(left.content) <= _LONG else _COVERS_LONG):
        return None
    pair = _flipped(heads[0], right) or _flipped(heads[1], left)
    if pair is None or _softened(left, right) or (len(left.content) > _LONG_FROM and not _close(pair, left, right)):
        return None
    where = spans(left, right)
    return Finding(
        kind="propositional",
        score=round(0.5 + 0.4 * shared, 2),
        why=f"one text negates {pair[0].low!r}, the other asserts it",
        left=where[0],
        right=where[1],
        clash=(pair[0].word, pair[1].word),
        reconcile="the two may speak of different times, places or parts",
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


def _softened(left: Terms, right: Terms) -> bool:
    """Say whether an opposite word undoes the negation: `continued` and `did not stop` agree."""
    return any(a.negated != b.negated for a, b in _opposed(left, right))


def _opposed(left: Terms, right: Terms) -> list[tuple[Term, Term]]:
    in_left, in_right = Matcher(left.content), Matcher(right.content)
    mine = [term for term in left.content if in_right.find(term) is None]
    theirs = [term for term in right.content if in_left.find(term) is None]
    return [(a, b) for a in mine[:20] for b in theirs[:20] if opposite(a.lemma, b.lemma)]


def _opposites(left: Terms, right: Terms, shared: float) -> Finding | None:
    """Find opposite words in the same place of two sentences that otherwise say the same."""
    if shared < _COVERS_OPPOSITE or len(left.content) > _LONG:
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
        reconcile="the two may speak of different times, places or parts",
    )
