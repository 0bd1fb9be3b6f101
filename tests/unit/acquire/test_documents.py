from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor.acquire.documents import parse
from monitor.errors import SourceError
from monitor.model.article import Feed, Payload

NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)
ITEM = """<item><title>Bridge &amp; tunnel reopen</title><link>/2026/bridge</link><guid isPermaLink="false">n-1</guid>
<pubDate>Wed, 11 Mar 2026 06:40:00 +0100</pubDate><description>&lt;p&gt;Traffic &lt;b&gt;flows&lt;/b&gt;.&lt;/p&gt;</description></item>"""
RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title><link>https://post.example/</link>
<language>en-gb</language><ttl>45</ttl>{ITEM}</channel></rss>"""


def read(body: str | bytes, content_type: str = "application/xml", **more: object) -> Feed:
    data = body.encode() if isinstance(body, str) else body
    headers = {"content-type": content_type} if content_type else {}
    feed = parse(Payload(source="post", url="https://post.example/feed.xml", body=data, headers=headers, fetched_at=NOW, **more))
    assert feed is not None
    return feed


def outcome(body: str | bytes, content_type: str = "text/html") -> tuple[str, str]:
    with pytest.raises(SourceError) as caught:
        read(body, content_type)
    return caught.value.outcome, str(caught.value)


FORMATS = {
    "rss 0.91": '<rss version="0.91"><channel><title>F</title><item><title>T</title><link>https://a.example/1</link><description>Body</description></item></channel></rss>',
    "rss 1.0": """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="https://a.example/"><title>F</title></channel><item rdf:about="https://a.example/1"><title>T</title>
        <link>https://a.example/1</link><description>Body</description><dc:date>2026-03-11T06:40:00Z</dc:date></item></rdf:RDF>""",
    "rss 0.90": """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">
        <channel><title>F</title></channel><item><title>T</title><link>https://a.example/1</link><description>Body</description></item></rdf:RDF>""",
    "rss 2.0": '<rss version="2.0"><channel><title>F</title><item><title>T</title><link>https://a.example/1</link><description>Body</description></item></channel></rss>',
    "atom 0.3": """<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>F</title><entry><title>T</title>
        <link rel="alternate" type="text/html" href="https://a.example/1"/><id>x:1</id><issued>2026-03-11T06:40:00Z</issued>
        <content type="text/html" mode="escaped">Body</content></entry></feed>""",
    "atom 1.0": """<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry><title>T</title><link href="https://a.example/1"/><id>x:1</id>
        <updated>2026-03-11T06:40:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Body</div></content></entry></feed>""",
    "prefixed atom": """<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>F</a:title><a:entry><a:title>T</a:title>
        <a:link href="https://a.example/1"/><a:summary>Body</a:summary></a:entry></a:feed>""",
    "json feed": """{"version":"https://jsonfeed.org/version/1.1","title":"F","items":[{"id":"1","url":"https://a.example/1","title":"T","content_text":"Body"}]}""",
}


@pytest.mark.parametrize("document", FORMATS.values(), ids=FORMATS.keys())
def test_every_format_gives_title_link_and_text(document):
    feed = read(document)

    assert feed.title == "F"
    assert [(entry.title, entry.link) for entry in feed] == [("T", "https://a.example/1")]
    assert "Body" in feed.entries[0].content + feed.entries[0].summary
    assert feed.warning is None
    assert feed.complete


def test_an_rss_entry_is_read_whole():
    feed = read(RSS)

    [entry] = feed
    assert (feed.title, feed.link, feed.lang, feed.ttl) == ("Harbour Post", "https://post.example/", "en-gb", timedelta(minutes=45))
    assert (entry.title, entry.link, entry.id) == ("Bridge & tunnel reopen", "https://post.example/2026/bridge", "n-1")
    assert entry.summary == "<p>Traffic <b>flows</b>.</p>"
    assert entry.published == "Wed, 11 Mar 2026 06:40:00 +0100"
    assert entry.published_at == datetime(2026, 3, 11, 5, 40, tzinfo=UTC)
    assert entry.keys == ("guid:post:n-1", "link:https://post.example/2026/bridge")
    assert (entry.ref, entry.fetched_at, entry.kind) == ("n-1", NOW, "entry")


def test_the_update_period_says_how_long_a_feed_stays_fresh():
    period = "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"
    head = '<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">'

    assert read(f"{head}<channel><title>F</title>{period}{ITEM}</channel></rss>").ttl == timedelta(hours=6)


def test_links_are_resolved_against_xml_base_and_the_feeds_address():
    atom = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/news/"><title>F</title>
        <entry xml:base="2026/"><title>T</title><link href="one"/></entry>
        <entry><title>U</title><link href="//other.example/two"/></entry></feed>"""

    assert [entry.link for entry in read(atom)] == ["https://post.example/news/2026/one", "https://other.example/two"]


def test_captions_and_podcast_notes_do_not_take_the_place_of_the_text():
    head = '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">'
    media = """<item><media:content url="https://a.example/p.jpg"><media:title>Picture</media:title>
        <media:description>A caption that is rather longer than the text of the report itself</media:description></media:content>
        <title>T</title><description>The report</description><enclosure url="https://a.example/1.mp3" type="audio/mpeg"/></item>"""
    video = "<item><title>V</title><media:group><media:description>Only here</media:description></media:group></item>"

    first, second = read(f"{head}<channel><title>F</title>{media}{video}</channel></rss>")

    assert (first.title, first.summary, first.content) == ("T", "The report", "")
    assert first.link == "https://a.example/1.mp3"
    assert (second.title, second.summary) == ("V", "<p>Only here</p>")


def test_plain_text_titles_keep_their_angle_brackets():
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="text">a &lt;b&gt; c</title><id>1</id></entry>
        <entry><title type="html">a &lt;b&gt;c&lt;/b&gt; &amp;amp; d</title><id>2</id></entry></feed>"""

    assert [entry.title for entry in read(atom)] == ["a <b> c", "a c & d"]


def test_the_source_element_names_the_outlet_and_mail_addresses_are_no_names():
    item = "<item><title>T</title><author>ann@a.example (Ann Bell)</author><source url='https://b.example/feed'>The B</source></item>"

    [entry] = read(f"<rss version='2.0'><channel><title>F</title>{item}</channel></rss>")

    assert (entry.outlet, entry.author) == ("The B", "Ann Bell")


@pytest.mark.parametrize(
    ("body", "kind", "expected"),
    [
        (b"", "application/xml", "empty"),
        (b" \r\n\t", "application/xml", "empty"),
        (b"\xef\xbb\xbf", "application/xml", "empty"),
        (b"<!DOCTYPE html><title>Login</title>", "application/rss+xml", "web_page"),
        (b"<!-- hi --><html><body>404, but 200</body></html>", "text/xml", "web_page"),
        (b"Service unavailable", "text/html", "web_page"),
        (b"Service unavailable", "text/plain", "ill_formed"),
        (b"<opml version='2.0'><body/></opml>", "text/xml", "ill_formed"),
        (b"<urlset><url/></urlset>", "text/xml", "ill_formed"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png", "ill_formed"),
        (b'{"error": "quota"}', "application/json", "ill_formed"),
        (b"<rss><channel><item><title>cut in its fir", "text/xml", "ill_formed"),
    ],
    ids=[
        "nothing",
        "blanks",
        "byte order mark",
        "html",
        "html behind a comment",
        "html by type",
        "words",
        "opml",
        "sitemap",
        "picture",
        "json",
        "cut",
    ],
)
def test_what_is_no_feed_has_its_own_outcome(body, kind, expected):
    assert outcome(body, kind)[0] == expected


def test_a_valid_feed_without_entries_is_a_feed_with_a_warning():
    feed = read("<rss version='2.0'><channel><title>F</title></channel></rss>")

    assert (len(feed), feed.warning, feed.complete) == (0, "no entries", True)


def test_a_web_page_that_names_its_feed_is_told_so():
    page = '<html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head></html>'

    assert "https://post.example/rss.xml" in outcome(page)[1]


def test_files_of_a_folder_are_left_to_the_report_reader():
    assert parse(Payload(source="s", part="a.txt", url="file:///a.txt", body=RSS.encode(), fetched_at=NOW)) is None


ACCENTED = RSS.replace("Traffic", "Café – “Türkçe”")
ENCODINGS = {
    "utf-8": (ACCENTED.encode(), "application/xml"),
    "utf-8 with mark": (ACCENTED.encode("utf-8-sig"), "application/xml"),
    "utf-8 labelled latin-1 by the server": (ACCENTED.encode(), "text/xml; charset=ISO-8859-1"),
    "utf-8 labelled latin-1 by itself": (ACCENTED.replace('"1.0"', '"1.0" encoding="iso-8859-1"', 1).encode(), "text/xml"),
    "utf-8 labelled ascii": (ACCENTED.encode(), "text/xml; charset=us-ascii"),
    "utf-8 of an unknown label": (ACCENTED.encode(), "text/xml; charset=x-utf-99"),
    "windows-1252 labelled utf-8": (ACCENTED.encode("cp1252"), "text/xml; charset=utf-8"),
    "windows-1252 labelled latin-1": (ACCENTED.encode("cp1252"), "text/xml; charset=iso-8859-1"),
    "windows-1252 unlabelled": (ACCENTED.encode("cp1252"), ""),
    "utf-16 with mark": (ACCENTED.encode("utf-16"), "application/xml"),
    "utf-16le without mark": (ACCENTED.encode("utf-16-le"), "application/xml"),
    "utf-16be without mark": (ACCENTED.encode("utf-16-be"), "text/xml; charset=utf-8"),
    "utf-32 with mark": (ACCENTED.encode("utf-32"), "application/xml"),
}


@pytest.mark.parametrize(("body", "content_type"), ENCODINGS.values(), ids=ENCODINGS.keys())
def test_wrong_and_missing_charsets_do_not_garble(body, content_type):
    [entry] = read(body, content_type)

    assert entry.summary == "<p>Café – “Türkçe” <b>flows</b>.</p>"


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        ("북한 병사 사망", "cp949", "euc-kr"),
        ("朝鲜士兵", "gb18030", "gb2312"),
        ("日本の首相", "cp932", "shift_jis"),
        ("Президент", "cp1251", "windows-1251"),
    ],
    ids=["korean", "chinese", "japanese", "russian"],
)
def test_declared_encodings_are_read_by_header_or_declaration(text, encoding, declared):
    by_header = RSS.replace("Traffic", text).encode(encoding)
    by_itself = RSS.replace("Traffic", text).replace('"1.0"', f'"1.0" encoding="{declared}"', 1).encode(encoding)

    assert text in read(by_header, f"text/xml; charset={declared}").entries[0].summary
    assert text in read(by_itself, "text/xml").entries[0].summary


def test_one_bad_byte_does_not_cost_a_utf8_feed_its_accents():
    feed = read(ACCENTED.encode().replace(b"<b>flows", b"<b>fl\xffows").replace(b"flows", b"fl\xffows"))

    assert "Café – “Türkçe”" in feed.entries[0].summary
    assert "utf-8" in (feed.warning or "")
