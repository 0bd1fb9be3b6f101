"""Lists of feeds: what is in one is written down but for what is there or cannot be; what is written down can be listed."""

from __future__ import annotations

import json
import tomllib

import pytest

from monitor.acquire.opml import read_opml

LIST = """\
<opml version="2.0"><head><title>The desk</title></head><body>
  <outline text="World"><outline text="Asia/Pacific"><outline text="Dunmere Courier" type="rss" xmlUrl="https://dunmere.example/feed"/></outline>
    <outline text="Quays" xmlUrl="http://quays.example/rss" language="fr-FR"/></outline>
  <outline text="Quays again" xmlUrl="https://www.quays.example/rss?utm_source=x"/>
  <outline text="City" xmlUrl="{town}"/>
  <outline text="Odd" xmlUrl="javascript:alert(1)"/>
  <outline xmlUrl="https://north.example/a"/><outline xmlUrl="https://north.example/b"/>
  <outline text="북한 뉴스" xmlUrl="https://seoul.example/rss"/>
</body></opml>
"""


@pytest.fixture
def desk(house, rss, entry):
    house.town.serves("/city", rss(entry("A flood")))
    house.configure(f'[sources.town]\nuse = "feed"\nurl = "{house.town.url("/city")}"\n')
    (house.folder / "desk.opml").write_text(LIST.format(town=house.town.url("/city")), encoding="utf-8")
    return house


def sources(house):
    return tomllib.loads(house.path.read_text())["sources"]


def test_a_list_is_written_down_but_for_what_is_there_or_cannot_be_watched(desk):
    code, said, _ = desk.monitor("sources", "add", str(desk.folder / "desk.opml"), "--every", "2h")

    assert code == 1
    assert said.splitlines() == [
        "list: The desk, 8 feeds in 2 groups",
        "new: 5; watched already: 2; cannot be watched: 1",
        "left out: Quays again https://www.quays.example/rss?utm_source=x: watched already, as 'quays'",
        f"left out: City {desk.town.url('/city')}: watched already, as 'town'",
        "left out: Odd javascript:alert(1): only http and https are fetched, not 'javascript'",
        f"written: 5 tables in {desk.path}",
        "first look: with the next `monitor once`, or by the running monitor within a minute; what is there then tells nobody",
    ]
    assert {name: table["url"] for name, table in sources(desk).items()} == {
        "town": desk.town.url("/city"),
        "dunmere-courier": "https://dunmere.example/feed",
        "quays": "http://quays.example/rss",
        "north-example": "https://north.example/a",
        "north-example-2": "https://north.example/b",
        "seoul-example": "https://seoul.example/rss",
    }
    assert sources(desk)["dunmere-courier"] == {
        "use": "feed", "url": "https://dunmere.example/feed", "group": "World/Asia-Pacific", "every": "2h",
    }  # fmt: skip
    assert sources(desk)["quays"]["lang"] == "fr"
    assert desk.monitor("check")[0] == 0
    assert {row["name"]: row["state"] for row in desk.listed("sources")} == dict.fromkeys(sources(desk), "quiet")
    assert [row["name"] for row in desk.listed("sources", "--group", "World")] == ["dunmere-courier", "quays"]
    assert [row["name"] for row in desk.listed("sources", "--group", "World/Asia-Pacific")] == ["dunmere-courier"]


def test_a_list_at_an_address_can_be_rehearsed(desk):
    desk.town.serves("/list", LIST.format(town="https://else.example/"), content_type="text/x-opml")
    before = desk.path.read_text()

    code, said, _ = desk.monitor("sources", "add", desk.town.url("/list"), "--dry-run")
    _, rows, _ = desk.monitor("sources", "add", desk.town.url("/list"), "--dry-run", "--format", "ndjson")

    assert code == 1
    assert "would be written: [sources.dunmere-courier] https://dunmere.example/feed\n" in said
    assert [json.loads(row)["said"][:16] for row in rows.splitlines()] == ["", "", "watched already,", "", "only http and ht", "", "", ""]
    assert desk.path.read_text() == before


def test_hundreds_of_feeds_come_back_the_same_from_an_export(desk):
    feeds = "".join(f'<outline text="f-{n}" xmlUrl="https://news{n}.example/feed?id={n}&amp;x=1"/>' for n in range(400))
    (desk.folder / "many.opml").write_text(f"<opml><body><outline text='All &lt;of&gt; it'>{feeds}</outline></body></opml>")
    code, said, complaint = desk.monitor("sources", "add", str(desk.folder / "many.opml"))
    assert (code, "new: 400;" in said) == (0, True), complaint

    code, exported, _ = desk.monitor("sources", "export", "--format", "opml")
    before = sources(desk)
    desk.configure("")
    (desk.folder / "back.opml").write_text(exported, encoding="utf-8")
    assert desk.monitor("sources", "add", str(desk.folder / "back.opml"))[0] == 0

    assert sources(desk) == before
    assert len(read_opml(exported).feeds) == 401


def test_an_export_leaves_out_what_is_no_feed_and_keys(desk):
    desk.configure(
        f'[sources.a]\nuse = "feed"\nurl = "{desk.town.url("/city?token=abc")}"\nheaders = {{ X-Key = "secret-1" }}\n'
        '[sources.b]\nuse = "folder"\npath = "reports"\n[sources.c]\nuse = "feed"\nurl = "https://news.example/feed"\n'
        'auth = { token = "secret-2" }\ngroup = "Night/Desk"\n'
    )

    code, said, complaint = desk.monitor("sources", "export")
    _, whole, _ = desk.monitor("sources", "export", "--keys")
    desk.monitor("sources", "export", str(desk.folder / "out.opml"))

    assert code == 0
    assert complaint == "left out: 1 that are no feeds\nleft out: 1 that are feeds whose address holds a key: see --keys\n"
    assert [(feed.title, feed.folders) for feed in read_opml(said).feeds] == [("c", ("Night", "Desk"))]
    assert len(read_opml(whole).feeds) == 2
    assert "secret" not in said + whole
    assert (desk.folder / "out.opml").read_text() == said


@pytest.mark.parametrize(
    ("text", "said"),
    [("<opml><body>", "cannot be read as OPML: ill-formed in line 1"), ("<rss></rss>", "neither a report file")],
    ids=["broken", "feed"],
)
def test_a_file_that_is_no_list_is_refused(desk, text, said):
    (desk.folder / "x.opml").write_text(text)

    code, _, complaint = desk.monitor("sources", "add", str(desk.folder / "x.opml"))

    assert (code in (1, 2), said in complaint) == (True, True)
