"""What a desk asks to be counted, and whether a figure counts just that (English): see `wishes` for how its words are read.

A figure is asked for if it is of the kind, if what is asked for happened to it, and if what is counted can be called so. What
happened is what the reader of figures found, or a word of the figure's own clause that means what was asked and is tied to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from monitor_plugins.claims.kin import kinship
from monitor_plugins.claims.lexicon import senses
from monitor_plugins.languages.en_reading import FAMILIES, SERVED
from monitor_plugins.languages.en_topics import TOPICS
from monitor_plugins.languages.en_watch import ACTS, CONCERNED, DATA, HOLDERS, LIKE, NO_LONGER, SORTS
from monitor_plugins.ledgers.clause import Clause, clause_of
from monitor_plugins.ledgers.kinds import PEOPLE
from monitor_plugins.ledgers.matter import MOVED, SUPPLIED, driven
from monitor_plugins.ledgers.reported import Reported
from monitor_plugins.text.lemma import lemma
from monitor_plugins.text.words import words

GENERIC = words("people person victim resident survivor man woman child")
_THINGS = words("product unit item thing device model piece copy building vehicle animal weapon")
_BARE = words("people person dead injured wounded missing casualty victim death injury fatality body life")
_INSIDE = frozenset({"trap", "missing", "rescue", "aboard"})  # of these the men at a place of work are its workers
_CAPTIVE = frozenset({"free", "abduct", "escape", "capture", "rescue", "trap", "strand"})  # who they are otherwise says nothing
_ANYBODY = words("people person man woman")  # "35 men have come back" tells of soldiers where they are asked for
_OWN_MEN = words("our its their")  # "22 of our men"
_HARMS = frozenset({"kill", "wound", "missing", "arrest", "affect", "steal", "leak"})
# Nouns of what people do: one of them is one of those who did it.
_DEEDS = {deed: ACTS[deed] for deed in words("application complaint signature resignation defection departure") if deed in ACTS}
_KIN = 0.85  # kinship of two words for one thing
_ORDERED = words("order must oblige fine penalty sanction court regulator authority sentence")
_STILL = words("still remain remaining hold held captivity hand")
_BIDS = words("offer bid takeover buyout merger acquisition")
_STOCKS = words("share stock")
_HOLDING = words("hold own holding")
_OWING = words("owe creditor debt debtor liability")
# Who asks for an amount, who offers it and who has paid it speak of three amounts.
_STANCES = {
    "offer": words("offer bid propose table prepare willing"),
    "demand": words("demand ask want seek call insist"),
    "pay": words("pay paid transfer settle"),
}


@dataclass(frozen=True, slots=True)
class Watched:
    """One thing that is watched: its `kind` (count, percent, money, measure, "" for any), what happened, what is counted, and further
    words of which the article must hold at least half. `together` asks for all that happened in one number ("killed or wounded").

    `akin` are families that its words cover too, `acts` the groups of words that say what happened, `units` the measures it may come
    in, `inside` words that the figure's clause must hold, `stance` offer, demand or pay. `bare` says that only a noun was given;
    `spelled` are the words that say what happened, `sums` the nouns of what an amount is of: the contract, the bill.
    """

    text: str
    kind: str = "count"
    families: tuple[str, ...] = ()
    of: str = ""
    category: str = ""
    unit: str = ""
    context: tuple[str, ...] = ()
    together: bool = False
    akin: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    stance: str = ""
    per_share: bool | None = None
    expected: bool = False
    bare: bool = False
    spelled: tuple[str, ...] = ()
    sums: frozenset[str] = frozenset()

    def matches(self, figure: Reported) -> bool:
        """Say whether a figure counts what is watched."""
        if not self._measured(figure):
            return False
        clause = clause_of(figure)
        return self._confirmed(figure) and self._meant(figure, clause) and self._happened(figure, clause) and self._counted(figure, clause)

    def names(self, figure: Reported) -> bool:
        """Say whether the very noun is asked for, whatever happened: "customers without power"."""
        return not self.families and bool(self.of) and self.of not in GENERIC and bool(senses(self.of) & senses(figure.of or "-"))

    def tells(self, figure: Reported) -> bool:
        """Say whether it is known what happened to the figure's people, or asked for in the very words of its clause."""
        if figure.families or self.names(figure):
            return True
        return bool(self.acts or self.inside or self._concerned(figure, clause_of(figure))) and self.matches(figure)

    def part(self, figure: Reported) -> bool:
        """Say whether a part of something is all that is asked for: "nine of them are in hospital", "eight of the captives are held"."""
        if figure.role != "part" or not (self.inside or self.bare or self.acts or self.families) or not self.matches(figure):
            return False
        if self.category == "combatant" and figure.category == "combatant" and figure.families == self.families:
            return True  # "40 of the attackers were killed": nobody counts the attackers
        return bool(self.inside) or (self.bare and clause_of(figure).beside(_STILL))

    def about(self, text: str, figure: Reported | None = None) -> bool:
        """Say whether an article holds the further words that were asked for; `text` is in lower case."""
        if figure is not None and "ransom" in self.families and "ransom" not in figure.families and not _of_ransom(text):
            return False
        if figure is not None and self._concerned(figure, clause_of(figure)) and not any(_root(word) in text for word in self.spelled):
            return False
        sure = "" if figure is None else figure.qualifier
        return 2 * sum(_said(word, text) or word == sure for word in self.context) >= len(self.context)

    def _measured(self, figure: Reported) -> bool:
        measure, unit = figure.measure, figure.measure.partition(":")[2].partition("/")[0]
        if self.units:
            moving = figure.of == "speed" and any(one.startswith(f"{unit} per ") for one in self.units)
            return unit in self.units or moving or (measure == "percent" and "percent" in self.units)
        if self.unit and unit != self.unit:
            return False
        if not self.kind or measure.startswith(self.kind):
            return True
        return self.kind == "count" and measure.startswith("measure") and self.of not in GENERIC and sort_of(self.of, figure.of)

    def _confirmed(self, figure: Reported) -> bool:
        """Say whether cases are as sure as those asked for: suspected ones are no confirmed ones."""
        if "infect" not in figure.families:
            return True
        unwanted = "confirmed" in self.context and figure.qualifier == "suspected"
        return not unwanted and ("suspected" not in self.context or figure.qualifier == "suspected")

    def _meant(self, figure: Reported, clause: Clause) -> bool:
        """Say whether a figure is told where, per what and by which side it is asked for."""
        if self.families == ("price",) and self.per_share:
            return clause.per_share or (clause.holds(_STOCKS) and figure.families == ("price",))
        if self.per_share is not None and clause.per_share != self.per_share:
            return False
        if self.inside and not clause.beside(self.inside):
            return False
        if not self.stance or clause.beside(_STANCES[self.stance]):
            return True
        return not any(clause.beside(said) for stance, said in _STANCES.items() if stance != self.stance)

    def _happened(self, figure: Reported, clause: Clause) -> bool:
        if "accept" in self.families and clause.beside(_HOLDING):
            return False  # one investor's shares
        if self.kind == "measure" or self.units or (not self.families and not self.acts):
            return True
        if self._act_itself(figure):
            return True
        if self.bare and not self.families:
            return self.names(figure) or clause.does(self.acts)
        if self._concerned(figure, clause) or self._just_this(figure, clause):
            return True
        found = set(figure.families)
        if self.bare and self.names_noun(figure):
            return found.isdisjoint(frozenset().union(*(NO_LONGER.get(family, frozenset()) for family in self.families)))
        if found and not self.together and found <= self.akin and self._akin(figure, clause):
            return True
        if not found and self.families and clause.beside(_words_of(self.families)):
            return True
        if not found and self.kind == "money" and clause.comes_to(self.sums):
            return True
        return bool(self.acts) and clause.does(self.acts)

    def _just_this(self, figure: Reported, clause: Clause) -> bool:
        """Say whether just what is asked for happened, or one of the two things of "killed or wounded"."""
        found = set(figure.families)
        if found and not self.together and not self.acts.isdisjoint(found):
            return True
        moved = len(self.families) == 1 and MOVED.issuperset(self.families)
        if moved and (driven(figure) or (found and found <= MOVED and clause.leaves_home)):
            return True
        return bool(found) and (found == set(self.families) or (not self.together and found < set(self.families)))

    def names_outright(self, figure: Reported) -> bool:
        """Say whether both the noun and what happened are the very ones that were asked for."""
        return (
            bool(self.families)
            and figure.families == self.families
            and not figure.living
            and self.names_noun(figure)
            and self.matches(figure)
        )

    def _act_itself(self, figure: Reported) -> bool:
        """Say whether what was done is counted rather than who did it: applications of those who apply."""
        return bool(self.acts) and figure.of != self.of and not self.acts.isdisjoint(_DEEDS.get(figure.of, ()))

    def _concerned(self, figure: Reported, clause: Clause) -> bool:
        """Say whether a notice or a fault is said to concern just what is asked for; `about` sees to it that the report tells the rest."""
        open_yet = {"affect"}.issuperset(figure.families) and "affect" not in self.families
        if not open_yet or self.together or not (self.families or self.acts):
            return False
        return self.names_noun(figure) and clause.beside(CONCERNED)

    def names_noun(self, figure: Reported) -> bool:
        """Say whether a figure's noun is the one that was asked for."""
        return bool(self.of) and self.of not in GENERIC and sort_of(self.of, figure.of)

    def _akin(self, figure: Reported, clause: Clause) -> bool:
        """Say whether a happening near to the one asked for is meant: "ordered to pay" is a fine, "owes" a debt."""
        if "fine" in self.families and "pay" in figure.families:
            return clause.holds(_ORDERED)
        if "debt" in self.families and "pay" in figure.families:
            return clause.holds(_OWING)
        if "offer" in self.families and self.kind != "percent":
            return self._bid(figure, clause)
        if "affect" in figure.families and not {"steal", "leak"}.isdisjoint(self.families):
            return not DATA.isdisjoint(self.context) or clause.holds(DATA)
        return True

    def _bid(self, figure: Reported, clause: Clause) -> bool:
        """Say whether an amount is what a bid is worth: a price is of a share, or of the firm where a bid is told of beside it."""
        if self.per_share:
            return clause.per_share
        if clause.per_share or (figure.families == ("price",) and clause.holds(_STOCKS)):
            return False
        return clause.holds(_BIDS) or "buy" in figure.families

    def _counted(self, figure: Reported, clause: Clause) -> bool:
        if self.of in SERVED and not SUPPLIED.isdisjoint(figure.families):
            return not figure.of or figure.of in SERVED
        if self.kind in ("measure", "money") or (not self.of and not self.category):
            return True
        if self.units:
            return clause.holds(self.inside or frozenset((self.of,))) or not self.context or clause.holds(self.context)
        if self.kind == "percent":
            return bool(self.inside) or self._share_of(figure)
        if self.of in HOLDERS and figure.of in HOLDERS and not {"affect", "leak", "steal"}.isdisjoint(figure.families):
            return True
        if self._act_itself(figure):
            return True
        if self.category in PEOPLE:
            someone = figure.living or (bool(self.inside) and figure.role == "part" and not figure.of and not figure.category)
            return someone and figure.category != "job" and self._whom(figure)
        if self.category == "job":
            return figure.category in ("job", "worker", "people", "") and bool(figure.families or figure.category == "job")
        if self.of in _THINGS and not figure.living and not FAMILIES.get(figure.of) and clause.does(self.acts):
            return True
        return self._things(figure) or (self.bare and figure.living and clause.does(self.acts))

    def _share_of(self, figure: Reported) -> bool:
        if self.families:
            return True
        return sort_of(self.of, figure.of) or (not figure.of and not figure.families)

    def _whom(self, figure: Reported) -> bool:
        """Say whether a figure's people are those asked for: soldiers are no passengers, but a bare "11 dead" may be."""
        if (
            self.of in GENERIC
            or (self.of in _BARE and self.families == figure.families)
            or self.category in ("case", "arrest")
            or not {"attend", "strike"}.isdisjoint(self.families)
            or not figure.of
            or (not _CAPTIVE.isdisjoint(self.families) and not _CAPTIVE.isdisjoint(figure.families))
            or (figure.of in _ANYBODY and self.category in ("people", "worker", "") and _HARMS.isdisjoint(self.families))
        ):
            return True
        if self.category == "combatant":
            if figure.of == "man" and not _OWN_MEN.isdisjoint(figure.quote.lower().split()):
                return True
            return (
                figure.category == "combatant" or figure.of in _BARE - GENERIC or (bool(figure.owners) and figure.of in ("man", "people"))
            )
        if self.category == "worker" and (figure.category == "worker" or (figure.of in GENERIC and not _INSIDE.isdisjoint(self.families))):
            return True
        if self.of == "body":
            return "kill" in figure.families
        return figure.of in _BARE or bool(senses(self.of) & senses(figure.of)) or self.category == figure.category == "people"

    def _things(self, figure: Reported) -> bool:
        if figure.of and figure.of != self.of and FAMILIES.get(figure.of):
            return False  # "27 recalls" counts what happened, not the things that it happened to
        if not figure.of or sort_of(self.of, figure.of):
            return bool(figure.of) or bool(self.families)
        if self.of in _THINGS or figure.of in _THINGS:
            return (bool(self.families) and figure.families == self.families) or (bool(self.category) and self.category == figure.category)
        if self.families == ("recall",) == figure.families:
            return True  # whatever is called back in a topic that asks what was
        return bool(self.families) and bool(self.category) and self.category == figure.category and figure.category == "product"


def sort_of(asked: str, counted: str) -> bool:
    """Say whether what is counted can be called what is asked for: hens are birds, diesel is oil, a store is a shop."""
    if not asked or not counted:
        return False
    return asked == counted or counted in SORTS.get(asked, ()) or bool(senses(asked) & senses(counted)) or kinship(asked, counted) >= _KIN


def _of_ransom(text: str) -> bool:
    return all(pattern.found_in(text) for pattern in TOPICS["ransom"])


def _said(word: str, text: str) -> bool:
    """Say whether a text tells of what a word names, in this word or in one like it."""
    return _root(word) in text or any(like.replace("_", " ") in text for like in LIKE.get(word, ()))


def _root(word: str) -> str:
    return word[: max(4, len(word) - 3)]


@lru_cache(maxsize=1000)
def _words_of(families: tuple[str, ...]) -> frozenset[str]:
    """Give the lemmas of all words that say that this happened."""
    return frozenset(lemma(word) for word, found in FAMILIES.items() if set(found) & set(families))
