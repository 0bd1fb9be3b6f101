"""Edit: a revision changed a figure, a name or a "not" of its earlier text without saying so."""

from __future__ import annotations

import re
from dataclasses import dataclass

from monitor_plugins.claims.terms import Terms, negated_heads, read_terms
from monitor_plugins.text.sentences import sentences
from monitor_plugins.text.words import words

_OWNED = re.compile(
    r"\b(correction|corrected|clarification|an earlier version|updates? with"
    r"|this (?:story|article|report) (?:has been|was) (?:updated|amended|corrected))\b",
    re.IGNORECASE,
)
# Two sentences are one, edited, when they share this much of their content words.
_ALIKE = 0.6
_WINDOW = 3
_NUMBER_WORDS = words(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty
    thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen dozens hundreds thousands nobody none"""
)


@dataclass(frozen=True, slots=True)
class Edit:
    """A changed sentence: its spans in the new and the old text, what changed (figure, negation, name), and the words."""

    new: tuple[int, int]
    old: tuple[int, int]
    what: str
    words: tuple[str, str]


def edits(new: str, old: str) -> list[Edit]:
    """Give the sentences that say another figure, name or polarity than the one in their place before.

    An article that owns to a correction, and sentences that are new or gone, are no edits.
    """
    if _OWNED.search(new) and not _OWNED.search(old):
        return []
    was, now = _kept(old), _kept(new)
    known = {_plain(sentence) for sentence in was}
    gone = {_plain(sentence) for sentence in now}
    changed = [(at, one) for at, one in enumerate(now) if _plain(one) not in known]
    before = [(at, one) for at, one in enumerate(was) if _plain(one) not in gone]
    return [edit for at, one in changed if (edit := _compared(at, one, before)) is not None]


def _kept(text: str) -> list[Terms]:
    return [read_terms(text, start, end) for start, end in sentences(text)]


def _plain(sentence: Terms) -> str:
    return " ".join(sentence.lows)


def _compared(at: int, one: Terms, before: list[tuple[int, Terms]]) -> Edit | None:
    near = [(alike(one, other), other) for place, other in before if abs(place - at) <= _WINDOW]
    share, other = max(near, key=lambda pair: pair[0], default=(0.0, one))
    if share < _ALIKE:
        return None
    what, changed = _difference(one, other)
    return Edit((one.start, one.end), (other.start, other.end), what, changed) if what else None


def alike(left: Terms, right: Terms) -> float:
    """Give the share of plain content words (no numbers, no negations) that two sentences have in common, 0..1."""
    mine, theirs = ({term.lemma for term in one.content if not _counts(term.low)} for one in (left, right))
    return len(mine & theirs) / max(1, min(len(mine), len(theirs))) if mine and theirs else 0.0


def _difference(new: Terms, old: Terms) -> tuple[str, tuple[str, str]]:
    now, was = ([term.low for term in one.content if _counts(term.low)] for one in (new, old))
    negations = len(negated_heads(new)) % 2, len(negated_heads(old)) % 2
    if negations[0] != negations[1] or ("nobody" in now) != ("nobody" in was):
        return "negation", (" ".join(now) or "not", " ".join(was) or "not")
    if now and was and sorted(now) != sorted(was) and len(now) == len(was):
        return "figure", (" ".join(sorted(set(now) - set(was))), " ".join(sorted(set(was) - set(now))))
    names = [[term.word for term in one.content if term.name] for one in (new, old)]
    fresh, lost = ([word for word in names[0] if word not in names[1]], [word for word in names[1] if word not in names[0]])
    return ("name", (" ".join(fresh), " ".join(lost))) if fresh and lost and len(names[0]) == len(names[1]) else ("", ("", ""))


def _counts(low: str) -> bool:
    return low[0].isdigit() or low in _NUMBER_WORDS
