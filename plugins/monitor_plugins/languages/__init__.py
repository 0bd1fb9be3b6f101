"""What the readers know about each language: one file per language, one door here.

`NumberForms` is enough to read numbers; a language that has nothing more is not understood beyond them, so no figure in it
is ever confident enough to alert.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module

KNOWN = ("en", "de", "fr", "es")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NumberForms:
    """How a language writes numbers, bounds and units. All keys are in lower case; phrases hold single spaces.

    `cardinals` add up (twenty + one), `multipliers` multiply what stands before them (hundred, thousand, million), `twins`
    are two words for one number (quatre vingt). `vague` maps a plural magnitude to the interval that a careful reader
    grants it. `before` and `after` map a phrase to a bound: at_least, at_most, about, exact; `nearly` is a bound that
    grants only what lies below. `units` map a form to its unit and kind. `starters` can begin a number.
    """

    decimal: str = "."
    group: str = ","
    space_groups: bool = False
    cardinals: Mapping[str, float]
    twins: Mapping[tuple[str, str], float] = field(default_factory=dict)
    compound: Callable[[str], float | None] | None = None
    multipliers: Mapping[str, float]
    abbreviated: Mapping[str, float]
    joiners: frozenset[str]
    articles: frozenset[str]
    halves: frozenset[str]
    fractions: Mapping[str, float]
    dozens: Mapping[str, float]
    few: frozenset[str]
    vague: Mapping[str, tuple[float, float]]
    of: frozenset[str]
    points: frozenset[str] = frozenset()
    minus: frozenset[str] = frozenset({"minus"})
    to: frozenset[str]
    either: frozenset[str]
    between: frozenset[str]
    both: frozenset[str]
    since: frozenset[str]
    before: Mapping[str, str]
    after: Mapping[str, str]
    percent: frozenset[str]
    currencies: Mapping[str, str]
    units: Mapping[str, tuple[str, str]]
    per: frozenset[str]
    months: frozenset[str]
    year_cues: frozenset[str]
    ordinal_marks: frozenset[str]
    starters: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        maps = (self.cardinals, self.multipliers, self.dozens, self.vague)
        first = (word for words in maps for word in words)
        object.__setattr__(self, "starters", frozenset([*first, *self.halves, *self.few, *(pair[0] for pair in self.twins)]))


def forms(code: str) -> NumberForms | None:
    """Give the number forms of a language by its ISO 639-1 code (`de`, `de-AT`); None for a language that we can't read."""
    short = code.lower().partition("-")[0].partition("_")[0]
    return _load(short) if short in KNOWN else None


@lru_cache(maxsize=len(KNOWN))
def _load(short: str) -> NumberForms:
    found = import_module(f"monitor_plugins.languages.{short}").FORMS
    assert isinstance(found, NumberForms)  # noqa: S101 - a language file without forms is a fault of ours, not of a user
    return found


def table(listed: str) -> dict[str, str]:
    """Read lines `canonical: form form …` (`_` for a space) into form → canonical; each canonical name is a form of itself.

    A line without a colon goes on with the one before it.
    """
    found: dict[str, str] = {}
    name = ""
    for line in listed.strip().splitlines():
        head, colon, rest = line.strip().partition(":")
        name = head if colon else name
        for form in (name.replace(" ", "_"), *(rest if colon else head).split()):
            found[form.replace("_", " ")] = name
    return found


def kinds(listed: str, kind: str) -> dict[str, tuple[str, str]]:
    """Read a `table` of units that are all of one kind."""
    return {form: (name, kind) for form, name in table(listed).items()}
