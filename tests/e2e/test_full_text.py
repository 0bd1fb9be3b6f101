"""Full text of linked pages: fetched after the entry, stored as a revision that is no edit, with a verdict that shows."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest

pytest.importorskip("trafilatura", reason="needs the extra fulltext")

SOURCE = """
[sources.wire]
use = "feed"
url = "{url}"
full_text = true
backfill = "notify"
every = "1s"
{more}

[rules.cables]
use = "word"
word = "cables"

[rules.disputes]
use = "contradiction"
"""
STORY = "".join(
    f"<p>Inspectors found cracks in cables of the bridge, section {n}, and the road to the harbour stays closed.</p>" for n in range(8)
)
PAGE = (
    "<html><head><title>{title}</title></head><body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{body}</article></body></html>"
)


@pytest.fixture
def wire(house):
    def made(*entries, more="", rss=None):
        house.town.serves("/feed", rss(*entries))
        return house.configure(SOURCE.format(url=house.town.url("/feed"), more=more)).detector()

    return made


def linked(house, entry, path, title="Bridge closed", date="", **more):
    date = date or format_datetime(datetime.now(UTC), usegmt=True)
    return entry(title, link=house.town.url(path), guid=path, body="The bridge was closed on Friday.", date=date, **more)


def page(house, path, body, title="Bridge closed", **more):
    house.town.serves(path, PAGE.format(title=title, body=body), content_type="text/html", **more)


def articles(house):
    return {row["ref"]: row for row in house.listed("articles")}


def test_the_page_of_a_new_entry_becomes_its_text_and_is_judged(house, wire, rss, entry):
    wire(linked(house, entry, "/a"), rss=rss)
    page(house, "/a", STORY)

    code, summary, complaint = house.once()

    assert (code, summary["articles"], summary["errors"]) == (0, 1, []), complaint
    [row] = house.listed("articles")
    assert (row["revision"], row["page"]) == (2, "full")
    assert row["text"].startswith("Bridge closed\n\nInspectors found cracks in cables")
    assert [alert["rule"] for alert in house.listed("alerts")] == ["cables"]
    _, said, _ = house.monitor("explain", str(row["id"]))
    assert "full" in said
    house.once()
    assert (len(house.town.asked("/a")), house.listed("articles")[0]["revision"]) == (1, 2)
    house.is_sound()


def test_an_entry_that_changes_has_its_page_fetched_again_and_a_changed_page_is_a_revision(house, wire, rss, entry):
    wire(linked(house, entry, "/a"), rss=rss)
    page(house, "/a", STORY)
    house.once()
    house.town.serves("/feed", rss(entry("Bridge closed", link=house.town.url("/a"), guid="/a", body="The bridge stays closed until May.")))
    page(house, "/a", STORY + "<p>The council expects the cables to be replaced in May.</p>")

    house.once()

    [row] = house.listed("articles")
    assert (row["revision"], "replaced in May" in row["text"]) == (4, True)
    assert [alert["kind"] for alert in house.listed("alerts")] == ["topic"]


VERDICTS = {
    "paywall": (200, "<p>The bridge was closed on Friday.</p></article><p>Subscribe now to continue reading.</p>", "paywall"),
    "cookies": (200, "<p>We use cookies. Accept all cookies. Manage your privacy choices before you continue.</p>", "cookie wall"),
    "summary": (200, "<p>The bridge was closed on Friday.</p>", "summary"),
    "gone": (404, "", "failed"),
    "forbidden": (403, "", "failed"),
    "for sale": (402, "", "paywall"),
}


@pytest.mark.parametrize(("status", "body", "verdict"), VERDICTS.values(), ids=VERDICTS)
def test_what_a_page_does_not_give_is_said_and_the_summary_stays(house, wire, rss, entry, status, body, verdict):
    wire(linked(house, entry, "/a"), rss=rss)
    page(house, "/a", body, status=status)

    house.once()
    house.once()

    [row] = house.listed("articles")
    assert (row["revision"], row["page"]) == (1, verdict)
    assert len(house.town.asked("/a")) == 1
    report = json.loads(house.monitor("status", "--format", "json")[1])
    assert report["pages"] == {"wire": {verdict: 1}}
    house.is_sound()


def test_a_page_that_cannot_be_had_now_is_tried_again_later(house, wire, rss, entry):
    wire(linked(house, entry, "/a"), rss=rss)
    page(house, "/a", "", status=503, retry_after="600")
    house.once()
    assert [row["page"] for row in house.listed("articles")] == ["owed"]
    [(attempts, message)] = house.sql("SELECT attempts, message FROM page")
    assert (attempts, "the server is in trouble (status 503)" in message) == (1, True)

    page(house, "/a", STORY)
    house.sql("UPDATE page SET next_try_at = '2026-01-01 00:00:00.000000'")
    house.once()

    assert [(row["page"], row["revision"]) for row in house.listed("articles")] == [("full", 2)]


def test_old_entries_of_a_baseline_are_left_and_fresh_ones_are_quiet(house, wire, rss, entry):
    old, fresh = linked(house, entry, "/old", date="Mon, 02 Mar 2020 09:00:00 GMT"), linked(house, entry, "/a")
    wire(old, fresh, rss=rss)
    house.path.write_text(house.path.read_text().replace('backfill = "notify"', ""))
    page(house, "/a", STORY)
    page(house, "/old", STORY)

    house.once()

    assert {ref: row["page"] for ref, row in articles(house).items()} == {"/old": None, "/a": "full"}
    assert house.sql("SELECT DISTINCT baseline FROM revision") == [(1,)]
    assert house.town.deliveries() == {}
    assert house.town.asked("/old") == []


def test_credentials_go_to_pages_of_the_sources_own_origin_only(house, wire, rss, entry):
    elsewhere = house.town.url("/b").replace("127.0.0.1", "localhost")
    more = 'auth = { token = { env = "HOME" } }\nheaders = { X-Desk = "night" }'
    wire(linked(house, entry, "/a"), entry("Bridge reopens", link=elsewhere, guid="/b"), more=more, rss=rss)
    for path in ("/a", "/b"):
        page(house, path, STORY)

    house.once()

    def seen(path):
        return [(bool(each.headers.get("Authorization")), each.headers.get("X-Desk")) for each in house.town.asked(path)]

    assert (seen("/a"), seen("/b")) == ([(True, "night")], [(False, None)])


def test_a_page_at_a_closed_address_is_not_asked(house, wire, rss, entry):
    wire(entry("Bridge closed", link="http://10.0.0.1/a", guid="1", date="Mon, 02 Mar 2026 09:00:00 GMT"), rss=rss)

    house.once()

    [(verdict, message)] = house.sql("SELECT verdict, message FROM page")
    assert (verdict, "10.0.0.1 is a private address" in message) == ("failed", True)


def test_hostile_pages_cost_only_themselves(house, wire, rss, entry):
    paths = {"/deep": "<div>" * 300_000, "/wide": "<p>a " * 400_000, "/binary": "\0\1\2" * 1000, "/good": STORY}
    wire(*(linked(house, entry, path) for path in paths), rss=rss)
    house.configure(house.tables[house.tables.index("[sources") :], workers=1, deadline="5s")
    for path, body in paths.items():
        page(house, path, body)

    code, summary, complaint = house.once()

    assert (code, summary["articles"]) == (0, 4), complaint
    assert {ref: row["page"] == "full" for ref, row in articles(house).items()} == {
        "/deep": False,
        "/wide": False,
        "/binary": False,
        "/good": True,
    }


def test_the_daemon_fetches_pages_as_entries_come(house, wire, rss, entry):
    wire(rss=rss)
    page(house, "/a", STORY)
    house.configure(house.tables[house.tables.index("[sources") :])
    daemon = house.runs()

    house.town.serves("/feed", rss(linked(house, entry, "/a")))
    daemon.waits_for("source.polled", articles=1)
    daemon.waits_for("alert.opened", rule="cables")
    assert daemon.stop() == 0


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_at_the_commit_of_a_page_it_is_stored_once(house, wire, rss, entry, when):
    wire(linked(house, entry, "/a"), rss=rss)
    page(house, "/a", STORY)

    assert house.driver.cycle(house, crash="T1 of a page", when=when)["ended"] == -9
    house.sql("UPDATE page SET leased_until = '2026-01-01 00:00:00.000000'")
    code, _, complaint = house.once()

    assert code == 0, complaint
    assert [(row["page"], row["revision"]) for row in house.listed("articles")] == [("full", 2)]
    assert len(house.town.asked("/a")) == (2 if when == "before" else 1)
    house.is_sound()
