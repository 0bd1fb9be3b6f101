"""`monitor db backup|restore|check|upgrade|prune`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.cli import home

if TYPE_CHECKING:
    from monitor.store.database import Store


def add_arguments(parser: ArgumentParser, verb: str) -> None:
    """Declare the subcommands."""
    del verb
    verbs = parser.add_subparsers(required=True, metavar="backup|restore|check|upgrade|prune")
    backup = verbs.add_parser("backup", help="copy the store into a new file, while the daemon runs")
    backup.set_defaults(call=back_up)
    backup.add_argument("file", type=Path)
    restore = verbs.add_parser("restore", help="put a backup in the store's place; the replaced store is kept beside it")
    restore.set_defaults(call=restore_backup)
    restore.add_argument("file", type=Path)
    restore.add_argument("--check", action="store_true", help="only say whether the backup is sound")
    check = verbs.add_parser("check", help="say whether the store is sound and adds up")
    check.set_defaults(call=check_store)
    upgrade = verbs.add_parser("upgrade", help="bring the store's schema to this program's version")
    upgrade.set_defaults(call=upgrade_store)
    prune = verbs.add_parser("prune", help="purge articles that last changed long ago; alerts that are not resolved keep theirs")
    prune.set_defaults(call=prune_store)
    prune.add_argument("--older-than", metavar="DURATION", help="such as 365d (default: `articles` in [retention])")
    prune.add_argument("--dry-run", action="store_true", help="only say how many articles that would be")
    prune.add_argument("--shrink", action="store_true", help="then give the room back to the disk; everybody else waits meanwhile")


@contextmanager
def _opened(given: Namespace) -> Iterator[Store]:
    """Open the configured store whatever its schema."""
    from monitor.store.database import Store

    opened = Store(home.settings(given).store.url)
    try:
        yield opened
    finally:
        opened.close()


def back_up(given: Namespace) -> int:
    """Copy the store into a file."""
    from monitor.store import upkeep

    with _opened(given) as store:
        size_bytes = upkeep.back_up(store, given.file)
        print(f"{store.name}: copied into {given.file} ({size_bytes} bytes), and the copy is sound")
    return 0


def restore_backup(given: Namespace) -> int:
    """Put a backup in the store's place, or only try it."""
    from monitor.store import upkeep

    if given.check:
        print(f"{given.file}: sound, schema {upkeep.verify(given.file)}")
        return 0
    with _opened(given) as store:
        aside = upkeep.restore(store, given.file, home.now())
        kept = f"; the replaced store is {aside}" if aside else ""
        print(f"{store.name}: restored from {given.file}{kept}")
    return 0


def check_store(given: Namespace) -> int:
    """Print one line per finding; exit code 1 if there is any."""
    from monitor.store import upkeep

    with home.store(given) as store:
        found = upkeep.findings(store)
        for said in found or [f"{store.name}: sound"]:
            print(said)
    return 1 if found else 0


def upgrade_store(given: Namespace) -> int:
    """Run the migrations that the store lacks."""
    from monitor.store import upkeep

    with _opened(given) as store:
        before, after = upkeep.upgrade(store)
        print(f"{store.name}: schema {after}" + ("" if before == after else f", was {before or 'empty'}"))
    return 0


def prune_store(given: Namespace) -> int:
    """Purge old articles, or only say how many there are."""
    from monitor.store import retention

    now = home.now()
    with home.store(given) as store:
        keep = _keep(given)
        if given.dry_run:
            with store.read() as connection:
                counts = retention.how_many(connection, now - keep)
            said = f"would purge {counts['purgeable']} of {counts['old']} articles that last changed before {now - keep:%Y-%m-%d}"
            print(f"{store.name}: {said}; {counts['kept']} are kept: alerts rest on them that are not resolved, or work is owed")
            return 0
        print(f"{store.name}: {retention.prune(store, keep, now)} articles purged that last changed before {now - keep:%Y-%m-%d}")
        if given.shrink:
            print(f"{store.name}: {retention.shrink(store)} bytes given back to the disk")
    return 0


def _keep(given: Namespace) -> timedelta:
    """Give how long articles are kept, as asked for or as configured.

    Raises: UsageError if neither says so.
    """
    from monitor.config.base import parse_duration
    from monitor.errors import UsageError

    if given.older_than is None:
        configured = home.settings(given).retention.articles
        if configured is None:
            raise UsageError("nothing says how long articles are kept: use --older-than 365d, or `articles` in [retention]")
        return configured
    try:
        return parse_duration(given.older_than)
    except ValueError as error:
        raise UsageError(f"--older-than {given.older_than!r}: {error}") from None
