"""Ways to deny in which no denying verb stands before what is denied: `no truth in`, `called … false`, `any claim that … is wrong`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from monitor_plugins.claims.lexemes import NEGATES, SPEAKS
from monitor_plugins.claims.lexicon import CLAIM_NOUNS, VERDICTS, base
from monitor_plugins.claims.terms import Terms
from monitor_plugins.text.words import words

# Nouns that are nothing themselves: "no evidence of a leak" denies the leak.
EMPTY = words("truth basis evidence foundation substance proof indication sign record suggestion grounds intention")
_FAINT = words("indication sign suggestion")  # "gave no indication" is silence, "there was no indication" a denial
_UNAWARE = words("aware")
_JUDGING = VERDICTS | words("wrong lie lies absurd ridiculous preposterous invented fantasy slander smear rumours rumors speculation")
_CALLING = words("call describe brand label denounce dismiss reject condemn slam")
_CLAIMS = CLAIM_NOUNS - words("criticism that idea theory notion article statement account") | words("assertion insinuation")
_BEING = words("is are was were be been")
_REAL = words("true happen happened occur occurred")
_LEADING = words("that of about in to for on any the a an all such recent media press and")
_POINTING = words("that this it")
_STOPS = frozenset('.;:?!"“”—–') | words("saying adding but calling insisting while although")
_CUES = VERDICTS | words(
    """no nothing aware unaware dispute disputes disputed disputing call calls called describe describes described brand branded label
    labelled labeled denounce denounced dismiss dismissed dismisses reject rejects rejected wrong lie lies absurd ridiculous preposterous
    invented fantasy slander smear true happen happened occur occurred"""
)
_NEAR = 6  # tokens


class Refusal(NamedTuple):
    """A denying word, and the tokens of what it denies: from `first` up to `stop`; `negated` says that a negation is part of it."""

    cue: str
    first: int
    stop: int
    negated: bool = False


def refusals(sentence: Terms) -> Iterator[Refusal]:
    """Yield what a sentence denies by other means than a denying verb right before it, in reading order."""
    if _CUES.isdisjoint(sentence.lows) or sentence.question:
        return
    for index, low in enumerate(sentence.lows):
        if low not in _CUES:
            continue
        found = next(filter(None, (read(sentence, index) for read in (_empty, _disputed, _called, _judged, _unreal))), None)
        if found is not None and found.first < found.stop:
            yield found._replace(negated=bool(sentence.words[index].marks & NEGATES) or _negated(sentence, index))


def _behind(sentence: Terms, index: int) -> int:
    """Give where what is denied begins, past `that`, `of any`."""
    first = index
    while first < len(sentence.lows) and (sentence.lows[first] in _LEADING or base(sentence.lows[first]) in _CLAIMS):
        first += 1
    return first


def _stop(sentence: Terms, index: int) -> int:
    return next((at for at in range(index, len(sentence.lows)) if sentence.lows[at] in _STOPS), len(sentence.lows))


def _refusal(sentence: Terms, cue: str, index: int, stop: int = -1) -> Refusal:
    first = _behind(sentence, index)
    return Refusal(cue, first, _stop(sentence, first) if stop < 0 else stop)


def _empty(sentence: Terms, index: int) -> Refusal | None:
    """Read `no truth in the claim that`, `nothing to suggest that`, `not aware of any`."""
    lows, low = sentence.lows, sentence.lows[index]
    behind = lows[index + 1 : index + 4]
    if low == "no":
        at = next((at for at, word in enumerate(behind) if word in EMPTY), -1)
        after = lows[index + at + 2 : index + at + 3] if at >= 0 else []
        faint = at >= 0 and behind[at] in _FAINT and "there" not in lows[max(0, index - 4) : index]
        joined = at >= 0 and not faint and after and after[0] in ("in", "to", "of", "for", "that", '"', "”")
        return _refusal(sentence, behind[at], index + at + 2 + (after[0] in '"”')) if joined else None
    if low == "nothing" and behind[:2] in (["to", "suggest"], ["to", "indicate"], ["to", "show"]):
        return _refusal(sentence, low, index + 3)
    unaware = low == "unaware" or (low in _UNAWARE and _negated(sentence, index))
    return _refusal(sentence, low, index + 1) if unaware and behind[:1] == ["of"] else None


def _negated(sentence: Terms, index: int) -> bool:
    return any(word.marks & NEGATES for word in sentence.words[max(0, index - 3) : index])


def _disputed(sentence: Terms, index: int) -> Refusal | None:
    """Read `disputed that`, `disputes the claim`; not `the dispute`, `did not dispute`."""
    lows = sentence.lows
    if base(lows[index]) != "dispute" or _negated(sentence, index):
        return None
    claims = lows[index + 1 : index + 2] == ["that"] or any(base(low) in _CLAIMS for low in lows[index + 1 : index + 4])
    return _refusal(sentence, lows[index], index + 1) if claims else None


def _called(sentence: Terms, index: int) -> Refusal | None:
    """Read `called reports that it hid the losses false`, `dismissed as fabricated a report of a leak`."""
    lows = sentence.lows
    if base(lows[index]) not in _CALLING or _negated(sentence, index):
        return None
    stop = next((at for at in range(index, len(lows)) if lows[at] in ".;:?!"), len(lows))  # a verdict may stand in quotation marks
    verdict = next((at for at in range(index + 1, stop) if lows[at] in _JUDGING and base(lows[at]) not in ("claim", "report")), -1)
    noun = next((at for at in range(index + 1, min(index + 1 + _NEAR, stop)) if base(lows[at]) in _CLAIMS and at != verdict), -1)
    if verdict < 0 or noun < 0:
        return None
    return _refusal(sentence, lows[verdict], noun, verdict) if noun < verdict else _refusal(sentence, lows[verdict], noun)


def _judged(sentence: Terms, index: int) -> Refusal | None:
    """Read `any claim that X was sold is wrong`, and `"That is nonsense," the mayor said of reports that X was sold`."""
    lows = sentence.lows
    being = next((at for at in range(index - 1, max(-1, index - 4), -1) if lows[at] in _BEING), -1)
    if lows[index] == "lie" and lows[index - 1] not in ("a", "outright", "blatant"):
        return None
    if lows[index] not in _JUDGING or being < 0 or _negated(sentence, index):
        return None
    if lows[being - 1] in _POINTING:
        return _said_of(sentence, lows[index], index)
    noun = next((at for at in range(being) if base(lows[at]) in _CLAIMS), -1)
    return _refusal(sentence, lows[index], noun, being) if noun >= 0 else None


def _unreal(sentence: Terms, index: int) -> Refusal | None:
    """Read `it is not true that X was sold`, and `"That did not happen," the mayor said of reports that X was sold`."""
    lows, low = sentence.lows, sentence.lows[index]
    if low not in _REAL or not _negated(sentence, index):
        return None
    if low == "true" and lows[index + 1 : index + 2] == ["that"]:
        return _refusal(sentence, "not true", index + 1)
    return _said_of(sentence, f"not {low}", index) if _POINTING & set(lows[max(0, index - 4) : index]) else None


def _said_of(sentence: Terms, cue: str, index: int) -> Refusal | None:
    """Read what a short quote is `said of`: the words behind `of` or `about` that follow the verb of speech."""
    lows = sentence.lows
    spoken = next((at for at in range(index + 1, len(lows)) if sentence.words[at].marks & SPEAKS), len(lows))
    of = next((at for at in range(spoken + 1, len(lows)) if lows[at] in ("of", "about")), -1)
    return _refusal(sentence, cue, of) if of > 0 and any(base(low) in _CLAIMS for low in lows[of : of + 4]) else None
