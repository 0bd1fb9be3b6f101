"""How likely two sentences are a denial and the claim that it denies, in words of their own: signs, weighed by fixed weights.

What `pairs` finds by the denied words alone is surer; this finds the rest of a dispute, and who owns what they denied. The weights
(weights.json) were fitted by ridge logistic regression (Hastie, Tibshirani, Friedman: The Elements of Statistical Learning, 4.4) on
stories of short reports that were drawn without sight of the program, each sentence that denies beside each earlier one, and on
unlabelled news taken for undisputed (tests/bench/fit_disputes.py). docs/accuracy.md has what it gives on stories apart.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from heapq import nlargest
from itertools import islice
from math import exp
from pathlib import Path
from typing import NamedTuple

from monitor_plugins.claims.fields import fields
from monitor_plugins.contradictions.around import Reports
from monitor_plugins.contradictions.clash import weight
from monitor_plugins.contradictions.disputed import content_names
from monitor_plugins.contradictions.heard import Local
from monitor_plugins.contradictions.reaches import Reached, repeats
from monitor_plugins.contradictions.said import Said
from monitor_plugins.contradictions.signs import Side, signs, takes_words_back

DENIED, OWNED, UNSAID = "denied", "owned", "unsaid"
_FEWEST = 2  # content words of a claim
_MOST_DENIALS = 60  # of a report that denies them, or of what was said before
_NEAREST, _MOST_OWNED = 8, 40  # pairs that are weighed: of each new denial, and of all earlier ones together
_A_NAME, _OF_A_FIELD = 0.7, 0.4
_TITLE_AGAINST_TEXT = 0.2  # a headline is quoted only for want of a sentence that is at least so likely beside it
_SAME_MATTER = 0.3  # share of words by which two disputes of one report are told as one


class Dispute(NamedTuple):
    """A denial and the claim that it denies, of which one is in the new report; `sure` is 0..1.

    `kind` says how: a claim is `denied`, what was denied is `owned`, or words are taken back (`unsaid`).
    """

    sure: float
    kind: str
    denial: Said
    reach: Reached
    claim: Said
    signs: Mapping[str, float]

    @property
    def new(self) -> Said:
        return self.claim if self.kind == OWNED else self.denial

    @property
    def old(self) -> Said:
        return self.denial if self.kind == OWNED else self.claim


def disputes(new: Sequence[Said], prior: Sequence[Said], around: Reports, least: float) -> Iterator[Dispute]:
    """Yield the likely disputes between a report and earlier ones, the likeliest first, each matter once; none that was told before."""
    weighed, telling = all_weighed(new, prior, around), _telling(prior, around)
    told, reports = list[set[str]](), set[int]()
    for found in sorted((one for one in weighed if one.sure >= least), key=lambda one: -one.sure):
        best = _in_text(found, weighed)
        words = _matter(best.new, best.old)
        if best.old.article.id in reports or any(len(words & before) > _SAME_MATTER * min(len(words), len(before)) for before in told):
            continue  # what one report says against another one is told once
        told.append(words)
        reports.add(best.old.article.id)
        if not _told_before(best, prior, around, telling, least):
            yield best


def all_weighed(new: Sequence[Said], prior: Sequence[Said], around: Reports) -> list[Dispute]:
    """Give the pairs of sentences that share most of what is denied, each with how likely it is a dispute."""
    telling = _telling(prior, around)
    return [found for pair in _candidates(new, prior, telling) if (found := weigh(*pair, around, telling)) is not None]


def _telling(prior: Sequence[Said], around: Reports) -> Local:
    return Local(around[number] for number in dict.fromkeys(said.article.id for said in prior))


def _matter(new: Said, old: Said) -> set[str]:
    """Give the lemmas of two statements, by which a dispute is known again."""
    return {term.lemma for said in (new, old) for term in said.terms.content}


def _in_text(found: Dispute, weighed: Sequence[Dispute]) -> Dispute:
    """Give the likeliest pair of sentences of the same two reports that quotes no headline, if one is near enough."""
    if found.new.in_text and found.old.in_text:
        return found
    reports = (found.kind, found.new.article.id, found.old.article.id)
    others = (
        one for one in weighed if (one.kind, one.new.article.id, one.old.article.id) == reports and one.new.in_text and one.old.in_text
    )
    best = max(others, key=lambda one: one.sure, default=found)
    return best._replace(sure=found.sure) if best.sure >= _TITLE_AGAINST_TEXT * found.sure else found


def _told_before(found: Dispute, prior: Sequence[Said], around: Reports, telling: Local, least: float) -> bool:
    """Say whether an earlier report denied the same claim already, or owned what was denied."""
    kept = found.old
    for said in prior:
        if said.article.arrival <= kept.article.arrival or said.article.id == kept.article.id:
            continue
        denial, claim = (kept, said) if found.kind == OWNED else (said, kept)
        shares = any(_shared(_sought(denial, telling), one) for one in _claims([claim]))
        again = weigh(found.kind == OWNED, denial, claim, around, telling) if shares else None
        if again is not None and again.sure >= least:
            return True
    return False


def _candidates(new: Sequence[Said], prior: Sequence[Said], telling: Local) -> Iterator[tuple[bool, Said, Said]]:
    """Yield (whether the claim is the later one, denial, claim) for the pairs that share most of what is denied."""
    claims, mine = _claims(prior), _claims(new)
    fresh = (said for said in new if said.reaches and not repeats(said.terms))
    for denial in islice(fresh, _MOST_DENIALS):
        sought = _sought(denial, telling)
        near = nlargest(_NEAREST, ((_shared(sought, claim), at) for at, claim in enumerate(claims)))
        yield from ((False, denial, claims[at].said) for worth, at in near if worth)
    before = list(islice((said for said in reversed(prior) if said.reaches), _MOST_DENIALS))
    pairs = ((_shared(sought, claim), denial, claim.said) for denial in before for sought in (_sought(denial, telling),) for claim in mine)
    owned = nlargest(_MOST_OWNED, ((worth, -at, denial, claim) for at, (worth, denial, claim) in enumerate(pairs)))
    yield from ((True, denial, claim) for worth, _, denial, claim in owned if worth)


class _Claim(NamedTuple):
    """A statement with the senses and fields of its words, and its names."""

    said: Said
    senses: frozenset[str]
    names: set[str]
    fields: frozenset[str]


class _Sought(NamedTuple):
    """What one denying word reaches: the senses of each word with what it is worth, and what each name is."""

    words: Sequence[tuple[frozenset[str], frozenset[str], float]]
    names: Mapping[str, float]


def _claims(said: Sequence[Said]) -> list[_Claim]:
    return [
        _Claim(one, one.senses, content_names(one.terms), frozenset[str]().union(*(fields(term.lemma) for term in one.terms.content)))
        for one in said
        if len(one.terms.content) >= _FEWEST
    ]


def _sought(denial: Said, telling: Local) -> list[_Sought]:
    return [
        _Sought(
            [(term.senses, fields(term.lemma), weight(term) * share * telling(term)) for term, share in reach.told()],
            {term.low: _A_NAME * share * telling(term) for term, share in reach.shares if term.name},
        )
        for reach in denial.reaches
    ]


def _shared(sought: Sequence[_Sought], claim: _Claim) -> float:
    """Give the weight of the denied words that a claim has by sense, and of the names: cheaper than the signs."""
    return max((_worth(one, claim) for one in sought), default=0.0)


def _worth(sought: _Sought, claim: _Claim) -> float:
    words = sum(
        worth if not senses.isdisjoint(claim.senses) else _OF_A_FIELD * worth * (not fields_.isdisjoint(claim.fields))
        for senses, fields_, worth in sought.words
    )
    return words + sum(worth for name, worth in sought.names.items() if name in claim.names)


def weigh(owned: bool, denial: Said, claim: Said, around: Reports, telling: Local) -> Dispute | None:
    """Weigh a denial and a claim by their signs; None if they have too little in common."""
    sides = Side(denial, around[denial.article.id]), Side(claim, around[claim.article.id])
    measured = [(signs(sides[0], reach, sides[1], telling, owned=owned), reach) for reach in denial.reaches]
    found, reach = max(measured, key=lambda one: one[0]["told of it"] * one[0]["plain weight"] if one[0] else -1.0, default=({}, None))
    if not found or reach is None:
        return None
    kind = OWNED if owned else UNSAID if takes_words_back(reach) else DENIED
    return Dispute(likelihood(kind, found), kind, denial, reach, claim, found)


def likelihood(kind: str, found: Mapping[str, float]) -> float:
    """Give how likely a pair with some signs is a dispute, 0..1."""
    weights = _weights()[kind]
    return 1 / (1 + exp(-sum(weighs * found.get(name, 1.0 if name == "" else 0.0) for name, weighs in weights.items())))


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    """Give for each kind the weight of each sign; that of "" is added to every pair."""
    found: Mapping[str, Mapping[str, float]] = json.loads(Path(__file__).with_name("weights.json").read_text(encoding="utf-8"))
    return found
