"""Stores that earlier versions made are brought up to date, with everything that is in them."""

from __future__ import annotations

import pytest
from alembic import command
from sqlalchemy import text

from monitor.store import schema
from monitor.store.database import Store


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
