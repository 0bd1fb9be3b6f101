"""`monitor reprocess [RULE]`: judge stored articles again; the same hits, and nobody is told."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from monitor.cli import home

if TYPE_CHECKING:
    from monitor.reprocess import Errand


def add_arguments(parser: ArgumentParser, verb: str) -> None:
    """Declare the command."""
    del verb
    parser.add_argument("rule", nargs="?", help="the rule that judges again; every annotator, placer and rule if left out")
    parser.add_argument("--since", metavar="TIME", help="only articles dated since: 2026-02-16, or 30d, 12h")
    parser.add_argument("--dry-run", action="store_true", help="only say what it would cost")
    parser.add_argument("--later", action="store_true", help="only put it on the books; a running monitor does it, or the next `once`")
    parser.set_defaults(call=reprocess)


def reprocess(given: Namespace) -> int:
    """Say what it costs, owe the work, and do it with progress on standard error."""
    from monitor.assembly import assembled
    from monitor.cli.progress import progress
    from monitor.query import read_time
    from monitor.reprocess import errand, owe, work_off

    since = read_time(given.since, home.now()) if given.since else None
    with assembled(home.settings(given), home.now) as assembly:
        planned = errand(assembly, given.rule, since)
        print(_cost(given.rule, planned), file=sys.stderr)
        if given.dry_run or not planned.articles:
            return 0
        owed = owe(assembly, planned)
        if given.later:
            print(f"{owed:,} articles owed: a running monitor judges them, or the next `monitor once`")
            return 0
        with progress("reprocess", planned.articles) as seen:
            hits = work_off(assembly, planned, seen)
    print(f"{planned.articles:,} articles judged again; {hits:,} hits that were not known before, told to nobody")
    return 0


def _cost(rule: str | None, planned: Errand) -> str:
    from monitor.model.plain import counted

    what = f"rule {rule!r}" if rule else "every annotator, placer and rule"
    took = f"{planned.seconds:.0f} s" if planned.seconds < 120 else f"{planned.seconds / 60:.0f} min"
    return (
        f"{what} judges {counted(planned.articles, 'stored article')} again ({', '.join(planned.units)}), about {took} of computing;\n"
        "known hits stay as they are, nobody is told, and new articles wait until it is done"
    )
