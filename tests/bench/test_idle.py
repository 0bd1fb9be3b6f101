"""What the idle daemon holds: 1,000 feeds, 1,000 topic rules, every feed read once and the workers gone home.

Prints PSS (smaps_rollup), summed over the processes of the daemon; another interpreter on the machine shares the pages of its
libraries and makes PSS smaller, so what the daemon would hold alone (private pages, shared ones counted once) is printed as well.
"""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path

import pytest

from monitor.config import load
from monitor.store import schema
from monitor.store.database import Store

FEEDS = RULES = 1_000
HOME_SECONDS, PATIENCE_SECONDS = 75, 400  # workers go home after a minute without work


class Server(ThreadingHTTPServer):
    """Serves a small feed under every address, and counts those who have asked."""

    request_queue_size = 256
    asked: set[str]


class Answer(BaseHTTPRequestHandler):
    """One feed of one entry, the same each time."""

    server: Server

    def do_GET(self) -> None:
        number = self.path.strip("/")
        entry = f"<title>Ferry strike, day {number}</title><link>https://outlet.example/{number}</link>"
        body = f'<rss version="2.0"><channel><title>Outlet {number}</title><item>{entry}</item></channel></rss>'.encode()
        self.server.asked.add(number)
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *said: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server(("127.0.0.1", 0), Answer)
    made.asked = set()
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()


def configured(folder: Path, port: int) -> Path:
    """Write a configuration of many feeds and of rules with two to five words each."""
    chance = random.Random(1)
    listed = files("monitor_plugins.names").joinpath("words.txt").read_text(encoding="utf-8")
    words = [word for line in listed.splitlines() if not line.startswith("#") for word in line.split() if len(word) > 4]
    sources = "".join(f'[sources.s{n}]\nuse = "feed"\nurl = "http://127.0.0.1:{port}/{n}"\nevery = "12h"\n' for n in range(FEEDS))
    rules = "".join(
        '[rules.r{}]\nuse = "topic"\nquery = "({} OR {}) AND {}* NOT {}"\n'.format(n, *chance.choices(words, k=4)) for n in range(RULES)
    )
    path = folder / "monitor.toml"
    path.write_text(
        f'[store]\nurl = "sqlite:///m.db"\n[net]\nallow = ["127.0.0.0/8"]\nper_host = "0s"\n[log]\nlevel = "error"\n{sources}{rules}'
    )
    return path


def family(pid: int) -> list[int]:
    """Give a process and all that descend from it."""
    found = [pid]
    for each in found:
        for task in Path(f"/proc/{each}/task").glob("*/children"):
            found += map(int, task.read_text().split())
    return found


def held(pid: int) -> dict[str, int]:
    """Give the kilobytes of a process by kind."""
    return {name: int(size) for name, size in re.findall(r"^(\w+): +(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)}


@pytest.mark.bench
@pytest.mark.timeout(2 * PATIENCE_SECONDS)
def test_the_idle_daemon(tmp_path: Path, server: Server) -> None:
    path = configured(tmp_path, server.server_address[1])
    store = Store(load(path).store.url)
    schema.ensure(store)  # a daemon that makes its store holds the migrations' libraries, 10 MB, until it is started again
    store.close()
    daemon = subprocess.Popen([Path(sys.executable).with_name("monitor"), "--config", path, "run"], env=os.environ | {"TZ": "UTC"})
    try:
        until = time.monotonic() + PATIENCE_SECONDS
        while len(server.asked) < FEEDS and time.monotonic() < until:
            time.sleep(1)
        time.sleep(HOME_SECONDS)
        while len(family(daemon.pid)) > 1 and time.monotonic() < until:
            time.sleep(1)
        rows = [held(each) for each in family(daemon.pid)]
        alone = sum(row["Private_Clean"] + row["Private_Dirty"] for row in rows) + max(
            row["Shared_Clean"] + row["Shared_Dirty"] for row in rows
        )
        print(f"\n{len(server.asked):,} feeds read, {RULES:,} rules, {len(rows)} processes:", end=" ")
        print(f"PSS {sum(row['Pss'] for row in rows) / 1024:.1f} MB, alone {alone / 1024:.1f} MB", [row["Pss"] // 1024 for row in rows])
    finally:
        daemon.send_signal(signal.SIGTERM)
        daemon.wait(timeout=60)
    assert len(server.asked) == FEEDS
