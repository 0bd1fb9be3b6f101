"""Signs that one sentence denies what another claims, in words of its own; measured for `likely`, which weighs them together.

No sign decides: how much of what is denied the claim says, whose voices the two are, whom the claim accuses, what each report is
about, how soon one follows the other, whether anybody admits anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import log1p

from monitor_plugins.claims.lexemes import SPEAKS
from monitor_plugins.claims.lexicon import FUNCTION, SPEECH, base
from monitor_plugins.claims.speakers import inner_speakers, speaker_class
from monitor_plugins.claims.terms import Term, Terms
from monitor_plugins.contradictions.around import Around
from monitor_plugins.contradictions.clash import weight
from monitor_plugins.contradictions.disputed import content_names, first_person
from monitor_plugins.contradictions.gates import OTHER, weigh
from monitor_plugins.contradictions.heard import Heard, Local, evenly, heard_in, nearest
from monitor_plugins.contradictions.reaches import DATES, Reached, idle
from monitor_plugins.contradictions.said import Said
from monitor_plugins.contradictions.selfs import same_speaker
from monitor_plugins.text.calendar import WEEKDAYS
from monitor_plugins.text.own import NEWSROOM
from monitor_plugins.text.words import words

_EMPHATIC = words("single never whatsoever ever absolutely categorically flatly nobody nothing none neither cent")
_ADMITS = words("admit acknowledge concede confess confirm correct reverse backtrack retract apologise apologize wrong mistake")
_YET = words("yet so still currently immediately now until")
_PLANS = words("will would plan plans planned may could might if propose consider expect should")
# A plain negation of these leaves a thing open, and denies nothing.
_OPEN = words(
    """say know comment decide clear reply answer respond want give tell disclose specify rule confirm see expect available immediate
    detail reach understand remember explain discuss name identify"""
)
_OFFICES = words("said chief executive director spokesman spokeswoman spokesperson")
_LONG_WORD = 4
_BESIDE, _ELSEWHERE = 0.7, 0.5  # what a word counts that stands in the next sentence of the claim's report, or anywhere in it
_A_NAME = 0.7
_LEAST = 0.15  # weight of the denied words that a claim must have, if no name is in both
_APART, _OF_TELLING, _CLOSELY = 3, 3, 0.6
_SUBJECT, _SOURCE = 3, 5
_SHORT = 3
_MOST_MASS, _MOST_NAMES, _MOST_HITS, _MOST_CLOSE = 2.5, 2.0, 4, 3
_RECALLING = words("denied insisted earlier previously initially maintained wrong mistake incorrect")
_DISPUTING = words(
    """deny denies denied reject rejects rejected dismiss dismisses dismissed contradict contradicts contradicted dispute disputes
    disputed refute refutes refuted untrue false incorrect wrong invented unfounded nonsense lie lies correction corrects misleading"""
)
_PRONOUNS, _LIKELY_SOURCE = words("he she they it"), 0.7
_RELATIVE = words("who which whose whom")
_DID = words("did does do")
_AGAIN = words("again once repeated repeats reiterated reiterates stressed always")
# Signs that tell more together.
_TOGETHER = (
    ("weight", "claim voiced"),
    ("told anywhere", "denial leads"),
    ("told of it", "said again"),
    ("told", "accused"),
    ("will not", "but"),
    ("first words", "claim voiced"),
    ("credited", "answered"),
    *((sign, "sharply told") for sign in ("credited", "same voice", "subject", "accused", "title denies", "emphatic")),
)
_TOGETHER_OWNED = (("admits anywhere", "sharply told"), ("did", "sharply told"))


@dataclass(frozen=True)
class Side:
    """A statement with what its report says around it."""

    said: Said
    around: Around

    @cached_property
    def voice(self) -> str:
        return self.around.voice(self.said)

    @cached_property
    def names(self) -> set[str]:
        """Give the names of the sentence and of its speaker, folded."""
        return content_names(self.said.terms) | _names(self.said.speaker)


def takes_words_back(reach: Reached) -> bool:
    """Say whether what is negated is that somebody said, blamed or confirmed something: "never said that the strike would go on"."""
    return reach.spoken >= 0


def signs(denial: Side, reach: Reached, claim: Side, telling: Local, *, owned: bool) -> dict[str, float]:
    """Measure what speaks for and against a claim being what is denied; nothing if the two have too little in common, or both deny.

    `owned` says that the claim is the later one, so that it may own what was denied.
    """
    heard = heard_in(reach, claim.said.terms)
    names = [(term, share) for term, share in reach.shares if term.name and term.low not in DATES]
    if heard is None or (heard.mass(evenly) < _LEAST and not heard.akin and not any(term.low in claim.names for term, _ in names)):
        return {}
    denied_too = _denied_in(claim.said)
    pairs = [(weight(term) * share, other) for term, share, other in heard.matched]
    both = sum(worth for worth, other in pairs if other.start in denied_too)
    flips = sum(worth for worth, other in pairs if other.start not in denied_too)
    if both > flips or _another_proposition(denial, heard, claim):
        return {}
    found = {
        **_of_words(heard, names, claim, telling),
        **_of_head(heard, telling, denied_too),
        **_of_claim(denial, reach, claim),
        **_of_voices(denial, reach, claim),
        **_of_places(denial, claim),
        **_of_denial(denial, reach),
        **_of_fields(heard),
        **_sharply(heard, names, claim, telling),
        **_of_centre(denial, claim),
        "flips": min(_MOST_MASS, flips),
        "both deny": both,
    }
    if owned:
        found |= _of_owning(heard, claim)
    together = (*_TOGETHER, *(_TOGETHER_OWNED if owned else ()))
    return {**found, **{f"{one} x {other}": found[one] * found[other] for one, other in together}}


def _denied_in(said: Said) -> set[int]:
    """Give where the words begin that a statement surely denies itself."""
    return {term.start for reach in said.reaches for term in reach.surely}


def _of_words(heard: Heard, names: Sequence[tuple[Term, float]], claim: Side, telling: Local) -> dict[str, float]:
    """Measure how much of what is denied the claim says, and where."""
    total, mass, theirs = heard.total(evenly), heard.mass(evenly), claim.said.terms.content
    beside = [term for said in claim.around.beside(claim.said) for term in said.terms.content]
    whole = sum(weight(term) * share * _anywhere(heard.likes[term][0], term, beside, claim.around) for term, share in heard.told)
    known = claim.names
    named = sum(share * telling(term) for term, share in names if term.low in known)
    unnamed = sum(share * telling(term) for term, share in names if term.low not in known)
    told_locally = (heard.mass(telling) + _A_NAME * named) / ((heard.total(telling) + _A_NAME * (named + unnamed)) or 1.0)
    clauses = defaultdict[int, float](float)
    for term, share, other in heard.matched:
        clauses[other.clause] += weight(term) * share * heard.likes[term][0]
    order = {id(term): at for at, term in enumerate(theirs)}
    places = [(term, order[id(other)]) for term, _, other in heard.matched]
    close = sum(one[1] != two[1] and abs(one[1] - two[1]) <= _APART for one, two in pairwise(places))
    return {
        "told": told_locally,
        "told of it": mass / total,
        "weight": min(_MOST_MASS, heard.mass(telling) + _A_NAME * named),
        "plain weight": min(_MOST_MASS, mass),
        "words": float(min(_MOST_HITS, len(heard.matched))),
        "told anywhere": whole / total,
        "in a clause": max(clauses.values(), default=0.0) / total,
        "close": float(min(_MOST_CLOSE, close)),
        "names": min(_MOST_NAMES, named),
        "names missing": float(min(_MOST_NAMES, sum(term.low not in claim.around.names for term, _ in names))),
        "long": len(heard.told) / 10,
    }


def _sharply(heard: Heard, names: Sequence[tuple[Term, float]], claim: Side, telling: Local) -> dict[str, float]:
    """Measure how much of what is denied, names too, the claim says of what few earlier statements say."""
    told = [(weight(term) * share * telling.sharply(term), heard.likes[term][0]) for term, share in heard.told]
    told += [(_A_NAME * share * telling.sharply(term), float(term.low in claim.names)) for term, share in names]
    said = sum(worth * near for worth, near in told)
    return {
        "sharply told": said / (sum(worth for worth, _ in told) or 1.0),
        "sharp weight": min(_MOST_MASS, said),
        "sharpest": max(told)[1],
    }


def _anywhere(near: float, term: Term, beside: Sequence[Term], around: Around) -> float:
    return max(
        near, _BESIDE * nearest(term, beside)[0] if near < _BESIDE else 0.0, _ELSEWHERE * (not term.senses.isdisjoint(around.senses))
    )


def _of_head(heard: Heard, telling: Local, denied_too: Collection[int]) -> dict[str, float]:
    """Measure whether the claim says the very words that are denied first: what it is about, and the deed."""
    head = heard.reach.head
    near, other = heard.likes.get(head, (0.0, None)) if head is not None else (0.0, None)
    said = weight(head) * near * telling(head) if head is not None and other is not None and other.start not in denied_too else 0.0
    behind = [term for term, _ in heard.told if term.start > heard.reach.start and term is not head][:2]
    worth = [weight(term) * heard.likes[term][0] * telling(term) for term in behind]
    return {"head": near, "head said": said, "next": max(worth, default=0.0), "first words": said + sum(worth)}


def _of_claim(denial: Side, reach: Reached, claim: Side) -> dict[str, float]:
    """Measure how much of the claim the denial, and its report, say again; and their numbers and days."""
    mine, theirs = denial.said.terms, claim.said.terms
    told = [term for term in theirs.content if not (term.name or idle(term) or term.lemma in SPEECH)]
    total = sum(map(weight, told)) or 1.0
    reached = {term.low for term, share in reach.shares if share >= _CLOSELY}
    days = reached & WEEKDAYS & (_days_of_events(theirs) if reached & WEEKDAYS else WEEKDAYS)
    numbers = {term.low for term, _ in reach.shares if term.number}
    return {
        "said again": sum(weight(term) * nearest(term, mine.content)[0] for term in told) / total,
        "retold": sum(weight(term) for term in told if not term.senses.isdisjoint(denial.around.senses)) / total,
        "other numbers": float(bool(mine.numbers and theirs.numbers) and mine.numbers.isdisjoint(theirs.numbers)),
        "same number": float(not numbers.isdisjoint(theirs.numbers)),
        "same day": float(bool(days)),
        "planned": float(not _PLANS.isdisjoint(theirs.lows)),
        "will not": float(not _PLANS.isdisjoint(mine.lows)),
    }


def _days_of_events(sentence: Terms) -> set[str]:
    """Give the weekdays of a sentence that are not of the telling: `said on Friday`, `on Friday denied`."""
    lows = sentence.lows
    spoken = {at for at, word in enumerate(sentence.words) if word.marks & SPEAKS}
    return {low for at, low in enumerate(lows) if low in WEEKDAYS and spoken.isdisjoint(range(at - _OF_TELLING, at + 2))}


def _of_voices(denial: Side, reach: Reached, claim: Side) -> dict[str, float]:
    """Measure whose voices the two are, and whether the claim, or its report, tells of who denies it."""
    mine, theirs = denial.voice, claim.voice
    who = {word.lower() for word in mine.split() if len(word) > _SHORT} - _OFFICES
    said_of = {term.low for term in claim.said.terms.content} | claim.names
    ahead = [term for term in denial.said.terms.content if term.start < reach.start]
    same = same_speaker(mine, theirs)
    own = first_person(denial.said.terms)
    subject = ahead[-_SUBJECT:] or [term for term, _ in reach.shares if reach.start < term.start < reach.spoken][-_SOURCE:]
    one_kind = speaker_class(mine) != "" and speaker_class(mine) == speaker_class(theirs)
    one_side = same or one_kind or bool(who & claim.names) or bool(who & {word.lower() for word in theirs.split()})
    named = not ({term.low for term in ahead if term.name} | _names(mine)).isdisjoint(claim.names | _names(theirs))
    both_own = own and first_person(claim.said.terms) and (same or not claim.said.speaker)
    return {
        "same voice": float(same),
        "same side": float(one_side),
        "accused": float(not who.isdisjoint(said_of)),
        "accused elsewhere": float(not who.isdisjoint(claim.around.lows)),
        "answered": float(
            not ({word.lower() for word in theirs.split() if len(word) > _LONG_WORD} | _outlet(claim)).isdisjoint(denial.around.lows)
        ),
        "denial voiced": float(bool(mine)),
        "claim voiced": float(bool(claim.said.speaker or claim.around.quoted(claim.said))),
        "credited": _credited(denial, reach, claim, subject, own=own),
        "subject named": float(named),
        "subject": max(float(named), float(both_own), 0.5 * (not who.isdisjoint(said_of))),
        "first person": float(own),
    }


def _credited(denial: Side, reach: Reached, claim: Side, subject: Sequence[Term], *, own: bool) -> float:
    """Give how likely the claim is told by whom the denial speaks of: a pronoun may mean anybody whom its report names."""
    voices = [claim.voice, *(inner_speakers(claim.said.terms) if reach.spoken >= 0 else ())]
    voiced = {base(word.lower()) for name in voices for word in name.split()} - FUNCTION
    source = {word for term in subject for word in (term.lemma, base(term.low))}
    if own or not subject:
        source |= {base(word.lower()) for word in denial.voice.split()}
    if not source.isdisjoint(voiced):
        return 1.0
    pronoun = voiced and not _PRONOUNS.isdisjoint(denial.said.terms.lows[max(0, reach.at - _SUBJECT) : reach.at])
    return _LIKELY_SOURCE if pronoun and not voiced.isdisjoint(map(base, denial.around.lows)) else 0.0


def _of_places(denial: Side, claim: Side) -> dict[str, float]:
    """Measure where in their reports the two stand, and how soon one follows the other, on a scale of hours."""
    apart = abs((denial.said.article.at - claim.said.article.at).total_seconds()) / 3600
    mine, theirs = denial.around, claim.around
    outlets = denial.said.article.outlet, claim.said.article.outlet
    return {
        "denial leads": float(denial.said.opens),
        "claim leads": float(claim.said.opens),
        "claim in title": float(not claim.said.in_text),
        "hours": log1p(apart) / 5,
        "names shared": len(mine.names & theirs.names) / (min(len(mine.names), len(theirs.names)) or 1),
        "words shared": len(mine.senses & theirs.senses) / (min(len(mine.senses), len(theirs.senses)) or 1),
        "same outlet": float(bool(outlets[0]) and outlets[0] == outlets[1]),
    }


def _of_denial(denial: Side, reach: Reached) -> dict[str, float]:
    """Measure how the denial is put."""
    lows = denial.said.terms.lows
    open_ = not reach.strong and reach.head is not None and reach.head.lemma in _OPEN
    return {
        "strong": float(reach.strong),
        "emphatic": float(not _EMPHATIC.isdisjoint(lows)),
        "open": float(open_),
        "yet": float(not _YET.isdisjoint(lows)),
        "none": float(reach.cue == "no"),
        "relative": float(not _RELATIVE.isdisjoint(lows[max(0, reach.at - 3) : reach.at])),
        "again": float(not _AGAIN.isdisjoint(lows)),
        "but": float("but" in lows[reach.at + 1 : reach.at + 12]),
    }


def _of_fields(heard: Heard) -> dict[str, float]:
    """Measure how much of what is denied the claim tells from another side, in words of the same field."""
    told = sum(weight(term) * share for term, share in heard.told if term in heard.akin)
    head = heard.reach.head
    return {
        "akin": told / heard.total(evenly),
        "akin weight": min(_MOST_MASS, told),
        "akin head": float(head is not None and head in heard.akin),
        "alike or akin": (told + heard.mass(evenly)) / heard.total(evenly),
    }


def _of_centre(denial: Side, claim: Side) -> dict[str, float]:
    """Measure how far the two are what their reports are about: whether a title denies anything, and how early they stand."""
    headline = [one for one in denial.around.said if not one.in_text]
    return {
        "title denies": float(any(one.reaches or not _DISPUTING.isdisjoint(one.terms.lows) for one in headline)),
        "denial early": 1 / (1 + _standing(denial)),
        "claim early": 1 / (1 + _standing(claim)),
    }


def _standing(side: Side) -> int:
    """Give how many statements of its report stand before one, the title left out."""
    return sum(one.in_text and one.statement.start < side.said.statement.start for one in side.around.said)


def _another_proposition(denial: Side, heard: Heard, claim: Side) -> bool:
    """Say whether the claim is seen to be another proposition (see `gates`), or has another name where the denial names one."""
    weighed = [weigh(denial.said, content, claim.said, claim.around) for content in denial.said.denied]
    other = not any(one.sure for one in weighed) and any(one.gate >= OTHER for one in weighed)
    return other or _of_another(heard, denial, claim)


def _of_another(heard: Heard, denial: Side, claim: Side) -> bool:
    """Say whether a denied name stands before a noun that the claim gives another name: "Corvanian soldiers", "Tessinian soldiers"."""
    mine, theirs = denial.said.terms.content, claim.said.terms.content
    known = claim.names
    for name, noun in pairwise(mine):
        match = heard.likes.get(noun, (0.0, None))[1] if name.name and not noun.name and name.low not in known | DATES else None
        if match is not None and any(one is match and before.name for before, one in pairwise(theirs)):
            return True
    return False


def _of_owning(heard: Heard, claim: Side) -> dict[str, float]:
    """Measure whether a later report admits anything, or recalls that it was denied."""
    mine = claim.said
    recalled = (
        sum(weight(term) * share * nearest(term, said.terms.content)[0] for term, share in heard.told)
        for said in claim.around.said
        if said is not mine and recalls(said.terms)
    )
    return {
        "admits": float(any(word.base in _ADMITS for word in mine.terms.words)),
        "admits anywhere": float(any(base(low) in _ADMITS for low in claim.around.lows)),
        "did": float(not _DID.isdisjoint(mine.terms.lows) and not mine.denies),
        "recalled": max(recalled, default=0.0) / heard.total(evenly),
    }


def recalls(sentence: Terms) -> bool:
    """Say whether a sentence recalls that something was said before, or that it was wrong: "had said", "earlier insisted"."""
    lows = set(sentence.lows)
    said = any(word.base in SPEECH for word in sentence.words)
    return ("had" in lows and said) or not _RECALLING.isdisjoint(lows)


def _names(written: str) -> set[str]:
    return {word.lower() for word in written.split() if word[:1].isupper()}


def _outlet(side: Side) -> set[str]:
    """Give the words by which an outlet is known, those of all outlets left out."""
    words_ = (word for word in side.said.article.outlet.split() if word[:1].isupper() and len(word) > _SHORT)
    return {word.lower() for word in words_} - NEWSROOM
