"""Empty stores of this version for tests: migrations run once, after that a store is a copied file, or a schema that was emptied."""

from __future__ import annotations

import shutil
import uuid
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from monitor.store import schema
from monitor.store.database import Store

# Deletes from all tables in one statement, whose end is when foreign keys are checked.
EMPTY = """
DO $$
DECLARE deletes text; sequence text;
BEGIN
    SELECT string_agg(format('d%s AS (DELETE FROM %s)', oid, oid::regclass), ', ') INTO deletes
    FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND relname <> 'alembic_version';
    EXECUTE 'WITH ' || deletes || ' SELECT 1';
    FOR sequence IN SELECT oid::regclass FROM pg_class WHERE relkind = 'S' AND relnamespace = current_schema()::regnamespace LOOP
        EXECUTE format('ALTER SEQUENCE %s RESTART', sequence);
    END LOOP;
END $$
"""
# Tables, indexes and sequences, with how many columns each has, and the version.
SHAPE = """
SELECT array_agg(format('%s %s %s', relname, relkind, relnatts) ORDER BY relname) || (SELECT version_num::text FROM alembic_version)
FROM pg_class WHERE relnamespace = current_schema()::regnamespace
"""


def migrate(url: str) -> None:
    """Make a store of this version at a URL."""
    with closing(Store(url)) as store:
        schema.ensure(store)


@dataclass
class Files:
    """SQLite's stores: each a copy of one that was migrated."""

    folder: Path

    def copy(self, path: Path) -> str:
        """Give the URL of a new store in the file `path`."""
        model = self.folder / "model.db"
        if not model.exists():
            migrate(f"sqlite:///{model}")
        shutil.copyfile(model, path)
        return f"sqlite:///{path}"


@dataclass
class Schemas:
    """PostgreSQL's stores: each a schema of one database, emptied when it is given back, and lent again under another name."""

    database: str
    free: list[str] = field(default_factory=list)
    shape: list[str] | None = None

    def bare(self) -> str:
        """Give the URL of a schema without any table."""
        name = _name()
        with _connect(self.database) as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        return self._url(name)

    def lend(self) -> str:
        """Give the URL of an empty store, which nobody was given before."""
        if not self.free:
            url = self.bare()
            migrate(url)
            with _connect(url) as connection:
                self.shape = self._shape(connection)
            return url
        name = _name()
        with _connect(self.database) as connection:
            connection.execute(f"ALTER SCHEMA {self.free.pop()} RENAME TO {name}")
        return self._url(name)

    def give_back(self, url: str) -> None:
        """Empty the store of a URL; one whose tables were changed, or are still held, is not lent again."""
        import psycopg

        with suppress(psycopg.Error), _connect(url) as connection:
            if self._shape(connection) == self.shape:
                connection.execute("SET lock_timeout = '2s'")
                connection.execute(EMPTY)
                self.free.append(url.rpartition("%3D")[2])

    def _url(self, name: str) -> str:
        return f"{self.database}?options=-csearch_path%3D{name}"

    @staticmethod
    def _shape(connection: Any) -> list[str] | None:
        row = connection.execute(SHAPE).fetchone()
        return row[0] if row else None


def _connect(url: str) -> Any:
    import psycopg  # not everyone who runs the tests has it

    return psycopg.connect(url, autocommit=True)


def _name() -> str:
    return f"test_{uuid.uuid4().hex[:12]}"
