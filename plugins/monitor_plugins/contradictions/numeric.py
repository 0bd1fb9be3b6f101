"""Numeric: both texts give a number for one thing or a year for one event, and the ranges granted cannot both hold.

A number that the other text has too, anywhere, contradicts nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor_plugins.claims.terms import Matcher, Term, Terms, coverage, negated_heads
from monitor_plugins.contradictions.amounts import Amount, ages, amounts, bare, of_some, says_number
from monitor_plugins.contradictions.finding import Finding

# A sentence repeats another from this many words on, with this share of them.
_COPY_FROM = 3
_COPY = 0.85
# The context words that a number and its counterpart must share, and the part of the sentence that the other text must cover.
_SHARED = 0.6
_NOUNS = 2


def numeric(left: Sequence[Terms], right: Sequence[Terms]) -> Finding | None:
    """Find a number of one text that the other gives otherwise; the shorter text's numbers are looked up in the longer."""
    swapped = sum(len(one.content) for one in left) < sum(len(one.content) for one in right)
    long, short = (right, left) if swapped else (left, right)
    known = [amount for sentence in long if not _negates_number(sentence) for amount in (*amounts(sentence), *ages(sentence))]
    values = {bound for amount in known for bound in (amount.low, amount.high)}
    lives = [term for amount in known for term in amount.tied if amount.kind in ("year", "age")]
    whole = Matcher([*(term for sentence in long for term in sentence.content), *lives])
    for sentence in short:
        if _covered(sentence, whole) < _SHARED or negated_heads(sentence):
            continue
        swap = _swapped_number(sentence, long)
        if swap is not None:
            return _finding(*swap, swapped=swapped)
        for mine in amounts(sentence):
            rivals = [other for other in known if _same_thing(mine, other)]
            rivals = [other for other in rivals if mine.kind == "year" or _years(mine.sentence) <= _years(other.sentence)]
            if values & {mine.low, mine.high} or not rivals or not all(mine.clashes(other) for other in rivals):
                continue
            return _finding(mine, rivals[0], swapped=swapped)
    return None


def _negates_number(sentence: Terms) -> bool:
    """Say whether a negation reaches a number, as in "not 100 members": which number there is, it does not say."""
    return any(term.negated and says_number(term) for term in sentence.content)


def _swapped_number(sentence: Terms, long: Sequence[Terms]) -> tuple[Amount, Amount] | None:
    """Find that a sentence repeats another, all but for one number of the same kind."""
    plain = [term for term in sentence.content if not term.number]
    if len(plain) < _COPY_FROM:
        return None
    for other in long:
        if coverage(plain, other.content) < _COPY or negated_heads(other):
            continue
        mine = [one for one in bare(sentence) if one.term.low not in other.lows]
        theirs = [one for one in bare(other) if one.term.low not in sentence.lows]
        rival = next((one for one in theirs if len(mine) == 1 and one.kind == mine[0].kind and _in_place(mine[0], one)), None)
        if rival is not None and not (rival.kind == "year" and any(of_some(sentence, term) for term in sentence.content)):
            return mine[0], rival
    return None


def _in_place(mine: Amount, other: Amount) -> bool:
    """Say whether two numbers stand beside the same word, before or behind them."""
    pairs = zip(_beside(mine), _beside(other), strict=True)
    return any(one is not None and two is not None and bool(one.senses & two.senses) for one, two in pairs)


def _beside(amount: Amount) -> tuple[Term | None, Term | None]:
    content = amount.sentence.content
    at = next(index for index, term in enumerate(content) if term.start == amount.term.start)
    return (content[at - 1] if at else None), (content[at + 1] if at + 1 < len(content) else None)


def _years(sentence: Terms) -> set[str]:
    return {low for low in sentence.lows if len(low) == 4 and low.isdigit() and low[:2] in ("17", "18", "19", "20")}


def _covered(sentence: Terms, whole: Matcher) -> float:
    told = [term for term in sentence.content if not says_number(term)]
    return sum(whole.find(term) is not None for term in told) / len(told) if len(told) > 1 else 0.0


def _finding(mine: Amount, rival: Amount, *, swapped: bool) -> Finding:
    ours, theirs = (mine.sentence.start, mine.sentence.end), (rival.sentence.start, rival.sentence.end)
    said, given = mine.term.word, rival.term.word
    tied = mine.tied[0].word if mine.tied else mine.kind
    return Finding(
        kind="numeric",
        score=0.7,
        why=f"{tied!r}: one text gives {given}, the other {said}, and both cannot hold",
        left=ours if swapped else theirs,
        right=theirs if swapped else ours,
        clash=(said, given) if swapped else (given, said),
        reconcile="the two numbers may count another part, place or period",
    )


def _same_thing(mine: Amount, other: Amount) -> bool:
    """Say whether two numbers give the same: one kind, tied to words that mean the same."""
    if mine.kind != other.kind or not mine.tied or not other.tied:
        return False
    if mine.kind == "age":
        return bool(mine.tied) and bool(other.tied)
    return any(one.senses & two.senses for one in mine.tied[:_NOUNS] for two in other.tied[:_NOUNS])
