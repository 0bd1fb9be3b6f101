"""The `parse` hook for feeds: tells what a payload is, and has it read as RSS, Atom, RDF or JSON Feed."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urljoin

from monitor.acquire.charset import decode
from monitor.acquire.identity import identify
from monitor.acquire.jsonfeed import read_json
from monitor.errors import SourceError
from monitor.hookspecs import hookimpl
from monitor.model.article import Feed, Payload

version = "1"

_ROOT = re.compile(r"<(?:[\w.-]+:)?(rss|feed|rdf|channel|html|head|body|opml)(?=[\s/>])|<!doctype\s+(html)", re.IGNORECASE)
_FEED_ROOTS = ("rss", "feed", "rdf", "channel")
_HEAD = 65_536
_ALTERNATE = re.compile(r"<link\b[^<>]{0,500}>", re.IGNORECASE)
_FEED_TYPE = re.compile(r"application/(?:rss|atom|rdf)\+xml|application/feed\+json", re.IGNORECASE)
_HREF = re.compile(r"""href\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)


@hookimpl
def parse(payload: Payload) -> Feed | None:
    """Give the feed in a payload, its entries identified; None for the files of a folder.

    Raises: SourceError with the outcome web_page, empty or ill_formed if there is no feed in it.
    """
    if payload.part:
        return None
    decoded = decode(payload.body, payload.headers.get("content-type", ""))
    text = decoded.text.strip("\ufeff\0 \t\r\n")
    if not text:
        raise SourceError("answered with nothing at all", outcome="empty")
    feed = read_json(text, payload) if text.startswith("{") else _read_xml(text, payload)
    warnings = [warning for warning in (decoded.warning, feed.warning, _cut_off(payload)) if warning]
    return replace(
        feed,
        entries=identify(payload.source, feed.entries, home=feed.link),
        warning="; ".join(dict.fromkeys(warnings)) or (None if feed.entries else "no entries"),
        complete=feed.complete and not payload.truncated,
    )


def _cut_off(payload: Payload) -> str:
    return "cut off while it was fetched" if payload.truncated else ""


def _read_xml(text: str, payload: Payload) -> Feed:
    root = _ROOT.search(text, 0, _HEAD)
    name = (root[1] or root[2]).lower() if root else ""
    if name in _FEED_ROOTS and root:
        from monitor.acquire.parse import read_feed  # deferred: feedparser costs 90 ms, and most commands read no feed

        return read_feed(text[root.start() :], payload)
    if name == "opml":
        raise SourceError("answered with an OPML list of feeds, not a feed; add the feeds that it lists", outcome="ill_formed")
    if name or payload.media_type in ("text/html", "application/xhtml+xml"):
        raise SourceError(f"answered with a web page, not a feed; {_advice(text, payload.url)}", outcome="web_page")
    raise SourceError("answered with something that is no feed", outcome="ill_formed")


def _advice(page: str, url: str) -> str:
    """Name the feed that the page itself names, if it does."""
    for link in _ALTERNATE.finditer(page, 0, _HEAD):
        href = _HREF.search(link[0])
        if href and _FEED_TYPE.search(link[0]):
            return f"the page names its feed: {urljoin(url, href[1])[:300]}"
    return "look for the address of its feed"
