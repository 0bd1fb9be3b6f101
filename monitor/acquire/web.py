"""What every source on the web may be configured with: whom we say we are, by which way, and whom to trust; and the asks made of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo, model_validator

from monitor.acquire.ask import Ask
from monitor.acquire.guard import Forbidden, Target, read_url
from monitor.acquire.headers import basic, bearer
from monitor.acquire.proxy import read_proxy
from monitor.config import Config, Duration, Secret, SourceConfig
from monitor.errors import SourceError

PAGE = "text/html, application/xhtml+xml, application/pdf;q=0.5, */*;q=0.1"
_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
# The transport sets these itself; from a configuration they would only break it.
_OURS = frozenset(
    ("host", "connection", "content-length", "transfer-encoding", "accept-encoding", "te", "upgrade", "if-none-match", "if-modified-since")
)


def _http_url(url: str) -> str:
    try:
        read_url(url)
    except Forbidden as verdict:
        raise ValueError(str(verdict)) from None
    return url


def _header_names(headers: dict[str, Secret]) -> dict[str, Secret]:
    wrong = [name for name in headers if not _NAME.fullmatch(name) or name.lower() in _OURS]
    if wrong:
        raise ValueError(f"{', '.join(map(repr, wrong))} cannot be set here")
    return headers


def _proxy(secret: Secret) -> Secret:
    try:
        read_proxy(secret.reveal())
    except Forbidden as verdict:
        raise ValueError(str(verdict)) from None
    return secret


def _beside(path: str, info: ValidationInfo) -> str:
    """Make a path absolute; a relative one is relative to the configuration."""
    full = Path((info.context or {}).get("base", "."), path).expanduser().absolute()
    if not full.is_file():
        raise ValueError(f"no file is at {str(full)!r}")
    return str(full)


class Auth(Config):
    """Who we are to the server: `user` and `password`, or `token`. They go to the URL's own origin only."""

    user: str = ""
    password: Secret | None = None
    token: Secret | None = Field(default=None, description="sent as a bearer token")

    @model_validator(mode="after")
    def _one_way(self) -> Auth:
        if (self.token is None) == (self.password is None) or bool(self.user) != (self.password is not None):
            raise ValueError("should have user and password, or token")
        if ":" in self.user:
            raise ValueError("user: a colon cannot be sent in a user name")
        return self

    def header(self) -> str:
        """Give the Authorization value. Raises: ValueError if a secret is not there."""
        return bearer(self.token.reveal()) if self.token is not None else basic(self.user, self.password.reveal() if self.password else "")


def _host(host: str) -> str:
    try:
        target = read_url(f"https://{host}/")
    except Forbidden as verdict:
        raise ValueError(f"{host!r}: {verdict}") from None
    if target.path != "/":
        raise ValueError(f'{host!r} should be a host, such as "www.news.example"')
    return host


def _installed(wanted: bool) -> bool:
    if wanted and find_spec("trafilatura") is None:
        raise ValueError("needs an extra that is not installed: pip install 'media-monitor[fulltext]'")
    return wanted


class WebConfig(SourceConfig):
    """The keys of every source on the web."""

    url: Annotated[str, AfterValidator(_http_url)] = Field(description="its http or https address")
    headers: Annotated[dict[str, Secret], AfterValidator(_header_names)] = Field(default={}, description="headers to send along")
    auth: Auth | None = Field(default=None, description="user and password, or token")
    credentials_for: list[Annotated[str, AfterValidator(_host)]] = Field(
        default=[], description="further hosts that get headers and auth, over https: those of the pages"
    )
    proxy: Annotated[Secret, AfterValidator(_proxy)] | None = Field(default=None, description="proxy URL for this source")
    ca: Annotated[str, AfterValidator(_beside)] | None = Field(default=None, description="file of certificates to trust, and no others")
    timeout: Duration | None = Field(default=None, description="for one fetch in all; `net.deadline` if left out")
    max_bytes: int | None = Field(default=None, gt=0, description="of the inflated document; `net.max_bytes` if left out")
    full_text: Annotated[bool, AfterValidator(_installed)] = Field(
        default=False, description="fetch the page of each new entry and take the article from it"
    )


def ask(config: WebConfig, source: str, url: str, *, accept: str, known: Mapping[str, str] | None = None) -> Ask:
    """Make what is asked of a source at one of its addresses; credentials go to its own origin and to the hosts that it names.

    Raises: SourceError if a secret is not there or cannot be sent.
    """
    ours = _trusted(config, url)
    try:
        own = {name.title(): _value(name, secret.reveal()) for name, secret in config.headers.items()} if ours else {}
        return Ask(
            source=source,
            url=url,
            validators=known or {},
            headers={"Accept": accept} | own,
            auth=_value("auth", config.auth.header()) if config.auth and ours else "",
            proxy=config.proxy.reveal() if config.proxy else "",
            ca=config.ca or "",
            deadline=config.timeout,
            max_bytes=config.max_bytes,
        )
    except ValueError as error:
        raise SourceError(f"cannot fetch source {source!r}: {error}", outcome="unreadable") from error


def _trusted(config: WebConfig, url: str) -> bool:
    """Say whether an address may see the source's credentials."""
    try:
        there, home = read_url(url), read_url(config.url)
    except Forbidden:
        return False
    return there.origin == home.origin or (there.scheme == "https" and any(_same(there, host) for host in config.credentials_for))


def _same(target: Target, host: str) -> bool:
    return read_url(f"https://{host}/").origin == target.origin


def _value(name: str, value: str) -> str:
    """Pass a header's value on. Raises: ValueError, without repeating it, if it would end the header."""
    if re.search(r"[\x00-\x08\x0a-\x1f\x7f]", value):
        raise ValueError(f"{name!r} has a line break or a control character in its value")
    return value
