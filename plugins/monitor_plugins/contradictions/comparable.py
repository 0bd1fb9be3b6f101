"""Which statements are weighed against each other: those that share words, of which one denies, and that are not one sentence twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor_plugins.contradictions.said import Said

_EXCERPT_FROM = 7
_EXCERPT = 0.9


def paired(new: Sequence[Said], prior: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """Give the pairs that share words and of which one may deny something."""
    denying = [theirs for theirs in prior if theirs.denies]
    for mine in new:
        for theirs in prior if mine.denies else denying:
            if not incomparable(mine, theirs):
                yield mine, theirs


def incomparable(mine: Said, theirs: Said) -> str:
    """Say why two sentences are not weighed against each other; "" if they are."""
    if "asks" in (mine.statement.stance, theirs.statement.stance) or "supposes" in (mine.statement.stance, theirs.statement.stance):
        return "one of them asks or supposes"
    if mine.senses.isdisjoint(theirs.senses):
        return "they share no word"
    return "one is the other, shortened or copied" if _excerpt(mine.words, theirs.words) else ""


def _excerpt(one: frozenset[str], other: frozenset[str]) -> bool:
    """Say whether one sentence is the other, shortened or copied: what it leaves out is not taken back."""
    return min(len(one), len(other)) >= _EXCERPT_FROM and len(one & other) >= _EXCERPT * min(len(one), len(other))
