"""One daemon per store, and who else is at work on it: locks that the kernel or the database lets go of when their holder dies.

What holds a lock gives what keeps it: call it now and then, for a PostgreSQL server that was restarted has forgotten its advisory locks.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from monitor.errors import StorageError
from monitor.store.database import Store

DAEMON_LOCK = 0x6461656D  # "daem"
WORK_LOCK = 0x776F726B  # "work"

Keep = Callable[[], None]


class AnotherDaemonError(StorageError):
    """Another daemon holds the store's lock."""


class _Advisory:
    """A connection that holds an advisory lock, as `take` takes it."""

    def __init__(self, store: Store, take: Callable[[Connection], None]) -> None:
        self._store, self._take = store, take
        self._connection = self._connected()

    def keep(self) -> None:
        """Take the lock again if the server has forgotten it.

        Raises: StorageError while the server is away; what `take` raises.
        """
        if self._alive():
            return
        self._connection.close()
        self._connection = self._connected()

    def close(self) -> None:
        """Let go of the lock."""
        self._connection.close()

    def _connected(self) -> Connection:
        connection = self._store.watch()
        connection.detach()  # back in the pool it would hold the lock on
        try:
            self._take(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _alive(self) -> bool:
        try:
            self._connection.exec_driver_sql("SELECT 1")
        except SQLAlchemyError:  # the server went down, or is away since
            return False
        return True


@contextmanager
def only_daemon(url: str) -> Iterator[Keep]:
    """Hold the store's daemon lock; give what keeps it.

    Raises: AnotherDaemonError if another daemon holds it, at first or when it is kept.
    """
    store = Store(url)
    try:
        with _file_lock(store) if store.on_sqlite else _advisory_lock(store) as keep:
            yield keep
    finally:
        store.close()


@contextmanager
def _file_lock(store: Store) -> Iterator[Keep]:
    path = Path(f"{store.url.database}.lock")
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip()
            raise _refused(store, f" (process {holder})" if holder else "") from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield _held_by_the_kernel
    finally:
        os.close(descriptor)


def _held_by_the_kernel() -> None:
    """Do nothing: the kernel keeps a file's lock for as long as we live."""


@contextmanager
def _advisory_lock(store: Store) -> Iterator[Keep]:
    def take(connection: Connection) -> None:
        if not connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": DAEMON_LOCK}).scalar():
            raise _refused(store, "")

    with closing(_Advisory(store, take)) as lock:
        yield lock.keep


@contextmanager
def at_work(store: Store, when_alone: Callable[[], object]) -> Iterator[Keep]:
    """Be seen at work on the store; give what keeps us seen.

    Whoever comes when nobody is calls `when_alone`, while all others wait: every lease is a dead one's.
    """
    with _shared_file(store, when_alone) if store.on_sqlite else _shared_advisory(store, when_alone) as keep:
        yield keep


@contextmanager
def alone(store: Store) -> Iterator[None]:
    """Keep everybody else from work on a store in a file.

    Raises: StorageError if somebody is at work on it.
    """
    with Path(f"{store.url.database}.users").open("ab") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StorageError(f"a `monitor once` or a daemon is at work on the store: {store.name}: wait until it is done") from None
        yield


@contextmanager
def _shared_file(store: Store, when_alone: Callable[[], object]) -> Iterator[Keep]:
    with Path(f"{store.url.database}.users").open("ab") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            alone = False
        else:
            alone = True
        if alone:
            when_alone()
        fcntl.flock(held, fcntl.LOCK_SH)
        yield _held_by_the_kernel


@contextmanager
def _shared_advisory(store: Store, when_alone: Callable[[], object]) -> Iterator[Keep]:
    key = {"key": WORK_LOCK}
    with closing(store.watch()) as connection:
        if connection.execute(text("SELECT pg_try_advisory_lock(:key)"), key).scalar():
            when_alone()
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), key)

    def take(connection: Connection) -> None:
        connection.execute(text("SELECT pg_advisory_lock_shared(:key)"), key)

    with closing(_Advisory(store, take)) as lock:
        yield lock.keep


def _refused(store: Store, who: str) -> AnotherDaemonError:
    return AnotherDaemonError(f"another daemon already runs on this store{who}: {store.name}: stop it first, or use another store")
