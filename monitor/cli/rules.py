"""`monitor rules list|try|add`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import timedelta
from typing import TYPE_CHECKING

from monitor.cli import home

if TYPE_CHECKING:
    from monitor.host import Host

COLUMNS = (
    "name", "use", "state", "status", "judged", "owed", "missed", "tests", "failing", "alerts_30d", "useful", "noise", "title", "error",
)  # fmt: skip

RECENT = timedelta(days=30)


def add_arguments(parser: ArgumentParser, verb: str) -> None:
    """Declare the subcommands."""
    del verb
    from monitor.cli import newrule

    verbs = parser.add_subparsers(required=True, metavar="list|try|add")
    listing = verbs.add_parser("list", help="list rules: their state, how far each has learned, and what people thought of its alerts")
    listing.set_defaults(call=list_rules)
    home.add_format(listing)
    listing.add_argument("--tests", action="store_true", help="run each rule's own tests, and say how many fail")
    home.add_page(listing, limit=1000, cursor="name")
    newrule.add_try(verbs.add_parser("try", help="say what a rule would have found in stored articles, before it is saved"))
    newrule.add_add(verbs.add_parser("add", help="write a rule down, having tried it on stored articles"))


def list_rules(given: Namespace) -> int:
    """Print rules in name order; exit code 1 if one is in error."""
    from dataclasses import asdict

    from monitor.cli.output import emit
    from monitor.host import Host
    from monitor.store import work
    from monitor.store.alerts import counts_by_rule
    from monitor.store.units import suspended

    read = home.settings(given)
    with home.store(given) as store, store.read() as connection:
        counts = counts_by_rule(connection, home.now() - RECENT)
        host = Host(read, suspended={name for _, name in suspended(connection)})
        learned = work.learned(connection, host.rules())
    none = {"alerts_30d": 0, "useful": 0, "noise": 0}
    rules = sorted((name, info) for name, info in host.rules().items() if name > (given.after or ""))
    rows = [asdict(info) | learned[name] | none | counts.get(name, {}) | _tests(host, name, run=given.tests) for name, info in rules]
    emit(rows[: given.limit], COLUMNS if given.tests else [name for name in COLUMNS if name != "failing"], given.format)
    return 1 if any(row["state"] == "error" or row.get("failing") for row in rows) else 0


def _tests(host: Host, rule: str, *, run: bool) -> dict[str, int]:
    """Say how many tests of its own a rule has and, if they are to be run, how many fail."""
    from monitor.check import inline_faults

    config = host.tables.rules[rule].config
    tests = len(getattr(config, "should_match", ())) + len(getattr(config, "should_not_match", ()))
    return {"tests": tests} | ({"failing": len(list(inline_faults(host, [rule])))} if run else {})
