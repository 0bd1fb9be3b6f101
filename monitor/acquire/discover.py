"""Finds the feeds that a web page names, or may have. Pure; reads tags by pattern, in time linear in the page."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from monitor.acquire.identity import canonical_link
from monitor.acquire.markup import one_line

MAX_PAGE = 1_000_000
MAX_FOUND = 50
_TAG = re.compile(r"<(link|base)\b([^<>]{0,2000})>", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\b([^<>]{0,2000})>(.{0,300}?)</a\s*>", re.IGNORECASE | re.DOTALL)
_ATTRIBUTE = re.compile(r"""([a-z-]{1,20})\s*=\s*(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s"'>]{1,2000}))""", re.IGNORECASE)
_FEED_TYPE = re.compile(r"application/(?:rss|atom|rdf)\+xml|application/feed\+json|(?:text|application)/xml", re.IGNORECASE)
# An address that says that it is a feed: a whole word of its last steps, or its ending.
_FEED_PATH = re.compile(
    r"(?:^|/)(?:feeds?|rss|atom)(?:/[^/]{0,40}){0,2}/?$|\.(?:rss|atom|rdf)$|(?:rss|feed|atom)[^/]{0,20}\.(?:xml|json)$", re.IGNORECASE
)
_MARKS = re.compile(r"<[^<>]{0,500}>")
_USUAL = ("feed", "rss", "feed.xml", "rss.xml", "atom.xml", "index.xml", "feed.json")


@dataclass(frozen=True, slots=True)
class Named:
    """A feed that a page names: its address, and what the page calls it ("" if it does not)."""

    url: str
    title: str = ""


def feeds_named(page: str, url: str) -> tuple[Named, ...]:
    """Give the feeds that a page at `url` declares in its head, else those that it links to; feeds of comments come last."""
    text = _without_comments(page[:MAX_PAGE])
    links = [(tag.lower(), _attributes(attributes)) for tag, attributes in _TAG.findall(text)]
    base = urljoin(url, next((about["href"] for tag, about in links if tag == "base" and about.get("href")), ""))
    once: dict[str | None, Named] = {}
    for feed in list(_declared(links, base)) or _linked(text, base):
        once.setdefault(canonical_link(feed.url), feed)
    return tuple(sorted(once.values(), key=_of_comments))[:MAX_FOUND]


def _without_comments(text: str) -> str:
    first, *rest = text.split("<!--")
    return first + "".join(piece.partition("-->")[2] for piece in rest)


def _declared(links: list[tuple[str, dict[str, str]]], base: str) -> Iterator[Named]:
    for tag, about in links:
        rel = about.get("rel", "").lower().split()
        if tag == "link" and ("alternate" in rel or "feed" in rel) and _FEED_TYPE.search(about.get("type", "")):
            yield from _named(about.get("href", ""), about.get("title", ""), base)


def _linked(text: str, base: str) -> Iterator[Named]:
    for attributes, label in _ANCHOR.findall(text):
        href = _attributes(attributes).get("href", "")
        if _FEED_PATH.search(_path(href)):
            yield from _named(href, _MARKS.sub(" ", label), base)


def _path(href: str) -> str:
    try:
        return urlsplit(href).path
    except ValueError:
        return ""


def _named(href: str, title: str, base: str) -> Iterator[Named]:
    try:
        joined = urljoin(base, href.strip()).partition("#")[0]
    except ValueError:
        return
    if href.strip() and joined.lower().startswith(("http://", "https://")):
        yield Named(joined, one_line(html.unescape(title), 100))


def _attributes(tag: str) -> dict[str, str]:
    return {name.lower(): html.unescape(double or single or bare) for name, double, single, bare in _ATTRIBUTE.findall(tag)}


def _of_comments(feed: Named) -> bool:
    return "comment" in f"{feed.title} {_path(feed.url)}".lower()


def usual_addresses(url: str) -> tuple[str, ...]:
    """Give where a feed is often found when the page at `url` names none: beside the page first, then at the site's root."""
    root = urljoin(url, "/")
    url = url if _path(url) else root
    beside = url if url.endswith("/") else f"{url.partition('?')[0].rpartition('/')[0]}/"
    near = [] if beside == root else [urljoin(beside, name) for name in _USUAL[:3]]
    return (*near, *(urljoin(root, name) for name in _USUAL))
