"""`monitor --help` costs what the interpreter costs: it imports nothing heavy."""

from __future__ import annotations

import subprocess
import sys

import pytest

from monitor.cli import VERBS

HEAVY = (
    "sqlalchemy",
    "apscheduler",
    "structlog",
    "aiohttp",
    "numpy",
    "pydantic",
    "pluggy",
    "feedparser",
    "alembic",
    "rich",
    "argparse",
    "typing",
)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["nonsense"]], ids=["help", "version", "no such verb"])
def test_the_first_page_imports_nothing_heavy(arguments):
    code = (
        f"import sys; from monitor.cli import main; main({arguments!r}); print(*sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )

    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {code}"], capture_output=True, text=True
    )

    assert done.stderr.splitlines()[-1:] == [""]


def test_the_first_page_names_every_verb():
    done = subprocess.run([sys.executable, "-m", "monitor", "--help"], capture_output=True, text=True)

    assert done.returncode == 0
    assert all(f"\n  {verb} " in done.stdout for verb in VERBS)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["alrets"], "did you mean 'alerts'"), (["alerts", "lst"], "invalid choice"), (["--config", "/nowhere.toml", "once"], "no such file")],
    ids=["misspelt verb", "misspelt subcommand", "missing configuration"],
)
def test_wrong_use_ends_with_2_and_says_what_to_do(arguments, said):
    done = subprocess.run([sys.executable, "-m", "monitor", *arguments], capture_output=True, text=True)

    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
