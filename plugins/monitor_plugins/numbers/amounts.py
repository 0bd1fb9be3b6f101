"""A number with its unit: money, percent, measures and durations, with what they are counted per."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple, TypeVar

from monitor_plugins.languages import NumberForms
from monitor_plugins.languages.symbols import CODES_BEFORE_ONLY, CURRENCY_CODES, CURRENCY_SIGNS, DOLLARS, GLUED_ONLY, SYMBOLS
from monitor_plugins.numbers.grammar import numbers
from monitor_plugins.numbers.intervals import tidy
from monitor_plugins.numbers.number import Number
from monitor_plugins.text.tokens import Sentence
from monitor_plugins.text.words import words

V = TypeVar("V")
_SYMBOL = re.compile(r"°\s?[CFK]\b|[A-Za-zμµ]{1,6}(?:/[A-Za-z]{1,3}[²2]?)?[²³]?(?![\w])|[mkc]m[23]\b|m[23]\b|[°℃℉″]")
_LOWER_CODES = {code.lower(): name for code, name in CURRENCY_CODES.items() if len(code) == 3 and code.isupper()}
_NOT_CODES = frozenset(["all", "try", "cop", "mad", "top", "nis", "php", "sen"])
# Counted "a barrel", "a share": nouns after the article that make it "per".
_PER_NOUNS = words(
    """barrel share ton tonne litre liter gallon head piece pound ounce kilo kilogram person unit bottle ticket bushel dozen acre
    hectare mile kilometre square cubic minute hour second day night week month quarter year decade season game pop word child
    student pupil household capita employee worker vote metre meter kwh mwh mmbtu kg km 100 1,000 100,000 million""")  # fmt: skip
# Behind these "5m" is a length.
_METRE_FOLLOWS = words(
    """in at on from for with and or by long wide high tall deep away to was is north south east west above below race final sprint
    across of per off inside"""
)
TIMES = words("second minute hour day night week month quarter year decade season century")
_DOLLAR_AGAIN = words("USD US AUD CAD NZD SGD HKD")
_RARELY_UNITS = words("second minute cup bit yard stone bar richter")


class Amount(NamedTuple):
    """A number, or a range of them, with its unit. Token indices: `first`..`last` the whole, `number_first`..`number_last` the number.

    kind: "" (a count, if anything), money, percent, measure, duration, age. `per` is what it is counted per ("" if nothing).
    `attributive` marks "50-foot", "three-bed". `high` is the second value of a range; `moved` says that the range is a way
    from one value to another. `reckoned` marks a multiple
    of the number written: "twice the 41,000".
    """

    value: float
    first: int
    last: int
    number_first: int
    number_last: int
    kind: str = ""
    unit: str = ""
    unit_first: int = -1
    unit_last: int = -1
    per: str = ""
    attributive: bool = False
    high: float | None = None
    moved: bool = False
    vague: tuple[float, float] | None = None
    digits: bool = False
    scaled: bool = False
    fraction: bool = False
    scale: float = 1.0
    reckoned: bool = False


def amounts(sentence: Sentence, forms: NumberForms) -> list[Amount]:
    """Read every number of the sentence with the unit that stands beside it."""
    found: list[Amount] = []
    taken = -1
    for number in numbers(sentence, forms):
        if number.first > taken:
            amount = _measured(sentence, number, forms)
            amount = amount._replace(value=tidy(amount.value)) if amount.scaled else amount
            found.append(amount)
            taken = amount.last
    return found


def _measured(sentence: Sentence, number: Number, forms: NumberForms) -> Amount:
    amount = Amount(
        number.value, number.first, number.last, number.first, number.last, vague=number.vague, digits=number.digits, scaled=number.scaled,
        fraction=number.fraction, scale=_scale(sentence, number, forms),
    )  # fmt: skip
    before = _currency_before(sentence, number.first)
    if before:
        amount = _letter_scale(
            sentence,
            amount._replace(kind="money", unit=before[0], first=before[1], unit_first=before[1], unit_last=number.first - 1),
            forms,
        )
    amount = _unit_after(sentence, amount, forms)
    if amount.kind == "money" and amount.unit != "cent":
        amount = _with_cents(sentence, amount, forms)
    return _per(sentence, amount, forms)


def _scale(sentence: Sentence, number: Number, forms: NumberForms) -> float:
    scale, at = 1.0, number.last
    while number.scaled and at > number.first:
        factor = forms.multipliers.get(sentence.lower[at]) or forms.abbreviated.get(sentence.lower[at])
        if not factor:
            break
        scale, at = scale * factor, at - 1
    return scale


# ------------------------------------------------------------------ money
def _currency_before(sentence: Sentence, first: int) -> tuple[str, int] | None:
    """Give the currency whose sign or code stands right before the token `first`, and where it begins."""
    at = first - 1
    if at < 0:
        return None
    word = sentence.words[at]
    if word == "=" and at and sentence.words[at - 1] == "Y":
        return "japanese yen", at - 1
    if word in CURRENCY_SIGNS:
        return _dollar_of(sentence, at) if word == "$" else (CURRENCY_SIGNS[word], at)
    if at and sentence.words[at - 1] == "$" and sentence.lower[at] in DOLLARS and sentence.glued(at) and sentence.glued(first):
        return DOLLARS[sentence.lower[at]], at - 1
    name = CURRENCY_CODES.get(word) or (_LOWER_CODES.get(word) if word.islower() and word not in _NOT_CODES else None)
    if name and (sentence.glued(first) or (len(word) == 3 and word not in CODES_BEFORE_ONLY) or word in ("Rs", "RM", "Rp")):
        if sentence.glued(at) and sentence.words[at - 1] not in CURRENCY_SIGNS and sentence.words[at - 1] not in ("(", "-", "–", "/", "~"):
            return None
        return name, at
    if word == "." and at and sentence.words[at - 1] == "Rs":
        return "indian rupee", at - 1
    return None


def _dollar_of(sentence: Sentence, at: int) -> tuple[str, int]:
    """Read what stands before a dollar sign: `US$`, `HK $`, `u.s $`, `Mex$`."""
    before = sentence.lower[at - 1] if at else ""
    if before in DOLLARS and (sentence.glued(at) or sentence.words[at - 1].isupper() or len(before) == 1):
        if before == "s" and at > 2 and sentence.words[at - 2] == "." and sentence.lower[at - 3] == "u":
            return "dollar", at - 3
        glued_left = at > 1 and sentence.glued(at - 1) and sentence.words[at - 2].isalnum()
        single = len(before) == 1 and not sentence.glued(at) and before in ("a", "s", "r", "j", "z")
        return ("dollar", at) if glued_left or single else (DOLLARS[before], at - 1)
    return "dollar", at


def _letter_scale(sentence: Sentence, amount: Amount, forms: NumberForms) -> Amount:
    """After a currency a lone m, b, k or t means million, billion, thousand, trillion: `$13.6M`, `€10B`."""
    at = amount.last + 1
    if amount.scaled or at >= len(sentence):
        return amount
    factor = forms.abbreviated.get(sentence.lower[at]) or forms.multipliers.get(sentence.lower[at].removesuffix("s"))  # "£22 billions"
    if factor is None or not (sentence.glued(at) or len(sentence.words[at]) > 1):
        return amount
    return amount._replace(value=amount.value * factor, scaled=True, scale=factor, last=at, number_last=at)


def _with_cents(sentence: Sentence, amount: Amount, forms: NumberForms) -> Amount:
    """Read "3 dollars 50 cents" as one sum."""
    at = amount.last + 1
    if amount.scaled or amount.unit_last < amount.number_last or at + 1 >= len(sentence) or amount.value != int(amount.value):
        return amount
    part = next((number for number in numbers(_window(sentence, at, at + 4), forms) if number.first == 0 and 0 < number.value < 100), None)
    after = at + part.last + 1 if part else len(sentence)
    if part is None or after >= len(sentence) or forms.currencies.get(sentence.lower[after]) not in ("cent", "penny"):
        return amount
    return amount._replace(value=amount.value + part.value / 100, last=after, unit_last=after)


def _window(sentence: Sentence, first: int, last: int) -> Sentence:
    cut = slice(first, last)
    return Sentence(
        sentence.text, sentence.start, sentence.end, sentence.words[cut], sentence.lower[cut], sentence.starts[cut], sentence.ends[cut]
    )


# ------------------------------------------------------------------ units behind the number
def _unit_after(sentence: Sentence, amount: Amount, forms: NumberForms) -> Amount:
    at = amount.last + 1
    if at >= len(sentence):
        return amount
    hyphen = sentence.words[at] == "-" and sentence.glued(at) and at + 1 < len(sentence) and sentence.glued(at + 1)
    at += 1 if hyphen else 0
    if (
        sentence.words[at] in "(["
        and at + 1 < len(sentence)
        and sentence.words[at + 1] in SYMBOLS
        and sentence.words[at + 2 : at + 3] in ([")"], ["]"])
    ):
        name, kind = SYMBOLS[sentence.words[at + 1]]
        return amount._replace(kind=amount.kind or kind, unit=amount.unit or name, unit_first=at + 1, unit_last=at + 1, last=at + 2)
    if amount.kind == "money":
        return _money_again(sentence, amount, at, forms)
    if hyphen:
        amount = amount._replace(attributive=sentence.words[at].isalpha())
    for reader in (_percent, _currency_after, _unit_words, _unit_symbol):
        read = reader(sentence, amount, at, forms)
        if read is not None:
            return read
    return amount


def _money_again(sentence: Sentence, amount: Amount, at: int, forms: NumberForms) -> Amount:
    """`$10 dollars`, `$31.20 US`, `$700,000-dollar`: the unit said twice."""
    if forms.currencies.get(sentence.lower[at]) or sentence.words[at] in _DOLLAR_AGAIN:
        return amount._replace(last=at)
    return amount


def _percent(sentence: Sentence, amount: Amount, at: int, forms: NumberForms) -> Amount | None:
    lower = sentence.lower
    two = " ".join(lower[at : at + 2])
    word = lower[at]
    last = at + 1 if " " in two and two in forms.percent else at if word in forms.percent else -1
    if last < 0 and word in ("per", "p") and lower[at + 1 : at + 3] in (["-", "cent"], [".", "c"]):
        last = at + 2
    if last < 0 or (word == "pc" and not (sentence.glued(at) or last + 1 >= len(lower) or lower[last + 1] != "s")):
        return None
    if word == "%" and last + 1 < len(lower) and lower[last + 1] == "age":
        return None
    if word == "%" and lower[last + 1 : last + 3] in (["percentage", "points"], ["points"]):
        last += 1
    return amount._replace(kind="percent", unit="percentage", unit_first=at, unit_last=last, last=last)


def _currency_after(sentence: Sentence, amount: Amount, at: int, forms: NumberForms) -> Amount | None:
    start = at
    if (amount.vague or amount.scaled) and sentence.lower[at] in forms.of:
        at += 1
    name, last = _longest(sentence, at, forms.currencies, 3)
    if name is None:
        name, last = _sign_after(sentence, at)
    if name is None or (name == "pound sterling" and amount.attributive):
        return None
    if last + 1 < len(sentence) and not amount.scaled and sentence.words[last] in CURRENCY_CODES:
        factor = forms.multipliers.get(sentence.lower[last + 1])
        if factor:
            amount = amount._replace(value=amount.value * factor, scaled=True, scale=factor, number_last=last + 1)
            return amount._replace(kind="money", unit=name, unit_first=at, unit_last=last, last=last + 1)
    if _million_code(sentence.words[at]):
        amount = amount._replace(value=amount.value * 1e6, scaled=True, scale=1e6)
    return amount._replace(kind="money", unit=name, unit_first=start, unit_last=last, last=last)


def _sign_after(sentence: Sentence, at: int) -> tuple[str | None, int]:
    if at >= len(sentence):
        return None, at
    word = sentence.words[at]
    if word in CURRENCY_SIGNS and not (
        at + 1 < len(sentence) and (sentence.words[at + 1][0].isdecimal() and (not sentence.glued(at) or sentence.glued(at + 1)))
    ):
        return CURRENCY_SIGNS[word], at
    if _million_code(word):
        return CURRENCY_CODES[word[1:]], at
    if word in CURRENCY_CODES and word not in CODES_BEFORE_ONLY and len(word) == 3:
        return CURRENCY_CODES[word], at
    if word in _LOWER_CODES and word not in _NOT_CODES:
        return _LOWER_CODES[word], at
    return None, at


def _million_code(word: str) -> bool:
    return len(word) == 4 and word[0] == "M" and word[1:] in CURRENCY_CODES


def _longest(sentence: Sentence, at: int, names: Mapping[str, V], width: int) -> tuple[V | None, int]:
    """Find the longest phrase of at most `width` words at `at`, hyphens and full stops of abbreviations read as part of it."""
    best: V | None = None
    lower, last, phrase = sentence.lower, at, ""
    end = min(len(lower), at + 2 * width)
    for index in range(at, end):
        word = lower[index]
        if word in "-–" and index > at and sentence.glued(index):
            continue
        if index > at and not (word[0].isalnum() or word == "."):
            break
        phrase = (
            phrase + word if word == "." or (phrase.endswith(".") and sentence.glued(index)) else f"{phrase} {word}" if phrase else word
        )
        if phrase in names:
            best, last = names[phrase], index
    return best, last


def _unit_words(sentence: Sentence, amount: Amount, at: int, forms: NumberForms) -> Amount | None:
    start = at
    if (amount.vague or amount.scaled) and sentence.lower[at] in forms.of:
        at += 1
    found, last = _longest(sentence, at, forms.units, 4)
    if found is None:
        return None
    name, kind = found
    if not _fits(sentence, amount, at, last, name):
        return None
    if name == "pound sterling":
        name, kind = "pound-mass", "measure"
    return amount._replace(kind="age" if name.endswith("of age") else kind, unit=name, unit_first=start, unit_last=last, last=last)


def _fits(sentence: Sentence, amount: Amount, at: int, last: int, name: str) -> bool:
    """Words that are units only in their place: "second" after a number is an ordinal, "point guards" are players."""
    word = sentence.lower[at]
    if word in _RARELY_UNITS and amount.value != 1 and not amount.attributive:
        return sentence.lower[at] != "second" and sentence.lower[at] != "bit"
    return (
        not sentence.words[at][0].isupper()
        or word in ("fahrenheit", "celsius", "kelvin", "f", "c")
        or sentence.words[at].isupper()
        or at == last
    )


def _unit_symbol(sentence: Sentence, amount: Amount, at: int, forms: NumberForms) -> Amount | None:
    match = _SYMBOL.match(sentence.text, sentence.starts[at], sentence.end)
    if match is None or amount.vague is not None:
        return None
    written = match.group().replace("° ", "°")
    if written not in SYMBOLS:
        return _million_people(sentence, amount, at, forms)
    glued = sentence.glued(at)
    if not glued and (written in GLUED_ONLY or not amount.digits):
        return None
    if amount.scaled and not glued and len(written) == 1:
        return None
    if written == "m" and glued:
        million = _million_people(sentence, amount, at, forms)
        if million:
            return million
    last = at
    while last + 1 < len(sentence) and sentence.starts[last + 1] < match.end():
        last += 1
    name, kind = SYMBOLS[written]
    if name == "penny":
        kind = "money"
    return amount._replace(kind=kind, unit=name, unit_first=at, unit_last=last, last=last)


def _million_people(sentence: Sentence, amount: Amount, at: int, forms: NumberForms) -> Amount | None:
    """Read `2.7m copies`, `1.8m of them`, `10M`: without a currency, m is million only before something plural."""
    if amount.scaled or not sentence.glued(at) or sentence.lower[at] not in ("m", "b"):
        return None
    factor = forms.abbreviated.get(sentence.lower[at])
    if factor is None or not _millions_here(sentence, at, forms):
        return None
    scaled = amount._replace(value=amount.value * factor, scaled=True, scale=factor, last=at, number_last=at)
    return _unit_after(sentence, scaled, forms)


def _millions_here(sentence: Sentence, at: int, forms: NumberForms) -> bool:
    """A capital M or B is a scale, a small b never; a small m is one before money and before something plural."""
    if sentence.lower[at] == "b" or sentence.words[at] == "M":
        return sentence.words[at].isupper()
    follows = sentence.lower[at + 1 : at + 6]
    if not follows or follows[0] in _METRE_FOLLOWS:
        return False
    plural = any((word.endswith("s") and len(word) > 3) or word in ("people", "children", "women", "men") for word in follows)
    return plural or follows[0] in forms.currencies


# ------------------------------------------------------------------ per
def _per(sentence: Sentence, amount: Amount, forms: NumberForms) -> Amount:
    """Read "per barrel", "a year", "-a-day", "/month" behind a unit."""
    at = amount.last + 1
    if not amount.kind or at + 1 >= len(sentence):
        return amount
    lower = sentence.lower
    while at + 1 < len(lower) and lower[at] in "-/" and sentence.glued(at):
        if lower[at] == "/":
            break
        at += 1
    mark = lower[at]
    if (mark != "/" and mark not in forms.per) or at + 1 >= len(lower):
        return amount
    noun = at + 2 if lower[at + 1] == "-" and at + 2 < len(lower) else at + 1
    word = lower[noun]
    known = word in _PER_NOUNS or word.rstrip("s") in _PER_NOUNS or word in SYMBOLS
    if not ((mark == "per" and word[0].isalnum()) or (known and (mark != "/" or word.isalpha()))):
        return amount
    last = noun
    if word in ("square", "cubic") and noun + 1 < len(lower):
        last, word = noun + 1, f"{word} {lower[noun + 1]}"
    return amount._replace(
        per=SYMBOLS[word][0] if word in SYMBOLS and len(word) < 4 else word,
        last=last,
        unit_last=last,
        unit=f"{amount.unit} per {word}",
    )
