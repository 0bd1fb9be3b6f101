"""The number token: digits, number words, scale words, fractions and vague magnitudes, read from a sentence's tokens."""

from __future__ import annotations

from functools import lru_cache

from monitor_plugins.languages import NumberForms
from monitor_plugins.languages.symbols import FRACTION_SIGNS
from monitor_plugins.numbers.digits import value_of
from monitor_plugins.numbers.number import MINUS_SIGNS, Number, signed
from monitor_plugins.text.tokens import Sentence

LARGEST = 1e18  # no desk counts further; beyond it is noise or an attack
_SPACES = frozenset(" \u00a0\u202f\u2009")
_NO_BREAK = frozenset("\u00a0\u202f\u2009")
_POWER_SIGNS = frozenset("×x*")
_DENOMINATORS = frozenset("2 3 4 5 6 8 10 12 16 20 100".split())  # noqa: SIM905
_HALVED = frozenset("the its their all those his her our".split())  # noqa: SIM905


@lru_cache(maxsize=8)
def _openers(forms: NumberForms) -> frozenset[str]:
    return frozenset((*forms.starters, *FRACTION_SIGNS, *forms.articles))


def numbers(sentence: Sentence, forms: NumberForms) -> list[Number]:
    """Read every number of a sentence, left to right, none inside another."""
    found: list[Number] = []
    index, count, openers, compound = 0, len(sentence), _openers(forms), forms.compound
    lower = sentence.lower
    while index < count:
        word = lower[index]
        if word in openers:
            number = _from_words(sentence, index, forms)
        elif word[0].isdecimal() or (word[0] == "." and len(word) > 1):
            number = _from_digits(sentence, index, forms)
        elif compound is not None and compound(word) is not None:
            number = _from_words(sentence, index, forms)
        else:
            index += 1
            continue
        if number is None or not number.value < LARGEST:
            index = number.last + 1 if number else index + 1
        else:
            found.append(signed(sentence, number, forms))
            index = number.last + 1
    return found


# ------------------------------------------------------------------ digits
def _from_digits(sentence: Sentence, index: int, forms: NumberForms) -> Number | None:
    value, last = _spaced_groups(sentence, index, forms)
    if value is None:
        value = value_of(sentence.words[index], forms)
    if value is None:
        return None
    value, last = _power(sentence, value, last)
    value, last, fraction = _mixed(sentence, value, last, forms)
    return _scaled(sentence, Number(value, index, last, digits=True, fraction=fraction, mantissa=value), forms)


def _spaced_groups(sentence: Sentence, index: int, forms: NumberForms) -> tuple[float | None, int]:
    """Join `6 000` and `1 234 567`: groups of three behind single spaces; in a language that groups otherwise only if it is plain."""
    words = sentence.words
    if not (words[index].isdecimal() and len(words[index]) <= 3 and words[index][0] != "0"):
        return None, index
    last = index
    while last + 1 < len(sentence) and last < index + 8:
        if _is_group(sentence, last + 1):
            last += 1
        elif (
            words[last + 1] in ("'", "’")
            and last + 2 < len(sentence)
            and sentence.glued(last + 1)
            and sentence.glued(last + 2)
            and _is_group(sentence, last + 2)
        ):
            last += 2
        else:
            break
    if last == index:
        return None, index
    if "’" in words[index:last] or "'" in words[index:last]:
        return float("".join(word for word in words[index : last + 1] if word.isdecimal())), last
    gaps = {sentence.text[sentence.ends[at] : sentence.starts[at + 1]] for at in range(index, last)}
    if not (forms.space_groups or gaps <= _NO_BREAK or last - index > 1 or words[last] == "000"):
        return None, index
    return float("".join(words[index : last + 1])), last


def _is_group(sentence: Sentence, index: int) -> bool:
    word = sentence.words[index]
    gap = sentence.text[sentence.ends[index - 1] : sentence.starts[index]]
    after = sentence.words[index + 1] if index + 1 < len(sentence) and sentence.glued(index + 1) else ""
    return len(word) == 3 and word.isdecimal() and (gap in _SPACES or not gap) and not after.isalpha()


def _power(sentence: Sentence, value: float, last: int) -> tuple[float, int]:
    """Read `×10^-8`, `x10-4` and `e14` behind a mantissa."""
    words = sentence.lower
    after = words[last + 1 : last + 6]
    if not after or not (after[0] in _POWER_SIGNS or after[0] in ("e", "e+")):
        return value, last
    at = last + 1
    if after[0] in _POWER_SIGNS:
        if after[1:2] != ["10"]:
            return value, last
        at += 1
    elif not sentence.glued(at):
        return value, last
    sign, at = 1, at + 1
    while at < len(words) and words[at] in ("^", "+", "-", "−", "–"):
        sign = -sign if words[at] in MINUS_SIGNS else sign
        at += 1
    if at < len(words) and words[at].isdecimal() and len(words[at]) <= 2 and sentence.glued(at):
        return value * 10.0 ** (sign * int(words[at])), at
    return value, last


def _mixed(sentence: Sentence, value: float, last: int, forms: NumberForms) -> tuple[float, int, bool]:
    """Read `2½`, `1/4`, `7 3/4` and `2 and a half`."""
    words, lower = sentence.words, sentence.lower
    if last + 1 < len(words) and words[last + 1] in FRACTION_SIGNS:
        return value + FRACTION_SIGNS[words[last + 1]], last + 1, False
    simple = _slashed(sentence, last)
    if simple is not None:
        return simple, last + 2, True
    if last + 3 < len(words) and words[last + 1].isdecimal() and not sentence.glued(last + 1):
        simple = _slashed(sentence, last + 1)
        if simple is not None and value == int(value) and value < 1000:
            return value + simple, last + 3, False
    half = _and_a_half(lower, last + 1, forms)
    return (value + half[0], half[1], False) if half else (value, last, False)


def _slashed(sentence: Sentence, index: int) -> float | None:
    """Give the value of `1/4`; only proper fractions that people write, so that 9/11 and 24/7 stay what they are."""
    words = sentence.words
    if index + 2 >= len(words) or words[index + 1] != "/" or not (sentence.glued(index + 1) and sentence.glued(index + 2)):
        return None
    if index + 3 < len(words) and words[index + 3] == "/":
        return None
    top, bottom = words[index], words[index + 2]
    if top.isdecimal() and bottom in _DENOMINATORS and int(top) < int(bottom):
        return int(top) / int(bottom)
    return None


def _and_a_half(lower: list[str], index: int, forms: NumberForms) -> tuple[float, int] | None:
    """Read "and a half", "and three quarters" at `index`: what to add and where it ends."""
    if index + 2 >= len(lower) or lower[index] not in forms.joiners:
        return None
    top = 1.0 if lower[index + 1] in forms.articles else forms.cardinals.get(lower[index + 1], 0.0)
    part = forms.fractions.get(lower[index + 2])
    if not top or part is None or top * part >= 1 or (part < 0.25 and top == 1.0):
        return None
    return top * part, index + 2


def _scaled(sentence: Sentence, number: Number, forms: NumberForms) -> Number:
    """Apply scale words and letters behind a number: `1.5 million`, `4 hundred million`, `13.6bn`."""
    lower, value, last, scaled = sentence.lower, number.value, number.last, number.scaled
    while last + 1 < len(lower):
        at = last + 2 if _hyphened(sentence, last + 1) else last + 1
        factor = forms.multipliers.get(lower[at])
        if factor is None or (scaled and factor < 1e3):
            break
        value, last, scaled = value * factor, at, True
    if not scaled and last + 1 < len(lower):
        factor = _letter(sentence, last + 1, forms)
        if factor:
            value, last, scaled = value * factor, last + 1, True
            if last + 1 < len(lower) and lower[last + 1] == "." and sentence.glued(last + 1) and lower[last] in ("mio", "mrd", "tsd"):
                last += 1
    elif scaled and number.digits:
        value, last = _further(sentence, value, last, forms)
    return number._replace(value=value, last=last, scaled=scaled)


def _hyphened(sentence: Sentence, at: int) -> bool:
    """Say whether a hyphen at `at` joins a number to its scale: "a 480-million-crown bid"."""
    return sentence.words[at] == "-" and at + 1 < len(sentence) and sentence.glued(at) and sentence.glued(at + 1)


def _letter(sentence: Sentence, index: int, forms: NumberForms) -> float | None:
    """A lone m, b or t is left to the units: it means million only beside money or people."""
    word = sentence.lower[index]
    factor = forms.abbreviated.get(word)
    if factor is None or (len(word) == 1 and word != "k"):
        return None
    if word == "k" and not sentence.glued(index):
        return factor if sentence.words[index] == "k" and not sentence.text[sentence.ends[index] :][:1].isalpha() else None
    return factor if word != "mm" or sentence.words[index] == "MM" else None


def _further(sentence: Sentence, value: float, last: int, forms: NumberForms) -> tuple[float, int]:
    """Go on in `4 thousand 3 hundred and 21`: smaller parts behind a scaled one."""
    lower = sentence.lower
    at = last + 1
    if at < len(lower) and lower[at] in forms.joiners:
        half = _and_a_half(lower, at, forms)
        if half:
            scale = next((forms.multipliers[lower[last]] for _ in (0,) if lower[last] in forms.multipliers), 1.0)
            return value + half[0] * scale, half[1]
        at += 1
    if at >= len(lower) or not lower[at].isdecimal() or (at + 1 < len(lower) and lower[at + 1] in ("%", "percent")):
        return value, last
    small = float(lower[at])
    factor = forms.multipliers.get(lower[at + 1], 0.0) if at + 1 < len(lower) else 0.0
    if factor and small < 1000 and small * factor < value / 2 and forms.multipliers.get(lower[last], 0.0) > factor:
        return _further(sentence, value + small * factor, at + 1, forms)
    joined = at > last + 1
    return (value + small, at) if joined and small < 100 and forms.multipliers.get(lower[last]) == 1e2 else (value, last)


# ------------------------------------------------------------------ words
def _from_words(sentence: Sentence, index: int, forms: NumberForms) -> Number | None:
    lower = sentence.lower
    word = lower[index]
    if word in FRACTION_SIGNS:
        return _scaled(sentence, Number(FRACTION_SIGNS[word], index, index, fraction=True), forms)
    for reader in (_vague, _half, _plain_words):
        number = reader(sentence, index, forms)
        if number is not None:
            return number
    return None


def _vague(sentence: Sentence, index: int, forms: NumberForms) -> Number | None:
    """Read "thousands", "tens of thousands", "several thousand", "a few hundred", "several tens of thousands"."""
    lower = sentence.lower
    at = index
    several = 1.0
    if lower[at] in forms.articles and at + 1 < len(lower) and lower[at + 1] in forms.few:
        at += 1
    if lower[at] in forms.few and lower[at] not in forms.vague:
        several, at = 2.0, at + 1
        if at + 1 < len(lower) and lower[at] in forms.of:
            at += 1
        if at >= len(lower):
            return None
        scale = forms.multipliers.get(lower[at]) or forms.dozens.get(lower[at])
        if scale is not None and lower[at] not in forms.vague:
            end = _longer_scale(lower, at, forms)
            scale *= end[0]
            return Number(2 * scale, index, end[1], vague=(2 * scale, 10 * scale - 1))
    elif at != index:
        return None
    if at >= len(lower) or lower[at] not in forms.vague:
        return None
    return _magnitude(lower, index, at, several, forms)


def _longer_scale(lower: list[str], at: int, forms: NumberForms) -> tuple[float, int]:
    factor = forms.multipliers.get(lower[at + 1]) if at + 1 < len(lower) else None
    return (factor, at + 1) if factor and factor >= 1e3 else (1.0, at)


def _magnitude(lower: list[str], first: int, at: int, several: float, forms: NumberForms) -> Number:
    low, high = forms.vague[lower[at]]
    last = at
    while last < at + 4 and last + 2 < len(lower) and lower[last + 1] in forms.of and lower[last + 2] in forms.vague:
        unit = forms.vague[lower[last + 2]][0]
        start = {20: 10, 24: 12}.get(int(low), low)
        low, high, last = start * unit, start * 10 * unit - 1 if start != 12 else 99 * unit, last + 2
    return Number(low * several, first, last, vague=(low * several, high))


def _half(sentence: Sentence, index: int, forms: NumberForms) -> Number | None:
    """Read "half a million", "half a dozen", "half of", and "half the"."""
    lower = sentence.lower
    if lower[index] not in forms.halves or index + 1 >= len(lower):
        return None
    at = index + 1
    if lower[at] in forms.articles or lower[at] == "-":
        at += 1
    scale = (forms.multipliers.get(lower[at]) or forms.dozens.get(lower[at])) if at < len(lower) else None
    if scale:
        return Number(0.5 * scale, index, at, scaled=True)
    follows = lower[index + 1]
    before = lower[index - 1] if index else ""
    if follows in forms.of or (follows in _HALVED and before not in ("first", "second", "other", "the")):
        return Number(0.5, index, index, fraction=True)
    return None


def _plain_words(sentence: Sentence, index: int, forms: NumberForms) -> Number | None:
    """Read a run of number words by the usual sums: "one hundred and six", "twenty-one thousand", "a hundred", "two thirds"."""
    lower = sentence.lower
    article = lower[index] in forms.articles
    at = index + 1 if article else index
    if article and not (at < len(lower) and (lower[at] in forms.multipliers or lower[at] in forms.dozens or _is_part(sentence, at, forms))):
        return None
    total, current, last = 0.0, 1.0 if article else 0.0, index - 1
    scaled, seen, previous = False, article, 0.0
    while at < len(lower):
        value, width = _cardinal(lower, at, forms)
        if (
            value is None
            and seen
            and previous >= 20
            and lower[at] in forms.articles
            and lower[at - 1] in forms.joiners
            and forms.group == "."
        ):
            value = 1.0  # vingt et un, treinta y un
        if value is not None and _adds(value, current, previous, seen and not article):
            current, previous, seen = current + value, value, True
            article = False
            last, at = at + width - 1, at + width
        elif lower[at] in forms.multipliers and (seen or index == at):
            factor = forms.multipliers[lower[at]]
            total, current = _multiply(total, current if seen else 1.0, factor)
            scaled, previous, seen, article = True, factor, True, False
            last, at = at, at + 1
        elif lower[at] in forms.dozens and seen and not total:
            return Number((current or 1.0) * forms.dozens[lower[at]], index, at, scaled=True)
        elif seen and _joins(sentence, at, forms, previous):
            at += 1
        else:
            break
    if last < index:
        return _part(sentence, index, 1.0, at, forms) if article else None
    return _finish(sentence, Number(total + current, index, last, scaled=scaled), forms)


def _cardinal(lower: list[str], at: int, forms: NumberForms) -> tuple[float | None, int]:
    if forms.twins and at + 1 < len(lower):
        skip = 2 if lower[at + 1] == "-" and at + 2 < len(lower) else 1
        if at + skip < len(lower) and (lower[at], lower[at + skip]) in forms.twins:
            return forms.twins[lower[at], lower[at + skip]], skip + 1
    value = forms.cardinals.get(lower[at])
    if value is None and forms.compound is not None:
        value = forms.compound(lower[at])
    return value, 1


def _adds(value: float, current: float, previous: float, seen: bool) -> bool:
    """Say whether a number word goes on with the number before it: twenty + one does, five + six does not."""
    if not seen:
        return True
    if previous >= 1000 and value < previous:
        return True
    if previous >= 100:
        return value < 100
    if previous in (60, 80) and 10 <= value < 20:  # soixante-dix, quatre-vingt-onze
        return True
    return previous >= 20 and previous % 10 == 0 and 0 < value < 10


def _multiply(total: float, current: float, factor: float) -> tuple[float, float]:
    if factor < 1000:
        return total, (current or 1.0) * factor
    if total and total < factor:
        return (total + current) * factor, 0.0
    return total + (current or 1.0) * factor, 0.0


def _joins(sentence: Sentence, at: int, forms: NumberForms, previous: float) -> bool:
    """Say whether "and" or a hyphen at `at` goes on with the number: a hundred and six, twenty-one, but not fire-and-forget."""
    lower = sentence.lower
    if at + 1 >= len(lower):
        return False
    value, _ = _cardinal(lower, at + 1, forms)
    if value is None and forms.group == "." and lower[at + 1] in forms.articles:
        value = 1.0
    if lower[at] == "-":
        known = value is not None or lower[at + 1] in forms.multipliers
        return known and sentence.glued(at) and sentence.glued(at + 1) and (value is None or _adds(value, 0, previous, True))
    if lower[at] not in forms.joiners or value is None:
        return False
    if previous < 100:
        return ("y" in forms.joiners and previous >= 30 and value < 10) or ("et" in forms.joiners and previous >= 20 and value in (1, 11))
    after = lower[at + 2] if at + 2 < len(lower) else ""
    goes_on = after not in forms.multipliers or (previous == 100 and forms.multipliers[after] >= 1000)  # a hundred and one thousand
    return value < 100 and "and" in forms.joiners and goes_on


def _is_part(sentence: Sentence, at: int, forms: NumberForms) -> bool:
    """Say whether "a third", "a quarter" at `at` is a share: of something, or of a magnitude."""
    lower = sentence.lower
    if lower[at] not in forms.fractions or at + 1 >= len(lower):
        return False
    return lower[at + 1] in forms.of or lower[at + 1] in forms.multipliers


def _part(sentence: Sentence, first: int, top: float, at: int, forms: NumberForms) -> Number | None:
    if at >= len(sentence) or sentence.lower[at] not in forms.fractions:
        return None
    return _scaled(sentence, Number(top * forms.fractions[sentence.lower[at]], first, at, fraction=True), forms)


def _finish(sentence: Sentence, number: Number, forms: NumberForms) -> Number:
    """Add what may stand behind number words: a fraction's name, "and a half", decimals in words, a further scale."""
    lower, last = sentence.lower, number.last
    at = last + 1
    if at < len(lower) and lower[at] == "-" and at + 1 < len(lower) and sentence.glued(at + 1):
        at += 1
    if at < len(lower) and lower[at] in forms.fractions and _names_a_part(sentence, number, at, forms):
        return _part(sentence, number.first, number.value, at, forms) or number
    half = _and_a_half(lower, last + 1, forms)
    if half:
        scale = number.value if number.scaled and lower[last] in forms.multipliers else 1.0
        unit = forms.multipliers[lower[last]] if scale != 1.0 else 1.0
        number = number._replace(value=number.value + half[0] * unit, last=half[1])
    if last + 2 < len(lower) and lower[last + 1] in forms.points:
        number = _decimals(lower, number, forms)
    return number if number.scaled and not half else _scaled(sentence, number, forms)


def _names_a_part(sentence: Sentence, number: Number, at: int, forms: NumberForms) -> bool:
    word = sentence.lower[at]
    if word.endswith("s") or word == "half":
        return number.value > 1 or word == "half"
    hyphen = sentence.words[at - 1] == "-"
    after = sentence.lower[at + 1] if at + 1 < len(sentence) else ""
    return number.value == 1 and (hyphen or after in forms.of or after in ("", ".", ","))


def _decimals(lower: list[str], number: Number, forms: NumberForms) -> Number:
    written, at = "", number.last + 2
    while at < len(lower) and lower[at] in forms.cardinals and forms.cardinals[lower[at]] < 100:
        written += str(int(forms.cardinals[lower[at]]))
        at += 1
    if not written:
        return number
    return number._replace(value=number.value + float("0." + written), last=at - 1)
