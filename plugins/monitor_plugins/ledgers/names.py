"""Names beside a figure: whose it is and where, told from common words and datelines, and known again as demonyms (English)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from monitor_plugins.languages.en_nations import NATIONS
from monitor_plugins.story.background import common
from monitor_plugins.text.lemma import noun
from monitor_plugins.text.words import words

_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
# What a demonym or an adjective adds to a name: Kestria, Kestrian; Sorrel, Sorrelese.
_ENDINGS = ("ians", "ian", "ans", "an", "ese", "ish", "ns", "is", "i", "n", "ia", "a", "o", "e", "y", "s")
_PRONOUN = re.compile(r"(?:I|You|He|She|It|We|They|That|There|Who|What)['’]")  # "We've", "It's"
_SHORTEST = 4
_COMMON_SHARE = 0.004
CALENDAR = words(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october
    november december easter christmas ramadan eid passover whitsun pentecost thanksgiving midsummer advent carnival"""
)
_EVENT_WORDS = words("river bridge lake dam valley crossing street square port mount island islands strait plant school hospital station")


@lru_cache(maxsize=20_000)
def stem(name: str) -> str:
    """Give the form in which one-word names are compared: a country's name, else the word without what makes a demonym of it."""
    if name in NATIONS:
        return NATIONS[name].lower()
    low = name.lower().removesuffix("'s").removesuffix("’s").strip(".'’-")
    titled = low.title()
    if titled in NATIONS:
        return NATIONS[titled].lower()
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= _SHORTEST:
            return low[: -len(ending)]
    return low


def telling(text: str) -> tuple[str, ...]:
    """Give the stems of a name's words that tell it from others; none for common words, datelines and the calendar."""
    words_ = _WORD.findall(text)
    pairs_ = [" ".join(pair) for pair in pairwise(words_)]
    nations = [name for name in (text, *pairs_) if name in NATIONS]
    inside = {word for name in nations for word in name.split()}
    found = [word for word in words_ if word[0].isupper() and word not in inside and not _common(word) and not _PRONOUN.match(word)]
    return tuple(dict.fromkeys(stem(word) for word in (*nations, *found)))


def _common(word: str) -> bool:
    low = noun(word.lower().removesuffix("'s").removesuffix("’s"))
    return low in CALENDAR or (word not in NATIONS and common().get(low, 0.0) >= _COMMON_SHARE) or low in _EVENT_WORDS


def dateline(name: str) -> bool:
    """Say whether a name is written in capitals throughout, as places in datelines are."""
    return len(name) > 3 and name.isupper()


def alike(one: Iterable[str], other: Iterable[str]) -> bool:
    """Say whether two sets of stems share a name."""
    return not set(one).isdisjoint(other)
