"""`monitor run` and `monitor once`."""

from __future__ import annotations

import io
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from monitor import log
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
    if not given.show_alerts:
        return daemon.run(read)
    if not _tells_people(read):
        return daemon.run(read, announce=show_alerts)
    with _first_page(read) as give_way:
        return daemon.run(read, announce=lambda assembly: show_alerts(assembly, before=give_way))


def _tells_people(read: Settings) -> bool:
    """Say whether every channel on standard output writes for people, who want each alert once; a machine needs each message."""
    return all(table.values.get("format") != "ndjson" for table in read.channels.values())


@contextmanager
def _first_page(read: Settings) -> Iterator[Callable[[], None]]:
    """Keep the page free for the list of every open alert, until the function that is given is called.

    What channels print on standard output until then is held: the list says all of it, whole. If no list comes (stopped before,
    or failed) it is printed at the end. A terminal's log is kept to what someone may care about.
    """
    out, held = sys.stdout, io.StringIO()

    def give_way() -> None:
        held.seek(0)
        held.truncate()
        sys.stdout = out
        log.configure(read.log.format, read.log.level)

    if sys.stderr.isatty() and read.log.level == "info":
        print("Reading; every open alert comes in a moment.", file=sys.stderr)
        log.configure(read.log.format, "warning")
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
        every = find_alerts(connection, AlertQuery(oldest_first=True, now=assembly.clock()))
        found = [alert for alert in every if alert.state in ("new", "acknowledged")]
        articles = quoted_articles(connection, found)
    before()
    print(f"{counted(len(found), 'open alert')} in {assembly.store.name}{':' if found else ''}\n")
    print_alerts(found, articles=articles)
    print(_NEXT.format(monitor=_called_so(assembly.settings.path), config=_seen_from_here(assembly.settings.path)), flush=True)


def _called_so(config: Path) -> str:
    """Give how the program is called from here to use this configuration."""
    program = home.program()
    found = next((place for place in home.PLACES if Path(place).is_file()), "")
    return program if Path(found).absolute() == config else f"{program} --config {_seen_from_here(config)}"


def _seen_from_here(path: Path) -> str:
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


_NEXT = """What to try next, in another terminal:
  {monitor} alerts list           what was found
  {monitor} explain 1             why, or why not: how article 1 came, what each rule said, what was told
  {monitor} articles list         what is stored; --q "ferry toll" searches
  {monitor} check                 try the configuration and its rules
  {monitor} sources add ADDRESS   watch your own feed, file, folder or list of feeds
  {monitor} rules try QUERY       what a rule of your own would find in what is stored; `rules add` keeps it
The configuration is {config}, its rules are in rules/ beside it.
Watching now; stop with Ctrl-C.
"""
