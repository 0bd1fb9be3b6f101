"""A proxy as the operator configures it. Environment variables configure none."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from monitor.acquire.guard import Forbidden, Target, read_url
from monitor.acquire.headers import basic


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """Where a proxy is, and the Proxy-Authorization that it wants ("" for none)."""

    target: Target
    auth: str = field(default="", repr=False)


def read_proxy(url: str) -> Proxy | None:
    """Read `http://[user:password@]host:port`; None if there is no URL.

    Raises: Forbidden if it cannot be read; the message leaves the URL out, for it may carry a password.
    """
    if not url:
        return None
    scheme, _, rest = url.partition("://")
    user_info, at, host = rest.rpartition("@")
    try:
        target = read_url(f"{scheme}://{host}")
        parts = urlsplit(f"{scheme}://{user_info}{at}{target.host}")
        auth = basic(unquote(parts.username or ""), unquote(parts.password or "")) if at else ""
    except ValueError as error:
        raise Forbidden(f"the proxy is unusable: {error}") from None
    return Proxy(target=target, auth=auth)
