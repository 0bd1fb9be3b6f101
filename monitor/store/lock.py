"""One daemon per store: a lock that the kernel or the database lets go of when its holder dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from monitor.errors import StorageError
from monitor.store.database import Store

DAEMON_LOCK = 0x6461656D  # "daem"


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


def _refused(store: Store, who: str) -> StorageError:
    return StorageError(f"another daemon already runs on this store{who}: {store.name}: stop it first, or use another store")
