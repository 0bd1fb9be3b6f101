"""The way of one ask through its redirects: what is left of its time, whom it may show credentials, where it has moved."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote, urljoin

from monitor.acquire.ask import Ask
from monitor.acquire.guard import Forbidden, NetPolicy, Target
from monitor.acquire.headers import conditions, shown
from monitor.errors import SourceError

MAX_REDIRECTS = 10
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
# What a source configures may be a key; these tell strangers nothing that every request does not tell.
_HARMLESS = frozenset({"accept", "accept-language", "user-agent"})


@dataclass(frozen=True, slots=True)
class Moved:
    """A redirect: its status and the Location as sent."""

    status: int
    location: str


class Trail:
    """One ask on its way. `target` is where it is now; `left` the seconds that it may still spend."""

    def __init__(self, ask: Ask, target: Target, deadline: timedelta) -> None:
        self.ask, self.target, self.deadline, self.left = ask, target, deadline, deadline.total_seconds()
        self._seen, self._home, self._permanent = [target.url], True, True

    @property
    def moved_to(self) -> str | None:
        """Give where the document has moved for good: every hop said so, and none gave up encryption."""
        return self.target.url if self._permanent and len(self._seen) > 1 else None

    def headers(self, user_agent: str) -> dict[str, str]:
        """Give the request headers for this hop; once it has left its origin, credentials stay behind."""
        own = {name: value for name, value in self.ask.headers.items() if self._home or name.lower() in _HARMLESS}
        if self._home and self.ask.auth:
            own["Authorization"] = self.ask.auth
        ours = {"User-Agent": user_agent, "Accept": "*/*", "Accept-Encoding": "gzip, deflate", **conditions(self.ask.validators)}
        named = {name.lower() for name in own}
        return {name: value for name, value in ours.items() if name.lower() not in named} | own

    def follow(self, moved: Moved, policy: NetPolicy) -> None:
        """Go where a redirect points. Raises: SourceError, outcome status if it leads nowhere, forbidden if it may not."""
        if len(self._seen) > MAX_REDIRECTS:
            raise SourceError(f"it redirects more than {MAX_REDIRECTS} times", outcome="status", status=moved.status)
        url = self._pointed(moved)
        try:
            target = policy.judge_url(url)
        except Forbidden as verdict:
            raise SourceError(f"it redirects to {shown(url)}: {verdict}", outcome="forbidden", status=moved.status) from verdict
        if target.url in self._seen:
            raise SourceError("it redirects in a circle", outcome="status", status=moved.status)
        self._go(target, permanent=moved.status in _PERMANENT)

    def _pointed(self, moved: Moved) -> str:
        if not moved.location.strip():
            raise SourceError(f"it redirects without saying where (status {moved.status})", outcome="status", status=moved.status)
        # Servers put spaces and bytes of any charset here; aiohttp hides the latter in surrogates.
        raw = moved.location.strip().encode("utf-8", "surrogateescape")
        try:
            return urljoin(self.target.url, quote(raw, safe="%/:=&?~#+!$,;'@()*[]|\\"))
        except ValueError:
            raise SourceError("it redirects to an address that cannot be read", outcome="forbidden", status=moved.status) from None

    def _go(self, target: Target, *, permanent: bool) -> None:
        downgraded = (self.target.scheme, target.scheme) == ("https", "http")
        self._permanent = self._permanent and permanent and not downgraded
        self._home = self._home and target.origin == self.target.origin
        self._seen.append(target.url)
        self.target = target

    @asynccontextmanager
    async def spending(self) -> AsyncIterator[None]:
        """Count the time inside against the deadline. Raises: SourceError, outcome timeout, when none is left."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            async with asyncio.timeout(self.left):
                yield
        except TimeoutError as error:
            whole = f"{self.deadline.total_seconds():g} s"
            raise SourceError(f"no complete answer within {whole}", outcome="timeout") from error
        finally:
            self.left -= loop.time() - began

    def blamed(self, error: SourceError) -> SourceError:
        """Give the error with what was asked for, and where it had been redirected to."""
        on_the_way = f", redirected to {shown(self.target.url)}" if len(self._seen) > 1 else ""
        return blamed(error, self.ask.url, on_the_way)


def blamed(error: SourceError, url: str, on_the_way: str = "") -> SourceError:
    """Give the error with the URL that was asked for, without its secrets."""
    message = f"cannot fetch {shown(url)}{on_the_way}: {error}"
    return SourceError(message, outcome=error.outcome, status=error.status, retry_after=error.retry_after)
