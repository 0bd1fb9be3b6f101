"""T1 in a real store: which texts are new, which are versions of a known article, and which say nothing new."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from itertools import groupby

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.model.article import Article, Source
from monitor.store import sources
from monitor.store import tables as t
from monitor.store.intake import STAGES, Intake, take_in, unread
from monitor.testing import NOON

SOME = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def entry(*keys, text="", extraction="feed", title="A flood"):
    return Article(
        source="test", ref=keys[0], keys=keys, url=None, title=title, text=text or title, outlet="", lang="en", extraction=extraction,
        first_seen_at=NOON, at=NOON,
    )  # fmt: skip


def report(*keys, text):
    return entry(*keys, text=text, extraction="report")


class Desk:
    """Takes documents in inside one transaction, and says what is stored."""

    def __init__(self, connection):
        self.connection = connection

    def takes(self, *articles, source=1, baseline=False):
        return take_in(self.connection, source, list(articles), baseline=baseline, now=NOON)

    def rows(self, table, *columns):
        chosen = t.metadata.tables[table]
        query = chosen.select().with_only_columns(*(chosen.c[name] for name in columns)) if columns else chosen.select()
        return [tuple(row) for row in self.connection.execute(query.order_by(*chosen.primary_key))]

    def texts(self, article=1):
        rows = self.connection.execute(t.revision.select().where(t.revision.c.article_id == article).order_by(t.revision.c.number))
        return [row.text for row in rows]

    def is_consistent(self):
        """Check what must hold whatever was taken in."""
        revisions = self.connection.execute(t.revision.select().order_by(t.revision.c.arrival)).all()
        assert [row.arrival for row in revisions] == list(range(1, len(revisions) + 1))
        by_article = {}
        for row in revisions:
            by_article.setdefault(row.article_id, []).append(row)
        for article, latest in self.rows("article", "id", "latest"):
            mine = by_article[article]
            assert [row.number for row in mine] == list(range(1, latest + 1))
            assert [row.until for row in mine] == [row.arrival for row in mine[1:]] + [None]
        owed = self.rows("work", "revision_id", "stage", "arrival")
        assert sorted(owed) == sorted((row.id, stage, row.arrival) for row in revisions for stage in STAGES)
        assert {article for _, article in self.rows("identity", "key", "article_id")} == by_article.keys()


class RolledBackError(Exception):
    """Ends a transaction without a trace."""


@contextmanager
def tried(store):
    """Give a desk whose transaction is undone at the end."""
    try:
        with store.write() as connection:
            yield Desk(connection)
            raise RolledBackError
    except RolledBackError:
        pass


@pytest.fixture
def desk(store):
    with store.write() as connection:
        other = Source(name="other", use="feed", url="http://other.example")
        known = Source(name="test", use="folder", url="/nowhere")
        sources.register(connection, [(known, True), (other, True)], {"test": NOON, "other": NOON})
    with tried(store) as made:
        yield made
        made.is_consistent()


def test_a_new_article_owes_every_stage_and_keeps_its_keys(desk):
    brought = desk.takes(entry("guid:1", "link:1"))

    assert brought == Intake(articles=1)
    assert desk.rows("identity", "key", "article_id") == [("guid:1", 1), ("link:1", 1)]
    assert {stage for _, stage in desk.rows("work", "revision_id", "stage")} == set(STAGES)


def test_a_known_article_costs_nothing_and_gains_keys(desk):
    desk.takes(entry("guid:1", "link:1"))

    brought = desk.takes(entry("guid:2", "link:1"))

    assert brought == Intake(known=1)
    assert ("guid:2", 1) in desk.rows("identity", "key", "article_id")
    assert len(desk.texts()) == 1


def test_the_strongest_known_key_decides(desk):
    desk.takes(entry("guid:1", "link:1"), entry("guid:2", "link:2"))

    desk.takes(entry("guid:1", "link:2", text="changed"))

    assert (len(desk.texts(1)), len(desk.texts(2))) == (2, 1)
    assert sorted(desk.rows("identity", "key", "article_id")) == [("guid:1", 1), ("guid:2", 2), ("link:1", 1), ("link:2", 2)]


def test_an_edit_taken_back_is_a_third_revision(desk):
    for text in ("one", "two", "one"):
        desk.takes(entry("guid:1", text=text))

    assert desk.texts() == ["one", "two", "one"]


def test_a_changed_title_is_a_revision_too(desk):
    desk.takes(entry("guid:1", title="Flood", text="same"))

    assert desk.takes(entry("guid:1", title="Flood over", text="same")) == Intake(revisions=1, known=1)


def test_another_source_makes_no_revisions(desk):
    desk.takes(entry("link:1", text="one"))

    brought = desk.takes(entry("guid:other", "link:1", text="two"), source=2)

    assert brought == Intake(known=1)
    assert desk.texts() == ["one"]
    assert ("guid:other", 1) in desk.rows("identity", "key", "article_id")


def test_a_feed_that_repeats_an_entry_in_one_document_brings_the_first(desk):
    brought = desk.takes(entry("guid:1", text="one"), entry("guid:1", text="two"))

    assert (brought, desk.texts()) == (Intake(articles=1), ["one"])


def test_reports_that_repeat_an_address_are_its_versions_in_order(desk):
    brought = desk.takes(report("link:1", text="one"), report("link:2", text="other"), report("link:1", text="two"))

    assert (brought, desk.texts(1)) == (Intake(articles=2, revisions=1), ["one", "two"])
    assert sorted(desk.rows("revision", "arrival", "article_id")) == [(1, 1), (2, 2), (3, 1)]


def test_a_document_that_grew_adds_only_its_end(desk):
    document = [report("link:1", text=text) for text in ("one", "two", "one", "three")]
    desk.takes(*document[:3])

    brought = desk.takes(*document)

    assert (brought, desk.texts()) == (Intake(revisions=1, known=1), ["one", "two", "one", "three"])


def test_another_extraction_of_a_known_text_is_compared_with_its_own_kind(desk):
    desk.takes(entry("link:1", text="summary", extraction="feed"))
    desk.takes(entry("link:1", text="the whole page", extraction="page"))

    again = [desk.takes(entry("link:1", text=text, extraction=kind)) for text, kind in (("summary", "feed"), ("the whole page", "page"))]

    assert again == [Intake(known=1)] * 2


def test_the_baseline_is_quiet_and_what_follows_is_loud(desk):
    desk.takes(entry("guid:1"), baseline=True)
    desk.takes(entry("guid:2"))

    assert sorted(set(desk.rows("work", "revision_id", "quiet"))) == [(1, True), (2, False)]
    assert desk.rows("revision", "baseline") == [(True,), (False,)]


def test_nothing_is_taken_from_nothing(desk):
    assert desk.takes() == Intake()


texts = st.lists(st.sampled_from("abc"), min_size=1, max_size=8)


def without_repeats(values):
    return [value for value, _ in groupby(values)]


@SOME
@given(texts)
def test_every_change_between_two_looks_is_one_revision(store, seen):
    with tried(store) as desk:
        for text in seen:
            desk.takes(entry("guid:1", text=text))
            assert desk.takes(entry("guid:1", text=text)) == Intake(known=1)

        assert desk.texts() == without_repeats(seen)
        desk.is_consistent()


@SOME
@given(texts, st.lists(st.integers(1, 8), max_size=4))
def test_a_growing_document_gives_its_versions_once_however_often_it_is_read(store, versions, looks):
    with tried(store) as desk:
        for length in [*sorted(looks), len(versions), len(versions)]:
            desk.takes(*(report("link:1", text=text) for text in versions[:length]))

        assert desk.texts() == without_repeats(versions)
        desk.is_consistent()


keyed = st.builds(
    lambda keys, text, kind: entry(*keys, text=text, extraction=kind),
    st.lists(st.sampled_from(["guid:1", "guid:2", "guid:3", "link:1", "link:2", "text:1"]), min_size=1, max_size=3, unique=True),
    st.sampled_from(["one", "two"]),
    st.sampled_from(["feed", "report"]),
)


@SOME
@given(st.lists(st.tuples(st.lists(keyed, max_size=5), st.booleans()), min_size=1, max_size=6))
def test_whatever_keys_documents_bring_every_key_has_one_owner_for_good(store, documents):
    with tried(store) as desk:
        owners = {}
        for articles, baseline in documents:
            before = len(desk.rows("revision", "id"))
            brought = desk.takes(*articles, baseline=baseline)
            now = dict(desk.rows("identity", "key", "article_id"))
            assert owners.items() <= now.items()
            assert {key for article in articles for key in article.keys} <= now.keys()
            assert len(desk.rows("revision", "id")) - before == brought.articles + brought.revisions
            owners = now
        desk.is_consistent()


@SOME
@given(st.lists(keyed, min_size=1, max_size=5))
def test_the_same_feed_again_brings_nothing(store, articles):
    feed = [entry(*article.keys, text=f"text of {article.keys[0]}") for article in {one.keys[0]: one for one in articles}.values()]
    with tried(store) as desk:
        desk.takes(*feed)
        stored = desk.rows("revision", "id")
        desk.takes(*feed)

        assert desk.rows("revision", "id") == stored
        desk.is_consistent()


class Version:
    def __init__(self, text):
        self.hash = text


@given(texts, texts)
def test_unread_versions_follow_the_longest_run_that_is_known(stored, versions):
    stored, versions = without_repeats(stored), without_repeats(versions)

    left = unread(stored, [Version(text) for text in versions])

    known = len(versions) - len(left)
    assert [version.hash for version in left] == versions[known:]
    assert known == 0 or stored[-known:] == versions[:known]
    assert not any(stored[-more:] == versions[:more] for more in range(known + 1, min(len(stored), len(versions)) + 1))


def test_the_clock_of_intake_is_when_it_was_first_seen(desk):
    later = NOON + timedelta(hours=3)
    take_in(desk.connection, 1, [entry("guid:1")], baseline=False, now=later)

    assert desk.rows("article", "first_seen_at") == desk.rows("revision", "first_seen_at") == [(later,)]
