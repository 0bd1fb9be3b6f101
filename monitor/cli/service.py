"""`monitor run` and `monitor once`."""

from __future__ import annotations

import io
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from monitor.cli import home

if TYPE_CHECKING:
    from monitor.assembly import Assembly
    from monitor.config import Settings
    from monitor.cycle import Cycle


def add_arguments(parser: ArgumentParser, verb: str) -> None:
    """Declare the command."""
    if verb == "run":
        parser.add_argument("--show-alerts", action="store_true", help="print every open alert after the first cycle, and what to try next")
        parser.set_defaults(call=run)
    else:
        parser.add_argument("--format", choices=("text", "json"), default="text", help="one summary line, for people or as JSON")
        parser.set_defaults(call=once)


def run(given: Namespace) -> int:
    """Run the daemon until it is told to stop."""
    from monitor import daemon

    read = home.settings(given)
    if not given.show_alerts or not _tells_people(read):
        return daemon.run(read, announce=show_alerts if given.show_alerts else lambda assembly: None)
    with _held_until_listed() as give_way:
        return daemon.run(read, announce=lambda assembly: show_alerts(assembly, before=give_way))


def _tells_people(read: Settings) -> bool:
    """Say whether every channel on standard output writes for people, who want each alert once; a machine needs each message."""
    return all(table.values.get("format") != "ndjson" for table in read.channels.values())


@contextmanager
def _held_until_listed() -> Iterator[Callable[[], None]]:
    """Hold what channels print on standard output: the list of every open alert says all of it, whole, and takes its place.

    What is held when no list comes (stopped before, or failed) is printed at the end.
    """
    out, held = sys.stdout, io.StringIO()

    def give_way() -> None:
        held.seek(0)
        held.truncate()
        sys.stdout = out

    sys.stdout = held
    try:
        yield give_way
    finally:
        sys.stdout = out
        out.write(held.getvalue())


def once(given: Namespace) -> int:
    """Run one full cycle; exit code 1 if a source or a plugin failed."""
    from monitor.assembly import assembled
    from monitor.cycle import full_cycle

    read = home.settings(given)
    with assembled(read, home.now) as assembly:
        done = full_cycle(assembly)
    _summarise(done, given.format)
    return 1 if done.errors else 0


def _summarise(done: Cycle, form: str) -> None:
    from monitor.cli.output import json_text, printable

    if form == "json":
        print(json_text(done.row()))
        return
    for error in done.errors:
        print(f"monitor: {printable(error)}", file=sys.stderr)
    counts = ", ".join(f"{value} {name}" for name, value in done.row().items() if name != "errors")
    print(f"{counts}, {len(done.errors)} errors")


def show_alerts(assembly: Assembly, before: Callable[[], None] = lambda: None) -> None:
    """Print every open alert with its quotes, and what to try next; `before` is called just before the first line."""
    from monitor.cli.alerts import quoted_articles
    from monitor.cli.output import print_alerts
    from monitor.model.plain import counted
    from monitor.query import AlertQuery
    from monitor.store.alerts import find_alerts

    with assembly.store.read() as connection:
        found = [alert for alert in find_alerts(connection, AlertQuery(oldest_first=True)) if alert.state in ("new", "acknowledged")]
        articles = quoted_articles(connection, found)
    before()
    print(f"{counted(len(found), 'open alert')} in {assembly.store.name}{':' if found else ''}\n")
    print_alerts(found, articles=articles)
    print(_NEXT.format(config=assembly.settings.path), flush=True)


_NEXT = """What to try next, in another terminal, with `.venv/bin/monitor` for `monitor` if it is not on your path:
  monitor --config {config} alerts list                what was found
  monitor --config {config} explain ARTICLE            why, or why not: fetched, judged, told
  monitor --config {config} articles list --q ferry    search what is stored
  monitor --config {config} check                      try the configuration and its rules
Add your own feed or folder under [sources] in {config}, a rule in rules/ beside it, and start again.
Watching now; stop with Ctrl-C.
"""
