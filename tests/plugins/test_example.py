"""A stranger's distribution, installed and run: it asks history, and gives the same hits however many processes replay it."""

from __future__ import annotations

import pickle
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor import judge
from monitor.config import load
from monitor.host import Host, HostSpec
from monitor.testing import Memory, article
from monitor.workshop import Workshop

EXAMPLE = Path(__file__).parents[2] / "plugins" / "example"
TEXTS = [
    "The #summit opens, says @envoy",
    "Nothing to see",
    "More on the #Summit and on $ABC; write to me@example.org or see example.org/#top",
    "@Envoy on $ABC and $XYZ, for US$5 and #1",
    "#élection #ÉLECTION",
]


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Install the example into a folder of its own, without network, and make it importable here and in workers."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--target"]
    subprocess.run([*command, str(folder), str(EXAMPLE)], check=True, capture_output=True)
    sys.path.insert(0, str(folder))
    yield folder
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.startswith("monitor_hashtags")]:
        del sys.modules[name]


@pytest.fixture
def settings(installed, tmp_path):
    (tmp_path / "monitor.toml").write_text('[rules.tags]\nuse = "new-hashtag"\n[rules.tickers]\nuse = "new-hashtag"\nmarks = ["$"]\n')
    return load(tmp_path / "monitor.toml")


def annotated(host) -> Memory:
    memory = Memory()
    for text in TEXTS:
        read = article(text)
        (verdict,) = judge.annotate(host, read, only=["hashtags"])
        assert verdict.fault is None
        memory.add(replace(read, annotations=verdict.results))
    return memory


def found(host, memory):
    for number in range(1, len(TEXTS) + 1):
        read = memory.before().article(number)
        for verdict in judge.detect(host, read, memory.before(read), only=["tags", "tickers"]):
            assert verdict.fault is None
            yield from ((rule, read.id, hit.key, hit.evidence[0].quote) for rule, hit in verdict.results)


def test_it_is_found_as_a_strangers_plugin(settings):
    plugins = {plugin.name: plugin for plugin in Host(settings).plugins}

    assert [(plugins[name].state, plugins[name].ours, plugins[name].origin) for name in ("hashtags", "new-hashtag")] == [
        ("loaded", False, "monitor-hashtags 1.0.0")
    ] * 2
    assert plugins["new-hashtag"].kinds == ("new-hashtag",)


def test_each_tag_is_told_once_with_its_quote(settings):
    host = Host(settings)

    hits = list(found(host, annotated(host)))

    assert hits == [
        ("tags", 1, "#summit", "#summit"),
        ("tags", 1, "@envoy", "@envoy"),
        ("tags", 3, "$abc", "$ABC"),
        ("tickers", 3, "$abc", "$ABC"),
        ("tags", 4, "$xyz", "$XYZ"),
        ("tickers", 4, "$xyz", "$XYZ"),
        ("tags", 5, "#élection", "#élection"),
    ]


def test_a_wrong_mark_is_a_fault_of_its_rule(settings, tmp_path):
    (tmp_path / "monitor.toml").write_text('[rules.tags]\nuse = "new-hashtag"\nmarks = ["%"]')

    (fault,) = [fault for fault in Host(load(tmp_path / "monitor.toml")).faults if "rules.tags" in fault]

    assert fault == "monitor.toml: rules.tags.marks[0]: should be '#', '@' or '$' (line 3)"


HISTORY = """
import pickle
from pathlib import Path

def open_history(url):
    return pickle.loads(Path(url).read_bytes()).before
"""


def test_several_processes_at_once_give_the_hits_of_one(settings, tmp_path, monkeypatch):
    host = Host(settings)
    memory = annotated(host)
    (tmp_path / "pickled_history.py").write_text(HISTORY)
    (tmp_path / "memory").write_bytes(pickled(memory))
    monkeypatch.syspath_prepend(str(tmp_path))
    workshop = Workshop(
        HostSpec(settings=settings), workers=3, deadline=timedelta(seconds=20), memory_bytes=1_000_000_000,
        history="pickled_history:open_history", history_url=str(tmp_path / "memory"),
    )  # fmt: skip
    read = [memory.before().article(number) for number in range(1, len(TEXTS) + 1)]

    try:
        results = workshop.run("detect", read * 4, only=["tags", "tickers"])
    finally:
        workshop.close()

    told = [
        (rule, one.id, hit.key, hit.evidence[0].quote)
        for one, verdicts in zip(read * 4, results, strict=True)
        for verdict in verdicts
        for rule, hit in verdict.results
    ]
    assert told == list(found(host, memory)) * 4


def pickled(memory: Memory) -> bytes:
    for index in (memory._revisions, memory._notes, memory._members, memory._sharers, memory._tallies):
        index.default_factory = None
    return pickle.dumps(memory)
