import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from monitor.notify.rows import alert_row, article_row, plain


def test_an_alert_is_the_row_that_outsiders_rely_on(ferry):
    row = alert_row(ferry)

    assert list(row) == [
        "id", "rule", "kind", "relation", "key", "title", "state", "score", "opened_at", "updated_at", "revision", "outlets", "hits",
    ]  # fmt: skip
    assert (row["relation"], row["state"], row["revision"]) == ("revised_up", "new", 2)
    assert (row["opened_at"], row["updated_at"]) == ("2026-02-12T05:05:00Z", "2026-02-12T08:05:00Z")
    assert row["outlets"] == ["Calder Post", "Harbour Dispatch"]
    assert row["hits"][1] == {
        "relation": "revised_up",
        "title": "Killed: 14; was at least nine",
        "article": {
            "id": 7, "ref": "The toll rose to 14.", "source": "desk", "outlet": "Harbour Dispatch", "url": "https://harbour.example/2",
            "title": "", "published_at": "2026-02-12T08:05:00Z",
        },
        "evidence": [
            {"article": 7, "start": 0, "end": 19, "quote": "The toll rose to 14", "role": "new"},
            {"article": 3, "start": 0, "end": 25, "quote": "At least nine people died", "role": "prior"},
        ],
        "details": {"low": 14.0, "at": "2026-02-12T08:05:00Z", "speakers": ["police"]},
    }  # fmt: skip


def test_outlets_are_also_those_of_the_articles_that_a_hit_only_quotes(ferry):
    earlier, later = (replace(stored.article, arrival=number) for number, stored in enumerate(ferry.hits))
    rose = replace(ferry.hits[1], article=later, others=(earlier,))

    assert alert_row(replace(ferry, hits=(rose,)))["outlets"] == ["Calder Post", "Harbour Dispatch"]


def test_a_row_keeps_the_text_of_feeds_as_it_is_and_is_json(hostile):
    row = alert_row(hostile)

    assert json.loads(json.dumps(row)) == row
    assert row["hits"][0]["evidence"][0]["quote"] == hostile.hits[0].hit.evidence[0].quote


def test_an_article_is_the_row_that_outsiders_rely_on(ferry):
    row = article_row(replace(ferry.hits[0].article, published_at=None))

    assert list(row) == [
        "id", "ref", "source", "outlet", "url", "title", "text", "lang", "revision", "at", "published_at", "first_seen_at", "story",
    ]  # fmt: skip
    assert (row["published_at"], row["story"], row["at"]) == (None, None, "2026-02-12T05:05:00Z")


def test_details_become_what_json_can_hold():
    details = {"nan": float("nan"), "wait": timedelta(minutes=1), "at": datetime(2026, 2, 1, tzinfo=UTC), "tags": {"b", "a"}, 1: [(None,)]}

    assert plain(details) == {"nan": None, "wait": 60.0, "at": "2026-02-01T00:00:00Z", "tags": ["a", "b"], "1": [[None]]}
