"""Politeness: one connection to a host at a time, and a pause between requests, across restarts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

_MANY_HOSTS = 10_000


class Turns:
    """Gives each host's requests their turn, in the order in which they came. Lives in one event loop."""

    def __init__(
        self,
        interval: timedelta,
        last_asked: Mapping[str, datetime],
        clock: Callable[[], datetime],
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.last_asked = dict(last_asked)
        self._interval, self._clock, self._pause = interval, clock, pause
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def of(self, host: str) -> AsyncIterator[None]:
        """Hold the host alone, after the pause that it is owed."""
        lock = self._locks.setdefault(host, asyncio.Lock())
        async with lock:
            if wait := wait_for(self.last_asked.get(host), self._interval, self._clock()):
                await self._pause(wait.total_seconds())
            self._asked(host, self._clock())
            yield

    def _asked(self, host: str, now: datetime) -> None:
        if len(self.last_asked) >= _MANY_HOSTS:
            self.last_asked = {host: at for host, at in self.last_asked.items() if now - at < self._interval}
        self.last_asked[host] = now


def wait_for(last: datetime | None, interval: timedelta, now: datetime) -> timedelta:
    """Say how long to wait before the next request; never longer than `interval`, also if the clock was set back."""
    return timedelta(0) if last is None else min(max(last + interval - now, timedelta(0)), interval)
