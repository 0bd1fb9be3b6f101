"""One reported value as series compare it: what is counted, whose, where, when, by whom, and the interval that it grants."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from monitor import Article, Placed
from monitor_plugins.echoes import newsroom, wire_credit
from monitor_plugins.ledgers.kinds import LIVING, PEOPLE_FAMILIES
from monitor_plugins.numbers.intervals import Interval
from monitor_plugins.once import Once
from monitor_plugins.text.words import words

_NOBODY = frozenset({"reference", "unattributed"})


# A tuple, not a dataclass: every figure near an article is made anew for it, and a tuple is made in a third of the time.
class Reported(NamedTuple):
    """A figure of one article. Names are stems (see `names.stem`); `voice` is who says it, "" for the outlet itself.

    `measure` is count, percent, money:UNIT or measure:UNIT, with what it is told per; `quote` is the sentence or clause around
    the figure at `start`..`end`; `shown` is the number as a person would repeat it, bound words included; `stage` is "planned" for
    what is announced and not yet done, "feared" for the dead that nobody has found; `against` are the words that set it against
    another's number and `denied` the values that it denies.
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
    low: float | None = None
    high: float | None = None
    point: float = 0.0
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
    whose: str = ""
    stage: str = ""
    titled: bool = False
    headline: bool = False
    against: str = ""
    denied: tuple[float, ...] = ()
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


_NAMES = frozenset(Reported._fields)
_SAID = tuple(name for name in Reported._fields if name not in ("article", "revision", "arrival", "at", "outlet"))
_LISTS = ("families", "owners", "places", "denied")


def from_placed(placed: Placed) -> Reported | None:
    """Read a reported value back from its placement; None if the placement holds none."""
    return _read(placed) if placed.article.text else _read_once(placed)


def _read(placed: Placed) -> Reported | None:
    row = placed.placement.details.get("figure")
    figure = from_row(row) if isinstance(row, Mapping) else None
    return None if figure is None else of_article(figure, placed.article)


_read_once = Once(_read, 4_000)


def from_row(row: Mapping[str, Any]) -> Reported | None:
    """Read a figure from what was kept of it (see `Reported.row`); None if it is none."""
    if "point" not in row or "measure" not in row:
        return None
    known: dict[str, Any] = {name: tuple(value) if name in _LISTS else value for name, value in row.items() if name in _NAMES}
    return Reported(**known)


def of_article(figure: Reported, article: Article) -> Reported:
    """Give the figure with the numbers, the time and the outlet of its article."""
    outlet = wire_credit(article) if article.text else ""
    return figure._replace(
        article=article.id,
        revision=article.revision,
        arrival=article.arrival,
        at=article.at,
        outlet=figure.outlet or outlet or newsroom(article),
    )


def same_voice(new: Reported, was: Reported) -> bool:
    """Say whether two figures come from one speaker, as far as the names tell."""
    if not (new.named and was.named):
        return False
    one, other = set(_words(new.voice)), set(_words(was.voice))
    levels = one & _LEVELS, other & _LEVELS
    if all(levels) and levels[0].isdisjoint(levels[1]):
        return False  # a county's health department is not the state's
    return bool(one) and bool(other) and (one <= other or other <= one or len(one & other) >= 2)


_LEVELS = words("county state federal national city municipal district provincial regional")
_EMPTY = words("the of a an in at for and to his her its our says said local")


def _words(voice: str) -> list[str]:
    return [word for word in voice.lower().replace("'s", "").replace("’s", "").split() if word not in _EMPTY]
