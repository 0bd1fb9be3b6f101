"""Words taken back: `the ministry had at no point said that …`, `nor had the guard ever spoken of …`, `X denied having announced …`."""

from __future__ import annotations

from dataclasses import dataclass

from monitor_plugins.claims.lexemes import DENIES, NEGATES, SPEAKS
from monitor_plugins.claims.lexicon import CLAIM_NOUNS, SPEECH, base
from monitor_plugins.claims.terms import Term, Terms
from monitor_plugins.text.words import words

# Verbs by which somebody is credited with words.
SAYING = words(
    """say speak tell announce claim state declare argue insist warn admit confirm write acknowledge suggest testify report reveal assert
    contend allege accuse concede promise vow pledge predict propose mention name
    disclose call describe label brand characterise characterize"""
)
_CALLING = words("call describe label brand characterise characterize")
# "did not call for", "did not call the police" credit nobody with a description.
_NOT_CALLING = words("for on off in up back police ambulance doctor")
_HELPING = words(
    "has have had did even once himself herself itself themselves explicitly publicly officially actually either ever not n't never"
)
_EVER = words("never ever")
_AT_NO = words("time point stage moment")
_INVERTING = words("nor neither never")
_STOPS = frozenset(',.;:?!"“”—–()') | words("while although though but because who after before neither nor when")
# What was not told then may be told now: "did not say whether", "has said no more".
_OPEN = words("whether when how who whom what why where which if much more anything everything so no not yet else exactly goodbye")
_LEADING = words("of about that to on")
_NOT_PAST = words("will would shall should can could may might must to do does")
_HEARERS = 5  # words between "told" and its "that"
_SOURCE = 8  # words
_DENYING = words("deny dispute")
_FIRST = words("i we")


@dataclass(frozen=True, slots=True)
class Unsaid:
    """What a source is said not to have said: who, as written ("" for nobody named), by which verb, and the content words of what.

    `wholly` says that neither it nor its opposite was: "at no time disclosed whether".
    """

    cue: str
    source: str
    what: tuple[Term, ...]
    wholly: bool = False


def unsaid(terms: Terms) -> Unsaid | None:
    """Read words taken back from a sentence; None if there are none, or only what was not yet told."""
    if not (terms.marks & SPEAKS and terms.marks & (NEGATES | DENIES)) or terms.question:
        return None
    for verb, word in enumerate(terms.words):
        if word.base not in SAYING:
            continue
        found = _never(terms, verb) or _denied(terms, verb)
        what = _what(terms, verb, strongly=_strongly(terms.lows, verb)) if found is not None else ()
        if found is not None and what:
            return Unsaid(terms.lows[verb], _text(terms, *found), what, "whether" in terms.lows[verb + 1 : verb + _HEARERS])
    return None


def _never(terms: Terms, verb: int) -> tuple[int, int] | None:
    """Give the tokens of the source of `X had never said`, `nor had X ever said`; None unless it is strongly put, or somebody's word."""
    lows, at = terms.lows, verb
    while at > 0 and (lows[at - 1] in _HELPING or _of_at_no(lows, at - 1)):
        at -= 1
    between = set(lows[at:verb])
    first = _opening(lows, at)
    inverted = first < at and lows[first] in ("has", "have", "had", "did") and _inverts(lows, first)
    negated = bool(between & {"not", "n't", "never", "no"}) or inverted
    if not negated or (at and lows[at - 1] in _NOT_PAST):
        return None
    strong = inverted or bool(between & _EVER) or "no" in between or "neither" in lows[verb:]
    if not (strong or _voiced(terms, verb, first)):
        return None
    return (first + 1, at) if inverted else (first, at)


def _of_at_no(lows: list[str], at: int) -> bool:
    """Say whether a token is of `at no time`."""
    return any(
        lows[first : first + 2] == ["at", "no"] and lows[first + 2] in _AT_NO for first in range(max(0, at - 2), min(at + 1, len(lows) - 2))
    )


def _opening(lows: list[str], at: int) -> int:
    """Give where the source that ends before a token begins."""
    first = at
    while first > 0 and at - first < _SOURCE and lows[first - 1] not in _STOPS and lows[first - 1] not in ("that", "and", "said", "says"):
        first -= 1
    helping = (index for index in range(first, at) if lows[index] in ("has", "have", "had", "did") and _inverts(lows, index))
    return next(helping, first)


def _inverts(lows: list[str], helping: int) -> bool:
    """Say whether `nor`, `neither` or `at no time` stands before a helping verb, so that its subject follows it."""
    before = lows[helping - 1] if helping else ""
    return before in _INVERTING or (before in _AT_NO and lows[max(0, helping - 3) : helping - 1] == ["at", "no"])


def _voiced(terms: Terms, verb: int, first: int) -> bool:
    """Say whether a plain "did not say" is itself somebody's word: of the one who speaks, or told by another verb of speech."""
    speaks = [index for index, word in enumerate(terms.words) if word.marks & SPEAKS and index != verb]
    return bool(set(terms.lows[first:verb]) & _FIRST) or bool(speaks)


def _denied(terms: Terms, verb: int) -> tuple[int, int] | None:
    """Give the tokens of the source of `X denied having said`, `X denied that it had ever said`."""
    lows = terms.lows
    cue = next((at for at in range(verb - 1, max(-1, verb - 7), -1) if base(lows[at]) in _DENYING), -1)
    if cue < 1 or {"not", "n't", "never"} & set(lows[max(0, cue - 3) : verb]):
        return None
    between = lows[cue + 1 : verb]
    own = between[:1] in (["ever"], ["having"]) if between else lows[verb].endswith("ing")
    own = own or (between[:1] == ["that"] and between[-1] in ("had", "ever", "has"))
    return (_opening(lows, cue), cue) if own else None


def _strongly(lows: list[str], verb: int) -> bool:
    """Say whether a source never said it, at no time: "has at no time disclosed whether" takes back even what was left open."""
    return "never" in lows[max(0, verb - 3) : verb] or any(_of_at_no(lows, at) for at in range(max(0, verb - 3), verb))


def _what(terms: Terms, verb: int, *, strongly: bool) -> tuple[Term, ...]:
    """Give the content words of what was not said; none of a bare "never said so", "did not say whether"."""
    lows, start = terms.lows, verb + 1
    if "that" in lows[start : start + _HEARERS]:
        start = lows.index("that", start)
    while start < len(lows) and (lows[start] in _LEADING or (strongly and lows[start] == "whether")):
        start += 1
    stop = next((at for at in range(start, len(lows)) if lows[at] in _STOPS), len(lows))
    if base(lows[verb]) in _CALLING and _NOT_CALLING & set(lows[start : start + 2]):
        return ()
    if start >= stop or lows[start] in _OPEN or any(terms.words[at].marks & NEGATES for at in range(start, stop)):
        return ()
    left, right = terms.tokens[start][1], terms.tokens[stop - 1][2]
    told = (term for term in terms.content if left <= term.start < right)
    return tuple(term for term in told if base(term.low) not in SPEECH | CLAIM_NOUNS)


def _text(terms: Terms, first: int, stop: int) -> str:
    kept = terms.tokens[first:stop]
    return " ".join(terms.text[left:right] for _, left, right in kept)
