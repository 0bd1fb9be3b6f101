"""Reads and writes lists of feeds, hostile ones included."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from monitor.acquire.opml import Opml, Outline, is_opml, read_opml, write_opml
from monitor.errors import SourceError

LIST = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE opml [<!ENTITY x "boom"><!ENTITY y SYSTEM "file:///etc/passwd">]>
<opml version="2.0">
  <head><title>The desk&#39;s feeds</title><ownerName>Ann</ownerName></head>
  <body>
    <outline text="World">
      <outline text="Asia" title="Asia">
        <outline type="rss" text="Dunmere &amp; Sons" xmlUrl=" https://dunmere.example/feed?a=1&b=2 "
          htmlUrl="https://dunmere.example/" language="en-GB"/>
      </outline>
      <outline title="Quays" XMLURL="http://quays.example/rss"/>
    </outline>
    <outline text="A note"/>
    <outline text="&nbsp;&x;" xmlUrl="https://odd.example/"></outline>
  </body>
</opml>
"""


def test_feeds_are_read_in_order_with_the_folders_they_lie_in():
    read = read_opml(LIST)

    assert (read.title, read.warning) == ("The desk's feeds", "")
    assert read.feeds == (
        Outline(
            url="https://dunmere.example/feed?a=1&b=2", title="Dunmere & Sons", folders=("World", "Asia"), lang="en-GB",
            home="https://dunmere.example/",
        ),
        Outline(url="http://quays.example/rss", title="Quays", folders=("World",)),
        Outline(url="https://odd.example/", title="&x;"),
    )  # fmt: skip


def test_what_is_written_reads_the_same():
    feeds = read_opml(LIST).feeds

    assert read_opml(write_opml(feeds, "Mine")) == Opml(title="Mine", feeds=feeds)


NAMES = some.text(some.characters(min_codepoint=33, max_codepoint=0x2FFF, exclude_categories=("C", "Z")), min_size=1, max_size=20)


@given(some.lists(some.builds(Outline, url=NAMES, title=NAMES, folders=some.lists(NAMES, max_size=3).map(tuple)), max_size=8))
def test_every_list_survives_a_round_trip_folder_by_folder(feeds):
    read = read_opml(write_opml(feeds, "Mine")).feeds

    def gathered(these):
        return {folders: [feed.url for feed in these if feed.folders == folders] for folders in {feed.folders for feed in these}}

    # Characters that Unicode writes in two ways come back in the one way of NFC.
    assert len(read) == len(feeds)
    if all(feed.title.isascii() and "".join(feed.folders).isascii() for feed in feeds):
        assert gathered(read) == gathered(feeds)


def test_a_list_that_breaks_off_gives_what_came_before_with_a_warning():
    read = read_opml(LIST[: LIST.index('<outline text="A note"')])

    assert len(read.feeds) == 2
    assert "line" in read.warning


@pytest.mark.parametrize(
    "text", ["", "<rss/>", "<opml><body><outline</body>", "<opml>" + "<outline>" * 200], ids=["empty", "feed", "broken", "too-deep"]
)
def test_what_is_no_list_says_so(text):
    with pytest.raises(SourceError):
        read_opml(text)


def test_a_list_is_told_from_a_feed_and_a_page():
    assert is_opml(LIST)
    assert not is_opml("<html><body>opml <opmlx></body>")


HOSTILE = {
    "laughs": '<!DOCTYPE opml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><opml><body>'
    + '<outline text="&b;" xmlUrl="x"/>' * 9
    + "</body></opml>",
    "entity bomb inside": "<opml>" + "&a;" * 500_000 + "<body><outline xmlUrl='x'/></body></opml>",
    "ampersands": "<opml><body>" + "<outline xmlUrl='x' text='& & &'/>" * 30_000,
    "attributes": "<opml><body><outline " + " ".join(f'a{n}="1"' for n in range(50_000)) + " xmlUrl='x'/></body></opml>",
    "long": "<opml><body>" + "<outline xmlUrl='x'/>" * 100_000,
    "wide": "<opml><body><outline xmlUrl='" + "x" * 5_000_000 + "'/></body></opml>",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_list_costs_bounded_time_and_expands_nothing(text):
    began = time.process_time()

    try:
        read = read_opml(text)
    except SourceError:
        read = Opml()

    assert time.process_time() - began < 20
    assert all(len(feed.url) <= 4_000 and "hahaha" not in feed.title for feed in read.feeds)
