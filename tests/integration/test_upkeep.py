"""Backups of real stores: taken while others write, put back whole, refused when they are not sound."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing

import pytest

from monitor.cli import main
from monitor.errors import StorageError
from monitor.store import schema, upkeep
from monitor.store.database import Store
from monitor.store.lock import at_work, only_daemon

TOPIC = """
[rules.flood]
use = "topic"
query = "flood"
"""


@pytest.fixture
def store_url(files, tmp_path):
    return files.copy(tmp_path / "desk.db")


@pytest.fixture
def full(desk):
    """A desk that has read two articles and found a flood in each."""
    desk.configure(TOPIC)
    desk.reads("A flood on the coast")
    desk.reads("A flood in the hills")
    return desk


@pytest.fixture
def command(full, capsys):
    """Run `monitor db …` on the desk's configuration; give (exit code, what it said)."""

    def run(*words):
        code = main(["--config", str(full.folder / "monitor.toml"), "db", *map(str, words)])
        said = capsys.readouterr()
        return code, (said.out + said.err).strip()

    return run


def count(path, table="article"):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def sql(path, *statements):
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_backup_taken_while_articles_come_in_is_one_sound_file(full, command):
    stop, failed = threading.Event(), []

    def write():
        number = 0
        while not stop.is_set():
            number += 1
            try:
                full.takes_in(f"Report {number}")
            except StorageError as error:
                failed.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    made = [command("backup", full.folder / f"backup-{number}.db")[0] for number in range(3)]
    stop.set()
    writer.join()

    assert (made, failed) == ([0, 0, 0], [])
    copies = [full.folder / f"backup-{number}.db" for number in range(3)]
    assert [command("restore", copy, "--check")[0] for copy in copies] == [0, 0, 0]
    assert 2 <= count(copies[0]) <= count(copies[1]) <= count(copies[2])
    assert all(copy.stat().st_mode & 0o777 == 0o600 for copy in copies)
    assert sorted(path.name for path in full.folder.glob("*backup*")) == [copy.name for copy in copies]


def test_a_restored_store_is_as_it_was_and_the_replaced_one_is_kept(full, command):
    backup = full.folder / "backup.db"
    command("backup", backup)
    full.reads("A flood again, after the backup")
    full.close()

    code, said = command("restore", backup)

    [aside] = full.folder.glob("desk.db.replaced-*Z")
    assert code == 0
    assert str(aside) in said
    assert (count(full.folder / "desk.db"), count(aside)) == (2, 3)
    assert ([len(alert.hits) for alert in full.alerts()], command("check")[0]) == ([2], 0)
    full.reads("A flood again, after the restore")
    assert len(full.rows("article")) == 3


@pytest.mark.parametrize("at", ["daemon", "once"])
def test_nothing_is_restored_while_somebody_is_at_work(full, command, at):
    backup = full.folder / "backup.db"
    command("backup", backup)
    url = full.house.store.name
    full.close()
    store = Store(url)

    with only_daemon(url) if at == "daemon" else at_work(store, lambda: None):
        code, said = command("restore", backup)
    store.close()

    assert code == 1
    assert "another daemon already runs" in said or "is at work on the store" in said
    assert list(full.folder.glob("*.replaced-*")) == list(full.folder.glob(".*.half*")) == []


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda path: path.unlink(), "no such backup"),
        (lambda path: path.write_bytes(b"no database at all" * 400), "file is not a database"),
        (lambda path: path.write_bytes(path.read_bytes()[:20480]), ""),
        (lambda path: sql(path, "DROP TABLE alembic_version"), "this is no store of the monitor"),
        (lambda path: sql(path, "UPDATE alembic_version SET version_num = '9999'"), "made by a newer monitor"),
        (lambda path: sql(path, "PRAGMA foreign_keys = OFF", "DELETE FROM article"), "does not exist"),
    ],
    ids=["missing", "no database", "torn", "another's", "newer", "rows missing"],
)
def test_a_backup_that_is_not_sound_is_refused_and_the_store_stays(full, command, spoil, why):
    backup = full.folder / "backup.db"
    command("backup", backup)
    full.close()
    spoil(backup)

    tried, restored = command("restore", backup, "--check"), command("restore", backup)

    assert (tried[0], restored[0]) == (1, 1)
    assert tried[1] == restored[1]
    assert why in tried[1]
    assert len(tried[1].splitlines()) == 1
    assert count(full.folder / "desk.db") == 2


def test_a_store_that_a_newer_monitor_made_is_not_replaced_nor_upgraded(full, command):
    backup, path = full.folder / "backup.db", full.folder / "desk.db"
    command("backup", backup)
    full.close()
    sql(path, "UPDATE alembic_version SET version_num = '9999'")

    answers = [command("restore", backup), command("upgrade"), command("check")]

    assert [code for code, _ in answers] == [1, 1, 1]
    assert all("made by a newer monitor" in said and len(said.splitlines()) == 1 for _, said in answers)


def test_a_damaged_store_can_be_replaced(full, command):
    backup, path = full.folder / "backup.db", full.folder / "desk.db"
    command("backup", backup)
    full.close()
    for beside in full.folder.glob("desk.db-*"):
        beside.unlink()
    path.write_bytes(b"no database at all" * 400)

    code, _ = command("restore", backup)

    assert code == 0
    assert count(path) == 2
    [aside] = full.folder.glob("desk.db.replaced-*Z")
    assert aside.read_bytes().startswith(b"no database at all")


def test_a_backup_never_overwrites_a_file(full, command):
    (full.folder / "notes.txt").write_text("mine")

    code, said = command("backup", full.folder / "notes.txt")

    assert (code, "it exists" in said) == (1, True)
    assert (full.folder / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("DELETE FROM evidence WHERE hit_id = 1", "1 hits have no evidence"),
        ("UPDATE evidence SET quote = 'never said' WHERE hit_id = 1", "quotes do not stand in their article"),
        ("UPDATE outcome SET delivery_id = NULL, outcome = 'sent', owed = 0", "outcomes say sent, and no message carries them"),
        ("UPDATE delivery SET channel = 'elsewhere'", "outcomes are carried by another channel's message"),
        ("DELETE FROM hit WHERE alert_id = 1", "1 alerts have no hit"),
        ("UPDATE article SET latest = 9 WHERE id = 1", "1 articles miss their latest revision"),
        ("UPDATE counter SET value = 1 WHERE name = 'arrival'", "1 revisions have arrival numbers that were never given"),
        (
            "INSERT INTO work SELECT 99, 'detect', 'x', 1, 'owed', 0, '', 0, '', '2026-01-01 00:00:00.000000'",
            "1 owed units of work are on revisions that do not exist",
        ),
    ],
    ids=["evidence", "quote", "untold", "other channel", "empty alert", "latest", "arrival", "work"],
)
def test_the_check_says_what_does_not_add_up(full, command, damage, said):
    full.later(hours=1).house.teller.sweep()
    sound = command("check")
    full.close()
    sql(full.folder / "desk.db", damage)

    code, found = command("check")

    assert sound[0] == 0, sound
    assert code == 1
    assert said in found


def test_an_upgrade_makes_a_store_and_changes_nothing_the_second_time(full, command):
    full.close()
    (full.folder / "desk.db").unlink()

    first, second = command("upgrade"), command("upgrade")

    assert (first[0], second[0]) == (0, 0)
    assert first[1].endswith(f"schema {schema.HEAD}, was empty")
    assert second[1].endswith(f"schema {schema.HEAD}")


def test_on_postgresql_its_own_tools_are_named_and_no_password_is_shown(tmp_path):
    store = Store("postgresql://desk:hunter2@db.example:5433/news")

    with pytest.raises(StorageError) as backing_up:
        upkeep.back_up(store, tmp_path / "a b.dump")
    with pytest.raises(StorageError) as restoring:
        upkeep.restore(store, tmp_path / "a.dump", None)

    assert f"pg_dump --format=custom --file='{tmp_path}/a b.dump' postgresql://desk@db.example:5433/news" in str(backing_up.value)
    assert "pg_restore --clean --if-exists --dbname postgresql://desk@db.example:5433/news" in str(restoring.value)
    assert "hunter2" not in str(backing_up.value) + str(restoring.value)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_the_check_and_the_upgrade_work_on_every_database(url_on, database):
    store = Store(url_on(database))

    assert upkeep.upgrade(store) == (None, schema.HEAD)
    assert upkeep.upgrade(store) == (schema.HEAD, schema.HEAD)
    assert upkeep.findings(store) == []
    store.close()
