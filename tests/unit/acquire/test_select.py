"""Finds the entries of a page by selectors."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from monitor.acquire.select import PageConfig, select
from monitor.errors import SourceError
from monitor.model.article import Payload

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
PAGE = """<html lang="en"><head><title>Council of Dunmere: news</title></head><body><nav><a href="/">Home</a></nav>
<ul class="news">
  <li><h3><a href="/news/1">The bridge is <b>closed</b></a></h3><time datetime="2026-03-01T09:00:00Z">Sunday</time>
      <p>Inspectors found cracks.</p><p>Ferries run instead.</p></li>
  <li><span class=day>27 February 2026</span> <a class=more href="https://port.example/2?utm_source=x">Ferries run later</a></li>
  <li><em>Adverts</em></li>
  <li></li>
</ul></body></html>"""


def found(html=PAGE, url="https://council.example/news/", **selectors):
    config = PageConfig(use="page", url=url, **{"entry": "ul.news > li"} | selectors)
    return select(Payload(source="council", url=url, body=html.encode(), fetched_at=NOW, headers={"content-type": "text/html"}), config)


def test_title_link_date_and_text_are_found_without_being_named():
    feed = found()
    first, second, third = feed

    assert (first.title, first.link) == ("The bridge is closed", "https://council.example/news/1")
    assert first.published_at == datetime(2026, 3, 1, 9, tzinfo=UTC)
    assert first.content == "<p>Inspectors found cracks.</p><p>Ferries run instead.</p>"
    assert (second.title, second.link, second.published) == ("Ferries run later", "https://port.example/2?utm_source=x", None)
    assert (third.title, third.link) == ("Adverts", None)
    assert (feed.title, feed.lang, feed.warning) == ("Council of Dunmere: news", "en", "1 of 4 entries have neither title nor link")
    assert first.keys == ("link:https://council.example/news/1",)


def test_selectors_say_where_each_is_found():
    feed = found(title=".day", link="a.more", date=".day", text=".more, .day")
    [entry] = [entry for entry in feed if entry.title]

    assert (entry.title, entry.link) == ("27 February 2026", "https://port.example/2?utm_source=x")
    assert (entry.published, entry.content) == ("27 February 2026", "<p>27 February 2026</p><p>Ferries run later</p>")


def test_an_entry_may_be_a_link_itself_and_attributes_may_hold_what_is_wanted():
    html = (
        '<base href="/deep/"><a class=e href="x" data-t="A flood" data-d="2026-03-01">…</a><a class=e href="http://[bad" data-t="B">…</a>'
    )
    first, second = found(html, entry="a.e", title="@data-t", date=".@data-d")

    assert (first.title, first.link, first.published) == ("A flood", "https://council.example/deep/x", "2026-03-01")
    assert (second.title, second.link) == ("B", None)


def test_a_page_that_was_rebuilt_is_a_failure_and_not_a_silence():
    with pytest.raises(SourceError, match=r"'div\.news' finds nothing on the page \(was the page rebuilt\?\)"):
        found(entry="div.news")
    with pytest.raises(SourceError, match="finds entries without title and link"):
        found("<p></p><p> </p>", entry="p")


@pytest.mark.parametrize("key", ["entry", "title", "link", "date", "text"])
@pytest.mark.parametrize("selector", ["", " ", "..", "li >", "time@", "[", "::x"])
def test_what_is_no_selector_is_refused(key, selector):
    with pytest.raises(ValidationError):
        PageConfig(use="page", url="https://council.example/", **{"entry": "li"} | {key: selector})


HOSTILE = {
    "deep": "<div>" * 300_000,
    "many": "<li><a href=/x>y</a></li>" * 9_000,
    "nested": "<li>" * 9_000,
    "wide": "<li>" + "<p>a</p>" * 9_000,
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_page_costs_bounded_time(html):
    began = time.process_time()

    try:
        assert len(found(html, entry="li")) <= 1_000
    except SourceError as error:
        assert "page" in str(error)  # noqa: PT017 - either is fine

    assert time.process_time() - began < 15
