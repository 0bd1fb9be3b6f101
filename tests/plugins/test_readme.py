"""The code of plugins/README.md runs."""

from __future__ import annotations

import re
import sys
import tomllib
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from monitor import judge
from monitor.check import check
from monitor.config import load
from monitor.host import HOOKS, Host
from monitor.testing import Memory, article

README = (Path(__file__).parents[2] / "plugins" / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)
PYTHON = {code.split("\n", 1)[0].removeprefix("# "): code for language, code in BLOCKS if language == "python"}
TOML = [code for language, code in BLOCKS if language == "toml"]


@pytest.fixture
def config(tmp_path):
    """Give a configuration that holds what the README says, in its order."""
    (tmp_path / "plugins").mkdir()
    for name, code in PYTHON.items():
        if not name.startswith("test_"):
            (tmp_path / "plugins" / name).write_text(code, encoding="utf-8")
    tables = [code for code in TOML if not code.startswith("# pyproject.toml")]
    (tmp_path / "monitor.toml").write_text("\n".join(tables), encoding="utf-8")
    return tmp_path / "monitor.toml"


def hits(host, text, memory):
    read = memory.number(article(text))
    names = ["loud_again", "shouting", "peace"]
    notes = [note for verdict in judge.annotate(host, read, only=names) for note in verdict.results]
    read = replace(read, annotations=tuple(notes))
    verdicts = judge.detect(host, read, memory.before(read), only=names)
    memory.add(read)
    assert [verdict.fault for verdict in verdicts if verdict.fault] == []
    return [(rule, hit.key) for verdict in verdicts for rule, hit in verdict.results]


def test_every_block_of_code_has_a_name():
    assert set(PYTHON) == {"shouting.py", "phrase.py", "loud_again.py", "test_shouting.py"}


def test_its_configuration_has_no_faults(config):
    assert check(config) == []


def test_its_plugins_find_what_they_say(config):
    host, memory = Host(load(config)), Memory()

    first = hits(host, "URGENT: the peace talks failed", memory)
    second = hits(host, "URGENT again", memory)

    assert first == [("peace", "peace talks"), ("shouting", "URGENT")]
    assert second == [("loud_again", "urgent"), ("shouting", "URGENT")]


def test_the_detector_is_ten_lines_of_code():
    code = [line for line in PYTHON["shouting.py"].splitlines() if line.strip() and not line.startswith("#")]

    assert len(code) <= 10


def test_its_test_passes_and_fails_on_a_detector_that_quotes_something_else(monkeypatch):
    def run(detector):
        monkeypatch.setitem(sys.modules, "shouting", defined("shouting", detector))
        defined("test_shouting", PYTHON["test_shouting.py"]).test_a_shouted_word_is_quoted()

    run(PYTHON["shouting.py"])
    with pytest.raises(AssertionError):
        run(PYTHON["shouting.py"].replace("quote=word[0]", "quote=word[0].lower()"))


def defined(name, code):
    """Give the module that some code makes."""
    module = ModuleType(name)
    exec(code, module.__dict__)
    return module


def test_every_hook_is_told_of():
    assert [hook for hook in HOOKS if f"| `{hook}` |" not in README] == []


def test_its_project_file_is_sound():
    (project,) = [tomllib.loads(code) for code in TOML if code.startswith("# pyproject.toml")]

    assert project["project"]["entry-points"]["monitor"] == {"shouting": "shouting"}
