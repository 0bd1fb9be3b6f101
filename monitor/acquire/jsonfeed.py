"""Reads JSON Feed 1.0 and 1.1 (jsonfeed.org), which feedparser 6 does not; the whole items of a cut one as well."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from monitor.acquire.dates import parse_date
from monitor.acquire.markup import one_line, storable
from monitor.acquire.mend import escape
from monitor.errors import SourceError
from monitor.model.article import Entry, Feed, Payload

MAX_ENTRIES = 5_000
MAX_FIELD = 300_000
_ITEMS = re.compile(r'"items"\s*:\s*\[\s*')
_SEPARATOR = re.compile(r"\s*,?\s*")


def read_json(text: str, payload: Payload) -> Feed:
    """Give the feed in a JSON document.

    Raises: SourceError (ill_formed) if it is no JSON Feed.
    """
    try:
        document, whole = json.loads(text), True
    except (ValueError, RecursionError):
        document, whole = _salvaged(text), False
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(items, list) or not (whole or items):
        raise SourceError("answered with JSON that is no JSON Feed", outcome="ill_formed")
    rows = [item for item in items[:MAX_ENTRIES] if isinstance(item, dict)]
    return Feed(
        entries=tuple(_entry(row, payload) for row in rows),
        title=one_line(_text(document, "title")),
        link=_link(_text(document, "home_page_url"), payload.url) or "",
        lang=_text(document, "language"),
        warning=_warning(items, rows, whole=whole),
        complete=whole,
    )


def _warning(items: list[Any], rows: list[dict[str, Any]], *, whole: bool) -> str | None:
    if not whole:
        return "ill-formed JSON: only its first whole entries were taken"
    if len(items) > MAX_ENTRIES:
        return f"{len(items):,} entries, of which the first {MAX_ENTRIES:,} were taken"
    return f"{len(items) - len(rows)} entries are no objects" if len(rows) < len(items) else None


def _salvaged(text: str) -> dict[str, Any]:
    """Give what can be read of a document that ends too soon: its title and its whole items."""
    begin = _ITEMS.search(text)
    if not begin:
        return {}
    title = re.search(r'"title"\s*:\s*("(?:[^"\\]|\\.){0,500}")', text[: begin.start()])
    return {"title": json.loads(title[1], strict=False) if title else "", "items": list(_items(text, begin.end()))}


def _items(text: str, position: int) -> Iterator[Any]:
    decoder = json.JSONDecoder(strict=False)
    while position < len(text):
        try:
            item, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            return
        yield item
        separator = _SEPARATOR.match(text, position)
        position = separator.end() if separator else position


def _entry(row: dict[str, Any], payload: Payload) -> Entry:
    """Give one item; `external_url` is not its address but what it talks about."""
    published = _text(row, "date_published") or _text(row, "date_modified")
    identity = _text(row, "id")
    link = _link(_text(row, "url"), payload.url)
    return Entry(
        source=payload.source,
        ref=identity[:500] or link or "",
        keys=(),
        id=identity or None,
        link=link,
        title=one_line(_text(row, "title")),
        summary=escape(_text(row, "summary")) if _text(row, "summary") else "",
        content=_text(row, "content_html") or (escape(_text(row, "content_text")) if _text(row, "content_text") else ""),
        author=_author(row),
        lang=_text(row, "language"),
        published=published or None,
        published_at=parse_date(published),
        fetched_at=payload.fetched_at,
    )


def _text(row: dict[str, Any], key: str) -> str:
    """Give a field as text: "" for null, numbers as written, lists and objects not at all."""
    value = row.get(key)
    if isinstance(value, str):
        return storable(value[:MAX_FIELD]).strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _author(row: dict[str, Any]) -> str:
    authors = row.get("authors") or [row.get("author")]
    names = [_text(author, "name") for author in authors if isinstance(author, dict)] if isinstance(authors, list) else []
    return one_line(", ".join(name for name in names[:5] if name), 200)


def _link(url: str, base: str) -> str | None:
    try:
        joined = urljoin(base, url) if url else ""
    except ValueError:
        return None
    return joined[:2000] if joined.lower().startswith(("http://", "https://")) else None
