"""`monitor export` and `monitor import`: what people said and wrote, as one NDJSON file, from one store to another."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monitor.cli import home

if TYPE_CHECKING:
    from monitor.config import Settings
    from monitor.store.database import Store
    from monitor.store.transfer import Brought

TYPES = ("marks", "corrections", "rules")
HEADER, RULE, VERSION = "media-monitor-export", "rule", 1
IMPORTED = "imported.toml"


def add_arguments(parser: ArgumentParser, verb: str) -> None:
    """Declare the commands."""
    parser.add_argument("--only", choices=TYPES, action="append", help="only these; may be given several times")
    if verb == "export":
        parser.add_argument("file", nargs="?", type=Path, help="a new file (default: standard output)")
        parser.set_defaults(call=export)
    else:
        parser.add_argument("file", help="what `monitor export` wrote, or -")
        parser.add_argument("--dry-run", action="store_true", help="only say what it would bring")
        parser.set_defaults(call=bring)


def export(given: Namespace) -> int:
    """Write marks, corrections and rules, one JSON object on each line, behind one that says what this is."""
    from monitor.cli.output import json_text
    from monitor.errors import UsageError

    read = home.settings(given)
    with home.store(given) as store:
        lines = [json_text(row) for row in _rows(read, store, given.only or TYPES)]
    if given.file is None:
        print("\n".join(lines))
        return 0
    try:
        with given.file.open("x", encoding="utf-8") as stream:
            stream.write("\n".join(lines) + "\n")
    except FileExistsError:
        raise UsageError(f"cannot export into {given.file}: it exists: name another file") from None
    print(f"{given.file}: {len(lines) - 1} rows")
    return 0


def _rows(read: Settings, store: Store, only: Sequence[str]) -> Iterator[dict[str, Any]]:
    from monitor import __version__
    from monitor.model.plain import iso
    from monitor.store import transfer

    yield {"type": HEADER, "version": VERSION, "monitor": __version__, "made_at": iso(home.now())}
    with store.read() as connection:
        if "marks" in only:
            yield from transfer.marks(connection)
        if "corrections" in only:
            yield from transfer.corrections(connection)
    if "rules" in only:
        yield from ({"type": RULE, "name": name, "table": table.values} for name, table in sorted(read.rules.items()) if not table.faults)


def bring(given: Namespace) -> int:
    """Bring in what a file holds; what finds no place here is said on standard error, and makes the exit code 1."""
    from monitor.store.transfer import Brought

    rows = _read(given.file, given.only or TYPES)
    brought = Brought()
    with home.store(given) as store:
        _bring_stored(store, rows, brought, dry_run=given.dry_run)
    rules = {row["name"]: row["table"] for row in rows if row["type"] == RULE}
    _bring_rules(home.settings(given), rules, brought, dry_run=given.dry_run)
    for said in brought.unplaced:
        print(f"monitor: not brought: {said}", file=sys.stderr)
    print(_summary(brought, dry_run=given.dry_run))
    return 1 if brought.unplaced else 0


def _bring_stored(store: Store, rows: Sequence[Mapping[str, Any]], brought: Brought, *, dry_run: bool) -> None:
    """Bring in marks and corrections, all in one transaction, which a dry run takes back."""
    from monitor.store import transfer
    from monitor.store.database import nested

    with store.write() as connection, nested(connection) as savepoint:
        for row in rows:
            if row["type"] == transfer.MARK:
                transfer.bring_mark(connection, row, brought)
            elif row["type"] == transfer.CORRECTION:
                transfer.bring_correction(connection, row, home.now(), brought)
        if dry_run:
            savepoint.rollback()


def _bring_rules(read: Settings, rules: Mapping[str, Mapping[str, Any]], brought: Brought, *, dry_run: bool) -> None:
    """Write the rules that are not configured yet into a rule file of their own; one of that name that differs stays as it is."""
    from monitor.amend import amend
    from monitor.config.edit import add_tables

    fresh = {name: table for name, table in rules.items() if name not in read.rules}
    for name, table in rules.items():
        if name in read.rules and dict(read.rules[name].values) != dict(table):
            brought.unplaced.append(f"rule {name!r} is in {read.rules[name].file} already, and says something else")
        else:
            brought.count(RULE, new=name in fresh)
    if fresh and not dry_run:
        folder = read.base / "rules"
        folder.mkdir(exist_ok=True)
        amend(read.path, lambda text: add_tables(text, "rules", fresh), file=folder / IMPORTED)


def _read(name: str, only: Sequence[str]) -> list[dict[str, Any]]:
    """Read a file whole before anything is changed.

    Raises: UsageError, naming the line, if it is not what `monitor export` writes, or a newer one does.
    """
    from monitor.errors import UsageError

    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {name}: {error}") from error
    rows = [_row(name, number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not rows or rows[0].get("type") != HEADER:
        raise UsageError(f"{name}: its first line does not say that `monitor export` wrote it")
    if rows[0].get("version") != VERSION:
        raise UsageError(
            f"{name}: a newer monitor wrote it (version {rows[0].get('version')}, this one reads {VERSION}): upgrade the monitor"
        )
    wanted = {each.removesuffix("s") for each in only}
    return [row for row in rows[1:] if row["type"] in wanted]


def _row(name: str, number: int, line: str) -> dict[str, Any]:
    from monitor.errors import UsageError

    try:
        row = json.loads(line)
    except ValueError as error:
        raise UsageError(f"{name}:{number}: is no JSON: {error}") from error
    missing = _NEEDED.get(row.get("type", ""), ()) if isinstance(row, dict) else ("type",)
    lacking = [each for each in ("type", *missing) if not isinstance(row, dict) or each not in row]
    if lacking:
        raise UsageError(f"{name}:{number}: lacks {', '.join(map(repr, lacking))}")
    return dict(row)


_NEEDED = {
    "mark": ("rule", "kind", "key", "title", "state", "muted_until", "mute_reason", "verdict", "articles", "audit"),
    "correction": ("verb", "kind", "subject", "into", "article", "details", "at", "who"),
    RULE: ("name", "table"),
}


def _summary(brought: Brought, *, dry_run: bool) -> str:
    from monitor.model.plain import counted

    parts = [
        f"{counted(brought.new.get(kind, 0), kind)} new, {brought.known.get(kind, 0)} known"
        for kind in ("mark", "correction", RULE)
        if kind in brought.new or kind in brought.known
    ]
    return f"{'would bring' if dry_run else 'brought'}: {'; '.join(parts) or 'nothing'}"
