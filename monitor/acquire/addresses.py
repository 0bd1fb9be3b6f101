"""Which internet addresses are nobody's business of ours, and what every odd spelling of an address means. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network

# The IANA special-purpose registries (RFC 6890 and what came after), in our own table: `ipaddress.is_global`
# changed its mind between patch releases of Python.
_CLOSED: tuple[tuple[Network, str], ...] = tuple(
    (ip_network(network), word)
    for network, word in (
        ("0.0.0.0/8", "an unspecified address"),
        ("10.0.0.0/8", "a private address"),
        ("100.64.0.0/10", "a carrier-grade NAT address"),
        ("127.0.0.0/8", "a loopback address"),
        ("169.254.0.0/16", "a link-local address"),
        ("172.16.0.0/12", "a private address"),
        ("192.0.0.0/24", "a reserved address"),
        ("192.0.2.0/24", "a documentation address"),
        ("192.88.99.0/24", "a reserved address"),
        ("192.168.0.0/16", "a private address"),
        ("198.18.0.0/15", "a benchmarking address"),
        ("198.51.100.0/24", "a documentation address"),
        ("203.0.113.0/24", "a documentation address"),
        ("224.0.0.0/4", "a multicast address"),
        ("240.0.0.0/4", "a reserved address"),
        ("::/128", "an unspecified address"),
        ("::1/128", "a loopback address"),
        ("64:ff9b:1::/48", "a local NAT64 address"),
        ("2001:db8::/32", "a documentation address"),
        ("3fff::/20", "a documentation address"),
        ("fc00::/7", "a private address"),
        ("fe80::/10", "a link-local address"),
        ("fec0::/10", "a private address"),
        ("ff00::/8", "a multicast address"),
    )
)
_MAPPED = ip_network("::ffff:0:0/96")
_COMPATIBLE = ip_network("::/96")
_TRANSLATED = ip_network("::ffff:0:0:0/96")
_NAT64 = ip_network("64:ff9b::/96")
_TEREDO = ip_network("2001::/32")
_PROTOCOLS = ip_network("2001::/23")
_SIX_TO_FOUR = ip_network("2002::/16")
_UNICAST = ip_network("2000::/3")
_ISATAP = (0x00005EFE, 0x02005EFE)

_NUMBER = re.compile(r"0[xX][0-9a-fA-F]*|[0-9]+")


def closed_because(address: Address) -> str | None:
    """Say what makes an address forbidden ("a loopback address"), or None if it is an ordinary public one.

    IPv4 addresses carried inside IPv6 ones (mapped, compatible, translated, NAT64, 6to4, Teredo, ISATAP) are judged too.
    """
    if word := next((word for network, word in _CLOSED if address in network), None):
        return word
    if isinstance(address, IPv4Address):
        return None
    for inner in inside(address):
        if word := closed_because(inner):
            return f"{word} ({inner}) inside an IPv6 one"
    return None if _ordinary(address) else "a reserved address"


def _ordinary(address: IPv6Address) -> bool:
    if address in _MAPPED or address in _NAT64 or address in _TEREDO:
        return True
    return address in _UNICAST and address not in _PROTOCOLS


def inside(address: IPv6Address) -> Iterator[IPv4Address]:
    """Give every IPv4 address that an IPv6 address carries, wherever a translator or tunnel on the way may look for it."""
    number = int(address)
    if any(address in network for network in (_MAPPED, _COMPATIBLE, _TRANSLATED, _NAT64)):
        yield IPv4Address(number & 0xFFFFFFFF)
    if address in _SIX_TO_FOUR:
        yield IPv4Address(number >> 80 & 0xFFFFFFFF)
    if address in _TEREDO:
        yield IPv4Address(number >> 64 & 0xFFFFFFFF)
        # The client's address is stored inverted (RFC 4380 §4).
        yield IPv4Address(~number & 0xFFFFFFFF)
    if number >> 32 & 0xFFFFFFFF in _ISATAP:
        yield IPv4Address(number & 0xFFFFFFFF)


def plain(address: Address) -> Address:
    """Give the IPv4 address of a v4-mapped one (the kernel connects there), any other as it is."""
    return address.ipv4_mapped or address if isinstance(address, IPv6Address) else address


def read_address(host: str) -> Address | None:
    """Read a host (without brackets) as an address, in any spelling that some resolver understands; None if it is a name.

    Raises: ValueError if it looks like an address and is none.
    """
    if ":" in host:
        return _read_ipv6(host)
    labels = host.removesuffix(".").split(".")
    # A host that ends in a number is an IPv4 address or nothing (WHATWG URL, "ends in a number checker").
    return _read_ipv4(labels, host) if _NUMBER.fullmatch(labels[-1]) else None


def _read_ipv6(host: str) -> IPv6Address:
    if "%" in host:
        raise ValueError(f"{host!r} names a network interface")
    try:
        return IPv6Address(host)
    except ValueError:
        raise ValueError(f"{host!r} is no IPv6 address") from None


def _read_ipv4(labels: list[str], host: str) -> IPv4Address:
    """Read what inet_aton reads: one to four numbers, decimal, octal or hexadecimal; the last one fills what is left."""
    try:
        *firsts, last = [_number(label) for label in labels]
        if len(labels) > 4 or any(first > 255 for first in firsts) or last >= 256 ** (5 - len(labels)):
            raise ValueError
    except ValueError:
        raise ValueError(f"{host!r} is no IPv4 address") from None
    return IPv4Address(sum(first << 24 - 8 * place for place, first in enumerate(firsts)) + last)


def _number(label: str) -> int:
    if not _NUMBER.fullmatch(label) or len(label) > 40:
        raise ValueError(label)
    if label[:2] in ("0x", "0X"):
        return int(label[2:] or "0", 16)
    return int(label, 8 if label.startswith("0") else 10)


def read_resolved(text: str) -> Address:
    """Read an address as a resolver answers it, where an IPv6 one may carry a zone ("fe80::1%eth0")."""
    return ip_address(text.partition("%")[0])
