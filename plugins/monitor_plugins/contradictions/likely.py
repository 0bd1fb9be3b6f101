"""How likely a sentence denies what an earlier report claims, in words of its own: signs of a reply, weighed by fixed weights.

What `pairs` finds by the denied words alone is surer. Here no sign decides: that the denied words stand in the claim, that whoever
denies is named by the report that claims, that both are what their reports are about, that the denial is strongly put.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import exp
from typing import NamedTuple

from monitor_plugins.claims.kin import kinship, letters_shared
from monitor_plugins.claims.lexicon import SPEECH, base, senses
from monitor_plugins.claims.terms import Term
from monitor_plugins.contradictions.clash import weight
from monitor_plugins.contradictions.comparable import incomparable
from monitor_plugins.contradictions.disputed import Denied, content_names, first_person, named_otherwise
from monitor_plugins.contradictions.proposition import supposed
from monitor_plugins.contradictions.retold import Around, Reports, only_planned
from monitor_plugins.contradictions.said import Said
from monitor_plugins.contradictions.selfs import same_speaker
from monitor_plugins.text.calendar import WEEKDAYS
from monitor_plugins.text.words import words

_EMPHATIC = words("single never whatsoever ever absolutely categorically flatly nobody nothing none neither cent")
# What tells nothing of what is denied.
_IDLE = words("time kind single sort way place part involve involved reason year month week day moment say tell today yesterday cent")
_DAYS = WEEKDAYS | words("morning afternoon evening night")
# "Never named a figure" takes words back, see `unsaid`; it denies no deed.
_TELLING = SPEECH | words("speak name issue information comment statement disclose mention rank release publish")
_OFFICES = words("said chief executive director")
_PROMISING = words("promise plan agree decide intend pledge offer")
_KIN, _KIN_COUNTS, _LETTERS, _SPELT_ALIKE = 0.6, 0.8, 0.55, 0.6
_LONG_WORD = 4
_ALIKE = 0.6  # from so much on, a word stands for another
LEAST_SAID = 0.4  # weight of the denied words that a claim must have
_ELSEWHERE = 0.5  # what a word counts that the claim's report has in another sentence
_MOST_MASS, _MOST_NAMES, _MOST_RARE, _MOST_HITS = 2.5, 2, 2, 3
_RARE = 0.8
LIKELY = 0.35

# Fitted by ridge logistic regression (C = 0.2 on standardised signs) on stories and pairs of short reports that were written for it
# without sight of the program, and on unlabelled news taken for undisputed: each sentence that denies beside each earlier one near it.
# docs/accuracy.md has what it gives on stories apart.
_BIAS = -9.79
_WEIGHTS: Mapping[str, float] = {
    "cover": 0.74,
    "mass": 0.26,
    "hits": 0.37,
    "whole": 2.45,
    "head": 0.2,
    "names": -0.11,
    "accused": 0.24,
    "accused elsewhere": 0.91,
    "claim retold": -0.41,
    "strong": 1.11,
    "emphatic": 1.14,
    "first person": 0.09,
    "lead": 0.74,
    "denial leads": 2.19,
    "claim voiced": 1.82,
    "other numbers": 0.33,
    "rare": 0.25,
    "cover and head": 1.78,
    "cover and lead": 0.04,
    "both lead": -0.47,
    "cover and names": -0.11,
}


class Reply(NamedTuple):
    """A denial in a new report, what it denies, and the earlier sentence that most likely claims it; `sure` is 0..1."""

    sure: float
    mine: Said
    content: Denied
    theirs: Said


def replies(pairs: Iterable[tuple[Said, Denied, Said]], prior: Sequence[Said], around: Reports) -> Iterator[Reply]:
    """Yield the likely denials of an earlier claim among some pairs, the likeliest first; none of a claim that a report denied before."""
    weighed = (Reply(likelihood(mine, content, theirs, around), mine, content, theirs) for mine, content, theirs in pairs)
    for reply in sorted((one for one in weighed if one.sure >= LIKELY), key=lambda one: -one.sure):
        if not _denied_before(reply.theirs, prior, around):
            yield reply


def _denied_before(claim: Said, prior: Sequence[Said], around: Reports) -> bool:
    later = [said for said in prior if said.denies and said.article.arrival > claim.article.arrival]
    return any(likelihood(said, content, claim, around) >= LIKELY for said in later for content in said.denied)


def likelihood(mine: Said, content: Denied, theirs: Said, around: Reports) -> float:
    """Give how likely a sentence that denies `content` denies what an earlier one claims, 0..1; 0 where a sign rules it out."""
    if not _weighable(mine, content, theirs):
        return 0.0
    found = signs(mine, content, theirs, around[mine.article.id], around[theirs.article.id])
    if not found or found["mass"] < LEAST_SAID:
        return 0.0
    return 1 / (1 + exp(-_BIAS - sum(_WEIGHTS[name] * value for name, value in found.items())))


def _weighable(mine: Said, content: Denied, theirs: Said) -> bool:
    if same_speaker(mine.speaker, theirs.speaker) or incomparable(mine, theirs):
        return False
    if content.wholly or mine.unsaid is not None or (content.head is not None and base(content.head.low) in _TELLING):
        return False
    return bool(mine.speaker) or first_person(mine.terms) or not mine.in_text


def signs(mine: Said, content: Denied, theirs: Said, denying: Around, claiming: Around) -> dict[str, float]:
    """Measure what speaks for and against a claim being what is denied; nothing if its words rule it out.

    `denying` and `claiming` are what the reports of both say.
    """
    told = telling(content)
    alike = {term: _nearest(term, theirs.terms.content) for term in told}
    if not told or _ruled_out(mine, content, theirs, denying, claiming, alike):
        return {}
    all_told = _mass((term, 1.0) for term in told)
    said = _mass((term, near) for term, (near, _) in alike.items())
    whole = _mass((term, max(near, _ELSEWHERE * bool(term.senses & claiming.senses))) for term, (near, _) in alike.items())
    head = content.head or told[0]
    headed = 0.0 if head.name else _nearest(head, theirs.terms.content)[0]
    names = {term.low for term in (*content.terms, *mine.terms.content) if term.name} - _DAYS
    theirs_named = content_names(theirs.terms) | {word.lower() for word in theirs.speaker.split() if word[:1].isupper()}
    voice = {word.lower() for word in mine.speaker.split() if len(word) > _LONG_WORD - 1} - _OFFICES
    shared, cover, lead = float(min(_MOST_NAMES, len(names & theirs_named))), said / all_told, float(theirs.opens)
    stood_for = [term for term, (near, _) in alike.items() if near >= _ALIKE]
    return {
        "cover": cover,
        "mass": min(_MOST_MASS, said),
        "hits": float(min(_MOST_HITS, len(stood_for))),
        "whole": whole / all_told,
        "head": headed,
        "names": shared,
        "accused": float(bool(voice & ({term.low for term in theirs.terms.content} | theirs_named))),
        "accused elsewhere": float(any(word in claiming.names or senses(word) & claiming.senses for word in voice)),
        "claim retold": _retold(theirs, denying),
        "strong": float(not content.plain),
        "emphatic": float(not _EMPHATIC.isdisjoint(mine.terms.lows)),
        "first person": float(first_person(mine.terms)),
        "lead": lead,
        "denial leads": float(mine.opens),
        "claim voiced": float(bool(theirs.speaker)),
        "other numbers": float(_other_numbers(mine, theirs)),
        "rare": float(min(_MOST_RARE, sum(weight(term) >= _RARE for term in stood_for))),
        "cover and head": cover * headed,
        "cover and lead": cover * lead,
        "both lead": lead * mine.opens,
        "cover and names": cover * shared,
    }


def telling(content: Denied) -> list[Term]:
    """Give the words of what is denied that tell something, names aside."""
    return [term for term in content.terms if not term.name and not _idle(term)]


def told_by(told: Iterable[Term], claimed: Sequence[Term]) -> float:
    """Give the weight of the words for which others stand."""
    return _mass((term, _nearest(term, claimed)[0]) for term in told)


def _mass(shares: Iterable[tuple[Term, float]]) -> float:
    return sum(weight(term) * share for term, share in shares)


def _idle(term: Term) -> bool:
    return term.low in _DAYS or term.lemma in _IDLE or term.low[0].isdigit()


def _nearest(term: Term, others: Sequence[Term]) -> tuple[float, Term | None]:
    """Give how near the nearest other word is, 0..1, and which it is: of one sense, akin in meaning, or spelt alike."""
    best: tuple[float, Term | None] = (0.0, None)
    for other in others:
        near = 1.0 if term.senses & other.senses else _near(term, other)
        if near > best[0]:
            best = (near, other)
    return best


def _near(term: Term, other: Term) -> float:
    akin = kinship(term.lemma, other.lemma)
    near = _KIN_COUNTS * akin if akin >= _KIN else 0.0
    long = min(len(term.lemma), len(other.lemma)) > _LONG_WORD
    return _SPELT_ALIKE if near < _SPELT_ALIKE and long and letters_shared(term.low, other.low) >= _LETTERS else near


def _retold(theirs: Said, denying: Around) -> float:
    """Give the share of a claim's words that the report of the denial says anywhere."""
    told = [term for term in theirs.terms.content if not (term.name or _idle(term) or term.lemma in SPEECH)]
    return _mass((term, float(bool(term.senses & denying.senses))) for term in told) / (_mass((term, 1.0) for term in told) or 1.0)


def _other_numbers(mine: Said, theirs: Said) -> bool:
    return bool(mine.terms.numbers and theirs.terms.numbers) and mine.terms.numbers.isdisjoint(theirs.terms.numbers)


def _ruled_out(
    mine: Said, content: Denied, theirs: Said, denying: Around, claiming: Around, alike: Mapping[Term, tuple[float, Term | None]]
) -> bool:
    """Say whether a claim has but one word of it, is only supposed or planned, of another year or another's, or names others."""
    stood_for = [term for term, (near, _) in alike.items() if near >= _ALIKE]
    if not (len(stood_for) > 1 or (content.plain and content.head in stood_for)) or _compound_missed(mine, content, stood_for):
        return True
    matches = [match for near, match in alike.values() if match is not None and near >= _ALIKE]
    if any(supposed(theirs.terms, match) for match in matches) or "itself" in mine.terms.lows or content.numbers:
        return True
    if only_planned(mine.terms, content, theirs.terms) and _PROMISING.isdisjoint(map(base, mine.terms.lows)):
        return True
    years = [term.low for term in content.terms if len(term.low) == 4 and term.low.isdigit() and term.low[:2] in ("19", "20")]
    voices = {word.lower() for word in f"{mine.speaker} {theirs.speaker}".split()}
    if any(year not in theirs.terms.lows for year in years) or named_otherwise(content.terms, theirs.terms, denying.names | voices):
        return True
    return _by_another(mine, theirs, stood_for) or _of_another(mine, content, theirs, claiming, alike)


def _by_another(mine: Said, theirs: Said, stood_for: Sequence[Term]) -> bool:
    """Say whether both name who did it behind `by`, and the claim has another: "approved by parliament", "by the council"."""
    if "by" not in mine.terms.lows or "by" not in theirs.terms.lows:
        return False
    ends = [right for low, _, right in mine.terms.tokens if low == "by"]
    doers = [next((term for term in mine.terms.content if term.start >= end), None) for end in ends]
    return any(doer is not None and not doer.name and doer not in stood_for and not _idle(doer) for doer in doers)


def _compound_missed(mine: Said, content: Denied, stood_for: Sequence[Term]) -> bool:
    """Say whether the noun that `no` denies is a compound, and what it is a compound of is not in the claim: "no cholera deaths"."""
    head, text = content.head, mine.terms.text
    if head is None or not text[: head.start].lower().endswith("no "):
        return False
    return any(0 < term.start - head.end <= 1 and not term.name and term not in stood_for for term in content.terms)


def _of_another(mine: Said, content: Denied, theirs: Said, claiming: Around, alike: Mapping[Term, tuple[float, Term | None]]) -> bool:
    """Say whether a denied name is unknown to the claim's report, or stands before a noun that the claim gives another name."""
    named = content_names(theirs.terms)
    for name in (term for term in content.terms if term.name and term.low not in named | _DAYS):
        noun = next((term for term in mine.terms.content if not term.name and 0 <= term.start - name.end <= 1), None)
        match = alike[noun][1] if noun is not None and noun in alike else None
        before = next((term for term in theirs.terms.content if match and term.name and 0 <= match.start - term.end <= 1), None)
        if before is not None or (named and name.low not in claiming.names):
            return True
    return False
