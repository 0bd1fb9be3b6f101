"""What a word of happening means where its sentence or its text says more: treated as ill or hurt, part taken in a strike (English)."""

from __future__ import annotations

from collections.abc import Callable

from monitor_plugins.languages.en_links import PASTS
from monitor_plugins.languages.en_reading import (
    CATEGORIES,
    CONFIRMED,
    FIRES,
    GATHERINGS,
    INMATES,
    OUTAGES,
    PRISONS,
    STRIKES,
    SUPPLIES,
    VERBS,
)
from monitor_plugins.languages.en_topics import AILMENTS, FORUMS, TOPICS
from monitor_plugins.text.lemma import noun
from monitor_plugins.text.words import words

_INFECTED = frozenset(["case", "cases", "patients"])
_OF_WHAT = 9  # tokens behind "taking part" within which it is said in what
_FIGURED = words("about over on as regarding concerning")  # "kept in the dark about the leak"
_PASTS = PASTS | VERBS
_GETTING = words("contracted caught developed")
_TAKING = words("took take takes taken taking held hold holds holding kept seized seize seizing")
_ELSEWHERE = words("hospital hospitals clinic court jail prison custody stadium match airport school work morgue")
_SUSPECTS = words(
    """suspect smuggler trafficker robber rioter militant protester demonstrator hooligan dealer gunman escapee fugitive inmate thief
    poacher looter"""
)
_LOSING = words("will would put puts putting leave leaves left leaving find finds found go when after")
_GRAVES = words("funeral funerals cemetery cemeteries grave graves graveyard churchyard coffin coffins afternoon")
_COACHES = frozenset(["coach", "coaches", "train", "flight"])


class About:
    """What a text is about at all, looked up once when a word asks for it."""

    def __init__(self, text: str) -> None:
        self._text, self._known = text, dict[str, bool]()

    def tells_of(self, topic: str) -> bool:
        """Say whether the text is about a topic: disease, evacuation, walkout, spill, fire, theft, ransom, pay."""
        if topic not in self._known:
            self._known[topic] = all(pattern.found_in(self._text) for pattern in TOPICS[topic])
        return self._known[topic]


def in_context(family: tuple[str, ...], lower: list[str], at: int, about: About) -> tuple[str, ...]:
    """Give what the word at the token `at` tells of here: "treated" of illness or wounds, "in the dark" of an outage; () for nothing."""
    read = _READERS.get(family[0])
    return read(lower, at, about) if read else _cases(family, lower, at, about)


def _cases(family: tuple[str, ...], lower: list[str], at: int, about: About) -> tuple[str, ...]:
    """Leave cases and patients alone where the text has no disease."""
    if family != ("infect",) or lower[at] not in _INFECTED or about.tells_of("disease"):
        return family
    return family if at and (lower[at - 1] in CONFIRMED or lower[at - 1] in ("new", "active")) else ()


def _part_taken(lower: list[str], at: int, about: About) -> tuple[str, ...]:
    """Read "took part in the walkout" as striking, unless it is a march, a ballot or a drill that they took part in."""
    behind = lower[at + 1 : at + _OF_WHAT]
    if not about.tells_of("walkout") or not GATHERINGS.isdisjoint(behind):
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


def _missed_work(lower: list[str], at: int, about: About) -> tuple[str, ...]:
    """Read "stayed out", "recorded as absent" as striking where the text has a walkout."""
    return ("strike",) if about.tells_of("walkout") else ()


def _ailing(lower: list[str], at: int, about: About) -> tuple[str, ...]:
    """Read "came down with", "complained of", "known to have" as illness where one is named behind it, not "known to have fled" it."""
    have = next((here for here in range(at, min(at + 3, len(lower))) if lower[here] == "have"), 0)
    behind = lower[have + 1 : have + 3] if have else lower[at + 1 : at + _OF_WHAT]
    done = have and bool(behind) and (behind[0].endswith("ed") or behind[0] in _PASTS) and behind[0] not in _GETTING
    return ("infect",) if not done and any(map(AILMENTS.found_in, behind)) else ()


def _walked_out(lower: list[str], at: int, about: About) -> tuple[str, ...]:
    """Read "walked out of the party" as quitting, of the plant as striking."""
    end = next((here for here in range(at, min(at + 3, len(lower))) if lower[here] == "out"), at)
    quit_what = lower[end + 1 : end + 2] == ["of"] and not FORUMS.isdisjoint(lower[end + 2 : end + 6])
    return ("quit",) if quit_what else ("strike",)


def _home(lower: list[str], at: int, about: About) -> tuple[str, ...]:
    """Read "came home", "were handed over" as being freed where captives are told of."""
    return ("free",) if about.tells_of("captive") else ()


def _workless(lower: list[str], at: int, about: About) -> tuple[str, ...]:
    """Read "will be out of work" as jobs lost, "are out of work" as unemployment."""
    lost = not _LOSING.isdisjoint(lower[max(0, at - _OF_WHAT) : at])
    return ("job-cut",) if lost else ("unemployment",)


def _left(lower: list[str], at: int, about: About) -> tuple[str, ...]:
    """Read "had to leave" as being evacuated from a fire, a flood, a leak; elsewhere it may be a job or a meeting."""
    return ("evacuate",) if about.tells_of("danger") and FORUMS.isdisjoint(lower[at + 1 : at + _OF_WHAT]) else ()


def _buried(lower: list[str], at: int, about: About) -> tuple[str, ...]:
    """Read "buried" as trapped under what slid or fell, not of a grave."""
    if not lower[at].startswith("bur"):
        return ("trap",)
    return ("trap",) if about.tells_of("slide") and _GRAVES.isdisjoint(lower) else ()


def _caught(lower: list[str], at: int, about: About) -> tuple[str, ...]:
    """Read "caught" as seized again where some got away, else as falling ill where an ailment follows."""
    again = lower[at] == "caught" and about.tells_of("getaway") and not any(map(AILMENTS.found_in, lower[at + 1 : at + _OF_WHAT]))
    return ("capture",) if again else _ailing(lower, at, about)


def _held(lower: list[str], at: int, about: About) -> tuple[str, ...]:
    """Read "took 19 workers hostage" as abduction; a hostage of whom something else is told was taken before."""
    taken = lower[at - 1 : at] not in (["a"], ["the"]) and not _TAKING.isdisjoint(lower[max(0, at - _OF_WHAT) : at])
    return ("abduct",) if at and taken else ()


def _moved_out(lower: list[str], at: int, about: About) -> tuple[str, ...]:
    return () if not _ELSEWHERE.isdisjoint(lower[at + 1 : at + _OF_WHAT]) else ("evacuate",)


def _attacked(lower: list[str], at: int, about: About) -> tuple[str, ...]:
    """Leave "the strike" and "striking teachers" alone where the text has a walkout."""
    off = lower[at] == "struck" and lower[at + 1 : at + 2] != [] and lower[at + 1] in ("from", "off")  # "flights struck from the board"
    return () if off or (lower[at].startswith("str") and about.tells_of("walkout")) else ("attack",)


_READERS: dict[str, Callable[[list[str], int, About], tuple[str, ...]]] = {
    "treat": lambda lower, at, about: ("infect",) if about.tells_of("disease") else ("wound",),
    "damage": lambda lower, at, about: () if lower[at] == "damages" and lower[at - 1] in ("in", "of", "for") else ("damage",),
    "consume": lambda lower, at, about: () if FIRES.isdisjoint(lower) else ("destroy",),
    "case": lambda lower, at, about: ("infect",) if about.tells_of("disease") else (),
    "drive-out": lambda lower, at, about: ("evacuate",) if about.tells_of("evacuation") else ("displace",),
    "restore": lambda lower, at, about: () if SUPPLIES.isdisjoint(lower) else ("reconnect",),
    "carry": _carried,
    "striker": lambda lower, at, about: ("strike",) if about.tells_of("walkout") else (),
    "take-part": _part_taken,
    "dark": _dark,
    "get-away": _got_away,
    "outage": _powerless,
    "offer": _offered,
    "affect": _affected,
    "absent": _missed_work,
    "ail": _caught,
    "home": _home,
    "recover": lambda lower, at, about: ("leak",) if lower[at] == "discharged" and about.tells_of("spill") else ("recover",),
    "workless": _workless,
    "must-go": _left,
    "trap": _buried,
    "strike": _walked_out,
    "hostage": _held,
    "move-out": _moved_out,
    "attack": _attacked,
}


def settled(families: tuple[str, ...], kind: str, counted: tuple[str, str], lower: list[str], last: int, about: About) -> tuple[str, ...]:
    """Read what happened by what it happened to, given with its lemma and category: litres that escaped leaked, cattle destroyed are dead.

    "Fled" is an escape of prisoners, "in hospital" hurt or ill.
    """
    lemma, category = counted
    if "hospital" in families:
        if len(families) > 1 or lemma == "patient":
            return tuple(family for family in families if family != "hospital")
        return ("infect",) if about.tells_of("disease") else ("wound",)
    if kind == "measure":
        return tuple(_OF_MEASURES.get(family, family) for family in families) if families != ("lose",) else _lost(about)
    if families == ("rescue",) and lemma in _SUSPECTS:
        return ("arrest",)  # "picked up 19 smugglers"
    if families == ("free",) and lemma in ("body", "corpse", "remains"):
        return ()  # handed over
    if families == ("displace",) and (lemma in INMATES or not PRISONS.isdisjoint(lower[last + 1 : last + _OF_WHAT])):
        return ("escape",)
    if families == ("missing",) and category not in _ALIVE and about.tells_of("theft"):
        return ("steal",)  # "the museum is missing 14 coins"
    if families == ("eliminate",):
        return _ELIMINATED.get(category, ("job-cut",))
    if families == ("remit",):
        return ("pay",)
    if "wipe" in families:
        return ("kill",) if category in _ALIVE else ("destroy",)
    return (_BECOMES.get((families[0], category), families[0]),) if len(families) == 1 else families


def _lost(about: About) -> tuple[str, ...]:
    """Read tonnes lost as leaked where oil is spilt, as destroyed where there is a fire or a flood."""
    return ("leak",) if about.tells_of("spill") else ("destroy",) if about.tells_of("fire") else ("lose",)


_ELIMINATED = {"combatant": ("kill",), "weapon": ("destroy",), "vehicle": ("destroy",)}  # "neutralised 30 fighters"
_OF_MEASURES = {"escape": "leak", "free": "leak"}
_ALIVE = frozenset(["people", "civilian", "combatant", "worker", "animal"])
_BECOMES = {
    ("destroy", "animal"): "kill",
    ("shoot", "animal"): "kill",
    ("cost", "job"): "job-cut",
    ("lose", "job"): "job-cut",
    ("lose", "building"): "destroy",
}
