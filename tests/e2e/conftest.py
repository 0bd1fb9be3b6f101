"""A town for the monitor to watch: a web server that serves what it is told and remembers who asked, and a house in a folder."""

from __future__ import annotations

import html
import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

DRIVER = Path(__file__).parent / "driver.py"
QUICK = (Path(__file__).parent / "quick.py").read_text()  # run by `-c`: a script would be run again by every worker
DATA = Path(__file__).parents[1] / "data" / "house"
PATIENCE = 60.0  # seconds until a wait is given up; nothing is asserted about how long things take


@dataclass(frozen=True)
class Request:
    """What was asked."""

    method: str
    path: str
    headers: dict
    body: bytes


class Handler(BaseHTTPRequestHandler):
    """Answers from the town's table of paths; what is posted is kept and acknowledged."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self._answer(Request("GET", self.path, dict(self.headers), b""))

    def do_POST(self):
        self._answer(Request("POST", self.path, dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))

    def _answer(self, request):
        town = self.server.town
        with town.lock:
            town.requests.append(request)
            answer = town.answers.get(request.path, (404, {}, b"nothing here"))
        status, headers, body = answer(request) if callable(answer) else answer
        if "ETag" in headers and headers["ETag"] == self.headers.get("If-None-Match"):
            status, body = 304, b""
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if status != 304:
            self.wfile.write(body)

    def log_message(self, *args):
        """Keep the test's output clean."""


@dataclass
class Town:
    """A web server whose answers a test changes: (status, headers, body) by path, or a function from the request to that."""

    answers: dict = field(default_factory=dict)
    requests: list = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    released: threading.Event = field(default_factory=threading.Event)

    def open(self):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.town, self.server.daemon_threads = self, True
        self.server.handle_error = lambda *args: None  # clients that are killed break connections
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()
        return self

    def close(self):
        self.released.set()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    @property
    def port(self):
        return self.server.server_address[1]

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def serves(self, path, body, *, status=200, etag="", **headers):
        body = body if isinstance(body, bytes) else body.encode()
        named = {name.replace("_", "-").title(): value for name, value in headers.items()}
        self.answers[path] = (status, {"Content-Type": "application/rss+xml", **named} | ({"ETag": etag} if etag else {}), body)

    def hangs(self, path):
        """Answer nothing until the test is over."""

        def wait(request):
            self.released.wait()
            return 503, {}, b""

        self.answers[path] = wait

    def receives(self, path="/hook", *, status=lambda request: 204):
        self.answers[path] = lambda request: (status(request), {}, b"")

    def asked(self, path):
        with self.lock:
            return [request for request in self.requests if request.path == path]

    def deliveries(self, path="/hook"):
        """Give how often each delivery id came."""
        headers = ({name.lower(): value for name, value in request.headers.items()} for request in self.asked(path))
        return Counter(named["webhook-id"] for named in headers)


@pytest.fixture
def town():
    made = Town().open()
    yield made
    made.close()


def entry(title, *, link="", guid="", body="", date="Mon, 02 Mar 2026 09:00:00 GMT", permalink="false"):
    """Write one item of an RSS feed."""
    parts = {"title": title, "link": link, "description": body or f"{title}.", "pubDate": date}
    written = "".join(f"<{name}>{html.escape(value)}</{name}>" for name, value in parts.items() if value)
    return f"<item>{written}{f'<guid isPermaLink={permalink!r}>{html.escape(guid)}</guid>' if guid else ''}</item>"


def rss(*entries, title="Harbour News"):
    """Write an RSS feed."""
    channel = f"<title>{html.escape(title)}</title><link>https://news.example/</link><description>d</description>"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{channel}{"".join(entries)}</channel></rss>'


@pytest.fixture(name="entry", scope="session")
def entry_fixture():
    return entry


@pytest.fixture(name="rss", scope="session")
def rss_fixture():
    return rss


@dataclass
class Daemon:
    """`monitor run` (or another verb), in a hurry, in a process group of its own, with its output in files."""

    house: House
    arguments: tuple = ("run",)
    environment: dict = field(default_factory=dict)
    limits: object = None

    def start(self):
        number = len(list(self.house.folder.glob("run-*.err")))
        self.out, self.err = (self.house.folder / f"run-{number}.{end}" for end in ("out", "err"))
        with self.out.open("wb") as out, self.err.open("wb") as err:
            command = [sys.executable, "-c", QUICK, "--config", str(self.house.path), *self.arguments]
            environment = {**os.environ, **self.environment}
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, start_new_session=True, env=environment, preexec_fn=self.limits
            )
        return self

    def lines(self):
        """Give the log's lines as objects; every line but a last, unfinished one must be JSON."""
        whole = self.err.read_text().rpartition("\n")[0]
        return [json.loads(line) for line in whole.split("\n") if line]

    def waits_for(self, event, **fields):
        """Give the first line that reports this event with these fields, when it has come."""
        return wait_until(lambda: self._first(event, fields), lambda: f"{event} {fields} in:\n{self.err.read_text()[-3000:]}")

    def _first(self, event, fields):
        found = [line for line in self.lines() if line["event"] == event and fields.items() <= line.items()]
        if not found and self.process.poll() is not None:
            pytest.fail(f"ended with {self.process.returncode} before {event} {fields}:\n{self.err.read_text()[-3000:]}")
        return found[0] if found else None

    def stop(self, number=signal.SIGTERM):
        """Tell the daemon, and nobody else, to stop; give its exit code. It has ten seconds."""
        self.process.send_signal(number)
        return self.process.wait(timeout=10)

    def ends(self):
        return self.process.wait(timeout=PATIENCE)

    def kill(self):
        """Kill the whole group at once."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def wait_until(given, said=lambda: "it"):
    """Wait until a function gives something, and give it."""
    end = time.monotonic() + PATIENCE
    while not (found := given()):
        if time.monotonic() > end:
            pytest.fail(f"waited in vain for {said()}")
        time.sleep(0.02)
    return found


@pytest.fixture(name="wait_until", scope="session")
def wait_until_fixture():
    return wait_until


CONFIG = (DATA / "monitor.toml.in").read_text()
CHANNEL = (DATA / "channel.toml.in").read_text()
WORD = (DATA / "word.py.in").read_text()


@dataclass
class House:
    """A configured folder: its tables, its reports, its daemons, and what its store holds."""

    folder: Path
    town: Town
    driver: Driver
    daemons: list = field(default_factory=list)
    tables: str = ""

    @property
    def path(self):
        return self.folder / "monitor.toml"

    def configure(self, tables="", *, workers=0, deadline="5s", channel=True, settings=""):
        """Write the configuration: sources, rules and channels as given, beside a webhook of the town."""
        head = CONFIG.format(port=self.town.port, workers=workers, deadline=deadline, settings=settings)
        self.tables = head + (CHANNEL.format(url=self.town.url("/hook")) if channel else "") + textwrap.dedent(tables)
        self.path.write_text(self.tables)
        (self.folder / "plugins").mkdir(exist_ok=True)
        return self

    def detector(self, name="word", *, trouble="pass", version="1", code=None):
        """Put a plugin into the folder: a rule kind like `word`, with something it does before it answers, or other code."""
        (self.folder / "plugins").mkdir(exist_ok=True)
        written = textwrap.dedent(code) if code else WORD.format(name=name, trouble=textwrap.indent(trouble, " " * 8), version=version)
        (self.folder / "plugins" / f"{name}.py").write_text(written)
        return self

    def report(self, name, text):
        """Write a report file so that nobody sees half of it."""
        folder = self.folder / "reports"
        folder.mkdir(exist_ok=True)
        (folder / f".{name}").write_text(text)
        (folder / f".{name}").rename(folder / name)
        return self

    def daemon(self, *arguments, **more):
        made = Daemon(self, arguments or ("run",), **more).start()
        self.daemons.append(made)
        return made

    def runs(self, **more):
        """Start a daemon and wait until it is at work."""
        made = self.daemon(**more)
        made.waits_for("daemon.started")
        return made

    def once(self):
        """Run one cycle in a process of its own; give (exit code, summary, the log)."""
        code, said, complaint = self.monitor("once", "--format", "json")
        return code, json.loads(said.splitlines()[-1]) if said else None, complaint

    def monitor(self, *arguments):
        """Run a command in a process of its own; give (exit code, standard output, standard error)."""
        out, err = self.folder / "command.out", self.folder / "command.err"
        code = self.driver.cycle(self, argv=arguments, out=str(out), err=str(err))["ended"]
        return code, out.read_text(), err.read_text()

    def listed(self, noun, *arguments):
        """Give the rows of `monitor NOUN list`."""
        code, said, complaint = self.monitor(noun, "list", "--format", "ndjson", "--limit", "100000", *arguments)
        assert code == 0, complaint
        return [json.loads(line) for line in said.splitlines()]

    def sql(self, query, **values):
        """Give the rows of a query over the store, past all of the house's own code."""
        engine = create_engine(f"sqlite:///{self.folder}/house.db", connect_args={"timeout": 30})
        try:
            with engine.begin() as connection:
                done = connection.execute(text(query), values)
                return [tuple(row) for row in done] if done.returns_rows else []
        finally:
            engine.dispose()

    def is_sound(self):
        """Check the database itself, and that what is owed and told adds up."""
        assert self.sql("PRAGMA integrity_check") == [("ok",)]
        assert self.sql("PRAGMA foreign_key_check") == []
        assert self.sql("SELECT stage, unit, state, count(*) FROM work GROUP BY 1, 2, 3") == []
        [(hits,)], [(outcomes,)] = self.sql("SELECT count(*) FROM hit"), self.sql("SELECT count(*) FROM outcome")
        [(channels,)] = self.sql("SELECT count(DISTINCT channel) FROM outcome")
        assert outcomes == hits * channels
        assert self.sql("SELECT article_id, number, count(*) FROM revision GROUP BY 1, 2 HAVING count(*) > 1") == []
        assert self.sql("SELECT rule, key FROM alert GROUP BY 1, 2 HAVING count(*) > 1") == []
        assert self.sql("SELECT alert_id, article_id, fingerprint FROM hit GROUP BY 1, 2, 3 HAVING count(*) > 1") == []

    def has_told_everything(self):
        """Check that every message was accepted, came at least once, and carries every hit that was to be told."""
        assert self.sql("SELECT id, state, message FROM delivery WHERE state <> 'delivered'") == []
        ids = {id_ for (id_,) in self.sql("SELECT id FROM delivery")}
        assert ids == set(self.town.deliveries())
        assert self.sql("SELECT hit_id FROM outcome WHERE owed OR (outcome = 'sent' AND delivery_id IS NULL)") == []

    def close(self):
        for daemon in self.daemons:
            daemon.kill()


@pytest.fixture
def house(tmp_path, town, driver):
    town.receives()
    made = House(tmp_path, town, driver)
    yield made
    made.close()


@dataclass
class Driver:
    """A process that has loaded the monitor once and forks a cycle at a time, to be killed."""

    folder: Path
    environment: dict = field(default_factory=dict)

    def start(self):
        self.err = (self.folder / "driver.err").open("wb")
        command, environment = [sys.executable, str(DRIVER)], os.environ | self.environment
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.err, start_new_session=True, text=True, env=environment
        )
        return self

    def cycle(self, house, **orders):
        """Run one cycle, killed `after` some seconds or at a `crash` point; give how it ended, and its summary if it did."""
        self.process.stdin.write(json.dumps({"config": str(house.path), **orders}) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, self.complaints()
        return json.loads(answer)

    def complaints(self):
        return (self.folder / "driver.err").read_text()[-3000:]

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=PATIENCE)
        self.process.stdout.close()
        self.err.close()


@pytest.fixture(scope="session")
def driver(tmp_path_factory):
    made = Driver(tmp_path_factory.mktemp("driver")).start()
    yield made
    made.close()


@pytest.fixture
def replay(tmp_path):
    """Give the hits that one process finds when it reads the same articles, in the order in which a store took them in."""
    from monitor.assembly import Assembly
    from monitor.config import load
    from monitor.pipeline import Brought
    from monitor.store import articles, sources
    from monitor.store.database import Store

    def taken_in(path):
        store = Store(f"sqlite:///{path}")
        with store.read() as connection:
            ids = [row.id for row in connection.exec_driver_sql("SELECT id FROM revision ORDER BY arrival")]
            keys = {}
            for row in connection.exec_driver_sql("SELECT article_id, key FROM identity ORDER BY rowid"):
                keys.setdefault(row.article_id, []).append(row.key)
            found = articles.load(connection, ids, judged=False)
        store.close()
        return [(found[id_], keys[found[id_].id]) for id_ in ids]

    def read(house):
        from dataclasses import replace

        folder = tmp_path / "reference"
        folder.mkdir()
        (folder / "plugins").symlink_to(house.folder / "plugins")
        (folder / "monitor.toml").write_text(house.tables.replace("count = 2", "count = 0"))
        assembly = Assembly(load(folder / "monitor.toml"), clock=lambda: datetime.now(UTC), draw=lambda: 0.5)
        for article, keys in taken_in(house.folder / "house.db"):
            with assembly.store.write() as connection:
                claims = sources.claim(
                    connection, now=assembly.clock(), lease="replay", lease_for=timedelta(minutes=9), limit=99, due_or_not=True
                )
            [claim] = [one for one in claims if one.name == article.source]
            bare = replace(article, keys=tuple(keys))
            assembly.pipeline.take_in(claim, [Brought("", [bare], None)], lambda taken: None, baseline=article.baseline)
            with assembly.store.write() as connection:
                sources.release(connection, "replay")
        assembly.judge()
        assembly.close()
        return folder / "house.db"

    return read


HITS = """
SELECT alert.rule, alert.key, article.ref, revision.number, hit.fingerprint
FROM hit JOIN alert ON alert.id = hit.alert_id JOIN article ON article.id = hit.article_id JOIN revision ON revision.id = hit.revision_id
ORDER BY 1, 2, 3, 4, 5
"""


@pytest.fixture(scope="session")
def hits_in():
    """Give the hits of a store in a form that can be compared with another store's."""

    def read(path):
        engine = create_engine(f"sqlite:///{path}")
        with engine.begin() as connection:
            rows = [tuple(row) for row in connection.execute(text(HITS))]
        engine.dispose()
        return rows

    return read
