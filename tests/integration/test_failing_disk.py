"""A disk that fails at every Nth write or sync: nothing is corrupted, it is said in one line, and everything is caught up."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from monitor.store import tables as t
from monitor.store import upkeep
from monitor.store.database import Store

SHIM = Path(__file__).parents[1] / "data" / "failing_writes.c"
CONFIG = """
[store]
url = "sqlite:///store.db"

[workers]
count = 0

[sources.reports]
use = "folder"
path = "in"
backfill = "notify"

[rules.flood]
use = "topic"
query = "flood"

[channels.out]
use = "stdout"
"""


@pytest.fixture(scope="session")
def shim(tmp_path_factory):
    """The library that makes writes fail; skips, saying why, where it cannot be compiled."""
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("no C compiler for the library that makes writes fail")
    made = tmp_path_factory.mktemp("shim") / "failing_writes.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(made), str(SHIM), "-ldl"], check=True, capture_output=True)
    return made


@pytest.fixture
def house(tmp_path):
    (tmp_path / "monitor.toml").write_text(CONFIG)
    (tmp_path / "in").mkdir()
    for number in range(5):
        (tmp_path / "in" / f"r{number}.txt").write_text(f"Flood number {number}\n\nThe flood rose in town {number}. " * 30)
    return tmp_path


def once(house, **environment):
    command = [sys.executable, "-m", "monitor", "--config", str(house / "monitor.toml"), "once", "--format", "json"]
    return subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, timeout=120, check=False)


def stored(house, table):
    with closing(Store(f"sqlite:///{house}/store.db")) as store, store.read() as connection:
        return list(connection.execute(t.metadata.tables[table].select()))


@pytest.mark.parametrize(
    ("what", "every"), [("write", 2), ("write", 7), ("write", 31), ("write", 101), ("sync", 1), ("sync", 2), ("sync", 5)]
)
def test_a_store_whose_disk_fails_now_and_then_is_sound_and_catches_up(house, shim, what, every):
    broken = {"LD_PRELOAD": str(shim), "FAIL_PATH": "store.db", "FAIL_WHAT": what, "FAIL_EVERY": str(every)}

    runs = [once(house, **broken) for _ in range(3)]
    after = once(house)

    failed = [run for run in runs if run.returncode]
    assert {run.returncode for run in runs} <= {0, 1}
    assert all("Traceback" not in run.stderr for run in runs)
    assert all("store" in run.stderr or "cannot go on" in run.stderr for run in failed)
    assert failed or every > 30
    assert after.returncode == 0, after.stderr
    assert sorted(row.ref for row in stored(house, "article")) == [f"r{number}.txt" for number in range(5)]
    assert (len(stored(house, "hit")), len(stored(house, "outcome")), stored(house, "work")) == (5, 5, [])
    assert {row.state for row in stored(house, "delivery")} == {"delivered"}
    with closing(Store(f"sqlite:///{house}/store.db")) as store:
        assert upkeep.findings(store) == []
    assert json.loads(after.stdout.splitlines()[-1])["errors"] == []
