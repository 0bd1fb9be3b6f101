"""Whose an amount or a share is, as its title names them: only an owner that the words beside the number make one (English).

"Corvin's profits", "shares in Corvin", "Corvin has agreed to pay a £5m fine"; a place or a person who is merely near is none.
"""

from __future__ import annotations

import re

from monitor import Quantity
from monitor_plugins.languages.en_nations import NATIONS
from monitor_plugins.languages.en_reading import CATEGORIES, FAMILIES, STOPS, VERBS
from monitor_plugins.ledgers.names import dateline, telling
from monitor_plugins.names.gazetteer import lists
from monitor_plugins.numbers.roles import CHANGE
from monitor_plugins.text.lemma import noun
from monitor_plugins.text.words import words

_NEAR = 240  # code points before a figure that are read
_LONGEST = 40
_NAME = r"(?<!\w)((?:[A-Z][\w&.’'-]*|[A-Z]&[A-Z])(?: (?:(?:of|and|&|de|the) )?[A-Z][\w&.’'-]*){0,4})"
_AMOUNT = (
    r"(?:shares?|share price|stock|profits?|loss|losses|revenues?|turnover|sales|earnings|savings|budget|debts?|deficit|surplus|shortfall"
    r"|unemployment|inflation|growth|economy|costs?|spending|investment|fine|penalty|loan|aid|exports|imports|prices?|turnout|jobless)"
)
# "Corvin's worldwide car division earned a pre-tax profit of", "Corvin shares closed at"
_OWNS = re.compile(rf"{_NAME} ((?:[a-z-]+ ){{0,8}}?){_AMOUNT}\b")
# "Corvin's planned £1bn"
_BESIDE = re.compile(rf"{_NAME}(?<=['’s]) (?:[a-z-]+ ){{0,4}}$")
# "shares in Corvin were", "profits at the media giant Corvin jumped"
_OF = re.compile(rf"\b(?i:{_AMOUNT}) (?:in|at|of|for) ((?:(?:the|US|UK|EU|[a-z]+) ){{0,4}}){_NAME}(?:,? ([\w-]+))?")
# "Corvin spent", "The chemicals giant Corvin has agreed to pay a", where a clause begins
_DOES = re.compile(
    rf"(?:^|[,;:.\"“”–—-] |\b(?:that|while|but|and|said|says|as|when) )((?:(?:[Tt]he|[Ii]ts|US|UK|[a-z-]+) ){{0,4}}){_NAME}"
    r" ((?:[a-z-]+ ){1,7})(?:[A-Z£$€]{0,3})?$"
)
# "Corvin said annual profit rose to", "Corvin reported that its sales had"
_SAYS = re.compile(
    rf"(?:^|[.\"”] ){_NAME} (?:said|says|reported|posted|announced) (?:on [A-Z]\w+ )?(?:that )?(?:its |their |it made )?"
    r"(?:an? )?(?:(?:annual|net|pre-tax|full-year|first-half|half-year|quarterly|operating|underlying|record|group|total) )*"
    r"(?:profits?|loss|losses|revenues?|turnover|earnings|sales)\b"
)
# "cost Corvin", "fined the bank Corvin"
_TAKES = re.compile(rf"\b(?:cost|costs|costing|fined|fine|fines|lent|paid) {_NAME} $")
# "Wil Hagen earning"
_DOING = re.compile(rf"{_NAME} [a-z]+ing $")
_SORTS = words("Quarterly Annual Net Total Overall Average Operating Pre-tax Record Full-year The First Second Third Fourth Last")
_BREAKS = words("and but that which who while as in from by worth said says told added claimed")
_ANOTHER = re.compile(r"; |\b(?:but|while|although|whereas) ")  # another clause, perhaps of somebody else's amount


def whose(text: str, quantity: Quantity) -> str:
    """Give the owner of an amount or a share as written; "" where no name is tied to it."""
    start = max(quantity.sentence[0], quantity.start - _NEAR)
    before = text[start : quantity.start]
    found = _tied(before)
    name = re.sub(r"['’]s?$", "", found).removeprefix("The ")
    first = name.split(" ", 1)[0]
    if text.startswith(found, quantity.sentence[0]) and _common_noun(found, text):
        return ""
    name = NATIONS.get(name, name)
    plain = len(name) < _LONGEST and telling(name) and not dateline(name) and first.lower() not in FAMILIES and first.lower() not in CHANGE
    return name if len(name) > 1 and plain and first not in _SORTS and (first.isupper() or first.lower() not in STOPS) else ""


def _common_noun(first: str, text: str) -> bool:
    """Say whether the word that opens a sentence is no name, "Thieves", "Donors": a plural that is capital nowhere else."""
    plural = first.isalpha() and noun(first.lower()) != first.lower() and first not in NATIONS
    common = plural and (first.endswith(("ers", "ors")) or noun(first.lower()) in CATEGORIES or lists().common(first))
    return common and not re.search(rf"[a-z,] {first}\b", text)


def _tied(before: str) -> str:
    """Give the name that the words before a figure tie to it; the nearest kind of tie wins."""
    for pattern in (_BESIDE, _TAKES, _DOING):
        if found := pattern.search(before):
            return found.group(1)
    says = _SAYS.search(before)
    if says and not _ANOTHER.search(before, says.end()):
        return says.group(1)
    of = [match for match in _OF.finditer(before) if _only_describes(match.group(1)) and _goes_on(match.group(3))]
    if of:
        return of[-1].group(2)
    owns = [match for match in _OWNS.finditer(before) if _has(match.group(1), match.group(2))]
    if owns and not _ANOTHER.search(before, owns[-1].end()):
        return owns[-1].group(1)
    does = _DOES.search(before)
    return does.group(2) if does and _only_describes(does.group(1)) and _acts(does.group(2), does.group(3).split()) else ""


def _acts(name: str, behind: list[str]) -> bool:
    """Say whether the words behind a name are its own verb: "Kestria spent", but neither "the US giant earned" nor "Kestria, which"."""
    verb = behind[0] in VERBS or behind[0] in STOPS or behind[0].endswith(("ed", "s"))
    return _BREAKS.isdisjoint(behind) and (verb or name.removeprefix("The ") not in NATIONS)


def _only_describes(between: str) -> bool:
    """Say whether the words before a name only describe it: "the US media giant", but no "goods entering the"."""
    said = [word for word in between.split() if not word.isupper()]  # US, EU
    if said[:1] and said[0].lower() in ("the", "its"):
        said = said[1:]
    return not any(word.lower() in STOPS or word in VERBS or word.endswith("ing") for word in said)


def _has(name: str, between: str) -> bool:
    """Say whether a name owns the amount behind it: "Corvin's worldwide car division earned a profit", "Corvin net profit"."""
    if _SORTS.issuperset(name.split()):
        return False
    return name.endswith(("'s", "’s", "s'", "s’")) or ("the" not in between.split() and _only_describes(between))


def _goes_on(word: str | None) -> bool:
    """Say whether a verb, a mark or a link follows a name, so that it modifies nothing: "in Corvin were", but no "of a Kestrian home"."""
    return word is None or word.lower() in STOPS or word in VERBS or word in CHANGE or word.endswith(("ed", "s"))
