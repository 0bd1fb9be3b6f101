"""The source kind `feed`: one URL, asked politely, with whatever credentials it needs."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace

from monitor.acquire.ask import Getter
from monitor.acquire.web import WebConfig, ask
from monitor.hookspecs import hookimpl
from monitor.model.article import Known, Payload, Source

ACCEPT = "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, */*;q=0.8"


class FeedConfig(WebConfig):
    """Watch an RSS, Atom, RDF or JSON feed."""


class FeedSource:
    """Fetches one `[sources.NAME] use = "feed"`."""

    Config = FeedConfig
    version = "1"

    def __init__(self, name: str, config: FeedConfig, net: Getter) -> None:
        self._name, self._config, self._net = name, config, net

    @hookimpl
    def fetch(self, source: Source, known: Known) -> AsyncIterator[Payload] | None:
        """Yield the one document that the feed is now, or that it has not changed; None for other sources."""
        return fetched(self._net, self._config, source, known, ACCEPT) if source.name == self._name else None


async def fetched(net: Getter, config: WebConfig, source: Source, known: Known, accept: str) -> AsyncIterator[Payload]:
    """Ask with what is known of this very URL, and mark what came: validators of another URL would hide a change."""
    mark = _digest(source.url.encode())
    before = known.validators()
    mine = before if before.get("url") == mark else {}
    payload = await net.get(ask(config, source.name, source.url, accept=accept, known=mine))
    yield payload if payload.truncated else _marked(payload, mine, mark)


def _marked(payload: Payload, known: Mapping[str, str], mark: str) -> Payload:
    """Add the URL's mark and the body's hash to the validators; the same body again is unchanged, whatever its status."""
    body = known.get("body", "") if payload.unchanged else _digest(payload.body)
    validators = {**payload.validators, "url": mark} | ({"body": body} if body else {})
    if payload.unchanged or body != known.get("body"):
        return replace(payload, validators=validators)
    return replace(payload, validators=validators, unchanged=True, body=b"")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]
