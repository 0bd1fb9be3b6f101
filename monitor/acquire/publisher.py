"""Says who stands behind an article: the registrable domain of its address, or its outlet's name."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from tldextract import TLDExtract

# Top-level domains without public suffixes below them: no need to load the list (0.15 s and 27 MB).
_FLAT = frozenset({"com", "org", "net", "info", "edu", "gov", "int", "example", "test"})


def publisher_of(url: str | None, outlet: str) -> str:
    """Give the registrable domain ("bbc.co.uk") of a web address; without one, the outlet's name folded; "" if neither."""
    host = _host(url)
    return (registrable(host) if host else "") or folded(outlet) or host


def folded(name: str) -> str:
    """Give a name for comparing: case, accents and spacing ignored."""
    marks = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(letter for letter in marks if not unicodedata.combining(letter)).split())


def registrable(host: str) -> str:
    """Give the domain that someone registered, "" for addresses and bare names. Unknown endings count as one label."""
    labels = host.split(".")
    if len(labels) < 2 or _is_address(host):
        return ""
    if labels[-1] in _FLAT:
        return ".".join(labels[-2:])
    found = _suffixes()(host)
    return f"{found.domain}.{found.suffix}" if found.suffix and found.domain else ".".join(labels[-2:])


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").rstrip(".").lower()
    except ValueError:
        return ""


def _is_address(host: str) -> bool:
    return ":" in host or host.replace(".", "").isdigit()


@cache
def _suffixes() -> TLDExtract:
    """Load the public suffixes as shipped with tldextract: no network, no cache on disk."""
    from tldextract import TLDExtract  # deferred: it imports requests

    return TLDExtract(suffix_list_urls=(), cache_dir=None)
