"""One daemon per store, and who else is at work on it: locks that the kernel or the database lets go of when their holder dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from monitor.errors import StorageError
from monitor.store.database import Store

DAEMON_LOCK = 0x6461656D  # "daem"
WORK_LOCK = 0x776F726B  # "work"


@contextmanager
def only_daemon(url: str) -> Iterator[None]:
    """Hold the store's daemon lock.

    Raises: StorageError if another daemon holds it.
    """
    store = Store(url)
    try:
        with _file_lock(store) if store.on_sqlite else _advisory_lock(store):
            yield
    finally:
        store.close()


@contextmanager
def _file_lock(store: Store) -> Iterator[None]:
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
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _advisory_lock(store: Store) -> Iterator[None]:
    connection = store.watch()
    try:
        if not connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": DAEMON_LOCK}).scalar():
            raise _refused(store, "")
        yield
    finally:
        connection.close()


@contextmanager
def at_work(store: Store, when_alone: Callable[[], object]) -> Iterator[None]:
    """Be seen at work on the store. Whoever comes when nobody is calls `when_alone`, while all others wait: every lease is a dead one's."""
    with _shared_file(store, when_alone) if store.on_sqlite else _shared_advisory(store, when_alone):
        yield


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
def _shared_file(store: Store, when_alone: Callable[[], object]) -> Iterator[None]:
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
        yield


@contextmanager
def _shared_advisory(store: Store, when_alone: Callable[[], object]) -> Iterator[None]:
    key = {"key": WORK_LOCK}
    connection = store.watch()
    try:
        if connection.execute(text("SELECT pg_try_advisory_lock(:key)"), key).scalar():
            when_alone()
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), key)
        connection.execute(text("SELECT pg_advisory_lock_shared(:key)"), key)
        yield
    finally:
        connection.close()


def _refused(store: Store, who: str) -> StorageError:
    return StorageError(f"another daemon already runs on this store{who}: {store.name}: stop it first, or use another store")
