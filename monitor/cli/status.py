"""`monitor status`: what is late, failing, suspended, owed or full; exit code 1 if somebody should look."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monitor.cli import home

if TYPE_CHECKING:
    from monitor.config import Settings
    from monitor.host import Host
    from monitor.store.database import Store

DISK_LOW_BYTES = 200_000_000
OWED_MINUTES = 60
PAGES_SINCE = timedelta(days=7)
PAGES_FAILED = 5


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look at the store and the configuration over it; rows as the store gives them."""

    store: str
    sources: list[dict[str, Any]]
    backlog: list[dict[str, Any]]
    suspended: Mapping[tuple[str, str], str]
    failed: list[dict[str, Any]]
    last_success: Mapping[str, datetime]
    outcomes: Mapping[str, Mapping[str, int]]
    notices: Mapping[str, Mapping[str, int]]
    silent: list[tuple[str, str]]
    totals: Mapping[str, int]
    purged: Mapping[str, Any]
    size_bytes: int
    free_bytes: int | None
    host: Host
    pages: Mapping[str, Mapping[str, int]]


def look(read: Settings, store: Store) -> Look:
    """Look at everything that `status` and `doctor` speak of."""
    from monitor.host import Host
    from monitor.store import listing, notices, outbox, pages, retention, units, work
    from monitor.store.sources import source_rows

    with store.read() as connection:
        suspended = units.suspended(connection)
        return Look(
            store=store.name,
            sources=source_rows(connection),
            backlog=work.backlog(connection),
            suspended=suspended,
            failed=outbox.delivery_rows(connection, state="failed"),
            last_success=outbox.last_success(connection),
            outcomes=outbox.counts(connection),
            notices=notices.counts(connection),
            silent=notices.open_alerts(connection),
            totals=listing.totals(connection),
            purged=retention.purged(connection),
            size_bytes=listing.size_bytes(connection),
            free_bytes=shutil.disk_usage(Path(store.url.database or ".").parent).free if store.on_sqlite else None,
            host=Host(read, suspended={name for _, name in suspended}),
            pages=pages.counts(connection, home.now() - PAGES_SINCE),
        )


def gather(read: Settings, store: Store) -> dict[str, Any]:
    """Give everything that `status` shows; `trouble` lists in words what somebody should look at."""
    from monitor.notify.rows import plain

    seen = look(read, store)
    states = [row["state"] for row in seen.sources]
    return {
        "trouble": [
            *source_trouble(seen), *page_trouble(seen), *suspension_trouble(seen), *missed_trouble(seen), *debt_trouble(seen),
            *message_trouble(seen), *seen.host.faults, *disk_trouble(seen),
        ],
        "sources": {state: states.count(state) for state in sorted(set(states))},
        "totals": seen.totals,
        "purged": plain(seen.purged),
        "store": seen.store,
        "size_bytes": seen.size_bytes,
        "pages": seen.pages,
        "owed": [plain(row) for row in seen.backlog],
        "owed_for_seconds": owed_for(seen).total_seconds(),
        "outcomes": seen.outcomes,
        "source_outcomes": seen.notices,
        "last_success": dict.fromkeys(sorted(seen.host.tables.channels)) | plain(seen.last_success),
        "free_bytes": seen.free_bytes,
        "versions": versions(),
    }  # fmt: skip


def source_trouble(seen: Look) -> list[str]:
    """Say which sources fail, with their last error, what else is wrong with some, and how many are late."""
    from monitor.store.listing import LATE

    rows, late_before = seen.sources, home.now() - LATE
    said = [f"source {row['name']} is {row['state']}: {row['error']}" for row in rows if row["state"] in ("failing", "gone", "blocked")]
    said += [title for trouble, title in seen.silent if trouble != "fails"]
    late = [row for row in rows if row["enabled"] and row["next_due_at"] and row["next_due_at"] < late_before and row["state"] != "gone"]
    return said + ([f"{len(late)} sources are late by more than 5 minutes: is the daemon running?"] if late else [])


def page_trouble(seen: Look) -> list[str]:
    """Say of which sources not one of several pages could be read whole lately, and what came instead."""
    settled = {name: {word: count for word, count in of.items() if word != "owed"} for name, of in seen.pages.items()}
    bare = {name: of for name, of in settled.items() if not of.get("full") and sum(of.values()) >= PAGES_FAILED}
    said = {name: ", ".join(f"{count} {word}" for word, count in sorted(of.items())) for name, of in bare.items()}
    return [f"source {name}: no page of {sum(bare[name].values())} could be read in full this week: {what}" for name, what in said.items()]


def suspension_trouble(seen: Look) -> list[str]:
    """Say which plugins and rules are suspended, and why."""
    return [f"plugin {name} is suspended at {stage}: {why}" for (stage, name), why in seen.suspended.items()]


def missed_trouble(seen: Look) -> list[str]:
    """Say what suspended and failing units have missed."""
    missed = [row for row in seen.backlog if row["state"] != "owed"]
    return [f"{row['articles']} articles missed by {row['unit']} at {row['stage']} ({row['state']})" for row in missed]


def owed_for(seen: Look) -> timedelta:
    """Give for how long the oldest owed work has been owed."""
    since = [row["since"] for row in seen.backlog if row["state"] == "owed"]
    return max(home.now() - min(since), timedelta(0)) if since else timedelta(0)


def debt_trouble(seen: Look) -> list[str]:
    """Say if work has been owed for longer than anybody should wait."""
    minutes = owed_for(seen).total_seconds() / 60
    return (
        [f"work is owed for {minutes:,.0f} minutes: is the daemon running, or is there too much for it?"] if minutes > OWED_MINUTES else []
    )


def message_trouble(seen: Look) -> list[str]:
    """Say how many messages were given up."""
    return [f"{len(seen.failed)} messages were given up: see `monitor outbox list --failed`"] if seen.failed else []


def disk_trouble(seen: Look) -> list[str]:
    """Say if there is little room left."""
    free = seen.free_bytes
    return [f"only {free} bytes are free beside the store"] if free is not None and free < DISK_LOW_BYTES else []


def versions() -> dict[str, str]:
    """Give the versions of what we stand on and that others update."""
    from importlib.metadata import version
    from xml.parsers.expat import EXPAT_VERSION

    return {
        "python": sys.version.split()[0],
        "sqlite": sqlite3.sqlite_version,
        "expat": EXPAT_VERSION.removeprefix("expat_"),
        "feedparser": version("feedparser"),
    }
