"""What is learned of a source by listening to it, kept beside the source. Pure: the caller brings the time.

Time counts as watched only between two looks that followed each other as usual: while the monitor was down, the machine slept
or the clock jumped, nobody listened, and nobody can have been silent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

ARRIVALS_KEPT = 40
DAYS_KEPT, PAUSES_KEPT = 35, 28
NOTHING = timedelta(0)
LONGEST_STEP = timedelta(hours=1)  # that one look adds to the time watched, unless the source is asked more rarely


class Day(NamedTuple):
    """One day (UTC, by its ordinal): how many articles came, and for how many seconds we watched."""

    ordinal: int
    articles: int = 0
    watched_seconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """What is known of a source's rhythm.

    arrivals: when its latest articles came by their own dates, newest first; articles: how many came in all; since: when we first
    looked. days: what the last days were like, oldest first; pauses: the longest pause, in seconds, that ended on each of the last
    days with news, by the day's ordinal: a source's nights and weekends are in them. looked_at: the last look that was answered;
    quiet: for how long we have watched since anything new came; down_since: when it began to fail; gap_at: when it last shared
    nothing with the look before.
    """

    since: datetime | None = None
    arrivals: tuple[datetime, ...] = ()
    articles: int = 0
    days: tuple[Day, ...] = ()
    pauses: tuple[tuple[int, int], ...] = ()
    looked_at: datetime | None = None
    quiet: timedelta = NOTHING
    down_since: datetime | None = None
    gap_at: datetime | None = None

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Rhythm:
        """Read what `stored()` wrote; what an earlier version left out is not known yet."""
        return cls(
            since=_moment(stored.get("since")),
            arrivals=tuple(datetime.fromtimestamp(at, UTC) for at in stored.get("arrivals", ())),
            articles=stored.get("articles", 0),
            days=tuple(map(Day._make, stored.get("days", ()))),
            pauses=tuple((ordinal, seconds) for ordinal, seconds in stored.get("pauses", ())),
            looked_at=_moment(stored.get("looked_at")),
            quiet=timedelta(seconds=stored.get("quiet", 0)),
            down_since=_moment(stored.get("down_since")),
            gap_at=_moment(stored.get("gap_at")),
        )

    def stored(self) -> dict[str, Any]:
        """Give this as JSON can hold it, whole seconds."""
        times = {"since": self.since, "looked_at": self.looked_at, "down_since": self.down_since, "gap_at": self.gap_at}
        return {
            **{name: int(at.timestamp()) for name, at in times.items() if at is not None},
            "arrivals": [int(at.timestamp()) for at in self.arrivals],
            "articles": self.articles,
            "days": [list(day) for day in self.days],
            "pauses": [list(pause) for pause in self.pauses],
            "quiet": _seconds(self.quiet),
        }

    def failed(self, now: datetime) -> Rhythm:
        """Give the rhythm after a look that failed: nobody was heard, and nobody was silent."""
        return replace(self, down_since=self.down_since or now)

    def heard(
        self, dates: Sequence[datetime], fresh: int, now: datetime, *, step: timedelta, gap: bool = False, learns: bool = True
    ) -> Rhythm:
        """Give the rhythm after a look that was answered.

        dates: those of all articles in the answer; fresh: how many of them were new. step: how long one look may count at most.
        learns: whether the dates of a first look say something of the rhythm, as a feed's do.
        """
        watched = min(max(now - self.looked_at, NOTHING), max(step, LONGEST_STEP)) if self.looked_at else NOTHING
        first = self.since is None
        after = replace(
            self,
            since=self.since or now,
            looked_at=now,
            quiet=NOTHING if fresh else self.quiet + watched,
            down_since=None,
            gap_at=now if gap else self.gap_at,
            days=_added(self.days, now.toordinal(), 0 if first else fresh, watched),
        )
        if not fresh:
            return after
        return after._with(dates, fresh if learns or not first else 0, pauses=learns or not first)

    def _with(self, dates: Sequence[datetime], count: int, *, pauses: bool) -> Rhythm:
        newest = self.arrivals[0] if self.arrivals else None
        times = sorted({at.replace(microsecond=0) for at in (*self.arrivals, *dates)})
        longest = dict(self.pauses)
        for before, at in pairwise(times):
            if pauses and (newest is None or at > newest):
                longest[at.toordinal()] = max(longest.get(at.toordinal(), 0), _seconds(at - before))
        kept = sorted(longest.items())[-PAUSES_KEPT:]
        return replace(self, arrivals=tuple(reversed(times[-ARRIVALS_KEPT:])), articles=self.articles + count, pauses=tuple(kept))


def _added(days: Sequence[Day], ordinal: int, articles: int, watched: timedelta) -> tuple[Day, ...]:
    before = next((day for day in reversed(days) if day.ordinal == ordinal), Day(ordinal))
    after = Day(ordinal, before.articles + articles, before.watched_seconds + _seconds(watched))
    if days and days[-1] is before:  # the usual case, at every look
        return (*days[:-1], after)
    return tuple(sorted([*(day for day in days if day is not before), after])[-DAYS_KEPT:])


def _moment(stored: float | None) -> datetime | None:
    return None if stored is None else datetime.fromtimestamp(stored, UTC)


def _seconds(value: timedelta) -> int:
    return int(value.total_seconds())
