"""The source kind `feed`: one URL, asked politely, with whatever credentials it needs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo, model_validator

from monitor.acquire.ask import Ask, Getter
from monitor.acquire.guard import Forbidden, read_url
from monitor.acquire.headers import basic, bearer
from monitor.acquire.proxy import read_proxy
from monitor.config import Config, Duration, Secret, SourceConfig
from monitor.errors import SourceError
from monitor.hookspecs import hookimpl
from monitor.model.article import Known, Payload, Source

ACCEPT = "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, */*;q=0.8"
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


class FeedConfig(SourceConfig):
    """Watch an RSS, Atom, RDF or JSON feed."""

    url: Annotated[str, AfterValidator(_http_url)] = Field(description="the feed's http or https address")
    headers: Annotated[dict[str, Secret], AfterValidator(_header_names)] = Field(default={}, description="headers to send along")
    auth: Auth | None = Field(default=None, description="user and password, or token")
    proxy: Annotated[Secret, AfterValidator(_proxy)] | None = Field(default=None, description="proxy URL for this source")
    ca: Annotated[str, AfterValidator(_beside)] | None = Field(default=None, description="file of certificates to trust, and no others")
    timeout: Duration | None = Field(default=None, description="for one fetch in all; `net.deadline` if left out")
    max_bytes: int | None = Field(default=None, gt=0, description="of the inflated document; `net.max_bytes` if left out")


class FeedSource:
    """Fetches one `[sources.NAME] use = "feed"`."""

    Config = FeedConfig
    version = "1"

    def __init__(self, name: str, config: FeedConfig, net: Getter) -> None:
        self._name, self._config, self._net = name, config, net

    @hookimpl
    def fetch(self, source: Source, known: Known) -> AsyncIterator[Payload] | None:
        """Yield the one document that the feed is now, or that it has not changed; None for other sources."""
        return self._fetched(source, known) if source.name == self._name else None

    async def _fetched(self, source: Source, known: Known) -> AsyncIterator[Payload]:
        """Ask with what is known of this very URL, and mark what came: validators of another URL would hide a change."""
        mark = _digest(source.url.encode())
        before = known.validators()
        mine = before if before.get("url") == mark else {}
        payload = await self._net.get(self._ask(source, mine))
        yield payload if payload.truncated else _marked(payload, mine, mark)

    def _ask(self, source: Source, known: Mapping[str, str]) -> Ask:
        config = self._config
        try:
            return Ask(
                source=source.name,
                url=source.url,
                validators=known,
                headers={"Accept": ACCEPT} | {name.title(): _value(name, secret.reveal()) for name, secret in config.headers.items()},
                auth=_value("auth", config.auth.header()) if config.auth else "",
                proxy=config.proxy.reveal() if config.proxy else "",
                ca=config.ca or "",
                deadline=config.timeout,
                max_bytes=config.max_bytes,
            )
        except ValueError as error:
            raise SourceError(f"cannot fetch source {source.name!r}: {error}", outcome="unreadable") from error


def _value(name: str, value: str) -> str:
    """Pass a header's value on. Raises: ValueError, without repeating it, if it would end the header."""
    if re.search(r"[\x00-\x08\x0a-\x1f\x7f]", value):
        raise ValueError(f"{name!r} has a line break or a control character in its value")
    return value


def _marked(payload: Payload, known: Mapping[str, str], mark: str) -> Payload:
    """Add the URL's mark and the body's hash to the validators; the same body again is unchanged, whatever its status."""
    body = known.get("body", "") if payload.unchanged else _digest(payload.body)
    validators = {**payload.validators, "url": mark} | ({"body": body} if body else {})
    if payload.unchanged or body != known.get("body"):
        return replace(payload, validators=validators)
    return replace(payload, validators=validators, unchanged=True, body=b"")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]
