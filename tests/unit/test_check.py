"""Rules are tried on their own texts."""

from __future__ import annotations

import pytest

from monitor.check import check, try_text
from monitor.config import load
from monitor.host import Host

TOPIC = """
[rules.toll]
use = "topic"
query = "soldier* AND NOT football"
should_match = ["Two soldiers died", "Nobody died"]
should_not_match = ["A football match", '''A soldier
and his dog''']
"""


@pytest.fixture
def write(tmp_path):
    def made(text: str):
        (tmp_path / "monitor.toml").write_text(text)
        return tmp_path / "monitor.toml"

    return made


def test_a_sound_configuration_has_no_faults(write):
    assert check(write('[rules.toll]\nuse = "topic"\nquery = "soldier*"\nshould_match = ["Two soldiers died"]')) == []


def test_a_rule_that_fails_its_own_tests_is_named_with_the_text(write):
    faults = check(write(TOPIC))

    assert len(faults) == 2
    assert faults[0].startswith("monitor.toml: rules.toll.should_match[1]: does not match 'Nobody died' (")
    assert faults[0].endswith("line 5)")
    assert faults[1].startswith("monitor.toml: rules.toll.should_not_match[1]: matches 'A soldier and his dog'")


def test_what_is_wrong_with_the_core_comes_alone(write):
    assert check(write("[store]\nurl = 3")) == ["monitor.toml: store.url: should be a valid string (line 2)"]


def test_a_bad_query_and_a_bad_key_come_together(write):
    faults = check(write('[rules.a]\nuse = "topic"\nquery = "(a AND"\n[rules.b]\nuse = "topic"\nquery = "a"\nshoud_match = ["a"]'))

    assert [fault.split(":")[1].strip() for fault in faults] == ["rules.a.query", "rules.b.shoud_match"]
    assert "character" in faults[0]


def test_a_disabled_rule_is_not_tried(write):
    assert check(write(TOPIC.replace('use = "topic"', 'use = "topic"\nenabled = false'))) == []


def test_any_text_can_be_tried(write):
    host = Host(load(write(TOPIC)))

    assert try_text(host, "toll", "Soldiers march").matched
    assert not try_text(host, "toll", "Football soldiers").matched


def test_a_plugin_that_fails_on_a_test_is_reported(write, tmp_path):
    code = """
from monitor import RuleConfig, hookimpl
class Bad:
    class Config(RuleConfig):
        pass
    def __init__(self, name, config):
        pass
    @hookimpl
    def detect(self, article):
        raise KeyError("x")
"""
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "bad.py").write_text(code)

    faults = check(write('[plugins]\nfolder = "plugins"\n[rules.a]\nuse = "bad"\nshould_match = ["text"]'))

    assert faults == ["monitor.toml: rules.a.should_match[0]: a raised: KeyError: 'x' (line 5)"]
