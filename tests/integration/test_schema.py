"""The migrations make what the tables say, on both databases; a newer store is refused."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from monitor.errors import StorageError
from monitor.store import schema, tables
from monitor.store.search import INDEXES


def test_the_migrated_schema_is_what_the_tables_say(store):
    with store.read() as connection:
        found = compare_metadata(MigrationContext.configure(connection), tables.metadata)

    strange = [change for change in found if not any(index in str(change) for index in INDEXES)]
    assert strange == []


def test_a_store_of_a_newer_monitor_is_refused_in_one_line(store):
    with store.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(StorageError, match="newer monitor") as refused:
        schema.ensure(store)

    assert "\n" not in str(refused.value)
