"""Which troubles a source is in, judged by its own rhythm. Pure: the caller brings the time and what was learned."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from monitor.acquire.rhythm import Day, Rhythm
from monitor.model.plain import counted
from monitor.model.trouble import Ail, Trouble

FAILURES = 3
LONGEST_PATIENCE = timedelta(hours=12)  # for an outage, counted twice: nobody waits for more than a day to hear of it
LEARNED_FROM = 8  # articles; of a source that brought fewer nobody knows its rhythm
WEEKENDS_SEEN = timedelta(days=14)
UNSEEN_WEEKEND = timedelta(hours=72)
SHORTEST_SILENCE = timedelta(hours=3)
ONE_OUTLIER_FROM = 21  # days with news: from here on the longest pause of all may have been an outage
RECENT_DAYS = 3
EXPECTED_AT_LEAST = 15  # articles in those days; three where fifteen are usual is no chance (Poisson: p < 0.0003)
BUSY_DAY = 5  # articles
SLOW_SHARE, WELL_SHARE = 0.2, 0.5
WATCHED_DAY = 12 * 3600  # seconds
GAP_HELD = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How a source stands at the end of a look.

    rhythm: this look included. open: the troubles that it was in before. error, failures: of a look that failed. usual: the
    interval at which it is asked. at_once: no use in waiting for more failures, it will not be asked again.
    """

    now: datetime
    rhythm: Rhythm
    open: Collection[str] = ()
    error: str | None = None
    failures: int = 0
    usual: timedelta = timedelta(minutes=30)
    at_once: bool = False
    moved_to: str | None = None


def troubles(course: Course) -> tuple[Trouble, ...]:
    """Give the troubles that the source is in; those that this look says nothing of are as they were before."""
    if course.error is not None:
        others = [Trouble(ail=ail) for ail in Ail if ail != Ail.FAILS and ail in course.open]
        return (*_outage(course), *others)
    return (*_silent(course), *_slow(course), *_moved(course), *_gap(course))


def _outage(course: Course) -> Iterator[Trouble]:
    """A source fails once it failed three times, for twice its usual pause: a rare source's hiccup is nobody's concern."""
    since = course.rhythm.down_since or course.now
    patient = course.failures >= FAILURES and course.now - since >= 2 * usual_pause(course.rhythm, course.usual)
    if Ail.FAILS in course.open or patient or course.at_once:
        tries = f"{course.failures} times in a row since {since:%Y-%m-%d %H:%M} UTC" if course.failures > 1 else "and is not asked again"
        said = f"fails: {course.error} ({tries})"
        yield Trouble(ail=Ail.FAILS, said=said, details={"error": course.error, "failures": course.failures, "since": since})


def usual_pause(rhythm: Rhythm, asked_every: timedelta) -> timedelta:
    """Give how long it usually is between two articles; between two looks where that is longer, or where nothing is learned yet."""
    pauses = [(later - earlier).total_seconds() for later, earlier in pairwise(rhythm.arrivals)]
    if rhythm.articles < LEARNED_FROM or not pauses:
        return asked_every
    return max(asked_every, min(timedelta(seconds=_middle(pauses)), LONGEST_PATIENCE))


def _silent(course: Course) -> Iterator[Trouble]:
    rhythm = course.rhythm
    silence = min(rhythm.quiet, course.now - rhythm.arrivals[0]) if rhythm.arrivals else timedelta(0)
    if silence < SHORTEST_SILENCE and Ail.SILENT not in course.open:
        return
    allowed = longest_pause(rhythm, course.now)
    if allowed is None:
        return
    # What is silent stays so until something new comes, whatever is learned meanwhile.
    if (Ail.SILENT in course.open and rhythm.quiet > timedelta(0)) or silence >= allowed:
        last, usual = rhythm.arrivals[0], _usual_longest(rhythm)
        said = f"is silent: nothing new since {last:%Y-%m-%d %H:%M} UTC; its longest usual pause is {in_words(usual)}"
        yield Trouble(ail=Ail.SILENT, said=said, details={"last": last, "usual": usual, "watched": rhythm.quiet})


def longest_pause(rhythm: Rhythm, now: datetime) -> timedelta | None:
    """Give for how long a source may be silent without anybody minding; None while its rhythm is not known.

    Twice its usual longest pause of a day, which holds its nights and weekends, and three times the median of them. Until two
    weekends were seen, a long weekend is allowed in any case.
    """
    if rhythm.articles < LEARNED_FROM or not rhythm.pauses:
        return None
    known_for = timedelta(days=now.toordinal() - rhythm.pauses[0][0])
    floor = SHORTEST_SILENCE if known_for >= WEEKENDS_SEEN else UNSEEN_WEEKEND
    return max(2 * _usual_longest(rhythm), 3 * timedelta(seconds=_middle([seconds for _, seconds in rhythm.pauses])), floor)


def _usual_longest(rhythm: Rhythm) -> timedelta:
    """Give the longest pause of a day; without the very longest one where enough days are known."""
    longest = sorted((seconds for _, seconds in rhythm.pauses), reverse=True)
    return timedelta(seconds=longest[1 if len(longest) >= ONE_OUTLIER_FROM else 0])


def _middle(seconds: Sequence[float]) -> float:
    return sorted(seconds)[len(seconds) // 2]


def _slow(course: Course) -> Iterator[Trouble]:
    """A source that has slowed stays so until it is known to be at least half as busy as usual."""
    compared = recent_and_usual(course.rhythm.days, course.now)
    slow = Ail.SLOW in course.open
    if compared is None:
        yield from [Trouble(ail=Ail.SLOW)] if slow else []
    elif compared[0] <= compared[1] * (WELL_SHARE if slow else SLOW_SHARE):
        came, usual = compared
        said = f"slowed: {counted(came, 'article')} in {RECENT_DAYS} days, usually {usual:.0f}"
        yield Trouble(ail=Ail.SLOW, said=said, details={"came": came, "usual": usual})


def recent_and_usual(days: Sequence[Day], now: datetime) -> tuple[int, float] | None:
    """Give how many articles came in the last three whole days, and how many usually do on these days of the week.

    None if that says nothing: the days must have been watched, and each day of the week at least twice before; and a busy day on
    which nothing came at all belongs to a silence or an outage, not to a source that has slowed.
    """
    if sum(day.articles for day in days) < EXPECTED_AT_LEAST:
        return None
    watched = {day.ordinal: day.articles for day in days if day.watched_seconds >= WATCHED_DAY}
    recent = [now.toordinal() - back for back in range(1, RECENT_DAYS + 1)]
    earlier = [[count for ordinal, count in watched.items() if ordinal < recent[-1] and (ordinal - day) % 7 == 0] for day in recent]
    if not all(day in watched for day in recent) or any(len(counts) < 2 for counts in earlier):
        return None
    usual = [float(median(counts)) for counts in earlier]
    if any(each >= BUSY_DAY and not watched[day] for day, each in zip(recent, usual, strict=True)) or sum(usual) < EXPECTED_AT_LEAST:
        return None
    return sum(watched[day] for day in recent), sum(usual)


def _moved(course: Course) -> Iterator[Trouble]:
    if course.moved_to:
        said = f"moved to {course.moved_to} for good: write the new address into its table"
        yield Trouble(ail=Ail.MOVED, said=said, details={"to": course.moved_to})


def _gap(course: Course) -> Iterator[Trouble]:
    """A gap is over after a day without another."""
    at = course.rhythm.gap_at
    if at is not None and timedelta(0) <= course.now - at < GAP_HELD:
        said = "may have lost entries: nothing that it lists now was there at the look before (ask it more often, with `every`)"
        yield Trouble(ail=Ail.GAP, said=said, details={"at": at})


def over(ail: str) -> str:
    """Say that a trouble is over; completes the sentence "Source NAME …"."""
    return {
        Ail.FAILS: "answers again",
        Ail.SILENT: "has news again",
        Ail.SLOW: "is as busy as before",
        Ail.MOVED: "is asked where it is now",
        Ail.GAP: "has been followed without a gap for a day",
    }.get(Ail(ail), "is well again")


def in_words(duration: timedelta) -> str:
    """Give a duration in the largest unit that it has at least two of: `90 minutes`, `5 hours`, `3 days`."""
    seconds = duration.total_seconds()
    for name, size in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds >= 2 * size:
            return counted(round(seconds / size), name)
    return counted(round(seconds), "second")
