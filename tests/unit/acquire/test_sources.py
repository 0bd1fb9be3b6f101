"""When a source is asked again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.acquire.sources import LONGEST, SHORTEST, Polled, Why, due, pace

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
moments = st.integers(946_684_800_000_000, 4_102_444_800_000_000).map(
    lambda microseconds: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
)
waits = st.none() | st.timedeltas(timedelta(0), timedelta(days=400))
shares = st.floats(0, 1)
polls = st.builds(
    Polled,
    now=moments,
    every=st.none() | st.timedeltas(timedelta(seconds=1), timedelta(days=30)),
    arrivals=st.lists(moments, max_size=20),
    since=st.none() | moments,
    failures=st.integers(0, 10_000),
    gap=st.booleans(),
    retry_after=waits,
    fresh_for=waits,
    ttl=waits,
)


def hourly(count: float, days: int = 4) -> list[datetime]:
    return [NOW - HOUR * number / count for number in range(1, int(days * 24 * count) + 1)]


@given(polls, shares)
def test_a_due_time_is_never_in_the_past_nor_before_what_was_asked_for(polled, share):
    found = due(polled, share)

    wait = found.next_due_at - polled.now
    assert wait >= (polled.every or SHORTEST)
    assert wait >= min(polled.retry_after or timedelta(0), timedelta(days=7))
    assert wait >= min(max(polled.fresh_for or timedelta(0), polled.ttl or timedelta(0)), LONGEST)


@given(polls, shares, st.integers(0, 100))
def test_more_failures_never_bring_the_next_attempt_forward(polled, share, more):
    again = Polled(**{name: getattr(polled, name) for name in polled.__slots__} | {"failures": polled.failures + more})

    if polled.failures:
        assert due(again, share).next_due_at >= due(polled, share).next_due_at
        assert due(again, share).interval >= due(polled, share).interval


@given(polls, shares, shares)
def test_a_larger_share_never_means_earlier(polled, one, other):
    low, high = sorted((one, other))

    assert due(polled, low).next_due_at <= due(polled, high).next_due_at


@given(polls, st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Seoul", "Australia/Lord_Howe"]))
def test_a_zone_and_its_summer_time_change_nothing(polled, zone):
    local = polled.now.astimezone(ZoneInfo(zone)).astimezone(UTC)
    elsewhere = Polled(**{name: getattr(polled, name) for name in polled.__slots__} | {"now": local})

    assert due(elsewhere) == due(polled)


@given(st.lists(moments, max_size=50), st.none() | moments, moments)
def test_the_pace_is_bounded_whatever_was_seen(arrivals, since, now):
    assert SHORTEST <= pace(arrivals, since, now) <= LONGEST


@given(st.lists(moments, max_size=20), moments)
def test_one_more_arrival_now_never_slows_the_pace(arrivals, now):
    assert pace([*arrivals, now], now, now) <= pace(arrivals, now, now)


@pytest.mark.parametrize(
    ("arrivals", "since", "shortest", "longest"),
    [
        ([], NOW, timedelta(minutes=30), timedelta(minutes=30)),
        (hourly(20), NOW - 96 * HOUR, SHORTEST, SHORTEST),
        (hourly(1), NOW - 96 * HOUR, timedelta(minutes=25), timedelta(minutes=35)),
        (hourly(1 / 24), NOW - 96 * HOUR, timedelta(hours=6), timedelta(hours=13)),
        ([], NOW - timedelta(days=30), timedelta(hours=20), LONGEST),
        ([NOW] * 30, NOW, SHORTEST, SHORTEST),
    ],
    ids=["unknown", "busy", "hourly", "daily", "silent", "burst"],
)
def test_the_pace_follows_what_arrives(arrivals, since, shortest, longest):
    assert shortest <= pace(arrivals, since, NOW) <= longest


def test_silence_lets_a_source_sleep_longer_and_longer():
    paces = [pace(hourly(2), NOW - 96 * HOUR, NOW + days * 24 * HOUR) for days in range(6)]

    assert paces == sorted(paces)
    assert paces[-1] > 4 * paces[0]


def test_a_410_stops_a_source():
    found = due(Polled(now=NOW, gone=True, retry_after=HOUR, failures=1))

    assert (found.next_due_at, found.interval, found.why) == (None, None, Why.GONE)


def test_a_gap_shortens_the_pace_and_not_what_was_asked_for():
    usual, hurried = due(Polled(now=NOW, since=NOW)), due(Polled(now=NOW, since=NOW, gap=True))
    waiting = due(Polled(now=NOW, since=NOW, gap=True, ttl=HOUR))

    assert (hurried.interval, hurried.why) == (usual.interval / 4, Why.GAP)
    assert (waiting.interval, waiting.why) == (HOUR, Why.TTL)


@pytest.mark.parametrize(
    ("asked", "why"),
    [({"retry_after": 3 * HOUR}, Why.RETRY_AFTER), ({"fresh_for": 3 * HOUR}, Why.FRESH), ({"ttl": 3 * HOUR}, Why.TTL)],
)
def test_what_the_server_asks_for_is_granted_and_named(asked, why):
    found = due(Polled(now=NOW, every=HOUR, **asked))

    assert (found.next_due_at, found.interval, found.why) == (NOW + 3 * HOUR, 3 * HOUR, why)


def test_a_configured_interval_is_kept():
    found = due(Polled(now=NOW, every=timedelta(seconds=30), arrivals=hourly(1)))

    assert (found.next_due_at, found.why) == (NOW + timedelta(seconds=30), Why.CONFIGURED)


def test_failures_back_off_up_to_a_day():
    latest = [due(Polled(now=NOW, every=HOUR, failures=failures), 1.0).interval for failures in range(1, 8)]

    assert latest == [2 * HOUR, 4 * HOUR, 8 * HOUR, 16 * HOUR, LONGEST, LONGEST, LONGEST]
    assert due(Polled(now=NOW, every=HOUR, failures=3), 0.0).next_due_at == NOW + HOUR
    assert due(Polled(now=NOW, every=HOUR, failures=3)).why == Why.FAILED
