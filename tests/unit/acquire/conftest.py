"""A real server that misbehaves as told: raw sockets, so that it can say what no HTTP library would."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.acquire.ask import Ask
from monitor.acquire.fetch import Fetcher
from monitor.acquire.guard import NetPolicy

TLS = Path(__file__).parents[2] / "data" / "tls"
Answer = bytes | Callable[[socket.socket, "Request"], None]


@dataclass(frozen=True)
class Request:
    """A request as it came over the wire; header names in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes = b""


def http(body: bytes = b"", *, status: str = "200 OK", length: bool = True, **headers: str) -> bytes:
    """Spell an HTTP/1.1 answer; `content_type="x"` becomes `Content-Type: x`."""
    lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-').title()}: {value}" for name, value in headers.items())]
    lines += [f"Content-Length: {len(body)}"] if length else []
    return "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape") + body


def to(location: str, status: str = "302 Found") -> bytes:
    """Spell a redirect."""
    return http(status=status, location=location)


@dataclass
class Server:
    """Answers each path with bytes or with a function of the socket; remembers what it was asked."""

    port: int = 0
    scheme: str = "http"
    routes: dict[str, Answer] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    connections: int = 0
    keeps: bool = False  # whether a connection may bring more than one request
    closing: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str = "/feed", host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def drip(self, head: bytes, drop: bytes = b"x") -> Callable[[socket.socket, Request], None]:
        """Send `head`, then a drop now and then until the other side leaves."""

        def answer(connection: socket.socket, request: Request) -> None:
            connection.sendall(head)
            while not self.closing.wait(0.02):
                connection.sendall(drop)

        return answer

    def listen(self, context: ssl.SSLContext | None) -> socket.socket:
        listener = socket.create_server(("127.0.0.1", 0))
        self.port, self.scheme = listener.getsockname()[1], "https" if context else "http"
        threading.Thread(target=self._accept, args=(listener, context), daemon=True).start()
        return listener

    def _accept(self, listener: socket.socket, context: ssl.SSLContext | None) -> None:
        def serve(connection: socket.socket) -> None:
            with contextlib.suppress(OSError), connection, _wrapped(connection, context) as stream:
                stream.settimeout(10)
                while self._answer(stream) and self.keeps:
                    pass

        with contextlib.suppress(OSError):
            while not self.closing.is_set():
                connection = listener.accept()[0]
                self.connections += 1
                threading.Thread(target=serve, args=(connection,), daemon=True).start()

    def _answer(self, stream: socket.socket) -> bool:
        request = _read(stream)
        if request is None:
            return False
        self.requests.append(request)
        answer = self.routes.get(request.path, http(b"no such path", status="404 Not Found"))
        if callable(answer):
            answer(stream, request)
        else:
            stream.sendall(answer)
        return True


def _wrapped(connection: socket.socket, context: ssl.SSLContext | None) -> socket.socket:
    return context.wrap_socket(connection, server_side=True) if context else connection


def _read(stream: socket.socket) -> Request | None:
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = stream.recv(65_536)
        if not chunk:
            return None
        if chunk.startswith(b"\x16\x03"):  # a TLS greeting on a port without TLS
            stream.sendall(http(status="400 Bad Request"))
            return None
        data += chunk
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("utf-8").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    while len(body) < int(headers.get("content-length", 0)):
        body += stream.recv(65_536)
    method, path, _ = first.split(" ", 2)
    return Request(method, path, headers, body)


@pytest.fixture(name="http")
def _http() -> Callable[..., bytes]:
    return http


@pytest.fixture
def redirect() -> Callable[..., bytes]:
    return to


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Start servers: `serve({"/feed": answer}, tls=True)`; all end with the test."""
    running: list[tuple[Server, socket.socket]] = []

    def start(routes: Mapping[str, Answer] | None = None, *, tls: bool = False) -> Server:
        context = None
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(TLS / "server.pem")
        server = Server(routes=dict(routes or {}))
        running.append((server, server.listen(context)))
        return server

    yield start

    for server, listener in running:
        server.closing.set()
        listener.close()


@pytest.fixture
def server(serve: Callable[..., Server]) -> Server:
    return serve()


@pytest.fixture
def certificate() -> str:
    return str(TLS / "cert.pem")


@pytest.fixture
def fetcher() -> Iterator[Callable[..., Fetcher]]:
    """Make fetchers that may reach `allow`, in no hurry to be polite; all close with the test."""
    made: list[Fetcher] = []

    def make(*allow: str, **options: Any) -> Fetcher:
        settings = {"user_agent": "test/1 (+mailto:desk@example.org)", "deadline": timedelta(seconds=20), "per_host_interval": timedelta(0)}
        made.append(Fetcher(NetPolicy(allow or ("127.0.0.1",)), **(settings | options)))
        return made[-1]

    yield make

    for one in made:
        one.close()


@pytest.fixture
def get(fetcher: Callable[..., Fetcher]) -> Callable[..., Any]:
    """Fetch one URL from a server on this machine: `get(url, allow=[…], lookup=…, **ask)`."""

    def fetch(url: str, *, allow: Sequence[str] = (), lookup: Any = None, **ask: Any) -> Any:
        net = fetcher(*allow, **({"lookup": lookup} if lookup else {}))
        return net.run(net.get(Ask(source="wire", url=url, **ask)))

    return fetch
