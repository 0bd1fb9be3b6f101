"""Pages without a feed: watched by selectors, with the credentials, the proxy and the full text that feeds have."""

from __future__ import annotations

import tomllib

import pytest

ITEM = '<li class=n><h3><a href="{path}">{title}</a></h3><time datetime="2026-03-0{day}T09:00:00Z">x</time><p>{text}</p></li>'
PAGE = "<html lang=en><head><title>Council news</title></head><body><nav><a href=/>Home</a></nav><ul>{}</ul></body></html>"


@pytest.fixture
def council(house):
    """A council's page with two entries, and a house that watches nothing."""

    def publish(*titles, path="/news"):
        items = [
            ITEM.format(path=f"/{number}", title=title, day=number, text="The flood rose.") for number, title in enumerate(titles, start=1)
        ]
        house.town.serves(path, PAGE.format("".join(items)), content_type="text/html")

    publish("Flood at the quay", "Bridge closed")
    house.configure('[rules.flood]\nuse = "word"\nword = "flood"\n').detector()
    house.publish = publish
    return house


def test_a_page_is_added_by_its_selectors_and_new_entries_come_as_articles(council):
    url = council.town.url("/news")

    code, said, complaint = council.monitor("sources", "add", url, "--entry", "li.n", "--text", "p")

    assert code == 0, complaint
    assert f"page: {url}\ntitle: Council news\n" in said
    assert "  2026-03-02 09:00Z Bridge closed\n  2026-03-01 09:00Z Flood at the quay\n" in said
    assert said.endswith("baseline: 2 stored, none told\n")
    table = {"use": "page", "url": url, "entry": "li.n", "text": "p"}
    assert tomllib.loads(council.path.read_text())["sources"] == {"council-news": table}

    council.publish("Flood at the quay", "Bridge closed", "Flood over")
    code, rows, _ = council.monitor("sources", "fetch", "council-news", "--format", "ndjson")
    assert (code, '"articles": 1' in rows) == (0, True)
    assert {row["url"]: row["title"] for row in council.listed("articles")} == {
        council.town.url("/1"): "Flood at the quay",
        council.town.url("/2"): "Bridge closed",
        council.town.url("/3"): "Flood over",
    }
    assert [row["title"] for row in council.listed("alerts")] != []


def test_a_page_that_was_rebuilt_makes_its_source_fail_with_the_selector(council):
    council.monitor("sources", "add", council.town.url("/news"), "--entry", "li.n")
    council.town.serves("/news", "<html><body><article>All new</article></body></html>", content_type="text/html")

    council.monitor("sources", "fetch", "council-news")

    [row] = council.listed("sources")
    assert row["state"] == "failing"
    assert row["error"].endswith("the selector 'li.n' finds nothing on the page (was the page rebuilt?)")


def test_a_page_without_a_feed_says_what_to_do(council):
    code, _, complaint = council.monitor("sources", "add", council.town.url("/news"))

    assert (code, "a page without a feed is watched by selectors: --entry 'article'" in complaint) == (1, True)


def test_selectors_that_are_none_or_find_nothing_are_refused(council):
    url, before = council.town.url("/news"), council.path.read_text()

    wrong, nothing = (council.monitor("sources", "add", url, "--entry", entry) for entry in ("li >", "li.old"))

    assert (wrong[0], wrong[2]) == (2, "monitor: the new source: entry: 'li >' is no CSS selector\n")
    assert (nothing[0], "the selector 'li.old' finds nothing on the page" in nothing[2]) == (1, True)
    assert council.path.read_text() == before


def test_credentials_headers_and_full_text_count_for_pages_as_for_feeds(council):
    pytest.importorskip("trafilatura", reason="needs the extra fulltext")
    story = "".join(f"<p>The flood at the quay rose again in the night, and section {n} of the road was closed.</p>" for n in range(8))
    for path in ("/1", "/2"):
        council.town.serves(path, f"<html><body><article>{story}</article></body></html>", content_type="text/html")
    (council.folder / "password").write_text("s3cret\n")
    council.configure(f"""
        [sources.council]
        use = "page"
        url = "{council.town.url("/news")}"
        entry = "li.n"
        backfill = "notify"
        full_text = true
        auth = {{ user = "desk", password = {{ file = "password" }} }}
        headers = {{ X-Desk = "night" }}
        """)

    code, summary, complaint = council.once()

    assert (code, summary["errors"]) == (0, []), complaint
    assert [(row["page"], row["revision"]) for row in council.listed("articles")] == [("full", 2), ("full", 2)]
    seen = [council.town.asked(path)[0].headers for path in ("/news", "/1", "/2")]
    assert {(each["Authorization"], each["X-Desk"]) for each in seen} == {("Basic ZGVzazpzM2NyZXQ=", "night")}
    assert "s3cret" not in council.monitor("config", "show")[1] + complaint


def test_a_proxy_carries_the_page_and_the_pages_that_it_links_to(council):
    pytest.importorskip("trafilatura", reason="needs the extra fulltext")
    for path in ("/news", "/1", "/2"):  # what a proxy is asked for is the whole address
        council.town.answers[f"http://council.example{path}"] = council.town.answers.get(path, (404, {}, b""))
    council.configure(f"""
        [sources.council]
        use = "page"
        url = "http://council.example/news"
        entry = "li.n"
        backfill = "notify"
        full_text = true
        proxy = "http://desk:pw@127.0.0.1:{council.town.port}"
        """)

    code, summary, complaint = council.once()

    assert (code, summary["articles"]) == (0, 2), complaint
    asked = [council.town.asked(f"http://council.example{path}")[0] for path in ("/news", "/1", "/2")]
    assert {each.headers["Proxy-Authorization"] for each in asked} == {"Basic ZGVzazpwdw=="}
