"""Fetches over HTTP: conditional, polite, bounded in time and size, and only from addresses that the guard lets pass."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import aiohttp

from monitor.acquire.answer import payload
from monitor.acquire.ask import Ask
from monitor.acquire.dial import Call, answered, read_body, session_for
from monitor.acquire.gate import Gate, Lookup, system_lookup
from monitor.acquire.guard import Forbidden, NetPolicy, Target
from monitor.acquire.headers import kept, retry_after, shown_host
from monitor.acquire.inflate import Plain
from monitor.acquire.loop import LoopThread
from monitor.acquire.pool import Pool
from monitor.acquire.proxy import Proxy
from monitor.acquire.trail import REDIRECTS, Moved, Trail, blamed
from monitor.acquire.turns import Turns
from monitor.errors import DeliveryError, SourceError
from monitor.model.article import Payload
from monitor.model.net import Reply

__all__ = ["Ask", "Fetcher"]

T = TypeVar("T")
_MAX_REPLY_BYTES = 65_536
_WAITING_PER_CONNECTION = 4


class Fetcher:
    """The net for the whole house: one event loop in one thread, one guard, one memory of whom we asked when.

    `run`, `run_all` and `send` are for callers in other threads; coroutines that await `get` run through them. `last_asked`
    is what to hand to the next Fetcher, so that politeness survives a restart.
    """

    def __init__(
        self,
        policy: NetPolicy,
        *,
        user_agent: str,
        deadline: timedelta = timedelta(seconds=30),
        max_bytes: int = 20_000_000,
        per_host_interval: timedelta = timedelta(seconds=1),
        concurrency: int = 64,
        last_asked: Mapping[str, datetime] | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        proxy: str = "",
        lookup: Lookup = system_lookup,
    ) -> None:
        self._policy, self._gate, self._user_agent, self._clock = policy, Gate(policy, lookup, proxy), user_agent, clock
        self._deadline, self._max_bytes, self._window = deadline, max_bytes, concurrency * _WAITING_PER_CONNECTION
        self._turns, self._slots = Turns(per_host_interval, last_asked or {}, clock), asyncio.Semaphore(concurrency)
        self._contexts: dict[str, ssl.SSLContext] = {}
        self._pool = Pool()
        self._thread = LoopThread("net", self._pool.close)

    @property
    def last_asked(self) -> dict[str, datetime]:
        """Give when each host was asked last."""
        return dict(self._turns.last_asked)

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Run one coroutine in the net's thread and wait for it; raises what it raises."""
        return self._thread.run(coroutine)

    def run_all(self, coroutines: Iterable[Coroutine[Any, Any, T]]) -> Iterator[tuple[int, T | BaseException]]:
        """Run coroutines side by side; give (index, result or exception) as each completes. Closing it cancels the rest."""
        return self._thread.run_all(coroutines, self._window)

    def close(self) -> None:
        """Cancel what is under way and end the thread."""
        self._thread.close()

    async def get(self, ask: Ask) -> Payload:
        """Give what a URL holds now, after at most ten redirects; `unchanged` if the server says so.

        Waiting for a host's turn does not count against the deadline; all else does, over all hops together.
        Raises: SourceError, outcome forbidden, unreachable, timeout, status, gone, too_large, encoding or ill_formed.
        """
        try:
            trail = Trail(ask, self._policy.judge_url(ask.url), ask.deadline or self._deadline)
            proxy = self._gate.proxy(ask.proxy)
        except Forbidden as verdict:
            raise blamed(_forbidden(verdict), ask.url) from verdict
        try:
            while isinstance(answer := await self._hop(trail, proxy), Moved):
                trail.follow(answer, self._policy)
        except SourceError as error:
            raise trail.blamed(error) from error
        return answer

    async def _hop(self, trail: Trail, proxy: Proxy | None) -> Payload | Moved:
        """Ask where the trail is now, in the host's turn."""
        async with self._turns.of(trail.target.host), self._slots, trail.spending():
            call = await self._call(trail.target, proxy, headers=trail.headers(self._user_agent), tls=self._context(trail.ask.ca))
            async with self._pool.lend(call) as session, answered(call, session) as response:
                if response.status in REDIRECTS:
                    return Moved(response.status, response.headers.get("Location", ""))
                return await payload(trail, response, trail.ask.max_bytes or self._max_bytes, self._clock())

    async def _call(self, target: Target, proxy: Proxy | None, **request: Any) -> Call:
        try:
            return Call(target=target, proxy=proxy, addresses=await self._gate.addresses(target, proxy), **request)
        except Forbidden as verdict:
            raise _forbidden(verdict) from verdict

    def _context(self, ca: str) -> ssl.SSLContext | bool:
        """Give what TLS is checked against; True means the system's certificates."""
        if not ca:
            return True
        try:
            if ca not in self._contexts:
                self._contexts[ca] = ssl.create_default_context(cafile=ca)
            return self._contexts[ca]
        except OSError as error:
            raise SourceError(f"cannot read the certificates in {ca!r}: {error.strerror or error}", outcome="unreadable") from error

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        deadline: timedelta = timedelta(seconds=30),
    ) -> Reply:
        """Send one request and give the reply, whatever its status; no redirect is followed, a long body is cut at 64 KB.

        Raises: DeliveryError, naming the host only, for the rest of a webhook's URL may be its secret.
        """
        try:
            return self.run(self._send(method, url, {"User-Agent": self._user_agent} | dict(headers or {}), body, deadline))
        except (SourceError, Forbidden, RuntimeError) as error:
            raise DeliveryError(f"cannot send to {shown_host(url)}: {error}") from error

    async def _send(self, method: str, url: str, headers: Mapping[str, str], body: bytes, deadline: timedelta) -> Reply:
        replies: list[Reply] = []
        target, proxy = self._policy.judge_url(url), self._gate.proxy()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(deadline.total_seconds()):
                call = await self._call(target, proxy, method=method, headers=headers, body=body)
                async with session_for(call) as session, answered(call, session) as response:
                    await self._reply(response, replies)
        if not replies:
            raise SourceError(f"no answer within {deadline.total_seconds():g} s", outcome="timeout")
        return replies[-1]

    async def _reply(self, response: aiohttp.ClientResponse, replies: list[Reply]) -> None:
        """Note the reply before and after its body: the message has arrived, even if that drips, breaks or never ends."""
        wait = retry_after(response.headers.get("Retry-After"), self._clock())
        reply, sink = Reply(status=response.status, headers=kept(response.headers.items()), retry_after=wait), Plain(_MAX_REPLY_BYTES)
        replies.append(reply)
        with contextlib.suppress(SourceError):
            await read_body(response, sink)
        replies.append(replace(reply, body=bytes(sink.body)))


def _forbidden(verdict: Forbidden) -> SourceError:
    return SourceError(str(verdict), outcome="forbidden")
