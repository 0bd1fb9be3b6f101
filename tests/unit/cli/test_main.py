"""Whatever goes wrong on the command line is one line on standard error and an exit code, never a stack trace."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing

import pytest

from monitor.cli import home, main
from monitor.store import schema
from monitor.store.database import Store


@pytest.fixture
def house(tmp_path):
    (tmp_path / "monitor.toml").write_text('[store]\nurl = "sqlite:///m.db"\n', encoding="utf-8")
    with closing(Store(f"sqlite:///{tmp_path}/m.db")) as store:
        schema.ensure(store)
    return tmp_path / "monitor.toml"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("alerts", "list", "--limit", "x"), "not a number of rows: 'x'"),
        (("alerts", "list", "--limit", "-1"), "not a number of rows: '-1'"),
        (("alerts", "list", "--after", "9" * 30), "not an id"),
        (("alerts", "list", "--since", "99999999999d"), "not a time"),
        (("alerts", "list", "--since", "0001-01-01T00:00+14:00"), "not a time"),
        (("alerts", "tail", "--every", "-1"), "not a pause: '-1'"),
        (("alerts", "tail", "--every", "nan"), "not a pause: 'nan'"),
        (("alerts", "tail", "--limit", "-3"), "not a number of rows: '-3'"),
        (("alerts", "show", "9" * 30), "not an id"),
        (("alerts", "mute", "1", "--reason", "x", "--until", "999999999d"), "not a time"),
    ],
    ids=["words", "negative", "long-cursor", "long-ago", "before-time", "back", "nan", "tail", "long-id", "no-float"],
)
def test_what_is_typed_wrongly_is_said_in_one_line(house, capsys, words, said):
    code = main(["--config", str(house), *words])

    complaint = capsys.readouterr().err
    assert (code, complaint.count("\n")) == (2, 1)
    assert said in complaint


def test_an_unforeseen_fault_is_one_line_and_exit_code_1(house, capsys, monkeypatch):
    monkeypatch.delenv("MONITOR_TRACEBACK", raising=False)
    monkeypatch.setattr(home, "settings", lambda given: 1 / 0)

    code = main(["--config", str(house), "alerts", "list"])

    assert (code, capsys.readouterr().err.splitlines()) == (
        1,
        ["monitor: a fault of the monitor itself: ZeroDivisionError: division by zero (set MONITOR_TRACEBACK=1 to see where)"],
    )


def run(shell, **environment):
    given = {"PATH": os.environ["PATH"], "LANG": "C"} | environment
    return subprocess.run(
        ["sh", "-c", shell.replace("monitor", f"{sys.executable} -m monitor")], env=given, capture_output=True, check=False
    )


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&- <&-"], ids=["out", "err", "all"])
def test_closed_streams_end_no_command(closed):
    done = run(f"monitor nonsense {closed}")

    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")
def test_output_that_cannot_be_written_is_said():
    done = run("monitor --help >/dev/full")

    assert (done.returncode, done.stderr) == (1, b"monitor: cannot go on: No space left on device\n")


def test_what_the_terminal_has_no_letters_for_is_written_as_its_escape():
    done = run("monitor «что»", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C.UTF-8")

    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert rb"\xab" in done.stderr
