"""What `status` shows: how much is owed and for how long, how large the store is, when each channel last took a message."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from monitor.cli import main

RULE = '[rules.flood]\nuse = "topic"\nquery = "flood"\n'


@pytest.fixture
def shown(desk, capsys):
    """Give (exit code, report) of a desk that took in an article so long ago; judged or not."""

    def shown(*, ago: timedelta, judged: bool):
        desk.now = datetime.now(UTC) - ago
        desk.configure(RULE)
        desk.takes_in("A flood on the coast")
        if judged:
            desk.house.judge()
        with desk.house.store.write() as connection:
            connection.exec_driver_sql("UPDATE source SET next_due_at = NULL")
        desk.close()
        capsys.readouterr()
        code = main(["--config", str(desk.folder / "monitor.toml"), "status", "--format", "json"])
        return code, json.loads(capsys.readouterr().out)

    return shown


def test_work_that_is_owed_for_long_is_trouble(shown):
    code, report = shown(ago=timedelta(hours=2), judged=False)

    assert code == 1
    assert 7200 <= report["owed_for_seconds"] < 7300
    assert report["trouble"] == ["work is owed for 120 minutes: is the daemon running, or is there too much for it?"]
    assert {row["stage"] for row in report["owed"]} == {"annotate", "place", "detect"}


def test_a_house_that_is_well_shows_its_size_channels_and_versions(shown):
    code, report = shown(ago=timedelta(minutes=1), judged=True)

    assert (code, report["trouble"], report["owed_for_seconds"]) == (0, [], 0)
    assert report["size_bytes"] > 0
    assert report["last_success"] == {"desk": None}
    assert report["purged"] == {"articles": 0, "last_at": None}
    assert set(report["versions"]) == {"python", "sqlite", "expat", "feedparser"}
    assert report["outcomes"] == {"desk": {"sent": 1}}
    assert report["source_outcomes"] == {}
