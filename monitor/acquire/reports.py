"""The `parse` hook for report files: `.txt`, `.md` and `.html` hold one report, `.ndjson` one a line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from monitor.acquire.charset import decode
from monitor.acquire.dates import parse_date
from monitor.acquire.heads import read_head, split_title
from monitor.acquire.identity import identify_report
from monitor.acquire.markdown import unwrapped, without_marks
from monitor.acquire.markup import one_line, storable
from monitor.errors import SourceError
from monitor.hookspecs import hookimpl
from monitor.model.article import Entry, Feed, Payload

version = "1"
TYPES = {"text/plain", "text/markdown", "text/html", "application/x-ndjson"}
MAX_TEXT = 1_000_000
_TOLD = 5  # bad rows that a warning names; the rest is counted
_TEXTS = ("title", "text", "url", "published", "outlet", "lang", "author")


@hookimpl
def parse(payload: Payload) -> Feed | None:
    """Give the reports of one file of a folder; None for whole feeds and for other types. Bad rows cost only themselves.

    Raises: SourceError, naming the file, if it could not be read or holds no text.
    """
    if not payload.part or payload.media_type not in TYPES:
        return None
    if payload.fault:
        raise SourceError(f"{payload.part}: {payload.fault}", outcome="unreadable")
    decoded = decode(payload.body)
    text = decoded.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text[:4096]:
        raise SourceError(f"{payload.part}: holds binary data, not text", outcome="encoding")
    warning = f"{payload.part}: {decoded.warning}" if decoded.warning else None
    if not text.strip():
        return Feed(entries=(), warning=f"{payload.part}: the file is empty")
    if payload.media_type == "application/x-ndjson":
        return _rows(text, payload, warning)
    read = {"text/html": _html, "text/markdown": _markdown}.get(payload.media_type, _plain)
    return Feed(entries=(identify_report(payload.source, read(text.strip("\n"), payload), payload.part),), warning=warning)


def read_plain(text: str, payload: Payload, about: Mapping[str, str]) -> Entry:
    """Give the report in plain text: what its top says of it comes before what is known `about` it; not identified yet."""
    own, body = read_head(text)
    fields = {**about, **own}
    title, rest = (fields["title"], body) if fields.get("title") else split_title(body)
    return _report(payload, {**fields, "title": title, "text": unwrapped(rest)})


def _plain(text: str, payload: Payload) -> Entry:
    return read_plain(text, payload, {})


def _markdown(text: str, payload: Payload) -> Entry:
    fields, body = read_head(text)
    title, rest = split_title(body)
    if fields.get("title") and one_line(title) != one_line(fields["title"]):
        title, rest = fields["title"], body
    return _report(payload, {**fields, "title": without_marks(title), "text": unwrapped(without_marks(rest))})


def _html(text: str, payload: Payload) -> Entry:
    from monitor.acquire.page import read_page  # deferred: other reports need no HTML parser

    page = read_page(text)
    return _report(payload, {name: getattr(page, name) for name in _TEXTS})


def _report(payload: Payload, fields: dict[str, str], ref: str = "") -> Entry:
    url, published = fields.get("url", ""), fields.get("published", "")
    return Entry(
        source=payload.source,
        ref=ref or fields.get("id", "")[:500] or payload.part,
        keys=(),
        kind="report",
        id=fields.get("id") or None,
        link=url if url.lower().startswith(("http://", "https://")) else None,
        title=one_line(fields.get("title", "")),
        content=fields.get("text", "")[:MAX_TEXT],
        plain=True,
        author=fields.get("author", ""),
        outlet=fields.get("outlet", ""),
        lang=fields.get("lang", ""),
        published=published[:100] or None,
        published_at=parse_date(published),
        fetched_at=payload.fetched_at,
    )


def _rows(text: str, payload: Payload, warning: str | None) -> Feed:
    entries, faults = [], []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            entries.append(_row(line, f"{payload.part}:{number}", payload))
        except ValueError as error:
            faults.append(f"{payload.part}:{number}: {error}")
    told = faults[:_TOLD] + ([f"{len(faults) - _TOLD} more bad rows"] if len(faults) > _TOLD else [])
    return Feed(entries=tuple(entries), warning="; ".join([*told, warning] if warning else told) or None)


def _row(line: str, ref: str, payload: Payload) -> Entry:
    """Read one row. Raises: ValueError with what is wrong with it."""
    try:
        row = json.loads(line)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    except ValueError as error:
        raise ValueError(f"no JSON: {getattr(error, 'msg', 'a number is too long')}") from None
    if not isinstance(row, dict):
        raise ValueError("should be an object with title and text")
    fields = _checked(row)
    return identify_report(payload.source, _report(payload, fields, fields.get("id", "")[:500] or ref))


def _checked(row: dict[str, Any]) -> dict[str, str]:
    fields = {name: row[name] for name in _TEXTS if row.get(name) is not None}
    if isinstance(fields.get("published"), int | float):
        fields["published"] = str(fields["published"])
    wrong = [name for name, value in fields.items() if not isinstance(value, str)]
    if wrong:
        raise ValueError(f"{', '.join(wrong)} should be text")
    if not (fields.get("title", "") + fields.get("text", "")).strip():
        raise ValueError("has neither title nor text")
    number = row.get("id")
    return {name: storable(value) for name, value in {**fields, "id": "" if number is None else str(number)}.items()}
