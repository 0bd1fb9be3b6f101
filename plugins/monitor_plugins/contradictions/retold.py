"""How far a sentence asserts what another denies, when its report tells the rest of it elsewhere: the place, the body, who it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from monitor_plugins.claims.kin import kinship
from monitor_plugins.claims.lexemes import NEGATES, SPEAKS
from monitor_plugins.claims.lexicon import CLAIM_NOUNS, REVERSALS, base
from monitor_plugins.claims.terms import Matcher, Term, Terms
from monitor_plugins.contradictions.amounts import says_number
from monitor_plugins.contradictions.around import Around
from monitor_plugins.contradictions.clash import weight
from monitor_plugins.contradictions.disputed import Denied, content_names
from monitor_plugins.contradictions.proposition import ANOTHER_DOER, other_proposition, predicate_of
from monitor_plugins.contradictions.said import Said
from monitor_plugins.text.lemma import verb
from monitor_plugins.text.words import words

# A word that stands elsewhere in the report, not in the sentence, counts for so much; a name for nothing, either way.
_ELSEWHERE = 0.6
_NEEDED, _NEEDED_PLAIN = 0.65, 0.68
_KIN, _KIN_OF_VERB = 0.85, 0.7
_EXACT = 2  # words that must be alike where the deed is only akin
_TELLING = 0.35  # weight of a word that says something
_PLAIN = words("not n't never no nobody one neither nor without")
_HELPING = words("is are was were been be has have had did does do")
_MEANING = words(
    """perceive regard feel view treat mean want intend try wish need seem appear know think believe understand remember recall expect
    see hear"""
)
# One deed from its two ends, or in a plainer word.
_CONVERSES = [
    {"take", "steal"},
    {"fire", "shoot"},
    {"buy", "sale"},
    {"buy", "sell"},
    {"purchase", "sale"},
    {"purchase", "sell"},
    *({"receive", other} for other in ("send", "give", "pay", "deliver", "hand", "mail", "offer")),
]
_JOINING = words("by for to with from against")
_IDLE = words("place way choice reason need comment doubt idea time point right role room sense chance problem surprise secret")
_MODALS = words("will would can could may might should must")
_RENOUNCING = words("disavow repudiate retract")
_PLACING = words("in at near of from on outside above below around inside")
_PLANNING = words("plan prepare agree due set go decide propose threaten about continue vote promise vow pledge offer")
_AIMING = words("yet aim want seek hope try intend like ask urge call need expect able ready refuse decline")
_PRONOUNS = words("it he she they its his her their")
_SOME = words(
    "any such own else downstream upstream nearby together part time day week month year alleged purported claimed whatsoever kind sort"
)
_GENERIC = words("wrongdoing charge allegation accusation responsibility involvement role claim guilt fault misconduct blame anything")


def voiced(sentence: Terms, content: Denied) -> bool:
    """Say whether a plain negation is the main word of what is said: not a relative clause, not what the report adds behind `but`."""
    head, lows = content.head, sentence.lows
    if head is None or head.name or head.lemma in _MEANING | _IDLE or says_number(head) or {"again", "yet"} & set(lows):
        return False
    at = next(index for index, (_, start, _) in enumerate(sentence.tokens) if start == head.start)
    negation = next((index for index in range(at - 1, max(-1, at - 6), -1) if sentence.words[index].marks & NEGATES), -1)
    if negation < 0 or lows[negation] not in _PLAIN or lows[negation - 2 : negation - 1] in (["that"], ["which"], ["who"]):
        return False
    if lows[negation] in ("no", "nobody", "one") and _MODALS & set(lows[at + 1 : at + 4]):
        return False
    helped = bool(_HELPING & set(lows[max(0, negation - 2) : at]))
    if lows[negation] in ("not", "n't") and not helped and lows[negation + 1] != "because":
        return False
    if any(base(low) in CLAIM_NOUNS and lows[at + 1 : at + 2] == ["that"] for at, low in enumerate(lows[:negation])):
        return False  # "an earlier statement that there were no injuries"
    spoken = [index for index, word in enumerate(sentence.words) if word.marks & SPEAKS and index < negation]
    return not (spoken and {"but", ";", "though", "although", "while"} & set(lows[spoken[-1] : negation]))


def only_planned(sentence: Terms, content: Denied, claim: Terms) -> bool:
    """Say whether a claim has as planned, or as to come, what a plain negation says was not done: `plans to fell trees`."""
    matcher, deed = Matcher(claim.content), _verb_of_none(sentence, content)
    deeds = [term for term in (content.head, deed) if term is not None and content.plain]
    return any(_aimed(content, term, {term: match}, claim) for term in deeds if (match := matcher.find(term)) is not None)


class Retold(NamedTuple):
    """The share, 0..1, of what is denied that a claim asserts with its report's help, and which of its words stands for which."""

    share: float = 0.0
    hits: Mapping[Term, Term] = MappingProxyType({})


def retold(mine: Said, content: Denied, theirs: Said, around: Around) -> Retold:
    """Give how far a claim asserts what is denied; a share of 0 if that is too little to know it again."""
    told = [term for term in content.terms if not _empty(mine.terms, term)]
    predicate = content.head or predicate_of(mine.terms, content)
    if mine.statement.stance == "withholds" or (content.plain and not (mine.in_text and voiced(mine.terms, content))):
        return Retold()
    if not told or (predicate is not None and not content.plain and predicate.negated != content.turned):
        return Retold()
    claimed = [term for term in theirs.terms.content if not term.negated]
    matcher = Matcher(claimed)
    needed = [predicate, _verb_of_none(mine.terms, content)]
    hits = _hits(told, needed, claimed, matcher)
    if any(one is not None and one in told and one not in hits for one in needed) or base(content.cue) in _RENOUNCING:
        return Retold()
    if content.plain and _other_time(mine.terms, content, matcher):
        return Retold()
    if _other_object(mine, content, told, hits, theirs.terms, around):
        return Retold()
    if _placed_elsewhere(content, hits, theirs.terms) or any(_aimed(content, one, hits, theirs.terms) for one in needed):
        return Retold()
    kin_only = predicate in hits and predicate is not None and not _same_deed(predicate, hits[predicate])
    exact = {match for term, match in hits.items() if not term.name and term.senses & match.senses and weight(term) >= _TELLING}
    if (kin_only and len(exact) < _EXACT) or _asked(theirs.terms, hits):
        return Retold()
    return Retold(_share(mine, content, told, hits, around), hits) if _enough(mine, content, told, hits, theirs, around) else Retold()


def _hits(told: list[Term], needed: Sequence[Term | None], claimed: list[Term], matcher: Matcher) -> Mapping[Term, Term]:
    """Give for each denied word the claimed one that stands for it; of words that are only akin, if any word is alike."""
    alike = {term: match for term in told if (match := matcher.find(term)) is not None}
    if not alike:
        return {}
    akin = {term: match for term in told if term not in alike and (match := _kin(term, claimed, verb_=term in needed)) is not None}
    return {**alike, **akin}


def _same_deed(one: Term, other: Term) -> bool:
    return bool(one.senses & other.senses) or {one.lemma, other.lemma} in _CONVERSES


def _asked(claim: Terms, hits: Mapping[Term, Term]) -> bool:
    """Say whether a claim only asks: `asked whether the law was a mistake`."""
    asking = [left for low, left, _ in claim.tokens if low in ("whether", "if")]
    return bool(asking and hits) and asking[0] < max(match.start for match in hits.values())


def _other_time(sentence: Terms, content: Denied, claimed: Matcher) -> bool:
    """Say whether a negation holds of a time that the claim does not tell: `no shots were fired when he was caught`."""
    last = max(term.end for term in content.terms)
    at = next((at for at, (_, left, _) in enumerate(sentence.tokens) if left >= last), len(sentence.lows))
    if sentence.lows[at : at + 1] not in (["when"], ["before"], ["after"], ["until"], ["as"], ["during"], ["while"]):
        return False
    behind = [term for term in sentence.content if term.start >= last]
    when = [term for term in behind if term.clause == behind[0].clause]
    return not any(claimed.find(term) for term in when)


def _empty(sentence: Terms, term: Term) -> bool:
    """Say whether a word adds nothing to what is denied: an adverb, `any such`, the nine of `nine of the children`, `opened` fire."""
    if term.lemma == "open" and sentence.text[term.end :].lstrip().startswith("fire"):
        return True
    return term.lemma in _SOME or term.low.endswith("ly") or (says_number(term) and _part_of(sentence, term))


def _verb_of_none(sentence: Terms, content: Denied) -> Term | None:
    """Give what did not happen to the noun behind `no`: `issued` of `no warnings were issued`."""
    if content.head is None:
        return None
    behind = [term for term in content.terms if term.start > content.head.start]
    none = [at for at, (low, _, right) in enumerate(sentence.tokens) if low == "no" and right <= content.head.start]
    close = bool(none) and not any(term.end > sentence.tokens[none[-1]][2] and term.end <= content.head.start for term in sentence.content)
    return (
        next((term for term in behind if not term.name and verb(term.low) != term.low and not term.low.endswith("s")), None)
        if close
        else None
    )


def _other_object(mine: Said, content: Denied, told: list[Term], hits: Mapping[Term, Term], claim: Terms, around: Around) -> bool:
    """Say whether a name is denied that neither claim nor report has, or something behind a preposition where the claim has another."""
    own = {word.lower() for word in mine.speaker.split()}
    missing = [term for term in told if term not in hits]
    if any(term.name and term.low not in around.names and term.low not in own for term in missing):
        return True
    matched = {match.start for match in hits.values()}
    mine_behind = (_preposition(mine.terms, term) for term in missing if not term.name and not term.senses & around.senses)
    theirs_behind = {_preposition(claim, term) for term in claim.content if term.start not in matched and not term.name}
    return content.plain and not theirs_behind.isdisjoint(set(mine_behind) - {""})


def _preposition(sentence: Terms, term: Term) -> str:
    """Give the preposition right before a word, its article skipped; "" if there is none."""
    at = next(at for at, (_, left, _) in enumerate(sentence.tokens) if left == term.start)
    before = [low for low in sentence.lows[max(0, at - 3) : at] if low not in ("the", "a", "an", "its", "their", "his", "her")][-1:]
    return before[0] if before and before[0] in _JOINING else ""


def _placed_elsewhere(content: Denied, hits: Mapping[Term, Term], claim: Terms) -> bool:
    """Say whether a claim has a place of its own where the denial names another."""
    if not any(term.name and term not in hits for term in content.terms):
        return False
    matched, own = set(hits.values()), {term.low for term in content.terms}
    clauses = {term.clause for term in matched}
    places = (term for term in claim.content if term.name and term.clause in clauses and term not in matched and term.low not in own)
    starts = {left: at for at, (_, left, _) in enumerate(claim.tokens)}
    return any(claim.lows[starts[term.start] - 1] in _PLACING for term in places if starts[term.start])


def _aimed(content: Denied, predicate: Term | None, hits: Mapping[Term, Term], claim: Terms) -> bool:
    """Say whether a claim tells the denied deed as an aim, or as to come: `aims to protect`, `will protect`."""
    match = hits.get(predicate) if predicate is not None else None
    at = next((at for at, (_, left, _) in enumerate(claim.tokens) if match is not None and left == match.start), 0)
    if content.plain and {"will", "'ll"} & set(claim.lows[max(0, at - 3) : at]):
        return True
    aims = _AIMING | _PLANNING if content.plain else _AIMING
    headline = content.plain and claim.lows[-1] not in (".", '"', "”")  # "Council to fell trees"
    return at > 1 and claim.lows[at - 1] == "to" and (headline or base(claim.lows[at - 2]) in aims)


def _kin(term: Term, others: list[Term], *, verb_: bool) -> Term | None:
    if term.name or says_number(term):
        return None
    plain = [other for other in others if not other.name]
    converse = next((other for other in plain if {term.lemma, other.lemma} in _CONVERSES), None)
    needed = _KIN_OF_VERB if verb_ else _KIN
    return converse or next((other for other in plain if kinship(term.lemma, other.lemma) >= needed), None)


def _share(mine: Said, content: Denied, told: list[Term], hits: Mapping[Term, Term], around: Around) -> float:
    """Give the weighted share; names that the claim's report has elsewhere, or that are the speaker's own, are not looked for."""
    own = {word.lower() for word in mine.speaker.split()}
    asked = [term for term in told if term in hits or not (term.name and (term.low in around.names or term.low in own))]
    found = sum(weight(term) * (1.0 if term in hits else _ELSEWHERE * bool(term.senses & around.senses)) for term in asked)
    share = found / max(sum(map(weight, asked)), 0.01)
    return share if share >= (_NEEDED_PLAIN if content.plain else _NEEDED) else 0.0


def _enough(mine: Said, content: Denied, told: list[Term], hits: Mapping[Term, Term], theirs: Said, around: Around) -> bool:
    """Say whether what is found in the claim itself is enough: two telling words, or the one word that is denied of somebody named."""
    plain = [term for term in hits if not term.name and weight(term) >= _TELLING]
    missing = [term for term in told if term not in hits]
    if any(says_number(term) and not term.senses & around.senses for term in missing):
        return False
    worded = any(not term.name for term in hits)
    deed = max((term.start for term in plain if term.senses & hits[term].senses), default=0)  # behind the words of the title: its subject
    titled = [term for term in missing if not term.name and weight(term) >= _TELLING and term.senses & around.title and term.end <= deed]
    if len({match for term, match in hits.items() if term in plain}) + len(titled) > 1 or (
        not missing and worded and len(set(hits.values())) > 1
    ):
        return True
    if content.plain or not plain or not content.loose or any(term.lemma in _GENERIC | REVERSALS for term in plain):
        return False
    return not any(not term.name for term in missing) and _tied(mine, content, theirs, around)


def _part_of(sentence: Terms, number: Term) -> bool:
    """Say whether a number counts a part: `nine of the children`."""
    return any(right == number.end and sentence.lows[at + 1 : at + 2] == ["of"] for at, (_, _, right) in enumerate(sentence.tokens))


def _tied(mine: Said, content: Denied, theirs: Said, around: Around) -> bool:
    """Say whether who denies one word, or a name beside it, stands in the claim, or in its report and something else in the claim."""
    names = {term.low for term in content.terms if term.name} | {word.lower() for word in mine.speaker.split() if word[:1].isupper()}
    there = content_names(theirs.terms) | {word.lower() for word in theirs.speaker.split() if word[:1].isupper()}
    body = [term for term in mine.terms.content if term.low in mine.speaker.lower().split() and not term.name and weight(term) >= _TELLING]
    matcher = Matcher(theirs.terms.content)
    return (
        bool(names & there) or any(matcher.find(term) for term in body) or bool(names & around.names and content_names(mine.terms) & there)
    )


def another(mine: Said, content: Denied, theirs: Said, around: Around, found: Retold) -> str:
    """Say why a claim that has the words is another proposition (see `other_proposition`), with its report's help; "" if it is the same."""
    elsewhere = _names_elsewhere(content, theirs.terms, around)
    other = other_proposition(mine.terms, content, mine.speaker, theirs.terms, elsewhere, found.hits)
    if other != ANOTHER_DOER:
        return other
    predicate = content.head or predicate_of(mine.terms, content)
    anybody = content.plain and bool({"nobody", "one"} & set(mine.terms.lows))
    same = anybody or _by_its_other_end(predicate, found) or _subject_elsewhere(content, predicate, theirs.terms, around)
    return "" if same else other


def _names_elsewhere(content: Denied, theirs: Terms, around: Around) -> list[Term]:
    """Give the denied names that a claim lacks and its report has."""
    matcher = Matcher(theirs.content)
    return [term for term in content.terms if term.name and term.low in around.names and matcher.find(term) is None]


def _by_its_other_end(predicate: Term | None, found: Retold) -> bool:
    """Say whether the deed is matched by its other end, where who did it and to whom it was done change places."""
    match = found.hits.get(predicate) if predicate is not None else None
    return match is not None and predicate is not None and {predicate.lemma, match.lemma} in _CONVERSES


def _subject_elsewhere(content: Denied, predicate: Term | None, theirs: Terms, around: Around) -> bool:
    """Say whether a claim names its doer by a pronoun only, and its report has all words of the doer that is denied."""
    before = [term for term in content.terms if predicate is not None and term.start < predicate.start]
    opening = theirs.lows[:2]
    return bool(before and _PRONOUNS & set(opening)) and all(term.low in around.names or term.senses & around.senses for term in before)
