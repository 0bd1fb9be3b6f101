"""How a series is called: "Killed or wounded · North Korean soldiers", "Homes destroyed", "Deficit"."""

from __future__ import annotations

import re

from monitor_plugins.languages.en_reading import PLURALS
from monitor_plugins.ledgers import kinds
from monitor_plugins.ledgers.reported import Reported

GENERIC = frozenset({"", "people", "person", "number", "case"})
_TRADED = frozenset({"buy", "sell", "build", "produce", "launch", "recall"})  # money is what these are done for, not what they are done to
_POLLED = frozenset({"vote", "win"})
_LONGEST = 60
_HAPPENED = frozenset({"dead", "death", "bodie", "fatal", "casua", "lives", "wound", "injur", "missi", "arres", "infec"})


def title(figure: Reported) -> str:
    """Give what is counted in words that a person would write, without a number."""
    if figure.living:
        return _of_people(figure)
    if figure.measure.startswith("money") or figure.measure.startswith("percent"):
        return _of_amount(figure)
    if figure.category == "vote" and figure.whose:
        return _capital(f"{plural(figure.of or 'vote')} · {figure.whose}")
    counted = figure.noun or plural(figure.of or figure.measure.partition(":")[2])
    done = kinds.participle(figure.families)
    called = f"{counted} {done}".strip() or kinds.name(figure.families) or "number"
    return _capital(called)


def _of_people(figure: Reported) -> str:
    happened = "" if figure.category == "job" else kinds.people_title(figure.families)
    who = figure.noun if figure.of not in GENERIC else ""
    if not happened:
        return _capital(f"{who or plural(figure.of) or 'people'} {kinds.participle(figure.families)}".strip())
    named = " ".join(word for word in who.split() if word.lower() not in happened.lower().split())  # "injured surfers"
    return f"{happened} · {named}" if named and not _says(happened, named) else happened


def _says(happened: str, who: str) -> bool:
    """Say whether the noun only repeats what happened: "dead", "injured", "arrests"."""
    stem = who.lower().rsplit(" ", 1)[-1][:5]
    return any(word.lower().startswith(stem) for word in happened.split()) or stem in _HAPPENED


def plural(noun: str) -> str:
    """Give the plural of a noun by rule."""
    if not noun or noun.endswith("s") or noun in PLURALS:
        return noun
    if noun.endswith(("x", "z", "ch", "sh")):
        return noun + "es"
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else noun + "s"


def _of_amount(figure: Reported) -> str:
    named = kinds.name(figure.families) or figure.of or ("turnout" if figure.families == ("attend",) else "")
    done = kinds.participle(figure.families)
    if figure.of and done and (figure.measure == "percent" or not kinds.name(figure.families)):
        named = f"{figure.noun or plural(figure.of) if figure.measure == 'percent' else 'amount'} {done}"
    kind = "share" if figure.measure.startswith("percent") else "amount"
    called = _capital(named or f"{kind} {done}".strip())
    return f"{called} · {figure.whose}" if figure.whose else called


def plain(figure: Reported) -> bool:
    """Say whether a figure's title tells a stranger what is counted: what happened to it; of shares and amounts, what of and whose."""
    if not figure.measure.startswith(("money", "percent")):
        if figure.category == "vote":
            return bool(figure.whose) and not _POLLED.isdisjoint(figure.families)
        words = (kinds.people_title, kinds.participle) if figure.living else (kinds.participle, kinds.name)
        named = figure.of or not figure.measure.startswith("measure")
        return bool(named) and any(said(figure.families) for said in words) and _whole(figure)
    named = kinds.name(figure.families) or (figure.of and kinds.participle(figure.families) and not _TRADED.intersection(figure.families))
    return bool(named) and bool(figure.whose)


def _whole(figure: Reported) -> bool:
    """Say whether the noun of a count can be one: several things have a plural, "10 of its forthcoming A350" has none."""
    last = figure.noun.partition(" of ")[0].rsplit(" ", 1)[-1].lower()  # "jars of carrot": the jars are counted
    return not last or figure.measure != "count" or figure.point == 1 or bool(figure.category) or last in PLURALS or last.endswith("s")


def _capital(text: str) -> str:
    flat = " ".join(text.split())[:_LONGEST]
    return flat[:1].upper() + flat[1:]


def slug(text: str) -> str:
    """Give a title as part of a key: lower case, hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "number"
