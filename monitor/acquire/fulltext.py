"""Finds the article in a whole web page as well as it can be done; the only module that knows trafilatura (extra `fulltext`)."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

from monitor.acquire.markup import MAX_MARKUP, MAX_TAGS, clean

_MOST_TAGS = 4 * MAX_TAGS  # a page of 100,000 paragraphs takes it three seconds


def available() -> bool:
    """Say whether the extra is installed."""
    return find_spec("trafilatura") is not None


@cache
def extractor() -> str:
    """Give the name and version of what extracts: texts of different ones are not compared."""
    from importlib.metadata import version

    return "trafilatura " + ".".join(version("trafilatura").split(".")[:2])


def article_text(html: str, url: str) -> str:
    """Give the clean text of the article in a page, without menus and comments, a paragraph each; "" if there is none."""
    from trafilatura import extract  # heavy, and an extra: only workers that read full pages need it

    html = html[:MAX_MARKUP]
    if html.count("<") > _MOST_TAGS:
        return ""
    found = extract(html, url=url, include_comments=False, include_tables=False, output_format="txt")
    return clean("\n\n".join((found or "").split("\n")))
