"""What a number counts: the noun behind it, its modifiers, and what class of thing it is (English)."""

from __future__ import annotations

from typing import NamedTuple

from monitor_plugins.languages.en import CALENDAR, FORMS
from monitor_plugins.languages.en_nations import NATIONS
from monitor_plugins.languages.en_reading import CATEGORIES, NOMINAL, PLURALS, STOPS, TIME_NOUNS, VERBS
from monitor_plugins.languages.symbols import SYMBOLS
from monitor_plugins.numbers.amounts import Amount
from monitor_plugins.text.lemma import noun
from monitor_plugins.text.tokens import Sentence
from monitor_plugins.text.words import words

_OWNERS = words("her his its my our that the their these this those your")
_THEM = words("it them these those us which whom whose you")
_MARKS = frozenset(',;:.!?"“”„()[]…«»/—–%$£€&+=*•|')
_QUOTES = frozenset('"“”')
_MAX_RUN = 9
_TIME_DETERMINERS = words("""better bigger cheaper closer faster further higher larger last longer lower next older taller younger""")
_NO_PLURALS = words(
    """overseas indoors outdoors upstairs downstairs afterwards backwards sometimes nowadays always perhaps besides towards thus mens
    womens measles mumps rabies diabetes"""
)
_NOT_PAST = words("""seed feed weed need shed reed deed breed speed steed creed sled hundred seabed riverbed watershed bloodshed""")
# Plurals that modify another plural: "sports fans", "arms dealers".
_ATTRIBUTIVE = words(
    """sports arms sales savings news goods systems operations communications customs drugs women men works affairs human-rights rights
    communities services securities futures options games awards honours means crossings jobs benefits"""
)
_MANY_WORDS = _MARKS | STOPS
_NAMED = frozenset(NATIONS)
_PARTICIPLES = words(
    """hidden stolen taken given written broken driven thrown drawn grown known shown torn frozen chosen laid sold bought burnt spoilt
    spilt lost left held"""
)
_TRANSITIVE = words("needed required received suffered sustained underwent survived escaped joined entered")
_PLAIN_ADJECTIVES = words("large small old young big black white red long short")
_BOTH_WAYS = words(
    """long high deep underground north south east west combined daily weekly monthly annual alone near like past short inside"""
)
_COMPOUND_LEADS = words("most well so off on over out under in up down other more part full single as")


class Head(NamedTuple):
    """The head noun and its phrase, in tokens; `last` < 0 where nothing is counted by name.

    `lemma` is "" for an elided head; `nominal` a word such as "dead" that names what happened. `part_of` is set in "12 of
    them", "one of the students": the number is a part of what follows. `partitive` is the token of that "of".
    """

    lemma: str = ""
    category: str = ""
    first: int = -1
    last: int = -1
    nation: str = ""
    nominal: str = ""
    part_of: bool = False
    more: bool = False
    modifiers: tuple[str, ...] = ()


def head(sentence: Sentence, amount: Amount) -> Head:
    """Read the noun phrase behind an amount; an empty head if a verb, a preposition or a mark follows."""
    start = max(amount.last, amount.unit_last) + 1
    lower = sentence.lower
    at, part, more = start, False, False
    if at < len(lower) and lower[at] == "-" and sentence.glued(at):
        at += 1
        if at < len(lower) and lower[at] in ("strong", "odd", "plus"):
            at += 1
    if amount.kind in ("money", "percent", "measure", "duration", "age") and not amount.attributive:
        return _share_of(sentence, at, amount)
    at, part, more = _past_owner(sentence, at)
    if lower[at - 1] == "others" and lower[at : at + 1] != ["of"]:
        return Head(first=start, last=at - 1, more=True)  # "fifteen others count as suspected cases"
    if not amount.kind and at == start and lower[at : at + 1] == ["who"]:
        return Head(category="people")  # "it is 52 who lie buried"
    if lower[at : at + 1] == ["us"] and sentence.words[at] == "us":
        return Head(category="people", first=start, last=at)  # "450 of us slept here"
    if at < len(lower) and lower[at] in _THEM and sentence.words[at] != "US":
        return Head(part_of=True, first=start, last=at)
    return _phrase(sentence, at, amount, part=part, more=more)


def _past_owner(sentence: Sentence, at: int) -> tuple[int, bool, bool]:
    """Step over "more", "other", "of the", "of its": where the noun phrase begins, whether it is a part, an addition."""
    lower, part, more = sentence.lower, False, False
    while at < len(lower) and lower[at] in ("more", "further", "additional", "extra", "others", "other"):
        more = more or lower[at] != "other"
        at += 1
    if at < len(lower) and lower[at] == "out" and lower[at + 1 : at + 2] == ["of"]:
        at += 1
    if at < len(lower) and lower[at] == "of":
        part = at + 1 < len(lower) and (lower[at + 1] in _THEM or lower[at + 1] == "the")
        at += 1
        whole = at + 1 if at + 1 < len(lower) and lower[at] in _OWNERS else at
        if whole < len(lower) and _counts_on(lower, whole):
            return whole + 1 if lower[whole][0].isdecimal() else whole + 2, True, more
        while at < len(lower) and ((lower[at] in _OWNERS and lower[at] not in ("that", "this")) or lower[at] in ("all", "more", "what")):
            if at + 1 >= len(lower) or (lower[at + 1] in _MANY_WORDS and sentence.words[at + 1] != "US"):
                break
            at += 1
    return at, part, more


def fronted(sentence: Sentence, first: int, amount: Amount) -> Head | None:
    """Give what a share in a sentence such as "Of the city's teachers, 67 percent were out" is of; None if it opens otherwise."""
    lower = sentence.lower
    comma = lower.index(",") if "," in lower[:first] else -1
    if lower[0] not in ("of", "among") or comma != first - 1 or any(word[0].isdecimal() for word in lower[1:comma]):
        return None
    start = 2 if lower[1] in _OWNERS else 1
    found = _phrase(sentence, start, amount, part=False, more=False)
    return found._replace(first=-1, last=-1) if found.last == comma - 1 else None


def fronted_things(sentence: Sentence, first: int, amount: Amount) -> Head | None:
    """Give what a bare number counts in "Of the classes planned for the day, 412 were cancelled"; None for people, of whom it is a part."""
    lower = sentence.lower
    if lower[0] != "of" or lower[first - 1] != "," or any(word[0].isdecimal() for word in lower[1:first]):
        return None
    found = _phrase(sentence, 2 if lower[1] in _OWNERS else 1, amount, part=False, more=False)
    alive = found.category in ("people", "civilian", "combatant", "worker", "case", "household") or bool(found.nominal)
    return None if not found.lemma or alive else found._replace(first=-1, last=-1)


def _counts_on(lower: list[str], at: int) -> bool:
    """Say whether the whole of a part is itself counted: "141 of the 183 passengers", "six of the planned 48 sensors"."""
    return lower[at][0].isdecimal() or (
        at + 1 < len(lower)
        and lower[at] in ("planned", "original", "initial", "some", "estimated", "about")
        and lower[at + 1][0].isdecimal()
    )


def _share_of(sentence: Sentence, at: int, amount: Amount) -> Head:
    """Give what a share or a sum is of: "60% of the workers", "$2 million in aid", "24 percent of adults"."""
    lower = sentence.lower
    if at < len(lower) and lower[at] in ("of", "in") and amount.kind in ("percent", "money", "measure"):
        linked = lower[at]
        at += 1
        while at < len(lower) and lower[at] in (*_OWNERS, "all", "a", "an"):
            at += 1
        if (linked == "of" or amount.kind == "money") and not (
            at < len(lower)
            and (lower[at] in CALENDAR or any(noun(word) in TIME_NOUNS for word in lower[at : at + 3]) or sentence.words[at][0].isupper())
        ):
            return _phrase(sentence, at, amount, part=False, more=False)
        return Head()
    if (
        amount.kind in ("money", "percent")
        and at < len(lower)
        and lower[at].isalpha()
        and lower[at] not in STOPS
        and lower[at] not in VERBS
        and lower[at] not in FORMS.starters
        and noun(lower[at]) not in TIME_NOUNS
    ):
        return _phrase(sentence, at, amount, part=False, more=False)
    return Head(more=at < len(lower) and lower[at] == "more")


def _phrase(sentence: Sentence, at: int, amount: Amount, *, part: bool, more: bool) -> Head:
    lower, words = sentence.lower, sentence.words
    first, last = at, at - 1
    singular = (amount.value == 1 and amount.high is None and not part) or amount.fraction
    while at < len(lower) and at - first < _MAX_RUN:
        word = lower[at]
        if word == "-" and at > first and sentence.glued(at) and at + 1 < len(lower) and sentence.glued(at + 1):
            at += 1
            continue
        if (end := _marked_word(sentence, at)) > at:
            last, at = end, end + 1
            continue
        if word == "," and _lists_adjectives(sentence, at, first):
            at += 1
            continue
        if word in _MARKS or not word[0].isalnum() or (word in STOPS and words[at] != "US" and not _adjective_here(sentence, at, first)):
            if word in ("'s", "’s") and at > first:
                last, at = at, at + 1
                continue
            break
        if at == first and word[0].isdecimal() and _size_at(sentence, at):
            first = at = _size_at(sentence, at)
            last = at - 1
            continue
        if (
            word[0].isdecimal()
            or (word in _TIME_DETERMINERS and not words[at][0].isupper())
            or _is_verb(sentence, at, first, last, singular=singular)
        ):
            break
        last, at = at, at + 1
        if _closes(sentence, last, singular=singular, part=part):
            break
    while last >= first and (lower[last] in ("'s", "’s") or lower[last] in STOPS):
        last -= 1
    cut_short = last + 1 < len(lower) and lower[last + 1] == "-" and sentence.glued(last + 1)
    if last < first or cut_short:
        return Head(part_of=part, more=more)
    return _named(sentence, first, last, words, part=part, more=more)


def _marked_word(sentence: Sentence, at: int) -> int:
    """Give the last token of a word in quotation marks or of initials inside a phrase; `at` itself if it is neither."""
    return at + 2 if sentence.lower[at] in _QUOTES and _quoted_adjective(sentence, at) else _initials(sentence, at)


def _initials(sentence: Sentence, at: int) -> int:
    """Give the last token of initials inside a phrase, "six U.S. soldiers"; `at` itself if none begin there or nothing follows."""
    words, end = sentence.words, at
    while end + 1 < len(words) and len(words[end]) == 1 and words[end].isupper() and words[end + 1] == "." and sentence.glued(end + 1):
        end += 2
    return end - 1 if end > at + 2 and end < len(words) and words[end].isalpha() and words[end].islower() else at


def _size_at(sentence: Sentence, at: int) -> int:
    """Give the token behind a size that stands between number and noun: "eight million 250ml bottles"; 0 if there is none."""
    after = at + 1
    if after < len(sentence) and sentence.words[after] == "-":
        after += 1
    if after >= len(sentence) - 1 or not (
        (sentence.glued(after) and sentence.words[after] in SYMBOLS) or sentence.lower[after] in ("inch", "foot", "metre", "meter")
    ):
        return 0
    return after + 1


def _quoted_adjective(sentence: Sentence, at: int) -> bool:
    """'100,000 new "affordable" homes': one word in quotation marks inside a phrase that goes on."""
    after = sentence.lower[at + 3] if at + 3 < len(sentence) else ""
    return bool(after) and sentence.words[at + 2] in _QUOTES and after.isalpha() and after not in STOPS and after not in VERBS


def _lists_adjectives(sentence: Sentence, at: int, first: int) -> bool:
    """ "two large, old buildings": a comma between two adjectives; rare, so both must look like one."""
    lower = sentence.lower
    if at == first or at + 2 >= len(lower):
        return False
    return _adjectival(lower[at - 1]) and _adjectival(lower[at + 1]) and lower[at + 2].isalpha() and lower[at + 2] not in STOPS


def _adjectival(word: str) -> bool:
    return word.endswith(("ous", "ful", "ical", "ive", "ish", "less")) or word in _PLAIN_ADJECTIVES


def _adjective_here(sentence: Sentence, at: int, first: int) -> bool:
    """Words that are both: "more", "long-range", "south" inside a phrase that goes on."""
    word = sentence.lower[at]
    after = sentence.lower[at + 1] if at + 1 < len(sentence) else ""
    if word in _BOTH_WAYS:
        return bool(after) and (
            after == "-"
            or (
                after.isalpha()
                and after not in STOPS
                and (sentence.words[at][0].isupper() or at == first or word in ("combined", "daily", "past", "monthly", "weekly"))
            )
        )
    if word in _COMPOUND_LEADS and at == first:
        return after == "-" or word in ("most", "other", "more")
    return False


def _is_verb(sentence: Sentence, at: int, first: int, last: int, *, singular: bool) -> bool:
    """Say whether a word ends the phrase as its verb: "people arrived", "employees work", but "registered patents"."""
    word = sentence.lower[at]
    after = sentence.lower[at + 1] if at + 1 < len(sentence) else ""
    nominal = at == first and word in NOMINAL
    if nominal:
        return False
    if word in VERBS and not singular and word.endswith("s") and (last < first or not _is_plural(sentence.lower[last])):
        return False  # a plural takes no verb in -s: "19 votes", "job cuts"
    if word in VERBS and not (_is_plural(after) and not (last >= first and _is_plural(sentence.lower[last]))):
        return at > first or after in STOPS or (after in NOMINAL and word.startswith("remain")) or not after.isalpha()
    if at == first and word in _TRANSITIVE and after.isalpha() and after not in STOPS:
        return True  # "108 needed hospital treatment"
    if word.endswith("ed") and len(word) > 3 and word not in _NOT_PAST:
        if last >= first and _is_plural(sentence.lower[last]):
            return True
        return (
            (not singular and last >= first and not any(_is_plural(near) for near in sentence.lower[at + 1 : at + 4]))
            or not after.isalpha()
            or after in STOPS
        )
    if word in _PARTICIPLES and at > first and not _is_plural(after):
        return True
    if word.endswith("ing") and len(word) > 5:
        return at > first and _is_plural(sentence.lower[at - 1]) and not _is_plural(after)
    return False


def _is_plural(word: str) -> bool:
    return word in PLURALS or (
        word not in _NO_PLURALS
        and len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is", "ous"))
        and word not in STOPS
        and word not in VERBS
    )


def _closes(sentence: Sentence, at: int, *, singular: bool, part: bool) -> bool:
    """Say whether the phrase is complete at a plural noun: no other noun may carry on from it."""
    word = sentence.lower[at]
    if singular or not (_is_plural(word) or word in NOMINAL):
        return False
    after = sentence.lower[at + 1] if at + 1 < len(sentence) else ""
    if after in ("'s", "’s", "-"):
        return False
    if after in ("'", "’") and at + 2 < len(sentence) and _is_plural(sentence.lower[at + 2]):
        return False
    if word in NOMINAL:
        return not (
            after.isalpha()
            and after not in STOPS
            and (_is_plural(after) or after in CATEGORIES or noun(after) in CATEGORIES)
            and after not in VERBS
        )
    return not (_is_plural(after) and after not in VERBS and not word.endswith("people") and _carries_on(word, after))


def _carries_on(word: str, after: str) -> bool:
    """ "sports fans", "sales staff": a plural that modifies; people and things already counted do not go on so."""
    return word in _ATTRIBUTIVE and after not in NOMINAL


def _named(sentence: Sentence, first: int, last: int, words: list[str], *, part: bool, more: bool) -> Head:
    lower = sentence.lower
    nation = _nation(words, first, last)
    nominal = lower[last] if lower[last] in NOMINAL else ""
    if nominal and last == first:
        return Head("", "people", first, last, nation, nominal, part, more)
    lemma = noun(words[last]) if not nominal else noun(words[last - 1])
    category = CATEGORIES.get(lemma, "")
    if not category and (words[last] in _NAMED or (words[last][0].isupper() and words[last].endswith(("ians", "eans")))):
        category = "people"
    modifiers = tuple(lower[at] for at in range(first, last) if lower[at].isalpha())
    if "cut" in lemma or (lemma == "loss" and modifiers and noun(modifiers[-1]) in ("job", "post")):
        category = "job" if modifiers and CATEGORIES.get(noun(modifiers[-1])) == "job" else category
    return Head(lemma, category, first, last, nation, nominal, part, more, modifiers)


def _nation(words: list[str], first: int, last: int) -> str:
    for at in range(first, last + 1):
        if words[at][0].isupper():
            two = " ".join(words[at : at + 2])
            if two in _NAMED:
                return NATIONS[two]
            if words[at] in _NAMED:
                return NATIONS[words[at]]
    return ""
