"""The earlier figure that a placement was compared with, as its details keep it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from monitor import Placement
from monitor_plugins.ledgers.reported import Reported, from_row


def kept(was: Reported) -> dict[str, Any]:
    """Give what a placement's details keep of an earlier figure."""
    numbers = {"article": was.article, "revision": was.revision, "outlet": was.outlet}
    return {**was.row(), **numbers, "at": was.at.isoformat() if was.at else ""}


def earlier(placement: Placement) -> Reported | None:
    """Read the earlier figure back; None if the placement was compared with none."""
    row = placement.details.get("was")
    if not isinstance(row, Mapping):
        return None
    at = row.get("at")
    return from_row({**row, "at": datetime.fromisoformat(at) if isinstance(at, str) and at else None})


def was_of(placement: Placement) -> tuple[int, int]:
    """Give article and revision of the earlier figure; zeros if there is none."""
    row = placement.details.get("was")
    return (int(row.get("article", 0)), int(row.get("revision", 0))) if isinstance(row, Mapping) else (0, 0)
