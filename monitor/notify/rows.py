"""Alerts and articles as plain rows: the contract of the command line, webhooks and HTTP. Keys are never renamed or dropped."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import datetime, timedelta
from math import isfinite
from typing import Any

from monitor.model.alert import Alert, Evidence, StoredHit
from monitor.model.article import Article
from monitor.model.plain import iso


def alert_row(alert: Alert) -> dict[str, Any]:
    """Give an alert with all its hits, oldest first; `outlets` lists each outlet quoted, once, first seen first."""
    return {
        "id": alert.id,
        "rule": alert.rule,
        "kind": alert.kind,
        "relation": alert.relation,
        "key": alert.key,
        "title": alert.title,
        "state": str(alert.state),
        "score": alert.score,
        "opened_at": iso(alert.opened_at),
        "updated_at": iso(alert.updated_at),
        "revision": alert.revision,
        "outlets": outlets_of(alert),
        "hits": [hit_row(stored) for stored in alert.hits],
    }


def hit_row(stored: StoredHit) -> dict[str, Any]:
    """Give one hit of an alert, with the article that it was found in and its evidence."""
    article = stored.article
    return {
        "relation": stored.hit.relation,
        "title": stored.hit.title,
        "article": {
            "id": article.id,
            "ref": article.ref,
            "source": article.source,
            "outlet": article.outlet,
            "url": article.url,
            "title": article.title,
            "published_at": iso(article.published_at),
        },
        "evidence": [evidence_row(evidence) for evidence in stored.hit.evidence],
        "details": plain(stored.hit.details),
    }


def evidence_row(evidence: Evidence) -> dict[str, Any]:
    """Give one quote with its span (code points of the article's text, end exclusive) and role."""
    return {
        "article": evidence.article,
        "start": evidence.start,
        "end": evidence.end,
        "quote": evidence.quote,
        "role": str(evidence.role),
    }


def article_row(article: Article) -> dict[str, Any]:
    """Give an article with its whole text, in its latest revision."""
    return {
        "id": article.id,
        "ref": article.ref,
        "source": article.source,
        "outlet": article.outlet,
        "url": article.url,
        "title": article.title,
        "text": article.text,
        "lang": article.lang,
        "revision": article.revision,
        "at": iso(article.at),
        "published_at": iso(article.published_at),
        "first_seen_at": iso(article.first_seen_at),
        "story": article.story,
    }


def outlets_of(alert: Alert) -> list[str]:
    """Give the outlets of the articles that an alert was found in or quotes, each once, by arrival; a source where none is known."""
    reports = sorted((report for stored in alert.hits for report in stored.reports), key=lambda report: report.arrival)
    return list(dict.fromkeys(report.outlet or report.source for report in reports))


def plain(value: Any) -> Any:
    """Give a value as JSON can hold it: times as ISO 8601, durations in seconds, no NaN, anything unknown as its text."""
    match value:
        case None | bool() | int():
            return value
        case str():
            return str(value)
        case float():
            return value if isfinite(value) else None
        case datetime():
            return iso(value)
        case timedelta():
            return value.total_seconds()
        case Mapping():
            return {str(key): plain(held) for key, held in value.items()}
        case list() | tuple():
            return [plain(held) for held in value]
        case Set():
            return sorted((plain(held) for held in value), key=str)
    return str(value)
