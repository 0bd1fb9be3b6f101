"""A clock that jumps: nothing is lost, nothing is told twice, nobody is called silent, and work goes on at once."""

from __future__ import annotations

from collections import Counter

import pytest

from monitor.store import upkeep

CONFIG = """
[store]
url = "{store}"

[workers]
count = 0

[sources.reports]
use = "folder"
path = "in"
every = "10m"
backfill = "notify"

[rules.flood]
use = "topic"
query = "flood"

[channels.desk]
use = "webhook"
url = "http://127.0.0.1:9/hook"
fold = "0s"
cap_per_hour = 0
quiet_hours = "22:00-07:00 Europe/Berlin"
"""
TEN_YEARS = 3653 * 24
JUMPS = {
    "back an hour": [-1],
    "forward ten years": [TEN_YEARS],
    "forward ten years and back": [TEN_YEARS, -TEN_YEARS],
    "back ten years": [-TEN_YEARS],
    "to and fro": [1, -1, 1, -1],
}


@pytest.fixture
def town(desk):
    (desk.folder / "in").mkdir()
    desk.configure("", config=CONFIG)
    return desk


def work(desk, number):
    """Put a report there, and do what the daemon does when it notices a jump and then at its next ticks."""
    (desk.folder / "in" / f"r{number:02}.txt").write_text(f"Flood number {number}\n\nThe flood rose in town {number}.")
    desk.house.poller.rearm()
    desk.house.teller.rearm()
    for _ in range(2):
        desk.later(minutes=11)
        desk.house.poller.poll()
        desk.house.judge()
        desk.house.teller.sweep(settled=True)
        desk.house.teller.deliver()


@pytest.mark.parametrize("jumps", JUMPS.values(), ids=JUMPS)
def test_a_clock_that_jumps_loses_and_doubles_nothing(town, jumps):
    for number in range(3):
        work(town, number)

    for number, hours in enumerate(jumps, 3):
        town.later(hours=hours)
        work(town, number)
        town.house.prune()

    written = 3 + len(jumps)
    assert len(town.rows("article")) == written
    assert Counter(row.article_id for row in town.rows("hit")) == {row.id: 1 for row in town.rows("article")}
    assert len(town.outcomes()) == written
    assert set(town.outcomes()) <= {"sent", "digest", "repeated"}  # they are reports of one story
    assert town.rows("work") == []
    assert town.alerts(kind="source") == []
    assert upkeep.findings(town.house.store) == []


@pytest.mark.parametrize(
    ("month", "day"), [(3, 28), (10, 24)], ids=["the night that is an hour shorter", "the night that is an hour longer"]
)
def test_quiet_hours_over_a_change_of_clocks_end_in_one_digest(town, month, day):
    town.now = town.now.replace(month=month, day=day, hour=20, minute=50)  # Europe/Berlin changes in the night that follows
    for number in range(3):
        work(town, number)
        town.later(hours=1)
    during = list(town.outbox())

    for _ in range(10):
        town.later(hours=1)
        town.house.teller.sweep(settled=True)

    assert during == [] if month == 10 else during.count("opened") <= 1
    assert town.outbox().count("digest") == 1
    assert not any(row.owed for row in town.rows("outcome"))
