"""What a word of happening means where its sentence or its text says more: treated as ill or hurt, part taken in a strike (English)."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from monitor_plugins.languages.en_reading import CATEGORIES, CONFIRMED, FIRES, GATHERINGS, INMATES, OUTAGES, PRISONS, STRIKES, SUPPLIES
from monitor_plugins.text.lemma import noun
from monitor_plugins.text.words import words

_INFECTED = frozenset(["case", "cases", "patients"])
_OF_WHAT = 9  # tokens behind "taking part" within which it is said in what
_FIGURED = words("about over on as regarding concerning")  # "kept in the dark about the leak"
_COACHES = frozenset(["coach", "coaches", "train", "flight"])


class About(NamedTuple):
    """What a text is about at all, looked up when a word asks for it."""

    disease: Callable[[], bool]
    evacuation: Callable[[], bool]
    walkout: Callable[[], bool]


def in_context(family: tuple[str, ...], lower: list[str], at: int, about: About) -> tuple[str, ...]:
    """Give what the word at the token `at` tells of here: "treated" of illness or wounds, "in the dark" of an outage; () for nothing."""
    read = _READERS.get(family[0])
    return read(lower, at, about) if read else _cases(family, lower, at, about)


def _cases(family: tuple[str, ...], lower: list[str], at: int, about: About) -> tuple[str, ...]:
    """Leave cases and patients alone where the text has no disease."""
    if family != ("infect",) or lower[at] not in _INFECTED or about.disease():
        return family
    return family if at and (lower[at - 1] in CONFIRMED or lower[at - 1] in ("new", "active")) else ()


def _part_taken(lower: list[str], at: int, about: About) -> tuple[str, ...]:
    """Read "took part in the walkout" as striking, unless it is a march, a ballot or a drill that they took part in."""
    behind = lower[at + 1 : at + _OF_WHAT]
    if not about.walkout() or not GATHERINGS.isdisjoint(behind):
        return ("attend",)
    return ("attend",) if STRIKES.isdisjoint(behind) and not GATHERINGS.isdisjoint(lower) else ("strike",)


def _dark(lower: list[str], at: int, about: About) -> tuple[str, ...]:
    end = next((here for here in range(at, min(at + 3, len(lower))) if lower[here] in ("dark", "darkness")), at)
    return () if lower[end + 1 : end + 2] and lower[end + 1] in _FIGURED else ("outage",)


def _got_away(lower: list[str], at: int, about: About) -> tuple[str, ...]:
    """Read "got away" as an escape, but not "got away with 2 million"."""
    end = next((here for here in range(at, min(at + 3, len(lower))) if lower[here] == "away"), at)
    return () if lower[end + 1 : end + 2] == ["with"] else ("escape",)


def _powerless(lower: list[str], at: int, about: About) -> tuple[str, ...]:
    """Read "had no power", but not "had no power to tax"."""
    end = next((here for here in range(at, min(at + 3, len(lower))) if lower[here] in SUPPLIES), at)
    supplied = lower[end + 1 : end + 2] == ["to"] and lower[at] in ("no", "power") and lower[end - 1] == "no"
    return () if supplied else ("outage",)


def _offered(lower: list[str], at: int, about: About) -> tuple[str, ...]:
    """Leave out "in a bid to" and the public offering of shares."""
    return () if at and (lower[at - 1] in ("public", "share") or lower[at + 1 : at + 2] == ["to"]) else ("offer",)


def _affected(lower: list[str], at: int, about: About) -> tuple[str, ...]:
    return ("affect",) if OUTAGES.isdisjoint(lower) else ("outage",)


def _carried(lower: list[str], at: int, about: About) -> tuple[str, ...]:
    """Read "a coach carrying 52 pilgrims" as so many on board."""
    before = lower[max(0, at - _OF_WHAT) : at]
    return ("aboard",) if any(word in _COACHES or CATEGORIES.get(noun(word)) == "vehicle" for word in before) else ()


_READERS: dict[str, Callable[[list[str], int, About], tuple[str, ...]]] = {
    "treat": lambda lower, at, about: ("infect",) if about.disease() else ("wound",),
    "consume": lambda lower, at, about: () if FIRES.isdisjoint(lower) else ("destroy",),
    "case": lambda lower, at, about: ("infect",) if about.disease() else (),
    "drive-out": lambda lower, at, about: ("evacuate",) if about.evacuation() else ("displace",),
    "restore": lambda lower, at, about: () if SUPPLIES.isdisjoint(lower) else ("reconnect",),
    "carry": _carried,
    "striker": lambda lower, at, about: ("strike",) if about.walkout() else (),
    "take-part": _part_taken,
    "dark": _dark,
    "get-away": _got_away,
    "outage": _powerless,
    "offer": _offered,
    "affect": _affected,
}


def settled(families: tuple[str, ...], kind: str, lemma: str, lower: list[str], last: int, about: About) -> tuple[str, ...]:
    """Read "escaped" and "released" as leaked of litres and tonnes, "fled" as escaped of prisoners, "in hospital" as hurt or ill."""
    if "hospital" in families:
        if len(families) > 1 or lemma == "patient":
            return tuple(family for family in families if family != "hospital")
        return ("infect",) if about.disease() else ("wound",)
    if kind == "measure":
        return tuple("leak" if family in ("escape", "free") else family for family in families)
    if families == ("displace",) and (lemma in INMATES or not PRISONS.isdisjoint(lower[last + 1 : last + _OF_WHAT])):
        return ("escape",)
    return families
