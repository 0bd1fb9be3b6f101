"""A disk that fails at every Nth write or sync: nothing is corrupted, it is said in one line, and everything is caught up."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from monitor.store import tables as t
from monitor.store import upkeep
from monitor.store.database import Store
from tests.e2e.conftest import Driver

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


@dataclass(frozen=True)
class House:
    """A configured folder with five reports."""

    path: Path

    def stored(self, table):
        with closing(Store(f"sqlite:///{self.path.parent}/store.db")) as store, store.read() as connection:
            return list(connection.execute(t.metadata.tables[table].select()))


@pytest.fixture
def house(tmp_path):
    (tmp_path / "monitor.toml").write_text(CONFIG)
    (tmp_path / "in").mkdir()
    for number in range(5):
        (tmp_path / "in" / f"r{number}.txt").write_text(f"Flood number {number}\n\nThe flood rose in town {number}. " * 30)
    return House(tmp_path / "monitor.toml")


@pytest.fixture(scope="session")
def driver(shim, tmp_path_factory):
    """A process whose forks write through the library."""
    made = Driver(tmp_path_factory.mktemp("driver"), {"LD_PRELOAD": str(shim)}).start()
    yield made
    made.close()


@pytest.fixture
def once(driver, house):
    """Run `monitor once` on a disk that fails as said; give (exit code, standard output, standard error)."""

    def once(**environment):
        out, err = house.path.parent / "out", house.path.parent / "err"
        done = driver.cycle(house, argv=["once", "--format", "json"], out=str(out), err=str(err), environment=environment)
        return done["ended"], out.read_text(), err.read_text()

    return once


@pytest.mark.parametrize(
    ("what", "every"), [("write", 2), ("write", 7), ("write", 31), ("write", 101), ("sync", 1), ("sync", 2), ("sync", 5)]
)
def test_a_store_whose_disk_fails_now_and_then_is_sound_and_catches_up(house, once, what, every):
    runs = [once(FAIL_PATH="store.db", FAIL_WHAT=what, FAIL_EVERY=str(every)) for _ in range(3)]
    code, said, complaint = once()

    failed = [complaint for ended, _, complaint in runs if ended]
    assert {ended for ended, _, _ in runs} <= {0, 1}
    assert all("Traceback" not in complaint for _, _, complaint in runs)
    assert all("store" in complaint or "cannot go on" in complaint for complaint in failed)
    assert failed or every > 30
    assert code == 0, complaint
    assert sorted(row.ref for row in house.stored("article")) == [f"r{number}.txt" for number in range(5)]
    assert (len(house.stored("hit")), len(house.stored("outcome")), house.stored("work")) == (5, 5, [])
    assert {row.state for row in house.stored("delivery")} == {"delivered"}
    with closing(Store(f"sqlite:///{house.path.parent}/store.db")) as store:
        assert upkeep.findings(store) == []
    assert json.loads(said.splitlines()[-1])["errors"] == []
