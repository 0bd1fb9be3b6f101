"""`monitor sources add`: what is at an address or in a folder is shown, written down, and looked at once."""

from __future__ import annotations

import json
import tomllib

import pytest

HEAD = '<link rel="alternate" type="application/rss+xml" title="{title}" href="{href}">'
PAGE = "<html><head><title>Harbour News</title>{}</head><body><p>Welcome.</p></body></html>"


@pytest.fixture
def desk(house, rss, entry):
    """A house without sources of its own, and a feed of three entries in town."""
    dates = ["Mon, 02 Mar 2026 09:00:00 GMT", "Tue, 03 Mar 2026 09:00:00 GMT", "Wed, 04 Mar 2026 09:00:00 GMT"]
    entries = [
        entry(
            f"Flood, day {day}", link=f"https://news.example/{day}", guid=str(day), body="The water rose and the ferry was late.", date=date
        )
        for day, date in enumerate(dates, start=1)
    ]
    house.town.serves("/feed", rss(*entries))
    return house.configure('\n[rules.flood]\nuse = "topic"\nquery = "flood"\n')


def added(house, *arguments):
    code, said, complaint = house.monitor("sources", "add", *arguments)
    assert code == 0, complaint
    return said


def tables(house):
    return tomllib.loads(house.path.read_text())["sources"]


def test_a_feed_is_shown_written_and_looked_at_once(desk):
    before = desk.path.read_text()
    said = added(desk, desk.town.url("/feed"))

    lines = said.splitlines()
    assert lines[:5] == [
        f"feed: {desk.town.url('/feed')}",
        "title: Harbour News",
        "publisher: news.example",
        "language: en",
        "articles: 3; the latest:",
    ]
    assert lines[5:8] == ["  2026-03-04 09:00Z Flood, day 3", "  2026-03-03 09:00Z Flood, day 2", "  2026-03-02 09:00Z Flood, day 1"]
    assert lines[8].startswith("plan: every 1d, from how often it has had something new")
    assert lines[9:] == [f"written: [sources.harbour-news] in {desk.path}", "baseline: 3 stored, none told"]
    assert desk.path.read_text() == before.rstrip("\n") + f'\n\n[sources.harbour-news]\nuse = "feed"\nurl = "{desk.town.url("/feed")}"\n'
    assert [row["state"] for row in desk.listed("sources")] == ["ok"]
    assert len(desk.listed("alerts")) >= 1
    assert desk.town.deliveries() == {}


def test_a_page_leads_to_the_feeds_that_it_names(desk):
    desk.town.serves(
        "/", PAGE.format(HEAD.format(title="Old", href="/gone") + HEAD.format(title="All", href="/feed")), content_type="text/html"
    )

    said = added(desk, desk.town.url("/"), "--name", "harbour")

    assert f"feed: {desk.town.url('/feed')} (named by {desk.town.url('/')})\nthe page names 2 feeds; number 2 is taken" in said
    assert tables(desk) == {"harbour": {"use": "feed", "url": desk.town.url("/feed")}}


def test_another_feed_of_a_page_can_be_chosen(desk, rss, entry):
    desk.town.serves(
        "/", PAGE.format(HEAD.format(title="All", href="/feed") + HEAD.format(title="Sport", href="sport")), content_type="text/html"
    )
    desk.town.serves("/sport", rss(entry("A cup"), title="Sport"))

    added(desk, desk.town.url("/"), "--feed", "2")
    code, _, complaint = desk.monitor("sources", "add", desk.town.url("/"), "--feed", "3")

    assert tables(desk)["sport"]["url"] == desk.town.url("/sport")
    assert (code, complaint) == (1, f"monitor: {desk.town.url('/')} names 2 feeds, not 3\n")


def test_a_page_that_names_no_feed_has_it_at_a_usual_address_or_nowhere(desk):
    desk.town.serves("/world/", PAGE.format(""), content_type="text/html")
    code, _, complaint = desk.monitor("sources", "add", desk.town.url("/world/x"))
    assert (code, complaint) == (1, f"monitor: cannot fetch {desk.town.url('/world/x')}: nothing is there (status 404)\n")

    added(desk, desk.town.url("/world/"))
    assert tables(desk)["harbour-news"]["url"] == desk.town.url("/feed")

    desk.town.answers.pop("/feed")
    code, _, complaint = desk.monitor("sources", "add", desk.town.url("/world/"))
    assert code == 1
    assert f"no feed at {desk.town.url('/world/')}: none can be read" in complaint


def test_a_feed_that_has_moved_for_good_is_watched_where_it_is_now(desk):
    desk.town.answers["/old"] = (301, {"Location": desk.town.url("/feed")}, b"")
    desk.town.answers["/today"] = (302, {"Location": desk.town.url("/feed")}, b"")

    added(desk, desk.town.url("/old"), "--dry-run")
    assert f'url = "{desk.town.url("/feed")}"' in added(desk, desk.town.url("/old"), "--dry-run")
    assert f'url = "{desk.town.url("/today")}"' in added(desk, desk.town.url("/today"), "--dry-run")
    assert "sources" not in tomllib.loads(desk.path.read_text())


def test_the_same_address_is_refused_with_the_name_it_has(desk):
    added(desk, desk.town.url("/feed"), "--name", "mine")

    code, _, complaint = desk.monitor("sources", "add", desk.town.url("/feed"))

    assert code == 1
    assert complaint.startswith("monitor: it is watched already, as source 'mine'")
    assert list(tables(desk)) == ["mine"]


def test_a_key_is_sent_to_the_given_address_and_not_to_a_feed_elsewhere(desk, rss, entry):
    page = PAGE.format(HEAD.format(title="All", href=desk.town.url("/feed").replace("127.0.0.1", "localhost")))
    desk.town.serves("/", page, content_type="text/html")

    added(desk, desk.town.url("/"), "--set", 'auth={ token = "t-1" }', "--dry-run")
    said = added(desk, desk.town.url("/feed"), "--set", 'auth={ token = { env = "HOME" } }', "--every", "2h")

    assert [request.headers.get("Authorization") for request in desk.town.asked("/")] == ["Bearer t-1"]
    assert [bool(request.headers.get("Authorization")) for request in desk.town.asked("/feed")] == [False, True, True]
    assert tables(desk)["harbour-news"] == {"use": "feed", "url": desk.town.url("/feed"), "every": "2h", "auth": {"token": {"env": "HOME"}}}
    assert "plan: every 2h, as you say" in said


def test_a_folder_and_a_file_are_shown_and_watched(desk):
    desk.report("a.txt", "Title: A flood\n\nThe water rose.").report("b.txt", "Title: A fire\n\nThe harbour burned.")

    said = added(desk, str(desk.folder / "reports"), "--backfill", "notify")
    row = json.loads(added(desk, str(desk.folder / "reports" / "a.txt"), "--format", "ndjson"))

    assert said.startswith("folder: reports\narticles: 2; the latest:\n")
    assert "plan: looked at every 10s\n" in said
    assert said.endswith("first look: 2 stored; alerts are told by the next `monitor once`, or by the running monitor\n")
    assert tables(desk)["reports"] == {"use": "folder", "path": "reports", "backfill": "notify"}
    assert (row["name"], row["path"], row["stored"]) == ("a", "reports/a.txt", 1)


def test_where_no_configuration_is_one_is_made(desk):
    desk.path.unlink()
    desk.report("a.txt", "Title: A flood\n\nThe water rose.")

    assert "would be written" in added(desk, str(desk.folder / "reports"), "--dry-run")
    assert not desk.path.exists()
    added(desk, str(desk.folder / "reports"))

    assert tables(desk) == {"reports": {"use": "folder", "path": "reports"}}
    assert desk.monitor("check")[0] == 0


WRONG = {
    "nothing": (("/nowhere/at/all",), "neither an address nor a file or folder that exists: '/nowhere/at/all'"),
    "ftp": (("ftp://news.example/feed",), "only http and https addresses can be watched"),
    "no report": (("monitor.toml",), "neither a report file (.txt, .md, .html, .ndjson, .pdf) nor an OPML list of feeds: 'monitor.toml'"),
    "a bad interval": (("{feed}", "--every", "soon"), "the new source: every: should be a duration"),
    "an unknown key": (("{feed}", "--set", "evry=1h"), "the new source: evry: unknown key (did you mean 'every'?)"),
    "the address as a key": (("{feed}", "--set", "url=x"), "url cannot be set"),
    "a taken name": (("{feed}", "--name", "other"), "a source is named 'other' already"),
    "closed": (("http://10.0.0.1/feed",), '10.0.0.1 is a private address (if this is meant, add "10.0.0.1:80" to `[net] allow`)'),
    "no feed": (("{data}",), "answered with something that is no feed"),
}


@pytest.mark.parametrize(("words", "said"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_watched_is_refused_in_one_line_and_nothing_is_written(desk, words, said):
    desk.configure('[sources.other]\nuse = "folder"\npath = "other"\n')
    desk.town.serves("/data", b"12", content_type="text/plain")
    before = desk.path.read_text()
    named = {"{feed}": desk.town.url("/feed"), "{data}": desk.town.url("/data"), "monitor.toml": str(desk.path)}

    code, _, complaint = desk.monitor("sources", "add", *(named.get(word, word) for word in words))

    assert code in (1, 2)
    assert said.replace("'monitor.toml'", repr(str(desk.path))) in complaint
    assert "Traceback" not in complaint
    assert desk.path.read_text() == before


def test_a_running_daemon_takes_a_new_source_up(desk, rss, entry):
    desk.configure('[rules.flood]\nuse = "topic"\nquery = "flood"\n', workers=1)
    daemon = desk.runs()

    added(desk, desk.town.url("/feed"), "--every", "1s", "--set", "timeout=5s")

    daemon.waits_for("config.reloaded", sources=1)
    desk.town.serves("/feed", rss(entry("Flood, day 4", link="https://news.example/4", guid="4")))
    daemon.waits_for("source.polled", source="harbour-news", articles=1)
    assert daemon.stop() == 0
