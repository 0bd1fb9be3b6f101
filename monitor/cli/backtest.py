"""`monitor backtest RULE`: what a rule, or another version of it, would have done over stored articles. Writes nothing."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.cli import home

if TYPE_CHECKING:
    from monitor.backtest import Outlook, Version, Window
    from monitor.config import RawTable, Settings
    from monitor.store.database import Store

SAMPLES = 3


def add_arguments(parser: ArgumentParser, verb: str) -> None:
    """Declare the command."""
    del verb
    parser.add_argument("rule", help="the rule to look back with")
    parser.add_argument("--against", metavar="OTHER", help="another rule's name, or a TOML file with another version of the rule")
    add_window(parser)
    home.add_format(parser)
    parser.set_defaults(call=backtest)


def add_window(parser: ArgumentParser) -> None:
    """Add `--since` and `--samples`."""
    parser.add_argument(
        "--since", metavar="TIME", help="look back to: 2026-02-16, or 30d, 12h (default: 30 days before the newest stored article)"
    )
    parser.add_argument("--samples", type=home.row_count, default=SAMPLES, help="at most so many sample hits (default: %(default)s)")


def backtest(given: Namespace) -> int:
    """Print an outlook on the rule, and on the other version with what it would add and drop; exit code 1 if a plugin failed."""
    from monitor.backtest import version_of, window_of

    read = home.settings(given)
    versions = [version_of(read, given.rule)]
    if given.against is not None:
        versions.append(_other(read, given.rule, given.against))
    with home.store(given) as store:
        window = window_of(store, since(given))
        outlooks = [looked_back(store, read, version, window) for version in versions]
        tell(given, store, outlooks)
    return 1 if any(outlook.faults for outlook in outlooks) else 0


def looked_back(store: Store, read: Settings, version: Version, window: Window) -> Outlook:
    """Look back with progress on standard error, and say there what the answer does not cover."""
    from monitor.backtest import look_back, terms_of
    from monitor.cli.progress import progress

    for caveat in caveats(store, version):
        print(f"{version.label}: {caveat}", file=sys.stderr)
    with progress(version.label, len(window.kept)) as seen:
        return look_back(store, version, window, terms_of(read, version.host), seen)


def caveats(store: Store, version: Version) -> list[str]:
    """Say what stored articles cannot answer yet: those that are not judged, or not matched with the topic."""
    from monitor.model.plain import counted
    from monitor.store.replay import unjudged

    topic = version.topic
    units = (topic, version.host.rules()[topic].unit) if topic else ()
    with store.read() as connection:
        waiting = unjudged(connection, units)
    if not waiting:
        return []
    what = f"or not matched with its topic {topic!r}" if topic else "or not placed"
    return [f"{counted(waiting, 'stored article')} not annotated {what} yet: run `monitor once` first to count them in"]


def since(given: Namespace) -> datetime | None:
    """Read `--since`; None if it is not given."""
    from monitor.query import read_time

    return read_time(given.since, home.now()) if given.since else None


def tell(given: Namespace, store: Store, outlooks: list[Outlook]) -> None:
    """Print one outlook, or two and their difference, as asked."""
    from monitor.backtest import difference
    from monitor.cli import lookback
    from monitor.cli.output import emit

    pair = difference(*outlooks) if len(outlooks) == 2 else None
    if given.format == "table":
        for outlook in outlooks:
            lookback.print_page(store, outlook, given.samples)
        if pair is not None:
            lookback.print_difference(store, outlooks[0], outlooks[1], pair, given.samples)
        return
    rows = [lookback.row_of(outlook, given.samples, pair if number else None) for number, outlook in enumerate(outlooks)]
    emit(rows, lookback.COLUMNS, given.format)


def _other(read: Settings, rule: str, named: str) -> Version:
    """Give the version to compare with: another configured rule, or the one in a file.

    Raises: UsageError if it is neither.
    """
    from monitor.backtest import version_of
    from monitor.errors import UsageError

    if named in read.rules:
        return version_of(read, named)
    if not Path(named).is_file():
        raise UsageError(f"no rule and no file is named {named!r}: see `monitor rules list`")
    return version_of(read, rule, table_in(Path(named), rule), label=named)


def table_in(path: Path, rule: str | None) -> RawTable:
    """Give the rule of a TOML file: the one of that name, or the only one.

    Raises: UsageError if the file cannot be read, or holds no such rule or several.
    """
    import tomllib

    from monitor.config import RawTable
    from monitor.errors import UsageError

    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("rules", {})
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot read {str(path)!r}: {error}") from error
    tables = {name: table for name, table in tables.items() if isinstance(table, dict)} if isinstance(tables, dict) else {}
    name = rule if rule is not None and rule in tables else next(iter(tables), "")
    if not tables or (name != rule and len(tables) > 1):
        held = f"holds {', '.join(map(repr, sorted(tables)))}" if tables else "holds no [rules.NAME]"
        raise UsageError(f"{str(path)!r} {held}: write one version of {rule or 'the rule'} there")
    return RawTable(section="rules", name=rule or name, file=path.name, values=tables[name])
