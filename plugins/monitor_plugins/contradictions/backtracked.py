"""Backtracking: a report that says itself that a speaker admits one thing and had said another before, against that earlier statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor import Hit
from monitor_plugins.claims.lexicon import CLAIM_NOUNS, SPEECH, base
from monitor_plugins.claims.terms import Matcher, Term, Terms
from monitor_plugins.contradictions.amounts import says_number
from monitor_plugins.contradictions.said import Said
from monitor_plugins.contradictions.selfs import same_speaker
from monitor_plugins.contradictions.telling import changed_account, day
from monitor_plugins.text.calendar import WEEKDAYS
from monitor_plugins.text.words import words

_ADMITS = words("admit acknowledge concede disclose backtrack retract reverse confess withdraw")
_CLAIMED = words("say claim insist deny blame state maintain assert tell assure declare argue attribute accuse describe")
_EARLIER = words("previously earlier initially originally first")
_STOPS = frozenset('.;:?!"“”—–()')
_PRONOUNS = words("he she it they")
_POINTING = words("it this that so them")
_BEFORE = 8  # tokens before "had" that belong to its clause
_NEAR = 2  # statements between the admission and what it turns round
_VOICES = 3  # statements that a pronoun reaches back
_SHARE = 0.6
_SURE = 0.75
_SURE_BY_DAY = 0.7


@dataclass(frozen=True, slots=True)
class Recalled:
    """What a report recalls that somebody had said: by whom (as written), in which words, on which weekday ("" if none is named)."""

    subject: str
    what: tuple[Term, ...]
    weekday: str
    pointing: bool


def recalled(terms: Terms) -> Recalled | None:
    """Read `he had previously blamed …`, `on Tuesday she had claimed …`; None if nothing earlier is recalled, or a number."""
    lows = terms.lows
    for had in (index for index, low in enumerate(lows) if low == "had"):
        verb = next((at for at in range(had + 1, min(had + 4, len(lows))) if lows[at] not in _EARLIER and not lows[at].endswith("ly")), had)
        begin = next((at + 1 for at in range(had - 1, max(-1, had - _BEFORE), -1) if lows[at] in _STOPS), max(0, had - _BEFORE))
        when = {*lows[begin:had], *lows[had + 1 : verb]}
        days = sorted(when & WEEKDAYS)
        if base(lows[verb]) in _CLAIMED and (when & _EARLIER or days):
            return _recalled(terms, begin, had, verb, days[0] if days else "")
    return None


def _recalled(terms: Terms, begin: int, had: int, verb: int, weekday: str) -> Recalled | None:
    stop = next((at for at in range(verb + 1, len(terms.lows)) if terms.lows[at] in _STOPS), len(terms.lows))
    right = terms.tokens[stop - 1][2]
    what = tuple(
        term for term in terms.content if terms.tokens[verb][2] <= term.start < right and base(term.low) not in SPEECH | CLAIM_NOUNS
    )
    if any(says_number(term) for term in what):
        return None
    kept = [at for at in range(begin, had) if terms.lows[at] not in _EARLIER | WEEKDAYS | {"on", "at", "and", "but", ","}]
    subject = " ".join(terms.text[terms.tokens[at][1] : terms.tokens[at][2]] for at in kept)
    return Recalled(subject, what, weekday, bool(_POINTING & set(terms.lows[verb + 1 : stop])))


def backtracks(new: Sequence[Said], prior: Sequence[Said]) -> Iterator[Hit]:
    """Yield a hit for each admission beside which the report recalls what its speaker had said, and which an earlier report holds."""
    ordered = sorted(new, key=lambda said: said.statement.start)
    for at, said in enumerate(ordered):
        told = recalled(said.terms) if "had" in said.statement.quote else None
        admission = _admission(ordered[max(0, at - _NEAR) : at + 1]) if told is not None else None
        if told is None or admission is None:
            continue
        speaker = _speaker(told, said, admission, ordered[max(0, at - _VOICES) : at])
        weighed = [(_sure(told, said, theirs), theirs) for theirs in prior if speaker and same_speaker(theirs.speaker, speaker)]
        sure, theirs = max(weighed, key=lambda one: one[0], default=(0.0, said))
        if sure:
            yield _hit(admission, theirs, sure)


def _admission(near: Sequence[Said]) -> Said | None:
    """Give the nearest sentence, this one first, in which somebody admits something."""
    return next((said for said in reversed(near) if any(base(low) in _ADMITS for low in said.terms.lows)), None)


def _speaker(told: Recalled, said: Said, admission: Said, before: Sequence[Said]) -> str:
    """Give who had said it: of a pronoun, the last one who spoke; a name must be the one who admits."""
    if not told.subject:
        return said.speaker
    if told.subject.lower() in _PRONOUNS:
        return said.speaker or next((one.speaker for one in reversed(before) if one.speaker), "")
    return told.subject if same_speaker(admission.speaker, told.subject) else ""


def _sure(told: Recalled, said: Said, theirs: Said) -> float:
    """Give how surely an earlier statement is the one recalled: by its words, or by its weekday and what "it" means."""
    matcher = Matcher(theirs.terms.content)
    hits = [term for term in told.what if matcher.find(term) is not None]
    if len(hits) > 1 and len(hits) >= _SHARE * len(told.what):
        return _SURE
    if not (told.pointing and told.weekday) or day(theirs.article.at).lower() != told.weekday:
        return 0.0
    meant = [term for term in said.terms.content if not term.name and base(term.low) not in SPEECH | _ADMITS]
    return _SURE_BY_DAY if any(matcher.find(term) is not None for term in meant) else 0.0


def _hit(mine: Said, theirs: Said, sure: float) -> Hit:
    why = "the report itself says that the speaker had said otherwise before, and now admits this"
    return changed_account(mine, theirs, sure, why, "what was said before is recalled as taken back")
