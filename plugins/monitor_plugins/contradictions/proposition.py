"""Whether what is denied is the very proposition that another sentence asserts: predicate, subject, object, place and day.

Words that two sentences share do not make one proposition of them; what is read here is only order, voice, names, numbers and days.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter

from monitor_plugins.claims.lexemes import CONTENT
from monitor_plugins.claims.lexicon import CLAIM_NOUNS, FUNCTION, SPEECH, base
from monitor_plugins.claims.terms import Matcher, Term, Terms
from monitor_plugins.contradictions.amounts import says_number
from monitor_plugins.contradictions.disputed import Denied
from monitor_plugins.text.calendar import MONTHS, WEEKDAYS
from monitor_plugins.text.lemma import verb
from monitor_plugins.text.words import words

_AUXILIARIES = words("had has have was were is are be been being will would to did does do")
_UNCHANGED = words("set cut put hit shut hurt let shed burst split beat spread cast")  # participles that are like their verb
_BEING = words("was were is are be been being")
_MODALS = words("would could may might should can cannot if whether")
# Verbs too light to be content: "not getting into the business" denies the getting.
_LIGHT = words("get go make let take give hold")
# "not the only one", "not all of them": less than what is negated, not its denial.
_PARTLY = words("only first last alone all every everyone everything always enough necessarily just solely entirely completely same")
# Verbs that say little beside their noun, and what may stand between.
_CARRYING = words("hold reach make conduct stage open pay carry launch")
_BETWEEN = ("", "any", "a", "out", "out any", "out a", "the", "an")
_SUBJECTS = words("i we he she they it")
_OWNING = words("a an the this that his her its their no of 's ’s any such")
# Ways to say that something was struck: "hit the dam" is "caused the breach in the dam".
_BLOWS = words("hit strike ram attack shell bomb bombard shoot fire damage destroy breach blast explode explosion raid strafe")
_LOSING = words("lose lack miss cancel end drop withdraw against")
ANOTHER_DOER = "another doer, or another one that it is done to"
_NEAR = 3  # tokens
_SUBJECT = 0.5  # share of the denied subject that the claim must name; of more than a few words, one more
_FEW = 2
_SPREAD = 12  # content words of the claim over which what is denied may be strewn


@dataclass(frozen=True, slots=True)
class _Claimed:
    """Where a claim says what is denied: the predicate's like, and the like of each denied word that has one."""

    predicate: Term
    found: dict[Term, Term]


def same_proposition(denial: Terms, content: Denied, speaker: str, claim: Terms) -> bool:
    """Say whether a sentence asserts the very proposition that another one, of this speaker, denies; "" for an unnamed speaker."""
    return not other_proposition(denial, content, speaker, claim)


def other_proposition(
    denial: Terms, content: Denied, speaker: str, claim: Terms, implied: Collection[Term] = (), known: Mapping[Term, Term] | None = None
) -> str:
    """Say why a sentence does not assert the very proposition that another one, of this speaker, denies; "" if it does.

    `implied` are denied names that the claim's report has elsewhere: they say nothing of whose deed it is; `known` are denied words
    with the words of the claim that stand for them, besides those that are alike.
    """
    predicate = content.head or predicate_of(denial, content)
    if predicate is None:
        return ""
    matcher, noun_phrase = (
        Matcher([term for term in claim.content if not term.negated]),
        _none_of(denial, predicate) if content.plain else [],
    )
    found = {term: match for term in {*content.terms, *noun_phrase, predicate} if (match := matcher.find(term)) is not None}
    found = {**(known or {}), **found}
    if predicate not in found and predicate.lemma in _BLOWS:
        blow = next((term for term in claim.content if term.lemma in _BLOWS and not term.negated), None)
        found |= {predicate: blow} if blow is not None else {}
    if predicate not in found or not _together(noun_phrase, found, claim):
        return "the claim does not say what is denied, only words of it"
    if _partly(denial, predicate, content):
        return "only a part is denied"
    said = _Claimed(found[predicate], found)
    if content.plain and (supposed(claim, said.predicate) or _lost(claim, said.predicate) or not _light_said(denial, predicate, claim)):
        return "the claim has it only as possible or as lost"
    if _strewn(claim, said):
        return "the denied words stand in several statements of the claim"
    elsewhere = _elsewhere(denial, content, predicate, claim, said)
    told = replace(content, terms=tuple(term for term in content.terms if term not in implied))
    if elsewhere or _one_subject(denial, told, predicate, speaker, claim, said):
        return elsewhere
    return ANOTHER_DOER


def predicate_of(denial: Terms, content: Denied) -> Term | None:
    """Give the verb behind a denying word: `denied having rammed`, `denied that it had rammed`; None if none is seen."""
    if not content.terms:
        return None
    first, last = min(content.terms, key=attrgetter("start")), max(content.terms, key=attrgetter("start"))
    reach = [term for term in denial.content if term.start >= _cue_end(denial, content, first) and term.clause <= last.clause]
    for term in reach:
        framing = term.start < first.start and base(term.low) in SPEECH
        if term.name or term.number or framing or base(term.low) in CLAIM_NOUNS:
            continue
        helped = bool(_AUXILIARIES & set(_before(denial, term, 2)))
        if term.low.endswith("ing") or (verb(term.low) != term.low and not term.low.endswith("s")) or helped:
            return _done(denial, term)
    return None


def _done(denial: Terms, term: Term) -> Term:
    """Give the noun that tells what a light verb does: `opened fire`, `held talks`."""
    behind = [other for other in denial.content if other.start > term.start][:1]
    light = base(term.low) in _CARRYING and behind and not behind[0].name and denial.text[term.end : behind[0].start].strip() in _BETWEEN
    return behind[0] if light else term


def _cue_end(denial: Terms, content: Denied, first: Term) -> int:
    """Give the end of the last denying word before what it denies; where that begins if none stands before it."""
    return max((right for low, _, right in denial.tokens if low == content.cue and right <= first.start), default=first.start)


def _none_of(denial: Terms, predicate: Term) -> list[Term]:
    """Give the words of `no flood warning` behind the `no`, up to what is predicated; none after another negation."""
    at = _at(denial, predicate)
    begin = next((index for index in range(at - 1, max(-1, at - 4), -1) if denial.lows[index] == "no"), None)
    if begin is None or denial.lows[begin - 1] in ("at", "in"):
        return []
    stop = next((index for index in range(begin + 1, len(denial.words)) if not denial.words[index].marks & CONTENT), len(denial.words))
    return [term for term in denial.content if begin < _at(denial, term) < stop]


def _together(phrase: list[Term], found: dict[Term, Term], claim: Terms) -> bool:
    """Say whether a claim has the words of a phrase next to each other."""
    places = [claim.content.index(found[term]) for term in phrase if term in found]
    return len(places) == len(phrase) and (not places or max(places) - min(places) < len(phrase))


def _at(sentence: Terms, term: Term) -> int:
    return next(index for index, (_, start, _) in enumerate(sentence.tokens) if start >= term.start)


def _before(sentence: Terms, term: Term, tokens: int = _NEAR) -> list[str]:
    """Give the words right before a term, at most so many."""
    at = _at(sentence, term)
    return sentence.lows[max(0, at - tokens) : at]


def _partly(denial: Terms, predicate: Term, content: Denied) -> bool:
    """Say whether only a part is negated: `not the only bridge`, `not all of them`."""
    if not content.plain:
        return False
    return bool(_PARTLY & {*_before(denial, predicate), predicate.low} - {"alone"})


def supposed(claim: Terms, predicate: Term) -> bool:
    """Say whether a claim has a word as possible only: behind `could`, `would`, `whether`."""
    return bool(_MODALS & set(_before(claim, predicate)))


def _lost(claim: Terms, predicate: Term) -> bool:
    """Say whether a claim has what is denied only as lost: `lost their contracts`, where there was `no contract`."""
    return bool(_LOSING & {base(low) for low in _before(claim, predicate)})


def _light_said(denial: Terms, predicate: Term, claim: Terms) -> bool:
    """Say whether a claim has the light verb that is negated, if one is."""
    at = _at(denial, predicate)
    negated = next((index for index in range(at - 1, max(-1, at - 7), -1) if denial.lows[index] in ("not", "n't", "never")), at)
    light = {base(low) for low in denial.lows[negated + 1 : at]} & _LIGHT
    return light <= {base(low) for low in claim.lows}


def _strewn(claim: Terms, said: _Claimed) -> bool:
    """Say whether what is denied is strewn over a long claim: words of other statements in one sentence."""
    places = sorted(claim.content.index(match) for match in set(said.found.values()))
    return places[-1] - places[0] > _SPREAD + len(places)


def _elsewhere(denial: Terms, content: Denied, predicate: Term, claim: Terms, said: _Claimed) -> str:
    """Say what denial and claim differ in, places, numbers or days, where the other has its own; "" if in none."""
    own = {term.low for term in denial.content}
    matched = set(said.found.values())
    theirs = [term for term in claim.content if term.clause == said.predicate.clause and term not in matched and term.low not in own]
    mine = [term for term in content.terms if term not in said.found]
    after = [term for term in theirs if term.start > said.predicate.start]
    if any(term.name for term in mine) and any(term.name for term in after):
        return "another place or name"
    if any(says_number(term) for term in mine) and any(says_number(term) for term in theirs):
        return "another number"
    when = ((read(denial, predicate), read(claim, said.predicate)) for read in (_days, _months))
    return "another day" if any(mine and theirs and mine.isdisjoint(theirs) for mine, theirs in when) else ""


def _days(sentence: Terms, predicate: Term) -> set[str]:
    """Give the weekdays of what is told in the predicate's clause, not of the telling (`said on Friday`)."""
    named = [term for term in sentence.content if term.low in WEEKDAYS and term.clause == predicate.clause]
    return {term.low for term in named if not {base(low) for low in _before(sentence, term)} & SPEECH}


def _months(sentence: Terms, predicate: Term) -> set[str]:
    """Give the months named in the predicate's clause, May among them, which is no content word."""
    first = next(term.start for term in sentence.content if term.clause == predicate.clause)
    stop = next((term.start for term in sentence.content if term.clause > predicate.clause), sentence.end)
    told = zip(sentence.tokens, sentence.words, strict=True)
    return {low for (low, start, _), word in told if low in MONTHS and word.capital and first <= start < stop}


def _one_subject(denial: Terms, content: Denied, predicate: Term, speaker: str, claim: Terms, said: _Claimed) -> bool:
    """Say whether both speak of the same doer, and of the same one that it is done to."""
    before = [term for term in content.terms if term.start < predicate.start]
    told = [said.found[term] for term in before if term in said.found]
    if len(told) < _SUBJECT * len(before) + (len(before) > _FEW) or not (
        before or _speaks_of_speaker(denial, content, predicate, speaker, claim)
    ):
        return False
    if _is_noun(claim, said.predicate) or _is_noun(denial, predicate) or _attribute(denial, predicate):
        return True
    ahead = sum(match.start < said.predicate.start for match in told)
    if _passive(denial, predicate) != _passive(claim, said.predicate):
        ahead = len(told) - ahead
    return not told or ahead > len(told) / 2


def _is_noun(sentence: Terms, predicate: Term) -> bool:
    """Say whether a predicate is a noun here: `the attack`, `Corvania's attack`."""
    return bool(_OWNING & set(_before(sentence, predicate, 1)))


def _speaks_of_speaker(denial: Terms, content: Denied, predicate: Term, speaker: str, claim: Terms) -> bool:
    """Say whether a doer who is not named may be the speaker: the claim names them, or nobody."""
    own = {word.lower() for word in speaker.split() if word[:1].isupper()}
    before = set(_before(denial, predicate, 6))
    if not own or "there" in before or (content.plain and not _SUBJECTS & before):
        return True
    office = {word for word in speaker.split() if word.islower() and word not in FUNCTION}
    return bool((own | office) & set(claim.lows)) or not any(term.name for term in claim.content)


def does(speaker: str, deed: Term, claim: Terms) -> bool:
    """Say whether a sentence says that a speaker did a deed: the name right before the verb, which is plain and active."""
    own = {word.lower() for word in speaker.split() if word[:1].isupper()}
    match = next((term for term in claim.content if term.lemma == deed.lemma and not term.negated and not term.name), None)
    if match is None or supposed(claim, match) or _passive(claim, match):
        return False
    before = [term for term in claim.content if term.start < match.start and not term.low.endswith("ly")][-1:]
    return bool(before) and before[0].name and before[0].low in own and before[0].clause == match.clause


def undergoes(speaker: str, deed: Term, claim: Terms) -> bool:
    """Say whether a sentence says that a deed was done to a speaker: `she was offered`, `the union offered her`, by name."""
    own = {word.lower() for word in speaker.split() if word[:1].isupper()}
    match = next((term for term in claim.content if term.lemma == deed.lemma and not term.negated and not term.name), None)
    if match is None or supposed(claim, match):
        return False
    if _passive(claim, match):
        return any(term.low in own for term in [term for term in claim.content if term.end <= match.start][-1:])
    return any(term.low in own for term in [term for term in claim.content if term.start > match.start][:2])


def _attribute(sentence: Terms, predicate: Term) -> bool:
    """Say whether what is denied is a quality, which another sentence may put before its noun: `was not toxic`, `toxic smoke`."""
    return verb(predicate.low) == predicate.low and predicate.low not in _UNCHANGED and bool(_BEING & set(_before(sentence, predicate)))


def _passive(sentence: Terms, predicate: Term) -> bool:
    participle = (verb(predicate.low) != predicate.low or predicate.low in _UNCHANGED) and not predicate.low.endswith("ing")
    return participle and bool(_BEING & set(_before(sentence, predicate)))
