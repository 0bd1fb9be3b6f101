"""The first minute: the shipped configuration, run as `make run` runs it, in a folder of its own."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def start(tmp_path):
    """Give what starts the monitor in a fresh copy of the shipped configuration, in a process group of its own like a terminal's."""
    shutil.copytree(ROOT / "config", tmp_path / "config")
    started = []

    def run():
        command = [sys.executable, "-m", "monitor", "run", "--show-alerts"]
        pipe = subprocess.PIPE
        made = subprocess.Popen(command, cwd=tmp_path, stdout=pipe, stderr=pipe, text=True, start_new_session=True, restore_signals=True)
        started.append(made)
        return made

    yield run
    for made in started:
        with suppress(ProcessLookupError):
            os.killpg(made.pid, signal.SIGKILL)
        made.communicate()


def printed_until_it_watches(process):
    lines = []
    for line in process.stdout:
        lines.append(line.rstrip("\n"))
        if line.startswith("Watching now"):
            return lines
    raise AssertionError(f"it ended: {process.stderr.read()}")


def stopped(process):
    os.killpg(process.pid, signal.SIGINT)
    rest, log = process.communicate(timeout=30)
    return process.returncode, rest, log


def test_the_first_run_and_each_later_one_print_every_open_alert_once_and_stop_at_ctrl_c(start):
    first = start()
    page = printed_until_it_watches(first)
    code, rest, _ = stopped(first)
    second = start()
    again = printed_until_it_watches(second)
    _, _, log = stopped(second)  # just started, the workers' server is still importing

    assert (code, rest.strip()) == (0, "")
    assert "Traceback" not in log
    assert again == page
    numbers = [int(number) for line in page for number in re.findall(r"^  alert (\d+);", line)]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    assert page[0].startswith(f"{len(numbers)} open alerts in ")


def test_the_first_page_shows_a_topic_a_figure_a_person_and_a_dispute_with_quotes(start):
    page = printed_until_it_watches(start())

    kinds = {line.partition(":")[0].split()[0] for line in page if line and not line.startswith(" ")}
    assert kinds >= {"Topic", "New", "Figure", "Denied"}
    quotes = [quote for line in page for quote in re.findall("“(.*?)” — ", line)]
    assert "Tarnwell Foods said on Saturday that its recall now covers 62,000 jars of baby food." in quotes
    assert [line for line in page if line.count("“") != line.count("”")] == []


def test_every_alert_that_the_readme_shows_comes_of_the_shipped_reports(start):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (excerpt,) = re.findall(r"^```text\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)

    page = printed_until_it_watches(start())

    shown = [set(alert.splitlines()) for alert in "\n".join(page).split("\n\n")]
    promised = [set(alert.splitlines()) for alert in excerpt.strip().split("\n\n")]
    assert len(promised) >= 2
    assert [lines for lines in promised if not any(lines <= alert for alert in shown)] == []


def test_a_person_of_the_shipped_reports_is_shown_with_the_whole_title(start):
    page = printed_until_it_watches(start())

    assert "New person: Tomas Varga, coast guard chief" in page
