"""Whether what happened is said of the figure itself: within its phrase, as its verb, or as the noun that it is an amount of (English).

The nearest happening of a sentence is a guess; one that is tied to the figure by the grammar is a reading.
"""

from __future__ import annotations

from monitor_plugins.languages.en import CALENDAR
from monitor_plugins.languages.en_links import (
    ADJECTIVES,
    ADVERBIAL,
    AGENTS,
    BALLOTS,
    BE,
    BEARERS,
    EVENTS,
    IMPLIED,
    INTRANSITIVE,
    KIN,
    LEADS,
    LEVELS,
    NOUNS,
    PARTICIPLES,
    PASTS,
    POLLED,
    REACHES,
    REPORTED,
    SEATED,
    STANDING,
    STATES,
    SUMS,
    TAKES_TWO,
)
from monitor_plugins.languages.en_reading import AUXILIARIES, DETERMINERS, LOCATIVE, PREPOSITIONS, PRONOUNS, STOPS, VERBS
from monitor_plugins.numbers.heads import Head
from monitor_plugins.numbers.roles import CHANGE
from monitor_plugins.text.words import words

_WALLS = frozenset(
    [";", ":", "—", "–", '"', "“", "”", "(", ")", "that", "while", "but", "although", "though", "because", "whose", "when", "where"]
)
_MODALS = frozenset(["can", "could", "would", "will", "might", "may", "to", "should", "must"])
_COUNTS = frozenset(["number", "numbers", "total", "tally", "count"])
_RELATIVE = frozenset(["who", "which", "that"])
# "lost their jobs", "took to the streets"
_IDIOMS = {
    "jobs": words("lose lost losing"),
    "streets": words("took take"),
    "lives": words("lost lose losing"),
}
_ASIDES = words("including among most many some all mostly mainly half")
_FORCING = words("forcing forced forces force led leading prompted prompting causing caused drove driving sent sending made making")
_LOSSES = words(
    "claim claims claimed claiming cost costs costing lose loses lost losing loss take takes took taken taking end ended ending"
)
_BRINGING = words("bringing brings brought taking takes took raising raises raised")
_PUTS = words("put puts putting estimate estimates estimated estimating placed places")
_PASSING = words("passed topped exceeded surpassed reached hit")
_BARRED = STOPS | frozenset([","])
_LEADING = DETERMINERS | ADVERBIAL | frozenset(["about", "around", "over", "least", "at"])
_PARTICLES = frozenset(["about", "around", "over", "off", "out", "up", "down"])
_OBJECTS = DETERMINERS | PRONOUNS
_PRONOUNS = PRONOUNS | frozenset(["their", "his", "her", "whose"])
_FAR, _BESIDE = 14, 3  # tokens between a figure and its verb or its amount's noun; and between it and the verb that takes it


def linked(lower: list[str], at: int, first: int, last: int, head: Head, kind: str, numbers: frozenset[int]) -> bool:
    """Say whether the word at the token `at` tells of the figure in the tokens `first`..`last`; `numbers` are tokens of figures."""
    if lower[at] == "lives" and _LOSSES.isdisjoint(lower[max(0, at - 8) : at + 8]):
        return False  # "saved 17 lives", "touched the lives of millions"
    if (kind == "percent" and lower[at] in SUMS) or (head.category == "vehicle" and lower[at].startswith("intercept")):
        return False
    if lower[at] == "seats" and first <= at <= last:
        return lower[max(0, first - 1)] in SEATED and lower[max(0, first - 2)] not in _MODALS
    if first <= at <= last:
        return _within(lower, at, last, head, kind) and (lower[at] not in BALLOTS or kind != "count" or _polled(lower, first))
    if at > last:
        return _behind(lower, at, first, _past_aside(lower, last, at, numbers), kind, numbers)
    return _before(lower, at, first, kind, numbers)


def linked_idiom(
    lower: list[str], idiom: tuple[int, int], figure: tuple[int, int], kind: str, numbers: frozenset[int], *, own: bool
) -> bool:
    """Say whether the idiom in the tokens `idiom` tells of the figure in the tokens `figure`: "went up in flames", "gunned down"."""
    (start, end), (first, last) = idiom, figure
    after = lower[end + 1] if end + 1 < len(lower) else ""
    if end < first:
        gap = lower[end + 1 : first]
        if not own and lower[end] in PREPOSITIONS:
            return len(gap) <= _BESIDE and _LEADING.issuperset(gap)
        return not own and after not in PREPOSITIONS and not _walled(gap) and _takes(lower, end, gap, kind)
    last = _past_aside(lower, last, start, numbers)
    gap = lower[last + 1 : start]
    gap = gap[1:] if gap[:1] and gap[0] in _RELATIVE else gap
    if start <= last or len(gap) > _FAR or _walled(gap) or any(token in numbers for token in range(last + 1, start)):
        return False
    return _own_verb(gap) if own else _passive(gap, "", kind)


def _within(lower: list[str], at: int, last: int, head: Head, kind: str) -> bool:
    """Read "17 deaths", "five injured men", "a £5m fine"; neither "six new pledges", "30 rescue workers" nor "seven protesters"."""
    word = lower[at]
    if word in IMPLIED:
        return False
    if kind in ("money", "percent"):
        return word in _nouns(kind) and (at == last or lower[at + 1] in BEARERS)
    if at == last or at == head.last:
        return word in NOUNS or word in ADJECTIVES or _participle(word)
    return word in ADJECTIVES or _participle(word) or head.category == "job"


def _polled(lower: list[str], first: int) -> bool:
    """Say whether votes were cast rather than needed or hoped for: "won 54 votes", but no "can get 100 votes"."""
    at = next((at for at in range(first - 1, max(-1, first - 4), -1) if lower[at] not in DETERMINERS and lower[at] not in ADVERBIAL), -1)
    return at >= 0 and lower[at] in POLLED and not (at and lower[at - 1] in _MODALS)


# ------------------------------------------------------------------ "17 people were killed", "12 dead", "£5m in aid"
def _past_aside(lower: list[str], last: int, at: int, numbers: frozenset[int]) -> int:
    """Give the last token before the verb's side: past ", including two policemen," and past "and two soldiers" of one subject."""
    after = lower[last + 1 : last + 3]
    if after[:1] == [","] and after[1:] and after[1] in _ASIDES and "," in lower[last + 2 : at]:
        return lower.index(",", last + 2)
    if after[:1] == ["and"] and not numbers.isdisjoint(range(last + 2, last + 5)):
        verb = next((here for here in range(last + 2, min(at, last + 10)) if lower[here] in AUXILIARIES), at)
        if not any(word in STOPS or word in VERBS or word in _WALLS or word == "," for word in lower[last + 4 : verb]):
            return verb - 1
    return last


def _behind(lower: list[str], at: int, first: int, last: int, kind: str, numbers: frozenset[int]) -> bool:
    gap = lower[last + 1 : at]
    if gap and gap[0] in _RELATIVE:
        gap = _past_relative(gap)
    if len(gap) > _FAR or _walled(gap) or any(token in numbers for token in range(last + 1, at)):
        return False
    word = lower[at]
    after = lower[at + 1] if at + 1 < len(lower) else ""
    if kind in ("money", "percent") and gap[:1] == ["of"] and word in _nouns(kind) and all(near in DETERMINERS for near in gap[1:]):
        return True  # "57% of the vote"
    if word in ADJECTIVES:
        return not gap or gap[-1] in STATES or _chain(gap)
    if word in INTRANSITIVE or word in AGENTS:
        forced = gap == ["to"] and lower[first - 1] in _FORCING
        return (forced or _own_verb(gap)) and (_finite(word) or not gap or gap[-1] == "to" or _chain(gap[-1:]) or gap[-1] in ADVERBIAL)
    if _participle(word):
        return _passive(gap, after, kind) or (word in STANDING and _own_verb(gap) and after not in _OBJECTS)
    if kind in ("money", "percent", "measure"):
        return 0 < len(gap) <= _BESIDE and gap[0] in ("in", "of", "worth") and word in _nouns(kind) and not _verbs(gap[1:])
    if word in KIN:
        return 0 < len(gap) <= _BESIDE and not {"in", "at", "into"}.isdisjoint((gap[0], gap[-1]))
    return word in _IDIOMS and not _IDIOMS[word].isdisjoint(gap)


def _past_relative(gap: list[str]) -> list[str]:
    """Step over "who were wounded on Monday" to the main verb, "have died"; else only over "who"."""
    start = next((at for at in range(2, len(gap)) if gap[at] not in AUXILIARIES and gap[at] not in ADVERBIAL), len(gap))
    main = next((at for at in range(start + 1, len(gap)) if gap[at] in AUXILIARIES), len(gap))
    described = gap[1:2] != [] and gap[1] in AUXILIARIES and start < len(gap) and _participle(gap[start])
    stepped = described and main < len(gap) and _plain(gap[start:main]) and _PRONOUNS.isdisjoint(gap[start:main])
    return gap[main:] if stepped else gap[1:]


def _passive(gap: list[str], after: str, kind: str) -> bool:
    """Read "were killed", "from Ardal have been arrested", and "killed in" right behind the noun, where no object follows."""
    if not gap:
        return after not in _OBJECTS and (not after.isalnum() or after in STOPS or after in CALENDAR)
    be = next((at for at, word in enumerate(gap) if word in AUXILIARIES), -1)
    if be < 0:
        return all(word in ADVERBIAL or word.endswith("ly") for word in gap) and after not in _OBJECTS
    agrees = kind != "count" or gap[be] not in ("was", "is", "has")
    return agrees and not BE.isdisjoint(gap[be:]) and _chain(gap[be:]) and _plain(gap[:be])


def _chain(gap: list[str]) -> bool:
    """Say whether only auxiliaries, adverbs and "feared", "reported" stand there: "are feared to have been", "were later"."""
    if not gap or gap[0] not in AUXILIARIES:
        return False
    return all(word in AUXILIARIES or word in ADVERBIAL or word in REPORTED or word.endswith("ly") or _participle(word) for word in gap)


def _own_verb(gap: list[str]) -> bool:
    """Say whether a verb behind the gap has the figure as its subject: "from Scotland", "in the two towns have", nothing finite."""
    start = next((at for at, word in enumerate(gap) if word in AUXILIARIES), len(gap))
    if gap[-1:] == ["to"]:
        return gap[-2:-1] in (["had"], ["have"], ["forced"], ["ordered"])
    return _plain(gap[:start]) and (start == len(gap) or _chain(gap[start:]))


def _finite(word: str) -> bool:
    """Say whether a word can only be a verb, and in the past: "marched", "fled", not "march", "vote", "support"."""
    return word.endswith("ed") or word in PASTS


def _plain(gap: list[str]) -> bool:
    """Say whether what stands between noun and verb only describes the noun; commas come in pairs."""
    if "and" in gap and any(word.endswith(("ed", "ing")) for word in gap):
        return False
    return not _verbs(gap) and gap.count(",") % 2 == 0


def _verbs(gap: list[str]) -> bool:
    return any((word in VERBS or word in AUXILIARIES) and word != "held" for word in gap)


def _walled(gap: list[str]) -> bool:
    return not _WALLS.isdisjoint(gap)


def _without_article(gap: list[str]) -> list[str]:
    while gap[-1:] and gap[-1] in ("a", "the", "record"):
        gap = gap[:-1]
    return gap


# ------------------------------------------------------------------ "killing 17", "a toll of 38", "profits rose 7% to £59m"
def _before(lower: list[str], at: int, first: int, kind: str, numbers: frozenset[int]) -> bool:
    gap, word = lower[at + 1 : first], lower[at]
    if word == "toll" and gap[-1:] in (["to"], ["at"]) and not CHANGE.isdisjoint(gap[-6:]) and numbers.isdisjoint(range(at, first)):
        return True  # "the toll of a fire that swept through a hall climbed on Friday to 175"
    if len(gap) > _FAR or _walled(gap):
        return False
    if word in IMPLIED and gap != ["of"]:
        return False
    if (
        (_participle(word) or lower[at - 1 : at] == ["who"])
        and _COUNTS.intersection(lower[max(0, at - 6) : at])
        and _amount_of(gap, clean=True, toll=False)
    ):
        return gap[-1] != "of"  # "the number of people killed has risen to 61"
    clean = not any(token in numbers for token in range(at + 1, first))
    standing = (word in ADJECTIVES or _participle(word)) and lower[at - 1 : at] in (["the"], ["those"])  # "put the injured at 31"
    if gap == ["to"] and not _BRINGING.isdisjoint(lower[max(0, at - 6) : at]) and word in _nouns(kind):
        return True  # "bringing the number of deaths to 12"
    gap = _without_article(gap)
    passed = [*gap, "to"] if lower[first] in _PASSING else gap  # "the toll has passed 2,000"
    named = word in _nouns(kind)
    if (standing or named) and _amount_of(passed if word == "toll" else gap, clean=clean, toll=word == "toll"):
        return True
    if named and clean and kind in ("money", "percent") and _moved_to(lower, at, gap):
        return True
    if named and clean and gap[-1:] == ["at"] and not _PUTS.isdisjoint(lower[max(0, at - 3) : at]):
        return True  # "put acceptances of its bid at 24 percent"
    if not clean or "," in gap:
        return kind == "money" and word in TAKES_TWO and len(gap) <= _BESIDE and _BARRED.isdisjoint(gap)  # "fined three dairies 46m"
    if gap[:1] == ["of"] and word in EVENTS:
        return all(near in DETERMINERS or near in ADVERBIAL for near in gap[1:])
    if gap == ["by"] and word in ("attended", "watched"):
        return True
    return word not in INTRANSITIVE and word not in AGENTS and _takes(lower, at, gap, kind)


def _amount_of(gap: list[str], *, clean: bool, toll: bool) -> bool:
    """Read "profits of", "the toll of the flood stood at", "shares closed 4% up at": from the noun of an amount to its number."""
    if not gap:
        return False
    if toll and gap[-1] in ("to", "at"):
        return True
    if gap in (["number"], ["numbered"]):
        return True  # "the wounded number 84"
    if gap[-1] in ("of", ":", "at") and len(gap) <= _BESIDE and clean and "," not in gap:
        return gap[-1] != "at" or not _foreign(gap[:-1])
    moved = any(word in CHANGE or word in REACHES or word in BE for word in gap)
    if gap[-1] not in LEADS or not moved or gap.count(",") % 2 or "and" in gap:
        return False
    return clean or gap[-1] in ("to", "at")


def _moved_to(lower: list[str], at: int, gap: list[str]) -> bool:
    """Read "raised its bid for Corvin to", "has cut its stake in the firm to": what is moved, and at the end to how much."""
    return gap[-1:] == ["to"] and (len(gap) == 1 or gap[0] in PREPOSITIONS) and not CHANGE.isdisjoint(lower[max(0, at - 4) : at])


def _foreign(gap: list[str]) -> bool:
    return any(word in LOCATIVE for word in gap)


def _takes(lower: list[str], at: int, gap: list[str], kind: str) -> bool:
    """Say whether a verb has the figure as its object: "killing at least", "shed", "cost the company"."""
    word = lower[at]
    if word in ADJECTIVES:
        return word == "missing" and not gap and lower[at - 1] in BE  # "the museum is missing 14 coins"
    if any(near in PREPOSITIONS and near not in _PARTICLES for near in gap):
        return gap[:2] == ["a", "total"] or gap[:3] == ["the", "lives", "of"]
    if kind == "money" and word in TAKES_TWO:
        return len(gap) <= 5 and not _verbs(gap)
    return len(gap) <= _BESIDE and all(
        near in DETERMINERS or near in ADVERBIAL or near in PREPOSITIONS or near.endswith("ly") for near in gap
    )


def _nouns(kind: str) -> frozenset[str]:
    """Give the nouns of amounts of a kind: a share is no profit and no price."""
    return LEVELS if kind == "percent" else NOUNS


def _participle(word: str) -> bool:
    return (word.endswith("ed") and len(word) > 4) or word in PARTICIPLES
