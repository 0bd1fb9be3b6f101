"""Lists, filters and searches give what a look at every row gives, whether rows are listed or walked, page by page."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import chain, pairwise

import pytest

from monitor.query import AlertQuery, ArticleQuery
from monitor.store import asked, finding, ledger, stories
from monitor.store.alerts import find_alerts
from monitor.store.database import Store
from monitor.store.listing import find_articles
from tests.bench.scale import Scale, fill, words_by_rank

SCALE = Scale(articles=120, alerts=360)
EARLY, LATE = SCALE.at(30), SCALE.at(90)
WORD, OTHER = words_by_rank()[0], words_by_rank()[1]

ALERTS = {
    "nothing": (AlertQuery(), lambda alert: True),
    "rule": (AlertQuery(rule="rule-7"), lambda alert: alert.rule == "rule-7"),
    "kind": (AlertQuery(kind="figure"), lambda alert: alert.kind == "figure"),
    "state": (AlertQuery(state="muted", now=LATE), lambda alert: alert.state == "muted"),
    "kind and state": (AlertQuery(kind="topic", state="new", now=LATE), lambda alert: (alert.kind, alert.state) == ("topic", "new")),
    "source": (AlertQuery(source="source-31"), lambda alert: sources_of(alert) == {"source-31"}),
    "story": (AlertQuery(story="story:11"), lambda alert: alert.story == "story:11"),
    "since": (AlertQuery(since=LATE), lambda alert: alert.updated_at >= LATE),
    "until": (AlertQuery(until=EARLY), lambda alert: alert.opened_at < EARLY),
    "between": (AlertQuery(since=EARLY, until=LATE), lambda alert: EARLY <= alert.opened_at < LATE),
    "words": (AlertQuery(q=WORD), lambda alert: holds(alert, WORD)),
    "words, kind": (AlertQuery(q=WORD, kind="person"), lambda alert: holds(alert, WORD) and alert.kind == "person"),
    "words, source": (
        AlertQuery(q=WORD, source="source-5"),
        lambda alert: holds(alert, WORD) and sources_of(alert) == {"source-5"},
    ),
    "words, source, kind": (
        AlertQuery(q=WORD, source="source-5", kind="figure"),
        lambda alert: holds(alert, WORD) and sources_of(alert) == {"source-5"} and alert.kind == "figure",
    ),
    "words, until": (AlertQuery(q=WORD, until=EARLY), lambda alert: holds(alert, WORD) and alert.opened_at < EARLY),
    "without": (AlertQuery(q=f"{WORD} -{OTHER}"), lambda alert: holds(alert, WORD, without=OTHER)),
    "unknown source": (AlertQuery(source="nobody"), lambda alert: False),
    "no words": (AlertQuery(q="..."), lambda alert: False),
}
ARTICLES = {
    "nothing": (ArticleQuery(), lambda article: True),
    "source": (ArticleQuery(source="source-31"), lambda article: article.source == "source-31"),
    "rule": (ArticleQuery(rule="rule-7"), lambda article: article.id in (3, 69)),
    "since": (ArticleQuery(since=LATE), lambda article: article.at >= LATE),
    "until": (ArticleQuery(until=EARLY), lambda article: article.at < EARLY),
    "words": (ArticleQuery(q=WORD), lambda article: WORD in article.text.split()),
    "words, since": (ArticleQuery(q=WORD, since=LATE), lambda article: WORD in article.text.split() and article.at >= LATE),
    "words, source": (
        ArticleQuery(q=WORD, source="source-5"),
        lambda article: WORD in article.text.split() and article.source == "source-5",
    ),
    "rule, until": (ArticleQuery(rule="rule-7", until=EARLY), lambda article: article.id == 3),
}


def sources_of(alert):
    return {hit.article.source for hit in alert.hits}


def holds(alert, word, without=""):
    """Say whether the title, or one of the articles, holds a word and not the other."""
    texts = [alert.title.split(), *(TEXTS[hit.article.id].split() for hit in alert.hits)]
    return any(word in words and without not in words for words in texts)


TEXTS: dict[int, str] = {}


@pytest.fixture(params=["few", "many", "looked"])
def filled(request, store_url, monkeypatch):
    """Give a filled store, where every condition is met by few rows, or by so many that rows are walked in small pieces.

    Nothing is looked at before that is found out, but where the newest are `looked` at.
    """
    store = Store(store_url)
    fill(store, SCALE)
    monkeypatch.setattr(finding, "_LOOK", 7 if request.param == "looked" else 0)
    if request.param == "many":
        monkeypatch.setattr(finding, "FEW", 0)
        monkeypatch.setattr(finding, "VERY_FEW", 0)
        monkeypatch.setattr(finding, "_FIRST_PIECE", 3)
        monkeypatch.setattr(finding, "_FIRST_STRIDE", 7)
    with store.read() as connection:
        TEXTS.update({article.id: article.text for article in find_articles(connection, ArticleQuery())})
    yield store
    store.close()


def paged(find, query):
    """Give the ids of a query, asked for five at a time."""
    found, page = [], [None]
    while page:
        page = [row.id for row in find(replace(query, after=found[-1] if found else None, limit=5))]
        found += page
    return found


def test_alerts_are_those_that_a_look_at_each_would_give(filled):
    with filled.read() as connection:
        every = find_alerts(connection, AlertQuery())
        found = {name: paged(lambda query: find_alerts(connection, query), query) for name, (query, _) in ALERTS.items()}
        turned = {name: find_alerts(connection, replace(query, oldest_first=True)) for name, (query, _) in ALERTS.items()}

    wanted = {name: [alert.id for alert in every if meets(alert)] for name, (_, meets) in ALERTS.items()}
    assert [alert.id for alert in every] == list(range(SCALE.alerts, 0, -1))
    assert found == wanted
    assert {name: [alert.id for alert in rows][::-1] for name, rows in turned.items()} == wanted
    assert sum(map(bool, wanted.values())) == len(ALERTS) - 2


def test_articles_are_those_that_a_look_at_each_would_give(filled):
    with filled.read() as connection:
        every = find_articles(connection, ArticleQuery())
        found = {name: paged(lambda query: find_articles(connection, query), query) for name, (query, _) in ARTICLES.items()}

    assert found == {name: [article.id for article in every if meets(article)] for name, (_, meets) in ARTICLES.items()}
    assert all(found.values())


@pytest.mark.parametrize("rank", [0, 1, 5_000], ids=["most frequent", "frequent", "rare"])
def test_a_phrase_is_found_where_its_words_follow_one_another(filled, rank):
    spoken = {id_: list(pairwise(text.split())) for id_, text in TEXTS.items()}
    one, other = Counter(chain(*spoken.values())).most_common()[rank][0]
    wanted = [id_ for id_, pairs in sorted(spoken.items(), reverse=True) if (one, other) in pairs]

    with filled.read() as connection:
        found = paged(lambda query: find_articles(connection, query), ArticleQuery(q=f'"{one} {other}"'))
        matters = paged(lambda query: find_alerts(connection, query), AlertQuery(q=f'"{one} {other}"'))

    assert found == wanted
    assert matters == [alert for id_ in wanted for alert in reversed(SCALE.alerts_of(id_))]


@pytest.mark.parametrize("source", [None, "source-3"], ids=["words", "words and source"])
def test_every_alert_of_an_article_is_found_however_many_it_has(store_url, monkeypatch, source):
    store, scale = Store(store_url), Scale(articles=4, alerts=160)
    fill(store, scale)
    for module in (asked, finding):
        monkeypatch.setattr(module, "FEW", 20)
    monkeypatch.setattr(finding, "_LOOK", 0)
    monkeypatch.setattr(finding, "_FIRST_PIECE", 3)

    with store.read() as connection:
        first, second, third, fourth = (article.text.split() for article in reversed(find_articles(connection, ArticleQuery())))
        own = next(word for word in second[8:] if word not in {*first, *third, *fourth, *second[:8]})
        found = [alert.id for alert in find_alerts(connection, AlertQuery(q=own, source=source, limit=50))]
    store.close()

    assert found == list(reversed(scale.alerts_of(2)))


def test_an_alert_opened_before_the_clock_was_set_back_is_found(filled):
    with filled.write() as connection:
        connection.exec_driver_sql("UPDATE alert SET opened_at = (SELECT opened_at FROM alert WHERE id = 20) WHERE id = 95")

    with filled.read() as connection:
        found = [alert.id for alert in find_alerts(connection, AlertQuery(until=EARLY))]

    assert found == [95, *range(87, 0, -1)]


@pytest.mark.parametrize("list_groups", [stories.list_stories, ledger.list_series], ids=["stories", "ledger"])
def test_groups_are_listed_by_their_latest_report_page_by_page(filled, list_groups):
    found = []
    with filled.read() as connection:
        whole = [group.key for group in list_groups(connection, after=None, limit=1000)]
        while page := list_groups(connection, after=found[-1] if found else None, limit=2):
            found += [group.key for group in page]

    assert found == whole
    assert len(whole) == len(set(whole)) > 2


def test_series_and_stories_of_one_article_follow_in_order(filled):
    with filled.read() as connection:
        (first, *_) = stories.list_stories(connection, after=None, limit=1)

    assert first.key == "story:116"
    assert [article.id for article in first.articles] == [116, 117, 118, 119, 120]
    assert first.articles[-1].at - first.articles[0].at > timedelta(0)
