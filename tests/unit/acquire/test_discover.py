"""Finds the feeds that a page names."""

from __future__ import annotations

import time

import pytest

from monitor.acquire.discover import Named, feeds_named, usual_addresses

PAGE = "https://news.example/world/"


def test_feeds_are_declared_in_the_head_in_the_pages_order():
    page = """<html><head>
      <link rel="stylesheet" href="/x.css">
      <LINK REL='alternate' TYPE='application/atom+xml' TITLE='Ha&uuml;user &amp; H&ouml;fe' HREF='atom.xml?a=1&amp;b=2'>
      <link href=/feed.json type=application/feed+json rel="alternate home">
      <link rel="alternate" hreflang="de" href="/de/">
      <link rel="alternate" type="application/json+oembed" href="/oembed">
    </head>"""

    assert feeds_named(page, PAGE) == (
        Named("https://news.example/world/atom.xml?a=1&b=2", "Haüuser & Höfe"),
        Named("https://news.example/feed.json", ""),
    )


def test_feeds_of_comments_come_last_and_each_feed_once():
    page = """
      <link rel="alternate" type="application/rss+xml" title="News &raquo; Comments Feed" href="https://news.example/comments/feed/">
      <link rel="alternate" type="application/rss+xml" title="News" href="https://news.example/feed/">
      <link rel="alternate" type="application/rss+xml" title="Again" href="http://www.news.example/feed/">
    """

    assert [feed.title for feed in feeds_named(page, PAGE)] == ["News", "News » Comments Feed"]


def test_the_base_of_a_page_counts_and_comments_do_not():
    page = """<base href="/static/"><!-- <link rel=alternate type="application/rss+xml" href="old.xml"> -->
      <link rel=alternate type="application/rss+xml" href="new.xml">"""

    assert feeds_named(page, PAGE) == (Named("https://news.example/static/new.xml"),)


def test_without_a_declaration_links_that_look_like_feeds_count():
    page = """<a href="/about">About</a> <a href="/rss/world.xml"><b>World</b> news</a> <a href="/feedback">Write to us</a>
      <a class=x href='https://feeds.example/city/rss'>RSS</a> <a href="/2026/rss-is-dead">RSS is dead</a> <a href="mailto:rss">x</a>"""

    assert feeds_named(page, PAGE) == (
        Named("https://news.example/rss/world.xml", "World news"),
        Named("https://feeds.example/city/rss", "RSS"),
    )


@pytest.mark.parametrize(
    "page",
    ["", "<link rel=alternate type=application/rss+xml>", '<link rel=alternate type="application/rss+xml" href="javascript:x">',
     '<a href="http://[rss">rss</a>', '<link rel=alternate type="application/rss+xml" href="http://[x/rss">'],
    ids=["empty", "no-address", "script", "bad-link", "bad-declaration"],
)  # fmt: skip
def test_what_leads_nowhere_is_left_out(page):
    assert feeds_named(page, PAGE) == ()


@pytest.mark.parametrize(
    "piece", ["<link rel=", "<a href='/rss'>", "<!--", "<a ", '<link a="'], ids=["link", "anchor", "comment", "a", "quote"]
)
def test_a_hostile_page_costs_bounded_time(piece):
    began = time.process_time()

    feeds_named(piece * (2_000_000 // len(piece)), PAGE)

    assert time.process_time() - began < 10


def test_usual_addresses_are_tried_beside_the_page_and_at_the_root():
    assert usual_addresses("https://news.example/world/today.html?x=1")[:4] == (
        "https://news.example/world/feed", "https://news.example/world/rss", "https://news.example/world/feed.xml", "https://news.example/feed",
    )  # fmt: skip
    assert usual_addresses("https://news.example")[0] == "https://news.example/feed"
    assert len(set(usual_addresses("https://news.example/"))) == 7
