"""Owed pages as rows, on both databases: owed with their entry, leased once, settled once, given back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.acquire.verdict import Reached, Verdict
from monitor.model.article import Article
from monitor.pipeline import Brought
from monitor.store import pages, sources

FULL = Verdict(Reached.FULL)


@pytest.fixture
def reads(desk):
    """Have the desk's source bring entries whose pages are owed."""

    def read(*refs: str, baseline: bool = False, age: timedelta = timedelta(0), text: str = "A flood."):
        at = desk.now - age
        entries = [
            Article(
                source="wire",
                ref=ref,
                keys=(f"link:{ref}",),
                url=f"https://news.example/{ref}",
                title=ref,
                text=text,
                first_seen_at=at,
                at=at,
            )
            for ref in refs
        ]
        with desk.house.store.write() as connection:
            [claim] = sources.claim(connection, now=desk.now, lease="d", lease_for=timedelta(minutes=1), limit=1, due_or_not=True)
        desk.house.pipeline.take_in(claim, [Brought("", entries, None)], lambda taken: None, baseline=baseline, full_text=True)
        with desk.house.store.write() as connection:
            sources.release(connection, "d")
        return desk.later(seconds=1)

    return read


def claimed(desk, lease="one", limit=10):
    with desk.house.store.write() as connection:
        return pages.claim(connection, ["wire"], now=desk.now, lease=lease, lease_for=timedelta(minutes=5), limit=limit)


def verdicts(desk):
    with desk.house.store.read() as connection:
        return pages.verdicts(connection, [row.article_id for row in desk.rows("page")])


def test_pages_of_news_are_owed_before_those_of_a_baseline_and_old_ones_not_at_all(reads):
    reads("old", baseline=True, age=timedelta(days=4))
    reads("fresh", baseline=True, age=timedelta(days=2))
    desk = reads("news", age=timedelta(days=9))

    assert [(one.article.ref, one.quiet) for one in claimed(desk)] == [("news", False), ("fresh", True)]


def test_a_page_is_leased_once_and_given_back_when_its_holder_is_gone(reads):
    desk = reads("a", "b")
    first = claimed(desk, limit=1)

    assert [one.article.ref for one in first + claimed(desk, "two")] == ["a", "b"]
    assert claimed(desk, "three") == []
    assert [one.article.ref for one in claimed(desk.later(minutes=6), "four")] == ["a", "b"]
    assert not desk.house.pipeline.take_page(first[0], FULL, None)
    with desk.house.store.write() as connection:
        pages.release(connection, "four")
    assert len(claimed(desk, "five")) == 2


def test_a_whole_page_is_a_revision_of_its_article_and_is_judged_like_one(reads):
    desk = reads("a")
    [owed] = claimed(desk)
    whole = replace(owed.article, id=0, revision=0, arrival=0, keys=owed.keys, text="a\n\nA flood of three days.", extraction="page: x 1")

    assert desk.house.pipeline.take_page(owed, FULL, whole)
    desk.house.judge()

    assert [(row.number, row.extraction, row.baseline) for row in desk.rows("revision")] == [(1, "summary", False), (2, "page: x 1", False)]
    assert verdicts(desk) == {owed.article.id: ("full", "")}
    assert desk.rows("work") == []
    assert (claimed(desk.later(days=9)), desk.house.pages.fetch()) == ([], 0)


def test_an_entry_that_changes_owes_its_page_again(reads):
    desk = reads("a")
    [owed] = claimed(desk)
    desk.house.pipeline.take_page(owed, Verdict(Reached.PAYWALL, "for sale"), None)
    assert verdicts(desk) == {owed.article.id: ("paywall", "for sale")}

    reads("a", text="A flood of two days.")

    assert verdicts(desk)[owed.article.id][0] == "owed"
    assert [one.attempts for one in claimed(desk)] == [0]


def test_what_could_not_be_had_is_counted_and_comes_again(reads):
    desk = reads("a")
    [owed] = claimed(desk)
    with desk.house.store.write() as connection:
        assert pages.put_off(connection, owed, desk.now + timedelta(minutes=2), "in trouble")

    assert claimed(desk.later(seconds=60), "two") == []
    assert [one.attempts for one in claimed(desk.later(seconds=60), "three")] == [1]
    with desk.house.store.read() as connection:
        assert pages.counts(connection, desk.now - timedelta(days=1)) == {"wire": {"owed": 1}}
        assert pages.next_due(connection) == owed.article.at + timedelta(seconds=121)
