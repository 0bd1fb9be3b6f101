from __future__ import annotations

from datetime import UTC, datetime

import feedparser
import pytest

from monitor.acquire import parse as bounds
from monitor.acquire.documents import parse
from monitor.acquire.extract import extract
from monitor.model.article import Feed, Payload

NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)


def item(number: int, more: str = "") -> str:
    return (
        f"<item><title>Report {number}</title><link>https://a.example/{number}</link><description>Text {number}</description>{more}</item>"
    )


def rss(*inner: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>F</title>{"".join(inner)}</channel></rss>'


def read(text: str, *, truncated: bool = False) -> Feed:
    feed = parse(
        Payload(source="s", url="https://a.example/feed", body=text.encode("utf-8", "surrogatepass"), fetched_at=NOW, truncated=truncated)
    )
    assert feed is not None
    return feed


def titles(feed: Feed) -> list[str]:
    return [entry.title for entry in feed]


def text_of_first(feed: Feed) -> str:
    article = extract(feed.entries[0], None)
    assert article is not None
    return article.text


@pytest.mark.parametrize(
    "reference",
    ["&#x110000;", "&#0;", "&#xD800;", "&#xFFFF;", "&#7;", "&#99999999999999999999;", "&#x" + "f" * 5000 + ";", "\x00", "\x07", "\ufffe"],
    ids=["beyond unicode", "null", "surrogate", "no character", "bell", "long", "very long", "raw null", "raw bell", "raw no character"],
)
def test_references_to_no_character_are_left_out_and_the_feed_kept(reference):
    feed = read(rss(item(1).replace("Text", f"Te{reference}xt"), item(2)))

    assert titles(feed) == ["Report 1", "Report 2"]
    assert text_of_first(feed) == "Report 1\n\nText 1"
    assert feed.warning == "1 invalid characters left out"
    assert feed.complete


def test_feedparser_itself_still_loses_that_feed():
    """The reason for the filter; if this fails, feedparser has mended it."""
    with pytest.raises((ValueError, OverflowError)):
        feedparser.parse(rss(item(1).replace("Text", "a &#x110000; b")).encode())


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("caf&eacute;&nbsp;&mdash; x", "café — x"),
        ("&#55357;&#56832;", "😀"),
        ("&#xD83D;&#xDE00;", "😀"),
        ("&#X41;", "A"),
        ("&unknown; x", "&unknown; x"),
        ("<![CDATA[a &amp; b &hellip; <b>c</b>]]>", "a & b … c"),
        ("Q&amp;A &lt;b&gt;bold&lt;/b&gt;", "Q&A bold"),
    ],
    ids=["html names", "decimal pair", "hexadecimal pair", "capital x", "undeclared", "cdata", "xml"],
)
def test_references_that_mean_something_are_read(written, read_as):
    feed = read(rss(item(1).replace("Text 1", written)))

    assert text_of_first(feed) == f"Report 1\n\n{read_as}"
    assert (feed.warning, feed.complete) == (None, True)


def test_a_doctype_with_entities_is_neither_followed_nor_expanded():
    doctype = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'

    feed = read(rss(item(1).replace("Text", "&b;&f;")).replace('"1.0"?>', f'"1.0"?>{doctype}', 1))

    assert text_of_first(feed) == "Report 1\n\n&b;&f; 1"


@pytest.mark.parametrize("cut", [40, 75, 130, 30], ids=["in the link", "in the text", "in an end tag", "between entries"])
def test_a_truncated_feed_gives_its_whole_entries_and_says_so(cut):
    whole = rss(item(1), item(2))

    feed = read(whole[: whole.index("<item>") + len(item(1)) + cut - 30], truncated=True)

    assert titles(feed) == ["Report 1"]
    assert not feed.complete
    assert "cut off" in (feed.warning or "")


def test_a_feed_that_ends_too_soon_is_incomplete_even_if_the_transfer_was_whole():
    feed = read(rss(item(1), item(2), item(3)).removesuffix("</item></channel></rss>"))

    assert titles(feed) == ["Report 1", "Report 2"]
    assert not feed.complete


@pytest.mark.parametrize(
    "fault",
    ["AT&T", "<br>", "<b>x</i>", "<media:title>x</media:title>", "a < b", "<a href=x>x</a>"],
    ids=["bare ampersand", "unclosed", "crossed", "undeclared prefix", "lone bracket", "unquoted"],
)
def test_an_ill_formed_feed_gives_its_entries_and_says_so(fault):
    feed = read(rss(item(1).replace("Text", f"Text {fault}"), item(2)))

    assert titles(feed) == ["Report 1", "Report 2"]
    assert not feed.complete
    assert "ill-formed in line 1" in (feed.warning or "")


def test_a_bare_ampersand_does_not_spoil_the_markup_around_it():
    feed = read(rss(item(1).replace("Text", "AT&T &lt;b&gt;rose&lt;/b&gt; <![CDATA[<p>a & b</p>]]>")))

    assert text_of_first(feed) == "Report 1\n\nAT&T rose\n\na & b\n\n1"


def test_junk_before_and_behind_the_feed_is_passed_over():
    feed = read("<b>Warning</b>: deprecated in /srv/feed.php\n" + rss(item(1)) + "<script>count()</script>")

    assert titles(feed) == ["Report 1"]
    assert feed.complete


def test_more_entries_than_are_taken_are_named(monkeypatch):
    monkeypatch.setattr(bounds, "MAX_ENTRIES", 3)

    feed = read(rss(*(item(number) for number in range(9))))

    assert titles(feed) == ["Report 0", "Report 1", "Report 2"]
    assert "more than 3 entries" in (feed.warning or "")
    assert feed.complete


LONG = 200_000
HOSTILE = {
    "author": item(2, f"<author>{'a' * LONG}</author>"),
    "creator": item(2, f"<author><name>{'a' * LONG}</name></author>"),
    "attributes": "<item " + " ".join(f"a{number}='x'" for number in range(20_000)) + "></item>",
    "long attribute": f"<item b='{'x' * LONG}'></item>",
    "nesting": "<a>" * 50_000,
    "nested and closed": "<a>" * 5_000 + "</a>" * 5_000,
    "nested bases": "<a xml:base='bbbbbbbbbbbbbbbb/'>" * 10_000,
    "categories": item(2, "".join(f"<category>{number}</category>" for number in range(10_000))),
    "brackets": "<" * 100_000,
    "open tags": "<a " * 50_000,
    "open sections": "<![CDATA[" * 50_000,
    "open comments": "<!--" * 50_000,
    "open quote": '<a b="' + "x " * 100_000,
    "references": item(2, "<title>" + "&#32;" * 100_000 + "</title>"),
    "blanks": " " * LONG + "<a" + " " * LONG,
    "declarations": "<!DOCTYPE [" * 20_000,
}


@pytest.mark.parametrize("inner", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.timeout(20)
def test_inputs_that_are_quadratic_for_feedparser_end_and_keep_the_entries_before(inner):
    assert "Report 1" in titles(read(rss(item(1), inner)))


@pytest.mark.timeout(20)
def test_a_hostile_head_does_not_take_long():
    assert titles(read("\n" * 500_000 + "<!DOCTYPE x [" * 2_000 + rss(item(1)))) == ["Report 1"]


def test_a_handler_of_feedparser_that_raises_costs_nothing_else(monkeypatch):
    def fail(self, attrs):
        raise ValueError("hostile \x1b[31m field")

    monkeypatch.setattr(bounds._Strict, "_start_itunes_image", fail)
    head = '<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>F</title>'

    feed = read(f"{head}{item(1)}<itunes:image/>{item(2)}</channel></rss>")

    assert titles(feed) == ["Report 1", "Report 2"]
    assert "\x1b" not in (feed.warning or "")
