"""How likely two sentences of which one negates clash: a few measures of how they line up, weighed by fixed weights.

The shorter of the two is called the claim, the other the fuller sentence.
"""

from __future__ import annotations

from math import exp, log, log1p

from monitor_plugins.claims.lexicon import HYPOTHETICAL, REVERSALS, base, opposite
from monitor_plugins.claims.terms import Matcher, Term, Terms, negated_heads, negations
from monitor_plugins.story.background import expected_share
from monitor_plugins.text.words import words

# Words of quantity and of comparison: "Everyone smiled" is more than "She smiled", and its negation denies less.
_WHOLE = words("all every each always only never everything everyone entirely completely most totally")
_COMPARING = words("more less most least fewer better worse than higher lower larger smaller")
# Words that negate what they govern, besides the plain negations.
_TURNING = REVERSALS | words(
    """prohibit ban forbid bar block deny reject dispute oppose resist ignore exclude omit skip miss lose hide conceal withhold abandon
    quit drop halt end cancel suspend escape doubt doubtful dismiss without except rather instead little few rare rarely seldom
    opposite contrary false wrong"""
)
# What somebody did not tell or know, another may: "has not said", "did not release … how many".
_TELLING = words("say specify comment mention disclose elaborate answer reply respond")
_OPEN = words("how whether why what")
_LONG_WORD = 5
_NUMBERS = words("two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand million billion")
# Common words weigh less than rare ones, but never nothing; a word in one of 400 reports, or rarer, weighs one.
_LEAST_WEIGHT = 0.15
_RARE = 6.0
_UNLIKE_FROM = 20
_REACH = 6
# Fitted by ridge logistic regression on labelled pairs of which one sentence negates (captions, fiction, officialese, headlines),
# and checked on parts left out: the odds that the two contradict each other.
_WEIGHTS = {
    "one": -1.39,
    "told": 0.65,
    "beyond": -0.19,
    "asserted": 0.65,
    "number": -0.49,
    "whole": -0.76,
    "comparing": -0.7,
    "fuller supposes": -0.84,
    "claim supposes": -0.82,
    "last": 0.39,
    "length": 0.17,
    "scope": 1.33,
    "aside": 0.88,
}


def clash(left: Terms, right: Terms) -> float:
    """Give the likelihood, 0..1, that two sentences clash of which exactly one negates."""
    total = sum(_WEIGHTS[name] * value for name, value in measures(left, right).items())
    return 1 / (1 + exp(-total))


def measures(left: Terms, right: Terms) -> dict[str, float]:
    """Measure how two sentences line up of which exactly one negates; each value is 0..1 or a small count."""
    claim, fuller = (left, right) if len(left.content) < len(right.content) else (right, left)
    negating, other = (claim, fuller) if negations(claim) % 2 else (fuller, claim)
    heads = negated_heads(negating)
    missing, beyond = _missing(claim.content, fuller.content), _missing(fuller.content, claim.content)
    matcher = Matcher(other.content)
    matches = [(head, match) for head in heads if (match := matcher.find(head)) is not None]
    mine, theirs = set(claim.lows), set(fuller.lows)
    return {
        "one": 1.0,
        "told": 1 - _weight(missing) / max(_weight(claim.content), _LEAST_WEIGHT),
        "beyond": min(6.0, _weight(beyond)),
        "asserted": float(any(match.negated != head.negated for head, match in matches)),
        "number": float(any(_number(term) for term in missing) and any(_number(term) for term in beyond)),
        "whole": float(bool((mine & _WHOLE) - theirs)),
        "comparing": float(bool((mine & _COMPARING) - theirs)),
        "fuller supposes": float(_supposes(fuller, claim)),
        "claim supposes": float(_supposes(claim, fuller)),
        "last": float(bool(heads) and heads[-1] is negating.content[-1]),
        "length": log1p(len(claim.content)),
        "scope": _scope_told(negating, other),
        "aside": float(not heads),
    }


def _weight(terms: list[Term]) -> float:
    return sum(weight(term) for term in terms)


def weight(term: Term) -> float:
    """Give how much a word tells, `_LEAST_WEIGHT`..1: the rarer, the more."""
    share = 0.004 if term.number else max(expected_share(term.lemma), expected_share(term.low))
    return min(1.0, max(_LEAST_WEIGHT, -log(share) / _RARE))


def _missing(part: list[Term], whole: list[Term]) -> list[Term]:
    matcher = Matcher(whole)
    return [term for term in part if matcher.find(term) is None]


def _number(term: Term) -> bool:
    return term.number or term.low in _NUMBERS


def undone(left: Terms, right: Terms) -> bool:
    """Say whether words that only one sentence has undo the negation: an opposite, one that negates, or "has not said whether"."""
    mine, theirs = _missing(left.content, right.content), _missing(right.content, left.content)
    opposed = any(opposite(a.lemma, b.lemma) for a in mine[:_UNLIKE_FROM] for b in theirs[:_UNLIKE_FROM])
    return opposed or _turns(mine) != _turns(theirs) or _leaves_open(left, mine) or _leaves_open(right, theirs)


def _leaves_open(sentence: Terms, alone: list[Term]) -> bool:
    """Say whether what is negated is that somebody told or knew: "has not said how many", which the other sentence may."""
    heads = [head for head in negated_heads(sentence) if head in alone]
    if not heads:
        return False
    behind = [low for low, start, _ in sentence.tokens if start > heads[0].start][:_REACH]
    return heads[0].lemma in _TELLING or bool(_OPEN & set(behind))


def _supposes(sentence: Terms, other: Terms) -> bool:
    return bool(({base(low) for low in sentence.lows} & HYPOTHETICAL) - set(other.lows))


def _turns(terms: list[Term]) -> bool:
    """Say whether a word that only one sentence has turns what is said into its opposite, as a negation would."""
    return any(term.lemma in _TURNING or term.low in _TURNING or _without(term.low) for term in terms)


def _without(low: str) -> bool:
    return len(low) > _LONG_WORD and low.endswith("less")


def _scope_told(negating: Terms, other: Terms) -> float:
    """Give the share of what the negation reaches, up to the end of its clause, that the other sentence tells."""
    negated = [term for term in negating.content if term.negated]
    reached = [term for term in negated[:_REACH] if term.clause == negated[0].clause]
    return 1 - _weight(_missing(reached, other.content)) / max(_weight(reached), _LEAST_WEIGHT) if reached else 0.0
