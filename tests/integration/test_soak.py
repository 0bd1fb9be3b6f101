"""Simulated weeks of hundreds of feeds, as fast as it goes: memory, descriptors and threads stay as they are."""

from __future__ import annotations

import gc
import threading
from itertools import product

import psutil
import pytest

from monitor.store import retention, upkeep
from tests.integration.test_source_alerts import Air

CONFIG = """
[store]
url = "{store}"

[workers]
count = 0

[retention]
articles = "3d"

[rules.flood]
use = "topic"
query = "flood"

[channels.desk]
use = "webhook"
url = "http://127.0.0.1:9/hook"
"""
FEED = '[sources.f{number}]\nuse = "feed"\nurl = "https://f{number}.example/feed"\n'
TOWNS = ["".join(parts) + "ton" for parts in product("BDGKLMNPRS", "aeiou", "bdgklmnprst")]


def household():
    gc.collect()
    process = psutil.Process()
    return process.memory_info().rss / 1e6, process.num_fds(), threading.active_count()


@pytest.fixture
def store_url(files, tmp_path):
    return files.copy(tmp_path / "soak.db")


@pytest.mark.parametrize(
    ("feeds", "days"),
    [(10, 6), pytest.param(500, 30, marks=[pytest.mark.slow, pytest.mark.timeout(7200)])],
    ids=["10 feeds, 6 days", "500 feeds, 30 days"],
)
def test_weeks_of_feeds_leave_memory_descriptors_and_threads_flat(desk, feeds, days):
    desk.configure("".join(FEED.format(number=number) for number in range(feeds)), config=CONFIG)
    air = desk.house.poller.net = Air(desk)
    seen = []

    for step in range(days * 12):
        for number, town in enumerate(TOWNS[:feeds]):
            last = step // (1 + number % 7)  # the busiest has news at every look, the laziest every fourteen hours
            air.says[f"f{number}"] = [
                f"report {one} of a flood in {town}" if one % 5 == 0 else f"report {one} from {town}"
                for one in range(last, max(last - 8, -1), -1)
            ]
        desk.later(hours=2)
        desk.house.poller.poll(due_or_not=True)
        desk.house.judge()
        desk.house.teller.sweep(settled=True)
        if step % 12 == 11:
            desk.house.prune()
            seen.append(household())

    warm, end = seen[len(seen) // 2], seen[-1]
    with desk.house.store.read() as connection:
        purged = retention.purged(connection)["articles"]
    assert end[0] < warm[0] * 1.1 + 10
    assert end[1] <= warm[1]
    assert end[2] <= warm[2]
    assert purged > 0
    assert [alert for alert in desk.alerts(kind="source") if alert.relation == "silent"] == []
    assert upkeep.findings(desk.house.store) == []
