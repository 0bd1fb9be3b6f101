"""What each negation and each denying word of a sentence reaches, word by word, the farther the less; for the weighing of signs.

`disputed.denied` reads what is surely denied, for gates that only the same words pass. Here nothing is left out that may be denied.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from monitor_plugins.claims.lexemes import NEGATES, SPEAKS
from monitor_plugins.claims.lexicon import CLAIM_NOUNS, LINKS, SPEECH, base
from monitor_plugins.claims.terms import SCOPE, Term, Terms, negates_at
from monitor_plugins.claims.unsaid import SAYING
from monitor_plugins.contradictions.amounts import says_number
from monitor_plugins.contradictions.denial import denials
from monitor_plugins.contradictions.refusals import refusals
from monitor_plugins.text.calendar import MONTHS, WEEKDAYS
from monitor_plugins.text.words import words

DATES = WEEKDAYS | MONTHS | words("today yesterday morning afternoon evening night day week month year time hour hours")
# Of the clause behind the first, by whether the first has few words; and of what stands before a plain negation.
_NEXT_CLAUSE, _NEXT_CLAUSE_LATE, _AHEAD = 0.6, 0.3, 0.7
_SOURCE = 0.2  # of what stands before it where somebody is said not to have said something: that is the source
_SURELY = 0.6
_FEW = 3
_REPEATING = words("repeat reiterate")
_NO_TO = words("say vote answer")
_TO_COME = words("will wo would")
_SILENT = words("comment reply answer respond")
# What a denial adds to leave nothing open: "or with any other party", "or at any other time", "by mail or otherwise".
_OR, _TAIL, _ANY, _OF_TAIL = words("or nor"), 4, words("any other otherwise anyone anybody anything anywhere else elsewhere"), 0.25
_STRESSING = words("single moment minute point stage whatsoever otherwise")
# Who says nothing, tells nobody, makes no statement, has said nothing.
_SPOKEN = SAYING | LINKS | words("conclude signal endorse attribute")
_UTTERANCES = words(
    """statement comment remark admission confession confirmation announcement assurance signal indication declaration interview verdict
    word opinion assessment finding recommendation utterance quotation"""
)
_OBJECTS = words("nothing nobody none neither no")
_HELPING = words("has have had did does do ever been")
_NO_ONE = words("no neither nobody none nor not")


class Reached(NamedTuple):
    """What one denying word reaches: `shares` gives each content word with how surely, 0..1; `head` is the first that is no name
    (behind a denying verb, no `claim` or `report` either).

    `at` is the token of the denying word, which begins at `start`; `strong` says that it denies a claim and is no plain negation;
    `spoken` is where the word begins by which somebody is said not to have said something, -1 if there is none.
    """

    cue: str
    at: int
    start: int
    strong: bool
    shares: tuple[tuple[Term, float], ...]
    head: Term | None
    spoken: int = -1

    @property
    def words(self) -> list[Term]:
        """Give the words reached, in reading order."""
        return sorted((term for term, _ in self.shares), key=lambda term: term.start)

    @property
    def surely(self) -> list[Term]:
        """Give the words that are surely denied: those behind the denying word, those before it where none is."""
        start = self.start
        behind = [term for term, share in self.shares if share >= _SURELY and term.start > start]
        return behind or [term for term, _ in self.shares]

    def told(self) -> list[tuple[Term, float]]:
        """Give what tells something of it: no names, dates, numbers, and no words of telling but its head."""
        return [
            (term, share)
            for term, share in self.shares
            if not (term.name or idle(term) or term.low in _STRESSING or (frames(term) and term is not self.head))
        ]


def idle(term: Term) -> bool:
    return term.low in DATES or term.lemma in DATES or term.low[0].isdigit()


def frames(term: Term) -> bool:
    return term.lemma in SPEECH or term.lemma in CLAIM_NOUNS


def reaches(sentence: Terms) -> tuple[Reached, ...]:
    """Give what each denying word of a sentence reaches; nothing for a question."""
    if sentence.question:
        return ()
    return tuple(reach for reach in _reaches(sentence) if reach.shares)


def repeats(sentence: Terms) -> bool:
    """Say whether a sentence is said to have been said before: `said once more that`, `denied again`, `repeated that`."""
    lows = sentence.lows
    spoken = [at for at, word in enumerate(sentence.words) if word.marks & SPEAKS]
    if any(sentence.words[at].base in _REPEATING for at in spoken):
        return True
    return any("again" in lows[at + 1 : at + 3] or lows[at + 1 : at + 3] == ["once", "more"] for at in spoken)


def _reaches(sentence: Terms) -> Iterator[Reached]:
    seen = set[int]()
    for cue, at, first in denials(sentence):
        seen.add(at)
        yield _judged(sentence, cue, at) if first < 0 else _behind(sentence, cue, at, strong=True)
    for refusal in refusals(sentence):
        yield _behind(sentence, refusal.cue, max(0, refusal.first - 1), strong=True)
    for at in range(len(sentence.tokens)) if sentence.marks & NEGATES else ():
        negates = negates_at(sentence.tokens, at) or _nothing_to(sentence, at)
        if at not in seen and negates and not _denies_nothing(sentence, at):
            yield _behind(sentence, sentence.lows[at], at, strong=False)


def _nothing_to(sentence: Terms, at: int) -> bool:
    """Say whether nothing was said to somebody: `confirmed nothing to the station`; not `there is nothing to add`."""
    return sentence.lows[at] == "nothing" and bool(at) and sentence.words[at - 1].base in _SPOKEN


def _denies_nothing(sentence: Terms, at: int) -> bool:
    """Say whether a negation denies no claim: `without`, `say no to`, `not 14`, `none of which`, `will not meet on
    Monday but on Tuesday`, `did not comment`."""
    lows = sentence.lows
    if lows[at] == "without" or lows[at + 1 : at + 3] in (["of", "which"], ["of", "whom"]):
        return True
    if lows[at] == "no" and lows[at + 1 : at + 2] == ["to"] and at and sentence.words[at - 1].base in _NO_TO:
        return True
    if "but" in lows[at:] and _TO_COME & set(lows[max(0, at - 1) : at]):
        return True
    behind = next((term for term in sentence.content if term.start > sentence.tokens[at][1]), None)
    if behind is None:
        return False
    adjacent = at + 1 < len(lows) and sentence.tokens[at + 1][1] == behind.start
    return behind.lemma in _SILENT or (adjacent and says_number(behind))


def _judged(sentence: Terms, cue: str, at: int) -> Reached:
    """Give the clause that a verdict ends: `The figure is false`."""
    start = sentence.tokens[at][1]
    ahead = [term for term in sentence.content if term.start < start]
    own = ahead[-1].clause if ahead else 0
    head = next((term for term in sentence.content if term.start > start and not term.name), None)
    return Reached(
        cue, at, start, True, tuple((term, 1.0) for term in sentence.content if term.clause == own and term.start != start), head
    )


def _behind(sentence: Terms, cue: str, at: int, *, strong: bool) -> Reached:
    start = sentence.tokens[at][1]
    behind = [term for term in sentence.content if term.start > start]
    ahead = [term for term in sentence.content if term.start < start]
    own = behind[0].clause if behind else (ahead[-1].clause if ahead else 0)
    tail = _tail(sentence, at)
    shares: list[tuple[Term, float]] = []
    for term in behind[:SCOPE]:
        if term.clause > own + 1:
            break
        later = _NEXT_CLAUSE if len(shares) < _FEW else _NEXT_CLAUSE_LATE
        shares.append((term, (1.0 if term.clause <= own else later) * (_OF_TAIL if term.start > tail else 1.0)))
    head = next((term for term in behind if not (term.name or (strong and term.lemma in CLAIM_NOUNS))), None)
    first = sentence.lows.index("neither") if cue == "nor" and "neither" in sentence.lows[:at] else at
    verb = None if strong else _told_nothing(sentence, first, [term for term in ahead if term.start < sentence.tokens[first][1]])
    spoken = verb or _says_it(sentence, at, head, [term for term in behind[:SCOPE] if term.clause <= own + 1])
    said_by = _AHEAD if spoken is None else _SOURCE
    shares += [] if strong else [(term, said_by) for term in ahead if term.clause == own and term is not verb]
    shares += [(verb, _AHEAD)] if verb is not None else []
    return Reached(cue, at, start, strong, tuple(shares), verb or head, spoken.start if spoken is not None else -1)


def _tail(sentence: Terms, at: int) -> int:
    """Give where a denial only leaves nothing open any more: `or with any other party`."""
    lows = sentence.lows
    ors = (index for index in range(at + 2, len(lows)) if lows[index] in _OR and not _ANY.isdisjoint(lows[index + 1 : index + _TAIL]))
    found = next(ors, -1)
    return sentence.tokens[found][1] if found >= 0 else sentence.end


def _told_nothing(sentence: Terms, at: int, ahead: Sequence[Term]) -> Term | None:
    """Give the verb of `confirmed nothing`, `mentioned neither`, `told nobody`; None of others."""
    near = sentence.lows[at] in _OBJECTS and ahead and at and ahead[-1].start == sentence.tokens[at - 1][1]
    return ahead[-1] if near and base(ahead[-1].low) in _SPOKEN and not ahead[-1].name else None


def _says_it(sentence: Terms, at: int, head: Term | None, behind: Sequence[Term]) -> Term | None:
    """Give the word of saying in `did not say`, `made no statement`, `no doctor has told`; None if there is none."""
    if head is not None and base(head.low) in _SPOKEN | _UTTERANCES:
        return head
    if sentence.lows[at] not in _NO_ONE:
        return None
    lows = {left: sentence.lows[max(0, index - 2) : index] for index, (_, left, _) in enumerate(sentence.tokens)}
    return next((term for term in behind if _utters(term, lows[term.start])), None)


def _utters(term: Term, before: Sequence[str]) -> bool:
    return term.lemma in _UTTERANCES or (base(term.low) in SAYING | LINKS and not _HELPING.isdisjoint(before) and "been" not in before)
