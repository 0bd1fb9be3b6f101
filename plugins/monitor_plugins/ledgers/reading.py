"""From a quantity of an article to what series compare: whose, where, when and by whom, and the words to quote."""

from __future__ import annotations

import re

from monitor import Article, Quantity
from monitor_plugins.languages.en_links import INTRANSITIVE
from monitor_plugins.languages.en_reading import FAMILIES, NOMINAL, PHRASES, VERBS
from monitor_plugins.languages.en_watch import OF_SUMS
from monitor_plugins.ledgers.counted import changed, counted
from monitor_plugins.ledgers.kinds import GROWING, PEOPLE
from monitor_plugins.ledgers.names import dateline, telling
from monitor_plugins.ledgers.period import period
from monitor_plugins.ledgers.reported import Reported, of_article
from monitor_plugins.ledgers.whose import whose
from monitor_plugins.names.gazetteer import lists
from monitor_plugins.text.lemma import noun
from monitor_plugins.text.own import Voice, own_voice
from monitor_plugins.text.voices import speaker_class
from monitor_plugins.text.words import words

_LONGEST_QUOTE = 240  # code points
_CUTS = re.compile(r"[;:,–—]\s")
# A stake is of what it is held in: "a 20% stake in Corvin".
_HOLDING = re.compile(r"[^,;:.]{0,24}?(?:stake|share|holding|interest) in ((?:[A-Z][\w&'’-]*)(?: [A-Z][\w&'’-]*){0,3})")
_OWNED = frozenset({"combatant", "job", "worker"})
_TIED = 0.8  # how sure a count is at least whose happening stands right before it
_FOLLOWING = 30  # code points behind a figure that hold the next two words
_PASSED = words("passed topped topping tops exceeded exceeds exceeding surpassed surpassing surpasses crossed")
_CONTAINERS = words("chest bottle box pair packet bag can jar bar piece item set carton tin barrel batch cup tube")
_CONTENTS = re.compile(r" of [a-z-]+(?: [a-z-]+s)?(?=[.,;:]|$| (?:in|on|at|by|from|after|and|were|was|that|which|worth)\b)")
_FEARED = re.compile(r"[^,.;:]{0,30} (?:feared|presumed|believed|thought)(?: to have(?: been)?)? (?:dead|killed|drowned|died)\b")
_OF_OUTPUT = re.compile(r" of (?:the )?(?:votes?\b|GDP|gross domestic product|economic output|national income)\b")
# "the table differs from the sheets by 21,000 votes"
_BY = re.compile(
    r"\b(?:differ|var(?:y|ies|ied)|exceed|outnumber|outvot|beat|lead|led|ahead|behind|trail|wins?|won|lost|short|higher|lower|larger"
    r"|smaller)\w*\b[^.;:?!\d]{0,60} by (?:about |some |around |nearly |almost |more than |at least |only |just )?$",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"^[A-Z][A-Z .,’'-]{2,40}(?:\([^()\n]{1,30}\) ?)? ?[-–—] (?:The |An? )?")
_PERCENT = re.compile(r"%|\bper ?cent|\bpct\b|\bpoints?\b", re.IGNORECASE)
_REST = re.compile(r"\b(?:the|all) (?:very )?(?:last|remaining|final|other) $", re.IGNORECASE)  # "freed the last 22 hostages"
_EACH = re.compile(r"(?: in cash)?,? (?:for each|for every|per|apiece for each|each) (?:\w+ )?share\b")
_SAYS_TITLE = re.compile(r"(?:The )?([A-Z][\w’'-]*(?: [\w’'-]+){0,4}): ")  # "Lawyers: 90 in custody"
# "22 of our soldiers", "forty of the regime's troops": so many of theirs, no part of a number that was given.
_ALL_OF = re.compile(
    r"[\w -]{1,30} of (?:our|their|its|his|her|my|the (?:[\w-]+ ){0,2}[\w-]+(?:['’]s|s['’])|[A-Z][\w-]+(?:['’]s|s['’])) \w+"
)
_BODIES = frozenset({"official", "intelligence", "ngo", "opposition", "expert", "hospital", "company", "witness"})
# "The union knows of 17 injured dockers": who knows of them speaks, and owns nobody.
_KNOWS_OF = re.compile(
    r"\b(?:knows?|knew|speaks?|spoke|spoken|talks?|talked|is aware|heard|learned|reports?|wrote|writes?) (?:also )?(?:of|about) "
    r"(?:at least |about |some |more than |up to )?$"
)
# "Auditors could not trace 3 million"
_UNTRACED = re.compile(r"\b(?:not|cannot|unable to|failed to|never|nobody can) (?:be |been )?(?:trace|found|find|account|explain|locate)")
_LIST = re.compile(
    r"(?:, (?:[\w-]+ ){0,3}[\w-]+s){1,4},? and (?:[\w-]+ ){0,3}?[\w-]+s\b(?! (?:sa(?:id|ys?)|told|report|confirm|have|had|were|are))"
)
_MEMBERS = re.compile(
    r" of (?:the |an? |his |her |its )?(?:[A-Za-z][\w’'-]* )??[A-Za-z][\w’'-]*"
    r"(?=[,.;]| (?:were|was|have|had|are|of|in|at|on|by|who|from|and)\b)"
)


def usable(quantity: Quantity, text: str = "") -> bool:
    """Say whether a quantity reports how much there is: no date, age or rank, no earlier value, nothing supposed, planned or denied.

    A bare amount counts where its sentence, in `text`, tells of what amounts are asked for: a bill, a bribe, what is missing.
    """
    if quantity.kind not in ("count", "percent", "money", "measure") or quantity.role == "previous" or quantity.value is None:
        return False
    flags = [flag for flag in ("denominator", "supposed", "past", "negated") if quantity.details.get(flag)]
    if flags and not (flags == ["negated"] and quantity.kind == "money" and _UNTRACED.search(text, *quantity.sentence)):
        return False
    told = bool(quantity.predicate or quantity.of or quantity.category)
    return told or (quantity.kind == "money" and OF_SUMS.found_in(text[slice(*quantity.sentence)]))


def read(article: Article, number: int, quantity: Quantity) -> Reported:
    """Read the quantity number `number` of an article."""
    start, end = _around(article.text, quantity)
    low, high, point = _values(quantity)
    worded = quantity.kind == "percent" and point <= 1 and not _PERCENT.search(article.text, quantity.start, quantity.end + 12)
    if worded:
        low, high, point = (None if low is None else 100 * low), (None if high is None else 100 * high), 100 * point
    share = _whole_of_share(article, number, quantity)
    if share is not None:
        low = high = point = share
    holding = _HOLDING.match(article.text, quantity.start) if "stake" in quantity.predicate else None
    owners = telling(holding.group(1)) if holding else _owners(article, quantity)
    said = counted(article.text, quantity)
    voice = _voice(article, quantity)
    return of_article(
        Reported(
            measure=_measure(article.text, quantity, as_count=share is not None),
            families=said.families,
            of=said.of,
            category=said.category,
            owners=owners,
            places=_places(quantity, owners),
            period=period(article, quantity),
            day=_day(quantity),
            role=_role(article, number, quantity, said.families),
            qualifier=said.qualifier,
            low=low,
            high=high,
            point=point,
            bound="about" if worded and quantity.bound == "exact" else quantity.bound,
            decimals=_decimals(quantity.quote),
            voice=voice.name,
            voice_class=voice.kind,
            change=changed(article.text, quantity),
            confidence=max(quantity.confidence, _TIED) if said.tied else quantity.confidence,
            number=number,
            start=start,
            end=end,
            quote=article.text[start:end],
            shown=shown(article.text, quantity),
            noun=_noun(article.text, quantity),
            whose=_whose(article.text, quantity, holding),
            stage=_stage(article.text, quantity) if said.families else "",
            titled=quantity.start < len(article.title) and article.text.startswith(article.title),
        ),
        article,
    )


def _measure(text: str, quantity: Quantity, *, as_count: bool) -> str:
    if quantity.kind == "count" or as_count:
        unit = "count"
    else:
        unit = quantity.kind if quantity.kind == "percent" else f"{quantity.kind}:{quantity.unit.partition(' per ')[0]}"
    per = (
        quantity.details.get("per") if quantity.role == "rate" else quantity.unit.partition(" per ")[2] if unit.startswith("money") else ""
    )
    per = per or ("share" if quantity.kind == "money" and _EACH.match(text, quantity.end - _cash(quantity)) else "")
    return f"{unit}/{per}" if per else unit


def _cash(quantity: Quantity) -> int:
    """Give the length of the words behind an amount that only tell how it is paid: "17.50 crowns in cash"."""
    return len(" in cash") if quantity.quote.endswith(" in cash") else 0


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


def _role(article: Article, number: int, quantity: Quantity, families: tuple[str, ...]) -> str:
    """Give the role; "141 of the 183 passengers" is all there is of those 141, but "70 of the 115 injured" are not the injured."""
    by = quantity.role == "total" and "margin" not in quantity.predicate
    if by and _BY.search(article.text, max(0, quantity.sentence[0], quantity.start - _LONGEST_QUOTE), quantity.start):
        return "delta"
    if quantity.role == "total" and quantity.kind == "count" and _REST.search(article.text, quantity.sentence[0], quantity.start):
        return "delta" if GROWING.issuperset(quantity.predicate) and quantity.predicate else quantity.role
    if quantity.role != "part" or not (quantity.predicate or families == ("affect",)):
        return quantity.role
    if _ALL_OF.match(article.text, quantity.start):
        return "total"
    whole = _denominator(article, number, quantity)
    if whole is None or whole.quote.rsplit(" ", 1)[-1] in NOMINAL or _happened_to_all(article.text, quantity):
        return quantity.role
    return "total"


def _happened_to_all(text: str, quantity: Quantity) -> bool:
    """Say whether what happened tells of the whole that the number is a part of: "nine of the 13 men arrested in raids"."""
    following = tuple(text[quantity.end : quantity.end + _FOLLOWING].lower().split()[:2])
    if PHRASES.get(following) in quantity.predicate:
        return True
    return bool(following) and following[0] not in INTRANSITIVE and FAMILIES.get(following[0]) == quantity.predicate


def _owners(article: Article, quantity: Quantity) -> tuple[str, ...]:
    """Give whose it is: a name within the noun phrase, else the subject; of jobs, shares and amounts also what opens the sentence."""
    if _KNOWS_OF.search(article.text, quantity.sentence[0], quantity.start):
        return ()
    phrase = quantity.quote.split(" ", 1)
    inside = telling(phrase[1]) if len(phrase) > 1 else ()
    if inside:
        return inside
    subjects = (_DATELINE.sub("", name) for name in quantity.subject)
    found = [name for name in subjects if not dateline(name) and not _opens_title(article, name)]
    named = tuple(dict.fromkeys(part for name in found for part in telling(name)))
    if named or (quantity.category not in _OWNED and quantity.kind not in ("percent", "money")):
        return named
    opening = article.text[quantity.sentence[0] : quantity.start].split(" ", 1)[0]
    return telling(opening) if not dateline(opening) and len(opening) > 2 else ()


def _opens_title(article: Article, name: str) -> bool:
    """Say whether a common word is capital only because the title begins with it: "Builder disputes toll"."""
    return article.title.startswith(f"{name} ") and name.isalpha() and lists().common(name) and f" {name}" not in article.text


def _places(quantity: Quantity, owners: tuple[str, ...]) -> tuple[str, ...]:
    found = [part for name in quantity.place for part in telling(name)]
    return tuple(dict.fromkeys(part for part in found if part not in owners))


def _day(quantity: Quantity) -> str:
    """Give the weekday on which it happened, as far as the figure's own clause names one."""
    named = [word for word in re.findall(r"\w+day", quantity.time) if word[0].isupper()]
    return named[0].lower() if named else ""


def _voice(article: Article, quantity: Quantity) -> Voice:
    """Give who says it; what nobody is said to say in a party's own report is its word."""
    named = (name for name in quantity.attribution if len(name) < 80 and not name.startswith(quantity.quote))
    name = next(named, "")  # "17 residents have confirmed measles": they are counted, and confirm nothing
    if name:
        return Voice(name, quantity.speaker_class)
    titled = _SAYS_TITLE.match(article.title) if quantity.start < len(article.title) else None
    kind = speaker_class(titled.group(1)) if titled else ""
    return Voice(titled.group(1), kind) if titled and kind in _BODIES else own_voice(article)


def _decimals(quote: str) -> int:
    found = re.search(r"\d[.](\d+)", quote)
    return len(found.group(1)) if found else 0


def _whose(text: str, quantity: Quantity, holding: re.Match[str] | None) -> str:
    """Give the owner as written, for titles of amounts and shares; a stake is of what it is held in."""
    if quantity.kind not in ("money", "percent") and quantity.category != "vote":
        return ""
    if "stake" in quantity.predicate:
        return holding.group(1) if holding else ""
    return whose(text, quantity)


def _stage(text: str, quantity: Quantity) -> str:
    """Give "planned" for what is announced only, "feared" for whom nobody has found: "six workers are presumed dead"."""
    if quantity.details.get("ahead"):
        return "planned"
    return "feared" if _FEARED.match(text, quantity.end) else ""


def _noun(text: str, quantity: Quantity) -> str:
    """Give what is counted as written, for titles."""
    if quantity.kind == "percent":
        last = quantity.quote.rsplit(" ", 1)[-1]
        return last if quantity.of and noun(last) == quantity.of else ""
    if quantity.kind == "measure" and quantity.of:
        return " ".join([*quantity.details.get("modifiers", ())[-1:], quantity.of])
    wholes = _MEMBERS if quantity.of == "member" else _CONTENTS if quantity.of in _CONTAINERS else None
    belongs = wholes.match(text, quantity.end) if wholes else None
    more = belongs.group() if belongs else " and others" if _heads_list(text, quantity) else ""
    named = quantity.unit_text + more
    return named if len(named) < 40 else ""


def _heads_list(text: str, quantity: Quantity) -> bool:
    """Say whether the thing counted is the first of several counted together: "155,465 pickups, vans and jeeps"."""
    listed = None if quantity.category in PEOPLE else _LIST.match(text, quantity.end)
    said = [word.lower() for word in listed.group().split()] if listed else []
    return bool(said) and VERBS.isdisjoint(said) and not any(word.endswith("ed") for word in said)


def shown(text: str, quantity: Quantity) -> str:
    """Give a number as a person would repeat it: "as many as 6,000", "3.1%", "340 million marks"."""
    if quantity.details.get("reckoned") and isinstance(quantity.value, int | float) and quantity.kind == "count":
        return f"about {quantity.value:,.0f}"
    begin, end = quantity.details.get("number", (quantity.start, quantity.end))
    if quantity.kind in ("money", "percent", "measure"):
        unit_end = text.find(quantity.unit_text, begin, quantity.end + 1) if quantity.unit_text else -1
        end = max(end, unit_end + len(quantity.unit_text)) if unit_end >= 0 else end
        begin = min(begin, quantity.start) if begin - quantity.start < 30 else begin
    whole = _OF_OUTPUT.match(text, end) if quantity.kind == "percent" else None
    said = " ".join(text[begin : whole.end() if whole else end].split())
    bound = str(quantity.details.get("bound_words", ""))
    bound = "more than" if bound in _PASSED else bound
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
