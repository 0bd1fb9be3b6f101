"""Full disks, locked databases, dying workers and bad plugins: nothing is lost, it is said, and what was missed is done."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
from contextlib import closing, contextmanager, suppress

import psutil
import pytest

TABLES = """
[sources.reports]
use = "folder"
path = "reports"
backfill = "notify"
every = "1s"

[rules.flood]
use = "word"
word = "flood"
"""


def write_reports(house, count, *, first=0, size=20):
    for number in range(first, first + count):
        house.report(f"r{number:04}.txt", f"A flood, report {number}\n\n" + "Water rises over the old wall. " * size)


def is_done(house, articles):
    return house.sql("SELECT count(*) FROM article") == [(articles,)] and not (
        house.sql("SELECT 1 FROM work") or house.sql("SELECT 1 FROM delivery WHERE state = 'owed'")
    )


def has_stored(house, articles):
    return house.sql("SELECT count(*) FROM article") == [(articles,)]


@pytest.fixture
def small_disk(house):
    """Put the store onto a disk of eight megabytes, and give what fills it and empties it."""
    disk = house.folder / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")

    @contextmanager
    def full():
        with closing(sqlite3.connect(disk / "house.db")) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with (disk / "ballast").open("wb", buffering=0) as ballast, suppress(OSError):
            while True:
                ballast.write(bytes(4096))
        yield
        (disk / "ballast").unlink()

    yield full
    house.close()
    subprocess.run(["umount", disk], check=True)


def test_a_full_disk_is_said_and_when_there_is_room_everything_is_caught_up(house, small_disk, wait_until):
    house.configure(TABLES).detector()
    house.path.write_text(house.path.read_text().replace("house.db", "disk/house.db"))
    (house.folder / "house.db").symlink_to("disk/house.db")
    write_reports(house, 2)
    daemon = house.runs()
    wait_until(lambda: is_done(house, 2))

    with small_disk():
        write_reports(house, 10, first=2, size=500)
        said = daemon.waits_for("store.failed")
    wait_until(lambda: is_done(house, 12), lambda: daemon.err.read_text()[-2000:])

    assert "disk" in said["error"]
    assert daemon.stop() == 0
    house.is_sound()
    house.has_told_everything()
    assert house.sql("SELECT count(*) FROM hit") == [(12,)]


def test_a_file_that_cannot_grow_is_said_and_caught_up_by_the_next_cycle(house):
    house.configure(TABLES).detector()
    write_reports(house, 2)
    house.once()
    write_reports(house, 10, first=2, size=500)
    limit = (house.folder / "house.db").stat().st_size + 8192

    stopped = house.daemon("once", limits=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    code = stopped.ends()
    again, summary, _ = house.once()

    assert code == 1
    assert stopped.err.read_text().splitlines()[-1].startswith("monitor: the store failed: ")
    assert "Traceback" not in stopped.err.read_text()
    assert (again, summary["errors"]) == (0, [])
    house.is_sound()
    house.has_told_everything()
    assert house.sql("SELECT count(*) FROM hit") == [(12,)]


def hold_the_store(house):
    """Hold the write lock as another program would."""
    other = sqlite3.connect(house.folder / "house.db", isolation_level=None, timeout=30)
    other.execute("BEGIN IMMEDIATE")
    return other


@pytest.mark.parametrize("failures", [1, pytest.param(10, marks=pytest.mark.slow, id="a minute")])
def test_a_locked_database_is_said_and_caught_up_when_it_is_free(house, wait_until, failures):
    house.configure(TABLES).detector()
    write_reports(house, 2)
    daemon = house.runs()
    wait_until(lambda: is_done(house, 2))

    other = hold_the_store(house)
    write_reports(house, 5, first=2)
    wait_until(lambda: [line["event"] for line in daemon.lines()].count("store.failed") >= failures)
    said = daemon.waits_for("store.failed")
    other.execute("ROLLBACK")
    other.close()
    wait_until(lambda: is_done(house, 7))

    assert "another program holds it" in said["error"]
    assert daemon.stop() == 0
    house.is_sound()
    house.has_told_everything()


def test_once_says_in_one_line_that_the_database_is_locked(house):
    house.configure(TABLES).detector()
    write_reports(house, 2)
    house.once()
    write_reports(house, 2, first=2)

    other = hold_the_store(house)
    code, _, complaint = house.once()
    other.close()
    again, summary, _ = house.once()

    assert (code, complaint.count("\n")) == (1, 1)
    assert "database is locked" in complaint
    assert (again, summary["articles"]) == (0, 2)
    house.is_sound()


def test_workers_that_are_killed_lose_no_work(house, wait_until):
    slow = "import time\ntime.sleep(0.03)"
    house.configure(TABLES, workers=2).detector(trouble=slow)
    write_reports(house, 60)
    daemon = house.runs()
    family = psutil.Process(daemon.process.pid)

    for at_least in (1, 20):
        wait_until(lambda at_least=at_least: has_stored(house, 60) and house.sql("SELECT count(*) FROM hit")[0][0] >= at_least)
        busy = max(family.children(recursive=True), key=lambda one: one.cpu_times().user if one.is_running() else 0)
        os.kill(busy.pid, 9)
    wait_until(
        lambda: is_done(house, 60), lambda: str(house.sql("SELECT stage, unit, state, count(*), min(message) FROM work GROUP BY 1, 2, 3"))
    )

    assert daemon.stop() == 0
    house.is_sound()
    assert house.sql("SELECT count(*) FROM hit") == [(60,)]


TROUBLES = {
    "raises": ("raised", "raise ValueError('no such thing')"),
    "hangs": ("hung", "while True:\n    pass"),
    "exits": ("exited", "import os\nos._exit(3)"),
    "hoards": ("memory", "hoard = []\nwhile True:\n    hoard.append(bytearray(1_000_000_000))"),
    "prints": ("hung", "while True:\n    print('x' * 10_000)"),
}


def test_bad_plugins_cost_only_themselves_and_when_mended_miss_nothing(house, wait_until):
    rules = "".join(f'\n[rules.{name}]\nuse = "{name}"\nword = "flood"\n' for name in TROUBLES)
    house.configure(TABLES + rules, workers=2, deadline="1s", settings="faults = 2\nmemory_mb = 512").detector()
    for name, (_, code) in TROUBLES.items():
        house.detector(name, trouble=code)
    write_reports(house, 4)
    good = "SELECT count(*) FROM hit JOIN alert ON alert.id = alert_id WHERE alert.rule = 'flood'"

    daemon = house.runs()
    for name in TROUBLES:
        daemon.waits_for("plugin.suspended", plugin=name, stage="detect")
    write_reports(house, 2, first=4)
    wait_until(lambda: house.sql(good) == [(6,)])
    wait_until(lambda: not house.sql("SELECT 1 FROM work WHERE state = 'owed'"))
    stopped = daemon.stop()
    missed = house.sql("SELECT unit, stage, count(*) FROM work WHERE state <> 'owed' GROUP BY 1, 2")
    recorded = house.sql("SELECT DISTINCT unit, kind FROM fault")
    status, report, _ = house.monitor("status", "--format", "json")
    for name in TROUBLES:
        house.detector(name, version="2")
    mended, summary, _ = house.once()

    assert stopped == 0
    assert daemon.out.read_text() == ""
    assert sorted(missed) == [(name, "detect", 6) for name in sorted(TROUBLES)]
    assert set(recorded) == {(name, kind) for name, (kind, _) in TROUBLES.items()}
    assert status == 1
    assert all(f"plugin {name} is suspended" in report for name in TROUBLES)
    assert (mended, summary["hits"], summary["errors"]) == (0, 6 * len(TROUBLES), [])
    house.is_sound()


def test_a_suspended_plugin_runs_again_when_it_is_enabled(house):
    """It failed for a reason outside of itself, and comes back in the same version."""
    trouble = f"import os\nif os.path.exists({str(house.folder / 'trouble')!r}):\n    raise OSError('away')"
    house.configure(TABLES, settings="faults = 2").detector(trouble=trouble)
    (house.folder / "trouble").touch()
    write_reports(house, 4)
    failed, _, _ = house.once()
    (house.folder / "trouble").unlink()

    still, summary, _ = house.once()
    enabled, _, _ = house.monitor("plugins", "enable", "flood")
    after, mended, _ = house.once()

    assert (failed, still, enabled, after) == (1, 0, 0, 0)
    assert (summary["hits"], mended["hits"]) == (0, 4)
    house.is_sound()
