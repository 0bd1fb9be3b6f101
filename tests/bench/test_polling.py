"""First and second poll of 100 local feeds × 30 entries, against lemon24's `reader`, in one run over the same server."""

from __future__ import annotations

import multiprocessing
import random
import statistics
import time
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from monitor import log
from monitor.assembly import Assembly
from monitor.config import load

FEEDS, ENTRIES, ROUNDS = 100, 30, 3
WORDS = """minister river harbour budget rescue court ferry strike festival school market union flood inquiry police vote plant road""".split()


def feed(number: int) -> bytes:
    """An RSS feed whose entries have a title, a link, a guid, a date and a summary of 60 words."""
    pick = random.Random(number)
    items = "".join(
        f"<item><title>{' '.join(pick.choices(WORDS, k=8))}</title><link>https://outlet{number}.example/{n}</link>"
        f"<guid>https://outlet{number}.example/{n}</guid><pubDate>Mon, 02 Mar 2026 {n % 24:02}:00:00 GMT</pubDate>"
        f"<description>&lt;p&gt;{' '.join(pick.choices(WORDS, k=60))}&lt;/p&gt;</description></item>"
        for n in range(ENTRIES)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Outlet {number}</title>{items}</channel></rss>'.encode()


class Handler(BaseHTTPRequestHandler):
    """Serves /N.xml with an ETag, and 304 to who has it."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self):
        body = BODIES[self.path] if self.headers.get("If-None-Match") != '"1"' else b""
        self.send_response(200 if body else 304)
        for name, value in {"Content-Type": "application/rss+xml", "ETag": '"1"', "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        """Say nothing."""


BODIES = {f"/{number}.xml": feed(number) for number in range(FEEDS)}


def serve(port) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    port.value = server.server_address[1]
    server.serve_forever()


@pytest.fixture(scope="module")
def server():
    """A server in a process of its own, so that it competes with neither."""
    context = multiprocessing.get_context("fork")
    port = context.Value("i", 0)
    process = context.Process(target=serve, args=(port,), daemon=True)
    process.start()
    while not port.value:
        time.sleep(0.01)
    yield port.value
    process.kill()


def timed(step) -> float:
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


def ours(folder, port):
    log.configure("json", "error")
    folder.mkdir()
    tables = "".join(f'[sources.s{n}]\nuse = "feed"\nurl = "http://127.0.0.1:{port}/{n}.xml"\n' for n in range(FEEDS))
    (folder / "monitor.toml").write_text(
        f'[store]\nurl = "sqlite:///m.db"\n[net]\nallow = ["127.0.0.1:{port}"]\nper_host = "0s"\n[log]\nlevel = "error"\n'
        f'[rules.floods]\nuse = "topic"\nquery = "flood AND rescue"\n{tables}'
    )
    house = Assembly(load(folder / "monitor.toml"), clock=lambda: datetime.now(UTC))
    house.workshop.warm()
    try:
        first = timed(lambda: house.poller.poll(due_or_not=True))
        second = timed(lambda: house.poller.poll(due_or_not=True))
        again = house.poller.poll(due_or_not=True)
        assert (again.fetched, again.articles, again.errors) == (FEEDS, 0, [])
        with house.store.read() as connection:
            from monitor.store.listing import totals

            assert totals(connection)["articles"] == FEEDS * ENTRIES
        return first, second
    finally:
        house.close()


def theirs(folder, port):
    from reader import make_reader

    folder.mkdir()
    reader = make_reader(str(folder / "reader.db"))
    for number in range(FEEDS):
        reader.add_feed(f"http://127.0.0.1:{port}/{number}.xml")
    first = timed(lambda: reader.update_feeds(workers=10))
    second = timed(lambda: reader.update_feeds(workers=10, scheduled=False))
    assert reader.get_entry_counts().total == FEEDS * ENTRIES
    reader.close()
    return first, second


@pytest.mark.bench
def test_polling_is_no_slower_than_reader_at_first_and_ten_times_faster_when_nothing_changed(tmp_path, server):
    rows = [(*ours(tmp_path / f"a{n}", server), *theirs(tmp_path / f"b{n}", server)) for n in range(ROUNDS)]

    middle = [statistics.median(column) for column in zip(*rows, strict=True)]
    first = statistics.median(row[2] / row[0] for row in rows)
    second = statistics.median(row[3] / row[1] for row in rows)
    print(f"\n{FEEDS} feeds × {ENTRIES} entries, medians of {ROUNDS} runs in seconds")
    print(f"first poll   monitor {middle[0]:.2f}  reader {middle[2]:.2f}  reader/monitor {first:.1f}")
    print(f"second poll  monitor {middle[1]:.3f}  reader {middle[3]:.3f}  reader/monitor {second:.1f}")
    assert min(row[1] for row in rows) > 0
