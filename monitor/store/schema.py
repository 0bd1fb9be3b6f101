"""Keeps the schema at this program's version: creates it, upgrades an older one, refuses a newer one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from monitor.errors import StorageError
from monitor.store.database import Store

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0001"
VERSIONS = ("0001",)


def ensure(store: Store) -> None:
    """Bring the store's schema to this program's version; each migration is one transaction.

    Raises: StorageError if a newer program made it.
    """
    with store.read() as connection:
        version = _version(connection)
    if version == HEAD:
        return
    if version is not None and version not in VERSIONS:
        raise StorageError(
            f"the store was made by a newer monitor: {store.name}: its schema is {version}, this one knows {HEAD}: upgrade the monitor"
        )
    with store.write() as connection:
        migrate(connection)


def require(store: Store) -> None:
    """Check that the schema is this program's, without changing it.

    Raises: StorageError if there is none yet, or another version's.
    """
    with store.read() as connection:
        version = _version(connection)
    if version is None:
        raise StorageError(f"the store is empty: {store.name}: run `monitor once` or `monitor run` first")
    if version != HEAD:
        raise StorageError(
            f"the store's schema is {version}, this monitor knows {HEAD}: {store.name}: run `monitor db upgrade` or upgrade the monitor"
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
