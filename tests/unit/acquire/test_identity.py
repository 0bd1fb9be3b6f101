from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.acquire.identity import canonical_link, identify, identify_report
from monitor.model.article import Entry

NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)


def entry(guid: str | None = None, link: str | None = None, title: str = "T", text: str = "Body") -> Entry:
    return Entry(source="s", ref="", keys=(), id=guid, link=link, title=title, summary=text, fetched_at=NOW)


class Known:
    """Articles by key, as intake keeps them: the first known key names the article, unknown keys are added to it."""

    def __init__(self) -> None:
        self.articles: dict[str, int] = {}

    def take(self, *entries: Entry, source: str = "s") -> list[int]:
        return [self._one(each) for each in identify(source, entries)]

    def _one(self, each: Entry) -> int:
        number = next((self.articles[key] for key in each.keys if key in self.articles), len(set(self.articles.values())) + 1)
        for key in each.keys:
            self.articles.setdefault(key, number)
        return number


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.example/x", "https://a.example/x"),
        ("https://a.example/x", "HTTPS://A.Example./x"),
        ("https://a.example/x", "https://www.a.example/x"),
        ("https://a.example:443/x", "http://a.example:80/x"),
        ("https://a.example/x", "https://a.example/x#comments"),
        ("https://a.example/x?a=1&b=2", "https://a.example/x?b=2&a=1"),
        ("https://a.example/x", "https://a.example/x?utm_source=rss&utm_medium=feed"),
        ("https://a.example/x?id=3", "https://a.example/x?fbclid=Iw&id=3&GCLID=7"),
        ("https://a.example/~x/%E4", "https://a.example/%7Ex/%e4"),
        ("https://a.example/a/../x/./y", "https://a.example/x/y"),
        ("https://bücher.example/x", "https://xn--bcher-kva.example/x"),
        ("https://a.example", "https://a.example/"),
        ("https://a.example/x?", "https://a.example/x"),
        ("https://a.example/x y", "https://a.example/x%20y"),
        ("https://a.example/x", "https://a.example/x;jsessionid=81F?PHPSESSID=2"),
        ("https://u:p@a.example/x", "https://a.example/x"),
    ],
)
def test_spellings_of_one_address_have_one_canonical_link(one, other):
    assert canonical_link(one) == canonical_link(other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/x", "https://a.example/X"),
        ("https://a.example/x", "https://a.example/x/"),
        ("https://a.example/x", "https://b.example/x"),
        ("https://a.example/x?id=1", "https://a.example/x?id=2"),
        ("https://a.example/x?pk=1", "https://a.example/x?pk=2"),
        ("https://a.example/a%2Fb", "https://a.example/a/b"),
        ("https://a.example:8080/x", "https://a.example/x"),
        ("https://a.example/#!/one", "https://a.example/#!/two"),
        ("https://a.example/?q=%E9", "https://a.example/?q=%C3%A9"),
        ("https://a.example/?q=a%26b=1", "https://a.example/?q=a&b=1"),
        ("https://news.a.example/x", "https://a.example/x"),
    ],
)
def test_different_addresses_stay_different(one, other):
    assert canonical_link(one) != canonical_link(other)


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "urn:uuid:1",
        "tag:a.example,2026:1",
        "mailto:a@b.example",
        "javascript:alert(1)",
        "/x",
        "http://",
        "http://a:99999/",
        "http://[::1/",
        "http://a.example/\ud800",
    ],
)
def test_what_is_no_web_address_has_no_canonical_link(url):
    assert canonical_link(url) is None


SEGMENT = st.text("abcXYZ019-_~é中", min_size=1, max_size=8)
PAIR = st.tuples(st.sampled_from(["id", "page", "q", "a", "pk", "ref"]), st.text("abc019é+", max_size=5)).map("=".join)
NOISE = st.sampled_from(["utm_source=x", "UTM_Medium=y", "fbclid=z", "gclid=1", "mc_cid=2", "_ga=3", "utm_x="])


@given(
    st.lists(SEGMENT, max_size=4), st.lists(PAIR, max_size=4, unique=True), st.lists(NOISE, max_size=3), st.randoms(use_true_random=False)
)
def test_tracking_order_and_case_of_the_host_never_change_the_link(path, pairs, noise, chance):
    mixed = [*pairs, *noise]
    chance.shuffle(mixed)
    plain = f"https://news.example/{'/'.join(path)}?{'&'.join(pairs)}"
    dressed = f"HTTP://WWW.News.EXAMPLE:80/{'/'.join(path)}?{'&'.join(mixed)}#top"

    assert canonical_link(plain) == canonical_link(dressed)


@given(st.lists(SEGMENT, max_size=4), st.lists(SEGMENT, max_size=4))
def test_different_paths_always_change_the_link(one, other):
    same = canonical_link(f"https://a.example/{'/'.join(one)}") == canonical_link(f"https://a.example/{'/'.join(other)}")

    assert same == (one == other)


@given(st.text(max_size=80))
def test_a_canonical_link_is_its_own_canonical_link(text):
    link = canonical_link(f"https://a.example/{text}") or ""

    assert canonical_link(link) == (link or None)


def test_keys_are_guid_then_link():
    [named] = identify("s", [entry("g", "http://www.a.example/x?utm_source=y")])

    assert named.keys == ("guid:s:g", "link:https://a.example/x")
    assert named.ref == "guid:s:g"


def test_guids_that_change_with_every_fetch_make_no_second_article():
    known = Known()

    first = known.take(entry("g1", "https://a.example/1"), entry("g2", "https://a.example/2", "U"))
    again = known.take(entry("h1", "https://a.example/1"), entry("h2", "https://a.example/2", "U"))

    assert again == first == [1, 2]


def test_changing_guids_without_links_are_known_by_their_text():
    known = Known()

    assert known.take(entry("g1")) == known.take(entry("g2", title=" t ", text="<p>BODY</p>"))


def test_edited_reordered_and_moved_entries_stay_the_same_article():
    known = Known()
    known.take(entry("g1", "https://a.example/1"), entry("g2", "https://a.example/2", "U"))

    again = known.take(entry("g2", "https://new.example/two", "U corrected"), entry("g1", "https://a.example/1?utm_source=z", text="Other"))

    assert again == [2, 1]


def test_the_same_article_in_two_feeds_is_one_article_and_equal_guids_are_not():
    known = Known()
    known.take(entry("1", "https://a.example/1"), source="one")

    assert known.take(entry("other", "https://a.example/1#x"), entry("1", "https://a.example/2"), source="two") == [1, 2]


def test_entries_without_id_and_link_are_known_by_content():
    known = Known()

    assert known.take(entry(), entry(text="Else")) == [1, 2]
    assert known.take(entry(text="Else"), entry()) == [2, 1]
    assert known.take(entry(), source="other") == [3]


def test_a_guid_used_twice_in_one_document_falls_back_to_guid_link_and_title():
    known = Known()
    first = known.take(entry("g", "https://a.example/1"), entry("g", "https://a.example/2"), entry("g", None, "Third"))

    assert first == [1, 2, 3]
    assert known.take(entry("g", None, "Third"), entry("g", "https://a.example/2"), entry("g", "https://a.example/1")) == [3, 2, 1]


def test_a_link_that_several_entries_share_does_not_identify_them():
    known = Known()
    shared = "https://a.example/live"

    assert known.take(entry("g1", shared, "A"), entry("g2", shared, "B"), entry(None, shared, "C"), entry(None, shared, "D")) == [
        1,
        2,
        3,
        4,
    ]


@pytest.mark.parametrize("link", ["https://a.example/", "https://a.example/news/"], ids=["front page", "the feed's own page"])
def test_a_page_that_shows_everything_identifies_nothing(link):
    one, two = (identify("s", [entry(guid, link, title)], home="http://a.example/news/")[0] for guid, title in (("g1", "A"), ("g2", "B")))

    assert not set(one.keys) & set(two.keys)


def test_a_repeated_entry_is_taken_once_in_its_first_place():
    named = identify("s", [entry("g1", "https://a.example/1"), entry("g2", "https://a.example/2"), entry("g1", "https://a.example/1")])

    assert [each.id for each in named] == ["g1", "g2"]


def test_different_guids_with_equal_texts_and_no_links_stay_apart_in_one_document():
    known = Known()

    assert known.take(entry("g1"), entry("g2")) == [1, 2]


def test_very_long_guids_make_short_keys():
    one, two = identify("s", [entry("g" * 100_000), entry("g" * 100_001)])

    assert one.keys != two.keys
    assert max(map(len, one.keys + two.keys)) < 200


@given(
    st.lists(
        st.builds(
            entry,
            st.sampled_from([None, "a", "b"]),
            st.sampled_from([None, "https://a.example/1", "https://a.example/2"]),
            st.sampled_from("TU"),
            st.sampled_from(["", "x"]),
        )
    )
)
def test_every_entry_has_a_key_and_no_two_share_their_strongest(entries):
    named = identify("s", entries)

    assert all(each.keys for each in named)
    assert len({each.keys[0] for each in named}) == len(named)
    assert identify("s", list(reversed(entries))) is not None


REPORT = replace(entry(text=""), kind="report", plain=True)


@pytest.mark.parametrize(
    ("report", "path", "key"),
    [
        (replace(REPORT, id="7", link="https://www.a.example/x?utm_source=y"), "a.txt", "link:https://a.example/x"),
        (replace(REPORT, id="7"), "a.txt", "report:s:7"),
        (REPORT, "sub/a.txt", "path:s:sub/a.txt"),
    ],
    ids=["address", "id", "path"],
)
def test_a_report_has_exactly_one_key(report, path, key):
    assert identify_report("s", report, path).keys == (key,)


def test_rows_without_id_and_address_are_known_by_content():
    one, same, other = (identify_report("s", replace(REPORT, content=text)).keys for text in ("x  y", "X y", "z"))

    assert one == same != other
    assert one[0].startswith("text:s:")


def test_reports_with_different_ids_and_equal_texts_stay_separate():
    assert identify_report("s", replace(REPORT, id="1")).keys != identify_report("s", replace(REPORT, id="2")).keys


def test_a_feed_and_a_report_of_one_address_share_their_key():
    report = identify_report("folder", replace(REPORT, link="https://a.example/x"))

    assert report.keys[0] in identify("feed", [entry("g", "https://a.example/x?fbclid=1")])[0].keys
