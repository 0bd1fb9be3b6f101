from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from monitor.acquire.extract import extract
from monitor.acquire.folder import TYPES
from monitor.acquire.reports import parse
from monitor.errors import SourceError
from monitor.model.article import Article, Feed, Payload

NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)


def read(body: str | bytes, part: str = "a.txt", **more: str) -> Feed:
    data = body.encode() if isinstance(body, str) else body
    kind = TYPES["." + part.rpartition(".")[2]]
    feed = parse(
        Payload(source="desk", part=part, url=f"file:///r/{part}", body=data, headers={"content-type": kind}, fetched_at=NOW, **more)  # type: ignore[arg-type]
    )
    assert feed is not None
    return feed


def articles(body: str | bytes, part: str = "a.txt") -> list[Article]:
    return [article for entry in read(body, part) if (article := extract(entry, None))]


def rows(*reports: object) -> str:
    return "".join(json.dumps(report, ensure_ascii=False) + "\n" for report in reports)


def test_a_text_file_is_one_report_titled_by_its_first_line():
    [article] = articles("Bridge reopens\nTraffic flows again.\n\nSecond paragraph.\n", "sub/a.txt")

    assert (article.title, article.text) == ("Bridge reopens", "Bridge reopens\n\nTraffic flows again.\n\nSecond paragraph.")
    assert (article.ref, article.keys, article.extraction) == ("sub/a.txt", ("path:desk:sub/a.txt",), "report")
    assert (article.url, article.published_at, article.at) == (None, None, NOW)


def test_a_first_line_that_is_a_paragraph_stays_in_the_body():
    paragraph = "The harbour office said on Monday that the bridge would reopen to traffic within days. " * 4

    [article] = articles(f"{paragraph}\nAnother line.")

    assert article.title == "The harbour office said on Monday that the bridge would reopen to traffic within days."
    assert article.text == f"{paragraph.strip()}\nAnother line."


HEADED = """Title: Bridge: open
Outlet: Post
Published: 2026-03-11T06:40:00Z
URL: https://www.post.example/1
Lang: en-GB
Author: Ann

Traffic flows."""


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (HEADED, "a.txt"),
        (
            HEADED.upper().replace("TRAFFIC FLOWS", "Traffic flows").replace("BRIDGE: OPEN", "Bridge: open").replace("POST\n", "Post\n"),
            "a.txt",
        ),
        (HEADED.replace("\n", "\r\n"), "a.md"),
        ("---\n" + HEADED.replace("\n\n", "\ntags: [a, b]\n---\n").replace("Bridge: open", '"Bridge: open"') + "\n", "a.md"),
        ("---\n" + HEADED.replace("\n\n", "\n---\n\n# Bridge: open\n\n") + "\n", "a.md"),
    ],
    ids=["mail", "in capitals", "crlf", "front matter", "front matter and heading"],
)
def test_header_lines_and_front_matter_are_read(text, part):
    [article] = articles(text, part)

    assert (article.title.lower(), article.outlet) == ("bridge: open", "Post")
    assert article.text.endswith("\n\nTraffic flows.")
    assert article.text.lower().count("bridge") == 1
    assert article.published_at == datetime(2026, 3, 11, 6, 40, tzinfo=UTC)
    assert [key.lower() for key in article.keys] == ["link:https://post.example/1"]
    assert article.lang == "en"


def test_lines_that_only_look_like_headers_belong_to_the_text():
    [article] = articles("Minister: no comment\nTitle: x\nBody")

    assert article.text == "Minister: no comment\n\nTitle: x\nBody"


def test_markdown_reads_as_prose():
    markdown = """# Bridge *reopens*

**Traffic** flows [again](https://a.example/x), said `Ann` & 2 * 3 * 4 and snake_case_name.

> "We are _glad_," she said.

- one
- two

![picture](p.png)
Done\\.
"""

    [article] = articles(markdown, "a.md")

    assert article.title == "Bridge reopens"
    assert article.text == (
        "Bridge reopens\n\nTraffic flows again, said Ann & 2 * 3 * 4 and snake_case_name."
        '\n\n"We are glad," she said.\n\n- one\n- two\n\nDone.'
    )


def test_hard_wrapped_lines_are_joined_and_other_lines_kept():
    first = "The harbour office said on Monday that the\nbridge would reopen to traffic within a few days, if\nthe weather allows."
    wrapped = f"Title\n\n{first}\n\nFirst line.\nSecond line."

    [article] = articles(wrapped)

    assert article.text == (
        "Title\n\nThe harbour office said on Monday that the bridge would reopen to traffic within a few days, if the weather allows."
        "\n\nFirst line.\nSecond line."
    )


def test_a_web_page_is_one_report():
    html = """<html lang='en'><head><title>Bridge &amp; tunnel</title><meta property='og:site_name' content='Post'></head>
        <body><nav>Menu</nav><p>One.<p>Two.</html>"""

    [article] = articles(html, "a.html")

    assert (article.title, article.text, article.outlet) == ("Bridge & tunnel", "Bridge & tunnel\n\nOne.\n\nTwo.", "Post")
    assert (article.extraction, article.keys) == ("report", ("path:desk:a.html",))


def test_rows_are_reports_in_file_order():
    body = rows(
        {"id": "r1", "title": "One", "text": "First", "outlet": "Post", "published": "2026-03-11T06:40:00Z", "lang": "en"},
        {"id": 2, "title": "Two", "text": "Second", "url": "https://post.example/2"},
        {"title": "Three", "text": "Third", "url": None, "extra": [1]},
    )

    found = articles(f"\ufeff{body}\n", "day.ndjson")

    assert [article.ref for article in found] == ["r1", "2", "day.ndjson:3"]
    assert [article.keys[0].partition(":")[0] for article in found] == ["report", "link", "text"]
    assert [article.text for article in found] == ["One\n\nFirst", "Two\n\nSecond", "Three\n\nThird"]
    assert (found[0].outlet, found[0].published_at) == ("Post", datetime(2026, 3, 11, 6, 40, tzinfo=UTC))


def test_markup_in_a_row_is_text():
    [article] = articles(rows({"title": "a <b> c", "text": "x &amp; <script>"}), "day.ndjson")

    assert article.text == "a <b> c\n\nx &amp; <script>"


def test_bad_rows_are_named_and_the_others_go_through():
    good = json.dumps({"id": "1", "title": "T", "text": "B"})
    bad = ["{not json", "[1]", '{"title": 3, "text": "x"}', '{"id": "x"}', "[" * 100_000, '{"id": ' + "9" * 5000 + "}"]

    feed = read("\n".join([bad[0], good, *bad[1:]]), "day.ndjson")

    assert [entry.id for entry in feed] == ["1"]
    assert [part.partition(": ")[0] for part in (feed.warning or "").split("; ")[:5]] == [f"day.ndjson:{line}" for line in (1, 3, 4, 5, 6)]
    assert "title should be text" in (feed.warning or "")
    assert (feed.warning or "").endswith("1 more bad rows")
    assert feed.complete


def test_reports_with_different_ids_and_equal_texts_stay_separate():
    feed = read(rows({"id": "1", "title": "T", "text": "B"}, {"id": "2", "title": "T", "text": "B"}), "day.ndjson")

    assert len({entry.keys for entry in feed}) == 2


@pytest.mark.parametrize(
    ("encoding", "warns"),
    [("utf-8", False), ("utf-8-sig", False), ("utf-16", False), ("cp1252", True)],
)
def test_text_in_other_encodings_is_read(encoding, warns):
    feed = read("Café\n\n“Türkçe” – naïve".encode(encoding), "sub/a.txt")

    article = extract(feed.entries[0], None)
    assert article is not None
    assert article.text == "Café\n\n“Türkçe” – naïve"
    assert (feed.warning or "").startswith("sub/a.txt: ") == warns


@pytest.mark.parametrize("body", [b"", b" \n\n", b"\xef\xbb\xbf"], ids=["nothing", "blanks", "byte order mark"])
def test_an_empty_file_holds_no_report(body):
    feed = read(body)

    assert (len(feed), feed.warning) == (0, "a.txt: the file is empty")


@pytest.mark.parametrize(
    ("body", "more"), [(b"GIF89a\0\0\0\x01", {}), (b"", {"fault": "cannot be read: Permission denied"})], ids=["binary", "fault"]
)
def test_a_file_that_cannot_be_read_is_named(body, more):
    with pytest.raises(SourceError, match=r"^a\.txt: "):
        read(body, **more)


def test_a_web_address_that_is_none_is_no_link():
    [entry] = read(rows({"id": "1", "title": "T", "text": "B", "url": "javascript:alert(1)"}), "day.ndjson")

    assert (entry.link, entry.keys) == (None, ("report:desk:1",))


def test_feeds_and_other_files_are_left_to_others():
    assert parse(Payload(source="s", url="https://a.example/", body=b"x", headers={"content-type": "text/html"}, fetched_at=NOW)) is None
    assert parse(Payload(source="s", part="a.pdf", url="file:///a.pdf", body=b"x", fetched_at=NOW)) is None


@pytest.mark.parametrize("piece", ["[", "*", "_a", "# ", "> ", "<a ", "`", "---\n", "Title: x\n", "![", "a b\n", "**a", "__a", "\\"])
@pytest.mark.timeout(20)
def test_hostile_markdown_takes_bounded_time(piece):
    [article] = articles("What was said before\n\n" + piece * (300_000 // len(piece)), "a.md")

    assert article.text.startswith("What was said before")


def test_halves_of_characters_and_nul_cost_nothing_but_themselves():
    feed = read(
        '{"id": "a\\u0000b", "title": "Lone \\ud800 half", "text": "Half \\udfff too"}\n{"title": "Fine", "text": "Whole"}\n', "a.ndjson"
    )

    assert [entry.title for entry in feed] == ["Lone \ufffd half", "Fine"]
    assert (feed.entries[0].ref, feed.entries[0].content) == ("a\ufffdb", "Half \ufffd too")
