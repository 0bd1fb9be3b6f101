"""Fills a store with as many articles and alerts as a busy desk has after years: made-up words, real tables, one writer."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, text

from monitor.model import codec
from monitor.model.annotation import Annotation, Mention, Quantity, Statement
from monitor.store import schema
from monitor.store import tables as t
from monitor.store.database import Store, insert_rows

START = datetime(2021, 1, 1, tzinfo=UTC)
SOURCES, RULES, STORY_SIZE, WORDS, BATCH = 500, 200, 5, 120, 20_000
KINDS = (("topic", "match"), ("figure", "first"), ("figure", "revised_up"), ("person", "new"), ("contradiction", "figure"))
STATES = ("new", "new", "new", "new", "acknowledged", "muted", "resolved", "resolved")


@dataclass(frozen=True)
class Scale:
    """How much is stored: alerts are shared out evenly among the articles, and every fifth article is in a series.

    Where articles are `judged`, what they say is stored as well: per article two mentions, a quantity and a statement, with names,
    keys, first-seen marks and eight features.
    """

    articles: int
    alerts: int
    judged: bool = False

    def at(self, article: int) -> datetime:
        """Give when an article came in: evenly over four years."""
        return START + timedelta(days=1461) * (article / self.articles)

    def alerts_of(self, first: int, last: int | None = None) -> range:
        """Give the ids of the alerts of an article, or of a run of them."""
        return range((first - 1) * self.alerts // self.articles + 1, (last or first) * self.alerts // self.articles + 1)


def fill(store: Store, scale: Scale) -> None:
    """Create the schema and everything in it, in large transactions."""
    schema.ensure(store)
    pick = random.Random(7)
    vocabulary = words_by_rank()
    ranks = [1 / (rank + 5) for rank in range(len(vocabulary))]
    with store.write() as connection:
        connection.execute(insert(t.source), [_source(number) for number in range(1, SOURCES + 1)])
    for first in range(1, scale.articles + 1, BATCH):
        numbers = range(first, min(first + BATCH, scale.articles + 1))
        words = pick.choices(vocabulary, ranks, k=WORDS * len(numbers))
        with store.write() as connection:
            for table, rows in _tables(scale, numbers, words):
                if rows:
                    insert_rows(connection, table, tuple(rows[0]), [tuple(row.values()) for row in rows])
            _index(connection, store.on_sqlite, numbers[0], numbers[-1], scale)
    _number(store, scale)
    _settle(store)


def _number(store: Store, scale: Scale) -> None:
    """Have the next ids follow those that are stored."""
    with store.write() as connection:
        connection.execute(insert(t.counter), [{"name": name, "value": scale.articles} for name in ("arrival", "article", "revision")])
        for table in t.metadata.sorted_tables if not store.on_sqlite else ():
            if "id" in table.c and table.c.id.autoincrement is True:
                taken = f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) FROM {table.name} HAVING max(id) > 0"
                connection.execute(text(taken))


def words_by_rank() -> list[str]:
    """Give the made-up words, the most frequent first."""
    pick = random.Random(7)
    return [_word(pick) for _ in range(30_000)]


def _word(pick: random.Random) -> str:
    return "".join(pick.choice(("ka", "lo", "mer", "tin", "vos", "dun", "bel", "ra", "sho", "quil", "nar", "fen")) for _ in range(4))


def _source(number: int) -> dict[str, Any]:
    return {
        "id": number, "name": f"source-{number}", "use": "feed", "url": f"https://news{number}.example/feed",
        "enabled": True, "state": "ok",
        "failures": 0, "why": "", "rhythm": {}, "baseline_done": True, "troubles": [],
    }  # fmt: skip


def _tables(scale: Scale, numbers: range, words: list[str]) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    makers: tuple[tuple[Any, Callable[[Scale, int, list[str]], dict[str, Any]]], ...] = (
        (t.article, _article), (t.revision, _revision), (t.placement, _placement),
    )  # fmt: skip
    for table, make in makers:
        yield table, [make(scale, number, words[at * WORDS : (at + 1) * WORDS]) for at, number in enumerate(numbers)]
    yield t.placement, [_series(scale, number) for number in numbers if number % 5 == 0]
    if scale.judged:
        yield from _said(scale, numbers, words)
    pairs = [(number, alert) for number in numbers for alert in scale.alerts_of(number)]
    titles = {number: " ".join(words[at * WORDS : at * WORDS + 8]) for at, number in enumerate(numbers)}
    yield t.alert, [_alert(scale, number, alert, titles[number]) for number, alert in pairs]
    yield t.hit, [_hit(scale, number, alert, titles[number]) for number, alert in pairs]
    yield (
        t.evidence,
        [
            {"hit_id": alert, "position": 0, "revision_id": number, "start": 0, "end": 20, "quote": titles[number][:20], "role": "new"}
            for number, alert in pairs
        ],
    )


def _article(scale: Scale, number: int, words: list[str]) -> dict[str, Any]:
    return {
        "id": number, "source_id": 1 + number % SOURCES, "ref": f"a{number}", "url": f"https://news.example/{number}",
        "outlet": f"Outlet {number % 90}", "publisher": f"outlet{number % 90}.example", "first_seen_at": scale.at(number), "latest": 1,
        "indexed": 1, "purged_at": None,
    }  # fmt: skip


def _revision(scale: Scale, number: int, words: list[str]) -> dict[str, Any]:
    title = " ".join(words[:8])
    return {
        "id": number, "article_id": number, "number": 1, "arrival": number, "until": None, "title": title,
        "text": f"{title}\n{' '.join(words[8:])}", "author": "", "lang": "en", "extraction": "summary", "content_hash": str(number),
        "published": None, "published_at": scale.at(number), "first_seen_at": scale.at(number), "at": scale.at(number), "baseline": False,
    }  # fmt: skip


def _story(number: int) -> str:
    return f"story:{(number - 1) // STORY_SIZE * STORY_SIZE + 1}"


def _placement(scale: Scale, number: int, words: list[str]) -> dict[str, Any]:
    placed = _placed(number, number, "story", _story(number), " ".join(words[:8]), {})
    return placed | {"features": dict.fromkeys(words[:8], 0.35)} if scale.judged else placed


def _series(scale: Scale, number: int) -> dict[str, Any]:
    figure = {
        "shown": str(number % 900),
        "point": number % 900,
        "bound": "exact",
        "voice": "the ministry",
        "quote": f"{number % 900} homes",
    }
    details = {"relation": "first" if number % 10 else "same", "figure": figure}
    return _placed(scale.articles + number, number, "series", f"homes|{number // 50}", "Homes", details)


def _placed(id_: int, number: int, kind: str, key: str, title: str, details: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": id_, "revision_id": number, "arrival": number, "kind": kind, "key": key, "title": title, "unit": kind, "version": "1",
        "annotation_id": None, "features": [], "details": details,
    }  # fmt: skip


def _alert(scale: Scale, number: int, alert: int, title: str) -> dict[str, Any]:
    kind, relation = KINDS[alert % len(KINDS)]
    return {
        "id": alert, "rule": f"rule-{alert % RULES}", "key": f"key {alert}", "kind": kind, "relation": relation,
        "title": f"{title} {alert}", "state": STATES[alert * 7919 % len(STATES)], "score": 0.9, "opened_at": scale.at(number),
        "updated_at": scale.at(number), "revision": 1, "muted_until": None, "mute_reason": "", "verdict": "", "story": _story(number),
    }  # fmt: skip


def _hit(scale: Scale, number: int, alert: int, title: str) -> dict[str, Any]:
    return {
        "id": alert, "alert_id": alert, "article_id": number, "revision_id": number, "fingerprint": str(alert), "relation": "match",
        "title": f"{title} {alert}", "score": 0.9, "material": True, "quiet": False, "arrival": number, "details": {},
        "found_at": scale.at(number), "rule": f"rule-{alert % RULES}",
    }  # fmt: skip


def _said(scale: Scale, numbers: range, words: list[str]) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    """Give what the articles say, and by what stories are compared."""
    said = {number: words[at * WORDS : (at + 1) * WORDS] for at, number in enumerate(numbers)}
    yield t.identity, [{"key": f"{kind}:news.example/{number}", "article_id": number} for number in numbers for kind in ("guid", "link")]
    yield t.annotation, [row for number in numbers for row in _annotations(number, said[number])]
    yield (
        t.annotation_name,
        [{"name": name, "annotation_id": 4 * number - 3 + at} for number in numbers for at, name in _names(said[number])],
    )
    yield (
        t.seen,
        [
            {"key": f"person:{name} {number}", "first_seen_at": scale.at(number), "arrival": number}
            for number in numbers
            for name in {name for _, name in _names(said[number])}
        ],
    )
    yield (
        t.feature,
        [
            {"kind": "story", "feature": word, "arrival": number, "placement_id": number, "until": None}
            for number in numbers
            for word in sorted(set(said[number][:8]))
        ],
    )


def _names(words: list[str]) -> list[tuple[int, str]]:
    """Give the names of an article's two mentions, by number, and of who makes its statement."""
    return [(0, f"{words[8]} {words[9]}"), (1, f"{words[10]} {words[11]}"), (3, f"{words[8]} {words[9]}")]


def _annotations(number: int, words: list[str]) -> Iterator[dict[str, Any]]:
    name, other = f"{words[8]} {words[9]}", f"{words[10]} {words[11]}"
    notes: tuple[tuple[str, str, str, int, Annotation], ...] = (
        ("people", "mention", "person", 0, Mention(start=0, end=9, quote=words[8], name=name, kind="person", role="actor")),
        ("people", "mention", "place", 1, Mention(start=0, end=9, quote=words[10], name=other, kind="place", role="place")),
        ("figures", "quantity", "count", 0, Quantity(start=0, end=9, quote="40 homes", value=40, low=40, high=40, unit="home", of="home")),
        ("statements", "statement", "asserts", 0, Statement(start=0, end=9, quote=words[12], stance="asserts", speaker=(name,))),
    )
    for id_, (unit, type_, kind, position, note) in enumerate(notes, 4 * number - 3):
        said = {"unit": unit, "version": "1", "position": position, "type": type_, "kind": kind, "data": codec.to_json(note)}
        yield {"id": id_, "revision_id": number, **said}


def _settle(store: Store) -> None:
    """Let PostgreSQL look at what it holds, as its autovacuum does by and by; nobody has SQLite do so."""
    if not store.on_sqlite:
        with store.alone() as connection:
            connection.execute(text("VACUUM ANALYZE"))


def _index(connection: Any, on_sqlite: bool, first: int, last: int, scale: Scale) -> None:
    alerts = scale.alerts_of(first, last)
    sources = (("article_text", "revision", "text", first, last), ("alert_text", "alert", "title", alerts.start, alerts.stop - 1))
    for index, table, column, low, high in sources:
        body = column if on_sqlite else f"to_tsvector('simple', {column})"
        copied = f"INSERT INTO {index}(rowid, body) SELECT id, {body} FROM {table} WHERE id BETWEEN :low AND :high ORDER BY id"
        connection.execute(text(copied), {"low": low, "high": high})
