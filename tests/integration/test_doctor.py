"""The doctor: one line for everything, with what to do, and an exit code; nothing is said to be well that is not."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from monitor.cli import doctor, main

CHECKS = ["python", "sqlite", "expat", "feedparser", "configuration", "store", "disk", "clock", "sources", "plugins", "work", "channel"]
TOPIC = """
[rules.flood]
use = "topic"
query = "flood"
"""


@pytest.fixture
def store_url(files, tmp_path):
    return files.copy(tmp_path / "desk.db")


@pytest.fixture
def examine(desk, capsys):
    """Give the doctor's (exit code, rows) on a desk that has read an article just now; `damage` is SQL done before."""

    def examine(*damage, more=TOPIC, broken=None):
        desk.now = datetime.now(UTC)
        desk.configure(more)
        desk.reads("A flood on the coast")
        desk.close()
        with closing(sqlite3.connect(desk.folder / "desk.db")) as connection:
            for statement in damage:
                connection.execute(statement)
            connection.commit()
        if broken is not None:
            (desk.folder / "monitor.toml").write_text(broken)
        capsys.readouterr()
        code = main(["--config", str(desk.folder / "monitor.toml"), "doctor", "--format", "ndjson"])
        return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return examine


def test_a_house_that_is_well_gets_one_line_for_each_check(examine):
    code, rows = examine()

    assert [(row["check"], row["state"]) for row in rows] == [(check, "ok") for check in CHECKS]
    assert code == 0
    assert all(row["said"] and not row["do"] for row in rows)


FAILED = (
    "INSERT INTO delivery SELECT 'x', 'desk', 'alert:9', 9, '', 1, 'opened', 'failed', 30, 0, at, at, NULL, at, 'HTTP 410' "
    "FROM (SELECT '2026-01-01 00:00:00.000000' at)"
)


@pytest.mark.parametrize(
    ("damage", "check", "said", "what_to_do"),
    [
        ("UPDATE source SET state = 'failing', error = 'HTTP 500'", "sources", "source wire is failing: HTTP 500", "sources show"),
        ("UPDATE source SET next_due_at = '2020-01-01 00:00:00.000000'", "sources", "1 sources are late", "sources show"),
        ("UPDATE source SET last_polled_at = '2199-01-01 00:00:00.000000'", "clock", "it was 2199-01-01", "NTP"),
        ("UPDATE unit SET suspended_at = updated_at, message = 'it hangs'", "plugins", "it hangs", "plugins enable"),
        (FAILED, "channel", "1 given up, last because: HTTP 410", "outbox retry"),
        ("UPDATE alembic_version SET version_num = '9999'", "store", "made by a newer monitor", "do as it says"),
    ],
    ids=["failing source", "late source", "clock behind", "suspended", "given up", "newer store"],
)
def test_what_is_wrong_is_said_with_what_to_do(examine, damage, check, said, what_to_do):
    code, rows = examine(damage)

    wrong = [row for row in rows if row["state"] == "wrong"]
    assert code == 1
    assert {row["check"] for row in wrong} == {check}
    assert said in wrong[0]["said"]
    assert what_to_do in wrong[0]["do"]


@pytest.mark.parametrize(
    ("broken", "said"),
    [("[stor", "is no TOML"), ('[store]\nurl = "sqlite:///desk.db"\n[rules.x]\nuse = "nothing"\n', "no kind is named 'nothing'")],
    ids=["no TOML", "faulty rule"],
)
def test_a_faulty_configuration_is_said_and_what_stands_without_it_is_still_looked_at(examine, broken, said):
    code, rows = examine(broken=broken)

    [wrong] = [row for row in rows if row["state"] == "wrong"]
    assert code == 1
    assert (wrong["check"], said in wrong["said"]) == ("configuration", True)
    assert [row["check"] for row in rows[:4]] == CHECKS[:4]


def test_a_store_that_is_no_database_is_said(examine, desk):
    examine()
    for path in desk.folder.glob("desk.db*"):
        path.unlink()
    (desk.folder / "desk.db").write_bytes(b"no database" * 999)

    code = main(["--config", str(desk.folder / "monitor.toml"), "doctor"])

    assert code == 1


@pytest.mark.parametrize(("found", "old"), [("3.34.1", True), ("3.35.0", False), ("3.46.1", False)], ids=["too old", "old enough", "newer"])
def test_a_version_that_is_too_old_is_said(found, old):
    assert (doctor._numbers(found) < doctor.LEAST["sqlite"]) is old
