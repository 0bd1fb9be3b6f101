"""Finds the article in a whole web page: what it says of itself, and its text without menus and asides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from monitor.acquire.markup import MAX_MARKUP, one_line, text_of_node

# Deeply nested pages cost quadratic time (2 s at this many open elements); beyond, the page is taken for no article.
MAX_TAGS = 40_000
_BESIDES = "nav, aside, footer, form, script, style, noscript, template, iframe, svg, button, figcaption, [hidden], [aria-hidden=true]"
_BODIES = ("[itemprop=articleBody]", "article", "main", "[role=main]")
_LEAST = 200  # characters that make a body; shorter ones are teasers beside the real one


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page says of itself; "" where it does not."""

    text: str = ""
    title: str = ""
    url: str = ""
    outlet: str = ""
    author: str = ""
    lang: str = ""
    published: str = ""


def read_page(html: str) -> Page:
    """Give the article of a page: the longest of its marked bodies, else everything but menus, asides and forms."""
    html = html[:MAX_MARKUP]
    if html.count("<") > MAX_TAGS:
        return Page()
    tree = LexborHTMLParser(html)
    about = dict(_metadata(tree))
    heading = tree.css_first("title") or tree.css_first("h1")
    root = tree.css_first("html")
    for node in tree.css(_BESIDES):
        node.decompose()
    return Page(
        text=_body(tree),
        title=one_line(heading.text() if heading else "") or about.get("og:title", ""),
        url=_canonical(tree) or about.get("og:url", ""),
        outlet=about.get("og:site_name", ""),
        author=about.get("author", ""),
        lang=(root.attributes.get("lang") or "")[:35] if root else "",
        published=about.get("article:published_time", "") or about.get("date", ""),
    )


def _metadata(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for node in reversed(tree.css("meta")[:200]):
        name = node.attributes.get("property") or node.attributes.get("name")
        content = node.attributes.get("content")
        if name and content:
            yield name.lower(), one_line(content)


def _canonical(tree: LexborHTMLParser) -> str:
    link = tree.css_first("link[rel=canonical]")
    return (link.attributes.get("href") or "").strip()[:2000] if link else ""


def _body(tree: LexborHTMLParser) -> str:
    for selector in _BODIES:
        text = max((text_of_node(node) for node in _outermost(tree.css(selector)[:50])), key=len, default="")
        if len(text) >= _LEAST:
            return text
    return text_of_node(tree.body) if tree.body is not None else ""


def _outermost(nodes: list[LexborNode]) -> list[LexborNode]:
    """Leave out nodes inside others of the same list: their text is part of those."""
    inner = {child.mem_id for node in nodes for child in node.css(node.tag or "*") if child.mem_id != node.mem_id}
    return [node for node in nodes if node.mem_id not in inner]
