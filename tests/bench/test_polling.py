"""First and second poll of 100 local feeds × 30 entries, against lemon24's `reader`, in one run over the same server."""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import socket
import statistics
import time
from datetime import UTC, datetime

import aiohttp
import pytest
from aiohttp import web

from monitor import log
from monitor.assembly import Assembly
from monitor.config import load
from monitor.model.article import Payload

FEEDS, ENTRIES, ROUNDS = 100, 30, 3
WORDS = [
    "minister",
    "river",
    "harbour",
    "budget",
    "rescue",
    "court",
    "ferry",
    "strike",
    "festival",
    "school",
    "market",
    "union",
    "flood",
    "inquiry",
    "police",
    "vote",
    "plant",
    "road",
]


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


BODIES = {f"/{number}.xml": feed(number) for number in range(FEEDS)}


async def answer(request: web.Request) -> web.Response:
    """Serve /N.xml with an ETag, and 304 to who has it."""
    headers = {"Content-Type": "application/rss+xml", "ETag": '"1"'}
    if request.headers.get("If-None-Match") == '"1"':
        return web.Response(status=304, headers=headers)
    return web.Response(body=BODIES[request.path], headers=headers)


def serve(port) -> None:
    app = web.Application()
    app.router.add_get("/{name}", answer)
    listening = socket.create_server(("127.0.0.1", 0), backlog=256)
    port.value = listening.getsockname()[1]
    web.run_app(app, sock=listening, print=None, handle_signals=False)


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
        f'[store]\nurl = "sqlite:///m.db"\n[net]\nallow = ["127.0.0.0/8"]\nper_host = "0s"\n[log]\nlevel = "error"\n'
        f'[rules.floods]\nuse = "topic"\nquery = "flood AND rescue"\n{tables}'
    )
    house = Assembly(load(folder / "monitor.toml"), clock=lambda: datetime.now(UTC))
    now = datetime.now(UTC)
    house.workshop.run("read", [(Payload(source="s0", url="http://warm.example/", body=feed(0), fetched_at=now), None)] * 8)
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


def theirs(folder, port, workers):
    from reader import make_reader

    folder.mkdir()
    reader = make_reader(str(folder / "reader.db"))
    for number in range(FEEDS):
        reader.add_feed(f"http://127.0.0.1:{port}/{number}.xml")
    first = timed(lambda: reader.update_feeds(workers=workers))
    second = timed(lambda: reader.update_feeds(workers=workers, scheduled=False))
    assert reader.get_entry_counts().total == FEEDS * ENTRIES
    reader.close()
    return first, second


def bare(port) -> float:
    """The second poll's requests and nothing else: one connection, one conditional GET after another."""

    async def ask() -> float:
        async with aiohttp.ClientSession() as session:
            began = time.perf_counter()
            for number in range(FEEDS):
                async with session.get(f"http://127.0.0.1:{port}/{number}.xml", headers={"If-None-Match": '"1"'}) as response:
                    await response.read()
            return time.perf_counter() - began

    return asyncio.run(ask())


@pytest.mark.bench
def test_polling_is_no_slower_than_reader_at_first_and_ten_times_faster_when_nothing_changed(tmp_path, server):
    rows = [
        (*ours(tmp_path / f"a{n}", server), *theirs(tmp_path / f"b{n}", server, 1), *theirs(tmp_path / f"c{n}", server, 10))
        for n in range(ROUNDS)
    ]

    print(f"\n{FEEDS} feeds × {ENTRIES} entries, medians of {ROUNDS} runs in seconds, and of the ratios pair by pair")
    for name, own in (("first", 0), ("second", 1)):
        mine, alone, ten = (statistics.median(row[column] for row in rows) for column in (own, own + 2, own + 4))
        times, times_ten = (statistics.median(row[column] / row[own] for row in rows) for column in (own + 2, own + 4))
        print(f"{name} poll: monitor {mine:.3f}; reader {alone:.3f} ({times:.1f} ×), with ten workers {ten:.3f} ({times_ten:.1f} ×)")
    floor = statistics.median(bare(server) for _ in range(ROUNDS))
    print(f"the second poll's requests alone, with a bare HTTP client: {floor:.3f}")
    assert min(row[1] for row in rows) > 0
