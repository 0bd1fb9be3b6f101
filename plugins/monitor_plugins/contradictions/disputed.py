"""What a sentence denies, as content words, and how far another sentence asserts exactly that. Stricter than `denial`: for the wild."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from monitor_plugins.claims.lexicon import CLAIM_NOUNS, DENYING, FUNCTION, HYPOTHETICAL, SPEECH, VERDICTS, base
from monitor_plugins.claims.terms import SCOPE, Matcher, Term, Terms, negated_heads
from monitor_plugins.contradictions.denial import denials
from monitor_plugins.contradictions.refusals import EMPTY, Refusal, refusals
from monitor_plugins.text.calendar import MONTHS, WEEKDAYS
from monitor_plugins.text.lemma import verb
from monitor_plugins.text.words import words

_FIRST_PERSON = frozenset(("i", "we", "my", "our", "me", "us"))
_DOER = frozenset(("i", "we"))
_HELPING = words("have had has ve 've")
_NO_DEED = words(
    """say do see hear know have get be make take find feel tell mean need want fear owe change learn remember lose forget think believe
    expect notice understand gain cost care like love eat drink read notice regret"""
)
# Who or what is denied something: "denied him the job", "denied entry".
_DENYING = words("deny reject dismiss dispute")
_DEFINITE = words("the this that these those his her its their such")
_CLAUSE = words("that it he she they there we i")
_WISHES = words("idea ideas notion criticism calls demands")  # what is rejected though nobody said that it was so
_REFUSED = words("him her them us me bail access entry visa permission parole asylum")
_BEING = words("is are was were be been being")
_JOINING = words("of with in on at to for from by with about and or that between over")
_PHRASAL = words("call blast slam report")
_NOUNS = words("talks warning warnings blast blasts statements estimates")  # also words of telling or denying
_AT_NO = words("time point stage moment way circumstance")
_HAPPENING = words("happen occur take")
_OBJECTS = frozenset(("me", "us"))
_STOPS = frozenset((".", ";", ":", "?", "!", "—", "–"))
# A long number names a claim as well as its words do.
_TELLING_DIGITS = 3
_WORDS = 0.6


@dataclass(frozen=True, slots=True)
class Denied:
    """Content that a sentence denies: `terms`, the word that denies it, and whether by a plain negation.

    `wholly` says that it is a deed of the speaker, whatever it was done to: "I have signed nothing"; `loose` that it is of no
    certain thing, which one word may name: "denied any bribery"; `turned` that a negation denies it, and so reaches its words too.
    """

    terms: tuple[Term, ...]
    cue: str
    plain: bool
    head: Term | None = None
    wholly: bool = False
    loose: bool = False
    turned: bool = False

    @property
    def telling(self) -> bool:
        """Say whether the content is enough to know the claim again: two words, a number of three digits, or one's own deed."""
        return len(self.terms) > 1 or bool(self.numbers) or self.wholly or (bool(self.terms) and not self.plain)

    @property
    def numbers(self) -> frozenset[str]:
        """Give the numbers of three digits or more that are denied, as written."""
        return frozenset(term.low for term in self.terms if _long_number(term))


def denied(sentence: Terms) -> list[Denied]:
    """Give what a sentence denies, by each denying word and each negated clause."""
    if sentence.question:
        return []
    found = [
        Denied(_reached(sentence, index, first), cue, plain=False, loose=_of_any(sentence, index), turned=cue.startswith("not "))
        for cue, index, first in denials(sentence)
        if _of_a_claim(sentence, index)
    ]
    found += [Denied(_refused(sentence, one), one.cue, plain=False, turned=one.negated) for one in refusals(sentence)]
    if not any(word.base in HYPOTHETICAL and not (word.capital and index) for index, word in enumerate(sentence.words)):  # "in May"
        heads = (_predicate(sentence, head) for head in negated_heads(sentence))
        found += [Denied(_clause(sentence, head), head.low, plain=True, head=head) for head in heads if head is not None]
    return [one for one in (*found, *own_deeds(sentence)) if one.telling]


def own_deeds(sentence: Terms) -> Iterator[Denied]:
    """Yield the deed of `I have signed nothing`, `we agreed to nothing`; none of a verb that tells no deed (`I saw nothing`)."""
    lows = sentence.lows
    yield from _undergone(sentence)
    for index in range(2, len(lows)) if "nothing" in lows else ():
        verb = index - 2 if lows[index - 1] == "to" else index - 1
        subject = next((low for low in reversed(lows[:verb]) if low not in _HELPING), "")
        if lows[index] != "nothing" or subject not in _DOER or base(lows[verb]) in _NO_DEED or lows[index + 1 : index + 2] == ["but"]:
            continue
        deeds = (term for term in sentence.content if term.start == sentence.tokens[verb][1])
        yield from (Denied((term,), "nothing", plain=True, head=term, wholly=True) for term in deeds)


def _undergone(sentence: Terms) -> Iterator[Denied]:
    """Yield the deed of `nobody offered me anything`, `no one has called us`: nobody did it to the speaker."""
    lows = sentence.lows
    for index in range(1, len(lows) - 1) if _OBJECTS & set(lows) else ():
        doer = [low for low in lows[max(0, index - 4) : index] if low not in _HELPING][-1:]
        if lows[index + 1] in _OBJECTS and doer in (["nobody"], ["one"]) and base(lows[index]) not in _NO_DEED:
            deeds = (term for term in sentence.content if term.start == sentence.tokens[index][1] and not _framing(sentence, term))
            yield from (Denied((term,), "nobody", plain=True, head=term, wholly=True) for term in deeds)


def _predicate(sentence: Terms, head: Term) -> Term | None:
    """Give the word that a negation denies, past names (`no Halvonian soldier`); None for telling words and what will not be."""
    before = [low for low, left, _ in sentence.tokens if left < head.start][-4:]
    if head.lemma in _HAPPENING and (head.lemma != "take" or sentence.text[head.end :].lstrip().startswith("place")):
        return next((term for term in reversed(sentence.content) if term.start < head.start and term.clause == head.clause), None)
    if before[-2:] in (["at", "no"], ["in", "no"]) and head.lemma in _AT_NO:
        behind = [term for term in sentence.content if term.start > head.start and term.clause == head.clause and not term.name]
        return next((term for term in behind if verb(term.low) != term.low), None)
    if _framing(sentence, head) or head.lemma in EMPTY or {"will", "wo", "shall", "going"} & set(before):
        return None
    if not head.name:
        return head
    return next((term for term in sentence.content if term.start > head.start and term.clause == head.clause and not term.name), None)


def _of_a_claim(sentence: Terms, index: int) -> bool:
    """Say whether a denying verb has something said behind it: `denied that`, `denies any talks`; not `denied him the job`."""
    if base(sentence.tokens[index][0]) != "deny":
        return not _WISHES & set(sentence.lows[index + 1 : index + 5])
    behind = sentence.lows[index + 1 : index + 6]
    if "that" in behind or any(base(low) in CLAIM_NOUNS or low.endswith("ing") for low in behind[:4]):
        return True
    granted = (sentence.words[index + 1 : index + 2] and sentence.words[index + 1].capital) or _two_nouns(
        sentence.lows[index + 1 : index + 7]
    )
    if sentence.lows[index - 1] == "to" and base(sentence.lows[index - 2]) not in ("continue", "go"):
        return False
    return not (granted or _REFUSED & set(behind[:3]) or behind[:1] == ["by"] or sentence.lows[index - 1] in _BEING)


def _two_nouns(behind: list[str]) -> bool:
    """Say whether a verb has two objects: `denying a candidate a place`."""
    stop = next((at for at, low in enumerate(behind) if not low.isalpha() or low in _JOINING), len(behind))
    return sum(low in ("a", "an", "the") for low in behind[:stop]) > 1


def _of_any(sentence: Terms, index: int) -> bool:
    """Say whether a denial is of no certain thing: `denied bribery`, `denied any talks`, `rejected reports of a sale`."""
    behind = [word for word in sentence.lows[index + 1 : index + 6] if base(word) not in CLAIM_NOUNS]
    state = behind[:1] and behind[0] in _CLAUSE and "in" in behind  # "denied it was in talks"
    clause = behind[:1] and not state and (behind[0] in _CLAUSE or behind[0].endswith("ing"))
    return base(sentence.lows[index]) in _DENYING and not (clause or _DEFINITE & set(behind[:2]))


def _refused(sentence: Terms, refusal: Refusal) -> tuple[Term, ...]:
    """Give the words of a refusal's reach, up to the end of their clause."""
    left, right = sentence.tokens[refusal.first][1], sentence.tokens[refusal.stop - 1][2]
    return tuple(_first_clause([term for term in sentence.content if left <= term.start < right and not _framing(sentence, term)]))


def _reached(sentence: Terms, index: int, first: int) -> tuple[Term, ...]:
    """Give what a denying verb reaches behind it, or the clause that a verdict is passed on."""
    token = sentence.tokens[index]
    if first >= 0:
        stop = next((left for low, left, _ in sentence.tokens[index + 1 :] if low in _STOPS), sentence.end)
        start = _past_verdict(sentence, index)
        return tuple(_first_clause([term for term in sentence.content if start <= term.start < stop and not _framing(sentence, term)]))
    own = next((term.clause for term in sentence.content if term.start >= token[1]), sentence.content[-1].clause)
    return tuple(term for term in sentence.content if term.clause == own and not _framing(sentence, term))[:SCOPE]


def _past_verdict(sentence: Terms, index: int) -> int:
    """Give where what is denied begins: past `as pure speculation reports that`."""
    lows, behind = sentence.lows, range(index + 1, min(index + 9, len(sentence.lows) - 1))
    noun = next((at for at in behind if base(lows[at]) in CLAIM_NOUNS and lows[at + 1] in ("that", "of")), index)
    return sentence.tokens[noun][2] if "as" in lows[index:noun] else sentence.tokens[index][2]


def _first_clause(reach: list[Term]) -> list[Term]:
    """Give the words up to the end of the clause that holds the second of them: `denied that X hit Y, saying that …` ends at Y."""
    ends = reach[0].clause if reach else 0
    return [term for term in reach if term.clause <= ends][:SCOPE]


def _framing(sentence: Terms, term: Term) -> bool:
    """Say whether a word belongs to the telling here: `called it off` tells nothing, it does."""
    return _frame(term) and not (term.lemma in _PHRASAL and sentence.text[term.end : term.end + 4] in (" off", " out", " up "))


def _frame(term: Term) -> bool:
    """Say whether a word belongs to the telling, not to what is told."""
    word = base(term.low)
    if term.low in _NOUNS:
        return False
    return word in CLAIM_NOUNS or word in SPEECH or word in DENYING or word in VERDICTS or term.low in _DAYS or term.low in _OFFICES


_OFFICES = frozenset(
    ("prime", "minister", "president", "chancellor", "secretary", "leader", "chief", "official", "officials", "government")
)
_CALENDAR = WEEKDAYS | MONTHS
_DAYS = WEEKDAYS | {"yesterday", "today"}


def _clause(sentence: Terms, head: Term) -> tuple[Term, ...]:
    """Give the clause of a negated word from its `that` or verb of speech on."""
    opens = [right for low, _, right in sentence.tokens if right <= head.start and (low == "that" or base(low) in SPEECH)]
    start = opens[-1] if opens else sentence.start
    without = [left for low, left, right in sentence.tokens if low == "without" and right <= head.start]
    start = max(start, without[-1]) if without and sentence.text[without[-1] : head.start].split()[1:] == [] else start
    own = tuple(term for term in sentence.content if term.clause == head.clause and term.start >= start and not _framing(sentence, term))
    own = own[1:] if own and own[0].lemma in _AT_NO and own[0] is not head else own
    return own if len(own) > 1 else own + _timed(sentence, head)


def _timed(sentence: Terms, head: Term) -> tuple[Term, ...]:
    """Give the words of the next clause if it only says when: `no warning before the slide`."""
    opening = next((at for at, (_, left, _) in enumerate(sentence.tokens) if left >= head.end), len(sentence.lows))
    if sentence.lows[opening : opening + 1] not in (["before"], ["after"], ["when"], ["until"]):
        return ()
    return tuple(term for term in sentence.content if term.clause == head.clause + 1 and not _framing(sentence, term))


def asserted(content: Denied, claim: Terms) -> float:
    """Give the share of denied content that a sentence asserts, 0..1; 0 if it asserts nothing telling of it.

    Names alone tell nothing: the greater part of the other words must be there too, and of a plain negation the negated word.
    """
    matcher = Matcher([term for term in claim.content if not term.negated])
    hits = [term for term in content.terms if matcher.find(term) is not None]
    if any(_long_number(term) for term in hits) and not content.plain:
        return len(hits) / len(content.terms)
    plain = [term for term in content.terms if not term.name]
    if len(hits) < 2 or sum(not term.name for term in hits) < max(_WORDS * len(plain), 1):
        return 0.0
    if content.head is not None and (content.head not in hits or _also_negated(content.head, claim)):
        return 0.0
    subject = [term for term in content.terms if content.head is not None and term.start < content.head.start]
    if subject and not any(term in hits for term in subject):
        return 0.0
    return len(hits) / len(content.terms)


def _also_negated(head: Term, claim: Terms) -> bool:
    return Matcher([term for term in claim.content if term.negated]).find(head) is not None


def _long_number(term: Term) -> bool:
    digits = sum(mark.isdigit() for mark in term.low)
    return term.number and digits >= _TELLING_DIGITS and not (term.low.isdigit() and digits == 4 and term.low[:2] in ("18", "19", "20"))


def first_person(sentence: Terms) -> bool:
    """Say whether a sentence speaks of its speaker."""
    return bool(_FIRST_PERSON & set(sentence.lows))


def content_names(sentence: Terms) -> set[str]:
    """Give the folded names of a sentence."""
    return {term.low for term in sentence.content if term.name and term.low not in FUNCTION}


def named_otherwise(told: Iterable[Term], claim: Terms, known: Collection[str]) -> bool:
    """Say whether words name somebody or some place that a claim lacks, and the claim another that is not among the `known` names."""
    named = content_names(claim) - _CALENDAR
    missing = any(term.name and term.low not in named and term.low not in _CALENDAR for term in told)
    return missing and not named <= {*known, *(term.low for term in told)}
