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


KINDS = """
[rules.ferry]
use = "topic"
query = "ferry"
should_match = ["A bus left.\\n---\\nThe ferry sank."]
should_not_match = ["The ferry sank.\\n---\\nA bus left."]

[rules.dead]
use = "new-figure"
topic = "ferry"
watch = ["people killed"]
should_match = [
    "Nine people were killed when the ferry sank.",
    "Nine people were killed when the ferry sank.\\n---\\nThe ferry's toll rose: 17 people were killed."]
should_not_match = [
    "The ferry sank.",
    "Nine people were killed in a fire.",
    "Nine people were killed when the ferry sank.\\n---\\nThe ferry sank at noon."]

[rules.people]
use = "new-person"
topic = "ferry"
should_match = ["The ferry sank, coast guard chief Mara Lindqvist said."]
should_not_match = ["The ferry sank, the coast guard said."]

[rules.disputes]
use = "contradiction"
should_match = ['''
Kestrel Bank will close its Sallow branch in June, the union said on Monday.
---
Kestrel Bank denies closure.
Kestrel Bank denied on Tuesday that it will close its Sallow branch.
''']
should_not_match = ["Kestrel Bank will close its Sallow branch in June, the union said on Monday."]
"""


def test_rules_of_every_kind_are_tried_on_reports_and_on_what_came_before_them(write):
    assert check(write(KINDS)) == []


def test_a_failing_test_of_every_kind_is_named(write):
    swapped = KINDS.replace("should_not_match", "@").replace("should_match", "should_not_match").replace("@", "should_match")

    named = {fault.split(":")[1].split(".")[1] for fault in check(write(swapped))}

    assert named == {"ferry", "dead", "people", "disputes"}
