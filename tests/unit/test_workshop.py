"""A bad plugin costs only itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psutil
import pytest

from monitor.config import load
from monitor.errors import MonitorError, StorageError
from monitor.host import FaultKind, Host, HostSpec
from monitor.model.alert import Notification
from monitor.model.article import Known, Payload, Source
from monitor.testing import NOON, article
from monitor.workshop import Workshop

DATA = Path(__file__).parents[1] / "data"
TEXTS = ("HELLO world", "a POISON article", "GOOD BYE")


@pytest.fixture
def spec_with(tmp_path):
    """Give a spec whose plugins are the named files of tests/data/plugins."""

    def made(*names: str) -> HostSpec:
        folder = tmp_path / "plugins"
        folder.mkdir()
        for name in names:
            (folder / f"{name}.py").write_text((DATA / "plugins" / f"{name}.py").read_text())
        own = [plugin.name for plugin in Host(load_text(tmp_path, "")).plugins]
        return HostSpec(settings=load_text(tmp_path, f'[plugins]\nfolders = ["plugins"]\ndisabled = {own}'))

    return made


def load_text(folder: Path, text: str):
    path = folder / "monitor.toml"
    path.write_text(text)
    return load(path)


@pytest.fixture
def open_workshop(monkeypatch):
    monkeypatch.syspath_prepend(str(DATA / "histories"))
    opened = []

    def made(spec: HostSpec, **more) -> Workshop:
        usual = {"workers": 2, "deadline": timedelta(seconds=10), "memory_bytes": 400_000_000, "history": "memory_history:open_history"}
        opened.append(Workshop(spec, **{**usual, "start": timedelta(seconds=8), **more}))
        return opened[-1]

    yield made
    for workshop in opened:
        workshop.close()


def articles(*texts: str):
    return [article(text, id=number, revision=1, arrival=number) for number, text in enumerate(texts, 1)]


def names(verdicts):
    return [note.name for verdict in verdicts for note in verdict.results if verdict.unit == "good"]


def faults(verdicts):
    return [(verdict.unit, verdict.fault.kind) for verdict in verdicts if verdict.fault]


def test_results_come_in_the_order_of_the_items(spec_with, open_workshop):
    workshop = open_workshop(spec_with("good"))

    results = workshop.run("annotate", articles(*(f"say WORD{'X' * (number % 7)} twice" for number in range(100))))

    assert [names(verdicts) for verdicts in results] == [[f"WORD{'X' * (number % 7)}"] for number in range(100)]


@pytest.mark.parametrize(
    ("bad", "kind"),
    [
        ("raises", FaultKind.RAISED),
        ("exits", FaultKind.EXITED),
        ("vanishes", FaultKind.EXITED),
        ("crashes", FaultKind.CRASHED),
        ("hangs", FaultKind.HUNG),
        ("clings", FaultKind.HUNG),
        ("hoards", FaultKind.MEMORY),
        ("lies", FaultKind.CONTRACT),
    ],
)
def test_a_bad_plugin_is_named_and_costs_nobody_else_a_result(spec_with, open_workshop, bad, kind):
    waits = timedelta(seconds=1 if kind is FaultKind.HUNG else 10)
    workshop = open_workshop(spec_with("good", bad), deadline=waits)

    results = workshop.run("annotate", articles(*TEXTS))

    assert [names(verdicts) for verdicts in results] == [["HELLO"], ["POISON"], ["GOOD", "BYE"]]
    assert [faults(verdicts) for verdicts in results] == [[], [(bad, kind)], []]
    assert all("\n" not in verdict.fault.message for verdicts in results for verdict in verdicts if verdict.fault)


def test_what_a_plugin_printed_is_counted_and_dropped(spec_with, open_workshop, capfd):
    workshop = open_workshop(spec_with("good", "prints"), deadline=timedelta(seconds=1))

    (verdicts,) = workshop.run("annotate", articles("POISON"))

    assert names(verdicts) == ["POISON"]
    assert faults(verdicts) == [("prints", FaultKind.HUNG)]
    assert "printed" in next(verdict.fault.message for verdict in verdicts if verdict.fault)
    assert capfd.readouterr() == ("", "")


def test_a_stranger_cannot_change_what_the_others_see(spec_with, open_workshop):
    workshop = open_workshop(spec_with("meddles", "good"))
    given = articles(*TEXTS)

    results = workshop.run("annotate", given)

    assert [names(verdicts) for verdicts in results] == [["HELLO"], ["POISON"], ["GOOD", "BYE"]]
    assert given == articles(*TEXTS)


def test_plugins_that_do_not_load_stop_nobody(spec_with, open_workshop):
    workshop = open_workshop(spec_with("broken", "misspelt", "good"))

    results = workshop.run("annotate", articles(*TEXTS))

    assert [names(verdicts) for verdicts in results] == [["HELLO"], ["POISON"], ["GOOD", "BYE"]]


def test_several_bad_plugins_on_one_article_are_all_named(spec_with, open_workshop):
    workshop = open_workshop(spec_with("vanishes", "crashes", "raises", "good"))

    results = workshop.run("annotate", articles(*TEXTS))

    assert faults(results[1]) == [("crashes", "crashed"), ("raises", "raised"), ("vanishes", "exited")]
    assert names(results[1]) == ["POISON"]


def test_a_plugin_that_dies_every_time_is_left_out_for_the_rest_of_the_run(spec_with, open_workshop):
    workshop = open_workshop(spec_with("vanishes", "good"), patience=2)

    results = workshop.run("annotate", articles(*["a POISON article"] * 12))

    assert [names(verdicts) for verdicts in results] == [["POISON"]] * 12
    assert [faults(verdicts) for verdicts in results] == [[("vanishes", "exited")]] * 12
    assert "not asked" in results[-1][-1].fault.message


def test_a_blamed_unit_still_says_which_version_failed(spec_with, open_workshop):
    workshop = open_workshop(spec_with("vanishes", "good"))

    (verdicts,) = workshop.run("annotate", articles("POISON"))

    assert [(verdict.unit, verdict.version) for verdict in verdicts] == [("good", "3"), ("vanishes", "1")]


def test_only_the_units_that_are_named_are_asked(spec_with, open_workshop):
    workshop = open_workshop(spec_with("raises", "good"))

    (verdicts,) = workshop.run("annotate", articles("POISON"), only=["good"])

    assert [verdict.unit for verdict in verdicts] == ["good"]


def test_detect_reads_history_over_a_connection_of_its_own(spec_with, open_workshop):
    workshop = open_workshop(spec_with("good"))
    (read,) = articles("all caps HERE")
    (verdicts,) = workshop.run("annotate", [read])

    (found,) = workshop.run("detect", [article_with(read, verdicts)])

    assert [(rule, hit.key) for verdict in found for rule, hit in verdict.results] == [("good", "HERE")]


def article_with(read, verdicts):
    return article(
        read.text, id=read.id, revision=1, arrival=1, annotations=tuple(note for verdict in verdicts for note in verdict.results)
    )


SOURCE = """
import asyncio
from monitor import Payload, SourceConfig, SourceError, hookimpl
class Slow:
    kind = "slow"
    class Config(SourceConfig):
        url: str
    def __init__(self, name, config):
        self.url = config.url
    @hookimpl
    async def fetch(self, source, known):
        await asyncio.sleep(0)
        if self.url == "down":
            raise SourceError("it is down", outcome="refused")
        if self.url == "bug":
            raise KeyError("bug")
        yield Payload(source=source.name, url=self.url, body=b"x", fetched_at=known.now)
"""


def test_a_strangers_asynchronous_fetch_runs_in_a_worker(spec_with, open_workshop, tmp_path):
    spec = spec_with("good")
    (tmp_path / "plugins" / "slow.py").write_text(SOURCE)
    names = ("up", "down", "bug")
    tables = "".join(f'[sources.{name}]\nuse = "slow"\nurl = "{name}"\n' for name in names)
    settings = load_text(tmp_path, spec.settings.path.read_text() + "\n" + tables)
    workshop = open_workshop(HostSpec(settings=settings))

    up, down, bug = workshop.run("fetch", [(Source(name=name, use="slow", url=name), Known(now=NOON)) for name in names])

    assert up.payloads, up
    assert [payload.url for payload in up.payloads] == ["up"]
    assert (down.payloads, down.error.outcome) == (None, "refused")
    assert [(fault.unit, fault.message) for fault in bug.faults] == [("sources.bug", "KeyError: 'bug'")]


CHANNEL = """
from datetime import timedelta
from monitor import ChannelConfig, TryLater, hookimpl
class Pager:
    kind = "pager"
    class Config(ChannelConfig):
        pass
    def __init__(self, name, config):
        pass
    @hookimpl
    def notify(self, notification):
        if notification.attempt == 1:
            raise TryLater("busy", after=timedelta(seconds=7))
"""


def test_a_strangers_channel_runs_in_a_worker(spec_with, open_workshop, tmp_path):
    spec = spec_with("good")
    (tmp_path / "plugins" / "pager.py").write_text(CHANNEL)
    workshop = open_workshop(HostSpec(settings=load_text(tmp_path, spec.settings.path.read_text() + '\n[channels.page]\nuse = "pager"')))
    note = Notification(delivery_id="d", channel="page", reason="opened", alerts=(), created_at=NOON)

    busy, told = workshop.run("notify", [note, replace(note, attempt=2)])

    assert (busy.error.after, busy.faults) == (timedelta(seconds=7), ())
    assert (told.error, told.faults) == (None, ())


PARSERS = {
    "a_kills": "import os\nfrom monitor import hookimpl\n@hookimpl\ndef parse(payload):\n    os._exit(1)",
    "b_reads": """
from monitor import Article, Entry, hookimpl
@hookimpl
def parse(payload):
    return [Entry(source=payload.source, ref=line, keys=(line,), title=line, fetched_at=payload.fetched_at)
            for line in payload.body.decode().split()]
@hookimpl
def extract(entry, page):
    return Article(source=entry.source, ref=entry.ref, text=entry.title, title=entry.title,
                   first_seen_at=entry.fetched_at, at=entry.fetched_at)
""",
}


def test_a_document_that_kills_its_reader_is_read_by_the_next_and_the_killer_named(spec_with, open_workshop, tmp_path):
    spec = spec_with("good")
    for name, code in PARSERS.items():
        (tmp_path / "plugins" / f"{name}.py").write_text(code)
    workshop = open_workshop(HostSpec(settings=load_text(tmp_path, spec.settings.path.read_text())))
    payload = Payload(source="s", url="x", body=b"one two", fetched_at=NOON)

    (reading,) = workshop.run("read", [(payload, Source(name="s", use="feed", url="x"))])

    assert [one.text for one in reading.articles] == ["one", "two"]
    assert [(fault.unit, fault.stage, fault.kind) for fault in reading.faults] == [("a_kills", "parse", "exited")]


def test_trouble_with_the_history_is_nobodys_fault_and_rises(spec_with, open_workshop, monkeypatch, tmp_path):
    module = "from monitor.errors import StorageError\ndef open_history(url):\n    raise StorageError('store is locked')\n"
    (tmp_path / "locked_history.py").write_text(module)
    monkeypatch.syspath_prepend(str(tmp_path))
    workshop = open_workshop(spec_with("good"), history="locked_history:open_history")

    with pytest.raises(StorageError, match="locked"):
        workshop.run("detect", articles(*TEXTS))


def test_without_workers_everything_runs_here(spec_with, open_workshop, capsys):
    workshop = open_workshop(spec_with("good", "raises", "exits"), workers=0)

    results = workshop.run("annotate", articles(*TEXTS))

    assert [names(verdicts) for verdicts in results] == [["HELLO"], ["POISON"], ["GOOD", "BYE"]]
    assert faults(results[1]) == [("exits", "exited"), ("raises", "raised")]
    assert capsys.readouterr().out == ""


def test_workers_go_home_when_idle_and_come_back(spec_with, open_workshop):
    workshop = open_workshop(spec_with("good"), idle=timedelta(seconds=0.2))
    workshop.run("annotate", articles(*TEXTS))

    assert eventually(lambda: not worker_processes())

    assert names(workshop.run("annotate", articles("BACK again"))[0]) == ["BACK"]


def test_no_process_is_left_when_workers_have_gone_home(spec_with, open_workshop):
    workshop = open_workshop(spec_with("good"), idle=timedelta(seconds=0.2))
    workshop.run("annotate", articles(*TEXTS))

    assert eventually(lambda: not psutil.Process().children())

    assert names(workshop.run("annotate", articles("BACK again"))[0]) == ["BACK"]


def test_a_changed_configuration_holds_from_the_next_run_on(spec_with, open_workshop):
    spec = spec_with("good")
    workshop = open_workshop(spec)
    workshop.run("annotate", articles("HERE"))

    workshop.change(HostSpec(settings=spec.settings, suspended=frozenset({"good"})))

    assert workshop.run("annotate", articles("HERE")) == [()]


def test_nothing_runs_after_close(spec_with, open_workshop):
    workshop = open_workshop(spec_with("good"))
    workshop.run("annotate", articles(*TEXTS))

    workshop.close()

    assert eventually(lambda: not worker_processes())
    with pytest.raises(MonitorError, match="closed"):
        workshop.run("annotate", articles(*TEXTS))


def test_a_run_under_way_raises_when_the_workshop_is_closed(spec_with, open_workshop):
    workshop = open_workshop(spec_with("hangs"), deadline=timedelta(minutes=5))
    closer = threading.Timer(1, workshop.close)
    closer.start()

    with pytest.raises(MonitorError, match="closed"):
        workshop.run("annotate", articles("POISON"))

    closer.join()


def kill_soon(find):
    """Kill the processes that `find` gives, as soon as there are some that had time to begin."""

    def kill():
        assert eventually(find)
        time.sleep(0.4)
        for process in find():
            process.kill()

    thread = threading.Thread(target=kill)
    thread.start()
    return thread


@pytest.mark.parametrize("count", [1, 6], ids=["one-article", "batches"])
def test_a_worker_that_is_killed_from_outside_costs_nothing_and_nobody_is_blamed(spec_with, open_workshop, count):
    workshop = open_workshop(spec_with("good", "dozes"))
    killer = kill_soon(worker_processes)

    results = workshop.run("annotate", articles(*["DOZE"] * count))

    killer.join()
    assert [names(verdicts) for verdicts in results] == [["DOZE"]] * count
    assert [faults(verdicts) for verdicts in results] == [[]] * count


def test_idle_workers_that_are_killed_from_outside_are_replaced(spec_with, open_workshop):
    workshop = open_workshop(spec_with("good"))
    workshop.run("annotate", articles(*TEXTS))
    kill_soon(worker_processes).join()

    results = workshop.run("annotate", articles(*TEXTS))

    assert [names(verdicts) for verdicts in results] == [["HELLO"], ["POISON"], ["GOOD", "BYE"]]


def test_no_worker_outlives_a_killed_daemon(spec_with, tmp_path):
    spec_with("good", "hangs")
    script = tmp_path / "daemon.py"
    script.write_text(DAEMON)
    daemon = subprocess.Popen([sys.executable, str(script), str(tmp_path / "monitor.toml")], stdout=subprocess.PIPE, text=True)
    try:
        assert daemon.stdout.readline() == "ready\n"
        family = psutil.Process(daemon.pid).children(recursive=True)
        assert len(family) >= 3
    finally:
        daemon.send_signal(signal.SIGKILL)
        daemon.wait()

    assert eventually(lambda: not [one for one in family if one.is_running() and one.status() != psutil.STATUS_ZOMBIE])


DAEMON = """
import sys, threading, time
from datetime import timedelta
from monitor.config import load
from monitor.host import HostSpec
from monitor.testing import article
from monitor.workshop import Workshop

if __name__ == "__main__":
    spec = HostSpec(settings=load(sys.argv[1]))
    workshop = Workshop(spec, workers=2, deadline=timedelta(minutes=5), memory_bytes=400_000_000)
    workshop.run("annotate", [article("HELLO"), article("world")])
    threading.Thread(target=workshop.run, args=("annotate", [article("POISON")])).start()
    time.sleep(0.5)
    print("ready", flush=True)
    time.sleep(60)
"""


def worker_processes():
    """Give the processes that descend from this one and do the work of workers: not the fork server, not the resource tracker."""
    servers = [child for child in psutil.Process(os.getpid()).children() if "forkserver" in " ".join(cmdline(child))]
    return [worker for server in servers for worker in server.children() if worker.status() != psutil.STATUS_ZOMBIE]


def cmdline(process):
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def eventually(condition, seconds=10.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False
