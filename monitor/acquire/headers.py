"""Reads what HTTP headers promise, and writes those that we send. Pure; RFC 9110 and 9111."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

MAX_WAIT = timedelta(days=7)
MAX_FRESH = timedelta(days=1)
MAX_VALUE = 4_000  # characters kept of one header
VALIDATORS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_MAX_AGE = re.compile(r'(?:^|[,\s])max-age\s*=\s*"?([0-9]{1,12})\b', re.IGNORECASE)
_NOT_KEPT = frozenset({"set-cookie", "set-cookie2", "www-authenticate", "proxy-authenticate"})
_SECRET_WORD = re.compile(r"token|secret|passw|pwd|auth|sig|key|session|credential|code$|^pass$", re.IGNORECASE)


def kept(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Give response headers by lower-case name: joined, of bounded size, without control characters, cookies or challenges."""
    found: dict[str, str] = {}
    for name, value in headers:
        key, clean = name.lower(), _CONTROL.sub("", value).strip()
        if key not in _NOT_KEPT:
            found[key] = (f"{found[key]}, {clean}" if key in found else clean)[:MAX_VALUE]
    return found


def validators(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Give the ETag and Last-Modified exactly as they came, unless they could not be sent back."""
    first: dict[str, str] = {}
    for name, value in headers:
        first.setdefault(name.lower(), value)
    return {name: first[name] for name in VALIDATORS if _sendable(first.get(name, ""))}


def conditions(known: Mapping[str, str]) -> dict[str, str]:
    """Give the request headers that ask for a change only."""
    return {header: known[name] for name, header in VALIDATORS.items() if _sendable(known.get(name, ""))}


def _sendable(value: str) -> bool:
    return bool(value) and len(value) <= MAX_VALUE and not _CONTROL.search(value)


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """Read Retry-After, in seconds or as a date; dates in the past mean now (zero). At most a week. None if unreadable."""
    text = (value or "").strip()
    if re.fullmatch(r"[0-9]{1,12}", text):
        return min(timedelta(seconds=int(text)), MAX_WAIT)
    at = http_date(text)
    return min(max(at - now, timedelta(0)), MAX_WAIT) if at else None


def fresh_for(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Say how long the answer stays fresh by Cache-Control max-age or Expires, at most a day; None if not at all."""
    control = headers.get("cache-control", "")
    if re.search(r"\bno-(?:store|cache)\b", control, re.IGNORECASE):
        return None
    if found := _MAX_AGE.search(control):
        age = headers.get("age", "")
        fresh = timedelta(seconds=int(found[1]) - (int(age) if re.fullmatch(r"[0-9]{1,9}", age) else 0))
    else:
        expires = http_date(headers.get("expires", ""))
        # Expires is read on the server's own clock (RFC 9111 §4.2.1), which may be far from ours.
        fresh = expires - (http_date(headers.get("date", "")) or now) if expires else timedelta(0)
    return min(fresh, MAX_FRESH) if fresh > timedelta(0) else None


def http_date(text: str) -> datetime | None:
    """Read an HTTP date in any of its three old forms, as aware UTC; None if it is none."""
    try:
        at = parsedate_to_datetime(text)
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def basic(user: str, password: str) -> str:
    """Give the Authorization value for a user and password (RFC 7617, in UTF-8)."""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode("ascii")


def bearer(token: str) -> str:
    """Give the Authorization value for a bearer token (RFC 6750)."""
    return f"Bearer {token}"


def shown(url: str) -> str:
    """Give a URL as messages may show it: no user name, values of telling parameters masked, one line, bounded."""
    clean = _CONTROL.sub("", url)
    try:
        parts = urlsplit(clean)
    except ValueError:
        return re.sub(r"//[^/]*@", "//", clean.partition("?")[0])[:200]
    query = "&".join(_masked(pair) for pair in parts.query.split("&"))
    text = parts._replace(netloc=parts.netloc.rpartition("@")[2], query=query, fragment="").geturl()
    return text if len(text) <= 200 else text[:199] + "…"


def shown_host(url: str) -> str:
    """Give the scheme and host of a URL only, for URLs whose path is a secret."""
    return "/".join(shown(url.partition("?")[0]).split("/")[:3])


def _masked(pair: str) -> str:
    name, equals, value = pair.partition("=")
    return f"{name}=***" if equals and value and _SECRET_WORD.search(name) else pair
