"""`monitor doctor`: one line for everything that can be wrong, with what to do; exit code 1 if anything is."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.cli import home, status

if TYPE_CHECKING:
    from monitor.config import Settings
    from monitor.store.database import Store

COLUMNS = ("state", "check", "said", "do")
LEAST = {
    "python": (3, 11),
    "sqlite": (3, 35),  # RETURNING
    "expat": (2, 4, 1),  # from here on it bounds what entities may grow to (CVE-2013-0340)
    "feedparser": (6, 0, 11),
}
AHEAD = timedelta(minutes=1)
Row = dict[str, str]


def add_arguments(parser: ArgumentParser, verb: str) -> None:
    """Declare the command."""
    del verb
    home.add_format(parser)
    parser.set_defaults(call=doctor)


def doctor(given: Namespace) -> int:
    """Print one line per check."""
    from monitor.cli.output import emit

    rows = list(_checks(given))
    emit(rows, COLUMNS, given.format)
    return 1 if any(row["state"] == "wrong" for row in rows) else 0


def _checks(given: Namespace) -> Iterator[Row]:
    """Go from the ground up; what stands on something that is wrong is not looked at."""
    from monitor.errors import ConfigError, StorageError
    from monitor.store.database import Store

    yield from _versions()
    try:
        read = home.settings(given)
    except ConfigError as error:
        yield from _lines("configuration", error.faults, "mend it; `monitor check` says the same")
        return
    try:
        with closing(Store(read.store.url)) as store:
            yield from _stored(read, store)
    except (StorageError, OSError) as error:
        yield from _lines("store", [str(error)], "do as it says, or see that disk, server and the file's owner are as they should be")


def _stored(read: Settings, store: Store) -> Iterator[Row]:
    from monitor.store import schema

    schema.require(store)
    with store.write():
        pass  # the lock is enough: what cannot be written to refuses it
    seen = status.look(read, store)
    yield from _lines("configuration", seen.host.faults, "mend it; `monitor check` says the same", f"{read.path}: no fault")
    yield _fine("store", f"{seen.store}: {seen.size_bytes} bytes, {seen.totals['articles']} articles, can be written to")
    yield from _lines("disk", status.disk_trouble(seen), "make room on it", _free(seen.free_bytes))
    yield from _lines(
        "clock", _clock_trouble(seen, home.now()), "set it, and see that it is kept right (NTP)", f"{home.now():%Y-%m-%d %H:%M:%SZ}"
    )
    yield from _lines(
        "sources", status.source_trouble(seen), "see `monitor sources show NAME`", f"{len(seen.sources)}, none fails or is late"
    )
    yield from _lines(
        "plugins",
        status.suspension_trouble(seen),
        "mend it, then `monitor plugins enable NAME`",
        f"{len(seen.host.plugins)}, none is suspended",
    )
    wrong = [*status.missed_trouble(seen), *status.debt_trouble(seen)]
    yield from _lines("work", wrong, "`monitor plugins enable NAME` runs what was missed", _owed(seen, home.now()))
    yield from _channels(seen)


def _versions() -> Iterator[Row]:
    for name, found in status.versions().items():
        least = LEAST[name]
        wrong = [f"{found} is older than {'.'.join(map(str, least))}"] if _numbers(found) < least else []
        yield from _lines(name, wrong, "update it", found)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdecimal())


def _clock_trouble(seen: status.Look, now: datetime) -> list[str]:
    """Find a clock that is behind what has happened already: the last polls, and the making of this program."""
    polled = [row["last_polled_at"] for row in seen.sources if row["last_polled_at"]]
    made = datetime.fromtimestamp(Path(__file__).stat().st_mtime, UTC)
    ahead = max([*polled, made])
    return [f"the clock says {now:%Y-%m-%d %H:%M:%SZ}, but it was {ahead:%Y-%m-%d %H:%M:%SZ} already"] if ahead > now + AHEAD else []


def _channels(seen: status.Look) -> Iterator[Row]:
    """Say of each channel when it last took a message, and how many it never took."""
    if not seen.host.tables.channels:
        yield _fine("channels", "none is configured: alerts are only stored")
    for name in sorted({*seen.host.tables.channels, *(row["channel"] for row in seen.failed)}):
        given_up = [row for row in seen.failed if row["channel"] == name]
        last = seen.last_success.get(name)
        took = f"{name}: last took a message {last:%Y-%m-%d %H:%M:%SZ}" if last else f"{name}: has taken no message yet"
        wrong = [f"{took}; {len(given_up)} given up, last because: {given_up[0]['message']}"] if given_up else []
        yield from _lines("channel", wrong, "mend it, then `monitor outbox retry`", took)


def _free(free_bytes: int | None) -> str:
    return "the database server's own" if free_bytes is None else f"{free_bytes} bytes are free beside the store"


def _owed(seen: status.Look, now: datetime) -> str:
    owed = [row for row in seen.backlog if row["state"] == "owed"]
    if not owed:
        return "nothing is owed"
    age = now - min(row["since"] for row in owed)
    return f"{sum(row['articles'] for row in owed)} articles are owed work, the oldest for {age.total_seconds():.0f} s"


def _lines(check: str, wrong: Sequence[str], what_to_do: str, fine: str = "") -> Iterator[Row]:
    for said in wrong:
        yield {"state": "wrong", "check": check, "said": said, "do": what_to_do}
    if not wrong:
        yield _fine(check, fine)


def _fine(check: str, said: str) -> Row:
    return {"state": "ok", "check": check, "said": said, "do": ""}
