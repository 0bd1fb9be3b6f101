"""What a figure counts and what happened to it, where the words around it say more than its own phrase (English).

The reader of figures takes the nearest happening; here the grammar of the sentence has the last word: "demonstrators were
detained" tells of arrests, "the number of people arrested at the march rose to 44" of arrests too, "the toll of the flood" of deaths.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from monitor import Quantity
from monitor_plugins.languages.en_reading import CATEGORIES, FAMILIES
from monitor_plugins.ledgers.kinds import AMOUNTS, PEOPLE, PEOPLE_FAMILIES
from monitor_plugins.ledgers.names import CALENDAR
from monitor_plugins.text.lemma import noun
from monitor_plugins.text.words import words

# What it means that these were lost.
_LAND = frozenset({"hectare", "acre", "square kilometre", "square mile"})
_LOST = {"combatant": "kill", "building": "destroy", "job": "job-cut"}
# What "demonstrators", "refugees", "patients" imply, but other things may happen to them too.
_IMPLIED = frozenset({"attend", "displace", "infect", "aboard", "shelter"})
_BEHIND = re.compile(r" (?:(?:were|was|are|is|have|has|had|been|being) ){1,3}(?:also |since |later )?(\w+)")
_BEFORE = re.compile(r"\b(\w+) $")
_LEFT = re.compile(
    r" (?:(?:have|has|had) )?(?:left|quit) (?:the |their )?(?:[A-Z]\w+ )*"
    r"(?:countr|district|region|cit|town|area|province|village|home|island|enclave|capital)"
)
_CASES_BEHIND = re.compile(r" (?:confirmed|suspected|infected)(?=[,;.\n]| and |$)")
# "will cost 1,240 jobs", "4,300 posts fewer": what is said of jobs alone.
_COSTS = re.compile(
    r"\b(?:cost(?:s|ing)?|shed(?:s|ding)?|scrap(?:s|ped|ping)?|do(?:es|ing)? without|put(?:s|ting)? at risk|threaten(?:s|ing)?"
    r"|endanger(?:s|ing)?|loss of|giv(?:e|es|ing) up|strik(?:e|es|ing)(?: out)?)"
    r" (?:the |some |about |around |nearly |almost |at least |more than |up to )*$"
)
_GOING = re.compile(
    r" (?:fewer|less|went|at (?:risk|stake)"
    r"|(?:will|would|are to|were to|is to|may|could|might|to) (?:go|disappear|vanish|be (?:lost|shed|scrapped|axed)))\b"
)
_CAUGHT = re.compile(
    r" (?:(?:have|has|had) (?:now |so far )?been |are |were |now |so far |already ){0,2}"
    r"(?:confirmed|known|found|shown|suspected|believed|thought) to "
    r"(?:be (?:infected|ill|sick)\b|have (?:(?:the )?(?:disease|virus|illness|infection)\b|(?:caught|contracted)\b"
    r"|(?!been|had|the|an?|no|left|fled|gone|drowned|lost|some|any|at|up)[a-z-]+(?<!ed)(?<!en)(?=[,.;]| (?:in|since|at|on|and|as)\b)))"
)
_PEOPLE_ENDINGS = ("girl", "boy", "woman", "man", "child", "worker", "fighter", "mate", "goer")
_ONLY_PEOPLE = frozenset({"arrest", "charge", "convict", "deport", "wound", "strike", "escape"})  # these happen to nothing else
_NEAR = 400  # code points before a figure that are read
_TOLL = re.compile(r"\b(?:death )?toll\b[^,;.\d]*$", re.IGNORECASE)
_LOWERED = re.compile(r"\b(?:lower(?:ed|s|ing)?|down|correct(?:ed|s)?|reduc(?:ed|es)) [^,;.]{0,60}$", re.IGNORECASE)
# "3,900 hectares, less than first thought"
_THOUGHT = re.compile(
    r"[^.;\d]{0,40}\b(less|fewer|lower|smaller|more|higher|larger|greater|bigger) than (?:had been |was )?"
    r"(?:first|originally|initially|previously|earlier|at first) "
    r"(?:thought|feared|reported|estimated|believed|stated|said|announced|assumed|given)\b",
    re.IGNORECASE,
)
# "12 people died at Brellin, up from nine"
_UP_FROM = re.compile(r"[^.;\d]{0,80}, (up|down) (?:sharply |slightly )?from \b", re.IGNORECASE)
# A count of votes that goes on moves, whoever gives it.
_POLLED = frozenset({"vote", "attend", "win"})
_COUNTED_ON = re.compile(
    r"\b(?:final (?:results?|count|figures?|tally)|(?:votes?|ballots?|districts|precincts|stations) (?:had been |have been |were )?counted"
    r"|so far|partial|provisional|preliminary)\b",
    re.IGNORECASE,
)
_FEWER = frozenset({"less", "fewer", "lower", "smaller"})
_THINGS = frozenset({"unit", "product", "item", "device"})
_RECALL = re.compile(r"\brecall|\bcall(?:ed|s|ing) back\b", re.IGNORECASE)
_NUMBER_OF = re.compile(r"\b(?:number|count|total|tally) of ((?:[\w'’-]+ ){1,7})", re.IGNORECASE)
_PHRASE_ENDS = words(
    "in of around at from who which that has have had is was were are rose on near by with since after to and or now stood stands"
)
_CONFIRMED, _SUSPECTED = re.compile(r"\bconfirmed\b", re.IGNORECASE), frozenset({"suspect", "suspected", "probable"})


@dataclass(frozen=True, slots=True)
class Counted:
    """The noun counted (a lemma), its category, what happened, and whether cases are "suspected" or "confirmed"."""

    of: str
    category: str
    families: tuple[str, ...]
    qualifier: str


def counted(text: str, quantity: Quantity) -> Counted:
    """Say what a quantity of a text counts."""
    led = _led(text, quantity) if not quantity.unit_text else None
    if led is not None:
        return led
    families = happened(text, quantity)
    of, category = _counted(quantity, families)
    return Counted(of, category, families, _qualifier(quantity, families))


def _led(text: str, quantity: Quantity) -> Counted | None:
    """Read the noun phrase that a bare number is led by: "the number of laboratory-confirmed cholera cases has risen to 212"."""
    leads = list(_NUMBER_OF.finditer(text, *_before(quantity)))
    found = leads[-1] if leads else None
    if found is None or any(char.isdigit() for char in text[found.end() : quantity.start]):
        return None
    phrase: list[str] = []
    for word in found.group(1).split():
        if word.lower() in _PHRASE_ENDS or (phrase and noun(phrase[-1]) == "people"):
            break
        phrase.append(word)
    if len(phrase) > 1 and noun(phrase[-1]) not in CATEGORIES and (done := FAMILIES.get(phrase[-1].lower(), ())):
        named = noun(phrase[-2])  # "the number of homes destroyed"
        return Counted(named, CATEGORIES.get(named, ""), done, "")
    following = text[found.start(1) :].split()[len(phrase) : len(phrase) + 1]
    named = noun(phrase[-1]) if phrase else ""
    said = FAMILIES.get(following[0].lower(), ()) if following else ()
    families = said if PEOPLE_FAMILIES.intersection(said) or CATEGORIES.get(named) not in PEOPLE else ()
    families = families or (FAMILIES.get(phrase[-1].lower(), ()) if phrase else ())
    if not families or not named:
        return None
    qualifier = "confirmed" if any(_CONFIRMED.search(word) for word in phrase) else ""
    return Counted(
        named, CATEGORIES.get(named, ""), families, qualifier or ("suspected" if _SUSPECTED.intersection(map(str.lower, phrase)) else "")
    )


def _counted(quantity: Quantity, families: tuple[str, ...]) -> tuple[str, str]:
    """Give noun and category of what is counted; of "the toll of Wednesday's flood to 61" neither, for no flood was killed."""
    named = quantity.of or (quantity.unit if quantity.kind == "count" else "")
    if named == "case" and families == ("affect",):
        return "", "people"  # "in 4,000 cases bank details were stolen"
    if named in CALENDAR or (not quantity.unit_text and quantity.category in ("", "event") and PEOPLE_FAMILIES.intersection(families)):
        return "", ""
    living = named.endswith(_PEOPLE_ENDINGS) or (quantity.kind == "count" and not _ONLY_PEOPLE.isdisjoint(families))
    return named, quantity.category or ("people" if living else "")


def happened(text: str, quantity: Quantity) -> tuple[str, ...]:
    """Give what happened to the counted; what is said right beside them goes before what their noun implies.

    "Demonstrators were detained" tells of arrests, "jobs were lost" of cuts.
    """
    if _CASES_BEHIND.match(text, quantity.end) or (quantity.category in PEOPLE and _CAUGHT.match(text, quantity.end)):
        return ("infect",)
    if quantity.category in PEOPLE and _LEFT.match(text, quantity.end):
        return ("displace",)
    found = (_BEHIND.match(text, quantity.end), _BEFORE.search(text, *_before(quantity)))
    families = next((families for said in found if said and (families := FAMILIES.get(said.group(1).lower(), ()))), ())
    if (
        families not in ((), ("treat",))
        and len(quantity.predicate) == 1
        and quantity.predicate != families
        and quantity.predicate[0] in _IMPLIED
    ):
        return families
    if not quantity.predicate and quantity.of in _THINGS and _RECALL.search(text):
        return ("recall",)
    if not quantity.unit_text and not PEOPLE_FAMILIES.intersection(quantity.predicate) and _TOLL.search(text, *_before(quantity)):
        return ("kill",)
    if quantity.category == "job" and AMOUNTS.issuperset(quantity.predicate) and _jobs_go(text, quantity):
        return ("job-cut",)
    if quantity.kind == "percent" and "turnout" in quantity.terms:
        return ("attend",)
    if not quantity.predicate and PEOPLE_FAMILIES.intersection(families):
        return families
    if quantity.category in _LOST and (quantity.predicate == ("lose",) or (not quantity.predicate and "lose" in quantity.terms)):
        return (_LOST[quantity.category],)
    if quantity.kind == "measure" and quantity.predicate == ("lose",) and quantity.unit in _LAND:
        return ("destroy",)
    return () if quantity.kind == "count" and set(quantity.predicate) <= AMOUNTS else quantity.predicate


def _jobs_go(text: str, quantity: Quantity) -> bool:
    return bool(_GOING.match(text, quantity.end) or _COSTS.search(text, *_before(quantity)))


def _qualifier(quantity: Quantity, families: tuple[str, ...]) -> str:
    said = str(quantity.details.get("qualifier", ""))
    if not said and "infect" in families:
        return "suspected" if _SUSPECTED.intersection(quantity.terms) else ""
    return said


def _before(quantity: Quantity) -> tuple[int, int]:
    """Give the span of the sentence before the figure."""
    return max(min(quantity.sentence[0], quantity.start), quantity.start - _NEAR), quantity.start


def changed(text: str, quantity: Quantity) -> str:
    """Give up or down where the number is said to have moved there, "counted on" where votes still are; "revised down to" is down."""
    change = str(quantity.details.get("change", ""))
    if not change and quantity.kind == "percent" and not _POLLED.isdisjoint(quantity.predicate):
        return "counted on" if _COUNTED_ON.search(text, *quantity.sentence) else ""
    moved = None if change else _UP_FROM.match(text, quantity.end, max(quantity.end, quantity.sentence[1]))
    if moved:
        return moved.group(1).lower()
    thought = None if change else _THOUGHT.match(text, quantity.end, max(quantity.end, quantity.sentence[1]))
    if thought:
        return "down" if thought.group(1).lower() in _FEWER else "up"
    return "down" if change and _LOWERED.search(text, *_before(quantity)) else change
