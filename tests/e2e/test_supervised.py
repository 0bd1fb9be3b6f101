"""Under a supervisor: it says when it is ready and how it is, lives only while it gets something done, and reloads on SIGHUP."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import threading

import pytest

REPORTS = """
[sources.reports]
use = "folder"
path = "reports"
backfill = "notify"
every = "1s"

[rules.flood]
use = "word"
word = "flood"
"""
FIRE = """
[rules.fire]
use = "word"
word = "fire"
"""
HANGS = "if 'slow' in article.text:\n    import time\n    time.sleep(600)"


class Listener:
    """A supervisor's end of NOTIFY_SOCKET: a real datagram socket, and what came in at it."""

    def __init__(self, address):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(f"\0{address[1:]}" if address.startswith("@") else address)
        self.address, self.heard = address, []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        while said := self.socket.recv(65536):
            self.heard.append(dict(line.split("=", 1) for line in said.decode().split("\n")))

    def count(self, name):
        return sum(name in said for said in list(self.heard))

    def first(self, name):
        return next((number for number, said in enumerate(list(self.heard)) if name in said), None)

    def statuses(self):
        return [said["STATUS"] for said in list(self.heard) if "STATUS" in said]


@pytest.fixture(params=["path", "abstract"])
def anywhere(request, tmp_path):
    return str(tmp_path / "notify") if request.param == "path" else f"@monitor-test-{os.getpid()}-{tmp_path.name}"


@pytest.fixture
def watched(house, tmp_path):
    """Start a daemon whose supervisor listens, and loses patience after `watchdog` seconds; give both."""

    def start(watchdog=2.0, address=""):
        listener = Listener(address or str(tmp_path / "notify"))
        said = {"NOTIFY_SOCKET": listener.address, "WATCHDOG_USEC": str(round(watchdog * 1e6))}
        return house.runs(environment=said), listener

    return start


def test_the_supervisor_hears_ready_after_the_first_cycle_then_pings_then_the_end(house, watched, wait_until, anywhere):
    house.configure(REPORTS).detector()
    house.report("a.txt", "A flood, quickly told")

    daemon, listener = watched(address=anywhere)
    wait_until(lambda: listener.count("WATCHDOG") >= 3, lambda: f"{listener.heard}\n{daemon.err.read_text()}")
    hits_when_ready = house.sql("SELECT count(*) FROM hit")
    code = daemon.stop()

    wait_until(lambda: listener.count("STOPPING"))
    assert code == 0
    assert hits_when_ready == [(1,)]
    assert listener.count("READY") == 1
    assert listener.first("READY") < listener.first("WATCHDOG") < listener.first("STOPPING")
    assert [said for said in listener.statuses() if said.startswith("1 sources, 0 late, last cycle ") and said.endswith("owed 0")]


def test_plugins_cannot_speak_for_the_daemon(house, watched, wait_until):
    house.configure(REPORTS, workers=1).detector(trouble="import os\nassert 'NOTIFY_SOCKET' not in os.environ")
    house.report("a.txt", "A flood")

    watched()

    wait_until(lambda: house.sql("SELECT count(*) FROM hit") == [(1,)])
    assert house.sql("SELECT message FROM fault") == []


def test_a_daemon_whose_judge_hangs_stops_pinging_although_the_rest_goes_on(house, watched, wait_until):
    house.configure(REPORTS, deadline="300s").detector(trouble=HANGS)
    daemon, listener = watched(watchdog=1.0)
    wait_until(lambda: listener.count("WATCHDOG") >= 2)

    house.report("b.txt", "A flood, slow")
    wait_until(lambda: house.sql("SELECT 1 FROM article"))
    looks = len(listener.statuses())
    wait_until(lambda: len(listener.statuses()) > looks + 8)
    before = listener.count("WATCHDOG")
    wait_until(lambda: len(listener.statuses()) > looks + 16)

    assert listener.count("WATCHDOG") == before
    assert listener.statuses()[-1].endswith("owed 1")
    assert daemon.process.poll() is None


def test_a_store_that_another_program_holds_is_said_and_no_reason_to_be_restarted(house, watched, wait_until):
    house.configure(REPORTS).detector()
    daemon, listener = watched(watchdog=1.0)
    wait_until(lambda: listener.count("WATCHDOG") >= 2)

    other = sqlite3.connect(house.folder / "house.db", isolation_level=None, timeout=30)
    other.execute("BEGIN IMMEDIATE")
    wait_until(lambda: "database is locked" in listener.statuses()[-1])
    pings = listener.count("WATCHDOG")
    wait_until(lambda: listener.count("WATCHDOG") >= pings + 1)
    other.execute("ROLLBACK")
    other.close()
    wait_until(lambda: "database is locked" not in listener.statuses()[-1])

    assert daemon.stop() == 0


def test_sighup_takes_up_a_valid_configuration(house, watched, wait_until):
    house.configure(REPORTS).detector()
    house.report("a.txt", "A flood, and a fire")
    daemon, listener = watched()
    wait_until(lambda: listener.count("READY"))

    more = '\n[sources.more]\nuse = "folder"\npath = "more"\nbackfill = "notify"\nevery = "1s"\n'
    house.configure(REPORTS + FIRE + more)
    daemon.process.send_signal(signal.SIGHUP)
    daemon.waits_for("config.reloaded", sources=2, rules=2)
    (house.folder / "more").mkdir()
    (house.folder / "more" / "b.txt").write_text("A fire, elsewhere")
    wait_until(lambda: house.sql("SELECT count(*) FROM hit JOIN alert ON alert.id = alert_id WHERE alert.rule = 'fire'") == [(2,)])
    wait_until(lambda: listener.count("READY") == 2)

    assert listener.first("RELOADING") is not None
    assert any(said.startswith("2 sources") for said in listener.statuses())
    assert daemon.stop() == 0
    house.is_sound()


FAULTY = {
    "is no TOML": "[rules.flood",
    "unknown table": REPORTS + "[worker]\ncount = 1\n",
    "rules.flood": REPORTS.replace('word = "flood"', 'wrod = "flood"'),
    "rules.fire": REPORTS + FIRE.replace('use = "word"', 'use = "nothing"'),
    "sources.reports.every": REPORTS.replace('every = "1s"', 'every = "often"'),
}


def test_sighup_refuses_every_faulty_configuration_says_why_and_goes_on_with_the_old_one(house, watched, wait_until):
    house.configure(REPORTS).detector()
    daemon, listener = watched()
    wait_until(lambda: listener.count("READY"))

    refused = {}
    for number, (why, tables) in enumerate(FAULTY.items()):
        house.configure(tables)
        daemon.process.send_signal(signal.SIGHUP)
        wait_until(lambda answers=number + 2: listener.count("READY") == answers)
        refused[why] = (listener.statuses()[-1], [line for line in daemon.lines() if line["event"] == "config.refused"][number]["faults"])
    house.report("a.txt", "A flood, quickly told")
    wait_until(lambda: house.sql("SELECT count(*) FROM hit") == [(1,)])
    house.configure(REPORTS)
    daemon.process.send_signal(signal.SIGHUP)
    wait_until(lambda: listener.count("READY") == len(FAULTY) + 2)

    for why, (status, faults) in refused.items():
        assert why in faults[0]
        assert "configuration not reloaded: " in status
        assert why in status
    assert "not reloaded" not in listener.statuses()[-1]
    assert daemon.stop() == 0


def test_sighup_refuses_another_store(house, watched, wait_until):
    house.configure(REPORTS).detector()
    daemon, listener = watched()
    wait_until(lambda: listener.count("READY"))

    house.path.write_text(house.path.read_text().replace("house.db", "other.db"))
    daemon.process.send_signal(signal.SIGHUP)
    said = daemon.waits_for("config.refused")

    assert said["faults"] == ["monitor.toml: store: another store takes a restart (stop the monitor and start it)"]
    assert not (house.folder / "other.db").exists()
    assert daemon.stop() == 0
