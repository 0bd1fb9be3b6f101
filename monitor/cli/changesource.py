"""`monitor sources remove|enable|disable|fetch`: what is done to sources that are configured."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from monitor.cli import home
from monitor.errors import UsageError

if TYPE_CHECKING:
    from monitor.assembly import Assembly

JUDGING_SECONDS = 60.0
_FETCHED = ("name", "state", "articles", "revisions", "error", "next_due_at")


def add_arguments(parser: ArgumentParser, verb: str) -> None:
    """Declare `sources remove`, `enable`, `disable` or `fetch`."""
    parser.add_argument("names", nargs="*", metavar="NAME", help="a source, as `monitor sources list` names it")
    parser.add_argument("--group", help="all that are filed under this")
    calls: dict[str, Callable[[Namespace], int]] = {"remove": remove, "enable": enable, "disable": disable, "fetch": fetch}
    parser.set_defaults(call=calls[verb])
    if verb == "fetch":
        home.add_format(parser)


def remove(given: Namespace) -> int:
    """Take sources out of the configuration; what they brought stays stored."""
    from monitor.config.edit import remove_table

    return _changed(given, lambda text, name: remove_table(text, "sources", name), "removed: {names}; what they brought stays stored")


def enable(given: Namespace) -> int:
    """Have disabled sources watched again."""
    from monitor.config.edit import set_keys

    return _changed(given, lambda text, name: set_keys(text, "sources", name, {"enabled": None}), "enabled: {names}")


def disable(given: Namespace) -> int:
    """Have sources watched no longer, and keep their tables."""
    from monitor.config.edit import set_keys

    return _changed(given, lambda text, name: set_keys(text, "sources", name, {"enabled": False}), "disabled: {names}")


def _changed(given: Namespace, change: Callable[[str, str], str], said: str) -> int:
    from monitor.amend import amend
    from monitor.model.plain import printable

    path, names = home.config_path(given), _names(given)

    def all_of(text: str) -> str:
        for name in names:
            text = change(text, name)
        return text

    amend(path, all_of)
    _take_up(given)
    print(printable(said.format(names=", ".join(names))))
    return 0


def _names(given: Namespace) -> Sequence[str]:
    """Give the sources that the command line means. Raises: UsageError if it means none, or one that is not configured."""
    from monitor.cli.feedlist import in_group
    from monitor.config.faults import nearest

    configured = home.settings(given).sources
    for name in given.names:
        if name not in configured:
            hint = nearest(name, configured)
            raise UsageError(f"no source is named {name!r}" + (f" ({hint})" if hint else ""))
    filed = [name for name, table in configured.items() if given.group and in_group(table, given.group)]
    if given.group and not filed:
        raise UsageError(f"no source is filed under {given.group!r}")
    if not given.names and not filed:
        raise UsageError("name one source or more, or a --group of them")
    return list(dict.fromkeys([*given.names, *filed]))


def _take_up(given: Namespace) -> None:
    """Make the store follow the configuration, and have a running monitor read it again; a store that is not there yet follows later."""
    from pathlib import Path

    from monitor.cli.feedlist import take_up
    from monitor.store.database import Store

    store = Store(home.settings(given).store.url)
    made = not store.on_sqlite or Path(store.url.database or "").exists()
    store.close()
    if made:
        take_up(home.config_path(given))


def fetch(given: Namespace) -> int:
    """Ask sources now, due or not, fetch the pages that are owed, and judge it all; exit code 1 if a source fails.

    What a server asked us to wait holds.
    """
    from monitor import log
    from monitor.assembly import assembled
    from monitor.cli.output import emit

    names, read = _names(given), home.settings(given)
    log.configure(read.log.format, "error")
    with assembled(read, home.now) as house:
        rows = [_fetched(house, name) for name in names]
        end = time.monotonic() + JUDGING_SECONDS
        house.pages.fetch(lambda: time.monotonic() >= end)
        house.judge(lambda: time.monotonic() >= end)
    emit(rows, _FETCHED, given.format)
    return 1 if any(row["error"] for row in rows) else 0


def _fetched(house: Assembly, name: str) -> dict[str, Any]:
    from monitor.cli.sourcetable import source_row
    from monitor.store.sources import source_rows

    done = house.poller.poll(due_or_not=True, names={name})
    with house.store.read() as connection:
        stored = source_rows(connection, name=name)
    row = source_row(stored[0], ("name", "state", "error", "next_due_at", "wait_until", "enabled"))
    if not done.fetched and not done.errors:
        row["error"] = _why_not_asked(row)
    return {**{key: row[key] for key in ("name", "state", "error", "next_due_at")}, "articles": done.articles, "revisions": done.revisions}


def _why_not_asked(row: dict[str, Any]) -> str:
    if not row["enabled"]:
        return row["error"] or "not asked: it is disabled"
    if row["wait_until"]:
        return f"not asked: it is to be left alone until {row['wait_until']}" + (f" ({row['error']})" if row["error"] else "")
    return "not asked: another process is asking it now"
