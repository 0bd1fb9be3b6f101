"""Feeds over HTTP through `monitor once`: one article each, whatever feeds do, and words for what is wrong with them."""

from __future__ import annotations

import pytest

FEED = """
[sources.wire]
use = "feed"
url = "{url}"
backfill = "notify"
every = "1s"
"""
FLOOD = """
[rules.flood]
use = "word"
word = "flood"
"""


@pytest.fixture
def wire(house):
    return house.configure(FEED.format(url=house.town.url("/feed")) + FLOOD).detector()


def polls(house, *documents):
    """Poll once for each document; give the summaries."""
    done = []
    for document in documents:
        house.town.serves("/feed", document)
        code, summary, complaint = house.once()
        assert (code, summary["errors"]) == (0, []), complaint
        done.append(summary)
    return done


def counted(house):
    return [(row["title"], row["revision"]) for row in reversed(house.listed("articles"))]


def link(number, more=""):
    return f"https://news.example/{number}{more}"


CASES = {
    "guids that change with every fetch": [("A flood", link(1), "x1"), ("A flood", link(1), "x2"), ("A flood", link(1), "x3")],
    "tracking parameters": [
        ("A flood", link(1, "?utm_source=rss&id=7"), ""),
        ("A flood", link(1, "?id=7&utm_campaign=x&fbclid=9"), ""),
        ("A flood", link(1, "?id=7"), ""),
    ],
    "a link that moves under one guid": [("A flood", link(1), "g"), ("A flood", link("new/1"), "g")],
    "neither guid nor link": [("A flood", "", ""), ("A flood", "", "")],
    "http and https": [("A flood", "http://news.example/1", ""), ("A flood", "https://www.news.example/1", "")],
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_same_entry_is_one_article(wire, rss, entry, case):
    done = polls(wire, *(rss(entry(title, link=url, guid=guid, body="The water rose.")) for title, url, guid in case))

    assert [summary["articles"] for summary in done] == [1] + [0] * (len(case) - 1)
    assert counted(wire) == [("A flood", 1)]
    assert wire.sql("SELECT count(*) FROM hit") == [(1,)]


def test_entries_that_share_a_guid_are_told_apart(wire, rss, entry):
    entries = [entry(f"A flood, number {number}", link=link(number), guid="same") for number in range(3)]

    done = polls(wire, rss(*entries), rss(*reversed(entries)), rss(*entries[1:]))

    assert [summary["articles"] for summary in done] == [3, 0, 0]
    assert len(counted(wire)) == 3


def test_a_feed_in_another_order_or_with_less_brings_nothing(wire, rss, entry):
    entries = [entry(f"A flood, number {number}", link=link(number), guid=f"{number}") for number in range(5)]

    done = polls(wire, rss(*entries), rss(*reversed(entries)), rss(*entries[2:4]), rss(*entries))

    assert [(summary["articles"], summary["revisions"]) for summary in done] == [(5, 0), (0, 0), (0, 0), (0, 0)]


def test_an_edited_entry_is_a_revision_and_an_edit_taken_back_another(wire, rss, entry):
    texts = ["The water rose by one metre.", "The water rose by two metres, said the flood office.", "The water rose by one metre."]

    done = polls(wire, *(rss(entry("A flood", link=link(1), guid="1", body=text)) for text in texts))

    assert [(summary["articles"], summary["revisions"]) for summary in done] == [(1, 0), (0, 1), (0, 1)]
    assert counted(wire) == [("A flood", 3)]
    assert [text.split("\n")[-1] for (text,) in wire.sql("SELECT text FROM revision ORDER BY number")] == texts
    assert wire.sql("SELECT count(*) FROM work") == [(0,)]
    wire.is_sound()


def test_a_moved_feed_is_followed_and_brings_nothing_twice(wire, rss, entry):
    document = rss(entry("A flood", link=link(1), guid="1"))
    polls(wire, document)
    wire.town.serves("/elsewhere", document)
    wire.town.answers["/feed"] = (301, {"Location": wire.town.url("/elsewhere")}, b"")

    code, summary, _ = wire.once()

    assert (code, summary["articles"], summary["fetched"]) == (0, 0, 1)
    assert wire.sql("SELECT moved_to FROM source") == [(wire.town.url("/elsewhere"),)]
    [row] = wire.listed("sources")
    assert (row["state"], row["error"], row["articles"]) == ("ok", None, 1)


def test_two_feeds_with_one_article_share_it_and_only_the_first_revises_it(house, rss, entry):
    second = FEED.replace("sources.wire", "sources.copy").format(url=house.town.url("/copy"))
    house.configure(FEED.format(url=house.town.url("/feed")) + FLOOD).detector()
    polls(house, rss(entry("A flood", link=link(1), guid="1", body="One metre.")))
    house.configure(FEED.format(url=house.town.url("/feed")) + second + FLOOD)
    house.town.serves("/copy", rss(entry("A flood, shortened", link=link(1, "?utm_source=copy"), guid="c1", body="One.")))

    _, summary, _ = house.once()

    assert (summary["fetched"], summary["articles"], summary["revisions"]) == (2, 0, 0)
    assert counted(house) == [("A flood", 1)]


def test_an_unchanged_feed_is_asked_for_with_its_validators_and_costs_nothing(wire, rss, entry):
    document = rss(entry("A flood", link=link(1), guid="1"))
    wire.town.serves("/feed", document, etag='W/"a b"', last_modified="Mon, 02 Mar 2026 09:00:00 GMT")
    wire.once()

    code, summary, _ = wire.once()

    first, second = (request.headers for request in wire.town.asked("/feed"))
    assert "If-None-Match" not in first
    assert (second["If-None-Match"], second["If-Modified-Since"]) == ('W/"a b"', "Mon, 02 Mar 2026 09:00:00 GMT")
    assert (code, summary["fetched"], summary["articles"], summary["errors"]) == (0, 1, 0, [])
    assert wire.listed("sources")[0]["state"] == "ok"


WRONG = {
    "server error": (500, {}, b"", "failing", "500"),
    "gone": (410, {}, b"", "gone", "410"),
    "not found": (404, {}, b"", "failing", "404"),
    "web page": (200, {"Content-Type": "text/html"}, b"<!doctype html><html><body>News</body></html>", "failing", "web page"),
    "empty": (200, {}, b"", "failing", "nothing"),
    "no feed": (200, {"Content-Type": "text/plain"}, b"hello", "failing", "no feed"),
    "forbidden address": (302, {"Location": "http://169.254.169.254/latest/meta-data"}, b"", "blocked", "169.254.169.254"),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_is_wrong_with_a_source_is_said_in_words(wire, rss, entry, wrong):
    status, headers, body, state, words = wrong
    polls(wire, rss(entry("A flood", link=link(1), guid="1")))
    wire.town.answers["/feed"] = (status, headers, body)

    code, summary, _ = wire.once()

    [row] = wire.listed("sources")
    assert (code, len(summary["errors"])) == (1, 1)
    assert (row["state"], row["articles"]) == (state, 1)
    assert words in row["error"]
    assert "\n" not in row["error"]
    assert summary["errors"] == [f"source wire: {row['error']}"]
    shown, report, _ = wire.monitor("status", "--format", "json")
    assert shown == 1
    assert f"source wire is {state}" in report


def test_a_source_that_is_gone_is_not_asked_again(wire):
    wire.town.answers["/feed"] = (410, {}, b"")
    wire.once()

    code, summary, _ = wire.once()

    assert len(wire.town.asked("/feed")) == 1
    assert (code, summary["fetched"]) == (0, 0)


def test_a_truncated_feed_gives_what_it_holds_and_is_fetched_again_whole(wire, rss, entry):
    whole = rss(*(entry(f"A flood, number {number}", link=link(number), guid=f"{number}") for number in range(4))).encode()
    cut = whole[: whole.rindex(b"<item>") + 20]
    wire.town.serves("/feed", cut, etag='"v1"')
    first, some, _ = wire.once()
    [row] = wire.listed("sources")
    wire.town.serves("/feed", whole, etag='"v1"')

    second, rest, _ = wire.once()

    assert (first, second, row["error"]) == (0, 0, None)
    assert row["warning"]
    assert some["articles"] >= 3
    assert some["articles"] + rest["articles"] == 4
    assert "If-None-Match" not in wire.town.asked("/feed")[1].headers
    assert wire.listed("sources")[0]["warning"] is None


def test_a_body_that_breaks_off_is_not_taken_for_the_whole(wire, rss, entry):
    whole = rss(*(entry(f"A flood, number {number}", link=link(number), guid=f"{number}") for number in range(4))).encode()
    wire.town.answers["/feed"] = (200, {"Content-Length": str(len(whole)), "ETag": '"v1"', "Connection": "close"}, whole[:-400])
    wire.once()
    wire.town.serves("/feed", whole, etag='"v1"')

    code, _, _ = wire.once()

    assert code == 0
    assert len(counted(wire)) == 4


def test_one_bad_source_costs_the_others_nothing(house, rss, entry):
    tables = "".join(FEED.replace("wire", name).format(url=house.town.url(f"/{name}")) for name in ("bad", "good", "odd"))
    house.configure(tables + FLOOD).detector()
    house.town.serves("/bad", b"<rss><channel>" + b"<item>" * 50_000 + b"&#x110000;\x00")
    house.town.serves("/odd", b"\xff\xfe\x00\x00" * 1000)
    house.town.serves("/good", rss(entry("A flood", link=link(1), guid="1")))

    code, summary, _ = house.once()

    states = {row["name"]: row["state"] for row in house.listed("sources")}
    assert states["good"] == "ok"
    assert summary["hits"] == 1
    assert code == (1 if "failing" in states.values() else 0)
    assert all(error.startswith(("source bad: ", "source odd: ")) for error in summary["errors"])
