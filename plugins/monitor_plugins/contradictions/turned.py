"""Statements turned round: what an earlier report negated is now said to be so, or one speaker now tells the opposite state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice

from monitor import Hit
from monitor_plugins.claims.lexicon import SPEECH, base
from monitor_plugins.claims.states import excluded, looks_back, states
from monitor_plugins.claims.terms import Matcher, Terms
from monitor_plugins.contradictions import telling
from monitor_plugins.contradictions.amounts import says_number
from monitor_plugins.contradictions.around import Around, Reports
from monitor_plugins.contradictions.clash import weight
from monitor_plugins.contradictions.comparable import incomparable
from monitor_plugins.contradictions.disputed import Denied
from monitor_plugins.contradictions.retold import another, retold
from monitor_plugins.contradictions.said import Said
from monitor_plugins.contradictions.selfs import same_speaker
from monitor_plugins.text.calendar import MONTHS, WEEKDAYS
from monitor_plugins.text.words import words

# What had not happened yet may have happened since.
_YET = words("yet so still currently immediately now until")
_SINCE = words("now later then again today meanwhile")
_GROWING = words(
    """arrest charge detain find identify recover rescue decide agree sign name announce report confirm resign evacuate reach claim
    locate release issue approve start begin arrive open close schedule"""
)
_KNOWN = words("report confirm know identify")
_NEGATING = words("not n't no nobody none never")
_STOPS = frozenset('.,;:!"“”')
_PRESENT = words("is are has have do does am 's 'm 've")
_TELLING = 0.45  # weight of a word that two statements of one speaker must share
_SURE_STATES = 0.66
_MOST_PAIRS = 4_000


def overtaken(denial: Said, claim: Said) -> bool:
    """Say whether what was not so when it was denied may have become so by the time of the later claim."""
    lows = denial.terms.lows
    if _YET & set(lows) or _now(claim.terms):
        return True
    if _negates_any(lows, _KNOWN):
        return True
    retold_ = "had" in claim.terms.lows
    if (_negates_any(lows, _GROWING) or _open_yet(lows)) and not retold_:
        return True
    days = {low for low in claim.terms.lows if low in WEEKDAYS}
    happened = [claim.article.at - timedelta(days=back) for back in range(7)]
    dated = [when for when in happened if when.strftime("%A").lower() in days and not _told_on(claim.terms, when.strftime("%A").lower())]
    return bool(dated) and max(dated).date() > denial.article.at.date()


def _now(sentence: Terms) -> bool:
    """Say whether a sentence tells what is so now, or has become so; not `had been poisoned since Sunday`."""
    return not _SINCE.isdisjoint(sentence.lows) or ("since" in sentence.lows and "had" not in sentence.lows)


def _negates_any(lows: Sequence[str], listed: frozenset[str]) -> bool:
    """Say whether a negated clause has one of some words: what comes with time (`nobody had been charged`), or is only not known yet."""
    negated = [at for at, low in enumerate(lows) if low in _NEGATING]
    clauses = (lows[at : next((stop for stop in range(at, len(lows)) if lows[stop] in _STOPS), len(lows))] for at in negated)
    return any(base(low) in listed for clause in clauses for low in clause)


def _open_yet(lows: Sequence[str]) -> bool:
    """Say whether a sentence negates what is so now (`is not`, `has not been`), which may change."""
    negated = [at for at, low in enumerate(lows) if low in _NEGATING]
    return any(_PRESENT & set(lows[max(0, at - 2) : at + 5]) for at in negated)


def _told_on(claim: Terms, weekday: str) -> bool:
    """Say whether a weekday is the telling's: `said on Friday`."""
    at = claim.lows.index(weekday)
    return any(base(low) in SPEECH for low in claim.lows[max(0, at - 3) : at])


def turned(denial: Said, claim: Said, around: Around) -> tuple[float, Denied] | None:
    """Give how surely a claim asserts what a sentence negates plainly, 0..1, and what that is; None if it does not."""
    if not claim.plain_assertion:
        return None
    weighed = [(_sure(denial, content, claim, around), content) for content in denial.denied if content.plain and not content.wholly]
    sure, content = max(weighed, key=lambda one: one[0], default=(0.0, None))
    return (sure, content) if content is not None and sure else None


def _sure(denial: Said, content: Denied, claim: Said, around: Around) -> float:
    found = retold(denial, content, claim, around)
    if not found.share or another(denial, content, claim, around, found):
        return 0.0
    return min(0.85, 0.34 + 0.4 * found.share)


def affirmed(new: Sequence[Said], prior: Sequence[Said], around: Reports) -> Iterator[Hit]:
    """Yield a hit for the surest claim that an earlier report negated, in another voice, and that no earlier report made."""
    denying = [said for said in prior if said.denies and any(content.plain for content in said.denied)]
    claims = [said for said in new if said.speaker and said.in_text and not said.denies and said.plain_assertion]
    pairs = ((mine, theirs) for theirs in denying for mine in claims if not incomparable(mine, theirs))
    best: tuple[float, Said, Said, Denied] | None = None
    for mine, theirs in islice(pairs, _MOST_PAIRS):
        found = None if same_speaker(mine.speaker, theirs.speaker) else turned(theirs, mine, around[mine.article.id])
        if found is not None and (best is None or found[0] > best[0]) and not overtaken(theirs, mine):
            best = (found[0], mine, theirs, found[1])
    if best is not None and not any(
        turned(best[2], said, around[said.article.id]) for said in prior if said.in_text and said is not best[2]
    ):
        sure, mine, theirs, content = best
        yield telling.affirmed(mine, theirs, sure, content.cue, content.terms)


def opposed(mine: Said, theirs: Said) -> float:
    """Give how surely one speaker tells the opposite state of the same thing, 0..1; 0 if not, or if things may just have changed."""
    found = excluded(states(mine.terms), states(theirs.terms))
    if found is None or not looks_back(mine.terms) or _now(mine.terms):
        return 0.0
    apart = {word for side in found for phrase in side for word in phrase.split("_")}
    voices = set(f"{mine.speaker} {theirs.speaker}".lower().split())
    matcher = Matcher([term for term in theirs.terms.content if term.low not in voices])
    told = [
        term for term in mine.terms.content if not (term.lemma in apart or term.low in apart or term.low in voices or says_number(term))
    ]
    shared = [term for term in told if not term.name and weight(term) >= _TELLING and matcher.find(term) is not None]
    places = _places(mine.terms, voices), _places(theirs.terms, voices)
    return 0.0 if not shared or (all(places) and places[0].isdisjoint(places[1])) else _SURE_STATES


def _places(sentence: Terms, voices: set[str]) -> set[str]:
    return {term.low for term in sentence.content if term.name} - voices - WEEKDAYS - MONTHS
