"""The source kind `page`: a web page without a feed, whose entries are found by CSS selectors."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated
from urllib.parse import urljoin

from pydantic import AfterValidator, Field
from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from monitor.acquire.ask import Getter
from monitor.acquire.charset import decode
from monitor.acquire.dates import parse_date
from monitor.acquire.feed import fetched
from monitor.acquire.identity import identify
from monitor.acquire.markup import MAX_MARKUP, one_line, text_of_node
from monitor.acquire.mend import escape
from monitor.acquire.page import MAX_TAGS
from monitor.acquire.web import PAGE, WebConfig
from monitor.errors import SourceError
from monitor.hookspecs import hookimpl
from monitor.model.article import Entry, Feed, Known, Payload, Source

MAX_ENTRIES = 1_000
_TITLES = "h1, h2, h3, h4, h5, h6"


def _selector(written: str) -> str:
    """Check a selector, perhaps with `@attribute` behind it."""
    css, _, attribute = written.partition("@")
    if "@" in written and not attribute.strip():
        raise ValueError(f"{written!r} names no attribute behind the @")
    try:
        if css.strip() not in ("", "."):
            LexborHTMLParser("<p></p>").css(css)
    except SelectolaxError:
        raise ValueError(f"{css!r} is no CSS selector") from None
    if not written.strip():
        raise ValueError("is empty: write a CSS selector")
    return written


Selector = Annotated[str, AfterValidator(_selector)]


class PageConfig(WebConfig):
    """Watch a web page that has no feed. A selector may end in `@attribute`: `time@datetime`; without it the text counts."""

    entry: Selector = Field(description="what holds one entry, such as `article` or `ul.news > li`")
    title: Selector | None = Field(default=None, description="its title; the first heading, or else the link's text, if left out")
    link: Selector | None = Field(default=None, description="its address; the first link if left out")
    date: Selector | None = Field(default=None, description="when it was published; the first `time` if left out")
    text: Selector | None = Field(default=None, description="its text, all that match; its paragraphs if left out")


class PageSource:
    """Fetches and reads one `[sources.NAME] use = "page"`."""

    Config = PageConfig
    version = "1"

    def __init__(self, name: str, config: PageConfig, net: Getter) -> None:
        self._name, self._config, self._net = name, config, net

    @hookimpl
    def fetch(self, source: Source, known: Known) -> AsyncIterator[Payload] | None:
        """Yield the page as it is now, or that it has not changed; None for other sources."""
        return fetched(self._net, self._config, source, known, PAGE) if source.name == self._name else None

    @hookimpl
    def parse(self, payload: Payload) -> Feed | None:
        """Give the entries on the page; None for other sources.

        Raises: SourceError if no entry is found.
        """
        return select(payload, self._config) if payload.source == self._name else None


def select(payload: Payload, config: PageConfig) -> Feed:
    """Give the entries that the selectors find on a page, in its order, identified.

    Raises: SourceError, outcome ill_formed, if they find none: pages are rebuilt without notice.
    """
    html = decode(payload.body, payload.headers.get("content-type", "")).text[:MAX_MARKUP]
    if html.count("<") > MAX_TAGS:
        raise SourceError(f"answered with a page of more than {MAX_TAGS:,} tags", outcome="ill_formed")
    tree = LexborHTMLParser(html)
    base = urljoin(payload.url, _attribute(tree.css_first("base"), "href"))
    found = tree.css(config.entry)[:MAX_ENTRIES]
    entries = [entry for node in found if (entry := _entry(node, config, payload, base))]
    if not entries:
        said = "entries without title and link" if found else "nothing"
        raise SourceError(f"the selector {config.entry!r} finds {said} on the page (was the page rebuilt?)", outcome="ill_formed")
    missing = len(found) - len(entries)
    heading = tree.css_first("title")
    return Feed(
        entries=identify(payload.source, entries, home=payload.url),
        title=one_line(heading.text()) if heading else "",
        lang=_attribute(tree.css_first("html"), "lang")[:35],
        warning=f"{missing} of {len(found)} entries have neither title nor link" if missing else None,
        complete=not payload.truncated,
    )


def _entry(node: LexborNode, config: PageConfig, payload: Payload, base: str) -> Entry | None:
    chosen = config.link or "a[href]"
    link = _web(_picked(node, chosen if "@" in chosen else f"{chosen}@href") or _attribute(node, "href"), base)
    heading = _picked(node, config.title) if config.title else _picked(node, _TITLES) or _picked(node, "a[href]")
    title = one_line(heading or ("" if config.title else _text(node)), 500)
    if not title and not link:
        return None
    published = (_picked(node, config.date) if config.date else _picked(node, "time[datetime]@datetime") or _picked(node, "time"))[:100]
    body = "\n\n".join(_all(node, config.text or "p"))
    return Entry(
        source=payload.source,
        ref=link or title,
        keys=(),
        link=link,
        title=title,
        content=escape(body) if body else "",
        published=one_line(published) or None,
        published_at=parse_date(one_line(published)),
        fetched_at=payload.fetched_at,
    )


def _picked(node: LexborNode, selector: str | None) -> str:
    """Give what the first node is that a selector finds and that says something; "" if there is none."""
    return next((said for said in _all(node, selector or "") if said), "")


def _all(node: LexborNode, selector: str) -> list[str]:
    css, _, attribute = selector.partition("@")
    nodes = [node] if css.strip() in ("", ".") else node.css(css)[:MAX_ENTRIES]
    return [_attribute(each, attribute.strip()) if attribute else _text(each) for each in nodes]


def _text(node: LexborNode) -> str:
    return text_of_node(node)


def _attribute(node: LexborNode | None, name: str) -> str:
    return (node.attributes.get(name) or "").strip() if node is not None else ""


def _web(href: str, base: str) -> str | None:
    try:
        joined = urljoin(base, href.strip())
    except ValueError:
        return None
    return joined[:2000] if href.strip() and joined.lower().startswith(("http://", "https://")) else None
