"""What is done to sources that are configured: removed, disabled, enabled, asked at once."""

from __future__ import annotations

import json

import pytest

FEEDS = """
# What the town reads.
[sources.city]
use = "feed"
url = "{city}"   # since March
every = "1h"
group = "Town/City"

[sources.port]
use = "feed"
url = "{port}"
group = "Town"

[rules.flood]
use = "word"
word = "flood"
"""


@pytest.fixture
def desk(house, rss, entry):
    house.town.serves("/city", rss(entry("A flood", guid="1")))
    house.town.serves("/port", rss(entry("A fire", guid="1")))
    return house.configure(FEEDS.format(city=house.town.url("/city"), port=house.town.url("/port"))).detector()


def states(house):
    return {row["name"]: row["state"] for row in house.listed("sources")}


def fetched(house, *names):
    code, said, complaint = house.monitor("sources", "fetch", *names, "--format", "ndjson")
    return code, {row["name"]: row for row in map(json.loads, said.splitlines())}, complaint


def test_a_source_is_disabled_and_enabled_again_and_the_file_is_as_before(desk):
    desk.once()
    before = desk.path.read_text()

    assert desk.monitor("sources", "disable", "city")[:2] == (0, "disabled: city\n")
    assert states(desk) == {"city": "disabled", "port": "ok"}
    assert "enabled = false\n" in desk.path.read_text()
    assert fetched(desk, "city")[1]["city"]["error"] == "not asked: it is disabled"

    assert desk.monitor("sources", "enable", "city")[0] == 0
    assert desk.path.read_text() == before
    assert states(desk) == {"city": "quiet", "port": "ok"}


def test_a_removed_source_leaves_its_articles_and_everything_else_in_the_file(desk):
    desk.once()
    before = desk.path.read_text()

    code, said, _ = desk.monitor("sources", "remove", "port")

    assert (code, said) == (0, "removed: port; what they brought stays stored\n")
    begin = before.index("[sources.port]")
    assert desk.path.read_text() == before[:begin] + before[before.index("[rules.flood]") :]
    assert states(desk) == {"city": "ok", "port": "disabled"}
    assert len(desk.listed("articles")) == 2


def test_a_whole_group_can_be_meant(desk):
    assert desk.monitor("sources", "disable", "--group", "Town")[:2] == (0, "disabled: city, port\n")
    assert desk.monitor("sources", "enable", "--group", "Town/City")[:2] == (0, "enabled: city\n")
    assert desk.path.read_text().count("enabled = false") == 1
    assert not (desk.folder / "house.db").exists()


def test_a_source_is_asked_at_once_due_or_not(desk, rss, entry):
    desk.once()
    desk.town.serves("/city", rss(entry("A flood", guid="1"), entry("Another flood", guid="2")))

    code, rows, complaint = fetched(desk, "city")

    assert (code, rows["city"]["articles"], rows["city"]["state"]) == (0, 1, "ok"), complaint
    assert len(desk.town.asked("/port")) == 1
    assert [len(alert["hits"]) for alert in desk.listed("alerts")] == [2]


def test_a_source_that_fails_or_is_to_be_left_alone_says_so(desk):
    desk.town.serves("/city", b"", status=429, retry_after="3600")

    first, again = fetched(desk, "city"), fetched(desk, "city")

    assert (first[0], "it is asked too often" in first[1]["city"]["error"]) == (1, True)
    assert (again[0], again[1]["city"]["error"][:39]) == (1, "not asked: it is to be left alone until")
    assert len(desk.town.asked("/city")) == 1


@pytest.mark.parametrize("verb", ["remove", "enable", "disable", "fetch"])
def test_a_name_that_is_none_is_refused_with_the_one_it_resembles(desk, verb):
    before = desk.path.read_text()

    assert desk.monitor("sources", verb, "citi")[::2] == (2, "monitor: no source is named 'citi' (did you mean 'city'?)\n")
    assert desk.monitor("sources", verb)[::2] == (2, "monitor: name one source or more, or a --group of them\n")
    assert desk.monitor("sources", verb, "--group", "x")[::2] == (2, "monitor: no source is filed under 'x'\n")
    assert desk.path.read_text() == before


def test_a_table_that_is_written_in_pieces_is_left_to_people(desk):
    desk.configure('[sources.city]\nuse = "feed"\nurl = "https://x.example/"\n[rules]\n[sources.city.auth]\ntoken = "t"\n')

    code, _, complaint = desk.monitor("sources", "remove", "city")

    assert (code, complaint[:71]) == (2, "monitor: monitor.toml: sources.city: is not written as one table [sourc")
