"""States that exclude each other though no word of one negates the other: `out of order` and `worked`, `safe` and `contaminated`."""

from __future__ import annotations

from pathlib import Path

from monitor_plugins.claims.lexicon import base
from monitor_plugins.claims.terms import Terms

_RETOLD = frozenset(
    ("had", "was", "were", "admitted", "admits", "acknowledged", "acknowledges", "conceded", "concedes", "actually", "fact")
)
_NOT = ("not", "n't", "never")


def _sides() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    listed = Path(__file__).with_name("states.txt").read_text(encoding="utf-8").splitlines()
    lines = (line.split("|") for line in listed if not line.startswith("#"))
    return tuple((frozenset(left.split()), frozenset(right.split())) for left, right in lines)


_SIDES = _sides()
_PHRASES = frozenset(word for sides in _SIDES for side in sides for word in side if "_" in word)


def states(sentence: Terms) -> frozenset[str]:
    """Give the base forms and known phrases of a sentence that no negation reaches."""
    joined = f"_{'_'.join(sentence.lows)}_"
    plain = {word for term in sentence.content if not term.negated for word in (term.lemma, term.low)}
    said = (phrase for phrase in _PHRASES if f"_{phrase}_" in joined)
    return frozenset({phrase for phrase in said if not any(f"{no}_{phrase}" in joined for no in _NOT)} | plain)


def excluded(one: frozenset[str], other: frozenset[str]) -> tuple[frozenset[str], frozenset[str]] | None:
    """Give the words of two sentences that exclude each other; None if none do, or one sentence has both sides."""
    for left, right in _SIDES:
        for mine, theirs in ((left, right), (right, left)):
            if one & mine and other & theirs and not (one & theirs or other & mine):
                return one & mine, other & theirs
    return None


def looks_back(sentence: Terms) -> bool:
    """Say whether a sentence tells what was so before, not only what is so now."""
    return not _RETOLD.isdisjoint(sentence.lows) or any(base(low) in ("admit", "acknowledge", "concede") for low in sentence.lows)
