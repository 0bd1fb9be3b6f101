"""How polls end: what a bad file costs its folder, and what a clock that was set back does to due times."""

from __future__ import annotations

import pytest

from monitor.store import requests, sources

FOLDER = """
[store]
url = "{store}"

[workers]
count = 0

[sources.reports]
use = "folder"
path = "in"
every = "10s"
"""


@pytest.fixture
def folder(desk):
    (desk.folder / "in").mkdir()
    desk.configure("", config=FOLDER)
    return desk


def row(desk):
    with desk.house.store.read() as connection:
        [found] = sources.source_rows(connection)
    return found


def poll(desk):
    return desk.house.poller.poll(due_or_not=True)


def test_a_bad_file_does_not_keep_its_folder_from_being_looked_at(folder):
    (folder.folder / "in" / "good.txt").write_text("A flood in Port Royal")
    (folder.folder / "in" / "bad.txt").write_bytes(b"no \0 text")
    first = poll(folder)

    looks = [poll(folder.later(seconds=10)) for _ in range(3)]
    (folder.folder / "in" / "new.txt").write_text("A storm off Cape Verity")

    assert (first.articles, [look.errors for look in looks]) == (1, [[], [], []])
    assert (row(folder)["state"], row(folder)["failures"]) == ("ok", 0)
    assert row(folder)["warning"] == "bad.txt: holds binary data, not text"
    assert poll(folder).articles == 1


def test_a_folder_of_bad_files_alone_fails_and_is_looked_at_as_often(folder):
    (folder.folder / "in" / "bad.txt").write_bytes(b"no \0 text")
    looks = [poll(folder.later(seconds=10)) for _ in range(5)]
    (folder.folder / "in" / "new.txt").write_text("A storm off Cape Verity")

    assert [look.errors for look in looks] == [["source reports: bad.txt: holds binary data, not text"]] * 5
    assert (row(folder)["state"], (row(folder)["next_due_at"] - folder.now).total_seconds()) == ("failing", 10)
    assert poll(folder).articles == 1


@pytest.mark.parametrize("back", [{"hours": 1}, {"days": 3650}], ids=["an hour", "ten years"])
def test_when_the_clock_is_set_back_a_source_is_due_as_soon_as_before(folder, back):
    poll(folder)

    folder.later(**{unit: -count for unit, count in back.items()})
    folder.house.poller.rearm()

    assert (row(folder)["next_due_at"] - folder.now).total_seconds() == 10
    assert poll(folder.later(seconds=10)).fetched == 1


def test_a_clock_that_was_set_back_while_nothing_ran_holds_up_nothing(folder):
    poll(folder)
    folder.close()

    folder.later(hours=-1)

    assert (row(folder)["next_due_at"] - folder.now).total_seconds() == 10


def test_a_source_with_a_faulty_table_shows_as_failing_until_it_is_mended(folder):
    poll(folder)
    folder.configure("", config=FOLDER.replace('every = "10s"', 'every = "soon"'))
    broken = row(folder)

    folder.configure("", config=FOLDER)
    poll(folder)

    assert (broken["state"], broken["enabled"]) == ("failing", False)
    assert "sources.reports.every" in broken["error"]
    assert (row(folder)["state"], row(folder)["error"]) == ("quiet", None)


def test_a_poll_can_be_of_one_source_alone(folder):
    for name in ("in", "other"):
        (folder.folder / name).mkdir(exist_ok=True)
        (folder.folder / name / "a.txt").write_text(f"A flood in {name}")
    folder.configure('\n[sources.other]\nuse = "folder"\npath = "other"\n', config=FOLDER)

    assert folder.house.poller.poll(due_or_not=True, names={"other"}).fetched == 1
    assert {each.name: each.last_polled_at is not None for each in folder.rows("source")} == {"reports": False, "other": True}


def test_a_source_of_another_process_is_left_to_it_without_a_failure(folder):
    house = folder.house
    del house.poller.sources["reports"]

    assert poll(folder).errors == []
    assert (row(folder)["failures"], row(folder)["lease"], row(folder)["state"]) == (0, None, "quiet")
    assert (row(folder)["next_due_at"] - folder.now).total_seconds() == 10


def test_a_command_can_ask_a_running_house_to_read_its_configuration_again(folder):
    house = folder.house
    with house.store.write() as connection:
        requests.ask_to_reload(connection)

    assert [house.asked_to_reload(), house.asked_to_reload()] == [True, False]


def test_a_document_without_entries_says_so_in_the_sources_warning(folder):
    (folder.folder / "in" / "bare.txt").write_text(" \n")
    (folder.folder / "in" / "good.txt").write_text("A flood in Port Royal")

    poll(folder)

    assert row(folder)["warning"] == "bare.txt: the file is empty"


def test_a_file_that_a_plugin_fails_on_is_left_alone_until_it_changes_or_an_hour_is_over(folder, monkeypatch):
    asked = []

    def fails(text, payload):
        asked.append(payload.part)
        raise RuntimeError("boom")

    monkeypatch.setattr("monitor.acquire.reports._plain", fails)
    (folder.folder / "in" / "bad.txt").write_text("A flood in Port Royal")

    for _ in range(3):
        poll(folder.later(seconds=10))

    assert asked == ["bad.txt"]
    assert row(folder)["warning"].startswith("bad.txt: plugin report-parser failed: RuntimeError: boom")
    poll(folder.later(hours=1))
    (folder.folder / "in" / "bad.txt").write_text("A flood in Port Verity")
    poll(folder.later(seconds=10))
    assert asked == ["bad.txt"] * 3
    monkeypatch.undo()
    assert poll(folder.later(hours=2)).articles == 1
    assert row(folder)["warning"] is None
