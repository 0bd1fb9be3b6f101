from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from monitor.acquire.documents import parse
from monitor.errors import SourceError
from monitor.model.article import Feed, Payload

NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)
ITEM = {
    "id": "7",
    "url": "/7",
    "title": "Seven <swans>",
    "content_html": "<p>Swans &amp; geese</p>",
    "summary": "Swans",
    "date_published": "2026-03-11T06:40:00+01:00",
    "authors": [{"name": "Ann Bell"}, {"name": "Bo Lind"}],
    "language": "en",
}


def read(document: object, body: bytes | None = None) -> Feed:
    data = json.dumps(document).encode() if body is None else body
    feed = parse(Payload(source="s", url="https://a.example/feed.json", body=data, fetched_at=NOW))
    assert feed is not None
    return feed


def feed_with(*items: object, **more: object) -> dict[str, object]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Pond",
        "home_page_url": "https://a.example/",
        "items": list(items),
        **more,
    }


def test_an_item_is_read_whole():
    feed = read(feed_with(ITEM, language="en-GB"))

    [entry] = feed
    assert (feed.title, feed.link, feed.lang) == ("Pond", "https://a.example/", "en-GB")
    assert (entry.id, entry.link, entry.title, entry.author, entry.lang) == (
        "7",
        "https://a.example/7",
        "Seven <swans>",
        "Ann Bell, Bo Lind",
        "en",
    )
    assert (entry.content, entry.summary) == ("<p>Swans &amp; geese</p>", "<p>Swans</p>")
    assert entry.published_at == datetime(2026, 3, 11, 5, 40, tzinfo=UTC)
    assert entry.keys == ("guid:s:7", "link:https://a.example/7")


def test_odd_types_cost_only_what_they_hold():
    odd = {"id": 7, "url": ["x"], "title": None, "content_text": "a < b", "authors": {"name": "x"}, "date_published": 1773211200}

    feed = read(feed_with("no object", odd, 3))

    [entry] = feed
    assert (entry.id, entry.link, entry.title, entry.content, entry.author) == ("7", None, "", "<p>a &lt; b</p>", "")
    assert entry.published_at == datetime(2026, 3, 11, 6, 40, tzinfo=UTC)
    assert feed.warning == "2 entries are no objects"


@pytest.mark.parametrize("cut", [-3, -40, -200], ids=["behind the items", "in the last item", "further in"])
def test_a_truncated_document_gives_its_whole_items(cut):
    whole = json.dumps(feed_with(ITEM, {**ITEM, "id": "8", "url": "/8"})).encode()

    feed = read(None, whole[:cut])

    assert feed.entries[0].id == "7"
    assert feed.title == "Pond"
    assert not feed.complete
    assert "ill-formed" in (feed.warning or "")


@pytest.mark.parametrize(
    "body",
    [b"{}", b'{"items": {}}', b'{"a": ' + b"[" * 100_000, b"{nonsense", b'{"items": [', b'{"n": ' + b"9" * 10_000 + b"}"],
    ids=["empty object", "items no list", "deep", "no json", "cut at once", "huge number"],
)
def test_other_json_is_no_feed(body):
    with pytest.raises(SourceError) as caught:
        read(None, body)

    assert caught.value.outcome == "ill_formed"


def test_a_feed_without_items_has_no_entries():
    assert read(feed_with()).warning == "no entries"


def test_halves_of_characters_and_nul_cost_nothing_but_themselves():
    [entry] = read(feed_with(ITEM | {"id": "a\0b", "title": "Lone \ud800 half"}))

    assert (entry.id, entry.title) == ("a\ufffdb", "Lone \ufffd half")
