"""When a source counts as silent, slowed, moved, gapped or out: by its own rhythm, and never because nobody listened."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from monitor.acquire.rhythm import DAYS_KEPT, Rhythm
from monitor.acquire.silence import Course, longest_pause, troubles

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class Listener:
    """Looks at a source every half hour and remembers when it was in which trouble; `publishes` says how many come at a look."""

    publishes: object
    now: datetime = MONDAY
    rhythm: Rhythm = field(default_factory=Rhythm)
    open: set = field(default_factory=set)
    log: list = field(default_factory=list)

    def listen(self, days: float, *, every: timedelta = HOUR / 2, gap: bool = False) -> Listener:
        end = self.now + days * DAY
        while self.now < end:
            count = self.publishes(self.now)
            self.rhythm = Rhythm.of(self.rhythm.heard([self.now] * bool(count), count, self.now, step=2 * every, gap=gap).stored())
            self.judge()
            self.now += every
        return self

    def judge(self, **course) -> None:
        found = {trouble.ail for trouble in troubles(Course(now=self.now, rhythm=self.rhythm, open=self.open, **course))}
        self.log += [(ail, "silent") for ail in found - self.open] + [(ail, "recovered") for ail in self.open - found]
        self.open = found

    def stops(self) -> Listener:
        self.publishes = lambda now: 0
        return self


def wire(now):
    return 1


def newspaper(now):
    """Six articles between 6 and 9 in the morning, from Monday to Friday."""
    return int(now.weekday() < 5 and 6 <= now.hour < 9)


def weekly(now):
    return int(now.weekday() == 3 and now.hour == 12 and now.minute == 0)


def busy_by_day(now):
    return 3 if 7 <= now.hour < 22 else 0


@pytest.mark.parametrize("rhythm", [wire, newspaper, weekly, busy_by_day], ids=lambda rhythm: rhythm.__name__)
def test_a_source_that_keeps_its_rhythm_is_never_in_trouble(rhythm):
    assert Listener(rhythm).listen(100).log == []


@pytest.mark.parametrize(
    ("rhythm", "soonest", "latest"),
    [(wire, 3 * HOUR, 4 * HOUR), (busy_by_day, 15 * HOUR, 40 * HOUR), (newspaper, 4 * DAY, 8 * DAY), (weekly, 10 * DAY, 24 * DAY)],
    ids=["a wire, within hours", "busy by day, within two days", "a newspaper, after more than a long weekend", "a weekly, after weeks"],
)
def test_a_source_that_stops_is_silent_once_far_longer_than_its_own_rhythm(rhythm, soonest, latest):
    source = Listener(rhythm).listen(98)
    stopped = source.rhythm.arrivals[0]

    source.stops()
    while not source.open and source.now < stopped + latest:
        source.listen(1 / 48)

    assert source.open == {"silent"}
    assert soonest <= source.now - stopped <= latest


def test_silence_is_told_once_and_ends_with_the_first_news():
    source = Listener(wire).listen(30).stops().listen(5)
    source.publishes = wire

    assert source.listen(30).log[0] == ("silent", "silent")
    assert source.log.count(("silent", "silent")) == source.log.count(("silent", "recovered")) == 1


def test_nobody_is_silent_while_the_monitor_is_down():
    source = Listener(wire).listen(30)

    source.now += 40 * DAY
    source.stops().listen(1 / 48)

    assert source.log == []


@pytest.mark.parametrize(
    "jump", [timedelta(days=3650), -HOUR, timedelta(days=-3650)], ids=["ten years on", "an hour back", "ten years back"]
)
def test_a_clock_that_jumps_makes_nobody_silent(jump):
    source = Listener(wire).listen(30)

    source.now += jump
    source.listen(2)

    assert source.log == []


def test_a_machine_that_sleeps_every_night_hears_of_a_silence_all_the_same():
    source = Listener(busy_by_day)
    for _ in range(30):
        source.listen(15 / 24)
        source.now += 9 * HOUR
    source.stops()
    for _ in range(8):
        source.listen(15 / 24)
        source.now += 9 * HOUR

    assert source.log == [("silent", "silent")]


def test_nothing_is_said_before_enough_was_heard():
    source = Listener(lambda now: int(now.hour == 12 and now.minute == 0)).listen(7).stops().listen(60)

    assert source.log == []
    assert longest_pause(Rhythm(), MONDAY) is None


def test_a_new_source_is_allowed_a_long_weekend():
    friday = Listener(lambda now: int(now.hour >= 6)).listen(4.9).stops()

    assert friday.listen(2.9).log == []
    assert friday.listen(1).log == [("silent", "silent")]


def test_one_long_outage_does_not_make_a_source_entitled_to_the_next():
    source = Listener(wire).listen(30)
    source.publishes = lambda now: 0
    source.listen(4)
    source.publishes = wire
    source.listen(10).stops()

    source.listen(0.5)

    assert source.log == [("silent", "silent"), ("silent", "recovered"), ("silent", "silent")]


def test_what_a_feed_lists_at_the_first_look_teaches_its_rhythm():
    dates = [MONDAY - HOUR * number for number in range(30 * 24)]

    rhythm = Rhythm().heard(dates, len(dates), MONDAY, step=HOUR)

    assert longest_pause(rhythm, MONDAY) == 3 * HOUR
    assert Rhythm().heard(dates, len(dates), MONDAY, step=HOUR, learns=False).pauses == ()


def test_a_source_that_slows_is_told_once_and_once_when_it_is_busy_again():
    source = Listener(wire).listen(30)
    source.publishes = lambda now: int(now.hour in (1, 13) and now.minute == 0)
    source.listen(6)
    slowed = list(source.log)
    source.publishes = wire

    source.listen(10)

    assert ("slow", "silent") in slowed
    assert source.log.count(("slow", "silent")) == source.log.count(("slow", "recovered")) == 1


def test_a_weekend_is_no_slowness():
    assert Listener(lambda now: 3 if now.weekday() < 5 else int(now.hour == 12 and now.minute == 0)).listen(60).log == []


def test_days_that_were_not_watched_are_not_slow():
    source = Listener(wire).listen(30)
    source.now += 3 * DAY

    assert source.listen(4).log == []


def test_a_failure_is_told_after_three_and_twice_the_usual_pause():
    source = Listener(lambda now: int(now.minute == 0)).listen(30)
    began = source.now
    told = None
    for failures in range(1, 12):
        source.rhythm = source.rhythm.failed(source.now)
        source.judge(error="no answer", failures=failures, usual=HOUR / 2)
        told = told or (source.open and (failures, source.now - began))
        source.now += HOUR / 4

    assert told == (9, 2 * HOUR)
    assert source.log == [("fails", "silent")]
    assert source.listen(1 / 24).log == [("fails", "silent"), ("fails", "recovered")]


def test_a_source_of_which_nothing_is_known_is_measured_by_how_often_it_is_asked():
    def found(failures, after):
        rhythm = Rhythm(down_since=MONDAY)
        return troubles(Course(now=MONDAY + after, rhythm=rhythm, error="no answer", failures=failures, usual=HOUR))

    assert [bool(found(*case)) for case in [(2, 5 * HOUR), (3, 1.9 * HOUR), (3, 2 * HOUR)]] == [False, False, True]


def test_a_failing_source_is_not_silent_as_well():
    source = Listener(wire).listen(30)
    for failures in range(1, 200):
        source.rhythm = source.rhythm.failed(source.now)
        source.judge(error="no answer", failures=failures)
        source.now += HOUR

    assert source.open == {"fails"}


def test_what_is_gone_is_told_at_once():
    [trouble] = troubles(Course(now=MONDAY, rhythm=Rhythm(), error="is gone (status 410)", failures=1, at_once=True))

    assert trouble.said == "fails: is gone (status 410) (and is not asked again)"


def test_a_source_that_moved_is_told_until_it_is_asked_where_it_is():
    source = Listener(wire).listen(1)
    source.judge(moved_to="https://new.example/feed")
    source.judge(moved_to="https://new.example/feed")
    source.judge()

    assert source.log == [("moved", "silent"), ("moved", "recovered")]


def test_a_gap_lasts_until_a_day_passed_without_one():
    source = Listener(wire).listen(3)
    source.listen(1 / 48, gap=True).listen(0.5).listen(1 / 48, gap=True).listen(0.9)
    during = list(source.log)

    source.listen(1)

    assert during == [("gap", "silent")]
    assert source.log == [("gap", "silent"), ("gap", "recovered")]


def test_what_is_kept_of_a_rhythm_stays_small():
    source = Listener(wire).listen(200)

    assert len(source.rhythm.days) == DAYS_KEPT
    assert len(str(source.rhythm.stored())) < 2000
