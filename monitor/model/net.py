"""The outgoing side of the house, as plugins may ask for it: every call passes the guard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server answered to one request; header names are lower case. `retry_after` is read from its header."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    retry_after: timedelta | None = None


class Net(Protocol):
    """Sends one request through the guard: judged addresses only, total deadline, capped body, no redirect followed."""

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        deadline: timedelta = timedelta(seconds=30),
    ) -> Reply:
        """Give the server's reply, whatever its status.

        Raises: DeliveryError if the address is forbidden or no reply came.
        """
        ...
