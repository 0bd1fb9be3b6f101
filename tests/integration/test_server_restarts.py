"""PostgreSQL's server goes away in the middle of transactions, many times: nothing is lost, nothing doubled, and work goes on."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from contextlib import closing

import psycopg
import pytest
from sqlalchemy import event, text

from monitor.cycle import full_cycle
from monitor.errors import StorageError
from monitor.store import upkeep
from monitor.store.database import Store
from monitor.store.lock import AnotherDaemonError, at_work, only_daemon
from tests.cluster import NoServerError, own_cluster
from tests.integration.conftest import Desk

RESTARTS = 20
RECOVERED_WITHIN = 30.0  # seconds
CONFIG = """
[store]
url = "{store}"

[workers]
count = 0

[sources.reports]
use = "folder"
path = "in"
backfill = "notify"

[rules.flood]
use = "topic"
query = "flood"

[channels.desk]
use = "webhook"
url = "http://127.0.0.1:9/hook"
"""


@pytest.fixture(scope="module")
def server():
    """A server that may be restarted; skips, saying why, where none can be made."""
    try:
        with own_cluster() as cluster:
            yield cluster
    except NoServerError as error:
        pytest.skip(str(error))


def work_on(desk, done_when) -> float:
    """Run cycles, taking up again whatever the store refused; give the longest time from a refusal to the next success."""
    longest, refused = 0.0, None
    deadline = time.monotonic() + 240
    while not done_when():
        assert time.monotonic() < deadline, "no progress for four minutes"
        try:
            full_cycle(desk.house)
        except StorageError:
            refused = refused or time.monotonic()
            time.sleep(0.05)
        else:
            longest = max(longest, time.monotonic() - refused) if refused else longest
            refused = None
            desk.later(seconds=30)
    return longest


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_server_that_is_restarted_in_transactions_loses_and_doubles_nothing(server, tmp_path, when):
    desk = Desk(tmp_path, store=server.url).configure("", config=CONFIG)
    (tmp_path / "in").mkdir()
    restarted, commits = [], Counter()

    def on_commit(connection):
        commits["all"] += 1
        if len(restarted) < RESTARTS // 2 and commits["all"] % 7 == 3:
            restarted.append(commits["all"])
            if when == "after":
                connection.exec_driver_sql("COMMIT")
            server.restart()

    event.listen(desk.house.store._writer, "commit", on_commit)
    written = []

    def done() -> bool:
        if len(restarted) >= RESTARTS // 2 and written:
            return True
        for _ in range(3):
            number = len(written)
            (tmp_path / "in" / f"{when}{number:03}.txt").write_text(f"Flood number {number} {when}\n\nThe flood rose in town {number}.")
            written.append(number)
        return False

    longest = work_on(desk, done)
    cycles = iter([False] * 4)
    longest = max(longest, work_on(desk.later(minutes=10), lambda: next(cycles, True)))

    mine = [row.id for row in desk.rows("article") if row.ref.startswith(when)]
    hits = Counter(row.article_id for row in desk.rows("hit") if row.article_id in mine)
    assert len(restarted) == RESTARTS // 2
    assert len(mine) == len(written)
    assert hits == dict.fromkeys(mine, 1)
    assert Counter(row.hit_id for row in desk.rows("outcome")).most_common(1)[0][1] == 1
    assert [row for row in desk.rows("work") if row.state != "owed"] == []
    assert desk.rows("work") == []
    assert upkeep.findings(desk.house.store) == []
    assert longest < RECOVERED_WITHIN
    desk.close()


def test_a_daemon_with_workers_outlives_its_server(server, tmp_path):
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE alone")
    url = f"{server.url.removesuffix('/postgres')}/alone"
    config = CONFIG.replace("{store}", url).replace("count = 0", "count = 2").replace('path = "in"', 'path = "in"\nevery = "1s"')
    (tmp_path / "monitor.toml").write_text(config.replace('use = "webhook"\nurl = "http://127.0.0.1:9/hook"', 'use = "stdout"'))
    (tmp_path / "in").mkdir()
    command = [sys.executable, "-m", "monitor", "--config", str(tmp_path / "monitor.toml"), "run"]
    with (tmp_path / "out").open("wb") as out, (tmp_path / "err").open("wb") as err:
        daemon = subprocess.Popen(command, stdout=out, stderr=err, stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        while b"daemon.started" not in (tmp_path / "err").read_bytes():
            assert daemon.poll() is None, (tmp_path / "err").read_text()
            time.sleep(0.2)
        for restart in range(4):
            for number in range(3):
                (tmp_path / "in" / f"r{restart}{number}.txt").write_text(f"Flood {restart}{number}\n\nThe flood rose in town {number}.")
            time.sleep(1.5)
            server.restart()
        waited_until(url, 12)
        daemon.terminate()
        assert daemon.wait(timeout=30) == 0
    finally:
        daemon.kill()

    assert "Traceback" not in (tmp_path / "err").read_text()
    with closing(Store(url)) as store:
        assert upkeep.findings(store) == []
        with store.read() as connection:
            assert connection.execute(text("SELECT count(*) FROM fault")).scalar() == 0
            assert connection.execute(text("SELECT count(*), count(DISTINCT article_id) FROM hit")).one() == (12, 12)


def test_the_daemons_lock_is_taken_again_after_a_restart(server):
    with only_daemon(server.url) as keep:
        server.restart()
        keep()
        with pytest.raises(AnotherDaemonError, match="another daemon already runs on this store"), only_daemon(server.url):
            pass


def test_a_lock_that_is_kept_while_the_server_is_away_is_taken_when_it_is_back(server):
    with only_daemon(server.url) as keep:
        server.stop()
        for _ in range(2):
            with pytest.raises(StorageError, match="the store failed"):
                keep()
        server.start()
        keep()
        with pytest.raises(AnotherDaemonError), only_daemon(server.url):
            pass


def test_whoever_is_at_work_is_still_seen_after_a_restart(server):
    came = []
    with closing(Store(server.url)) as store, closing(Store(server.url)) as other, at_work(store, lambda: came.append("first")) as stay:
        server.restart()
        stay()
        with at_work(other, lambda: came.append("second")):
            pass
    assert came == ["first"]


def test_a_daemon_that_another_took_the_store_from_stops_and_says_so(server, tmp_path):
    (tmp_path / "monitor.toml").write_text(CONFIG.replace("{store}", server.url))
    (tmp_path / "in").mkdir()
    command = [sys.executable, "-m", "monitor", "--config", str(tmp_path / "monitor.toml"), "run"]
    with (tmp_path / "err").open("wb") as err:
        daemon = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=err, stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        while b"daemon.started" not in (tmp_path / "err").read_bytes():
            assert daemon.poll() is None, (tmp_path / "err").read_text()
            time.sleep(0.2)
        server.restart()
        with only_daemon(server.url):
            assert daemon.wait(timeout=60) == 1
    finally:
        daemon.kill()
    assert "daemon.superseded" in (tmp_path / "err").read_text()


def waited_until(url: str, hits: int) -> None:
    deadline = time.monotonic() + 120
    with closing(Store(url)) as store:
        while True:
            try:
                with store.read() as connection:
                    found = connection.execute(text("SELECT count(*) FROM hit")).scalar()
                    owed = connection.execute(text("SELECT count(*) FROM work")).scalar()
            except StorageError:
                found, owed = 0, 0
            if (found, owed) == (hits, 0):
                return
            assert time.monotonic() < deadline, f"{found} hits, {owed} owed"
            time.sleep(0.3)
