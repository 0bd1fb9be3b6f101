"""Two amounts that make one: "5,000 to 6,000", "between 5% and 6%", "from 240 to 273"."""

from __future__ import annotations

from collections.abc import Callable

from monitor_plugins.languages import NumberForms
from monitor_plugins.numbers.amounts import Amount
from monitor_plugins.numbers.intervals import tidy
from monitor_plugins.text.tokens import Sentence

_DASHES = frozenset("-–—−")


def joined(sentence: Sentence, found: list[Amount], forms: NumberForms, moves: Callable[[int], bool]) -> list[Amount]:
    """Join neighbours that are the two ends of one range; `moves(token)` says whether a verb of change leads to that token."""
    out: list[Amount] = []
    for amount in found:
        if out and out[-1].high is None:
            whole = _join(sentence, out[-1], amount, forms, moves)
            if whole is not None:
                out[-1] = whole
                continue
        out.append(amount)
    return out


def _join(sentence: Sentence, one: Amount, two: Amount, forms: NumberForms, moves: Callable[[int], bool]) -> Amount | None:
    gap = two.first - one.last - 1
    share = _share(sentence, one, two)
    if share is not None:
        return share
    if gap != 1 or not _alike(one, two) or (one.vague is None) != (two.vague is None):
        return None
    link, before = sentence.lower[one.last + 1], sentence.lower[one.first - 1] if one.first else ""
    if not _linked(sentence, one, two, link, before, forms):
        return None
    one = _shared_scale(one, two)
    if one.value == two.value or (one.value > two.value and link not in forms.to):
        return None
    moved = before in forms.since and link in forms.to and moves(one.first - 1)
    if one.value > two.value and not moved:
        return None
    return _whole(sentence, one, two, lead=before in forms.since or before in forms.between, moved=moved)


def _share(sentence: Sentence, one: Amount, two: Amount) -> Amount | None:
    """Read "three in five households", "one out of ten" as a fraction."""
    gap = sentence.lower[one.last + 1 : two.first]
    if gap not in (["in"], ["in", "every"], ["out", "of"]) or one.kind or two.kind or one.vague or two.vague or one.fraction:
        return None
    round_number = two.value in (100, 1000, 10_000) or (two.value <= 10 or two.value == 20)
    if not (round_number and 0 < one.value < two.value and one.value == int(one.value)) or two.attributive:
        return None
    return two._replace(value=one.value / two.value, first=one.first, number_first=one.number_first, fraction=True)


def _alike(one: Amount, two: Amount) -> bool:
    """Say whether the units agree: the same, or only one of them written."""
    if one.fraction != two.fraction or (one.per and not two.per):
        return False
    if one.kind == two.kind:
        return one.unit == two.unit or (not one.per and two.unit.startswith(one.unit))
    return not one.kind or (not two.kind and one.kind in ("money", "percent", "measure"))


def _linked(sentence: Sentence, one: Amount, two: Amount, link: str, before: str, forms: NumberForms) -> bool:
    if link in _DASHES:
        return (one.digits and two.digits and not one.attributive) or (not one.digits and not two.digits)
    if link in forms.both:
        return before in forms.between
    if link in forms.to and before == "by":
        return False  # "rose by six to 41"
    if link in forms.to:
        return before in forms.since or not (one.kind and not two.kind) or (one.kind == "money" and one.unit_first < one.number_first)
    if link in forms.either:
        return one.value < two.value <= max(10.0 * one.value, 4.0) and one.kind in ("", two.kind) and (one.digits == two.digits)
    return link == "/" and one.kind == two.kind == "money"


def _shared_scale(one: Amount, two: Amount) -> Amount:
    """Give the first end the scale of the second: "four to five thousand", "$89 to $93 billion"."""
    if one.scaled or not two.scaled or one.value >= 1000 or two.scale <= 1 or one.value > two.value / two.scale or one.vague:
        return one
    return one._replace(value=tidy(one.value * two.scale), scaled=True, scale=two.scale)


def _whole(sentence: Sentence, one: Amount, two: Amount, *, lead: bool, moved: bool) -> Amount:
    unit = two if two.kind else one
    vague = None
    if one.vague and two.vague:
        vague = (one.vague[0], two.vague[1])
    return two._replace(
        value=one.value, high=two.value, moved=moved, first=one.first - 1 if lead else one.first, number_first=one.number_first,
        kind=unit.kind, unit=unit.unit, unit_first=unit.unit_first, unit_last=unit.unit_last, per=unit.per, vague=vague,
    )  # fmt: skip
