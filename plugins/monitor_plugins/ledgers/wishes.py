"""How the words of a desk are read: "people killed", "percent of voters supporting the ban", "jars recalled", "ransom" (English).

The words are read by the reader of figures itself, as if a number stood before them, so that what is asked for and what reports
say meet in the same terms.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise, takewhile

from monitor import Quantity
from monitor_plugins.languages import forms
from monitor_plugins.languages.en_reading import CATEGORIES, CONFIRMED, FAMILIES, MONEY_FAMILIES, NEEDS, OUTAGES, PHRASES, STRIKES, SUPPLIES
from monitor_plugins.languages.en_watch import ACTS, AKIN, DATA, EXPECTED, HACKED, HOW_MANY, IMPLIED, MEASURES, OF_MONEY, SUMS
from monitor_plugins.ledgers.clause import acts_at
from monitor_plugins.ledgers.matter import MOVED, SUPPLIED
from monitor_plugins.ledgers.watch import GENERIC, Watched
from monitor_plugins.numbers.confidence import SUBSTANCE
from monitor_plugins.numbers.predicates import idioms_in
from monitor_plugins.numbers.reading import Reader
from monitor_plugins.text.lemma import lemma, noun
from monitor_plugins.text.tokens import tokenise
from monitor_plugins.text.words import words

_EMPTY = words(
    """the a an of in on at by for to from with who that which were was is are be been being have has had their its his her
    this these those number numbers count total figure figures toll tally how many much and or any all new more than
    since until far so without under over after before into out up down off about whose"""
)
_MONEY = words("amount sum size money fee damages compensation dollars euros pounds crowns value cost costs price prices spending bill")
_PERCENT = words("percent percentage share pct proportion per cent")
_SUMS = frozenset({"offer", "ransom", "reward", "fine", "stake"})
_OF_SUMS = words("takeover buyout merger demand demands demanded asked crowns")
_OF_MAINS = OUTAGES | SUPPLIES | words("affected hit cut still back restored")
# What these tell is read by whom it happened to: jobs lost are cut, homes lost destroyed.
_READ_BY_WHOM = (("lose",), ("cost",), ("shoot",), ("destroy",))
_HOSPITALS = words("hospital hospitals clinic ward hospitalised hospitalized admitted admissions")
_IN_HOSPITAL = words("hospital clinic ward hospitalise hospitalize admit")
_PLACES = words("in at on inside aboard")
_ASIDES = words("about by for against over from with who that whose")
_RAISES = words("rise raise increase offer offered demand deal settlement claim")
_LOOSE = words("company firm business group transfer public national total net gross state government overall")
_RATES = words("rate rates")
_WORKLESS = words("unemployed jobless")
_MARGINS = words("margin lead majority")
_PAY = words("pay wage wages salary salaries")
# What an amount is of where no verb tells what was done with it.
_SUM_NOUNS = words("contract bill invoice order project deal gift bribe grant subsidy purchase package damage trip stay fare")
_PLAIN_FUNDS = words("money sum amount cash fund")
_FUNDS = _PLAIN_FUNDS | words("asset bribe kickback saving donation payment proceeds loot cash haul")
_SHOTS = words("shot round bullet")  # "shots fired": nobody is dismissed
_STANCES = {
    **dict.fromkeys(words("offer offers offered bid bids"), "offer"),
    **dict.fromkeys(words("demand demands demanded claim claimed asked"), "demand"),
    **dict.fromkeys(words("paid payment"), "pay"),
}
_UNITS = words("tonnes tons litres barrels gallons hectares acres kilograms kilos")
_YEAR = 2000  # the reader wants to know which years are past; what is watched names none


@lru_cache(maxsize=1000)
def watched(text: str) -> Watched:
    """Read what is watched from its words."""
    said = [word for word in tokenise(text, 0, len(text)).lower if word[0].isalpha()]
    said, per_share = _without_per(said)
    expected = not EXPECTED.isdisjoint(said)
    said = [word for word in said if word not in EXPECTED] or said
    whole = not (expected or per_share)
    if len(said) > 2 and said[0] in HOW_MANY and said[1] == "of" and not _is_of_money(said):
        said, whole = [word for word in said[2:] if word not in ("the", "all")], False
    read = _asked(text if whole else " ".join(said), said)
    bargained = not {"ransom", "pay-rise"}.isdisjoint(read.families)
    stance = next((_STANCES[word] for word in said if word in _STANCES), "") if bargained else ""
    if per_share is None and read.kind == "money" and said[0] in ("value", "amount", "worth", "size"):
        per_share = False
    expected = expected or "offer" in read.families or "offer" in read.akin
    spelled = tuple(word for word in said if word not in _EMPTY and noun(word) != read.of)
    return replace(_widened(read, said), text=text, per_share=per_share, expected=expected, stance=stance, spelled=spelled)


def _without_per(said: list[str]) -> tuple[list[str], bool | None]:
    """Leave out "per share", and say that it is asked for."""
    for lead in ("per", "a", "each"):
        if lead in said[:-1] and said[said.index(lead) + 1] == "share":
            at = said.index(lead)
            return [*said[:at], *said[at + 2 :]], True
    return said, True if said[:2] == ["share", "price"] else None


def _is_of_money(said: list[str]) -> bool:
    return said[0] in ("amount", "sum", "size") and any(noun(word) in SUMS for word in said)


def _asked(text: str, said: list[str]) -> Watched:
    if "percent" in said or "percentage" in said or (_PERCENT.intersection(said) and said[:2] != ["share", "price"]):
        return _share(text, said)
    if not _PAY.isdisjoint(said) and not _RAISES.isdisjoint(said):
        return Watched(text, "", ("pay-rise",), akin=frozenset({"pay-rise", "offer", "pay"}))
    if not _WORKLESS.isdisjoint(said):
        return Watched(text, "count", ("unemployment", "job-cut"), "people", "people", acts=frozenset({"jobless"}))
    if not _MARGINS.isdisjoint(said):
        return Watched(text, "", ("margin",))
    if measure := next((word for word in said if noun(word) in MEASURES and (not FAMILIES.get(word) or word == "level")), ""):
        return _measure(text, said, measure)
    if any(noun(word) in _FUNDS for word in _lead(said)[:2]) and (funds := _funds(text, said)) is not None:
        return funds
    if _MONEY.intersection(said) or any(noun(word) in OF_MONEY and noun(word) in SUMS for word in _lead(said)):
        return _amount(text, said, "money", _MONEY)
    if ("rate" in said or "rates" in said) and not _families(said):
        return Watched(text, "percent", (), "rate", "", "", (), inside=frozenset({"rate"}))
    if "rate" in said:
        return _amount(text, said, "percent", words("rate"))
    read = _read(text)
    if read is None or (not read.category and read.of == noun(said[-1]) and FAMILIES.get(said[-1])) or _is_sum(read, said):
        return _amount(text, said, "", frozenset())  # "turnout", "inflation": an amount of any kind
    return _count(text, said, read)


def _lead(said: list[str]) -> list[str]:
    """Give the words of what is asked for itself: "complaints" of "complaints about bills"."""
    return list(takewhile(lambda word: word not in _ASIDES, said)) or said


def _count(text: str, said: list[str], read: Quantity) -> Watched:
    explained = {read.of, *read.unit.split(), "people"}
    spelled = _spelled(said, read.predicate)
    families = read.predicate or _families([word for word in said if noun(word) != read.of])
    families = ("free",) if families == ("home",) else families
    families = tuple(family for family in families if not read.category or read.category in NEEDS.get(family, (read.category,)))
    families = () if read.of in _SHOTS or (families == ("job-cut",) and not read.category) else families
    context = [word for word in said if not _explained(word, explained | spelled, families) and noun(word) not in explained]
    context = [word for word in context if not (read.predicate and FAMILIES.get(word) in _READ_BY_WHOM)]
    kind = "count" if read.kind == "count" else read.kind
    families = ("job-cut",) if read.category == "job" and families == ("lose",) else families
    context = [word for word in context if word not in _UNITS and word not in _LOOSE]
    families = () if read.of == "seat" and said[-1] == "seats" else families
    context = [word for word in context if read.category != "job" or CATEGORIES.get(noun(word)) != "job"]
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
    """Read an amount or a bare noun: "loan amount", "inflation", "price of the takeover"."""
    families = _families(said)
    of_money = frozenset().union(*(OF_MONEY.get(noun(word), frozenset()) for word in said))
    marks = marks | _OF_SUMS if _SUMS.intersection(families) else marks
    rest = [word for word in said if word not in marks and word not in _EMPTY and not FAMILIES.get(word) and noun(word) not in OF_MONEY]
    counted = next((noun(word) for word in rest), "") if (not families and not of_money) or kind == "percent" else ""
    context = tuple(word for word in rest if noun(word) != counted and word not in _LOOSE)
    if of_money and (not families or kind == "money"):
        families, akin = families or tuple(sorted(of_money)[:1]), of_money
        sums = frozenset(noun(word) for word in said if noun(word) in _SUM_NOUNS)
        return Watched(text, kind or "money", families, "", "", "", context, akin=akin, sums=sums)
    return Watched(text, kind, families, counted, CATEGORIES.get(counted, ""), "", context)


def _funds(text: str, said: list[str]) -> Watched | None:
    """Read "money missing", "sum overcharged", "bribes paid": money to which something was done; None if nothing is said to have been."""
    rest = [word for word in said if noun(word) not in _FUNDS and word not in _EMPTY]
    done = [word for word in rest if _is_act(word)]
    if not done:
        return None
    lower = tuple(said)
    acts = frozenset().union(*(acts_at(lower, lower.index(word)) for word in done))
    named = frozenset(noun(word) for word in said if noun(word) in _FUNDS - _PLAIN_FUNDS)
    families = tuple(family for family in _families(done) if family in MONEY_FAMILIES)
    context = tuple(word for word in rest if word not in done and not FAMILIES.get(word) and not word.endswith("ly"))
    return Watched(text, "money", families, "", "", "", context, acts=acts, sums=named)


def _share(text: str, said: list[str]) -> Watched:
    """Read a share: "share of teachers on strike", "pay offer in percent", "deficit in percent"."""
    kept = [word for word in said if word not in _PERCENT and word not in ("rate", "in") and not (word == "of" and word is said[0])]
    while kept[:1] and kept[0] in _EMPTY:
        kept = kept[1:]
    if not _PAY.isdisjoint(kept):
        return Watched(text, "percent", ("pay-rise",), akin=frozenset({"pay-rise", "offer", "pay"}))
    read = _read(" ".join(kept)) if kept else None
    if read is not None and read.category and read.category not in ("vote", "share", "money") and read.predicate:
        return Watched(text, "percent", read.predicate, read.of, read.category)
    families = _families(kept)
    if not families and not _RATES.isdisjoint(said):
        return Watched(text, "percent", (), "rate", "", "", (), inside=frozenset({"rate"}))
    if {"accept", "price"} <= set(families):
        families = ("accept",)
    rest = [word for word in kept if word not in _EMPTY and not FAMILIES.get(word) and word not in ("yes", "no", "valid")]
    counted = next((noun(word) for word in rest), "") if "vote" not in families else ""
    return Watched(
        text, "percent", families, counted, CATEGORIES.get(counted, ""), "", tuple(word for word in rest if noun(word) != counted)
    )


def _measure(text: str, said: list[str], measure: str) -> Watched:
    """Read "speed of the train", "area burned", "wheat harvest": what may come in several units."""
    units = frozenset(unit.replace("_", " ") for unit in MEASURES[noun(measure)])
    families = _families([word for word in said if word != measure and word not in ("level", "levels")])
    rest = tuple(noun(word) for word in said if word != measure and word not in _EMPTY and not FAMILIES.get(word) and word not in _PERCENT)
    happened = tuple(family for family in families if family != "lose")
    return Watched(text, "", happened, "", "", "", rest, units=units)


def _widened(read: Watched, said: list[str]) -> Watched:
    """Add what the words cover besides what they say: near families, words for what happened, whom a noun implies."""
    akin = read.akin | frozenset().union(*(AKIN.get(family, frozenset()) for family in read.families))
    if read.of in IMPLIED and not _told_besides(read, said):
        return replace(read, families=tuple(sorted(IMPLIED[read.of])), akin=akin, bare=True, context=())
    if not DATA.isdisjoint(said) and not HACKED.isdisjoint(said):
        return replace(read, families=("affect",), akin=frozenset({"leak", "steal"}), context=())
    if read.kind == "count" and not _HOSPITALS.isdisjoint(said):
        people = read.of if read.category and read.of != "admission" else "people"
        return replace(read, families=(), of=people, category=CATEGORIES.get(people, ""), context=(), inside=_IN_HOSPITAL)
    told = any(word.endswith("ed") and _is_act(word) for word in read.context)
    if read.kind == "count" and not read.families and read.of in GENERIC and read.context and not _PLACES.isdisjoint(said) and not told:
        return replace(read, inside=frozenset(map(noun, read.context)), context=())
    return _by_acts(replace(read, akin=akin), said)


def _by_acts(read: Watched, said: list[str]) -> Watched:
    """Take the words that no family explains for what happened: "operations postponed", "signatures"."""
    lower = tuple(said)
    of = frozenset((read.of,))
    told = [at for at, word in enumerate(lower) if noun(word) not in of and (word in read.context or FAMILIES.get(word)) and _is_act(word)]
    told = [at for at in told if lower[at] not in CONFIRMED]
    if read.kind == "money":
        return read
    acts = frozenset().union(*(acts_at(lower, at) for at in told)) if read.kind in ("count", "measure") else frozenset[str]()
    if read.kind == "count" and not acts and not read.families and read.category in ("", "report") and read.of in ACTS:
        return replace(read, acts=ACTS[read.of], bare=True)
    kept = tuple(word for word in read.context if lower.index(word) not in told) if acts else read.context
    return replace(read, acts=acts, context=kept)


def _is_act(word: str) -> bool:
    """Say whether a word tells what was done: a participle, or one of a listed group."""
    return word.endswith("ed") or lemma(word) in ACTS or (lemma(word) != word and not word.endswith("s"))


def _told_besides(read: Watched, said: list[str]) -> bool:
    """Say whether more than the noun is given: "hostages freed", but not "hostages held", "hostages taken"."""
    held = words("held taken still captive kept captivity remaining")
    return any(word not in _EMPTY and word not in held and noun(word) != read.of for word in said)


def _spelled(said: list[str], families: tuple[str, ...]) -> set[str]:
    """Give the words that only spell out what happened: "forced from their homes", "without power", "on strike"."""
    mains = _OF_MAINS if SUPPLIED.intersection(families) else frozenset()
    phrases = {word for pair in pairwise(said) if PHRASES.get(pair) in families for word in pair}
    return {said[at] for at in idioms_in(said)} | phrases | mains | (STRIKES if families == ("strike",) else frozenset())


def _is_sum(read: Quantity, said: list[str]) -> bool:
    """Say whether money or a share alone is meant: "takeover offer", "ransom demanded"."""
    families = read.predicate or _families(said)
    return (read.kind == "count" and not read.category and _SUMS.issuperset(families) and bool(families)) or (
        noun(said[0]) in ("ransom", "reward", "fine") and not read.category
    )


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
