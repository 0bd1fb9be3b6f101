"""A running house follows a new configuration: all of it, or none of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from monitor.config import load
from monitor.errors import ConfigError, StorageError

RULES = """
[rules.flood]
use = "topic"
query = "flood"
"""
MORE = """
[rules.fire]
use = "topic"
query = "fire"

[sources.second]
use = "feed"
url = "http://127.0.0.1:9/second"

[channels.night]
use = "webhook"
url = "http://127.0.0.1:9/night"
"""


@pytest.fixture
def running(desk):
    """A desk that has read of a flood and a fire, and knows of floods alone."""
    desk.configure(RULES)
    desk.reads("A flood and a fire on the coast")
    return desk


def follow(desk, more, *, edit=lambda text: text):
    """Have the running house follow the desk's configuration with something more in it."""
    path = desk.folder / "monitor.toml"
    path.write_text(edit(path.read_text()) + more)
    desk.house.reload(load(path))
    desk.house.judge()


def test_new_rules_sources_and_channels_are_followed_and_new_rules_judge_what_is_stored_quietly(running):
    follow(running, MORE)

    assert {alert.rule for alert in running.alerts()} == {"flood", "fire"}
    assert {row.name: row.state for row in running.rows("source")} == {"wire": "quiet", "second": "quiet"}
    assert set(running.house.poller.sources) == {"wire", "second"}
    assert set(running.house.pipeline.channels) == {"desk", "night"}
    running.reads("Another fire")
    assert [row.channel for row in running.rows("outcome")].count("night") == 2


def test_what_is_gone_from_the_configuration_stops(running):
    follow(running, MORE)

    follow(running, "", edit=lambda text: text.replace(MORE, "").replace(RULES, ""))
    running.reads("Another flood, and a fire")

    assert {row.name: row.state for row in running.rows("source")} == {"wire": "quiet", "second": "disabled"}
    assert [len(alert.hits) for alert in running.alerts()] == [1, 1]
    assert set(running.house.pipeline.channels) == {"desk"}


def test_another_net_and_other_workers_take_the_place_of_the_old_ones(running):
    house = running.house
    net, workshop = house.net, house.workshop

    follow(running, '[net]\nallow = ["127.0.0.1:9"]\n', edit=lambda text: text.replace("count = 0", "count = 0\nfaults = 2"))
    running.reads("Another flood")

    assert house.poller.net is house.net is house.host.net is not net
    assert house.pipeline.workshop is house.workshop is not workshop
    assert house.pipeline.faults_allowed == 2
    assert len(running.rows("hit")) == 2


def test_a_fault_that_was_there_before_hinders_nothing_and_a_new_one_refuses_all(running):
    broken = '[rules.old]\nuse = "nothing"\n'
    running.configure(RULES + broken)
    running.reads("A flood, to begin with")

    follow(running, MORE, edit=lambda text: "# a line moves all others\n" + text)
    with pytest.raises(ConfigError) as refused:
        follow(running, broken.replace("old", "new") + '[channels.third]\nuse = "webhook"\nurl = "http://127.0.0.1:9/3"\n')

    assert ["rules.new" in fault for fault in refused.value.faults] == [True]
    assert set(running.house.pipeline.channels) == {"desk", "night"}


def test_a_store_that_refuses_leaves_the_old_configuration_in_force(running):
    running.house  # noqa: B018 - it must be open
    with closing(sqlite3.connect(running.folder / "desk.db")) as connection:
        connection.execute("CREATE TRIGGER full BEFORE INSERT ON source BEGIN SELECT RAISE(ABORT, 'no room'); END")
    before = running.house.settings

    with pytest.raises(StorageError, match="no room"):
        follow(running, MORE)

    assert running.house.settings is running.house.host.settings is before
    assert set(running.house.poller.sources) == {"wire"}
    assert set(running.house.pipeline.channels) == {"desk"}
    running.reads("Another flood")
    assert {alert.rule for alert in running.alerts()} == {"flood"}


@pytest.fixture
def store_url(files, tmp_path):
    return files.copy(tmp_path / "desk.db")
