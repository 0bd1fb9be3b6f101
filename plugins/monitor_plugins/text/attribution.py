"""Who is said to say a sentence: "according to X", "X said", ", said X", "Reports suggest", "confirmed by X".

Speakers that are only referred to ("the office", "he") are resolved to the one named before, where that is plain.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from monitor_plugins.languages.en import CALENDAR
from monitor_plugins.languages.en_reading import AUXILIARIES, TIME_NOUNS
from monitor_plugins.languages.en_speech import (
    BE,
    BREAK_LEFT,
    BY_PASSIVE,
    FIRST_PERSON,
    NAME_LINKS,
    NOUN_FORMS,
    NOUNISH,
    PERSON_WORDS,
    REFERENCES,
    SAY,
    SKIP_LEFT,
    SOURCE_AFTER,
    SPEAKER_CLASSES,
)  # fmt: skip
from monitor_plugins.text.tokens import Sentence
from monitor_plugins.text.words import words

_MARKS = frozenset(',;:.!?"“”„—()[]…«»')
_OPENERS = frozenset("\"“”',’”»")
_DETERMINERS = words("the a an its his her their this that these those some our my one another")
# Behind these "reported", "confirmed" and "claimed" say something of the noun that follows.
_BEFORE_ADJECTIVE = words("an a the as of in for with from to by at on no any all more new some its their his her")
_CUES = SAY | NOUNISH | SOURCE_AFTER | {"according", "by"}
# "found the six guilty", "has claimed eight lives": nobody says this.
_NOTHING: frozenset[str] = frozenset()
_OTHER_SENSE = dict.fromkeys(("found", "find", "finds"), frozenset({"guilty"})) | dict.fromkeys(
    ("claimed", "claims", "claim"), frozenset({"lives", "life", "responsibility", "victims"})
)
_MAX_NAME = 14
_FIGURE_LEADS = words("at around about more as up no it the there some nearly")
_APPOSITIVE_LEADS = words("a an the who whose which head chief director")
_LOOSE_LINKS = words("of for from in at on and 's ’s - – now then meanwhile yet")
_NO_NAME_FIRST = words("that to in on there if at it so of no not how why")
_ENDS_NAME = words("""that who which but as while when after before whose because to by with over since during about told""")


class Attribution(NamedTuple):
    """One speaker of a sentence. Spans are code points in the text; `tokens` are the first and last token of speaker and cue together.

    `speaker` is cleaned ("National Intelligence Service"), `speaker_class` one of: official, intelligence, state media, ngo,
    opposition, expert, media, hospital, company, witness, person, unattributed, reference (not resolved).
    """

    speaker: str
    speaker_class: str
    cue: tuple[int, int]
    span: tuple[int, int]
    tokens: tuple[int, int]


def attributions(sentence: Sentence) -> list[Attribution]:
    """Give the speakers of a sentence in the order of their cues; none if it speaks for itself."""
    found: list[Attribution] = []
    if _CUES.isdisjoint(sentence.lower):
        return found
    for index, word in enumerate(sentence.lower):
        if word not in _CUES or (index and sentence.words[index][0].isupper()):
            continue
        if word == "according" and sentence.lower[index + 1 : index + 2] == ["to"]:
            found += _right(sentence, index + 2, cue=(index, index + 1))
        elif word in SOURCE_AFTER and index + 1 < len(sentence) and not (index and sentence.lower[index - 1] in BE):
            found += _right(sentence, index + 1, cue=(index, index))
        elif word in SAY or word in NOUNISH:
            found += _of_verb(sentence, index)
        elif word == "by" and index and sentence.lower[index - 1] in BY_PASSIVE:
            found += _right(sentence, index + 1, cue=(index - 1, index))
    return unique(found)


def unique(found: list[Attribution]) -> list[Attribution]:
    seen: dict[str, Attribution] = {}
    for one in found:
        seen.setdefault(one.speaker.lower(), one)
    return list(seen.values())


# ------------------------------------------------------------------ around a verb of saying
def _of_verb(sentence: Sentence, index: int) -> list[Attribution]:
    lower = sentence.lower
    if index == 0:
        return []
    before = lower[index - 1]
    if lower[index + 1 : index + 2] == ["by"] or _OTHER_SENSE.get(lower[index], _NOTHING) & set(lower[index + 1 : index + 10]):
        return []
    if before in BE or before in _BEFORE_ADJECTIVE or (before[0].isdigit() and lower[index] in ("reported", "confirmed")):
        return []
    if (
        before in _OPENERS
        and (lower[index] in SAY or lower[index] in ("added", "adds", "recalled"))
        and not _appositive(sentence, index - 1)
    ):
        spoken = _right(sentence, index + 1, cue=(index, index))
        return spoken or _left(sentence, index, comma=True)
    if lower[index] in NOUNISH and before not in _OPENERS and not _acts_as_verb(sentence, index):
        return []
    return _left(sentence, index)


def _acts_as_verb(sentence: Sentence, index: int) -> bool:
    after = sentence.lower[index + 1] if index + 1 < len(sentence) else ""
    if (
        after == "that"
        and sentence.lower[index] in NOUN_FORMS
        and not sentence.words[index - 1][0].isupper()
        and sentence.lower[index - 1] not in REFERENCES
    ):
        return _class_of(sentence.lower[index - 1]) not in ("", "media", "unattributed", "expert")
    if after == "the" and sentence.lower[index] in ("found", "find", "finds"):
        return False
    if after in ("that", "of") or sentence.lower[index] in ("put", "puts"):
        return after == "that" or (
            sentence.lower[index] in ("put", "puts", "spoke", "speaks") and sentence.lower[index - 1] not in ("to", "be")
        )
    return (
        bool(after)
        and (after[0].isdigit() or after in _FIGURE_LEADS)
        and (sentence.lower[index - 1].endswith("s") or sentence.words[index - 1][0].isupper())
    )


def _appositive(sentence: Sentence, comma: int) -> bool:
    """Say whether the comma closes an appositive or clause about the speaker: "Osei Brandt, a baker, said"."""
    lower = sentence.lower
    if lower[comma] != ",":
        return False
    for back in range(comma - 1, max(-1, comma - 25), -1):
        if lower[back] == ",":
            opens = lower[back + 1] in _APPOSITIVE_LEADS or lower[back + 1][0].isdigit() or _describes(sentence, back)
            return opens and back > 0 and sentence.words[back - 1][0].isalnum() and lower[back - 1] not in CALENDAR
        if lower[back] in '"“”':
            return False
    return False


def _describes(sentence: Sentence, comma: int) -> bool:
    """Say whether the comma opens what a full name's bearer is, or is of: "Osei Brandt, of the union, said"; not "New Ardal, of whom"."""
    if comma < 2 or not (sentence.words[comma - 1][0].isupper() and sentence.words[comma - 2][0].isupper()):
        return False
    first, second = sentence.lower[comma + 1 : comma + 3]
    return PERSON_WORDS.found_in(first) or (first in ("of", "from") and second not in ("whom", "which"))


def _left(sentence: Sentence, verb: int, *, comma: bool = False) -> list[Attribution]:
    at = _skip_back(sentence, verb - 1, comma=comma)
    if at < 0:
        return []
    first = _name_start(sentence, at)
    if first > at:
        return []
    return _speakers(sentence, first, at, cue=(verb, verb))


def _skip_back(sentence: Sentence, at: int, *, comma: bool) -> int:
    """Step left over auxiliaries, adverbs, dates, brackets and appositives to the last word of the speaker."""
    lower = sentence.lower
    for _ in range(8):
        if at < 0:
            return -1
        word = lower[at]
        if (
            word in SKIP_LEFT
            or word in CALENDAR
            or (word.endswith("ly") and len(word) > 4 and word not in ("family", "italy", "assembly", "daily", "weekly"))
        ):
            at -= 1
            at -= 1 if at >= 0 and lower[at] in ("on", "in") and word in CALENDAR else 0
        elif word == "by" and at + 1 < len(lower) and lower[at + 1] in ("telephone", "phone"):
            at -= 1
        elif word == ")":
            at = _opening(lower, at) - 1
        elif word in "-–—" and not sentence.glued(at):
            opening = next((back for back in range(at - 1, max(-1, at - 25), -1) if lower[back] in "-–—" and not sentence.glued(back)), 0)
            if not opening:
                return -1
            at = opening - 1
        elif word == ",":
            opening = _appositive_start(sentence, at)
            if opening < 0:
                return -1
            at = opening - 1
        else:
            return at
    return at


def _opening(lower: list[str], at: int) -> int:
    for back in range(at, max(-1, at - 12), -1):
        if lower[back] == "(":
            return back
    return at


def _appositive_start(sentence: Sentence, comma: int) -> int:
    if not _appositive(sentence, comma):
        return -1
    return next(back for back in range(comma - 1, -1, -1) if sentence.lower[back] == ",")


def _name_start(sentence: Sentence, last: int) -> int:
    """Find where the noun phrase that ends at `last` begins."""
    lower, words, first, listed = sentence.lower, sentence.words, last + 1, False
    for at in range(last, max(-1, last - _MAX_NAME - 8 * listed), -1):
        word = lower[at]
        if word == "," and listed and words[at - 1][:1].isupper():
            continue
        if (
            word in _MARKS
            or word in BREAK_LEFT
            or word in AUXILIARIES
            or word[0].isdigit()
            or (word in SAY and at < last and lower[at - 1] != "the")
        ):
            break
        if word in ("and", "or", "&"):
            joins, listed = _joins_names(sentence, at), listed or _lists_names(words, at)
            if not joins and not listed:
                break
            continue
        if word.endswith("ing") and at < last and word not in ("building", "housing", "beijing") and not words[at][0].isupper():
            break
        first = at
        if word in ("he", "she", "they", "it", "who", *FIRST_PERSON):
            break
    return _trim_links(sentence, first, last)


def _lists_names(words: list[str], at: int) -> bool:
    """Say whether "and" at `at` ends a list of names: "A, B, and C", "A, B and C"."""
    before = at - 2 if at > 1 and words[at - 1] == "," else at - 1
    return before > 0 and at + 1 < len(words) and words[before][0].isupper() and words[at + 1][0].isupper() and words[before - 1] in ",from"


def _joins_names(sentence: Sentence, at: int) -> bool:
    """Say whether "and" at `at` joins two speakers rather than two clauses."""
    if at == 0:
        return False
    before = sentence.lower[at - 1]
    return before.isalpha() and before not in AUXILIARIES and not before.endswith(("ed", "ing")) and not _counted_before(sentence, at)


def _counted_before(sentence: Sentence, at: int) -> bool:
    return any(
        sentence.lower[back][0].isdigit() or sentence.lower[back] in ("were", "was", "had", "been") for back in range(max(0, at - 5), at)
    )


def _trim_links(sentence: Sentence, first: int, last: int) -> int:
    while first <= last and sentence.lower[first] in _LOOSE_LINKS:
        first += 1
    return first


# ------------------------------------------------------------------ to the right of a cue
def _right(sentence: Sentence, first: int, *, cue: tuple[int, int]) -> list[Attribution]:
    """Read the noun phrase that begins at `first`."""
    lower, words = sentence.lower, sentence.words
    if first >= len(lower) or lower[first] in _MARKS or lower[first] in _NO_NAME_FIRST or words[first][0].isdigit():
        return []
    last = first - 1
    at = first
    while at < min(len(lower), first + _MAX_NAME):
        word = lower[at]
        if word in _MARKS or word in AUXILIARIES or word in _ENDS_NAME:
            break
        if word in ("in", "on", "at", "from", "for", "of") and not _name_goes_on(sentence, at):
            break
        if word in ("and", "or") and not (
            at + 1 < len(lower)
            and (words[at + 1][0].isupper() or lower[at + 1] in _DETERMINERS or _class_of(lower[at + 1]) not in ("person", ""))
        ):
            break
        if at > first and (word in CALENDAR or (word.endswith("ed") and not words[at][0].isupper() and word != "united")):
            break
        last = at
        at += 1
    while last >= first and lower[last] in NAME_LINKS and lower[last] not in ("'s", "’s"):
        last -= 1
    return _speakers(sentence, first, last, cue=cue) if last >= first else []


def _name_goes_on(sentence: Sentence, at: int) -> bool:
    after = sentence.lower[at + 1] if at + 1 < len(sentence) else ""
    if sentence.lower[at] in ("in", "on", "at"):
        return False
    if sentence.lower[at] in ("from", "for"):
        return bool(after) and (sentence.words[at + 1][0].isupper() or after == "the") and after not in CALENDAR
    return bool(after) and after not in TIME_NOUNS


# ------------------------------------------------------------------ the names themselves
def _speakers(sentence: Sentence, first: int, last: int, *, cue: tuple[int, int]) -> list[Attribution]:
    """Split a noun phrase into its speakers; "intelligence from A, B and C" is three."""
    found = []
    stem, parts = _split(sentence, first, last)
    for begin, end in parts:
        name = _clean(sentence, begin, end)
        if stem and begin > stem[1]:
            name = f"{_clean(sentence, *stem)} {name}"
        if len(name) < 2 or not name[0].isalpha() or name.lower() in FIRST_PERSON:
            continue
        span = (sentence.starts[begin], sentence.ends[end])
        tokens = (min(first, cue[0]), max(last, cue[1]))
        found.append(Attribution(name, speaker_class(name), (sentence.starts[cue[0]], sentence.ends[cue[1]]), span, tokens))
    return found


def _split(sentence: Sentence, first: int, last: int) -> tuple[tuple[int, int] | None, list[tuple[int, int]]]:
    """Give what all parts begin with ("intelligence from"), and the parts between commas and "and"."""
    lower, words = sentence.lower, sentence.words
    parts, begin = [], first
    for at in range(first, last + 1):
        if lower[at] in (",", "and", "&", "or") and not _inside_name(sentence, at, last):
            if begin <= at - 1:
                parts.append((begin, at - 1))
            begin = at + 1
    if begin <= last:
        parts.append((begin, last))
    source = next((at for at in range(first, parts[0][1] if parts else first) if lower[at] == "from"), -1)
    if source > first and len(parts) > 1 and all(words[begin][0].isupper() for begin, _ in parts[1:]):
        return (first, source), parts
    return None, parts


def _inside_name(sentence: Sentence, at: int, last: int) -> bool:
    """ "Food and Drug Administration", "Bosnia and Herzegovina": capitals on both sides and one head at the end."""
    words = sentence.words
    if sentence.lower[at] not in ("and", "&") or at == 0 or at + 2 > last:
        return False
    after = words[at + 1 : last + 1]
    return (
        words[at - 1][0].isupper()
        and all(word[0].isupper() for word in after)
        and len(after) > 1
        and _class_of(words[at - 1].lower()) in ("person", "")
    )


def _clean(sentence: Sentence, first: int, last: int) -> str:
    """Drop articles, brackets and the owner before a full name: "South Korea's National Intelligence Service (NIS)"."""
    lower, words = sentence.lower, sentence.words
    bracket = next((at for at in range(first, last + 1) if words[at] == "("), last + 1)
    last = min(last, bracket - 1)
    owner = next((at for at in range(first, last) if lower[at] in ("'s", "’s")), -1)
    if owner > 0 and last - owner >= 2 and words[owner + 1][0].isupper():
        first = owner + 1
    if (
        last > first
        and lower[first] in ("the", "a", "an")
        and not (last == first + 1 and lower[first] == "the" and lower[last] in ("times", "post", "guardian"))
    ):
        first += 1
    return " ".join(sentence.text[sentence.starts[first] : sentence.ends[last]].split()) if first <= last else ""


@lru_cache(maxsize=4096)
def speaker_class(name: str) -> str:
    """Give what kind of voice a speaker's name shows: official, intelligence, ngo, …; a bare name is a person."""
    return _class_of(name.lower()) or ("person" if name[:1].isupper() else "unattributed")


@lru_cache(maxsize=4096)
def _class_of(low: str) -> str:
    if low in REFERENCES:
        return "reference"
    return next((name for name, listed in SPEAKER_CLASSES.items() if listed.found_in(low)), "")
