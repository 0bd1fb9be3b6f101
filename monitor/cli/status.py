"""`monitor status`: what is late, failing, suspended, owed or full; exit code 1 if somebody should look."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from argparse import ArgumentParser, Namespace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monitor.cli import home

if TYPE_CHECKING:
    from monitor.config import Settings
    from monitor.store.database import Store

LATE = timedelta(minutes=5)
DISK_LOW_BYTES = 200_000_000


def add_arguments(parser: ArgumentParser, verb: str) -> None:
    """Declare the command."""
    del verb
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.set_defaults(call=status)


def status(given: Namespace) -> int:
    """Print the state of everything; trouble comes first."""
    from monitor.cli.output import emit, json_text

    read = home.settings(given)
    with home.store(given) as store:
        report = gather(read, store)
    if given.format == "json":
        print(json_text(report, indent=2))
    else:
        emit(({"trouble": line} for line in report["trouble"]), (), "table")
        emit(({"what": name, "is": value} for name, value in report.items() if name != "trouble"), (), "table")
    return 1 if report["trouble"] else 0


def gather(read: Settings, store: Store) -> dict[str, Any]:
    """Give everything that `status` shows; `trouble` lists in words what somebody should look at."""
    from monitor.host import Host
    from monitor.notify.rows import plain
    from monitor.store import listing, outbox, units, work
    from monitor.store.sources import source_rows

    with store.read() as connection:
        rows, backlog, suspended = source_rows(connection), work.backlog(connection), units.suspended(connection)
        failed = outbox.delivery_rows(connection, state="failed")
        report = {
            "totals": listing.totals(connection),
            "store": store.name,
            "size_bytes": listing.size_bytes(connection),
            "owed": [plain(row) for row in backlog],
            "outcomes": outbox.counts(connection),
            "last_success": plain(outbox.last_success(connection)),
        }
    host = Host(read, suspended={name for _, name in suspended})
    trouble = [*_source_trouble(rows), *(f"plugin {name} is suspended at {stage}: {why}" for (stage, name), why in suspended.items())]
    trouble += [
        f"{row['articles']} articles missed by {row['unit']} at {row['stage']} ({row['state']})"
        for row in backlog
        if row["state"] != "owed"
    ]
    trouble += [f"{len(failed)} messages were given up: see `monitor outbox list --failed`"] if failed else []
    trouble += list(host.faults)
    states = [row["state"] for row in rows]
    free = _free_bytes(store)
    trouble += [f"only {free} bytes are free beside the store"] if free is not None and free < DISK_LOW_BYTES else []
    return {
        "trouble": trouble,
        "sources": {state: states.count(state) for state in sorted(set(states))},
        **report,
        "free_bytes": free,
        "versions": {"python": sys.version.split()[0], "sqlite": sqlite3.sqlite_version},
    }


def _source_trouble(rows: list[dict[str, Any]]) -> list[str]:
    now = home.now()
    said = [f"source {row['name']} is {row['state']}: {row['error']}" for row in rows if row["state"] in ("failing", "gone", "blocked")]
    late = [
        row["name"] for row in rows if row["enabled"] and row["next_due_at"] and row["next_due_at"] < now - LATE and row["state"] != "gone"
    ]
    return said + ([f"{len(late)} sources are late by more than 5 minutes: is the daemon running?"] if late else [])


def _free_bytes(store: Store) -> int | None:
    return shutil.disk_usage(Path(store.url.database or ".").parent).free if store.on_sqlite else None
