"""`monitor plugins list|check|enable|disable|new|test`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from monitor.cli import home

if TYPE_CHECKING:
    from monitor.host import Host

COLUMNS = ("name", "version", "state", "hooks", "kinds", "faults", "owed", "origin", "error")


def add_arguments(parser: ArgumentParser, verb: str) -> None:
    """Declare the subcommands."""
    del verb
    verbs = parser.add_subparsers(required=True, metavar="list|check|enable|disable|new|test")
    listing = verbs.add_parser("list", help="list plugins: what loaded, what failed and why, what is suspended")
    listing.set_defaults(call=list_plugins)
    home.add_format(listing)
    check = verbs.add_parser("check", help="say what is wrong with plugins")
    check.set_defaults(call=check_plugins)
    enable = verbs.add_parser("enable", help="run a suspended plugin or rule again, on what it missed as well")
    enable.set_defaults(call=enable_plugin)
    enable.add_argument("name")
    disable = verbs.add_parser("disable", help="suspend a plugin or rule by hand; what it misses is kept")
    disable.set_defaults(call=disable_plugin)
    disable.add_argument("name")
    _add_workbench(verbs)


def _add_workbench(verbs: Any) -> None:
    """Declare what plugin authors need."""
    from monitor.scaffold import SORTS

    new = verbs.add_parser("new", help="write a working plugin with its test")
    new.set_defaults(call=new_plugin)
    new.add_argument("name", help="in small letters, such as shouting or new-hashtag")
    new.add_argument("--kind", choices=SORTS, default=SORTS[0], help="what it should be (default: %(default)s)")
    new.add_argument("--folder", default="plugins", help="where to write it (default: ./plugins)")
    test = verbs.add_parser("test", help="try a plugin: contract, determinism, spans, time, memory, hostile input")
    test.set_defaults(call=test_plugin)
    test.add_argument("plugin", help="a file, or the name of an installed plugin")
    test.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="a key of its table, as in TOML; may be repeated")
    test.add_argument("--text", action="append", default=[], metavar="FILE", help="a text of your own to try it on; may be repeated")
    test.add_argument("--deadline", type=float, default=5.0, metavar="SECONDS", help="for one text (default: %(default)s)")
    test.add_argument("--budget", type=float, default=0.1, metavar="SECONDS", help="for one ordinary report (default: %(default)s)")
    test.add_argument("--memory-mb", type=int, default=1024, metavar="MB", help="for its process (default: %(default)s)")
    test.add_argument("--send", action="store_true", help="really tell a channel three test messages")
    home.add_format(test)


def list_plugins(given: Namespace) -> int:
    """Print plugins in name order; works without a store."""
    from monitor.cli.output import emit
    from monitor.host.fault import one_line

    host, faults, owed = _looked_up(given)
    rows = [
        {
            "name": plugin.name,
            "version": plugin.version,
            "state": plugin.state,
            "hooks": list(plugin.hooks),
            "kinds": list(plugin.kinds),
            "faults": faults.get(plugin.name, 0),
            "owed": owed.get(plugin.name, 0),
            "origin": plugin.origin,
            "error": one_line("; ".join(filter(None, (plugin.error, *plugin.problems)))),
        }
        for plugin in host.plugins
    ]
    emit(rows, COLUMNS, given.format)
    return 1 if any(row["state"] in ("failed", "suspended") for row in rows) else 0


def _looked_up(given: Namespace) -> tuple[Host, dict[str, int], dict[str, int]]:
    """Give the host as configured, each unit's faults of the last day, and what each has missed."""
    from datetime import timedelta

    from monitor.errors import StorageError
    from monitor.host import Host
    from monitor.store import units, work

    read = home.settings(given)
    try:
        with home.store(given) as store, store.read() as connection:
            stopped = {name for _, name in units.suspended(connection)}
            counts = units.fault_counts(connection, home.now() - timedelta(days=1))
            owed = {row["unit"]: row["articles"] for row in work.backlog(connection) if row["state"] != "owed"}
    except StorageError:  # nothing is stored yet; what is installed can be listed all the same
        return Host(read), {}, {}
    return Host(read, suspended=stopped), counts, owed


def check_plugins(given: Namespace) -> int:
    """Print one line per fault of a plugin; exit code 1 if there is any."""
    host, _, _ = _looked_up(given)
    wrong = [(plugin.name, said) for plugin in host.plugins for said in (plugin.error, *plugin.problems) if said]
    for name, said in wrong:
        print(f"plugin {name!r}: {said}")
    if not wrong:
        print(f"{len(host.plugins)} plugins: fine")
    return 1 if wrong else 0


def enable_plugin(given: Namespace) -> int:
    """Let a suspended unit run again and owe what it missed."""
    from monitor.errors import UsageError
    from monitor.store import units, work

    with home.store(given) as store, store.write() as connection:
        resumed = units.resume(connection, given.name)
        missed = work.re_enter(connection, given.name, home.now()) + work.retry_detection(connection, given.name)
        if not resumed and not missed:
            raise UsageError(f"nothing named {given.name!r} is suspended or has missed anything: see `monitor plugins list`")
    print(f"{given.name}: runs again; {missed} missed articles are owed")
    return 0


def disable_plugin(given: Namespace) -> int:
    """Suspend a unit by hand."""
    from monitor.errors import UsageError
    from monitor.store import units

    host, _, _ = _looked_up(given)
    stages = [stage for stage in ("annotate", "place", "detect") if given.name in host.units(stage)]
    if not stages:
        raise UsageError(f"nothing that runs is named {given.name!r}: see `monitor plugins list`")
    with home.store(given) as store, store.write() as connection:
        for stage in stages:
            units.remember(connection, stage, {given.name: host.units(stage)[given.name]}, home.now())
            units.suspend(connection, stage, given.name, f"suspended by {home.user()}", home.now())
    print(f"{given.name}: suspended; `monitor plugins enable {given.name}` runs it again, on what it missed as well")
    return 0


def new_plugin(given: Namespace) -> int:
    """Write a plugin and its test, and say what to do next."""
    from pathlib import Path

    from monitor.scaffold import write

    written = write(given.name, given.kind, Path(given.folder))
    for path in written.files:
        print(f"wrote {path}")
    print(f"\nnext:\n{written.next_steps}", end="")
    return 0


def test_plugin(given: Namespace) -> int:
    """Try a plugin and print what held; exit code 1 if anything did not."""
    from monitor.cli.output import emit
    from monitor.conformance import Target, examine

    target = Target(
        plugin=given.plugin, keys=home.keys(given.set), texts={path: _text(path) for path in given.text},
        deadline_seconds=given.deadline, budget_seconds=given.budget, memory_mb=given.memory_mb, send=given.send,
    )  # fmt: skip
    findings = examine(target)
    rows = [{"check": each.check, "verdict": each.verdict, "said": each.said} for each in findings]
    emit(rows, ("check", "verdict", "said"), given.format)
    return 1 if any(each.verdict == "failed" for each in findings) else 0


def _text(path: str) -> str:
    """Read a text to try.

    Raises: UsageError if it cannot be read.
    """
    from pathlib import Path

    from monitor.errors import UsageError

    try:
        return Path(path).read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise UsageError(f"cannot read {path!r}: {error.strerror}") from error
