"""How long the daemon takes from its start until it is ready with 1,000,000 articles stored, and then takes for an article more.

A hundred times fewer alerts, 500 sources of which one is due, 200 topic rules and one of each kind that judges by history.
MONITOR_BENCH_ARTICLES says how many articles (1,000,000); MONITOR_BENCH_STORE names a store that `tests.bench.scale` has filled so
before, which is used again (and grows by the reports of each run).
"""

from __future__ import annotations

import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from monitor.assembly import tracked
from monitor.config import load
from monitor.host import Host
from monitor.store import schema, units
from monitor.store.database import Store
from monitor.store.intake import STAGES
from tests.bench.scale import SOURCES, Scale, fill, words_by_rank
from tests.bench.test_idle import family

ARTICLES, STARTS, PATIENCE_SECONDS = int(os.environ.get("MONITOR_BENCH_ARTICLES", "1000000")), 5, 120
SCALE = Scale(articles=ARTICLES, alerts=ARTICLES // 50, judged=True)
WORDS = words_by_rank()


def configured(folder: Path, url: str) -> Path:
    """Write a configuration of the sources that the store is filled with, one folder of reports and rules of every kind."""
    feeds = "".join(f'[sources.source-{n}]\nuse = "feed"\nurl = "https://news{n}.example/feed"\n' for n in range(1, SOURCES + 1))
    topics = "".join(f'[rules.topic-{n}]\nuse = "topic"\nquery = "{WORDS[n]} AND {WORDS[3 * n]}"\n' for n in range(1, 200))
    judges = "".join(f'[rules.{use}]\nuse = "{use}"\n' for use in ("new-figure", "new-person", "contradiction"))
    reports = '[sources.reports]\nuse = "folder"\npath = "reports"\nevery = "1s"\nbackfill = "notify"\n'
    (folder / "reports").mkdir()
    path = folder / "monitor.toml"
    path.write_text(f'[store]\nurl = "{url}"\n[log]\nlevel = "error"\n{feeds}{reports}{topics}{judges}')
    return path


def settled(store: Store, path: Path) -> None:
    """Have the store know the units that judge, as if they had judged all of it, and its feeds not due for a day."""
    schema.ensure(store)
    now, host = datetime.now(UTC), Host(load(path))
    with store.write() as connection:
        for stage in STAGES:
            units.remember(connection, stage, tracked(host, stage), now)
        due = text("UPDATE source SET next_due_at = :due").bindparams(due=str((now + timedelta(days=1)).replace(tzinfo=None)))
        connection.execute(due if store.on_sqlite else text("UPDATE source SET next_due_at = now() + interval '1 day'"))


def spent(pid: int) -> float:
    """Give the processor seconds of a process and of all that descend from it."""
    ticks = sum(sum(map(int, Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()[11:13])) for each in family(pid))
    return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def started(path: Path) -> Iterator[tuple[float, float, int]]:
    """Give a daemon's seconds from its start until it says that it is ready, those of the processor, and its process id."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        address = str(path.parent / "notify")
        listener.bind(address)
        listener.settimeout(PATIENCE_SECONDS)
        began = time.monotonic()
        command = [str(Path(sys.executable).with_name("monitor")), "--config", str(path), "run"]
        daemon = subprocess.Popen(command, env=os.environ | {"NOTIFY_SOCKET": address})
        try:
            while b"READY=1" not in listener.recv(65536):
                pass
            yield time.monotonic() - began, spent(daemon.pid), daemon.pid
        finally:
            daemon.send_signal(signal.SIGTERM)
            daemon.wait(timeout=PATIENCE_SECONDS)
            Path(address).unlink()


def judged(store: Store, path: Path, number: str) -> float:
    """Give the seconds from a report's arrival in the folder until nothing is owed on it and its person's alert is open."""
    name = "Mara " + "".join(chr(ord("a") + int(digit)) for digit in number).title() + "son"
    said = f"{WORDS[1].title()} {WORDS[3]} {WORDS[7]}\nPresident {name} said in Port Royal that 4{number} people were killed there."
    (path.parent / "reports" / f"{number}.txt").write_text(said)
    began, until = time.monotonic(), time.monotonic() + PATIENCE_SECONDS
    query = text("SELECT count(*) FROM alert WHERE title LIKE :name AND NOT EXISTS (SELECT * FROM work WHERE state = 'owed')")
    while time.monotonic() < until:
        with store.read() as connection:
            if connection.execute(query, {"name": f"%{name}%"}).scalar():
                return time.monotonic() - began
        time.sleep(0.05)
    raise AssertionError(f"nothing came of {said!r}")


@pytest.mark.bench
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_start_of_a_large_store(tmp_path, url_on, database):
    given = os.environ.get("MONITOR_BENCH_STORE", "")
    url = given or url_on(database)
    if given and not given.startswith(database):
        pytest.skip(f"the store that is given is not on {database}")
    store = Store(url)
    if not given:
        fill(store, SCALE)
    path = configured(tmp_path, url)
    settled(store, path)

    rows = []
    for start in range(STARTS):
        with started(path) as (seconds, processor, pid):
            waited = judged(store, path, f"{os.getpid()}{start}")
            rows.append((seconds, processor, waited, spent(pid) - processor))
    store.close()

    ready, processor, late, busy = map(statistics.median, zip(*rows, strict=True))
    print(f"\n{database}, {ARTICLES:,} articles: ready after {ready:.1f} s ({processor:.1f} s of the processor),", end=" ")
    print(f"a report is judged after {late:.1f} s ({busy:.1f} s); medians of {STARTS} starts")
    assert len(rows) == STARTS
