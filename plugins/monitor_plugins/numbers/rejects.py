"""Numbers that count nothing: years, dates, clock times, ordinals, scores, names and numbers of things."""

from __future__ import annotations

from monitor_plugins.languages import NumberForms
from monitor_plugins.languages.en import CALENDAR
from monitor_plugins.languages.en_reading import CATEGORIES, NOMINAL, PEOPLE_LIKE
from monitor_plugins.languages.symbols import CURRENCY_CODES
from monitor_plugins.numbers.amounts import Amount
from monitor_plugins.text.lemma import noun
from monitor_plugins.text.tokens import Sentence
from monitor_plugins.text.words import words

# What is numbered, not counted, when the number follows.
_NUMBERED = words(
    """no nos number numbers nr flight article articles resolution route highway road motorway interstate chapter chapters page pages
    section room level phase type class grade game day week round match part channel version series season episode volume vol issue
    act bill directive regulation paragraph clause rule step stage line lane gate platform terminal runway unit block zone district
    ward group tier category league area apollo windows iphone ipad galaxy top big magnitude psalm verse formula sp boeing airbus
    model mark mk mach stoxx fortune nasdaq ftse dax cac nikkei generation gen form figure fig table box exhibit item schedule
    appendix annex amendment proposition prop title code zip pin study trial world covid sars site sector building house reactor
    pier pump berth bus tram train catch ps nrs"""
)
_BEFORE_YEARS = words("the its his her their 's ’s - early late mid season")
# At the start of a sentence these are no names, capital or not.
_FIRST_WORDS = words("""The In At About Some Over Around Only Just Nearly Almost Under To From Another All Up More Fewer""")
_ORDERED = frozenset(["no", "nos", "#", "№", "number", "nr", "nrs"])
_CLOCK_MARKS = words("am pm o'clock o’clock gmt uhr heures")


def reason(sentence: Sentence, amount: Amount, forms: NumberForms, counted: bool) -> str:
    """Say in one word why the amount is no quantity (year, date, clock, ordinal, score, name, code), "" if it may be one.

    `counted` says that a plural noun follows, which makes a count of what might else be a year or a name's number.
    """
    if not amount.digits or amount.kind in ("money", "percent"):
        return _words_reason(sentence, amount, forms) if not amount.digits else ""
    for check in (_glued_left, _ordinal, _clock, _date, _score, _code):
        found = check(sentence, amount, forms)
        if found:
            return found
    if amount.kind:
        return "name" if amount.unit == "second" and _is_model(sentence, amount) else ""
    return _year(sentence, amount, forms, counted) or _numbered(sentence, amount, counted)


def _is_model(sentence: Sentence, amount: Amount) -> bool:
    """ "Model 3s", "Boeing 737s", "the 1960s": a plural of names or years, no seconds."""
    first = amount.number_first
    return sentence.lower[amount.unit_last] == "s" and (amount.value >= 100 or (first > 0 and sentence.words[first - 1][0].isupper()))


def _words_reason(sentence: Sentence, amount: Amount, forms: NumberForms) -> str:
    """Number words in names: "Big Twelve", "BBC One", "Route Nine", "Seven & i"."""
    first = amount.number_first
    if amount.kind or amount.vague or first == 0:
        return ""
    if sentence.words[first][0].isupper() and sentence.words[first - 1][0].isupper() and sentence.words[first - 1].isalpha() and first > 1:
        return "name"
    hyphened = sentence.words[first - 1] == "-" and sentence.glued(first) and sentence.glued(first - 1)
    return "name" if hyphened and sentence.words[first - 2].isalpha() else ""


def _glued_left(sentence: Sentence, amount: Amount, forms: NumberForms) -> str:
    first = amount.first
    if not sentence.glued(first):
        return ""
    before = sentence.words[first - 1]
    if before.isalnum():
        return "" if before in CURRENCY_CODES else "code"
    if before in "-–" and first > 1 and sentence.glued(first - 1):
        earlier = sentence.words[first - 2]
        if earlier.isalpha():
            return (
                "name"
                if (len(earlier) > 2 and earlier.islower() and earlier in ("mid", "pre", "post", "under", "sub")) or earlier[0].isupper()
                else ""
            )
        return "code" if earlier[0].isdecimal() else ""
    return "code" if before in "/@_#&.\\" and first > 1 and (sentence.glued(first - 1) or before == "#") else ""


def _ordinal(sentence: Sentence, amount: Amount, forms: NumberForms) -> str:
    at = amount.number_last + 1
    if amount.kind or at >= len(sentence) or not sentence.glued(at):
        return ""
    mark = sentence.lower[at]
    if mark == "." and forms.compound is not None and amount.value < 100 and not amount.scaled:
        return "ordinal"  # "der 3. Mann"; at the end of a sentence it might be a count, and is refused
    if mark in forms.ordinal_marks:
        return "ordinal"
    if mark in ("s", "'s", "’s"):
        return "year"
    if mark.isalpha() and not amount.scaled:
        return "code"
    return ""


def _clock(sentence: Sentence, amount: Amount, forms: NumberForms) -> str:
    words, lower = sentence.words, sentence.lower
    first, at = amount.number_first, amount.number_last + 1
    if at + 1 < len(words) and words[at] == ":" and sentence.glued(at) and sentence.glued(at + 1) and words[at + 1][0].isdecimal():
        return "clock"
    if first > 1 and words[first - 1] == ":" and sentence.glued(first) and sentence.glued(first - 1) and words[first - 2][0].isdecimal():
        return "clock"
    if at < len(words) and (lower[at] in _CLOCK_MARKS or (lower[at] in "ap" and lower[at + 1 : at + 3] == [".", "m"])):
        return "clock"
    return ""


def _date(sentence: Sentence, amount: Amount, forms: NumberForms) -> str:
    words, lower, first, at = sentence.words, sentence.lower, amount.number_first, amount.number_last + 1
    if amount.kind == "duration":
        return ""
    after = lower[at] if at < len(words) else ""
    if after == "." and at + 1 < len(words) and lower[at + 1] in forms.months and words[at + 1][0].isupper():
        return "date"
    if after in forms.of and at + 1 < len(words):
        at, after = at + 1, lower[at + 1]
    if (
        after in forms.months
        and (words[at][0].isupper() or not words[at].isascii() or after not in ("may", "march", "mar", "jan", "sun", "dec"))
        and amount.value <= 31
    ):
        return "date"
    back = first - 1
    while back >= 0 and (words[back] in ".,-–" or (words[back].isdecimal() and first - back < 4)) and first - back < 5:
        back -= 1
    if (
        back >= 0
        and lower[back] in forms.months
        and words[back][0].isupper()
        and not amount.scaled
        and _fits_date(words, amount, back, first)
    ):
        return "date"
    if after == "/" and at + 2 < len(words) and sentence.glued(at) and words[at + 1].isdecimal():
        return "date" if words[at + 2] == "/" or not amount.fraction else ""
    return "date" if after in "-–" and after and sentence.glued(at) and _is_iso(sentence, at) else ""


def _fits_date(words: list[str], amount: Amount, back: int, first: int) -> bool:
    """A day up to 31 or a year behind a month; "In May, 12 people" is a count behind a comma."""
    year = 1500 <= amount.value <= 2100
    if amount.high is not None:
        return amount.high <= 31
    return year or (amount.value <= 31 and "," not in words[back:first])


def _is_iso(sentence: Sentence, at: int) -> bool:
    words = sentence.words
    return (
        at + 3 < len(words) and words[at + 1].isdecimal() and words[at + 2] in "-–" and words[at + 3].isdecimal() and sentence.glued(at + 3)
    )


def _score(sentence: Sentence, amount: Amount, forms: NumberForms) -> str:
    """Two small numbers around a hyphen with no unit and no plural noun behind: 2-1, 6-4."""
    words, first, at = sentence.words, amount.number_first, amount.number_last + 1
    if amount.high is not None or amount.kind:
        return ""
    after = at + 1 < len(words) and words[at] in "-–" and sentence.glued(at) and sentence.glued(at + 1) and words[at + 1].isdecimal()
    before = first > 1 and words[first - 1] in "-–" and sentence.glued(first) and sentence.glued(first - 1) and words[first - 2].isdecimal()
    return "score" if after or before else ""


def _code(sentence: Sentence, amount: Amount, forms: NumberForms) -> str:
    """Phone numbers and other runs of digits; numbers inside addresses of the web."""
    words, first, at = sentence.words, amount.number_first, amount.number_last + 1
    before, after = words[first - 1] if first else "", words[at] if at < len(words) else ""
    run = before[:1].isdecimal() + after[:1].isdecimal()
    if run and not amount.kind and (before[:1] == "0" or run == 2 or (first > 1 and words[first - 2][:1] in ("0", "+"))):
        return "code"
    if before == "+" and sentence.glued(first):
        return "code"
    if amount.high is not None and after == "-" and sentence.glued(at) and at + 1 < len(words) and words[at + 1][0].isdecimal():
        return "code"
    return (
        "code"
        if after in "/_\\=@" and after and sentence.glued(at) and at + 1 < len(words) and sentence.glued(at + 1) and not amount.fraction
        else ""
    )


def _year(sentence: Sentence, amount: Amount, forms: NumberForms, counted: bool) -> str:
    """Four digits from 1500 on are a year, unless something plural is counted by them and no word of time leads to them."""
    written = sentence.words[amount.number_first]
    if len(written) != 4 or not written.isdecimal() or amount.scaled or not 1500 <= amount.value <= 2199:
        return ""
    before = sentence.lower[amount.number_first - 1] if amount.number_first else ""
    if amount.high is not None:
        return "year" if amount.high <= 2199 and not counted else ""
    if amount.value > 2100 and before not in forms.year_cues:
        return ""
    if not counted:
        return "year"
    bounded = before in forms.before and before not in ("under", "over", "near", "below", "above")
    return "year" if not bounded and (before in forms.year_cues or before in _BEFORE_YEARS) else ""


def _numbered(sentence: Sentence, amount: Amount, counted: bool) -> str:
    """Numbers of things: "No. 5", "Route 9", "iPhone 11", "S&P 500"."""
    first = amount.number_first
    if first == 0:
        return ""
    before, low = sentence.words[first - 1], sentence.lower[first - 1]
    if low == "." and first > 1 and sentence.lower[first - 2] in _ORDERED:
        return "name" if amount.value < 1e5 else ""
    plain = not amount.scaled and "," not in sentence.words[first]
    if low == "number" and first > 1 and _is_verb(sentence.lower[first - 2]):
        return ""
    if low in _ORDERED or (plain and len(before) == 1 and before.isupper() and before not in "AI"):
        return "name"
    if low in _NUMBERED and plain and not (counted and before.islower()):
        return "name"
    if not (before[0].isupper() and before[0].isalpha()) or not plain or counted or low in CALENDAR:
        return ""
    return "name" if first > 1 or before not in _FIRST_WORDS else ""


def _is_verb(before: str) -> bool:
    """Say whether "number" is a verb behind this word: "The wounded number 84", "those missing number 23"."""
    return before in NOMINAL or (before.endswith("s") and CATEGORIES.get(noun(before)) in PEOPLE_LIKE)
