"""What stands before a bare number and says what it counts: "the number of arrests grew to 44" (English)."""

from __future__ import annotations

from monitor_plugins.languages.en_reading import AUXILIARIES, CATEGORIES, DETERMINERS, STOPS
from monitor_plugins.numbers.roles import CHANGE
from monitor_plugins.numbers.tallies import tally
from monitor_plugins.text.lemma import noun
from monitor_plugins.text.tokens import Sentence
from monitor_plugins.text.words import words

_COUNTS = words("number numbers total count tally toll estimate figure tolls counts totals size amount volume")
_TOLLS = frozenset(["toll", "tolls"])  # "the toll of the flood": no floods are counted
_WITHIN = frozenset(["from", "of", "in", "at", "on", "for", "across", "among"])
_LINKS = words("to at of was were is stood stands reached hit past passed : by from reaching be been now")
_PASSING = frozenset(["topped", "passed", "exceeded", "surpassed", "crossed", "tops", "passes", "exceeds"])
_RELATIVE = frozenset(["which", "who", "that", ";"])
_PARTICIPLES = words("held taken hurt hit kept sought caught found lost")
_REACH = 16


def governor(sentence: Sentence, first: int, last: int) -> tuple[str, str] | None:
    """Give lemma and category of the noun that a bare number in the tokens `first`..`last` is said of; None if there is none."""
    lower = sentence.lower
    if first == 0:
        return None
    before = lower[first - 1]
    if lower[first] in _PASSING and before.isalpha() and noun(before) in CATEGORIES:
        return noun(before), CATEGORIES[noun(before)]
    if before == ":" and first > 1:
        lemma = noun(lower[first - 2])
        return (lemma, CATEGORIES.get(lemma, "")) if lower[first - 2].isalpha() and lemma != lower[first - 2] else None
    if before not in _LINKS and before not in CHANGE:
        return None
    named = tally(lower, first, last, frozenset())
    if len(named) > 2 and lower[named[0]] not in _TOLLS and lower[named[1]] == "of":
        return _counted(sentence, named[2], named[-1] + 1)
    window_start = max(0, first - _REACH)
    for at in range(first - 1, window_start - 1, -1):
        if lower[at] in _COUNTS and lower[at + 1 : at + 2] == ["of"]:
            return None if lower[at] in _TOLLS else _counted(sentence, at + 2, first)
        if lower[at] in ("that", "which", ";", '"', "“", "”"):
            break
    return _moving(sentence, first, window_start)


def _counted(sentence: Sentence, at: int, first: int) -> tuple[str, str] | None:
    lower, last = sentence.lower, -1
    while at < first and lower[at] in DETERMINERS:
        at += 1
    while at < first and (lower[at].isalpha() or lower[at] == "-") and lower[at] not in STOPS and lower[at] not in CHANGE:
        last, at = at, at + 1
        if (lower[last].endswith("s") or noun(lower[last]) in CATEGORIES) and not (at < first and _goes_on(lower[last], lower[at])):
            break
    if last < 0:
        return None
    if lower[at - 2] == "those" and lower[last] in _PARTICIPLES:
        return None  # "the number of those held": nobody counts helds
    lemma = noun(lower[last])
    return lemma, CATEGORIES.get(lemma, "")


def _goes_on(word: str, after: str) -> bool:
    """Say whether a noun only describes the one behind it: "the number of measles cases"."""
    return word != noun(word) and noun(word) not in CATEGORIES and after != noun(after) and noun(after) in CATEGORIES


def _moving(sentence: Sentence, first: int, start: int) -> tuple[str, str] | None:
    """Find the plural noun that moves: "Deaths rose to 11", "cases have passed 200"."""
    lower = sentence.lower
    verb = next(
        (
            at
            for at in range(first - 1, start - 1, -1)
            if lower[at] in CHANGE or lower[at] in ("passed", "topped", "stood", "stands", "exceeded", "surpassed")
        ),
        -1,
    )
    if verb <= 0 or not _RELATIVE.isdisjoint(lower[verb:first]):
        return None  # "police recovered four bodies, which brings the dead to 41"
    at = verb - 1
    while at > start and (
        lower[at] in AUXILIARIES or lower[at] in ("now", "since", "already", "further", "had", "also") or lower[at].endswith("ly")
    ):
        at -= 1
    if not _TOLLS.isdisjoint(lower[start:verb]):
        return None
    at = _subject_of(lower, at, start)
    word = lower[at]
    if not word.isalpha() or word in STOPS or word in CHANGE:
        return None
    lemma = noun(word)
    return (lemma, CATEGORIES[lemma]) if lemma in CATEGORIES else None


def _subject_of(lower: list[str], at: int, start: int) -> int:
    """Step from the word before a verb over what describes its subject: "Deaths from the outbreak reached" counts deaths."""
    found, here = at, at
    while here > start and (lower[here].isalpha() or lower[here] in ("'s", "’s")) and lower[here] not in AUXILIARIES:
        if lower[here] in _WITHIN:
            found = here - 1
        here -= 1
    return found if noun(lower[found]) in CATEGORIES else at
