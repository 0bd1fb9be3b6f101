"""Shares that say how an economy or a vote went: "the economy grew by 0.6%", "consumer prices rose 8.6%", "58.5% of the vote" (English)."""

from __future__ import annotations

from itertools import pairwise

from monitor_plugins.text.words import words

_ECONOMIES = words("economy gdp")
_VOTES = words("vote votes")
_WENT = (
    dict.fromkeys(words("grew grow grows grown growing expanded expand expands expanding"), "growth")
    | dict.fromkeys(words("shrank shrink shrinks shrunk shrinking contracted contract contracts"), "contraction")
    | dict.fromkeys(words("rose rise rises risen rising climbed climb jumped jump increased increase"), "inflation")
)
_WALLS = frozenset([",", ";", ":", "that", "and", "but", "while", "said"])
_TO_VERB, _TO_SUBJECT = 5, 6  # tokens from the share back to its verb, from the verb to its subject


def went(lower: list[str], first: int, last: int) -> str:
    """Give what a share in the tokens `first`..`last` measures: growth, contraction, inflation or vote; "" for anything else."""
    if lower[last + 1 : last + 2] == ["of"] and not _VOTES.isdisjoint(lower[last + 2 : last + 5]):
        return "vote"
    verb = next((at for at in range(first - 1, max(-1, first - 1 - _TO_VERB), -1) if lower[at] in _WENT), -1)
    if verb < 0:
        return ""
    subject = lower[max(0, verb - _TO_SUBJECT) : verb]
    wall = next((at for at in range(len(subject) - 1, -1, -1) if subject[at] in _WALLS), -1)
    family = _WENT[lower[verb]]
    if family == "inflation":
        return family if ("consumer", "prices") in pairwise(subject[wall + 1 :]) else ""
    return "" if _ECONOMIES.isdisjoint(subject[wall + 1 :]) else family
