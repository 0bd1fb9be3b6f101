"""Messages that were refused, given up and owed again, seen from the command line."""

from __future__ import annotations

import json
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from monitor.cli import main

CONFIG = """
[store]
url = "{{store}}"

[workers]
count = 0

[net]
allow = ["127.0.0.1:{port}"]

[sources.wire]
use = "feed"
url = "http://127.0.0.1:9/feed"
backfill = "notify"

[rules.flood]
use = "topic"
query = "flood"

[channels.desk]
use = "webhook"
url = "http://127.0.0.1:{port}/hook"
fold = "1s"
"""


@pytest.fixture
def receiver():
    """A receiver that answers with its `status` and counts delivery ids."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.server.seen[self.headers["webhook-id"]] += 1
            self.send_response(self.server.status)
            for name, value in {"Content-Length": "0", **self.server.more}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *args):
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.seen, server.status, server.more = Counter(), 204, {}
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def house(desk, receiver):
    desk.configure("", config=CONFIG.format(port=receiver.server_address[1])).reads("A flood in Port Royal")
    return desk


@pytest.fixture
def run(house, capsys):
    def command(*words):
        code = main(["--config", str(house.folder / "monitor.toml"), *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def rows(run, *words):
    code, out, _ = run("outbox", "list", "--format", "ndjson", *words)
    return code, [json.loads(line) for line in out.splitlines()]


def test_an_accepted_message_is_delivered_and_listed(house, receiver, run):
    told = house.house.teller.deliver()

    code, [row] = rows(run)
    assert (told, code) == (1, 0)
    assert (row["channel"], row["reason"], row["state"], row["attempts"], row["message"]) == ("desk", "opened", "delivered", 1, None)
    assert receiver.seen == {row["id"]: 1}


def test_a_receiver_in_trouble_is_tried_again_with_the_same_id(house, receiver, run):
    receiver.status = 503
    first = house.house.teller.deliver()
    _, [waiting] = rows(run)
    receiver.status = 204

    later = house.later(hours=1).house.teller.deliver()

    assert (first, later) == (0, 1)
    assert (waiting["state"], waiting["attempts"]) == ("owed", 1)
    assert "503" in waiting["message"]
    assert list(receiver.seen.values()) == [2]


def test_retry_after_is_kept(house, receiver):
    receiver.status, receiver.more = 429, {"Retry-After": "7200"}
    house.house.teller.deliver()
    receiver.status, receiver.more = 204, {}

    early = house.later(hours=1).house.teller.deliver()
    late = house.later(hours=1, seconds=1).house.teller.deliver()

    assert (early, late) == (0, 1)


def test_a_refused_message_is_given_up_shown_and_owed_again_on_request(house, receiver, run):
    receiver.status = 400
    house.house.teller.deliver()
    code, [given_up] = rows(run, "--failed")
    status, report, _ = run("status", "--format", "json")
    receiver.status = 204

    retried, said, _ = run("outbox", "retry")
    house.later(hours=24 * 365)
    told = house.house.teller.deliver()

    assert (code, given_up["state"]) == (1, "failed")
    assert (status, "1 messages were given up" in report) == (1, True)
    assert (retried, said) == (0, "1 of 1 owed again\n")
    assert told == 1
    assert receiver.seen == {given_up["id"]: 2}


def test_what_cannot_be_retried_is_said(run):
    code, said, _ = run("outbox", "retry", "no-such-delivery")

    assert (code, said) == (1, "0 of 1 owed again\n")


def test_messages_are_paged_newest_first(house, receiver, run):
    for number in range(4):
        house.later(hours=1).reads(f"The flood in another place, number {number}, and what the mayor of Lakeside said about wine {number}")
    house.house.teller.deliver()
    _, everything = rows(run)
    _, first = rows(run, "--limit", "2")

    _, rest = rows(run, "--after", first[-1]["id"])

    assert len(everything) == len(receiver.seen)
    assert first + rest == everything
    assert [row["created_at"] for row in everything] == sorted((row["created_at"] for row in everything), reverse=True)
