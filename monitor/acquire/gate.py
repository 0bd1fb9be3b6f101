"""Resolves a name once and lets the guard judge every address before anybody connects."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Sequence

from monitor.acquire.guard import NetPolicy, Target
from monitor.acquire.proxy import Proxy, read_proxy
from monitor.errors import SourceError

Lookup = Callable[[str, int], Sequence[str]]


class Gate:
    """Says which addresses a request may be sent to.

    A proxy's own address is judged like any other. What is asked through it is judged too, as far as its name resolves here;
    a name that only the proxy can resolve is the proxy's to judge.
    """

    def __init__(self, policy: NetPolicy, lookup: Lookup, proxy: str = "") -> None:
        self._policy, self._lookup, self._proxy = policy, lookup, proxy

    def proxy(self, url: str = "") -> Proxy | None:
        """Give the proxy of that URL, or else the house's, or None. Raises: Forbidden if it cannot be read."""
        return read_proxy(url or self._proxy)

    def target(self, url: str) -> Target:
        """Vet a URL. Raises: Forbidden."""
        return self._policy.judge_url(url)

    async def addresses(self, target: Target, proxy: Proxy | None) -> tuple[str, ...]:
        """Give the judged addresses to connect to: the target's, or the proxy's if there is one.

        Raises: Forbidden; SourceError, outcome unreachable, if the name cannot be resolved.
        """
        if proxy is None:
            return self._policy.judge_all(target, await self._resolved(target))
        try:
            here = await self._resolved(target)
        except SourceError:
            here = ()
        if here:
            self._policy.judge_all(target, here)
        return self._policy.judge_all(proxy.target, await self._resolved(proxy.target))

    async def _resolved(self, target: Target) -> Sequence[str]:
        return (target.host,) if target.address is not None else await resolve(target.host, target.port, self._lookup)


async def resolve(host: str, port: int, lookup: Lookup) -> Sequence[str]:
    """Resolve a name in a thread of its own, which a cancelled wait leaves behind: a resolver that hangs holds up nobody.

    Raises: SourceError, outcome unreachable, if the name is not known.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Sequence[str]] = loop.create_future()

    def ask() -> None:
        try:
            found, error = lookup(host, port), None
        except (OSError, UnicodeError) as failure:
            found, error = (), failure
        try:
            loop.call_soon_threadsafe(_settle, answer, found, error)
        except RuntimeError:
            return  # the loop was closed meanwhile, and nobody waits any more

    threading.Thread(target=ask, name=f"resolve {host}", daemon=True).start()
    try:
        return await answer
    except OSError as error:
        raise SourceError(f"the name {host!r} cannot be resolved: {(error.strerror or str(error)).lower()}") from error


def _settle(answer: asyncio.Future[Sequence[str]], found: Sequence[str], error: Exception | None) -> None:
    if answer.done():
        return
    if error is None:
        answer.set_result(found)
    else:
        answer.set_exception(error if isinstance(error, OSError) else OSError(str(error)))


def system_lookup(host: str, port: int) -> Sequence[str]:
    """Ask the system's resolver; addresses in its order. Raises: OSError."""
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
