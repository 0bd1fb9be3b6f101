"""`monitor rules try` and `monitor rules add`: a rule that is not configured yet, tried on what is stored, and written down."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monitor.cli import home
from monitor.cli.backtest import add_window, looked_back, since, table_in, tell

if TYPE_CHECKING:
    from monitor.backtest import Version
    from monitor.config import RawTable, Settings

TRIED = "tried"  # the name of a rule that has none yet


def add_try(parser: ArgumentParser) -> None:
    """Declare `rules try`."""
    parser.add_argument("query", nargs="?", help="a query, as of a topic rule")
    _add_table(parser)
    parser.add_argument("--file", metavar="FILE", help="a TOML file that holds the rule")
    parser.add_argument("--name", help="which rule of the file, and for whom channels would take it")
    add_window(parser)
    home.add_format(parser)
    parser.set_defaults(call=try_rule)


def add_add(parser: ArgumentParser) -> None:
    """Declare `rules add`."""
    parser.add_argument("name", help="the rule's name: what alerts, lists and channels call it")
    parser.add_argument("--query", help="the query of a topic rule")
    _add_table(parser)
    parser.add_argument("--title", help="what people read instead of the name")
    parser.add_argument("--status", choices=("experimental", "stable"), help="shown in lists (default: stable)")
    parser.add_argument("--should-match", action="append", metavar="TEXT", help="a text that it must match; may be repeated")
    parser.add_argument("--should-not-match", action="append", metavar="TEXT", help="a text that it must not match; may be repeated")
    add_window(parser)
    home.add_format(parser)
    parser.set_defaults(call=add_rule)


def _add_table(parser: ArgumentParser) -> None:
    parser.add_argument("--use", metavar="KIND", help="topic (default), new-figure, new-person, contradiction, or a plugin's kind")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="a key of the kind: topic=ferry, 'watch=people killed'; may be repeated",
    )


def try_rule(given: Namespace) -> int:
    """Print what a rule that is not configured would find in stored articles; exit code 1 if a plugin failed."""
    from monitor.backtest import version_of

    read = home.settings(given)
    if given.file is not None:
        table = table_in(Path(given.file), given.name)
    else:
        table = _table(read, given, given.name or TRIED, {"query": given.query})
    return _tried(given, read, version_of(read, table.name, table, label=given.query or table.name))


def _tried(given: Namespace, read: Settings, version: Version) -> int:
    from monitor.backtest import window_of

    with home.store(given) as store:
        outlook = looked_back(store, read, version, window_of(store, since(given)))
        tell(given, store, [outlook])
    return 1 if outlook.faults else 0


def add_rule(given: Namespace) -> int:
    """Check a new rule, show what it would have found, and write it down; nothing is written if it has a fault."""
    from monitor.amend import amend
    from monitor.backtest import version_of
    from monitor.check import inline_faults
    from monitor.config.edit import add_table
    from monitor.errors import ConfigError, StorageError, UsageError

    path, read = home.config_path(given), home.settings(given)
    if given.name in read.rules:
        raise UsageError(f"rule {given.name!r} is there already, in {read.rules[given.name].file}: choose another name")
    shared = {name: getattr(given, name) for name in ("title", "status", "should_match", "should_not_match")}
    table = _table(read, given, given.name, {"query": given.query, **shared})
    version = version_of(read, given.name, table)
    if wrong := list(inline_faults(version.host)):
        raise ConfigError(*wrong)
    try:
        code, stored = _tried(given, read, version), True
    except StorageError as error:  # nothing is stored yet; the rule can be written all the same
        print(f"not tried on stored articles: {error}", file=sys.stderr)
        code, stored = 0, False
    file = path.absolute().parent / "rules" / _file_name(given.name)
    amend(path, lambda text: add_table(text, "rules", given.name, table.values), file=file)
    if stored:
        _take_up(given)
    print(_NEXT.format(name=given.name, file=file), file=sys.stderr)
    return code


def _take_up(given: Namespace) -> None:
    """Have a running monitor read its configuration again."""
    from monitor.store.requests import ask_to_reload

    with home.store(given) as store, store.write() as connection:
        ask_to_reload(connection)


_NEXT = """rule {name!r} is written to {file}
A running monitor takes it up within a minute; otherwise the next `monitor once` or `monitor run` does. It first judges what is
stored, which tells nobody about the past, and is live from then on; `monitor rules list` says how far it has come."""


def _file_name(name: str) -> str:
    """Give the file of a rule's own; a name that no file can have is written with dashes."""
    return (re.sub(r"[^\w-]+", "-", name).strip("-")[:100] or "rule") + ".toml"


def _table(read: Settings, given: Namespace, name: str, more: Mapping[str, Any]) -> RawTable:
    """Make the table of the rule that the command line describes.

    Raises: UsageError if it describes none.
    """
    from monitor.config import RawTable
    from monitor.errors import UsageError
    from monitor.host import Host

    use = given.use or "topic"
    kinds = Host(_without_tables(read)).kinds
    model = kinds.get(use)
    written = home.keys(given.set, model)
    values = {"use": use} | {key: value for key, value in more.items() if value is not None} | written
    if use == "topic" and "query" not in values:
        raise UsageError("no query is given: write one, such as 'ferry AND (toll OR capsiz*)', or name another kind with --use")
    return RawTable(section="rules", name=name, file="the command line", values=values)


def _without_tables(read: Settings) -> Settings:
    from dataclasses import replace

    return replace(read, sources={}, rules={}, channels={})
