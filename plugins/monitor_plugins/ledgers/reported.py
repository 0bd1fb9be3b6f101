"""One reported value as series compare it: what is counted, whose, where, when, by whom, and the interval that it grants."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from monitor import Article, Placed, Quantity
from monitor_plugins.echoes import newsroom, wire_credit
from monitor_plugins.languages.en_reading import FAMILIES
from monitor_plugins.ledgers.kinds import AMOUNTS, LIVING, PEOPLE, PEOPLE_FAMILIES
from monitor_plugins.ledgers.names import CALENDAR, dateline, telling
from monitor_plugins.ledgers.period import period
from monitor_plugins.numbers.intervals import Interval
from monitor_plugins.text.words import words

_LONGEST_QUOTE = 240  # code points
# What it means that these were lost.
_LOST = {"combatant": "kill", "building": "destroy", "job": "job-cut"}
_OWNED = frozenset({"combatant", "job", "worker"})
# What "demonstrators", "refugees", "patients" imply, but other things may happen to them too.
_IMPLIED = frozenset({"attend", "displace", "infect", "aboard", "shelter"})
_BEHIND = re.compile(r" (?:(?:were|was|are|is|have|has|had|been|being) ){1,3}(?:also |since |later )?(\w+)")
_NUMBER_OF = re.compile(r"\b(?:number|count|total|tally) of (?:\w+ )?(?:people|persons|those|men|women) (\w+)", re.IGNORECASE)
_BEFORE = re.compile(r"\b(\w+) $")
_LEFT = re.compile(
    r" (?:(?:have|has|had) )?(?:left|quit) (?:the |their )?(?:[A-Z]\w+ )*"
    r"(?:countr|district|region|cit|town|area|province|village|home|island|enclave|capital)"
)
_THINGS = frozenset({"unit", "product", "item", "device"})
_RECALL = re.compile(r"\brecall|\bcall(?:ed|s|ing) back\b", re.IGNORECASE)
_CUTS = re.compile(r"[;:,–—]\s")
_NOBODY = frozenset({"reference", "unattributed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A figure of one article. Names are stems (see `names.stem`); `voice` is who says it, "" for the outlet itself.

    `measure` is count, percent, money:UNIT or measure:UNIT, with what it is told per; `quote` is the sentence or clause around
    the figure at `start`..`end`; `shown` is the number as a person would repeat it, bound words included.
    """

    measure: str
    families: tuple[str, ...] = ()
    of: str = ""
    category: str = ""
    owners: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    period: str = ""
    day: str = ""
    role: str = "total"
    qualifier: str = ""
    low: float | None
    high: float | None
    point: float
    bound: str = "exact"
    decimals: int = 0
    voice: str = ""
    voice_class: str = ""
    change: str = ""
    confidence: float = 0.5
    number: int = 0
    start: int = 0
    end: int = 0
    quote: str = ""
    shown: str = ""
    noun: str = ""
    titled: bool = False
    headline: bool = False
    article: int = 0
    revision: int = 0
    arrival: int = 0
    at: datetime | None = None
    outlet: str = ""

    @property
    def interval(self) -> Interval:
        """Give the values that the report grants."""
        return Interval(self.low, self.high)

    @property
    def living(self) -> bool:
        """Say whether people (or their jobs) are counted."""
        if not self.measure.startswith("count"):
            return False
        return self.category in LIVING or (not self.category and not self.of and bool(PEOPLE_FAMILIES.intersection(self.families)))

    @property
    def named(self) -> bool:
        """Say whether somebody is named as saying it, rather than the outlet itself or nobody in particular."""
        return bool(self.voice) and self.voice_class not in _NOBODY

    def row(self) -> dict[str, Any]:
        """Give what is kept with a placement: everything that is not said by the article."""
        said = ((name, getattr(self, name)) for name in _SAID)
        return {name: list(value) if name in _LISTS else value for name, value in said if value not in ("", (), None)}


_NAMES = frozenset(field.name for field in fields(Reported))
_SAID = tuple(field.name for field in fields(Reported) if field.name not in ("article", "revision", "arrival", "at", "outlet"))
_LISTS = ("families", "owners", "places")


def from_placed(placed: Placed) -> Reported | None:
    """Read a reported value back from its placement; None if the placement holds none."""
    row = placed.placement.details.get("figure")
    figure = from_row(row) if isinstance(row, Mapping) else None
    return None if figure is None else of_article(figure, placed.article)


def from_row(row: Mapping[str, Any]) -> Reported | None:
    """Read a figure from what was kept of it (see `Reported.row`); None if it is none."""
    if "point" not in row or "measure" not in row:
        return None
    known: dict[str, Any] = {name: tuple(value) if name in _LISTS else value for name, value in row.items() if name in _NAMES}
    return Reported(**{"low": None, "high": None} | known)


def of_article(figure: Reported, article: Article) -> Reported:
    """Give the figure with the numbers, the time and the outlet of its article."""
    outlet = wire_credit(article) if article.text else ""
    return replace(
        figure,
        article=article.id,
        revision=article.revision,
        arrival=article.arrival,
        at=article.at,
        outlet=figure.outlet or outlet or newsroom(article),
    )


def usable(quantity: Quantity) -> bool:
    """Say whether a quantity reports how much there is: no date, age or rank, no earlier value, nothing supposed, planned or denied."""
    if quantity.kind not in ("count", "percent", "money", "measure") or quantity.role == "previous" or quantity.value is None:
        return False
    flags = ("denominator", "supposed", "past", "negated")
    return not any(quantity.details.get(flag) for flag in flags) and bool(quantity.predicate or quantity.of or quantity.category)


def read(article: Article, number: int, quantity: Quantity) -> Reported:
    """Read the quantity number `number` of an article."""
    start, end = _around(article.text, quantity)
    low, high, point = _values(quantity)
    share = _whole_of_share(article, number, quantity)
    if share is not None:
        low = high = point = share
    owners = _owners(article, quantity)
    families = happened(article.text, quantity)
    return of_article(
        Reported(
            measure=_measure(quantity, as_count=share is not None),
            families=families,
            of=_of(quantity),
            category=quantity.category,
            owners=owners,
            places=_places(quantity, owners),
            period=period(article, quantity),
            day=_day(quantity),
            role=_role(article, number, quantity),
            qualifier=_qualifier(quantity),
            low=low,
            high=high,
            point=point,
            bound=quantity.bound,
            decimals=_decimals(quantity.quote),
            voice=_voice(quantity),
            voice_class=_class(quantity),
            change=str(quantity.details.get("change", "")),
            confidence=quantity.confidence,
            number=number,
            start=start,
            end=end,
            quote=article.text[start:end],
            shown=shown(article.text, quantity),
            noun=_noun(quantity),
            titled=quantity.start < len(article.title) and article.text.startswith(article.title),
        ),
        article,
    )


def _measure(quantity: Quantity, *, as_count: bool) -> str:
    if quantity.kind == "count" or as_count:
        unit = "count"
    else:
        unit = quantity.kind if quantity.kind == "percent" else f"{quantity.kind}:{quantity.unit.partition(' per ')[0]}"
    per = quantity.details.get("per") if quantity.role == "rate" else ""
    return f"{unit}/{per}" if per else unit


def _values(quantity: Quantity) -> tuple[float | None, float | None, float]:
    """Give the interval and the point that stands for it: the value written, the middle of a range, the top of "from 41 to 67"."""
    value = quantity.value
    if not isinstance(value, tuple):
        return quantity.low, quantity.high, float(value or 0)
    if "previous" in quantity.details:
        return quantity.low, quantity.high, float(value[1])
    return quantity.low, quantity.high, sum(value) / 2


def _whole_of_share(article: Article, number: int, quantity: Quantity) -> float | None:
    """Give how many "a third of the 900 detainees" are; None unless the whole is counted right behind a share."""
    if quantity.kind != "percent" or isinstance(quantity.value, tuple) or not 0 < (quantity.value or 0) < 1:
        return None
    whole = _denominator(article, number, quantity)
    return None if whole is None or not isinstance(whole.value, float | int) else float(quantity.value or 0) * whole.value


def _denominator(article: Article, number: int, quantity: Quantity) -> Quantity | None:
    following = article.annotations[number + 1] if number + 1 < len(article.annotations) else None
    if isinstance(following, Quantity) and following.details.get("denominator") and following.start - quantity.start < 60:
        return following
    return None


def _role(article: Article, number: int, quantity: Quantity) -> str:
    """Give the role; "141 of the 183 passengers" is all there is of those 141."""
    if quantity.role == "part" and _denominator(article, number, quantity) is not None and quantity.predicate:
        return "total"
    return quantity.role


def _of(quantity: Quantity) -> str:
    """Give the noun that is counted; a weekday behind a number ("Wednesday's toll to 61") counts nothing."""
    named = quantity.of or (quantity.unit if quantity.kind == "count" else "")
    return "" if named in CALENDAR else named


def _owners(article: Article, quantity: Quantity) -> tuple[str, ...]:
    """Give whose it is: a name within the noun phrase, else the subject; of jobs, shares and amounts also what opens the sentence."""
    phrase = quantity.quote.split(" ", 1)
    inside = telling(phrase[1]) if len(phrase) > 1 else ()
    if inside:
        return inside
    found = [name for name in quantity.subject if not dateline(name)]
    named = tuple(dict.fromkeys(part for name in found for part in telling(name)))
    if named or (quantity.category not in _OWNED and quantity.kind not in ("percent", "money")):
        return named
    opening = article.text[quantity.sentence[0] : quantity.start].split(" ", 1)[0]
    return telling(opening) if not dateline(opening) and len(opening) > 2 else ()


def happened(text: str, quantity: Quantity) -> tuple[str, ...]:
    """Give what happened to the counted; what is said right beside them goes before what their noun implies.

    "Demonstrators were detained" tells of arrests, "jobs were lost" of cuts.
    """
    if quantity.category in PEOPLE and _LEFT.match(text, quantity.end):
        return ("displace",)
    before = _BEFORE.search(text, quantity.sentence[0], quantity.start)
    found = (_BEHIND.match(text, quantity.end), _NUMBER_OF.search(text, quantity.sentence[0], quantity.start), before)
    families = next((families for said in found if said and (families := FAMILIES.get(said.group(1).lower(), ()))), ())
    if families and len(quantity.predicate) == 1 and quantity.predicate != families and quantity.predicate[0] in _IMPLIED:
        return families
    if not quantity.predicate and quantity.of in _THINGS and _RECALL.search(text):
        return ("recall",)
    if quantity.category in _LOST and (quantity.predicate == ("lose",) or (not quantity.predicate and "lose" in quantity.terms)):
        return (_LOST[quantity.category],)
    return () if quantity.kind == "count" and set(quantity.predicate) <= AMOUNTS else quantity.predicate


def _places(quantity: Quantity, owners: tuple[str, ...]) -> tuple[str, ...]:
    found = [part for name in quantity.place for part in telling(name)]
    return tuple(dict.fromkeys(part for part in found if part not in owners))


def _day(quantity: Quantity) -> str:
    """Give the weekday on which it happened, as far as the figure's own clause names one."""
    named = [word for word in re.findall(r"\w+day", quantity.time) if word[0].isupper()]
    return named[0].lower() if named else ""


def _qualifier(quantity: Quantity) -> str:
    said = str(quantity.details.get("qualifier", ""))
    if not said and "infect" in quantity.predicate:
        return "suspected" if {"suspect", "suspected", "probable"} & set(quantity.terms) else ""
    return said


def _voice(quantity: Quantity) -> str:
    return next((name for name in quantity.attribution if len(name) < 80), "")


def _class(quantity: Quantity) -> str:
    return quantity.speaker_class if quantity.attribution else ""


def _decimals(quote: str) -> int:
    found = re.search(r"\d[.](\d+)", quote)
    return len(found.group(1)) if found else 0


def _noun(quantity: Quantity) -> str:
    """Give what is counted as written, for titles."""
    return quantity.unit_text if len(quantity.unit_text) < 40 else ""


def shown(text: str, quantity: Quantity) -> str:
    """Give a number as a person would repeat it: "as many as 6,000", "3.1%", "340 million marks"."""
    begin, end = quantity.details.get("number", (quantity.start, quantity.end))
    if quantity.kind in ("money", "percent", "measure"):
        unit_end = text.find(quantity.unit_text, begin, quantity.end + 1) if quantity.unit_text else -1
        end = max(end, unit_end + len(quantity.unit_text)) if unit_end >= 0 else end
        begin = min(begin, quantity.start) if begin - quantity.start < 30 else begin
    said = " ".join(text[begin:end].split())
    bound = str(quantity.details.get("bound_words", ""))
    return f"{bound} {said}" if bound and not said.lower().startswith(bound) and bound != "another" else said


def _around(text: str, quantity: Quantity) -> tuple[int, int]:
    """Give the span to quote: the sentence, or the part of a long one between the marks around the figure."""
    start, end = quantity.sentence
    if not start <= quantity.start < quantity.end <= end:
        return quantity.start, quantity.end
    if end - start <= _LONGEST_QUOTE:
        return start, end
    cuts = [start, *(match.end() for match in _CUTS.finditer(text, start, end)), end]
    left = max(cut for cut in cuts if cut <= quantity.start)
    right = min(cut for cut in cuts if cut >= quantity.end)
    right = right if right == end else len(text[:right].rstrip(" ,;:–—"))
    return (left, right) if right - left <= _LONGEST_QUOTE and right >= quantity.end else (quantity.start, quantity.end)


def same_voice(new: Reported, was: Reported) -> bool:
    """Say whether two figures come from one speaker, as far as the names tell."""
    if not (new.named and was.named):
        return False
    one, other = set(_words(new.voice)), set(_words(was.voice))
    return bool(one) and bool(other) and (one <= other or other <= one or len(one & other) >= 2)


_EMPTY = words("the of a an in at for and to his her its our says said local")


def _words(voice: str) -> list[str]:
    return [word for word in voice.lower().replace("'s", "").replace("’s", "").split() if word not in _EMPTY]
