"""kill -9 at any moment: every article, hit and alert once; every message at least once, acknowledged once per delivery id."""

from __future__ import annotations

import os
import random
import time
from itertools import pairwise

import pytest

ROUNDS = int(os.environ.get("MONITOR_KILL_ROUNDS", "50"))
TABLES = """
[sources.feed]
use = "feed"
url = "{feed}"
backfill = "notify"
every = "1s"

[sources.reports]
use = "folder"
path = "reports"
backfill = "notify"
every = "1s"

[rules.flood]
use = "word"
word = "flood"

[rules.harbour]
use = "topic"
query = "harbour AND NOT football"

[rules.everything]
use = "topic"
query = "*"
"""
EVENTS = ("A flood in the harbour of Port Royal", "Football at the harbour", "A storm off Cape Verity", "The flood recedes in Lakeside")


class Wire:
    """A feed that grows by an entry, and a folder that grows by a file, one of which is edited now and then."""

    def __init__(self, house, entry, rss):
        self.house, self.entry, self.rss, self.rounds = house, entry, rss, 0
        self.entries, self.files = [], {}

    def goes_on(self):
        self.rounds += 1
        number = self.rounds
        title = f"{EVENTS[number % len(EVENTS)]}, report {number}"
        self.entries.append(self.entry(title, link=f"https://news.example/{number}", guid=f"n{number}"))
        self.house.town.serves("/feed", self.rss(*reversed(self.entries)))
        self.write(f"r{number:04}.txt", f"Reuters says {EVENTS[(number + 1) % len(EVENTS)]}\n\nDispatch {number}.")
        if number % 7 == 0:
            self.write("r0001.txt", f"Reuters says the flood is over\n\nCorrected for the {number}th time.")

    def write(self, name, text):
        self.files[name] = text
        self.house.report(name, text)


@pytest.fixture
def wire(house, entry, rss):
    house.configure(TABLES.format(feed=house.town.url("/feed"))).detector()
    (house.folder / "reports").mkdir()
    return Wire(house, entry, rss)


def check(house, wire, replay, hits_in):
    """Check all promises at once, past the house's own code."""
    house.is_sound()
    house.has_told_everything()
    refs = sorted(ref for (ref,) in house.sql("SELECT article.url FROM article JOIN source ON source.id = source_id WHERE name = 'feed'"))
    assert refs == sorted(f"https://news.example/{number}" for number in range(1, wire.rounds + 1))
    files = house.sql("SELECT ref, text FROM article JOIN revision ON article_id = article.id AND number = latest WHERE ref LIKE 'r%.txt'")
    assert {ref: text.split() for ref, text in files} == {name: text.split() for name, text in wire.files.items()}
    assert len(files) == len(wire.files)
    hashes = house.sql("SELECT content_hash FROM revision JOIN article ON article.id = article_id WHERE ref = 'r0001.txt' ORDER BY number")
    assert all(one != other for one, other in pairwise(hashes))
    [(arrivals, last)] = house.sql("SELECT count(DISTINCT arrival), max(arrival) FROM revision")
    assert arrivals == last
    assert hits_in(house.folder / "house.db") == hits_in(replay(house))


@pytest.mark.kill
@pytest.mark.timeout(300 + 3 * ROUNDS)
def test_killed_at_random_moments_nothing_is_lost_and_nothing_comes_twice(house, wire, driver, replay, hits_in):
    chance = random.Random(ROUNDS)
    ended = []

    for _ in range(ROUNDS):
        wire.goes_on()
        ended.append(driver.cycle(house, after=chance.uniform(0, 0.4))["ended"])
    last = driver.cycle(house)

    assert -9 in ended
    assert set(ended) <= {0, -9}, driver.complaints()
    assert (last["ended"], last["summary"]["errors"]) == (0, [])
    check(house, wire, replay, hits_in)


@pytest.mark.kill
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", ["T1", "T2", "T3", "T4", "T5"])
def test_killed_beside_a_commit_nothing_is_lost_and_nothing_comes_twice(house, wire, driver, replay, hits_in, step, when):
    for _ in range(3):
        wire.goes_on()
    driver.cycle(house)
    ended = []

    for nth in (1, 2):
        wire.goes_on()
        ended.append(driver.cycle(house, crash=step, when=when, nth=nth)["ended"])
    last = driver.cycle(house)

    assert ended[0] == -9
    assert (last["ended"], last["summary"]["errors"]) == (0, [])
    check(house, wire, replay, hits_in)
    repeated = [id_ for id_, times in house.town.deliveries().items() if times > 1]
    assert bool(repeated) == (step == "T5" and when == "before")


@pytest.mark.kill
def test_a_killed_daemon_leaves_no_worker_behind_and_its_heir_goes_on(house, wire, replay, hits_in, wait_until):
    import psutil

    house.configure(TABLES.format(feed=house.town.url("/feed")), workers=2)
    chance = random.Random(7)
    for _ in range(3):
        wire.goes_on()
        daemon = house.runs()
        time.sleep(chance.uniform(0, 1.5))
        family = psutil.Process(daemon.process.pid).children(recursive=True)
        os.kill(daemon.process.pid, 9)  # the daemon alone: its workers must find out by themselves
        wait_until(lambda family=family: not any(one.is_running() for one in family), lambda: "the workers' end")
    wire.goes_on()

    heir = house.runs()
    wait_until(lambda: house.sql("SELECT count(*) FROM article") == [(8,)] and not house.sql("SELECT 1 FROM work"))
    wait_until(lambda: not house.sql("SELECT 1 FROM delivery WHERE state = 'owed'"))

    assert heir.stop() == 0
    check(house, wire, replay, hits_in)
