"""Who is said to say a sentence: "according to X", "X said", ", said X", "Reports suggest", "confirmed by X".

Speakers that are only referred to ("the office", "he") are resolved to the one named before, where that is plain.
"""

from __future__ import annotations

from itertools import pairwise

from monitor_plugins.languages.en import CALENDAR
from monitor_plugins.languages.en_reading import AUXILIARIES, TIME_NOUNS
from monitor_plugins.languages.en_speech import (
    ASIDES,
    BE,
    BREAK_LEFT,
    BY_PASSIVE,
    COMPARED,
    COUNTING,
    FIRST_PERSON,
    HOLDINGS,
    NAME_LINKS,
    NOUN_FORMS,
    NOUNISH,
    PERSON_WORDS,
    RECKONED_BY,
    RECKONINGS,
    REFERENCES,
    SAY,
    SKIP_LEFT,
    SOURCE_AFTER,
    TALLIES,
)  # fmt: skip
from monitor_plugins.text.tokens import Sentence
from monitor_plugins.text.voices import Attribution, class_of, speakers
from monitor_plugins.text.words import words

_MARKS = frozenset(',;:.!?"“”„—()[]…«»')
_OPENERS = frozenset("\"“”',’”»")
_DETERMINERS = words("the a an its his her their this that these those some our my one another")
# Behind these "reported", "confirmed" and "claimed" say something of the noun that follows.
_BEFORE_ADJECTIVE = words("an a the as of in for with from to by at on no any all more new some its their his her")
_CUES = SAY | NOUNISH | SOURCE_AFTER | RECKONINGS | HOLDINGS | {"according", "by"}
_GAPPED = _CUES | {"at"}
_PUTS = frozenset({"put", "puts"})
# "found the six guilty", "has claimed eight lives": nobody says this.
_NOTHING: frozenset[str] = frozenset()
_OTHER_SENSE = dict.fromkeys(("found", "find", "finds"), frozenset({"guilty"})) | dict.fromkeys(
    ("claimed", "claims", "claim"), frozenset({"lives", "life", "responsibility", "victims"})
)
_MAX_NAME = 14
_LONGEST_NAME = 6  # tokens of a person's name
_BEARERS = words("head chair founder boss captain coach delegate representative member author maker leader deputy")
_FIGURE_LEADS = words("only just at around about more as up no it the there some nearly")
_APPOSITIVE_LEADS = words("a an the who whose which head chief director citing quoting")
_TITLES = frozenset(["Dr", "Mr", "Mrs", "Ms", "Prof", "Gen", "Col", "Lt", "Maj", "Capt", "Sgt", "Sen", "Rep", "Gov", "St"])
_OWN = words("its their his her")
_PLACED = words("put placed estimated given set")
_GAPS = frozenset([",", ";", "and", "but", "while"])
_KEPT = words("list account toll")  # what stands on a list is not said by who keeps it
_CLOSED = frozenset([",", ".", ";", "in", "on"])
_LINKED = words("which who")
_PUT_AT = 24  # tokens behind "put" within which its "at" stands
_LOOSE_LINKS = words("of for from in at on and 's ’s - – now then meanwhile yet")
_NO_NAME_FIRST = words("that to in on there if at it so of no not how why")
_ENDS_NAME = words("""that who which but as while when after before whose because to by with over since during about told""")


def attributions(sentence: Sentence) -> list[Attribution]:
    """Give the speakers of a sentence in the order of their cues; none if it speaks for itself."""
    found: list[Attribution] = []
    if _CUES.isdisjoint(sentence.lower):
        return found
    cues = _CUES if _PUTS.isdisjoint(sentence.lower) else _GAPPED
    for index, word in enumerate(sentence.lower):
        if word not in cues or (index and sentence.words[index][0].isupper()):
            continue
        if word in RECKONINGS and (reckoned := _reckoned(sentence, index)):
            found += reckoned
        elif word in HOLDINGS:
            found += _holding(sentence, index)
        elif word == "according" and sentence.lower[index + 1 : index + 2] == ["to"]:
            found += _right(sentence, index + 2, cue=(index, index + 1))
        elif word in SOURCE_AFTER and _names_source(sentence.lower, index):
            found += _right(sentence, index + 1, cue=(index, index))
        elif word == "at":
            found += _gapped(sentence, index)
        elif word in SAY or word in NOUNISH:
            found += _of_verb(sentence, index)
        elif word == "by" and index and (sentence.lower[index - 1] in BY_PASSIVE or _put_at(sentence.lower, index)):
            found += _right(sentence, index + 1, cue=(index - 1, index))
    return unique(found)


def _put_at(lower: list[str], index: int) -> bool:
    """Say whether a number that is put somewhere stands before "by": "put at 88 by the district office"."""
    near = lower[max(0, index - 6) : index]
    return "at" in near[1:] and near[near.index("at", 1) - 1] in _PLACED and any(word[0].isdigit() for word in near)


def _gapped(sentence: Sentence, index: int) -> list[Attribution]:
    """Read "police put the crowd at 25,000, the organisers at 60,000": what the second voice puts is left out."""
    lower = sentence.lower
    numbered = index + 1 < len(lower) and lower[index + 1][0].isdigit()
    first = next((at + 1 for at in range(index - 1, max(0, index - 7), -1) if lower[at] in _GAPS), index) if numbered else index
    return _known(speakers(sentence, first, index - 1, cue=(index, index))) if first < index else []


def _holding(sentence: Sentence, index: int) -> list[Attribution]:
    """Read "the committee has the names of 58 passengers" as counted by the committee."""
    lower = sentence.lower
    verb = next((at for at in range(index - 1, max(0, index - 4), -1) if lower[at] == "has"), 0)
    counted = lower[index + 1 : index + 2] in (["of"], ["from"]) and any(word[0].isdigit() for word in lower[index + 2 : index + 4])
    return _left(sentence, verb) if verb and counted else []


def _names_source(lower: list[str], index: int) -> bool:
    """Say whether a source follows "citing": no list of the speaker's own."""
    return index + 1 < len(lower) and lower[index + 1] not in _OWN and not (index and lower[index - 1] in BE)


def unique(found: list[Attribution]) -> list[Attribution]:
    seen: dict[str, Attribution] = {}
    for one in found:
        seen.setdefault(one.speaker.lower(), one)
    return list(seen.values())


# ------------------------------------------------------------------ whose count it is
def _reckoned(sentence: Sentence, index: int) -> list[Attribution]:
    """Read "by the ministry's count", "in the words of the mayor", "the union, whose tally stood at", "the union's figure of 62"."""
    lower = sentence.lower
    if lower[index + 1 : index + 2] == ["of"] and lower[index - 1 : index] == ["the"] and lower[max(0, index - 2)] in RECKONED_BY:
        found = [] if lower[index] in _KEPT else _known(_right(sentence, index + 2, cue=(index, index + 1)))
        return [one for one in found if _CLOSED.issuperset(lower[one.tokens[1] + 1 : one.tokens[1] + 2])]
    relative = next((at for at in range(index - 1, max(0, index - 4), -1) if lower[at] == "whose"), 0)
    if relative:
        return _before_comma(sentence, relative, index)
    owner = next((at for at in range(index - 1, max(0, index - 4), -1) if lower[at] in ("'s", "’s", "'", "’")), 0)
    if not owner or lower[index] == "words":
        return []
    first = _name_start(sentence, owner - 1)
    led = first > 0 and (lower[first - 1] in RECKONED_BY - {"than"} or (first > 1 and lower[first - 2] in RECKONED_BY - {"than"}))
    counted = lower[index + 1 : index + 2] == ["of"] and index + 2 < len(lower) and lower[index + 2][0].isdigit()
    return _known(speakers(sentence, first, owner - 1, cue=(index, index))) if led or counted else []


def _known(found: list[Attribution]) -> list[Attribution]:
    """Leave out what is no voice: "by the river's count"."""
    return [one for one in found if one.speaker_class not in ("unattributed", "reference")]


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
    if lower[index] == "complained" and lower[index + 1 : index + 2] == ["of"] and _counted_before(sentence, index):
        return []  # "19 guests had complained of nausea"
    if lower[index] in NOUNISH and before not in _OPENERS and not _acts_as_verb(sentence, index):
        return []
    if before in _LINKED and index > 2:
        return _antecedent(sentence, index)
    return [one for one in _left(sentence, index) if not _compared(lower, one.tokens[0])]


def _antecedent(sentence: Sentence, index: int) -> list[Attribution]:
    """Read "the hospital, which put the number at 41" as said by the hospital; what claims lives and takes shape says nothing."""
    lower = sentence.lower
    if lower[index] in ("put", "puts") and "at" not in lower[index : index + _PUT_AT]:
        return []
    return _before_comma(sentence, index - 1, index)


def _before_comma(sentence: Sentence, relative: int, cue: int) -> list[Attribution]:
    """Give the voice that a "which", "who" or "whose" at the token `relative` behind a comma means; none without the comma."""
    last = relative - 2
    if last < 0 or sentence.lower[relative - 1] != ",":
        return []
    first = _name_start(sentence, last)
    return _known(speakers(sentence, first, last, cue=(cue, cue))) if first <= last else []


def _compared(lower: list[str], first: int) -> bool:
    """Say whether the speaker is one of a comparison: "three more than the ministry has admitted", "twice what the firm said"."""
    at = first - 1
    while at > 0 and lower[at] in ("the", "its", "what", "that"):
        at -= 1
    return at >= 0 and lower[at] in COMPARED


def _acts_as_verb(sentence: Sentence, index: int) -> bool:
    after = sentence.lower[index + 1] if index + 1 < len(sentence) else ""
    if (
        after == "that"
        and sentence.lower[index] in NOUN_FORMS
        and not sentence.words[index - 1][0].isupper()
        and sentence.lower[index - 1] not in REFERENCES
    ):
        return class_of(sentence.lower[index - 1]) not in ("", "media", "unattributed", "expert")
    if after == "the" and sentence.lower[index] in ("found", "find", "finds"):
        near = sentence.lower[index + 2 : index + 8]
        return any(word == "in" and number[0].isdigit() for word, number in pairwise(near))  # "found the fever in 29 people"
    if sentence.lower[index] == "estimates" and class_of(sentence.lower[index - 1]) not in ("", "unattributed", "reference"):
        return after == "from" or "at" in sentence.lower[index : index + _PUT_AT]
    if sentence.lower[index] in ("gave", "gives"):
        return after in ("the", "a") and not TALLIES.isdisjoint(sentence.lower[index + 2 : index + 4])
    if sentence.lower[index] in ("put", "puts"):
        return after == "that" or (sentence.lower[index - 1] not in ("to", "be") and "at" in sentence.lower[index : index + _PUT_AT])
    if after in ("that", "of"):
        return after == "that" or (sentence.lower[index] in ("spoke", "speaks") and sentence.lower[index - 1] not in ("to", "be"))
    if not after or not (after[0].isdigit() or after in _FIGURE_LEADS):
        return False
    before = sentence.lower[index - 1]
    return (
        before.endswith("s") or sentence.words[index - 1][0].isupper() or (_counts_off(before, after) and sentence.lower[index] in COUNTING)
    )


def _counts_off(before: str, after: str) -> bool:
    """Say whether a known voice, or one set apart by commas, counts so many: "the union counts 62"."""
    numbered = after[0].isdigit() or after in ("at", "some", "nearly", "more", "only", "just")
    return numbered and (before == "," or class_of(before) not in ("", "unattributed", "reference"))


def _appositive(sentence: Sentence, comma: int) -> bool:
    """Say whether the comma closes an appositive or clause about the speaker: "Osei Brandt, a baker, said"."""
    lower = sentence.lower
    if lower[comma] != ",":
        return False
    for back in range(comma - 1, max(-1, comma - 25), -1):
        if lower[back] == ",":
            aside = lower[back + 1] in _APPOSITIVE_LEADS or tuple(lower[back + 1 : comma]) in ASIDES
            opens = aside or lower[back + 1][0].isdigit() or _describes(sentence, back) or _names_bearer(sentence, back, comma)
            return opens and back > 0 and sentence.words[back - 1][0].isalnum() and lower[back - 1] not in CALENDAR
        if lower[back] in '"“”':
            return False
    return False


def _names_bearer(sentence: Sentence, comma: int, closing: int) -> bool:
    """Say whether the commas hold the full name of who is described before: "the mayor of Ardal, Osei Brandt, said"."""
    name = sentence.words[comma + 1 : closing]
    if not 1 <= len(name) <= _LONGEST_NAME or not all(word[0].isupper() or word in NAME_LINKS or not word[0].isalnum() for word in name):
        return False
    before = sentence.lower[_name_start(sentence, comma - 1) : comma]
    return any(word in _BEARERS or PERSON_WORDS.found_in(word) or class_of(word) not in ("", "unattributed", "person") for word in before)


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
    return speakers(sentence, first, at, cue=(verb, verb))


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
        if word == "." and at < last and _abbreviates(sentence, at):
            continue
        if word == "," and listed and words[at - 1][:1].isupper():
            continue
        if (
            word in _MARKS
            or (word in BREAK_LEFT and not _inside_title(words, at))
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


def _inside_title(words: list[str], at: int) -> bool:
    """Say whether a capital makes a small word part of a name: "Doctors Without Limits"."""
    return at > 0 and words[at][0].isupper() and words[at - 1][0].isupper() and words[at + 1 : at + 2] != [] and words[at + 1][0].isupper()


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
        if word == "." and _abbreviates(sentence, at):
            at += 1
            continue
        if word in _MARKS or word in AUXILIARIES or word in _ENDS_NAME or (at > first and _counts_here(sentence, at)):
            break
        if word in ("in", "on", "at", "from", "for", "of") and not _name_goes_on(sentence, at):
            break
        if word in ("and", "or") and not (
            at + 1 < len(lower)
            and (words[at + 1][0].isupper() or lower[at + 1] in _DETERMINERS or class_of(lower[at + 1]) not in ("person", ""))
        ):
            break
        if at > first and (word in CALENDAR or (word.endswith("ed") and not words[at][0].isupper() and word != "united")):
            break
        last = at
        at += 1
    while last >= first and lower[last] in NAME_LINKS and lower[last] not in ("'s", "’s"):
        last -= 1
    return speakers(sentence, first, last, cue=cue) if last >= first else []


def _abbreviates(sentence: Sentence, at: int) -> bool:
    """Say whether the full stop at `at` only shortens a title or a name: "Dr. Osei Brandt", "Osei R. Brandt"."""
    words = sentence.words
    if at == 0 or at + 1 >= len(words) or not sentence.glued(at):
        return False
    short = words[at - 1] in _TITLES or (len(words[at - 1]) == 1 and words[at - 1].isupper())
    return short and (words[at + 1][0].isupper() or words[at + 1] == "-")


def _counts_here(sentence: Sentence, at: int) -> bool:
    """Say whether a number counts something behind a source: "according to the report 54 minors were"."""
    after = sentence.words[at + 1] if at + 1 < len(sentence) else ""
    return sentence.words[at][0].isdigit() and after.isalpha() and after.islower() and after not in NAME_LINKS


def _name_goes_on(sentence: Sentence, at: int) -> bool:
    after = sentence.lower[at + 1] if at + 1 < len(sentence) else ""
    if sentence.lower[at] in ("in", "on", "at"):
        return False
    if sentence.lower[at] in ("from", "for"):
        return bool(after) and (sentence.words[at + 1][0].isupper() or after == "the") and after not in CALENDAR
    return bool(after) and after not in TIME_NOUNS
