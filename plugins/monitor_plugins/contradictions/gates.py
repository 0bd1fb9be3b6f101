"""The gates that a denial must pass to be told for its words alone: that the claim has them, of the same deed, place and day."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from monitor_plugins.claims.lexicon import base
from monitor_plugins.claims.terms import Matcher, Term
from monitor_plugins.contradictions.around import Around
from monitor_plugins.contradictions.disputed import Denied, asserted, content_names, first_person, named_otherwise
from monitor_plugins.contradictions.proposition import does, other_proposition, undergoes
from monitor_plugins.contradictions.retold import another, only_planned, retold
from monitor_plugins.contradictions.said import Said
from monitor_plugins.contradictions.selfs import same_speaker

# Shares of the denied content that a claim must assert: for a denying word, and for a plain "not", which says much else.
_DENIED = 0.6
_DENIED_UNNAMED = 0.7
_PLAIN = 0.8
_WHOLLY = 0.75
_ALL_TOLD = 3  # words, besides names, that a claim must tell if no name of its own ties it to the denial


class Weighed(NamedTuple):
    """How surely a pair is a dispute, 0..1; 0 if a gate stopped it: the later the gate, the nearer the pair, and `why` in words.

    `share` of the denied words is claimed, where `needed` must be.
    """

    sure: float
    gate: int = 0
    why: str = ""
    share: float = 1.0
    needed: float = 0.0


_EARLY = 3  # the last gate of those that no other words open
OTHER = 6  # the gate of other propositions
_NO_CLAIM = Weighed(0.0, 1, "the earlier sentence claims nothing plainly")
_NO_VOICE = Weighed(0.0, 3, "nobody is named as denying it: a report that tells what did not happen denies nobody's claim")
_ONE_SPEAKER = Weighed(0.0, 2, "one speaker says both, and corrects or updates themselves")
_TOO_LITTLE = "too few of the denied words are claimed"
_PLANNED = Weighed(0.0, OTHER, "the earlier sentence only tells a plan")
_NO_DEED = Weighed(0.0, 4, "the earlier sentence does not say that the speaker did it")
_NO_NAME = Weighed(0.0, 5, "no name ties the denial to the claim")


def weigh(mine: Said, content: Denied, theirs: Said, around: Around) -> Weighed:
    """Give how surely a denial is of that very claim, or the gate that it fails; `around` is what the claim's report says."""
    strictly_ = _weigh(mine, content, theirs, around.names)
    if strictly_.sure and only_planned(mine.terms, content, theirs.terms):
        return _PLANNED
    if strictly_.sure or strictly_.gate <= _EARLY or content.wholly:
        return strictly_
    found = retold(mine, content, theirs, around)
    if not found.share:
        return strictly_
    other = another(mine, content, theirs, around, found)
    return Weighed(0.0, OTHER, other) if other else Weighed(min(0.9, 0.34 + 0.4 * found.share + 0.1 * (not content.plain)))


def _weigh(mine: Said, content: Denied, theirs: Said, named: Collection[str]) -> Weighed:
    if not theirs.plain_assertion:
        return _NO_CLAIM
    own_deed = content.wholly and content.head is not None and base(theirs.statement.cue) == content.head.lemma  # "X conceded defeat"
    if same_speaker(mine.speaker, theirs.speaker) and not own_deed:
        return _ONE_SPEAKER
    if content.plain and not mine.speaker:
        return _NO_VOICE
    if content.wholly and content.head is not None:
        happened = undergoes if content.cue == "nobody" else does
        return Weighed(_WHOLLY) if happened(mine.speaker, content.head, theirs.terms) else _NO_DEED
    share, numbered = asserted(content, theirs.terms), not content.numbers.isdisjoint(theirs.terms.numbers)
    needed, implied = _needed(content), _implied(mine, content, theirs, named)
    share *= len(content.terms) / max(1, len(content.terms) - len(implied))
    if share < needed and not (numbered and not content.plain):
        return Weighed(0.0, 4, _TOO_LITTLE, share, needed)
    if mine.article.story != theirs.article.story and _of_others(mine, content, theirs, named, numbered=numbered):
        return _NO_NAME
    if not numbered:
        if not _anchored(mine, content, theirs) and not (implied and share >= 1 and len(content.terms) - len(implied) >= _ALL_TOLD):
            return _NO_NAME
        other = other_proposition(mine.terms, content, mine.speaker, theirs.terms, implied)
        if other:
            return Weighed(0.0, OTHER, other)
    in_text = mine.in_text + theirs.in_text
    return Weighed(min(0.99, 0.3 + 0.35 * share + 0.15 * numbered + 0.1 * (not content.plain) + 0.02 * in_text))


def _of_others(mine: Said, content: Denied, theirs: Said, named: Collection[str], *, numbered: bool) -> bool:
    """Say whether a report of another story names others: the claim other names, or its report not who denies its number."""
    if not numbered:
        return named_otherwise(content.terms, theirs.terms, ())
    voice = {word.lower() for word in mine.speaker.split() if word[:1].isupper()}
    return bool(voice) and voice.isdisjoint(named)


def _implied(mine: Said, content: Denied, theirs: Said, named: Collection[str]) -> list[Term]:
    """Give the denied names that the claim lacks and its report has: what a report has named it need not name in every sentence.

    Only of a plain negation, not of a report that is older than the claim, and not where the claim names somebody or some place else.
    """
    if not (content.plain and named and content.head) or mine.article.at < theirs.article.at:
        return []
    matcher = Matcher(theirs.terms.content)
    said = matcher.find(content.head)
    own = {term.low for term in content.terms}
    if said is None or any(term.name and term.low not in own for term in theirs.terms.content if term.clause == said.clause):
        return []
    return [term for term in content.terms if term.name and term.low in named and matcher.find(term) is None]


def _needed(content: Denied) -> float:
    """Give the share that must be claimed: less where the denial names somebody or some place, which the claim must name too."""
    if content.plain:
        return _PLAIN
    return _DENIED if any(term.name for term in content.terms) else _DENIED_UNNAMED


def _anchored(mine: Said, content: Denied, theirs: Said) -> bool:
    """Say whether a name ties a denial to a claim: one denied and claimed, or the speaker who denies it of themselves."""
    names = content_names(theirs.terms) | {word.lower() for word in theirs.speaker.split() if word[:1].isupper()}
    if {term.low for term in content.terms if term.name} & names:
        return True
    opens_self = content.head is not None and min(content.terms, key=lambda term: term.start) is content.head
    about_self = (first_person(mine.terms) and opens_self) or not content.plain
    return about_self and bool({word.lower() for word in mine.speaker.split() if word[:1].isupper()} & names)
