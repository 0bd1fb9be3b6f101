"""What part a figure plays: a total, a part, an addition, a rate, or what was there before (English)."""

from __future__ import annotations

from itertools import chain, pairwise
from typing import NamedTuple

from monitor_plugins.languages.en_reading import DETERMINERS, FALL, PHRASES, RISE, TIME_NOUNS, VERBS
from monitor_plugins.numbers.amounts import TIMES, Amount
from monitor_plugins.numbers.beside import fewer
from monitor_plugins.numbers.heads import Head
from monitor_plugins.text.tokens import Sentence
from monitor_plugins.text.words import words

CHANGE = RISE | FALL
_RATE_MARKS = frozenset(["a", "an", "per", "each", "every"])
_COMPARED = frozenset([("compared", "to"), ("compared", "with"), ("compares", "with"), ("compares", "to")])
_AGAINST = words("against versus than compared compares from")
_FLOWS = frozenset(["money", "percent"])
_STEPS = words("drop fall rise increase decline cut jump slump decrease reduction gain hike surge slide plunge rebound")  # "a 40% drop in"
_EVERY = 12  # tokens behind a figure within which "every day" makes a rate of it
_CUTS = frozenset([",", ";", ":", "and", "but", "who", "which"])
_EARLIER = frozenset(["previously", "earlier", "originally", "initially", "previous", "formerly", "yesterday"])
_PART_LEADS = (("of", "whom"), ("of", "them"), ("of", "these"), ("of", "which"), ("among", "them"), ("among", "whom"), ("of", "those"))
_BACK_WORDS = words("earlier ago before later after from old")
_REACHES = words(
    """reach reaches reached reaching hit hits cut cuts lost added reduce reduced lift higher lower slash slashed revised raise raises
    raised raising recover recovered"""
)
_PLUNGING = words("plunged plunges plunging")  # "plunged 40,000 homes into darkness"
_DROPPING, _MUST = words("drop axe"), words("to will would must could")  # "had to drop 240 flights"
_HOISTING = words("lifted lifts lifting")  # of people; a sum is lifted to another
_TALLIED = words("number total count tally toll")
# Verbs that "up" goes with: "brought up four boys", "is giving up 40 shops".
_PHRASAL = words(
    """bring brings bringing brought give gives giving gave given take takes taking took pick picks picking picked dig digs digging dug line
    lined lock locked hold held holding haul hauled hauling fish fished winched carried carry round rounds rounding pull pulled pulling"""
)
_LEADS_TO = words("to at past reached hit reaching hits reaches")


class Role(NamedTuple):
    """total, part, delta, rate or previous.

    `denominator` marks the 52 of "9 of 52", `per` what a rate counts by, `change` the direction of "rose to 67" (up, down),
    `labelled` a number behind a colon: "Units: 64,300".
    """

    name: str = "total"
    denominator: bool = False
    per: str = ""
    change: str = ""
    labelled: bool = False


def moves(sentence: Sentence, at: int) -> bool:
    """Say whether a verb of change stands shortly before the token `at` ("fell from 5 to 3", but not "fines from 5 to 7")."""
    return any(word in CHANGE for word in sentence.lower[max(0, at - 7) : at])


def role(sentence: Sentence, amount: Amount, head: Head, first: int, earlier: Amount | None) -> Role:
    """Give the role of an amount whose figure begins at the token `first`; `earlier` is the amount before it in the sentence."""
    per = amount.per if amount.per in TIMES and not _points_back(sentence.lower, amount.last + 1) else _rate(sentence, amount, head, first)
    if per:
        return Role("rate", per=per)
    if _is_denominator(sentence, first, earlier):
        return Role("part", denominator=True)
    if _is_previous(sentence, first) or _long_gone(sentence.lower, first, max(amount.last, amount.unit_last, head.last) + 1):
        return Role("previous")
    if _opens_whole(sentence.lower, first, head):
        return Role("part", denominator=True)
    if earlier is not None and sentence.lower[0] in ("of", "among") and earlier.first <= 3:
        return Role("part")  # "Of the 60 freed, 14 were women"
    change = _change(sentence, first, amount.kind)
    if (
        fewer(sentence.lower, max(amount.last, head.last))
        or change == "delta"
        or (amount.kind in _FLOWS and head.lemma in _STEPS)
        or head.more
        or _another(sentence, first)
    ):
        return Role("delta", change=change)
    labelled = first > 1 and sentence.lower[first - 1] == ":" and head.first < 0
    return Role("part" if head.part_of or _leads_part(sentence, first) else "total", change=change, labelled=labelled)


def _rate(sentence: Sentence, amount: Amount, head: Head, first: int) -> str:
    lower = sentence.lower
    at = max(amount.last, amount.unit_last, head.last) + 1
    if at + 1 < len(lower) and lower[at] in _RATE_MARKS and lower[at + 1] in TIMES:
        return lower[at + 1] if not _points_back(lower, at + 2) else ""
    if at + 2 < len(lower) and lower[at] == "-" and lower[at + 1] in _RATE_MARKS:
        return lower[at + 3] if at + 3 < len(lower) and lower[at + 3] in TIMES else ""
    if at < len(lower) and lower[at] in ("daily", "weekly", "monthly", "annually", "yearly"):
        return {"daily": "day", "weekly": "week", "monthly": "month"}.get(lower[at], "year")
    if period := _every(lower, at, first):
        return period
    if (
        at + 2 < len(lower)
        and lower[at] == "in"
        and lower[at + 1] in ("a", "one")
        and lower[at + 2] in TIMES
        and lower[at + 3 : at + 4] != ["-"]
    ):
        return lower[at + 2]
    return "day" if any(word == "daily" for word in head.modifiers) else ""


def _every(lower: list[str], at: int, first: int) -> str:
    """Give the period of "30,000 children die every day", "each year some 300 people drown"; "" if none is named beside the figure."""
    behind = range(at, min(at + _EVERY, len(lower) - 1))
    end = next((here for here in behind if lower[here] in _CUTS), behind.stop)
    near = chain(range(max(0, first - 5), first - 1), range(at, end))
    return next((lower[here + 1] for here in near if lower[here] in ("every", "each", "per") and lower[here + 1] in TIMES), "")


def _points_back(lower: list[str], at: int) -> bool:
    """ "a year earlier", "a week ago", "a day after" are times, not rates."""
    return at < len(lower) and lower[at] in _BACK_WORDS


def _is_denominator(sentence: Sentence, first: int, earlier: Amount | None) -> bool:
    """Say whether the amount is what an earlier one is a part of: "141 of the 183", "two out of five", "six of the planned 48"."""
    if earlier is None or first - earlier.last > 5 or first <= earlier.last + 1:
        return False
    gap = sentence.lower[earlier.last + 1 : first]
    return (
        gap[0] in ("of", "out", "in")
        and (gap[0] != "in" or len(gap) == 1)
        and "," not in gap
        and "and" not in gap
        and not any(word in TIME_NOUNS for word in gap)
    )


def _opens_whole(lower: list[str], first: int, head: Head) -> bool:
    """Say whether a number only opens a sentence as the whole of those behind it: "Of the 48 passengers 12 are dead"."""
    behind = lower[head.last + 1 : head.last + 2]
    named = head.category == "people" and bool(head.lemma) and not head.nominal and not head.lemma.endswith("ed")
    return lower[0] == "of" and 0 < first <= 2 and named and bool(behind) and (behind[0] == "," or behind[0][0].isdecimal())


def _long_gone(lower: list[str], first: int, at: int) -> bool:
    """Read "against a profit of 12 million a year earlier" as what was there before."""
    behind = lower[at : at + 3]
    gone = len(behind) == 3 and behind[0] in ("a", "one", "the") and behind[1] in TIMES and behind[2] in ("earlier", "ago", "before")
    return gone and not _AGAINST.isdisjoint(lower[max(0, first - 6) : first])


def _is_previous(sentence: Sentence, first: int) -> bool:
    lower = sentence.lower
    if first == 0:
        return False
    before = lower[first - 1]
    two = lower[first - 2] if first > 1 else ""
    if before == "the" and first > 1:
        before, two = two, lower[first - 3] if first > 2 else ""
    if before == "from":
        return two in CHANGE or moves(sentence, first - 1) or any(word in CHANGE for word in lower[max(0, first - 14) : first])
    if (two, before) in (("compared", "with"), ("compared", "to"), ("instead", "of"), ("rather", "than"), ("just", "after")):
        return two != "just"
    if before in ("of", "and", "with", "to") and not _COMPARED.isdisjoint(pairwise(lower[max(0, first - 6) : first])):
        return True  # "compared to a profit of £13m", "compares with 900 cases and 31 deaths"
    if before in ("against", "versus") and two not in ("fight", "war", "protest"):
        return any(word in CHANGE for word in lower[:first]) or two == ","
    if before in ("of", "at", "was", "were", "stood", "been") and any(word in _EARLIER for word in lower[max(0, first - 5) : first]):
        return True
    return before in _EARLIER and before not in ("yesterday", "earlier")


def _change(sentence: Sentence, first: int, kind: str) -> str:
    """Give "delta" behind a verb of change itself ("rose 12%", "up by 3"), "up" or "down" where it leads to the amount."""
    lower = sentence.lower
    before = lower[first - 1] if first else ""
    two = lower[first - 2] if first > 1 else ""
    if before in ("by", "of") and two in CHANGE and (before == "by" or two not in ("up", "contract")):
        return "delta"
    if before == "by" and kind in _FLOWS and any(word in CHANGE for word in lower[max(0, first - 6) : first - 1]):
        return "delta"  # "cut spending by £35bn"
    dropped = not kind and ((before in _DROPPING and two in _MUST) or before in _PLUNGING)
    lifted = before in _HOISTING or (before in ("up", "down") and (two in _PHRASAL or (two in VERBS and two not in CHANGE)))
    dropped = dropped or (not kind and lifted)
    dropped = dropped or (not kind and two in DETERMINERS)  # "at the rally 4,000 people sang"
    if before in CHANGE and before not in _REACHES and (two, before) not in PHRASES and not dropped:
        return "delta"
    if before in _LEADS_TO:
        window = lower[max(0, first - 12) : first]
        if not kind:
            window = [word for word in window if word != "lost"]  # "the count of houses lost stood at 47"
        return "up" if any(word in RISE for word in window) else "down" if any(word in FALL for word in window) else ""
    return ""


def _another(sentence: Sentence, first: int) -> bool:
    lower = sentence.lower
    here = lower[first : first + 2]
    before = lower[max(0, first - 2) : first]
    return (
        here[:1] == ["another"]
        or here in (["a", "further"], ["an", "additional"])
        or before[-1:] == ["another"]
        or before in (["a", "further"], ["an", "additional"])
    )


def _leads_part(sentence: Sentence, first: int) -> bool:
    lower = sentence.lower
    if first == 0:
        return False
    before = lower[first - 1]
    if before == "including" or (before in DETERMINERS and first > 1 and lower[first - 2] == "including"):
        return True
    start = max(0, first - 5)
    leads = (at for at, pair in enumerate(pairwise(lower[start:first]), start) if pair in _PART_LEADS)
    return any(lower[max(0, at - 1)] not in _TALLIED for at in leads)  # "the number of those held to 31" is the whole
