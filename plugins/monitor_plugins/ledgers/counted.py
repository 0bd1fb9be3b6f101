"""What a figure counts and what happened to it, where the words around it say more than its own phrase (English).

The reader of figures takes the nearest happening; here the grammar of the sentence has the last word: "demonstrators were
detained" tells of arrests, "the number of people arrested at the march rose to 44" of arrests too, "the toll of the flood" of deaths.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from monitor import Quantity
from monitor_plugins.languages.en_beside import BEFORE, BEHIND, Told
from monitor_plugins.languages.en_reading import CATEGORIES, FAMILIES
from monitor_plugins.languages.en_topics import TOPICS
from monitor_plugins.ledgers.kinds import AMOUNTS, PEOPLE, PEOPLE_FAMILIES
from monitor_plugins.ledgers.names import CALENDAR
from monitor_plugins.text.lemma import noun
from monitor_plugins.text.words import words

# What it means that these were lost.
_LAND = frozenset({"hectare", "acre", "square kilometre", "square mile"})
_LOST = {"combatant": "kill", "building": "destroy", "job": "job-cut"}
# What "demonstrators", "refugees", "patients" imply, but other things may happen to them too.
_IMPLIED = frozenset({"attend", "displace", "infect", "aboard", "shelter"})
_BEHIND = re.compile(r" (?:(?:were|was|are|is|have|has|had|been|being) ){1,3}(?:also |since |later )?(\w+)(?![\w-])")
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
# "will reduce its workforce by 1,850 positions", "wants to get rid of 300 drivers"
_REDUCES = re.compile(
    r"\b(?:(?:reduc|cut|shr[iau]nk|trim|slash|lower|decreas)\w* (?:its|their|the|his|her) (?:[\w-]+ ){0,2}"
    r"(?:workforce|staff|headcount|payroll|personnel|labour force|crews?|team) by"
    r"|(?:get(?:s|ting)?|got) rid of|part(?:s|ing|ed)? (?:company )?with|mak(?:e|es|ing) redundant|lay(?:s|ing)? off|laid off"
    r"|dismiss(?:es|ed|ing)?|shed(?:s|ding)?)"
    r" (?:the |some |about |around |nearly |almost |at least |more than |up to |over |another )*$",
    re.IGNORECASE,
)
# "the ferry carried 128 people", "the bus, which had 40 passengers on board"
_CARRIED = re.compile(
    r"\b(?:boats?|ships?|ferry|ferries|vessels?|bus|buses|coach|trains?|planes?|aircraft|airliners?|jets?|flights?|helicopters?|dinghy|rafts?"
    r"|trawlers?|yachts?|barges?|trucks?|lorry|minibus|vans?|airplanes?|steamer|cable car|balloon)\b[^.;:?!\d]{0,80}"
    r"\b(?:carr(?:ied|ies|ying)|had|packed with|loaded with) (?:at least |some |about |around |nearly |almost |more than |up to |over )*$",
    re.IGNORECASE,
)
# Who is missing from a list is not missing.
_OFF_LIST = re.compile(
    r"[^.;:?!\n\d]{0,60} (?:missing|absent|left|gone|omitted) (?:from|off|out of) (?:[\w’']+ ){0,3}"
    r"(?:lists?|rolls?|registers?|records?|rota|manifest|count|figures?|statistics|line-?up|squad|team|table)\b"
    r"|[^.;:?!\n\d]{0,60} missing from list\b"
)
_OWNING = re.compile(
    r"\b(?:which|who|that|it|now|already|still|and) (?:holds?|owns?|owned|held|controls?)"
    r" (?:about |some |around |nearly |almost |just under )?$"
)
_BID = re.compile(r"\b(?:takeover|bid|offer|buyout)\b", re.IGNORECASE)
_PLACES = "building|hall|house|mine|pit|tunnel|shaft|factory|hotel|club|theatre|church|school|hospital|block|store|shop|works"
# What people do or where they are, said right behind them: "filled the streets", "did not report for work", "were inside when".
_DONE = (
    (
        re.compile(
            r" (?:(?:did not|failed to) (?:report for|come to|turn up for|go to) work|(?:have )?(?:stopped|walked off|left) (?:their )?work"
            r"|(?:have )?(?:stayed away from|walked off) (?:their )?(?:work|the job|jobs)|downed tools)\b"
        ),
        ("strike",),
    ),
    (
        re.compile(
            r" (?:(?:filled|packed|thronged|crowded|lined|blocked|flooded) (?:into )?(?:the|a|both)\b|took to the streets|turned out\b"
            r"|came to (?:the|a) (?:\w+ ){0,2}(?:rally|march|protest|demonstration|match|final|game|concert|funeral|vigil|ceremony)\b)"
        ),
        ("attend",),
    ),
    (
        re.compile(
            r" (?:were|was|had been|are) (?:still )?(?:inside|below|underground|at work there|(?:in|inside) (?:the|a) (?:\w+ )?(?:"
            + _PLACES
            + r"))\b(?: when| at the time)"
        ),
        ("aboard",),
    ),
)
_HOLDS = re.compile(
    r"\b(?:hold(?:s|ing)?|held|keep(?:s|ing)?|kept|in the hands of|captivity of)"
    r" (?:at least |some |about |around |nearly |almost |more than |up to |over |still )*$",
    re.IGNORECASE,
)
_FREES = re.compile(
    r"\b(?:set free|let go|let out|set at liberty|releas(?:ed|es|ing)|freed|frees|freeing|hand(?:ed|s|ing) over|gave back)"
    r" (?:the |about |around |some |nearly |almost |at least |more than |another )*$",
    re.IGNORECASE,
)
_HOME = re.compile(r"[^.;:?!\d]{0,30} (?:came|come|returned|arrived|were brought|are|were) (?:safely )?(?:back|home)\b")
# "brings to 31 the number of those who have come back"
_COME_BACK = re.compile(
    r" the (?:number|total|count) of (?:those|people|[a-z]+s) (?:who|that) (?:have|had|were|are) "
    r"(?:now |already |since )?(?:been )?(?:come (?:back|home)|returned|let go|set free|back|home)\b"
)
_SWAP = re.compile(r"\b(?:exchange of|prisoners?|swap|captiv\w+|captives?|hostages?|kidnap\w*|abduct\w*)\b", re.IGNORECASE)
_CAPTIVITY = re.compile(r"\b(?:hostages?|captives?|captivity|kidnap\w*|abduct\w*|hijack\w*|seized|gunm[ae]n)\b", re.IGNORECASE)
_CAPTIVES = frozenset({"hostage", "captive", "abductee"})
_CAUGHT = re.compile(
    r" (?:(?:have|has|had) (?:now |so far )?been |are |were |now |so far |already ){0,2}"
    r"(?:confirmed|known|found|shown|suspected|believed|thought) to "
    r"(?:be (?:infected|ill|sick)\b|have (?:(?:the )?(?:disease|virus|illness|infection)\b|(?:caught|contracted)\b"
    r"|(?!been|had|the|an?|no|left|fled|gone|drowned|lost|some|any|at|up)[a-z-]+(?<!ed)(?<!en)(?=[,.;]| (?:in|since|at|on|and|as)\b)))"
)
# "The officers fired eleven times"
_SHOOTING = re.compile(
    r"\b(?:fired|shot|firing|shooting|discharged (?:their|his|her|the) \w+|opened fire|pulled the trigger)(?: at \w+ \w+)? $"
)
# "has treated 37 people from Arden who fell ill"
_FELL_ILL = re.compile(r"[^.,;:?!\d]{0,40} who (?:had |have )?(?:fell|fallen|became|become|got|were taken|been taken) (?:ill|sick)\b")
_PEOPLE_ENDINGS = ("girl", "boy", "woman", "man", "child", "worker", "fighter", "mate", "goer")
_ONLY_PEOPLE = frozenset({"arrest", "charge", "convict", "deport", "wound", "strike", "escape"})  # these happen to nothing else
_GUESSED = 0.7  # a happening that is only the nearest one makes no figure surer
_NEAR = 400  # code points before a figure that are read
_NEXT = 60  # code points before a figure within which a verb takes it
_TOLL = re.compile(r"\b(?:death )?toll\b[^,;.\d]*$", re.IGNORECASE)
_LOWERED = re.compile(r"\b(?:lower(?:ed|s|ing)?|down|correct(?:ed|s)?|reduc(?:ed|es)) [^,;.]{0,60}$", re.IGNORECASE)
# "3,900 hectares, less than first thought"
_THOUGHT = re.compile(
    r"[^.;\d]{0,40}\b(less|fewer|lower|smaller|more|higher|larger|greater|bigger) than (?:had been |was )?"
    r"(?:first|originally|initially|previously|earlier|at first) "
    r"(?:thought|feared|reported|estimated|believed|stated|said|announced|assumed|given)\b",
    re.IGNORECASE,
)
# "2,200 jobs will go instead of 2,900"
_INSTEAD = re.compile(r"[^.;\d]{0,60}\b(?:instead of|rather than) (?:the |an? )?(?:[a-z]+ )?(\d{1,3}(?:,\d{3})+|\d{1,9})\b(?![.,]\d)")
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
    """The noun counted (a lemma), its category, what happened, and whether cases are "suspected" or "confirmed".

    `tied` says that the words right before the counted tell what happened.
    """

    of: str
    category: str
    families: tuple[str, ...]
    qualifier: str
    tied: bool = False


def counted(text: str, quantity: Quantity) -> Counted:
    """Say what a quantity of a text counts."""
    led = _led(text, quantity) if not quantity.unit_text else None
    if led is not None:
        return led
    if not quantity.of and _COME_BACK.match(text, quantity.end) and _SWAP.search(text):
        return Counted("", "people", ("free",), "", True)
    if quantity.of == "time" and _SHOOTING.search(text, *_before(quantity)):
        return Counted("shot", "", (), "", True)
    beside = _beside(text, quantity) if quantity.kind == "count" and quantity.category in PEOPLE else None
    told = _told_before(text, quantity) if quantity.kind == "count" and quantity.category in PEOPLE | {"job", ""} else ()
    told = told or (beside.families if beside else ())
    families = told or happened(text, quantity)
    of, category = _counted(quantity, families)
    qualifier = beside.qualifier if beside and beside.families == families else ""
    return Counted(of, category, families, qualifier or _qualifier(quantity, families), bool(told))


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
        if phrase[-2].lower() == "those":  # "of those arrested", but "of those treated" is left to what the text tells
            return Counted("", "people", done, "") if PEOPLE_FAMILIES.intersection(done) else None
        named = noun(phrase[-2])  # "the number of homes destroyed"
        if named == "life":
            return Counted("", "people", ("kill",), "")
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
    if (named == "case" and families == ("affect",)) or (named == "name" and PEOPLE_FAMILIES.intersection(families)):
        return "", "people"  # "in 4,000 cases bank details were stolen", "the list of the missing has shrunk to 31 names"
    if named in CALENDAR or (not quantity.unit_text and quantity.category in ("", "event") and PEOPLE_FAMILIES.intersection(families)):
        return "", ""
    living = named.endswith(_PEOPLE_ENDINGS) or (quantity.kind == "count" and not _ONLY_PEOPLE.isdisjoint(families))
    return named, quantity.category or ("people" if living else "")


def happened(text: str, quantity: Quantity) -> tuple[str, ...]:
    """Give what happened to the counted; what is said right beside them goes before what their noun implies.

    "Demonstrators were detained" tells of arrests, "jobs were lost" of cuts.
    """
    plain = _plainly(text, quantity)
    if plain is not None:
        return plain
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


def _plainly(text: str, quantity: Quantity) -> tuple[str, ...] | None:
    """Read what the words beside an amount or people leave no doubt of; None if they leave it open."""
    if quantity.kind == "percent":
        if _OWNING.search(text, *_before(quantity)):
            return ("stake",)
        if quantity.predicate == ("job-cut",) and quantity.category not in ("job", "worker"):
            return ()  # "the recount cuts her lead to 3 percent"
    if quantity.unit.endswith(" per share") and quantity.predicate in (("pay",), ("buy",)) and _BID.search(text):
        return ("offer",)
    if quantity.predicate == ("missing",) and _OFF_LIST.match(text, quantity.end):
        return ()
    if _CASES_BEHIND.match(text, quantity.end) or (quantity.category in PEOPLE and _CAUGHT.match(text, quantity.end)):
        return ("infect",)
    if quantity.predicate == ("wound",) and _FELL_ILL.match(text, quantity.end):
        return ("infect",)
    if quantity.category in PEOPLE and _LEFT.match(text, quantity.end):
        return ("displace",)
    return None


def _told_before(text: str, quantity: Quantity) -> tuple[str, ...]:
    """Read what the words right before the counted say of them: cut from a workforce, carried by a vehicle, held as captives."""
    before = _before(quantity)
    if quantity.category in ("job", "worker", "people") and _REDUCES.search(text, *before):
        return ("job-cut",)
    if quantity.category != "job" and _freed(text, quantity):
        return ("free",)
    if quantity.category == "job" or (quantity.confidence > _GUESSED and quantity.predicate):
        return ()
    behind = next((families for said, families in _DONE if said.match(text, quantity.end)), ())
    if behind and quantity.category:
        return behind
    if _CARRIED.search(text, *before):
        return ("aboard",)
    captives = quantity.of in _CAPTIVES and not quantity.predicate
    return ("abduct",) if captives or (_HOLDS.search(text, *before) and _CAPTIVITY.search(text)) else ()


def _beside(text: str, quantity: Quantity) -> Told | None:
    """Give what the words around people say that they went through, where no verb of theirs tells it: "were put in cells"."""
    if quantity.confidence > _GUESSED and quantity.predicate:
        return None
    start = max(_before(quantity)[0], quantity.start - _NEXT)
    found = (one for one in BEHIND if one.pattern.match(text, quantity.end))
    before = (one for one in BEFORE if one.pattern.search(text, start, quantity.start))
    return next((one for one in (*found, *before) if _in_topic(text, one.topic)), None)


def _in_topic(text: str, topic: str) -> bool:
    """Say whether a text is about a topic, or with a minus before it that it is not."""
    return not topic or all(pattern.found_in(text) for pattern in TOPICS[topic.lstrip("-")]) is not topic.startswith("-")


def _freed(text: str, quantity: Quantity) -> bool:
    """Say whether people are let go, or came home from captivity."""
    if not (quantity.category and _SWAP.search(text, quantity.sentence[0], max(quantity.sentence[1], quantity.end))):
        return False
    return bool(_FREES.search(text, *_before(quantity)) or _HOME.match(text, quantity.end))


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
    instead = None if change else _INSTEAD.match(text, quantity.end, max(quantity.end, quantity.sentence[1]))
    if instead and isinstance(quantity.value, int | float) and quantity.kind == "count":
        was = float(instead.group(1).replace(",", ""))
        return "down" if quantity.value < was else "up" if quantity.value > was else ""
    return "down" if change and _LOWERED.search(text, *_before(quantity)) else change
