from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.acquire.defaults import with_defaults
from monitor.acquire.extract import MAX_TEXT, compose, effective_time, extract, headline
from monitor.model.article import Article, Entry, Feed, Payload

NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)


def entry(**fields: object) -> Entry:
    return Entry(**{"source": "s", "ref": "r", "keys": ("guid:s:1",), "fetched_at": NOW, **fields})  # type: ignore[arg-type]


def made(page: str | None = None, **fields: object) -> Article:
    fetched = None if page is None else Payload(source="s", url="https://a.example/1", body=page.encode(), fetched_at=NOW)
    article = extract(entry(**fields), fetched)
    assert article is not None
    return article


def test_an_entry_becomes_an_article():
    article = made(
        title="Bridge\nreopens",
        summary="<p>Caf&eacute; owners &amp; drivers cheer.</p><p>Again.</p>",
        link="https://www.post.co.uk/1",
        outlet="Post",
        author="Ann  Bell",
        lang="en-GB",
        published="11 Mar 2026",
        published_at=NOW - timedelta(hours=3),
    )

    assert article.text == "Bridge reopens\n\nCafé owners & drivers cheer.\n\nAgain."
    assert (article.title, article.author, article.outlet, article.publisher) == ("Bridge reopens", "Ann Bell", "Post", "post.co.uk")
    assert (article.url, article.lang, article.extraction, article.keys) == ("https://www.post.co.uk/1", "en", "summary", ("guid:s:1",))
    assert (article.published, article.at, article.first_seen_at) == ("11 Mar 2026", NOW - timedelta(hours=3), NOW)
    assert (article.id, article.revision, article.arrival) == (0, 0, 0)


def test_the_longer_of_content_and_summary_is_the_text():
    assert made(title="T", summary="Short", content="<p>Much longer</p>").text == "T\n\nMuch longer"
    assert made(title="T", summary="Much longer", content="<p>Short</p>").text == "T\n\nMuch longer"


@pytest.mark.parametrize(
    ("title", "body", "text"),
    [
        ("Quake kills 41", "Quake kills 41 people in the south.", "Quake kills 41 people in the south."),
        ("Quake kills 41", "QUAKE\n\nKILLS  41\n\nBody", "Quake kills 41\n\nBody"),
        ("Kim", "Kimchi is served.", "Kim\n\nKimchi is served."),
        ("Title", "", "Title"),
        ("Title", "Title", "Title"),
        ("A (b) [c].*", "A (b) [c].* d", "A (b) [c].* d"),
    ],
    ids=["begins with it", "in capitals", "only a part of a word", "no body", "nothing else", "pattern characters"],
)
def test_the_text_begins_with_the_title_once(title, body, text):
    assert compose(title, body) == (title, text)


@given(st.text(max_size=40), st.text(max_size=80))
def test_every_text_begins_with_its_title(title, body):
    article = extract(entry(title=title, content=body, plain=True, kind="report"), None)

    assert article is None or article.text.startswith(article.title)


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("Short first line\nBody", "Short first line"),
        (
            "The minister said it would take years to rebuild. " + "More words follow here. " * 20,
            "The minister said it would take years to rebuild.",
        ),
        ("word " * 100, ("word " * 40).strip()),
        ("字" * 300, "字" * 100),
        (
            "朝鲜领导人周一出席了首都一个新住宅区的落成典礼并发表讲话。" + "字" * 300,
            "朝鲜领导人周一出席了首都一个新住宅区的落成典礼并发表讲话。",
        ),
        ("", ""),
    ],
    ids=["line", "sentence", "words", "no words", "chinese sentence", "nothing"],
)
def test_a_text_without_title_is_titled_by_its_beginning(body, title):
    assert headline(body) == title


def test_an_entry_without_any_text_is_no_article():
    assert extract(entry(summary="<img src=x>"), None) is None


def test_the_fetched_page_is_taken_before_the_summary():
    paragraphs = "".join(f"<p>Paragraph {number} of the report, long enough to count.</p>" for number in range(6))
    page = f"<html><body><nav>Menu</nav><article><h1>Bridge reopens</h1>{paragraphs}</article><aside>Ads</aside></body></html>"

    article = made(page, title="Bridge reopens", summary="Teaser")

    assert article.extraction.startswith("page")
    assert article.text.startswith("Bridge reopens\n\nParagraph 0 of the report")
    assert "Menu" not in article.text


def test_an_empty_page_leaves_the_summary():
    assert made("<html></html>", title="T", summary="Teaser").extraction == "summary"


def test_long_texts_are_cut():
    assert len(made(content="<p>" + "word " * MAX_TEXT + "</p>").text) <= MAX_TEXT


@pytest.mark.parametrize(
    ("published", "at"),
    [
        (None, NOW),
        (NOW - timedelta(days=900), NOW - timedelta(days=900)),
        (NOW + timedelta(hours=23), NOW + timedelta(hours=23)),
        (NOW + timedelta(days=2), NOW),
    ],
    ids=["unknown", "old", "a little ahead", "in the future"],
)
def test_windows_compare_published_unless_it_is_implausible(published, at):
    assert effective_time(published, NOW) == at


@pytest.mark.parametrize(
    ("link", "outlet", "publisher"),
    [
        ("https://news.bbc.co.uk/1", "BBC", "bbc.co.uk"),
        ("https://a.b.example.com/1", "", "example.com"),
        ("https://www.abc.net.au/1", "", "abc.net.au"),
        ("https://wire.meridian.example/1", "", "meridian.example"),
        ("http://127.0.0.1:8900/1", "Méridian  Wire", "meridian wire"),
        ("http://localhost/1", "", "localhost"),
        (None, "Méridian Wire", "meridian wire"),
        (None, "", ""),
        ("http://[::1]/", "", "::1"),
    ],
)
def test_the_publisher_is_the_registrable_domain_or_the_outlet(link, outlet, publisher):
    assert made(title="T", link=link, outlet=outlet).publisher == publisher


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The officials said that the quake had killed 41 people.", "en"),
        ("Der Minister sagte, dass die Regierung nicht zurücktritt.", "de"),
        ("Le ministre a dit que les élections sont reportées pour des raisons de sécurité.", "fr"),
        ("El ministro dijo que las elecciones son el próximo lunes y los partidos están preparados.", "es"),
        ("북한 병사 6,000명이 사망", "ko"),
        ("朝鲜士兵死亡", "zh"),
        ("日本の首相は辞任した", "ja"),
        ("Президент подписал закон", "ru"),
        ("قال الرئيس", "ar"),
        ("Kim Jong Un", ""),
        ("41 / 6000", ""),
    ],
)
def test_the_language_is_guessed_only_where_it_is_clear(text, lang):
    assert made(title=text).lang == lang


def test_what_entries_do_not_say_comes_from_the_source_then_the_feed():
    feed = Feed(entries=(entry(outlet="Own", lang="fr"), entry()), title="Feed", lang="de")

    assert [(each.outlet, each.lang) for each in with_defaults(feed, outlet="Configured", lang="en")] == [
        ("Own", "fr"),
        ("Configured", "en"),
    ]
    assert [(each.outlet, each.lang) for each in with_defaults(feed)] == [("Own", "fr"), ("Feed", "de")]
    assert with_defaults(Feed(entries=(entry(),))).entries[0].outlet == ""
