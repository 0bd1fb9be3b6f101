"""One HTTP exchange with addresses that were judged before: the only place that opens sockets to the world."""

from __future__ import annotations

import errno
import os
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from monitor.acquire.guard import Target
from monitor.acquire.inflate import Decoder
from monitor.acquire.proxy import Proxy
from monitor.errors import SourceError

MAX_HEADER_BYTES = 16_384  # of one header; their number is bounded by aiohttp
_KEEP_SECONDS = 5.0
_AUTOMATIC = ("User-Agent", "Accept", "Accept-Encoding", "Content-Type")
_TLS_WORDS = {"CERTIFICATE_VERIFY_FAILED": "its certificate is not trusted", "WRONG_VERSION_NUMBER": "it does not speak TLS on that port"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request, and the addresses that it may be sent to: those of the proxy if there is one, else those of the target."""

    method: str = "GET"
    target: Target
    addresses: tuple[str, ...]
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = b""
    proxy: Proxy | None = None
    tls: ssl.SSLContext | bool = True

    @property
    def port(self) -> int:
        """Give the port that the socket is connected to."""
        return self.proxy.target.port if self.proxy else self.target.port

    @property
    def way(self) -> object:
        """Give what two calls must share to be sent over one connection."""
        return self.target.origin, self.addresses, self.proxy, self.tls


@asynccontextmanager
async def answered(call: Call, session: aiohttp.ClientSession) -> AsyncIterator[aiohttp.ClientResponse]:
    """Send a request and give the response, its body still to be read; no redirect is followed, no cookie kept.

    Raises: SourceError, outcome unreachable or ill_formed, with the reason in words.
    """
    try:
        async with _sent(session, call) as response:
            yield response
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise SourceError(reason(error), outcome=_outcome(error)) from error


def session_for(call: Call) -> aiohttp.ClientSession:
    """Open a session for calls that go the same way; it connects to their judged addresses only, once at a time."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(
            resolver=_Pinned(call),
            use_dns_cache=False,
            socket_factory=_pinned_sockets(call),
            keepalive_timeout=_KEEP_SECONDS,
            limit=1,
            ssl=call.tls,
        ),
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),
        auto_decompress=False,
        trust_env=False,
        skip_auto_headers=_AUTOMATIC,
        max_line_size=MAX_HEADER_BYTES,
        max_field_size=MAX_HEADER_BYTES,
    )


def _sent(session: aiohttp.ClientSession, call: Call) -> aiohttp.client._RequestContextManager:
    """Ask; a proxy's credentials go with the request itself, or with the CONNECT that opens a tunnel for it."""
    own = {"Proxy-Authorization": call.proxy.auth} if call.proxy and call.proxy.auth else {}
    tunnel = call.target.scheme == "https"
    return session.request(
        call.method,
        URL(call.target.url, encoded=True),
        headers=dict(call.headers) if tunnel else {**call.headers, **own},
        data=call.body or None,
        allow_redirects=False,
        proxy=URL(call.proxy.target.url, encoded=True) if call.proxy else None,
        proxy_headers=own if tunnel and own else None,
    )


class _Pinned(AbstractResolver):
    """Answers every name with the judged addresses, so that nobody resolves a second time."""

    def __init__(self, call: Call) -> None:
        self._call = call

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host=address, port=port, family=_family(address), proto=0, flags=socket.AI_NUMERICHOST)
            for address in self._call.addresses
        ]

    async def close(self) -> None:
        """Hold nothing."""


def _family(address: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def _pinned_sockets(call: Call) -> Callable[[aiohttp.AddrInfoType], socket.socket]:
    """Give a maker of sockets that serves judged addresses only: aiohttp asks no resolver about a host that is an address."""
    judged = {ip_address(address) for address in call.addresses}

    def make(info: aiohttp.AddrInfoType) -> socket.socket:
        family, kind, protocol, _, (host, port, *_) = info
        if ip_address(host) not in judged or port != call.port:
            raise PermissionError(errno.EPERM, f"{host} port {port} was not judged")
        return socket.socket(family, kind, protocol)

    return make


async def read_body(response: aiohttp.ClientResponse, into: Decoder) -> bool:
    """Read the body to its end or to where the connection broke; say whether it is complete.

    Raises: SourceError from the decoder (too_large, encoding).
    """
    _break_with_connection(response)
    try:
        async for chunk in response.content.iter_any():
            into.feed(chunk)
    except (aiohttp.ClientError, OSError):
        into.feed(_left(response.content))
        return False
    return into.complete()


def _break_with_connection(response: aiohttp.ClientResponse) -> None:
    """End the body when its connection ends: aiohttp waits for ever for one whose chunks have turned into nonsense."""
    content, connection = response.content, response.connection
    closed = connection.protocol.closed if connection is not None and connection.protocol is not None else None

    def end(_: object) -> None:
        if not content.is_eof() and content.exception() is None:
            content.set_exception(aiohttp.ClientPayloadError("the connection was lost"))

    if closed is not None:
        closed.add_done_callback(end)


def _left(content: aiohttp.StreamReader) -> bytes:
    """Give what had arrived before the connection broke: aiohttp prefers its error to its buffer."""
    content.set_exception(None)  # type: ignore[arg-type]
    return content.read_nowait()


def reason(error: Exception) -> str:
    """Say in words why an exchange failed."""
    inner = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    if isinstance(error, aiohttp.ClientHttpProxyError):
        return f"the proxy refuses: status {error.status}"
    if isinstance(inner, ssl.SSLError | ssl.CertificateError | aiohttp.ClientSSLError):
        return _tls_reason(error)
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return "it closed the connection without an answer"
    if _outcome(error) == "ill_formed":
        return f"its answer is not HTTP, or has headers beyond {MAX_HEADER_BYTES:,} bytes"
    if isinstance(inner, OSError) and inner.errno:
        return os.strerror(inner.errno).lower() if inner.errno > 0 else (inner.strerror or "no connection").lower()
    return "the connection broke off"


def _tls_reason(error: Exception) -> str:
    inner = getattr(error, "certificate_error", None) or getattr(error, "os_error", None) or error
    words = _TLS_WORDS.get(getattr(inner, "reason", None) or "", "no secure connection")
    told = getattr(inner, "verify_message", None) or (getattr(inner, "reason", None) or "").replace("_", " ").lower()
    return f"{words}: {told}" if told else words


def _outcome(error: Exception) -> str:
    parsing = isinstance(error, aiohttp.ClientResponseError) and not isinstance(error, aiohttp.ClientHttpProxyError)
    return "ill_formed" if parsing else "unreachable"
