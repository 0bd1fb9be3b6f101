"""Keeps the store safe: copies it while it is in use, puts a copy back, checks that what it holds adds up.

Copying is for SQLite, whose file only SQLite can copy in one piece; PostgreSQL brings better tools of its own, and they are named.
"""

from __future__ import annotations

import os
import shlex
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Select, exists, func, or_, select, text

from monitor.errors import StorageError
from monitor.store import schema
from monitor.store import tables as t
from monitor.store.database import Store
from monitor.store.lock import alone, only_daemon
from monitor.store.notices import KIND

SIDES = ("-wal", "-shm")


def back_up(store: Store, to: Path) -> int:
    """Copy the store, which may be in use, into one new file and check the copy; give its size in bytes.

    Raises: StorageError if the file exists, cannot be written or is not sound, and for PostgreSQL.
    """
    _only_sqlite(store, f"pg_dump --format=custom --file={shlex.quote(str(to))}")
    if to.exists():
        raise StorageError(f"cannot back up into {to}: it exists: name another file")
    with _replacing(to) as half:
        _copy(_path(store), half)
        _check_copy(half)
    return to.stat().st_size


def restore(store: Store, backup: Path, now: datetime) -> Path | None:
    """Put a backup in the store's place; give where the replaced store is kept, None if there was none.

    Raises: StorageError if the backup is not sound or was made by a newer program, if the store was, and while somebody works on it.
    """
    _only_sqlite(store, "pg_restore --clean --if-exists --dbname", behind=shlex.quote(str(backup)))
    verify(backup)
    path = _path(store)
    with only_daemon(store.name), alone(store):
        _refuse_newer(path)
        aside = path.with_name(f"{path.name}.replaced-{now:%Y%m%dT%H%M%SZ}") if path.exists() else None
        with _replacing(path) as half:
            _copy(backup, half)
            _check_copy(half)
            if aside is not None:
                _set_aside(path, aside)
    return aside


def verify(backup: Path) -> str:
    """Check that a file is a sound copy of a store which this program can read; give its schema's version.

    Raises: StorageError if it is not.
    """
    if not backup.is_file():
        raise StorageError(f"no such backup: {backup}")
    return _check_copy(backup)


def findings(store: Store) -> list[str]:
    """Give what is wrong with the store, one sentence each: the database's own checks, and what the monitor promises of its rows."""
    with store.read() as connection:
        found = list(_sqlite_findings(connection)) if store.on_sqlite else []
        counts = {said: connection.execute(query).scalar_one() for said, query in _promises().items()}
    return found + [f"{count} {said}" for said, count in counts.items() if count]


def _sqlite_findings(connection: Connection) -> Iterator[str]:
    for (said,) in connection.execute(text("PRAGMA integrity_check")):
        if said != "ok":
            yield f"the database is damaged: {said}"
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield f"{row[0]} row {row[1]} points to a row of {row[2]} that does not exist"


def _promises() -> dict[str, Select[Any]]:
    """Give what may not be found, and the query that counts it."""
    quoted = func.substr(t.revision.c.text, t.evidence.c.start + 1, t.evidence.c.end - t.evidence.c.start)
    untold = (t.outcome.c.outcome == "sent", t.outcome.c.owed.is_(False), t.outcome.c.delivery_id.is_(None))
    counted = select(func.coalesce(select(t.counter.c.value).where(t.counter.c.name == "arrival").scalar_subquery(), 0)).scalar_subquery()
    latest = exists().where(t.revision.c.article_id == t.article.c.id, t.revision.c.number == t.article.c.latest)
    misled = select(func.count()).select_from(t.outcome.join(t.delivery)).where(t.outcome.c.channel != t.delivery.c.channel)
    return {
        "hits have no evidence": _count(t.hit, ~exists().where(t.evidence.c.hit_id == t.hit.c.id)),
        "alerts have no hit": _count(t.alert, t.alert.c.kind != KIND, ~exists().where(t.hit.c.alert_id == t.alert.c.id)),
        "alerts about sources have no notice": _count(
            t.alert, t.alert.c.kind == KIND, ~exists().where(t.notice.c.alert_id == t.alert.c.id)
        ),
        "outcomes of notices say sent, and no message carries them": _count(
            t.notice_outcome,
            t.notice_outcome.c.outcome == "sent",
            t.notice_outcome.c.owed.is_(False),
            t.notice_outcome.c.delivery_id.is_(None),
        ),
        "quotes do not stand in their article": select(func.count())
        .select_from(t.evidence.join(t.revision))
        .where(t.evidence.c.quote != quoted, t.revision.c.text != ""),  # what is purged keeps its quotes alone
        "articles miss their latest revision": _count(t.article, ~latest),
        "outcomes belong to no hit": _count(t.outcome, ~exists().where(t.hit.c.id == t.outcome.c.hit_id)),
        "outcomes say sent, and no message carries them": _count(t.outcome, *untold),
        "outcomes are carried by another channel's message": misled,
        "owed units of work are on revisions that do not exist": _count(t.work, ~exists().where(t.revision.c.id == t.work.c.revision_id)),
        "revisions have arrival numbers that were never given": _count(
            t.revision, or_(t.revision.c.arrival > counted, t.revision.c.arrival < 1)
        ),
    }


def _count(table: Any, *wrong: Any) -> Select[Any]:
    return select(func.count()).select_from(table).where(*wrong)


def upgrade(store: Store) -> tuple[str | None, str]:
    """Bring the schema to this program's version; give the version before (None: there was none) and the one it is now.

    Raises: StorageError if a newer program made it, or while a daemon runs on it.
    """
    with only_daemon(store.name if store.on_sqlite else store.url.render_as_string(hide_password=False)):
        before = schema.version(store)
        schema.ensure(store)
    return before, schema.HEAD


def _only_sqlite(store: Store, command: str, behind: str = "") -> None:
    if store.on_sqlite:
        return
    url = store.url
    bare = URL.create("postgresql", url.username, None, url.host, url.port, url.database).render_as_string()
    line = " ".join(filter(None, (command, shlex.quote(bare), behind)))
    raise StorageError(f"the store is on PostgreSQL, which does this itself: {store.name}: run {line}")


def _path(store: Store) -> Path:
    return Path(store.url.database or "")


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """Give a new file's name; at the end it takes the place of `path` at one stroke, or vanishes if anything failed."""
    half = path.with_name(f".{path.name}.{os.getpid()}.half")
    try:
        yield half
        with half.open("rb") as written:
            os.fsync(written.fileno())
        half.replace(path)
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        os.fsync(folder)
        os.close(folder)
    except (OSError, sqlite3.Error) as error:
        raise StorageError(f"cannot write {path}: {error}") from error
    finally:
        for end in ("", *SIDES, "-journal"):
            Path(f"{half}{end}").unlink(missing_ok=True)


def _copy(source: Path, to: Path) -> None:
    """Copy a database as one transaction sees it; whoever uses it goes on meanwhile. The copy is one file, readable by us alone."""
    if not source.exists():
        raise StorageError(f"there is no store yet: {source}")
    os.close(os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(to)) as new:
        old.execute("PRAGMA query_only = ON")
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE")


def _check_copy(path: Path) -> str:
    if "?" in str(path):
        raise StorageError(f"a store's path cannot hold a question mark: {path}")
    copy = Store(f"sqlite:///{path}")
    try:
        version = schema.version(copy)
        if version is None:
            raise StorageError(f"this is no store of the monitor: {path}")
        schema.refuse_newer(copy, version)
        with copy.read() as connection:
            found = list(_sqlite_findings(connection))
    finally:
        copy.close()
    if found:
        raise StorageError(f"the copy is damaged: {path}: {found[0]}")
    return version


def _refuse_newer(path: Path) -> None:
    """Refuse to replace what a newer program made; what cannot be read at all may be replaced, that is what backups are for."""
    if not path.exists():
        return
    present = Store(f"sqlite:///{path}")
    try:
        version = schema.version(present)
    except StorageError:
        return
    finally:
        present.close()
    schema.refuse_newer(present, version)


def _set_aside(path: Path, aside: Path) -> None:
    """Keep the store under another name; it keeps its own as well until the restored one takes it."""
    # With the log written into it one file holds all; a store too damaged for that is kept as it is, with the log beside it.
    with closing(sqlite3.connect(path)) as old, suppress(sqlite3.DatabaseError):
        old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    os.link(path, aside)
    for end in SIDES:
        if Path(f"{path}{end}").exists():
            Path(f"{path}{end}").rename(f"{aside}{end}")
