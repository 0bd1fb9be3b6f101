"""Words taken back that an earlier report credits the very source with: whose they are, and whether they are the same words."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from monitor_plugins.claims.lexicon import HYPOTHETICAL, REVERSALS, base, opposite
from monitor_plugins.claims.speakers import inner_speakers, speaker_class
from monitor_plugins.claims.terms import Matcher, Term, Terms, negated_heads
from monitor_plugins.claims.unsaid import Unsaid
from monitor_plugins.contradictions.clash import weight
from monitor_plugins.contradictions.disputed import named_otherwise
from monitor_plugins.contradictions.said import Said
from monitor_plugins.names.aliases import same_person
from monitor_plugins.text.words import words

_SHARE = 0.6
_HALF = 0.5
_TELLING = 0.6  # weight of a word that alone ties what was never said to the claim that a report opens with
_FEW = 2
_FULL_NAME = re.compile(r"[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+)+")
_HONORIFIC = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr)\.? ([^\W\d_a-z][\w’'-]+)$")
_PRONOUNS = words("he she they it")
_OWNERS = words("his her its their")
_SMALL = words("the a an of for in 's ’s his her its their")
_QUOTING = words("quote cite")
# Who is said to oppose, want or weigh a thing is not said to have said that it is so.
_OTHERWISE = (
    REVERSALS
    | (HYPOTHETICAL - words("would forecast predict"))
    | words("oppose reject deny dispute dismiss rule against warn demand want urge ask consider discuss weigh study whether")
)


def takes_back(mine: Said, unsaid: Unsaid, theirs: Said, around: Sequence[Said]) -> float:
    """Give the share of words taken back that a report credits their very source with, 0..1; 0 if too few, or in another sense.

    `around` are the statements of both reports.
    """
    what, claim = unsaid.what, theirs.terms
    denies = theirs.denies and not (_refused(claim, what) or unsaid.wholly)
    if denies or theirs.statement.stance in ("asks", "supposes") or _otherwise(claim):
        return 0.0
    source = _source(mine, unsaid, around)
    if not source or not any(_one_source(source, name) for name in _credited(theirs, around)):
        return 0.0
    share, voices = _share(what, claim), {word.lower() for word in f"{source} {theirs.speaker}".split()}
    return share if _same_words(what, claim) or ((theirs.opens or share >= _HALF) and _telling_word(what, claim, voices)) else 0.0


def _share(what: tuple[Term, ...], claim: Terms) -> float:
    matcher = Matcher(claim.content)
    return sum(weight(term) for term in what if matcher.find(term)) / sum(map(weight, what))


def _otherwise(claim: Terms) -> bool:
    """Say whether a sentence credits its speaker with no plain statement: with a wish, a demand, what may be."""
    if any(word.base in _OTHERWISE and not (word.capital and index) for index, word in enumerate(claim.words)):  # "May" is a month
        return True
    return any(word.base == "call" and claim.lows[at + 1 : at + 2] in (["for"], ["on"]) for at, word in enumerate(claim.words))


def _telling_word(what: tuple[Term, ...], claim: Terms, known: Collection[str]) -> bool:
    """Say whether a claim has a telling word of what was never said, and its number if it has one."""
    matcher = Matcher(claim.content)
    hits = [term for term in what if matcher.find(term) is not None]
    numbers = [term for term in what if term.number]
    if named_otherwise(what, claim, known):
        return False
    return any(term.number or (not term.name and weight(term) >= _TELLING) for term in hits) and (not numbers or numbers[0] in hits)


def _same_words(what: tuple[Term, ...], claim: Terms) -> bool:
    matcher = Matcher([term for term in claim.content if not term.negated or _refused(claim, what)])
    against = negated_heads(claim)
    hits = [term for term in what if matcher.find(term) is not None or any(opposite(head.lemma, term.lemma) for head in against)]
    exact = [term for term in what if term.name or term.number]
    needed = len(what) if len(what) <= _FEW else _SHARE * len(what)
    return len(hits) >= needed and all(term in hits for term in exact)


def _refused(claim: Terms, what: tuple[Term, ...]) -> bool:
    """Say whether a claim negates the opposite of what was not said: `not allow` for `block`."""
    return any(opposite(head.lemma, term.lemma) for head in negated_heads(claim) for term in what)


def _source(mine: Said, unsaid: Unsaid, around: Sequence[Said]) -> str:
    """Give whose words are taken back, by name: of a pronoun, whom the sentence before speaks of, or who speaks."""
    low = unsaid.source.lower()
    if low in ("i", "we"):
        return mine.speaker
    if low not in _PRONOUNS:
        return unsaid.source
    before = _before(mine, around)
    if before is None:
        return ""
    opening = _opening(before.terms)
    return opening if bool(_FULL_NAME.search(opening)) == (low in ("he", "she")) else before.speaker


def _before(said: Said, around: Sequence[Said]) -> Said | None:
    """Give the statement before one, in the same report."""
    mine = [one for one in around if one.article.id == said.article.id and one.statement.end <= said.statement.start]
    return max(mine, key=lambda one: one.statement.end, default=None)


def _opening(terms: Terms) -> str:
    """Give what a sentence speaks of first, if that is somebody: a full name, or a body of a known kind."""
    stop = next((at for at, (low, _, _) in enumerate(terms.tokens) if not low[0].isalnum() and low not in ("'s", "’s")), len(terms.tokens))
    text = " ".join(terms.text[left:right] for _, left, right in terms.tokens[:stop])
    return text if speaker_class(text) or _FULL_NAME.match(text) else ""


def _credited(theirs: Said, around: Sequence[Said]) -> list[str]:
    """Give to whom a report credits what it tells: its speaker, with the owner of "her office", or whoever is quoted as saying it."""
    return [name for name in (_quoted(theirs.terms), _owned(theirs, around), *inner_speakers(theirs.terms)) if name]


def _quoted(terms: Terms) -> str:
    """Give the one whom somebody `quoted as saying` it; "" if nobody is."""
    lows = terms.lows
    at = next((index for index in range(1, len(lows) - 1) if lows[index] == "as" and lows[index + 1] in ("saying", "having")), -1)
    verb = next((index for index in range(at - 1, -1, -1) if base(lows[index]) in _QUOTING), -1)
    return " ".join(terms.text[left:right] for _, left, right in terms.tokens[verb + 1 : at]).replace(" ,", "") if 0 <= verb < at else ""


def _owned(theirs: Said, around: Sequence[Said]) -> str:
    lows, first = theirs.terms.lows, theirs.speaker.lower().split()[:1]
    at = next((index for index, low in enumerate(lows) if [low] == first), 0)
    before = _before(theirs, around) if at and lows[at - 1] in _OWNERS else None
    owner = before.speaker if before is not None else ""
    return f"{owner}'s {theirs.speaker}" if owner else theirs.speaker


def _people(name: str) -> list[str]:
    """Give the full names in a name, or the surname behind `Mr` or `Ms`."""
    surname = _HONORIFIC.match(name)
    if surname is None and name.isalpha() and name[0].isupper() and not speaker_class(name):
        return [name]
    return [surname.group(1)] if surname else _FULL_NAME.findall(name)


def _one_source(mine: str, theirs: str) -> bool:
    """Say whether two names are one source's: the same full name, or a body whose words are all among the other's."""
    people = _people(mine), _people(theirs)
    kept = [{base(word) for word in re.findall(r"\w+", name.lower()) if word not in _SMALL and len(word) > 1} for name in (mine, theirs)]
    if all(people) and not speaker_class(mine):
        return any(same_person(one, other) for one in people[0] for other in people[1])
    small, large = sorted(kept, key=len)
    kinds = {speaker_class(mine), speaker_class(theirs)}
    return bool(small) and small <= large and (small == large or (len(kinds) == 1 and "" not in kinds) or theirs.islower())
