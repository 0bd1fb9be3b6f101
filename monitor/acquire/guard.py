"""The guard: which addresses outgoing traffic may reach. Pure; whoever makes a socket asks it first.

It reads no proxy variables and resolves nothing. A proxy that the operator configures is judged like any other address
(so a proxy on a private address needs its own line in `[net] allow`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from urllib.parse import quote, unquote_to_bytes, urlsplit

import idna

from monitor.acquire.addresses import Address, Network, closed_because, plain, read_address, read_resolved

PORTS = {"http": 80, "https": 443}
_NAME = re.compile(r"(?=.{1,253}\Z)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_](?:[a-z0-9_-]{0,62}))*")
_BAD_CHARACTER = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029\ufeff\ud800-\udfff]")
_SAFE = "%/:=&?~+!$,;'@()*[]|"
_NETLOC = re.compile(r"(?:\[[0-9a-fA-F:.%]+\]|[^\[\]:]*)(?::[0-9]*)?")
_ENTRY = re.compile(r"(?P<host>\[[^\]]*\]|[^:\[\]]*)(?::(?P<port>[0-9]{1,5}))?")


class Forbidden(ValueError):  # noqa: N818 - it is a verdict
    """The guard says no; the text says why and, if the operator can open it, how."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a request goes: a vetted URL in parts. `host` is an ASCII name or a canonical address without brackets."""

    scheme: str
    host: str
    port: int
    path: str
    address: Address | None = None

    @property
    def origin(self) -> tuple[str, str, int]:
        """Give what credentials are bound to."""
        return self.scheme, self.host, self.port

    @property
    def url(self) -> str:
        """Give the URL as it is asked, ASCII throughout and without a fragment."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.path}"


def read_url(url: str) -> Target:
    """Vet a URL and take it apart.

    Raises: Forbidden unless it is an absolute http or https URL with a readable host and port, and without user name.
    """
    if _BAD_CHARACTER.search(url):
        raise Forbidden("it has a space, a backslash or a character that does not show in its address")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise Forbidden(f"its address cannot be read: {error}") from None
    if parts.scheme not in PORTS:
        raise Forbidden(f"only http and https are fetched, not {parts.scheme[:20] or 'an address without a scheme'!r}")
    if "@" in parts.netloc:
        raise Forbidden("it carries a user name in its address (configure `auth` instead)")
    if not _NETLOC.fullmatch(parts.netloc):
        raise Forbidden("its host and port cannot be read")
    if not host or port == 0:
        raise Forbidden("its address has no host" if not host else "its address has port 0")
    name, address = _read_host(host, bracketed=parts.netloc.startswith("["))
    path = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    return Target(scheme=parts.scheme, host=name, port=port or PORTS[parts.scheme], path=path, address=address)


def _read_host(host: str, *, bracketed: bool) -> tuple[str, Address | None]:
    """Give the host as it will be asked for, and its address if it is one in any spelling."""
    try:
        name = host if bracketed else _ascii(host)
        address = read_address(name)
    except ValueError as error:
        raise Forbidden(f"its host cannot be read: {error}") from None
    if address is not None:
        return str(address), address
    if not _NAME.fullmatch(name):
        raise Forbidden("its host is neither a name nor an address")
    return name, None


def _ascii(host: str) -> str:
    """Undo percent-encoding and international spelling, as browsers do: `%31%32%37.1` and `①②⑦.1` are addresses too."""
    text = unquote_to_bytes(host).decode("utf-8")
    if not text.isascii():
        text = idna.encode(text, uts46=True, transitional=False).decode("ascii")
    return text.lower().removesuffix(".")


@dataclass(frozen=True, slots=True)
class _Opening:
    """One entry of `[net] allow`: a network or a name, on one port or on all."""

    network: Network | None
    name: str
    port: int | None

    def admits(self, address: Address, port: int, host: str) -> bool:
        if self.port not in (None, port):
            return False
        return self.name == host if self.network is None else any(form in self.network for form in (address, plain(address)))


class NetPolicy:
    """Judges addresses: public ones are open, all others closed, except what `[net] allow` opens exactly.

    Entries: `127.0.0.1:8900`, `[::1]:80`, `10.0.0.0/8`, `[fd00::/8]:443`, `10.1.2.3` (every port), `intranet:8080`
    (whatever that name resolves to, on that port).
    Raises: ValueError naming the entry that cannot be read.
    """

    def __init__(self, allow: Sequence[str] = ()) -> None:
        self._openings = tuple(_read_entry(entry) for entry in allow)

    def judge(self, address: Address | str, port: int, host: str = "") -> None:
        """Pass if a socket may be connected to that address and port on behalf of `host`.

        Raises: Forbidden with the reason and with the `[net] allow` entry that would open it.
        """
        found = read_resolved(address) if isinstance(address, str) else address
        if reason := self.closed(found, port, host):
            entry = f"[{found}]:{port}" if found.version == 6 else f"{found}:{port}"
            raise Forbidden(f'{found} is {reason} (if this is meant, add "{entry}" to `[net] allow`)')

    def closed(self, address: Address, port: int, host: str = "") -> str | None:
        """Say why that address and port is closed, or None if it is open."""
        opened = any(opening.admits(address, port, host) for opening in self._openings)
        return None if opened else closed_because(address)

    def judge_url(self, url: str) -> Target:
        """Vet a URL, and judge its host if it is an address; a name's addresses are judged when it is resolved.

        Raises: Forbidden.
        """
        target = read_url(url)
        if target.address is not None:
            self.judge(target.address, target.port)
        return target

    def judge_all(self, target: Target, addresses: Sequence[str]) -> tuple[str, ...]:
        """Judge every address that a name resolved to, and give them back; one closed address closes the name.

        Raises: Forbidden; also if there is no address at all.
        """
        if not addresses:
            raise Forbidden(f"{target.host} has no address")
        found = tuple(dict.fromkeys(addresses))
        if target.host == "localhost":
            # It is 127.0.0.1 and ::1 on most machines; whoever opened one of them meant this machine, and gets that one.
            opened = tuple(address for address in found if not self.closed(read_resolved(address), target.port, target.host))
            found = opened or found
        for address in found:
            self.judge(address, target.port, target.host)
        return found


def _read_entry(entry: str) -> _Opening:
    """Read one `[net] allow` entry. Raises: ValueError that quotes it and says what is expected."""
    text = entry.strip().lower()
    if (network := _network(text)) is not None:
        return _Opening(network, "", None)
    found = _ENTRY.fullmatch(text)
    if not found or not found["host"]:
        raise ValueError(f'{entry!r}: expected an address, a network or host:port, for example "127.0.0.1:8900" or "10.0.0.0/8"')
    port = int(found["port"]) if found["port"] else None
    if port is not None and not 0 < port < 65_536:
        raise ValueError(f"{entry!r}: port {port} is not between 1 and 65535")
    if (network := _network(found["host"].strip("[]"))) is not None:
        return _Opening(network, "", port)
    if not _is_name(found["host"].removesuffix(".")):
        raise ValueError(f"{entry!r}: {found['host']!r} is neither an address, nor a network, nor the name of a host")
    return _Opening(None, found["host"].removesuffix("."), port)


def _network(text: str) -> Network | None:
    """Read a network or a single address, in any spelling; None if it is neither."""
    try:
        return ip_network(plain(ip_address(text)) if "/" not in text else text, strict=False)
    except ValueError:
        return _spelled(text)


def _spelled(text: str) -> Network | None:
    try:
        address = read_address(text)
    except ValueError:
        return None
    return None if address is None else ip_network(address)


def _is_name(host: str) -> bool:
    try:
        return bool(_NAME.fullmatch(host)) and read_address(host) is None
    except ValueError:
        return False
