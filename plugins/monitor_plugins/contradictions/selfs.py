"""Self: one speaker now says what they earlier said was not so, or the other way round."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from monitor_plugins.claims.lexicon import base, senses
from monitor_plugins.claims.speakers import speaker_class
from monitor_plugins.claims.terms import Matcher, Terms
from monitor_plugins.contradictions.clash import weight
from monitor_plugins.contradictions.disputed import Denied, asserted
from monitor_plugins.contradictions.proposition import same_proposition
from monitor_plugins.names.aliases import same_person
from monitor_plugins.text.words import words

# Words by which a speaker, or the report, owns that something else was said before.
_ADMITS = words("admit acknowledge concede correct retract reverse backtrack insist")
_OWNED = words("admit acknowledge concede")
# How many content words behind "admitted" it reaches.
_REACH = 6
_MOST = 0.75
_TELLING = 0.6  # weight of a word that an admission shares with what was denied, besides a name or another word
_KINDS = words(
    """minister ministry office department agency company firm authority official spokesman spokeswoman spokesperson service board chief
    council police union group deputy operator head director president from with"""
)
_TITLES = words("minister president deputy mr mrs ms dr chief prime finance defence defense foreign interior health")


def reversal(new: Terms, prior: Terms, new_denied: Sequence[Denied], prior_denied: Sequence[Denied]) -> float:
    """Give how surely a sentence takes back an earlier one of the same speaker, 0..1; 0 if not at all.

    `new_denied` and `prior_denied` are what each sentence denies (see `denied`).
    """
    admits = bool({base(low) for low in new.lows} & _ADMITS) or _after_all(new)
    share = max(_taken_back(prior, prior_denied, new), _taken_back(new, new_denied, prior))
    if share >= _MOST:
        return min(0.95, 0.5 + 0.4 * share + 0.1 * admits)
    return 0.7 if admits and _heads_taken_back(prior_denied, new) else 0.0


def _taken_back(denial: Terms, contents: Sequence[Denied], claim: Terms) -> float:
    """Give the share of what one sentence denies, plainly, that the other asserts of the same question; 0 if of another."""
    plain = [(asserted(content, claim), content) for content in contents if content.plain]
    return max((share for share, content in plain if share and same_proposition(denial, content, "", claim)), default=0.0)


def _after_all(sentence: Terms) -> bool:
    return "after all" in " ".join(sentence.lows)


def _heads_taken_back(prior_denied: Sequence[Denied], new: Terms) -> bool:
    owned = next((at for at, term in enumerate(new.content) if base(term.low) in _OWNED), None)
    if owned is None:
        return False
    matcher = Matcher([term for term in new.content[owned + 1 : owned + 1 + _REACH] if not term.negated])
    if any(matcher.find(head) is not None for content in prior_denied if (head := content.head) is not None):
        return True
    hits = ([term for term in content.terms if matcher.find(term) is not None] for content in prior_denied)
    return any(len(found) > 1 and any(not term.name and weight(term) >= _TELLING for term in found) for found in hits)


@lru_cache(maxsize=20_000)
def same_speaker(left: str, right: str) -> bool:
    """Say whether two speakers are one: the same person, or one office and its head (`defence ministry`, `Deputy minister Orr`)."""
    if not left or not right:
        return False
    names = _name(left), _name(right)
    if names[0] and names[1]:
        return same_person(names[0], names[1])
    mine, theirs = ({word for word in one.lower().split() if len(word) > 3} for one in (left, right))
    own = tuple({word for word in one.split() if word.islower() and len(word) > 3} - _KINDS for one in (left, right))
    if all(own) and own[0].isdisjoint(own[1]) and not any(senses(a) & senses(b) for a in own[0] for b in own[1]):
        return False  # "water company" and "bus company"
    kinds = speaker_class(left), speaker_class(right)
    alike = any(senses(a) & senses(b) for a in mine for b in theirs)
    return alike and bool(kinds[0]) and kinds[0] == kinds[1]


@lru_cache(maxsize=20_000)
def _name(speaker: str) -> str:
    """Give the person's name in a speaker's description; "" if it names none."""
    kept = [word for word in speaker.split() if word[:1].isupper() and word.lower() not in _TITLES and not speaker_class(word)]
    of = speaker.split()
    if "of" in of:
        before = of[: of.index("of")]
        kept = [word for word in kept if word in before] or []
    return " ".join(kept)
