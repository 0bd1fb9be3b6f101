"""The shipped units hold: systemd finds nothing wrong with them, and the service is shut in as tightly as promised."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SYSTEMD = Path(__file__).parents[2] / "systemd"
UNIT = SYSTEMD / "monitor.service"
EXPOSURE = 1.3  # of 10, as `systemd-analyze security` counts
PROGRAM = "/opt/monitor/bin/monitor"


@pytest.fixture
def run():
    """Run one of systemd's own tools; skips, saying why, where it is not installed."""

    def run(tool, *words):
        found = shutil.which(tool)
        if found is None:
            pytest.skip(f"{tool} is not installed: nothing says whether the shipped unit is sound")
        return subprocess.run([found, *map(str, words)], capture_output=True, text=True, timeout=60)

    return run


@pytest.fixture
def unit(tmp_path):
    """The shipped unit, starting a program that exists here."""
    text = UNIT.read_text()
    assert text.count(PROGRAM) == 1
    made = tmp_path / "monitor.service"
    made.write_text(text.replace(PROGRAM, f"{sys.executable} -m monitor"))
    return made


def test_systemd_finds_nothing_wrong_with_the_unit(run, unit):
    done = run("systemd-analyze", "verify", "--man=no", unit)

    assert (done.returncode, [line for line in done.stderr.splitlines() if unit.name in line]) == (0, [])


def test_the_service_is_shut_in_as_promised(run):
    done = run("systemd-analyze", "security", "--offline=true", "--no-pager", f"--threshold={round(EXPOSURE * 10)}", UNIT)

    exposure = re.search(r"Overall exposure level for monitor\.service: ([\d.]+)", done.stdout)
    assert exposure, done.stderr
    assert float(exposure[1]) <= EXPOSURE, done.stdout
    assert done.returncode == 0


def test_the_supervisor_is_told_when_the_service_is_ready_and_watches_it():
    written = dict(re.findall(r"^(\w+)=(.*)$", UNIT.read_text(), re.MULTILINE))

    wanted = {"Type": "notify", "NotifyAccess": "main", "Restart": "on-failure", "User": "monitor", "StateDirectory": "monitor"}
    assert wanted.items() <= written.items()
    assert {"WatchdogSec", "ExecReload", "ConfigurationDirectory"} <= written.keys()


def test_user_and_folders_can_be_made(run, tmp_path):
    (tmp_path / "etc").mkdir()
    users = run("systemd-sysusers", f"--root={tmp_path}", "--dry-run", SYSTEMD / "sysusers.d" / "monitor.conf")
    (tmp_path / "etc" / "passwd").write_text("root:x:0:0:root:/root:/bin/sh\n")
    (tmp_path / "etc" / "group").write_text("root:x:0:\nmonitor:x:0:\n")
    folders = run("systemd-tmpfiles", f"--root={tmp_path}", "--create", SYSTEMD / "tmpfiles.d" / "monitor.conf")

    assert (users.returncode, users.stderr + users.stdout) == (0, users.stderr + users.stdout)
    assert "Creating user 'monitor'" in users.stderr + users.stdout
    assert folders.returncode == 0, folders.stderr
    assert {path.name for path in (tmp_path / "etc" / "monitor").iterdir()} == {"rules", "credentials"}
