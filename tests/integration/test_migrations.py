"""Stores that earlier versions made are brought up to date, with everything that is in them."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from monitor.cli import main
from monitor.store import schema, tables
from monitor.store.database import Store
from monitor.store.search import INDEXES


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request, url_on):
    return url_on(request.param)


@pytest.fixture
def made_at(store_url):
    """Give a store as the version of that number made it, with a source in it."""
    stores = []

    def made_at(version: str) -> Store:
        made = Store(store_url)
        stores.append(made)
        with made.write() as connection:
            config = schema.alembic_config()
            config.attributes["connection"] = connection
            command.upgrade(config, version)
            connection.execute(
                text(
                    "INSERT INTO source (name, use, url, enabled, state, failures, why, rhythm, baseline_done) "
                    "VALUES ('wire', 'feed', 'https://wire.example/feed', :yes, 'ok', 0, 'pace', '{}', :yes)"
                ),
                {"yes": True},
            )
        return made

    yield made_at
    for made in stores:
        made.close()


@pytest.mark.parametrize("version", schema.VERSIONS[:-1])
def test_a_store_of_an_earlier_version_is_brought_up_to_date(made_at, version):
    store = made_at(version)

    schema.ensure(store)

    with store.read() as connection:
        assert schema.version(store) == schema.HEAD
        assert connection.execute(text("SELECT name, state FROM source")).all() == [("wire", "ok")]
        assert connection.execute(text("SELECT count(*) FROM notice")).scalar() == 0
    schema.require(store)


KILLED = """
import os, signal, sys
from sqlalchemy import event
from monitor.store import schema
from monitor.store.database import Store

store, left = Store(sys.argv[1]), [int(sys.argv[2])]

def count(connection, cursor, statement, parameters, context, many):
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)

event.listen(store._writer, "before_cursor_execute", count)
event.listen(store._writer, "commit", lambda connection: count(*[None] * 6))
schema.ensure(store)
"""


@pytest.mark.parametrize("statement", [1, 2, 5, 9, 14, 20, 1000])
def test_a_migration_that_is_killed_at_any_statement_resumes(made_at, statement):
    store = made_at(schema.VERSIONS[0])
    url = store.url.render_as_string(hide_password=False)

    killed = subprocess.run([sys.executable, "-c", KILLED, url, str(statement)], capture_output=True, timeout=120)
    found = schema.version(store)
    schema.ensure(store)

    assert (killed.returncode, found) == ((0, schema.HEAD) if statement == 1000 else (-signal.SIGKILL, schema.VERSIONS[0]))
    with store.read() as connection:
        assert schema.version(store) == schema.HEAD
        assert connection.execute(text("SELECT name, state FROM source")).all() == [("wire", "ok")]
        strange = compare_metadata(MigrationContext.configure(connection), tables.metadata)
        assert [change for change in strange if not any(index in str(change) for index in INDEXES)] == []


def test_commands_refuse_a_newer_store_in_one_line(made_at, tmp_path, capsys):
    store = made_at(schema.HEAD)
    with store.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    (tmp_path / "monitor.toml").write_text(f'[store]\nurl = "{store.url.render_as_string(hide_password=False)}"\n')

    codes = [
        main(["--config", str(tmp_path / "monitor.toml"), *words.split()]) for words in ("status", "once", "alerts list", "db upgrade")
    ]

    said = capsys.readouterr().err.splitlines()
    assert codes == [1, 1, 1, 1]
    assert len(said) == 4
    assert all("was made by a newer monitor" in line and "upgrade the monitor" in line for line in said)
