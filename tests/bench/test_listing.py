"""How long every documented list, filter and search takes with 1,000,000 alerts over 200,000 articles, on both databases.

MONITOR_BENCH_ARTICLES says how many articles (200,000); each has five alerts.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from monitor.query import AlertQuery, ArticleQuery
from monitor.store import ledger, stories
from monitor.store.alerts import alerts_by_id, counts_by_rule, find_alerts
from monitor.store.database import Store
from monitor.store.listing import find_articles
from tests.bench.scale import SOURCES, Scale, fill, words_by_rank

ARTICLES, PAGE, ROUNDS = int(os.environ.get("MONITOR_BENCH_ARTICLES", "200000")), 50, 9
SCALE = Scale(articles=ARTICLES, alerts=5 * ARTICLES)
MIDDLE = SCALE.at(ARTICLES // 2)
LATE = SCALE.at(ARTICLES) - timedelta(days=7)
Ask = Callable[[Any], Any]


def words(store: Store) -> dict[str, str]:
    """Give a search for a common word, a rare one, both, a phrase, a prefix, one that excludes, and one without result."""
    with store.read() as connection:
        title = connection.execute(text("SELECT title FROM revision WHERE id = :id"), {"id": ARTICLES // 3}).scalar_one().split()
    ranked = words_by_rank()
    common, rare = ranked[0], ranked[20_000]
    found = {
        "common": common,
        "rare": rare,
        "two": f"{title[0]} {title[1]}",
        "phrase": f'"{title[2]} {title[3]}"',
        "prefix": f"{common[:8]}*",
    }
    return {**found, "either": f"{common} OR {rare}", "without": f"{common} -{rare}", "nothing": "nosuchword"}


def asks(store: Store) -> dict[str, Ask]:
    """Give every list with its filters by name."""
    source, rule = f"source-{SOURCES // 2}", "rule-7"
    filters: dict[str, dict[str, Any]] = {
        "newest": {}, "after": {"after": ARTICLES // 2}, "rule": {"rule": rule}, "source": {"source": source}, "since": {"since": LATE},
        "until": {"until": MIDDLE}, "a week long ago": {"since": MIDDLE, "until": MIDDLE + timedelta(days=7)},
        "rule and source": {"rule": rule, "source": source}, "rule since": {"rule": rule, "since": LATE},
    }  # fmt: skip
    own: dict[str, dict[str, Any]] = {
        **{f"state {state}": {"state": state, "now": LATE} for state in ("new", "acknowledged", "muted", "resolved")},
        "kind": {"kind": "contradiction"},
        "kind and state": {"kind": "figure", "state": "muted", "now": LATE}, "story": {"story": "story:501"},
        "rule, kind, state": {"rule": rule, "kind": "topic", "state": "new", "now": LATE},
    }  # fmt: skip
    found = {f"q {name}": {"q": typed} for name, typed in words(store).items()}
    narrowed = {
        f"q {name}, {other}": {"q": words(store)[name], **filters[other]} for name in ("common", "rare") for other in list(filters)[1:]
    }
    made: dict[str, Ask] = {}
    for name, keys in {**filters, **own, **found, **narrowed}.items():
        made[f"alerts: {name}"] = lambda connection, keys=keys: find_alerts(connection, AlertQuery(limit=PAGE, **keys))
    for name, keys in {**filters, **found, **narrowed}.items():
        made[f"articles: {name}"] = lambda connection, keys=keys: find_articles(connection, ArticleQuery(limit=PAGE, **keys))
    made["alerts: one"] = lambda connection: alerts_by_id(connection, [ARTICLES])
    made["stories: newest"] = lambda connection: stories.list_stories(connection, after=None, limit=PAGE)
    made["stories: after"] = lambda connection: stories.list_stories(connection, after=f"story:{ARTICLES // 10 * 5 + 1}", limit=PAGE)
    made["ledger: newest"] = lambda connection: ledger.list_series(connection, after=None, limit=PAGE)
    made["ledger: one"] = lambda connection: ledger.series(connection, ["homes|100"])
    made["rules: alerts and marks"] = lambda connection: counts_by_rule(connection, LATE - timedelta(days=23))
    return made


def median_ms(store: Store, ask: Ask) -> float:
    times = []
    for _ in range(ROUNDS):
        with store.read() as connection:
            began = time.perf_counter()
            ask(connection)
            times.append(time.perf_counter() - began)
    return 1000 * statistics.median(times)


@pytest.mark.bench
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_lists_filters_and_searches(url_on, database):
    store = Store(url_on(database))
    fill(store, SCALE)

    taken = {name: median_ms(store, ask) for name, ask in asks(store).items()}
    store.close()

    print(f"\n{database}, {SCALE.alerts:,} alerts over {SCALE.articles:,} articles, pages of {PAGE}, medians of {ROUNDS}:")
    for name, took in sorted(taken.items(), key=lambda each: -each[1]):
        print(f"  {took:8.1f} ms  {name}")
    assert len(taken) > 60
