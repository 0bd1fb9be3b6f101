"""Numbers whose noun stands elsewhere: "the share", "put it at", of what the figure before counts; and speeds, which are counted in
no noun at all (English)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from monitor import Article, Quantity
from monitor_plugins.text.lemma import noun

_LED = re.compile(
    r"\b(?:the|that|this|its|their|his|her|a) (?:\w+ )?"
    r"(?:share|proportion|percentage|rate|number|total|figure|toll|count|sum|amount|tally|turnout|participation|speed)"
    r"(?: (?:of|among) (?:those|them))?[^.;:?!\d]{0,40}$"
    r"|\b(?:put|puts|putting|estimat(?:ed|es)|reckon(?:ed|s)) (?:it|them|this|that) at [^.;:?!\d]{0,20}$",
    re.IGNORECASE,
)
_DISTANCES = frozenset({"kilometre", "mile", "nautical mile", "metre", "foot"})
_MOVED = re.compile(
    r"\b(?:travell?ing|travell?ed|go(?:ing|ne)|went|doing|did|driving|drove|driven|moving|moved|sail(?:ing|ed)|fl(?:ying|ew|own)|rac(?:ing|ed)"
    r"|speeding|sped|running|ran|hurtl\w+|speed (?:of|was|had been|as|at)|speeds of)"
    r" (?:at |of )?(?:a speed of |speeds of )?(?:about |around |nearly |almost |more than |up to |some |at least |just |only )*$",
    re.IGNORECASE,
)
_MOVING = 0.8
_OF_WHAT = re.compile(
    r"\b(?:volume|amount|quantity|weight|mass|area) of ([a-z]+) (?:[\w’'-]+ ){0,5}?(?:at|to|as|was|is|be) "
    r"(?:about |around |some |nearly |almost |more than |at least )?$"
)
_VALUED = re.compile(r"\bvalu(?:es|ed|ing) (?:[\w’'-]+ ){0,5}?at (?:about |some |around |nearly |more than )?(?:[€£$] ?)?$")
_BID = re.compile(r"\b(?:takeover|bid|buyout)\b", re.IGNORECASE)
_BEFORE = 90  # code points before a number that are read
_REACH = 420  # code points back to the figure that says what is counted
_SURE = 0.74  # nearly as sure as a figure that says itself what is counted


def carried(article: Article, notes: Sequence[Quantity], at: int) -> Quantity:
    """Give note `at`, or, where it is bare but led by a word for a number, the note with what the figure before it counts."""
    quantity = notes[at]
    if quantity.kind == "measure":
        return _volume(article, quantity) if quantity.of in ("", "speed") else quantity
    if quantity.kind == "money" and not quantity.predicate and _valued(article, quantity):
        return replace(quantity, predicate=("offer",), confidence=max(quantity.confidence, _MOVING))
    if quantity.kind not in ("count", "percent", "money") or quantity.of or quantity.category or quantity.predicate:
        return quantity
    begin = max(0, quantity.start - _BEFORE, quantity.sentence[0] if quantity.sentence[0] <= quantity.start else 0)
    if quantity.role not in ("total", "part") or not _LED.search(article.text, begin, quantity.start):
        return quantity
    told = next((one for one in reversed(notes[:at]) if one.kind == quantity.kind and _tells(one, quantity)), None)
    if told is None:
        return quantity
    return replace(
        quantity,
        predicate=told.predicate,
        of=told.of,
        category=told.category,
        subject=quantity.subject or told.subject,
        place=quantity.place or told.place,
        time=quantity.time or told.time,
        confidence=max(quantity.confidence, _SURE),
    )


def _volume(article: Article, quantity: Quantity) -> Quantity:
    """Give a measure that is led by what it is of with that: "put the volume of mud at 45,000 cubic metres"; else see `_speed`."""
    led = _OF_WHAT.search(article.text, max(quantity.sentence[0], quantity.start - _BEFORE), quantity.start)
    return replace(quantity, of=noun(led.group(1)), confidence=max(quantity.confidence, _SURE)) if led else _speed(article, quantity)


def _speed(article: Article, quantity: Quantity) -> Quantity:
    """Give a speed at which something is said to have moved as one: "was travelling at 106 kilometres per hour"."""
    unit, _, per = quantity.unit.partition(" per ")
    if per not in ("hour", "second") or unit not in _DISTANCES or quantity.of not in ("", "speed") or quantity.predicate:
        return quantity
    moved = _MOVED.search(article.text, max(quantity.sentence[0], quantity.start - _BEFORE), quantity.start)
    return replace(quantity, of="speed", confidence=max(quantity.confidence, _MOVING)) if moved else quantity


def _valued(article: Article, quantity: Quantity) -> bool:
    """Say whether a bid values a firm at so much: "the brewer is thus valued at 2.96 billion crowns"."""
    begin = max(quantity.sentence[0], quantity.start - _BEFORE)
    return bool(_VALUED.search(article.text, begin, quantity.start)) and _BID.search(article.text) is not None


def _tells(earlier: Quantity, bare: Quantity) -> bool:
    """Say whether an earlier figure, in the text and not far off, tells what is counted."""
    near = bare.start - _REACH <= earlier.end <= bare.start
    return near and bool(earlier.predicate and (earlier.of or earlier.category)) and not earlier.details.get("denominator")
