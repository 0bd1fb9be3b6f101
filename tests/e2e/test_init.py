"""`monitor init`: whoever installed the monitor as a package gets what a checkout has."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from argparse import Namespace
from pathlib import Path

import pytest

from monitor.cli import home
from monitor.errors import UsageError

ROOT = Path(__file__).parents[2]


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


SHIPPED = {name: read for name, read in files_in(ROOT / "config").items() if name != "monitor.schema.json"}


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder that holds the built distribution's files, as an installation would."""
    folder = tmp_path_factory.mktemp("installed")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True, capture_output=True
    )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def monitor(*words: str, cwd: Path, installed: Path | None = None) -> subprocess.CompletedProcess[str]:
    more = {"PYTHONPATH": str(installed)} if installed else {}
    return subprocess.run([sys.executable, "-m", "monitor", *words], cwd=cwd, env=os.environ | more, capture_output=True, text=True)


def test_an_installed_monitor_writes_what_is_shipped_and_finds_it(installed, tmp_path):
    done = monitor("init", cwd=tmp_path, installed=installed)

    assert (done.returncode, done.stderr) == (0, "")
    assert files_in(tmp_path / "config") == SHIPPED
    checked = monitor("check", cwd=tmp_path, installed=installed)
    assert checked.returncode == 0, checked.stderr


def test_a_checkout_writes_the_same_into_another_folder(tmp_path):
    done = monitor("init", "desk", cwd=tmp_path)

    assert done.returncode == 0
    assert "cd desk\n" in done.stdout
    assert files_in(tmp_path / "desk" / "config") == SHIPPED


@pytest.mark.parametrize("there", ["config/monitor.toml", "monitor.toml", "config/rules/own.toml"])
def test_a_configuration_that_is_there_is_left_alone(tmp_path, there):
    own = tmp_path / there
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text("# mine\n")

    done = monitor("init", cwd=tmp_path)

    assert done.returncode == 2
    assert "is there already: choose another folder" in done.stderr
    assert files_in(tmp_path) == {there: b"# mine\n"}


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "desk").write_text("a file")

    done = monitor("init", "desk", cwd=tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    assert "cannot write a configuration into 'desk'" in done.stderr


def test_without_a_configuration_the_command_that_writes_one_is_named(monkeypatch):
    monkeypatch.setattr(home, "PLACES", ("nowhere.toml",))
    monkeypatch.delenv("MONITOR_CONFIG", raising=False)

    with pytest.raises(UsageError, match=r"looked for nowhere\.toml: .*write one with `monitor init`"):
        home.config_path(Namespace(config=None))
