"""`monitor ledger` and `monitor stories`: what is listed, shown and corrected by hand."""

from __future__ import annotations

import json

import pytest

from monitor.cli import main
from monitor.model.annotation import Placement
from monitor.testing import NOON, annotated, article, placed, quantity


def reported(text: str, number: str, value: float, *, relation: str, outlet: str, hours: int = 0, story: str = "story:1", **marks):
    """Make a report of one value of the series killed-1."""
    read = article(text, at=NOON.replace(hour=NOON.hour + hours), outlet=outlet, title=text[:20])
    read = annotated(read, quantity(read, number, value))
    figure = {"shown": number, "point": value, "low": value, "high": value, "voice": "police", "quote": text, "measure": "count"}
    series = Placement(
        kind="series",
        key="killed-1",
        title="Killed",
        annotation=0,
        features={"=killed-1": 1.0},
        details={"relation": relation, "figure": figure},
    )
    return placed(read, Placement(kind="story", key=story, title=read.title, details=marks), series)


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(request, tmp_path, store_world, capsys):
    """A store with four reports of one number, and a command line over it; gives rows of what a command prints."""
    world = store_world(request.param)
    world.add(reported("Police said 41 people died.", "41", 41, relation="first", outlet="Post"))
    world.add(reported("Some 41 people died.", "41", 41, relation="same", outlet="Herald", hours=1))
    world.add(reported("Copied: some 41 people died.", "41", 41, relation="same", outlet="Mirror", hours=2, copy_of=2))
    world.add(reported("The toll rose to 67.", "67", 67, relation="revised_up", outlet="Post", hours=3, story="story:4"))
    (tmp_path / "monitor.toml").write_text(f"[store]\nurl = {json.dumps(world.store.url.render_as_string(hide_password=False))}\n")

    def run(*arguments: str, code: int = 0) -> list[dict]:
        assert main(["--config", str(tmp_path / "monitor.toml"), *arguments]) == code
        said = capsys.readouterr()
        run.said = said.out + said.err
        return [json.loads(line) for line in said.out.splitlines()] if "ndjson" in arguments else []

    return run


def test_series_are_listed_with_their_latest_value(desk):
    (row,) = desk("ledger", "--format", "ndjson")

    assert (row["key"], row["title"], row["latest"], row["reports"]) == ("killed-1", "Killed", "67", 4)
    assert (row["outlets"], row["speakers"]) == (["Post", "Herald", "Mirror"], ["police"])
    assert row["last_change"] == "2026-01-01T15:00:00Z"


def test_the_time_line_counts_confirmations_and_echoes_apart(desk):
    rows = desk("ledger", "killed-1", "--format", "ndjson")

    assert [(row["relation"], row["shown"]) for row in rows] == [("first", "41"), ("same", "41"), ("same", "41"), ("revised_up", "67")]
    assert (rows[0]["confirmed_by"], rows[0]["echoes"]) == (["Herald"], 1)
    assert rows[0]["quote"] == "Police said 41 people died."


@pytest.mark.parametrize("format_", ["table", "csv", "json"])
def test_the_ledger_is_written_in_every_format(desk, format_):
    desk("ledger", "killed-1", "--format", format_)

    assert "Police said 41 people died." in desk.said


def test_a_list_is_read_page_by_page(desk):
    assert desk("ledger", "--format", "ndjson", "--limit", "1", "--after", "killed-1") == []
    assert [row["article"]["id"] for row in desk("ledger", "killed-1", "--format", "ndjson", "--after", "3")] == [4]


def test_an_article_is_taken_out_of_a_series_by_hand(desk):
    desk("ledger", "killed-1", "--not-this", "4")

    assert desk("ledger", "--format", "ndjson")[0]["latest"] == "41"


def test_an_unknown_series_is_a_fault_of_use(desk):
    desk("ledger", "nothing-9", code=2)

    assert "no series is known by 'nothing-9'" in desk.said


def test_stories_are_listed_with_their_articles(desk):
    rows = desk("stories", "list", "--format", "ndjson")

    assert [(row["id"], len(row["articles"])) for row in rows] == [("story:4", 1), ("story:1", 3)]
    assert set(rows[0]) == {"id", "title", "articles", "opened_at", "updated_at"}
    assert set(rows[0]["articles"][0]) == {"id", "ref", "outlet", "title"}


def test_stories_merged_by_hand_are_listed_as_one(desk):
    desk("stories", "merge", "story:1", "story:4")

    (row,) = desk("stories", "list", "--format", "ndjson")

    assert (row["id"], [one["id"] for one in row["articles"]]) == ("story:1", [1, 2, 3, 4])


def test_a_report_split_off_by_hand_has_a_story_of_its_own(desk):
    desk("stories", "split", "2")

    (row,) = desk("stories", "show", "story:2", "--format", "ndjson")

    assert [one["id"] for one in row["articles"]] == [2]


def test_a_story_is_shown_by_one_of_its_articles(desk):
    (row,) = desk("stories", "show", "3", "--format", "ndjson")

    assert row["id"] == "story:1"
