"""Opens the store: one writer, many readers, the same code for SQLite and PostgreSQL."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeAlias

import orjson
from sqlalchemy import (
    ARRAY,
    URL,
    ColumnElement,
    Connection,
    Engine,
    NestedTransaction,
    Table,
    bindparam,
    create_engine,
    event,
    func,
    make_url,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError

from monitor.errors import StorageError

Transaction: TypeAlias = Connection
"""What `read()` and `write()` give: rooms that know no SQL pass it on."""

INTAKE_LOCK = 0x6D6F6E69  # "moni": the advisory lock under which arrival numbers are taken on PostgreSQL
SELECT_BATCH = 500  # values in one IN list; SQLite's builds allow at least 999


class Store:
    """A store at a URL: `read()` and `write()` give a connection inside one transaction.

    Writers of one process queue on a lock, writers of several processes on the database's.
    Raises: StorageError, naming the database, for whatever the database refuses.
    """

    def __init__(self, url: str, *, busy_seconds: float = 5.0) -> None:
        self.url = _parsed(url)
        self.name = self.url.render_as_string(hide_password=True)
        self.on_sqlite = self.url.get_backend_name() == "sqlite"
        self._busy_seconds = busy_seconds
        self._writing = threading.RLock()
        self._writer = self._engine(writes=True)
        self._reader = self._engine(writes=False)

    def _engine(self, *, writes: bool) -> Engine:
        if not self.on_sqlite:
            engine = create_engine(self.url, pool_size=4, pool_pre_ping=True, **_JSON)
            if not writes:
                event.listen(engine, "begin", partial(_begin, "SET TRANSACTION READ ONLY"))
            return engine
        Path(self.url.database or "").parent.mkdir(parents=True, exist_ok=True)
        size = {"pool_size": 1, "max_overflow": 0} if writes else {"pool_size": 4, "max_overflow": 8}
        engine = create_engine(self.url, connect_args={"timeout": self._busy_seconds, "check_same_thread": False}, **size, **_JSON)
        event.listen(engine, "connect", _prepare_writer if writes else _prepare_reader)
        # A deferred writer can lose its update to another's.
        event.listen(engine, "begin", partial(_begin, "BEGIN IMMEDIATE" if writes else "BEGIN"))
        return engine

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection inside one read-only transaction: one consistent view."""
        with self._spoken(), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection inside one write transaction, committed at the end, rolled back on any error."""
        with self._writing, self._spoken(), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def write_again(self) -> Iterator[Connection]:
        """Give what `write` gives, for what is computed again with the same answer where it is lost: SQLite does not wait for the disk.

        Only the loss of power, which ends every process as well, can take it back, and only together with all that was committed
        after it: the next `write` that commits syncs the one log whole. A PostgreSQL server may go down alone, while workers
        remember what they read, so there it is a `write` like any other.
        """
        with self._writing, self._spoken(), self._writer.connect() as connection, _unhurried(connection), connection.begin():
            yield connection

    def watch(self) -> Connection:
        """Give a read-only connection on which every statement sees what is stored by then; the caller closes it."""
        with self._spoken():
            return self._reader.connect().execution_options(isolation_level="AUTOCOMMIT")

    def on_refusal(self, note: Callable[[str], None]) -> None:
        """Have `note` told, in words, when the database cannot serve a reader, whoever catches the error.

        A statement that makes no sense to it is not meant: that is the fault of who asked.
        """

        def on_error(context: ExceptionContext) -> None:
            if context.is_disconnect or isinstance(context.sqlalchemy_exception, OperationalError | InterfaceError):
                note(self._refused(context.original_exception))

        event.listen(self._reader, "handle_error", on_error)

    @contextmanager
    def alone(self) -> Iterator[Connection]:
        """Give a writing connection outside any transaction, for what must not run in one; our own writers wait."""
        with self._writing, self._spoken(), self._writer.connect() as connection:
            yield connection.execution_options(isolation_level="AUTOCOMMIT")

    @contextmanager
    def _spoken(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise StorageError(self._refused(error.orig or error)) from error

    def _refused(self, error: BaseException) -> str:
        return f"the store failed: {self.name}: {_in_words(error)}"

    def close(self) -> None:
        """Close every connection."""
        self._writer.dispose()
        self._reader.dispose()


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StorageError(f"store url {url!r} cannot be read: write for example sqlite:////var/lib/monitor/monitor.db") from error
    backend = parsed.get_backend_name()
    if backend == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise StorageError(f"store url {url!r}: this database is not supported: use sqlite:///… or postgresql://…")
    if not parsed.database or parsed.database == ":memory:":
        raise StorageError(f"store url {url!r} names no file: several processes share the store, so it cannot live in memory")
    return parsed


def as_json(value: Any) -> str:
    """Write what a column of JSON holds."""
    try:
        return orjson.dumps(value).decode()
    except TypeError:  # a number beyond 64 bits, or a key that is no string
        return json.dumps(value)


def from_json(text_: str | bytes) -> Any:
    """Read what a column of JSON holds."""
    try:
        return orjson.loads(text_)
    except orjson.JSONDecodeError:
        return json.loads(text_)


_JSON: Mapping[str, Any] = {"json_serializer": as_json, "json_deserializer": from_json}


def _begin(words: str, connection: Connection) -> None:
    if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql(words)


def _prepare_writer(connection: Any, _record: Any) -> None:
    _prepare(connection)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


@contextmanager
def _unhurried(connection: Connection) -> Iterator[None]:
    """Let commits on SQLite return before the disk has them; its pragma holds for the connection, and is set outside transactions."""
    raw: Any = connection.connection.dbapi_connection if connection.dialect.name == "sqlite" else None
    if raw is not None:
        raw.execute("PRAGMA synchronous = NORMAL")
    try:
        yield
    finally:
        if raw is not None:
            raw.execute("PRAGMA synchronous = FULL")


def _prepare_reader(connection: Any, _record: Any) -> None:
    _prepare(connection)
    connection.execute("PRAGMA query_only = ON")


def _prepare(connection: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves; the driver's own would be a deferred one
    connection.execute("PRAGMA foreign_keys = ON")


def _in_words(error: BaseException) -> str:
    said = next(iter(str(error).strip().splitlines()), "") or type(error).__name__
    hints = {"database is locked": "another program holds it; try again when it is done", "disk": "make room on its disk"}
    return next((f"{said} ({hint})" for word, hint in hints.items() if word in said.lower()), said)


def lock_intake(connection: Connection) -> None:
    """Take the lock, held to commit, under which arrival numbers become visible in order."""
    if connection.dialect.name == "postgresql":  # on SQLite BEGIN IMMEDIATE is that lock
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": INTAKE_LOCK})


def nested(connection: Connection) -> NestedTransaction:
    """Begin a savepoint; as a context it is kept at the end unless it was rolled back."""
    return connection.begin_nested()


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows that break no unique key, ignore the others; all name the same columns."""
    if rows:
        insert_new_rows(connection, table, tuple(rows[0]), [[row[name] for name in rows[0]] for row in rows])


def insert_rows(connection: Connection, table: Table, names: tuple[str, ...], rows: Sequence[Sequence[Any]]) -> None:
    """Insert many rows, given as the values of these columns, in the driver's own words.

    SQLAlchemy looks at every value of every row, which takes it longer than storing them takes the database.
    """
    _insert_by_driver(connection, table, names, rows, "")


def insert_new_rows(connection: Connection, table: Table, names: tuple[str, ...], rows: Sequence[Sequence[Any]]) -> None:
    """Insert what `insert_rows` does, but ignore the rows that break a unique key."""
    _insert_by_driver(connection, table, names, rows, " ON CONFLICT DO NOTHING")


def _insert_by_driver(connection: Connection, table: Table, names: tuple[str, ...], rows: Sequence[Sequence[Any]], ending: str) -> None:
    if not rows:
        return
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
    for at, name in enumerate(names):
        bind, values = table.c[name].type.dialect_impl(connection.dialect).bind_processor(connection.dialect), columns[at]
        if bind is not None:  # often one thing for all rows, such as the time
            columns[at] = (bind(values[0]),) * len(values) if len(set(map(id, values))) == 1 else tuple(map(bind, values))
    marks = ", ".join(["?" if connection.dialect.name == "sqlite" else "%s"] * len(names))
    quoted = ", ".join(f'"{name}"' for name in names)
    words = f"INSERT INTO {table.name} ({quoted}) VALUES ({marks}){ending}"  # noqa: S608 - our own names
    connection.exec_driver_sql(words, list(zip(*columns, strict=True)))


def inserted(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert a row if it breaks no unique key; say whether it did."""
    return connection.execute(ignoring(connection.dialect.name, table).returning(*table.primary_key), dict(row)).first() is not None


def take_ids(connection: Connection, table: Table, count: int) -> list[int]:
    """Take the next row ids of a table, for rows of this transaction: to ask for those that the database gave costs more."""
    if connection.dialect.name == "sqlite":
        last = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,)).scalar() or 0
        return list(range(last + 1, last + count + 1))
    taken = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
    return list(connection.exec_driver_sql(taken, (table.name, count)).scalars())


@cache
def ignoring(dialect: str, table: Table) -> Any:
    """Give an insert that ignores rows which break a unique key."""
    return (postgresql if dialect == "postgresql" else sqlite).insert(table).on_conflict_do_nothing()


def listed(dialect: str, values: Collection[Any]) -> Any:
    """Give many values as the one parameter that `one_of` takes."""
    return as_json(list(values)) if dialect == "sqlite" else list(values)


def one_of(dialect: str, column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Say that a column holds one of the values of one parameter, see `listed`: a long IN list is compiled anew each time."""
    if dialect == "sqlite":
        return column.in_(select(func.json_each(bindparam(name)).table_valued("value").c.value))
    return column == func.any(bindparam(name, type_=ARRAY(column.type)))


def in_batches(values: Sequence[Any], size: int = SELECT_BATCH) -> Iterator[Sequence[Any]]:
    """Cut a sequence into pieces that fit one IN list."""
    return (values[at : at + size] for at in range(0, len(values), size))
