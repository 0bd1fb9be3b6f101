"""What commands ask of a running daemon, kept as counters: it asks now and then whether they have moved on."""

from __future__ import annotations

from sqlalchemy import Connection, select

from monitor.store import tables as t
from monitor.store.intake import take_numbers

_CONFIGURATION = "configuration"


def ask_to_reload(connection: Connection) -> None:
    """Ask whoever runs on this store to read its configuration again."""
    take_numbers(connection, 1, _CONFIGURATION)


def reloads_asked(connection: Connection) -> int:
    """Give how often that was asked so far."""
    return connection.execute(select(t.counter.c.value).where(t.counter.c.name == _CONFIGURATION)).scalar() or 0
