"""What happened to the counted, taken over from an earlier number: of one verb, side by side, or as another's answer (English)."""

from __future__ import annotations

from monitor import Quantity
from monitor_plugins.languages.en_links import LEVELS
from monitor_plugins.languages.en_wording import COUNTED
from monitor_plugins.numbers.heads import Head
from monitor_plugins.numbers.predicates import possible
from monitor_plugins.text.tokens import Sentence
from monitor_plugins.text.words import words

_TIED = 0.75  # how sure a happening is that the grammar ties to its figure
_AND = (["and"], [",", "and"], [","], ["and", "some"], ["and", "about"])
# Behind the second of two things that one verb takes.
_CLOSERS = words(". , ; in on at from near during after by since before when as ) were was have had are")
# Between two shares of one sentence, and right before the second, where both tell of one thing.
_SAME_SHARE = frozenset({"and", ";", "while", ",", "but", "against"})
_SHARE_LEADS = words("at of on with to had got only just")
_WHOLES = frozenset({"output", "gdp", "product", "income"})
_COUNTING = words("counted tallied processed")
BALLOTS = words("ballot vote station precinct district return paper")
_SPOKE = words("spoke speaks speak spoken talked talks")
# What the next voice may put another number to.
_ASKED = words("kill wound missing displace evacuate arrest attend outage dry unheated infect trap strand strike affect flood destroy")

Happened = tuple[tuple[str, ...], bool]


def followed(sentence: Sentence, span: tuple[int, int], head: Head, kind: str, happened: Happened, was: Quantity | None) -> Happened:
    """Give what happened, the families and whether they are tied, with what an earlier number `was` of the sentence adds."""
    if kind == "percent" and head.lemma in BALLOTS and not _COUNTING.isdisjoint(sentence.lower[span[1] + 1 : span[1] + 4]):
        return (), False  # "with 92 percent of the ballots counted"
    if was is None or happened[1] or not was.predicate:
        return happened
    gap = sentence.lower[sentence.token_at(was.end) : span[0]]
    if kind in ("count", "measure"):
        return (was.predicate, True) if _conjoined(sentence.lower, span, head, kind, was, gap) else happened
    if kind not in ("percent", "money") or (head.lemma and head.lemma not in _WHOLES):
        return happened
    return (was.predicate, True) if _parallel(sentence.words, span[0], kind, was, gap) else happened


def _conjoined(lower: list[str], span: tuple[int, int], head: Head, kind: str, was: Quantity, gap: list[str]) -> bool:
    """Read "impounded six boats and 400 kilos of hashish" of both: the second thing of one verb, where no verb of its own follows."""
    behind = lower[span[1] + 1 : span[1] + 2]
    told = was.role == "total" and was.confidence >= _TIED and was.kind in ("count", "measure") and bool(head.lemma)
    return told and (not behind or behind[0] in _CLOSERS) and gap in _AND and possible(was.predicate, head, kind)


def _parallel(said: list[str], first: int, kind: str, was: Quantity, gap: list[str]) -> bool:
    """Read "5.8 percent of output, or 14 billion", "the Greens at 29 percent", "the ministry speaks of 38 percent" like the first."""
    if was.kind == kind == "percent":
        named = said[first - 1][:1].isupper()
        return bool(gap) and not _SAME_SHARE.isdisjoint(gap) and (gap[-1] in _SHARE_LEADS or named)
    return {was.kind, kind} == {"percent", "money"} and was.predicate[0] in LEVELS and gap[-1:] in (["or"], ["("], [","])


def answers(lower: list[str], first: int, families: tuple[str, ...]) -> bool:
    """Say whether a number answers how many it were of whom the sentence before told: "The grid operator spoke of 210,000 customers"."""
    if not families or not _ASKED.issuperset(families):
        return False
    spoke = lower[first - 1 : first] == ["of"] and not _SPOKE.isdisjoint(lower[max(0, first - 3) : first - 1])
    return spoke or not COUNTED.isdisjoint(lower[max(0, first - 2) : first])
