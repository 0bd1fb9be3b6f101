"""What happened, told by a whole construction rather than by a word: "cut its staff by 900", "let 14 engineers go" (English)."""

from __future__ import annotations

from collections.abc import Sequence

from monitor_plugins.languages.en_reading import ADVERBS, AUXILIARIES, CATEGORIES
from monitor_plugins.languages.en_wording import (
    AMOUNTS,
    BALLOTS,
    CAST,
    CLEARED,
    COUNTED,
    COUNTERS,
    ELECTORS,
    HOLDING,
    LEADING_OFF,
    LIVES,
    REDUCING,
    SPLIT,
    STAFF,
    STANDS,
    TEAMS,
    VERBS_OF_SPLIT,
    WENT,
)
from monitor_plugins.numbers.contexts import About
from monitor_plugins.numbers.heads import Head
from monitor_plugins.text.lemma import lemma, noun

_STEPS = 9  # tokens before a number within which it is told what is cut, won or counted
_LEAD = 3  # tokens between a verb and the number that it takes
_WALLS = frozenset([";", ":", '"', "“", "”", "(", ")", "—", "–", "that", "which", "who", "while", "but"])
_JOBS = frozenset(["job", "worker", "people", "combatant", ""])
_PEOPLE = frozenset(["people", "civilian", "combatant", "worker", ""])


def constructed(lower: list[str], words: list[str], span: tuple[int, int], head: Head, kind: str, about: About) -> tuple[str, ...]:
    """Give what the construction around the figure in the tokens `span` tells; () if it tells nothing."""
    first, last = span
    if kind == "count":
        return _of_count(lower, span, head, about)
    if kind == "percent" and _went_to_the_polls(lower, first, last):
        return ("attend",)
    if kind == "percent" and not head.lemma and about.tells_of("election") and _polled(lower, words, first, last):
        return ("vote",)
    return ()


def _of_count(lower: list[str], span: tuple[int, int], head: Head, about: About) -> tuple[str, ...]:
    first, last = span
    if head.category in _JOBS and _reduced(lower, first):
        return ("job-cut",)
    if head.category not in (*_PEOPLE, "animal", "case"):
        return ()
    if lower[last + 1 : last + 2] in (["their"], ["his"]) and lower[last + 2 : last + 3] in (["lives"], ["life"]) and _cost(lower, first):
        return ("kill",)
    if head.category in _PEOPLE and (taken := _taken(lower, first, last, about)):
        return taken
    parted = _split(lower, first, last, head, about)
    if parted:
        return parted
    return ("attend",) if head.category in _PEOPLE and _told_of_crowd(lower, first, head) and about.tells_of("march") else ()


def _taken(lower: list[str], first: int, last: int, about: About) -> tuple[str, ...]:
    """Read "pirates hold the 24 men", "rebels led away 55 workers", "two villages with 1,100 inhabitants had to be cleared"."""
    before = lower[max(0, first - _LEAD - 1) : first]
    near = [word for word in before[-2:] if word not in ("the", "all", "about", "some")]
    away = len(before) > 1 and before[-1] in ("away", "off") and before[-2] in LEADING_OFF
    if (away or (near[-1:] and near[-1] in HOLDING)) and about.tells_of("captors"):
        return ("abduct",)
    if before[-1:] == ["with"] or before[-2:-1] == ["with"]:
        at = before.index("with")
        carrier = before[at - 1] if at else ""
        if CATEGORIES.get(noun(carrier)) == "place" and not CLEARED.isdisjoint(lower[last + 1 : last + 6]):
            return ("evacuate",)
    return ()


def _reduced(lower: list[str], first: int) -> bool:
    """Read "trim its payroll by 640 posts", "staff will shrink by 900"."""
    if lower[first - 1 : first] != ["by"]:
        return False
    before = lower[max(0, first - _STEPS) : first - 1]
    return not REDUCING.isdisjoint(before) and not STAFF.isdisjoint(before) and _WALLS.isdisjoint(before)


def _cost(lower: list[str], first: int) -> bool:
    return not LIVES.isdisjoint(lower[max(0, first - _LEAD) : first])


def _split(lower: list[str], first: int, last: int, head: Head, about: About) -> tuple[str, ...]:
    """Read a verb before the figure and the rest of it behind: "hauled six divers out alive", "let 14 engineers go"."""
    before = lower[max(0, first - _LEAD) : first]
    verb = next((lemma(word) for word in reversed(before) if lemma(word) in VERBS_OF_SPLIT), "")
    behind = lower[last + 1 : last + 6]
    if not verb or not _WALLS.isdisjoint(before):
        at = next((at for at in range(1, 5) if lemma("".join(behind[at : at + 1])) in VERBS_OF_SPLIT), 0)
        if not at or AUXILIARIES.isdisjoint(behind[:at]) or not all(word in AUXILIARIES or word in ADVERBS for word in behind[:at]):
            return ()
        verb, behind = lemma(behind[at]), lower[last + 2 + at : last + 7 + at]
    for rest, family in SPLIT[verb]:
        for skipped in (0, 1, 2):
            if tuple(behind[skipped : skipped + len(rest)]) == rest and _WALLS.isdisjoint(behind[:skipped]):
                return _as_told(family, head, about)
    return ()


def _as_told(family: str, head: Head, about: About) -> tuple[str, ...]:
    if family == "let-go":
        return ("free",) if about.tells_of("captive") else ("job-cut",)
    if family == "drive-out":
        return ("evacuate",) if about.tells_of("evacuation") else ("displace",)
    if head.lemma in ("body", "corpse"):
        return ("kill",)
    if family == "safe":
        return ("evacuate",) if about.tells_of("evacuation") else ("rescue",)
    return (family,)


def _told_of_crowd(lower: list[str], first: int, head: Head) -> bool:
    """Read "police counted 32,000 people, the organisers 90,000" where there is a march."""
    if head.lemma not in ("people", "person", "participant", ""):
        return False
    before = lower[max(0, first - _LEAD) : first]
    if not COUNTED.isdisjoint(before[-2:]) or before[-2:] in (["spoke", "of"], ["speaks", "of"], ["speak", "of"], ["talked", "of"]):
        return True
    return not head.lemma and bool(before) and before[-1] in COUNTERS


def _went_to_the_polls(lower: list[str], first: int, last: int) -> bool:
    """Read "38 percent of those entitled cast a ballot", "61 percent of voters went to the polls" as the turnout."""
    behind = lower[first + 1 : last + 12]
    return "of" in behind[:3] and not ELECTORS.isdisjoint(behind[:8]) and not WENT.isdisjoint(behind)


def _polled(lower: list[str], words: list[str], first: int, last: int) -> bool:
    """Read "won the race with 52 percent", "Holm stands at 33 percent", "the Greens got 12 percent" of an election as its votes."""
    before, behind = lower[max(0, first - _STEPS) : first], lower[last + 1 : last + 5]
    if not AMOUNTS.isdisjoint(before) or not AMOUNTS.isdisjoint(behind) or not BALLOTS.isdisjoint(behind):
        return False
    if behind[:1] == ["of"] and BALLOTS.isdisjoint(behind) and "vote" not in behind and "votes" not in behind:
        return False
    near = before[-2:]
    if not CAST.isdisjoint(near) or (near[-1:] == ["with"] and not CAST.isdisjoint(before)):
        return True
    leads = before[-1:] in (["at"], ["on"], ["to"], ["with"], ["by"]) or lower[first - 1 : first] == [","]
    stands = not STANDS.isdisjoint(before) or (near[-1:] in (["at"], ["on"]) and words[max(0, first - 2)][:1].isupper())
    return leads and stands and any(word[:1].isupper() for word in words[max(0, first - _STEPS) : first])


def of_a_team(lower: Sequence[str], at: int) -> bool:
    """Say whether a word only names a sort of helpers or of work: "rescue teams", "the recovery operation", "an evacuation centre"."""
    return at + 1 < len(lower) and lower[at + 1] in TEAMS and lower[at] not in AUXILIARIES
