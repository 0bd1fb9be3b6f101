"""Connections kept open for the next request: at most one to a host, and only where it would be opened again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import aiohttp

from monitor.acquire.dial import Call, session_for

_MOST_IDLE = 64


class Pool:
    """Lends sessions, each with the one connection that it may have kept. Lives in one event loop.

    A kept session serves a call only if that goes the same way: same origin, same judged addresses, same proxy, same trust.
    """

    def __init__(self, open_session: Callable[[Call], aiohttp.ClientSession] = session_for) -> None:
        self._open = open_session
        self._idle: dict[str, tuple[object, aiohttp.ClientSession]] = {}

    @asynccontextmanager
    async def lend(self, call: Call) -> AsyncIterator[aiohttp.ClientSession]:
        """Lend a session for one call; what goes wrong with it closes it."""
        host = call.target.host
        way, session = self._idle.pop(host, (None, None))
        if session is None or way != call.way:
            await _close(session)
            session = self._open(call)
        try:
            yield session
        except BaseException:
            await _close(session)
            raise
        await self._keep(host, call.way, session)

    async def _keep(self, host: str, way: object, session: aiohttp.ClientSession) -> None:
        _, before = self._idle.pop(host, (None, None))
        await _close(before)
        self._idle[host] = (way, session)
        while len(self._idle) > _MOST_IDLE:
            _, oldest = self._idle.pop(next(iter(self._idle)))
            await _close(oldest)

    async def close(self) -> None:
        """Close every connection that is kept."""
        while self._idle:
            _, (_, session) = self._idle.popitem()
            await _close(session)


async def _close(session: aiohttp.ClientSession | None) -> None:
    if session is not None:
        await session.close()
