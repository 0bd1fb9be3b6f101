"""How a new figure relates to what its series knew: pure rules over intervals, voices and times.

Nothing here knows a language or a store. Tolerances: counts below 100 are equal or not, from 100 up they may differ by
`Tolerance.share`, by `Tolerance.about` if either is approximate; shares are equal once rounded to the coarser of the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from monitor_plugins.ledgers.kinds import GROWING, SHRINKING, STILL
from monitor_plugins.ledgers.matter import opposed_sorts
from monitor_plugins.ledgers.reported import Reported, same_voice
from monitor_plugins.numbers.intervals import Interval

FIRST, REFINED, UP, DOWN, SAME, VAGUER, PART, CONFLICTING, LATE = (
    "first",
    "refined",
    "revised_up",
    "revised_down",
    "same",
    "vaguer",
    "part",
    "conflicting",
    "late",
)
NEWS = frozenset({FIRST, REFINED, UP, DOWN, CONFLICTING})
COUNTED_ON = "counted on"  # the change of a share of votes while they are counted, and at the end
_NEVER = datetime.min.replace(tzinfo=UTC)
_SMALL = 100
_TOGETHER = timedelta(hours=48)
# Beyond this ratio within two days, two unattributed counts of a growing number are no growth.
_LEAP = 3.0
_SAME_DAY = timedelta(hours=24)
_ONLY = frozenset({"only", "just", "merely", "not more than", "no more than"})


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far two values may lie apart and still be the same: shares of the larger one."""

    share: float = 0.05
    about: float = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What a figure is to its series; `was` is the earlier figure that it is compared with, `why` says it in words."""

    name: str
    was: Reported | None = None
    why: str = ""


def relate(new: Reported, known: Sequence[Reported], tolerance: Tolerance | None = None) -> Relation:
    """Say how a figure relates to the earlier ones of its series, given in the order in which they were read."""
    tolerance = tolerance or Tolerance()
    if not known:
        return Relation(name=FIRST, why="no earlier report gives this number")
    told = next((was for was in reversed(known) if same(new, was, tolerance)), None)
    if told is not None:
        return _again(new, told)
    was = _current(new, known)
    if (was.article, was.revision) == (new.article, new.revision) and new.article:
        return Relation(name=PART, was=was, why="another number of the same report: a part of it, or another side's")
    if _vaguer(new, was, tolerance):
        return Relation(name=VAGUER, was=was, why="the new range holds what is known")
    if _refines(new, was, tolerance):
        return Relation(name=REFINED, was=was, why="the new value lies within what was known and is narrower")
    if _is_late(new, known):
        return Relation(name=LATE, was=was, why="the report is older than what is known")
    if disputes(new, was):
        was = next((one for one in known if one.families and one.point == was.point), was) if not was.families else was
        return Relation(name=CONFLICTING, was=was, why="another voice at the same time, and both cannot hold")
    if new.point > was.point:
        return Relation(name=UP, was=was, why="the number moved up")
    if _may_lower(new, was):
        return Relation(name=DOWN, was=was, why="the number moved down")
    return Relation(name=PART, was=was, why="a lower number by another voice that speaks of no correction: perhaps a part")


def _may_lower(new: Reported, was: Reported) -> bool:
    """Say whether a lower number takes a higher one back: its own source's, one that says so, or one that shrinks by itself."""
    shrinks = bool(new.families) and set(new.families) <= SHRINKING
    grows = bool(new.families) and set(new.families) <= GROWING
    return new.change in ("down", COUNTED_ON) or shrinks or same_source(new, was) or (not grows and not (new.named and was.named))


def _again(new: Reported, told: Reported) -> Relation:
    if opposed_sorts(new, told) and new.article != told.article:
        return Relation(name=CONFLICTING, was=told, why="one counts civilians and the other fighters")
    return Relation(name=SAME, was=told, why="this number is known")


def same(new: Reported, was: Reported, tolerance: Tolerance | None = None) -> bool:
    """Say whether two figures are one number: within tolerance, or rounded, and neither a mere magnitude beside a value."""
    tolerance = tolerance or Tolerance()
    if (new.bound == "vague") != (was.bound == "vague"):
        return False
    if new.bound == "vague":
        return (new.low, new.high) == (was.low, was.high)
    if new.measure == "percent":
        return _rounded(new, was) or (_approximate(new, was) and _near(new.point, was.point, tolerance.about))
    if new.point == was.point:
        return True
    if _approximate(new, was):
        return _near(new.point, was.point, tolerance.about)
    return (
        max(new.point, was.point) >= _SMALL and min(new.point, was.point) >= _SMALL * 0.9 and _near(new.point, was.point, tolerance.share)
    )


def _rounded(new: Reported, was: Reported) -> bool:
    digits = min(new.decimals, was.decimals)
    return round(new.point + 1e-9, digits) == round(was.point + 1e-9, digits)


def _approximate(new: Reported, was: Reported) -> bool:
    return "about" in (new.bound, was.bound)


def _near(one: float, other: float, share: float) -> bool:
    return abs(one - other) <= share * max(abs(one), abs(other)) + 1e-9


def _current(new: Reported, known: Sequence[Reported]) -> Reported:
    """Give what a figure is to be compared with: one that it denies, its own voice's last one, else the latest concrete one."""
    denied = [was for was in known if was.point in new.denied and opposes(new, was)]
    own = [was for was in known if same_voice(new, was)]
    rows = denied or own or _wholes([was for was in known if was.bound != "vague"]) or list(known)
    return max(enumerate(rows), key=lambda pair: (_time(pair[1]), pair[0]))[1]


def _wholes(known: Sequence[Reported]) -> list[Reported]:
    """Leave out of a tally what was set against it, and of a growing one what another voice gave as far less, without correction: parts."""
    kept: list[Reported] = []
    for one in known:
        grows = bool(one.families) and set(one.families) <= GROWING
        part = grows and bool(kept) and 2 * one.point < kept[-1].point and not _may_lower(one, kept[-1])
        if not part and not (kept and one.against):
            kept.append(one)
    return kept


def _time(figure: Reported) -> datetime:
    return figure.at or _NEVER


def _vaguer(new: Reported, was: Reported, tolerance: Tolerance) -> bool:
    """Say whether the new range says no more than what is known: it holds the known value and does not go beyond it."""
    if not new.interval.overlaps(was.interval):
        return False
    if new.bound == "vague":
        return was.bound != "vague" or new.interval.contains(was.interval)
    if new.bound == "at_least":
        return new.point <= was.point or _near(new.point, was.point, tolerance.share)
    if new.bound == "at_most":
        return new.interval.contains(was.interval) and was.bound != "vague" and (new.point <= was.point or not apart_in_time(new, was))
    if was.bound in ("at_least", "at_most") and new.bound not in ("vague", "range"):
        return False
    return new.interval.contains(was.interval) and not was.interval.contains(new.interval)


def _refines(new: Reported, was: Reported, tolerance: Tolerance) -> bool:
    """Say whether the new figure narrows a magnitude, a range or a limit down; one above "at least" moves up instead."""
    if was.bound not in ("vague", "range", "at_most") or new.bound == "vague":
        return False
    top = was.high if was.high is not None else float("inf")
    low = was.low if was.low is not None else 0.0
    if was.bound == "at_most" and _apart(new, was):
        return False
    inside = low * (1 - tolerance.about) <= new.point <= top * (1 + tolerance.share)
    return inside and (was.bound == "vague" or new.interval.narrower_than(was.interval))


def _is_late(new: Reported, known: Sequence[Reported]) -> bool:
    """Say whether a running number was reported before what is known of it, and only arrived later."""
    if new.at is None or (new.families and not set(new.families) & (GROWING | SHRINKING)):
        return False
    return any(was.at is not None and new.at < was.at for was in known if was.bound != "vague")


def disputes(new: Reported, was: Reported) -> bool:
    """Say whether two voices give numbers at the same time that cannot both hold, and neither is the later count of one tally."""
    return not undisputed(new, was)


def undisputed(new: Reported, was: Reported) -> str:
    """Say why two figures of one series do not dispute each other; "" if they do."""
    if new.bound == "vague":
        return "a mere magnitude disputes nothing"
    if granted(new, rivals(new, was)).overlaps(granted(was, rivals(new, was))):
        return "the ranges that they grant meet"
    if apart_in_time(new, was):
        return "of another time: more than 48 hours apart"
    if same_source(new, was):
        return "one source updates its own figure"
    if moving(new, was):
        return "the report says that the number moved"
    if set(new.families) <= SHRINKING and new.families and "aboard" not in new.families:
        disputed = opposes(new, was) or ((rivals(new, was) or _counted_apart(new, was)) and new.point > was.point)
        return "" if disputed else "such a number shrinks by itself"
    if set(new.families) <= GROWING and new.families and not _tally_disputed(new, was):
        return "a running count, and no rival voices"
    return ""


def moving(new: Reported, was: Reported) -> bool:
    """Say whether the new figure says that the number moved; that it "reached" a value says so only of what can grow."""
    if new.change == COUNTED_ON:
        return True
    return bool(new.change) and not (new.change == was.change and set(new.families) <= STILL and bool(new.families))


def granted(figure: Reported, against_rival: bool = True) -> Interval:
    """Give the range that a voice stands for: "as many as 200,000" does not mean 45,000, nor a rival's "at least 400" 2,000."""
    if figure.bound == "at_most":
        return Interval(figure.point / 2, figure.high)
    return Interval(figure.point, _LEAP * figure.point) if figure.bound == "at_least" and against_rival else figure.interval


def _apart(new: Reported, was: Reported) -> bool:
    """Say whether two named voices stand for ranges that do not meet."""
    return new.named and was.named and not same_voice(new, was) and not granted(new).overlaps(granted(was))


def _tally_disputed(new: Reported, was: Reported) -> bool:
    """Say whether a growing tally is disputed: rival voices differ, or a lower or far higher number is said at the same time."""
    if opposes(new, was):
        return True
    later = was.at is not None and new.at is not None and new.at >= was.at
    if later and new.point > was.point:
        if was.bound in ("vague", "at_least") and not rivals(new, was):
            return False
        leaps = new.point / max(was.point, 1) >= _LEAP
        return rivals(new, was) or (leaps and not new.named and not was.named) or _counted_apart(new, was)
    return was.bound == "vague" or rivals(new, was)


def _counted_apart(new: Reported, was: Reported) -> bool:
    """Say whether two sorts of voices count so differently that no two days of an outbreak, or no hours of anything else, explain it."""
    if not (new.named and was.named) or same_voice(new, was) or new.voice_class == was.voice_class:
        return False
    if "infect" in new.families and new.point >= 2 * was.point:
        return True
    together = new.at is not None and was.at is not None and abs(new.at - was.at) <= _SAME_DAY
    return together and new.point >= _LEAP * was.point


def opposes(new: Reported, was: Reported) -> bool:
    """Say whether a report sets its number against another voice's: denies that one, or calls its own the only ones."""
    if not new.against or same_voice(new, was) or not (new.named or was.named) or new.point == was.point or new.article == was.article:
        return False
    if new.denied:
        return was.point in new.denied
    if new.against.lower() in _ONLY:
        return new.point < was.point and (rivals(new, was) or new.voice_class != was.voice_class) and new.named and was.named
    return True


def same_source(new: Reported, was: Reported) -> bool:
    """Say whether one speaker, or one newsroom in its own words, gives both."""
    if same_voice(new, was):
        return True
    return new.article == was.article or (new.outlet == was.outlet and bool(new.outlet) and not (new.named and was.named))


_APART = frozenset({"ngo", "opposition", ""})


def rivals(new: Reported, was: Reported) -> bool:
    """Say whether two named voices stand apart: of two sides, or two authorities of different places."""
    if not (new.named and was.named) or same_voice(new, was):
        return False
    classes = {new.voice_class, was.voice_class}
    if len(classes) == 2 and classes & _APART and all(figure.voice_class or figure.voice[:1].isupper() for figure in (new, was)):
        return True
    return _nations(new) != _nations(was) and bool(_nations(new)) and bool(_nations(was))


def _nations(figure: Reported) -> frozenset[str]:
    """Give the proper names in a voice: "defence ministry of Halvonia" speaks for Halvonia."""
    return frozenset(word.lower() for word in figure.voice.replace("'s", "").split()[0:] if word[:1].isupper())


def apart_in_time(new: Reported, was: Reported) -> bool:
    """Say whether two reports lie so far apart that their numbers are of two times."""
    return new.at is not None and was.at is not None and abs(new.at - was.at) > _TOGETHER
