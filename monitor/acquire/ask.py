"""What a source asks the net for, and who can answer; light, so that configuration can be checked without an HTTP client."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from monitor.model.article import Payload


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One conditional GET for one source.

    `validators` are sent as received (`etag`, `last-modified`). `headers` and `auth` (a whole Authorization value) go to the
    URL's own origin only. `proxy` is an http URL and may carry a user; `ca` a file of certificates that replaces the system's.
    """

    source: str
    url: str
    validators: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    auth: str = field(default="", repr=False)
    proxy: str = field(default="", repr=False)
    ca: str = ""
    deadline: timedelta | None = None
    max_bytes: int | None = None


class Getter(Protocol):
    """Answers asks; `monitor.acquire.fetch.Fetcher` is the one that does it over the net."""

    async def get(self, ask: Ask) -> Payload:
        """Give what the URL holds now. Raises: SourceError."""
        ...
