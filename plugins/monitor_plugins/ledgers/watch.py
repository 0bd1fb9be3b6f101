"""What a desk asks to be counted, in plain words: "people killed", "percent of voters supporting the ban", "jars recalled" (English).

The words are read by the reader of figures itself, as if a number stood before them, so that what is asked for and what reports
say meet in the same terms.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from monitor import Quantity
from monitor_plugins.claims.lexicon import senses
from monitor_plugins.languages import forms
from monitor_plugins.languages.en_reading import CATEGORIES, FAMILIES, OUTAGES, SERVED, STRIKES, SUPPLIES
from monitor_plugins.ledgers.kinds import PEOPLE
from monitor_plugins.ledgers.matter import MOVED, SUPPLIED, driven
from monitor_plugins.ledgers.reported import Reported
from monitor_plugins.numbers.confidence import SUBSTANCE
from monitor_plugins.numbers.predicates import idioms_in
from monitor_plugins.numbers.reading import Reader
from monitor_plugins.text.lemma import lemma, noun
from monitor_plugins.text.tokens import tokenise
from monitor_plugins.text.words import words

_EMPTY = words(
    """the a an of in on at by for to from with who that which were was is are be been being have has had their its his her
    this these those number numbers count total figure figures toll tally how many much and or any all new more than
    since until far so without under over after before into out up down off about"""
)
_MONEY = words("amount sum money dollars euros pounds value cost costs price spending bill")
_PERCENT = words("percent percentage share rate pct proportion per cent")
_GENERIC = words("people person victim resident survivor man woman child")
_THINGS = words("product unit item thing device model piece copy building vehicle animal weapon")
_BARE = words("people person dead injured wounded missing casualty victim death injury fatality body life")
_SUMS = frozenset({"offer", "ransom", "reward", "fine", "stake"})
_OF_SUMS = words("takeover buyout merger demand demands demanded asked crowns")
_OF_MAINS = OUTAGES | SUPPLIES | words("affected hit cut still back restored")
_INSIDE = frozenset({"trap", "missing", "rescue", "aboard"})  # of these the men at a place of work are its workers
# What these tell is read by whom it happened to: jobs lost are cut, homes lost destroyed.
_READ_BY_WHOM = (("lose",), ("cost",), ("shoot",), ("destroy",))
_YEAR = 2000  # the reader wants to know which years are past; what is watched names none


@dataclass(frozen=True, slots=True)
class Watched:
    """One thing that is watched: its `kind` (count, percent, money, measure, "" for any), what happened, what is counted, and further
    words of which the article must hold at least half. `together` asks for all that happened in one number ("killed or wounded").
    """

    text: str
    kind: str = "count"
    families: tuple[str, ...] = ()
    of: str = ""
    category: str = ""
    unit: str = ""
    context: tuple[str, ...] = ()
    together: bool = False

    def matches(self, figure: Reported, said: frozenset[str] = frozenset()) -> bool:
        """Say whether a figure counts what is watched; `said` are the lemmas of its sentence."""
        if self.kind and not figure.measure.startswith(self.kind):
            return False
        if self.unit and figure.measure.partition(":")[2].partition("/")[0] != self.unit:
            return False
        return self._confirmed(figure) and self._happened(figure, said) and self._counted(figure)

    def names(self, figure: Reported) -> bool:
        """Say whether the very noun is asked for, whatever happened: "customers without power"."""
        return not self.families and bool(self.of) and self.of not in _GENERIC and bool(senses(self.of) & senses(figure.of or "-"))

    def about(self, text: str) -> bool:
        """Say whether an article holds the further words that were asked for; `text` is in lower case."""
        return 2 * sum(_root(word) in text for word in self.context) >= len(self.context)

    def _confirmed(self, figure: Reported) -> bool:
        """Say whether cases are as sure as those asked for: suspected ones are no confirmed ones."""
        if "infect" not in figure.families:
            return True
        unwanted = "confirmed" in self.context and figure.qualifier == "suspected"
        return not unwanted and ("suspected" not in self.context or figure.qualifier == "suspected")

    def _happened(self, figure: Reported, said: frozenset[str]) -> bool:
        if not self.families or self.kind == "measure":
            return True
        if len(self.families) == 1 and MOVED.issuperset(self.families) and driven(figure):
            return True
        if figure.families:
            return figure.families == self.families or (not self.together and set(figure.families) < set(self.families))
        return bool(said & _words_of(self.families))

    def _counted(self, figure: Reported) -> bool:
        if self.of in SERVED and not SUPPLIED.isdisjoint(figure.families):
            return not figure.of or figure.of in SERVED
        if self.kind in ("measure", "money") or (not self.of and not self.category):
            return True
        if self.kind == "percent":
            return bool(self.families) or not figure.of or bool(senses(self.of) & senses(figure.of))
        if self.category in PEOPLE:
            return figure.living and figure.category != "job" and self._whom(figure)
        if self.category == "job":
            return figure.category in ("job", "worker", "people", "") and bool(figure.families or figure.category == "job")
        return self._things(figure)

    def _whom(self, figure: Reported) -> bool:
        """Say whether a figure's people are those asked for: soldiers are no passengers, but a bare "11 dead" may be."""
        if (
            self.of in _GENERIC
            or self.category in ("case", "arrest")
            or not {"attend", "strike"}.isdisjoint(self.families)
            or not figure.of
        ):
            return True
        if self.category == "combatant":
            return (
                figure.category == "combatant" or figure.of in _BARE - _GENERIC or (bool(figure.owners) and figure.of in ("man", "people"))
            )
        if self.category == "worker" and (figure.category == "worker" or (figure.of in _GENERIC and not _INSIDE.isdisjoint(self.families))):
            return True
        return figure.of in _BARE or bool(senses(self.of) & senses(figure.of)) or self.category == figure.category == "people"

    def _things(self, figure: Reported) -> bool:
        if figure.of and figure.of != self.of and FAMILIES.get(figure.of):
            return False  # "27 recalls" counts what happened, not the things that it happened to
        if not figure.of or self.of == figure.of or senses(self.of) & senses(figure.of):
            return bool(figure.of) or bool(self.families)
        if self.of in _THINGS or figure.of in _THINGS:
            return (bool(self.families) and figure.families == self.families) or (bool(self.category) and self.category == figure.category)
        return bool(self.families) and bool(self.category) and self.category == figure.category and figure.category == "product"


def _root(word: str) -> str:
    return word[: max(4, len(word) - 3)]


@lru_cache(maxsize=1000)
def _words_of(families: tuple[str, ...]) -> frozenset[str]:
    """Give the lemmas of all words that say that this happened."""
    return frozenset(lemma(word) for word, found in FAMILIES.items() if set(found) & set(families))


@lru_cache(maxsize=1000)
def watched(text: str) -> Watched:
    """Read what is watched from its words."""
    said = [word for word in tokenise(text, 0, len(text)).lower if word[0].isalpha()]
    if _PERCENT.intersection(said):
        return _amount(text, said, "percent", _PERCENT)
    if _MONEY.intersection(said):
        return _amount(text, said, "money", _MONEY)
    read = _read(text)
    if read is None or (not read.category and read.of == noun(said[-1]) and FAMILIES.get(said[-1])) or _is_sum(read, said):
        return _amount(text, said, "", frozenset())  # "turnout", "inflation": an amount of any kind
    explained = {read.of, *read.unit.split(), "people"}
    spelled = _spelled(said, read.predicate)
    families = read.predicate or _families(said)
    context = [word for word in said if not _explained(word, explained | spelled, families) and noun(word) not in explained]
    context = [word for word in context if not (read.predicate and FAMILIES.get(word) in _READ_BY_WHOM)]
    kind = "count" if read.kind == "count" else read.kind
    families = ("job-cut",) if read.category == "job" and families == ("lose",) else families
    return Watched(
        text,
        kind,
        families,
        read.of,
        read.category,
        read.unit if kind == "measure" else "",
        tuple(context),
        len(families) > 1 and bool({"or", "and", "casualties"} & set(said)) and not MOVED.issuperset(families),
    )


def _amount(text: str, said: list[str], kind: str, marks: frozenset[str]) -> Watched:
    """Read a share, an amount or a bare noun: "deficit in percent", "loan amount", "inflation"."""
    families = _families(said)
    marks = marks | _OF_SUMS if _SUMS.intersection(families) else marks
    rest = [word for word in said if word not in marks and word not in _EMPTY and not FAMILIES.get(word)]
    counted = next((noun(word) for word in rest), "") if not families or kind == "percent" else ""
    context = tuple(word for word in rest if noun(word) != counted)
    return Watched(text, kind, families, counted, CATEGORIES.get(counted, ""), "", context)


def _spelled(said: list[str], families: tuple[str, ...]) -> set[str]:
    """Give the words that only spell out what happened: "forced from their homes", "without power", "on strike"."""
    mains = _OF_MAINS if SUPPLIED.intersection(families) else frozenset()
    return {said[at] for at in idioms_in(said)} | mains | (STRIKES if families == ("strike",) else frozenset())


def _is_sum(read: Quantity, said: list[str]) -> bool:
    """Say whether money or a share alone is meant: "takeover offer", "ransom demanded"."""
    families = read.predicate or _families(said)
    return read.kind == "count" and not read.category and _SUMS.issuperset(families) and bool(families)


def _families(said: list[str]) -> tuple[str, ...]:
    return tuple(sorted({family for word in said for family in FAMILIES.get(word, ()) if word not in _EMPTY}))


def _explained(word: str, explained: set[str], families: tuple[str, ...]) -> bool:
    return word in _EMPTY or word in explained or bool(set(FAMILIES.get(word, ())) & set(families))


def _read(text: str) -> Quantity | None:
    """Read the words as if a number stood before them."""
    known = forms("en")
    if known is None:
        return None
    found = list(Reader(f"There were 120 {text}.", known, _YEAR).quantities())
    known_unit = bool(found) and (found[0].kind == "count" or (found[0].kind == "measure" and found[0].unit in SUBSTANCE))
    return found[0] if known_unit else None
