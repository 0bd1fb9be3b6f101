"""Makes a `Feed` and its entries of the dictionaries that feedparser gives (described in its reference, not typed)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin

from monitor.acquire.dates import parse_date
from monitor.acquire.markup import one_line, text_of
from monitor.acquire.mend import escape
from monitor.model.article import Entry, Feed, Payload

MAX_FIELD = 300_000
_PERIODS = {"hourly": 1 / 24, "daily": 1.0, "weekly": 7.0, "monthly": 30.0, "yearly": 365.0}
_MARKUP = ("text/html", "application/xhtml+xml", "html", "xhtml")
_PLAIN = ("text/plain", "text", "plain")
_WEB = ("http://", "https://")
_BLANKS = re.compile(r"[\x00-\x20\x7f]+")
_MAIL = re.compile(r"[^\s()<>]{1,64}@[^\s()<>]{1,100}")

# feedparser's dictionary answers other keys than the asked one; `dict.get` on it does not.
_get = dict.get


def feed_of(about: dict[str, Any], items: Sequence[dict[str, Any]], payload: Payload, *, warning: str | None, complete: bool) -> Feed:
    """Give the feed; its entries are not identified yet."""
    return Feed(
        entries=tuple(_entry(item, payload) for item in items),
        title=_title(about),
        link=_web(_get(about, "link"), payload.url) or "",
        lang=one_line(_string(about, "language"), 35),
        ttl=_ttl(about),
        warning=warning,
        complete=complete,
    )


def _ttl(about: dict[str, Any]) -> timedelta | None:
    """Give how long the feed says it stays fresh: RSS <ttl> in minutes, or sy:updatePeriod over sy:updateFrequency."""
    if minutes := _number(_string(about, "ttl")):
        return timedelta(minutes=min(minutes, 527_040))  # a year; sillier values overflow
    period = _PERIODS.get(_string(about, "sy_updateperiod").lower())
    return timedelta(days=period / (_number(_string(about, "sy_updatefrequency")) or 1)) if period else None


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0


def _entry(item: dict[str, Any], payload: Payload) -> Entry:
    identity, link = _string(item, "id")[:2000], _link(item, payload.url)
    published = next((value for key in ("published", "updated", "created") if (value := _string(item, key)[:100])), None)
    summary, content = _texts(item)
    return Entry(
        source=payload.source,
        ref=identity[:500] or link or "",
        keys=(),
        id=identity or None,
        link=link,
        title=_title(item),
        summary=summary,
        content=content,
        author=_author(item),
        outlet=one_line(_string(_get(item, "source") or {}, "title"), 200),
        lang=_language(item),
        published=published,
        published_at=parse_date(published),
        fetched_at=payload.fetched_at,
    )


def _string(mapping: dict[str, Any], key: str) -> str:
    value = _get(mapping, key)
    return value.strip() if isinstance(value, str) else ""


def _title(mapping: dict[str, Any]) -> str:
    title = _string(mapping, "title")[:20_000]
    kind = _string(_get(mapping, "title_detail") or {}, "type")
    return one_line(text_of(title) if kind in _MARKUP else title)


def _texts(item: dict[str, Any]) -> tuple[str, str]:
    """Give summary and content as markup. Captions and podcast notes count only where there is nothing else."""
    summary = _as_markup(_string(item, "summary"), _get(item, "summary_detail") or {"type": "text/html"})
    contents = [_as_markup(part.get("value"), part) for part in _get(item, "content") or () if isinstance(part, Mapping)]
    content = max(contents, key=len, default="")
    if not summary and not content:
        summary = escape(_string(item, "media_description") or _string(item, "itunes_summary"))[:MAX_FIELD]
    return ("" if summary == content else summary), content


def _as_markup(value: Any, detail: Mapping[str, Any]) -> str:
    """Give text or markup as markup; "" for pictures and other media inline."""
    kind = str(detail.get("type") or "text/html").lower()
    if not isinstance(value, str) or kind not in _MARKUP + _PLAIN:
        return ""
    return escape(value[:MAX_FIELD]) if kind in _PLAIN else value[:MAX_FIELD]


def _link(item: dict[str, Any], base: str) -> str | None:
    """Give the article's address: what a proxy says it was, the link, any alternate, an enclosed file."""
    links = [link for link in _get(item, "links") or () if isinstance(link, dict)]
    offered = [_get(item, "feedburner_origlink"), _get(item, "link")]
    offered += [_get(link, "href") for rel in ("alternate", "enclosure") for link in links if _get(link, "rel") == rel]
    return next((web for address in offered if (web := _web(address, base))), None)


def _web(address: Any, base: str) -> str | None:
    if not isinstance(address, str) or not address or len(address) > 2000:
        return None
    written: str = _BLANKS.sub("", address)
    if written.startswith(_WEB):
        return written
    try:
        joined = urljoin(base, written)
    except ValueError:
        return None
    return joined if joined.lower().startswith(_WEB) else None


def _author(item: dict[str, Any]) -> str:
    """Give the names of up to five authors without their mail addresses ("a@b.example (Ann Bell)" is Ann Bell)."""
    people = [person for person in _get(item, "authors") or () if isinstance(person, dict)]
    names = [_string(person, "name")[:200] for person in people[:5]] or [_string(item, "author")[:200]]
    bare = [_MAIL.sub("", name).strip(" ()<>") or name for name in names]
    return one_line(", ".join(dict.fromkeys(name for name in bare if name)), 200)


def _language(item: dict[str, Any]) -> str:
    details = [*(_get(item, "content") or ()), _get(item, "summary_detail") or {}, _get(item, "title_detail") or {}]
    return next((str(detail["language"])[:35] for detail in details if isinstance(detail, dict) and _get(detail, "language")), "")
