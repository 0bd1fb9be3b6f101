"""Keeps the schema at this program's version: creates it, upgrades an older one, refuses a newer one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from monitor.errors import StorageError
from monitor.store.database import Store

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0009"
VERSIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009")


def ensure(store: Store) -> None:
    """Bring the store's schema to this program's version; all that takes is one transaction.

    Raises: StorageError if a newer program made it.
    """
    found = version(store)
    if found == HEAD:
        return
    refuse_newer(store, found)
    with store.write() as connection:
        migrate(connection)


def require(store: Store) -> None:
    """Check that the schema is this program's, without changing it.

    Raises: StorageError if there is none yet, or another version's.
    """
    found = version(store)
    if found is None:
        raise StorageError(f"the store is empty: {store.name}: run `monitor once` or `monitor run` first")
    refuse_newer(store, found)
    if found != HEAD:
        raise StorageError(f"the store's schema is {found}, this monitor knows {HEAD}: {store.name}: run `monitor db upgrade`")


def version(store: Store) -> str | None:
    """Give the version of the store's schema, None if it has none yet."""
    with store.read() as connection:
        return _version(connection)


def refuse_newer(store: Store, found: str | None) -> None:
    """Check that this program knows the version `found` in the store.

    Raises: StorageError if a newer program made it.
    """
    if found is not None and found not in VERSIONS:
        raise StorageError(
            f"the store was made by a newer monitor: {store.name}: its schema is {found}, this one knows {HEAD}: upgrade the monitor"
        )


def migrate(connection: Connection) -> None:
    """Run every migration that the schema lacks, inside the connection's transaction."""
    from alembic import command  # heavy, and needed only when the schema changes

    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def alembic_config() -> Config:
    """Give the migrations' configuration; `attributes["connection"]` is for the caller to set."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
