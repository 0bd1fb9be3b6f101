"""Denial: one sentence denies, debunks or calls false what the other asserts.

A denying verb reaches the words behind it, a verdict (hoax, false, not true) its whole clause; what it reaches must cover
the other sentence, which must hold no denial of its own.
"""

from __future__ import annotations

from monitor_plugins.claims.lexemes import DENIES
from monitor_plugins.claims.lexicon import CLAIM_NOUNS, DENYING, GENUINE, REJECTING, VERDICTS, base
from monitor_plugins.claims.terms import SCOPE, Matcher, Term, Terms, content_before
from monitor_plugins.contradictions.finding import Finding, spans

# How much of the other sentence a denial must cover, in a headline and in a longer sentence.
_COVERS = 0.3
_COVERS_LONG = 0.6
_LONG = 16
# A sentence with more denying words than this is no prose.
_MOST = 6


def denial(left: Terms, right: Terms) -> Finding | None:
    """Find that one of two sentences denies the other; None if neither or both deny."""
    cues = denials(left), denials(right)
    if bool(cues[0]) == bool(cues[1]):
        return None
    denying, claim = (left, right) if cues[0] else (right, left)
    best = max((_covered(denying, cue, claim) for cue in cues[0] or cues[1]), default=(0.0, ""))
    if best[0] < needed(denying) or len(claim.content) < 2:
        return None
    where = spans(left, right)
    return Finding(
        kind="denial",
        score=round(min(0.97, 0.55 + 0.4 * best[0]), 2),
        why=f"one text denies ({best[1]}) what the other asserts",
        left=where[0],
        right=where[1],
        clash=(best[1], ""),
        reconcile="the denial may concern only a part of the claim, or an earlier state of things",
    )


def needed(denying: Terms) -> float:
    """Give the share of the claim that a denial must cover: more in a long sentence, where much else is said."""
    return _COVERS if len(denying.content) <= _LONG else _COVERS_LONG


def denials(sentence: Terms) -> list[tuple[str, int, int]]:
    """Give the denying words of a sentence: (word, token index, first index that it reaches; -1 for the whole clause)."""
    found: list[tuple[str, int, int]] = []
    if not sentence.marks & DENIES:
        return found
    for index, (low, word, _, marks, _, _) in enumerate(sentence.words):
        if len(found) > _MOST:
            return []
        if not marks & DENIES:
            continue
        if word in DENYING and _denies_a_claim(sentence, index):
            found.append((low, index, index + 1))
        elif (word in VERDICTS or low in VERDICTS) and _judges(sentence, index):
            found.append((low, index, -1))
        elif low in GENUINE and _after_not(sentence, index):
            found.append((f"not {low}", index, -1))
    return found


def _denies_a_claim(sentence: Terms, index: int) -> bool:
    """Say whether a verb denies something said: `denied that`, `rejected the claim`; not `denied bail`, `rejected the motion`."""
    lows = sentence.lows
    if index and _after_not(sentence, index):
        return False
    following = [base(low) for low in lows[index + 1 : index + 7]]
    if base(lows[index]) in REJECTING:
        return any(word in CLAIM_NOUNS for word in following)
    return base(lows[index]) != "deny" or not ({"bail", "access", "entry", "visa", "clemency", "permission", "parole"} & set(following[:3]))


def _judges(sentence: Terms, index: int) -> bool:
    """Say whether a verdict is passed on the sentence: any in a headline; in longer ones after `is`, `called` or before `report`."""
    lows = sentence.lows
    if len(sentence.content) <= _LONG and lows[-1] not in (".", '"', "”"):
        return not _after_not(sentence, index)
    if {"whether", "if"} & set(lows[max(0, index - 6) : index]):
        return False
    near = {base(low) for low in lows[max(0, index - 4) : index]}
    after = {base(low) for low in lows[index + 1 : index + 3]}
    return bool(near & {"be", "call", "brand", "prove", "as", "dub"} or after & CLAIM_NOUNS) and not _after_not(sentence, index)


def _after_not(sentence: Terms, index: int) -> bool:
    return bool({"not", "n't", "never", "no"} & set(sentence.lows[max(0, index - 3) : index]))


def _covered(denying: Terms, cue: tuple[str, int, int], claim: Terms) -> tuple[float, str]:
    """Give the share of the claim's content in the denial's reach, and the denying word."""
    word, index, first = cue
    reach = _reach(denying, first)
    matcher = Matcher([*reach, *content_before(denying, denying.tokens[index][1])])
    inside = Matcher(reach)
    terms = [term for term in claim.content if base(term.low) not in CLAIM_NOUNS]
    if not terms or not any(inside.find(term) for term in terms):
        return 0.0, word
    behind = sum(inside.find(term) is not None for term in terms) / len(terms)
    whole = sum(matcher.find(term) is not None for term in terms) / len(terms)
    return (whole if len(denying.content) <= _LONG else behind), word


def _reach(denying: Terms, first: int) -> list[Term]:
    if first < 0:
        return denying.content
    start = denying.tokens[first][1] if first < len(denying.tokens) else denying.end
    return [term for term in denying.content if term.start >= start][:SCOPE]
