"""When to ask a source again. Pure: the caller brings the time, what was seen, and the random share of jitter."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SHORTEST, LONGEST = timedelta(minutes=5), timedelta(hours=24)
LONGEST_WAIT = timedelta(days=7)  # that a server may ask for
_MEMORY = timedelta(hours=48)
_GUESS = timedelta(hours=1)
_JITTER = 0.1
_MOST_DOUBLINGS = 30


class Why(StrEnum):
    """What set the next due time."""

    PACE = "pace"
    CONFIGURED = "configured"
    GAP = "gap"
    FAILED = "failed"
    RETRY_AFTER = "retry_after"
    FRESH = "fresh"
    TTL = "ttl"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """How the latest poll of a source went, at `now`, and what is known of the source.

    every: the configured interval, if any. arrivals: when its latest articles were published or first seen, in any order;
    since: when it was first polled. failures: in a row, this poll included. gone: it answered 410.
    gap: nothing that it listed was known, so some may have come and gone since the look before.
    retry_after, fresh_for, ttl: what the server and the feed asked for.
    """

    now: datetime
    every: timedelta | None = None
    arrivals: Sequence[datetime] = ()
    since: datetime | None = None
    failures: int = 0
    gone: bool = False
    gap: bool = False
    retry_after: timedelta | None = None
    fresh_for: timedelta | None = None
    ttl: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When to ask next, after which interval (before jitter), and why; never again if both are None."""

    next_due_at: datetime | None
    interval: timedelta | None
    why: Why


def due(polled: Polled, share: float = 0.0) -> Due:
    """Give the next due time. `share`, in 0..1, is the caller's random number: 0 is the earliest moment, 1 the latest.

    A success spreads by a tenth. A failure waits anything from the usual interval to that doubled once per failure, up to a
    day. Never before what the server asked for, never in the past; with the same share, never earlier for more failures.
    Source: full-jitter back-off, AWS Architecture Blog 2015, above a floor.
    """
    if polled.gone:
        return Due(next_due_at=None, interval=None, why=Why.GONE)
    every, why = _usual(polled)
    floor, reason = _floor(polled)
    soonest = max(every, floor)
    latest = max(soonest, _backed_off(every, polled.failures)) if polled.failures else soonest * (1 + _JITTER)
    if polled.failures:
        why = Why.FAILED
    wait = soonest + (latest - soonest) * min(max(share, 0.0), 1.0)
    return Due(next_due_at=polled.now + wait, interval=latest if polled.failures else soonest, why=reason if floor > every else why)


def usual(polled: Polled) -> timedelta:
    """Give the interval of a source that answers, before anything asks for more."""
    return _usual(polled)[0]


def _usual(polled: Polled) -> tuple[timedelta, Why]:
    if polled.every is not None:
        return polled.every, Why.CONFIGURED
    paced = pace(polled.arrivals, polled.since, polled.now)
    return (max(paced / 4, SHORTEST), Why.GAP) if polled.gap else (paced, Why.PACE)


def _floor(polled: Polled) -> tuple[timedelta, Why]:
    """Give the longest wait that anybody asked for, within what is reasonable to grant, and who asked."""
    asked = (
        (min(polled.retry_after or timedelta(0), LONGEST_WAIT), Why.RETRY_AFTER),
        (min(polled.fresh_for or timedelta(0), LONGEST), Why.FRESH),
        (min(polled.ttl or timedelta(0), LONGEST), Why.TTL),
    )
    return max(asked, key=lambda wait: wait[0])


def _backed_off(usual: timedelta, failures: int) -> timedelta:
    """Double the usual interval per failure, up to a day (or the interval itself, where that is longer)."""
    longest = max(usual, LONGEST)
    doublings = min(failures, _MOST_DOUBLINGS)
    return usual * 2**doublings if usual <= longest / 2**doublings else longest


def pace(arrivals: Sequence[datetime], since: datetime | None, now: datetime) -> timedelta:
    """Give half the mean time between arrivals lately, from 5 minutes to a day; half an hour for a source not known yet.

    An arrival counts the less the older it is (by a factor e in 48 h), so a burst wakes a source up and silence lets it sleep.
    One arrival in one hour is assumed beforehand, which soon weighs little.
    """
    ages = [max(now - at, timedelta(0)) for at in arrivals]
    watched = max([*ages, now - since if since else timedelta(0), timedelta(0)])
    weight = math.fsum(math.exp(-(age / _MEMORY)) for age in ages)
    time = _MEMORY * (1 - math.exp(-(watched / _MEMORY)))
    return min(max((time + _GUESS) / (weight + 1) / 2, SHORTEST), LONGEST)
