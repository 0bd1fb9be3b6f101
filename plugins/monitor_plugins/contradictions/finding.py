"""What a comparison finds: the kind of contradiction, how sure, why, and the words of both texts that clash."""

from __future__ import annotations

from dataclasses import dataclass

from monitor_plugins.claims.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A contradiction between a sentence of the first text and one of the second; `left` and `right` are their spans.

    `score` is 0..1. `clash` holds the clashing words of the two, `reconcile` says what would make both true.
    """

    kind: str
    score: float
    why: str
    left: tuple[int, int]
    right: tuple[int, int]
    clash: tuple[str, str] = ("", "")
    reconcile: str = ""


def spans(left: Terms, right: Terms) -> tuple[tuple[int, int], tuple[int, int]]:
    """Give the two sentences' spans."""
    return (left.start, left.end), (right.start, right.end)
