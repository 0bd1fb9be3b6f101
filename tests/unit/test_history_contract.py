"""What every `History` must answer, whoever keeps the articles: the memory, the store, and a store with the last of them ahead of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol

import pytest

from monitor.model.annotation import Placement
from monitor.model.article import Article
from monitor.model.history import Correction, History
from monitor.testing import Memory, annotated, article, match, mention, placed, quantity, statement

MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
DAY = timedelta(days=1)


class World(Protocol):
    """Something that keeps articles in arrival order and gives the history before any of them."""

    def number(self, article: Article) -> Article: ...
    def add(self, article: Article) -> Article: ...
    def correct(self, verb: str, subject: str, **details: str) -> Correction: ...
    def before(self, article: Article | None = None) -> History: ...


@pytest.fixture(params=["memory", "sqlite", "postgresql", "sqlite-1", "sqlite-9", "postgresql-1", "postgresql-9"])
def history_world(request) -> World:
    database, _, ahead = request.param.partition("-")
    return Memory() if database == "memory" else request.getfixturevalue("store_world")(database, int(ahead or 0))


def report(text="Officials said 40 people were killed in Port Royal", *, story=None, features=(), rule=None, **more):
    """Make an annotated and placed article; `story` and `features` place it, `rule` is a topic that it matched."""
    made = article(text, **more)
    if rule:
        made = annotated(made, match(made, rule, made.text.split()[0]))
    if story:
        made = placed(made, Placement(kind="story", key=story, title=made.title, features=dict.fromkeys(features, 1.0)))
    return made


def toll(text, quote, value, *, story=None, series=None, **more):
    """Make a report with one quantity, placed in `series`."""
    made = report(text, story=story, **more)
    made = annotated(made, quantity(made, quote, value, of="people"))
    if series:
        made = placed(made, Placement(kind="series", key=series, annotation=len(made.annotations) - 1))
    return made


def test_nothing_is_known_before_the_first_article(history_world):
    history = history_world.before()

    assert list(history.mentions()) == list(history.quantities()) == list(history.statements()) == list(history.story()) == []
    assert list(history.neighbours(["flood"])) == list(history.corrections()) == []
    assert history.article(1) is None
    assert history.first_seen("person:jane roe") is None
    assert history.frequency(["flood"]) == (0, {"flood": 0})


def test_an_article_sees_what_arrived_before_it_and_neither_itself_nor_what_came_after(history_world):
    first = history_world.add(toll("At least 40 died", "40", 40))
    second = history_world.add(toll("Some 50 died", "50", 50))
    history_world.add(toll("Some 60 died", "60", 60))

    seen = history_world.before(second)

    assert [past.note.value for past in seen.quantities()] == [40]
    assert [past.article.id for past in seen.quantities()] == [first.id]
    assert seen.article(second.id) is None
    assert seen.article(first.id) == first


def test_an_article_without_a_number_sees_everything(history_world):
    history_world.add(toll("At least 40 died", "40", 40))
    history_world.add(toll("Some 50 died", "50", 50))

    assert [past.note.value for past in history_world.before(article("Not taken in yet")).quantities()] == [40, 50]


def test_a_past_article_comes_bare_but_with_its_placements(history_world):
    kept = history_world.add(toll("At least 40 died", "40", 40, story="story:1", series="died"))

    past = history_world.before().quantities()[0]

    assert (past.article.text, past.article.annotations) == ("", ())
    assert past.article.placements == kept.placements
    assert (past.article.id, past.article.story, past.series) == (kept.id, "story:1", "died")


def test_only_the_latest_revision_before_an_article_counts(history_world):
    first = history_world.add(toll("At least 40 died", "40", 40))
    between = history_world.add(report("Markets were calm"))
    second = history_world.add(toll("At least 45 died", "45", 45, id=first.id))

    later = history_world.before()

    assert [past.note.value for past in later.quantities()] == [45]
    assert [past.note.value for past in history_world.before(between).quantities()] == [40]
    assert [past.note.value for past in history_world.before(second).quantities()] == [40]
    assert (later.article(first.id), later.article(first.id, 1)) == (second, first)
    assert history_world.before(second).article(first.id) == first
    assert history_world.before(second).article(first.id, 2) is None


def test_quantities_are_found_by_series_by_story_and_by_time(history_world):
    history_world.add(toll("At least 40 died", "40", 40, story="story:1", series="died", at=MONDAY))
    history_world.add(toll("Some 90 were hurt", "90", 90, story="story:1", series="hurt", at=MONDAY + DAY))
    history_world.add(toll("In all 45 died", "45", 45, story="story:2", series="died", at=MONDAY + 2 * DAY))

    history = history_world.before()

    assert [past.note.value for past in history.quantities(series="died")] == [40, 45]
    assert [past.note.value for past in history.quantities(story="story:1")] == [40, 90]
    assert [past.note.value for past in history.quantities(series="died", story="story:2")] == [45]
    assert [past.note.value for past in history.quantities(since=MONDAY + DAY)] == [90, 45]
    assert [past.series for past in history.quantities()] == ["died", "hurt", "died"]


def test_the_window_compares_when_articles_were_published_not_when_they_arrived(history_world):
    history_world.add(toll("In all 45 died", "45", 45, at=MONDAY + DAY))
    history_world.add(toll("At least 40 died", "40", 40, at=MONDAY - DAY))

    assert [past.note.value for past in history_world.before().quantities(since=MONDAY)] == [45]


def test_a_topic_narrows_to_the_articles_that_matched_it(history_world):
    history_world.add(toll("At least 40 died", "40", 40, rule="floods"))
    history_world.add(toll("Some 90 were hurt", "90", 90, rule="fires"))
    history_world.add(toll("In all 12 were held", "12", 12))

    history = history_world.before()

    assert [past.note.value for past in history.quantities(topic="floods")] == [40]
    assert [past.note.value for past in history.quantities(topic="storms")] == []


def test_statements_are_found_by_story_and_by_speaker_however_it_is_written(history_world):
    for text, speaker, story in (
        ("The ministry denied the report", ("Défense Ministry", "ministry"), "story:1"),
        ("The army said nothing", ("army",), "story:1"),
        ("The ministry confirmed it", ("defense  MINISTRY",), "story:2"),
    ):
        made = report(text, story=story)
        history_world.add(annotated(made, statement(made, text, speaker=speaker)))

    history = history_world.before()

    assert [past.note.quote for past in history.statements(story="story:1")] == ["The ministry denied the report", "The army said nothing"]
    assert [past.article.story for past in history.statements(speaker="Defense Ministry")] == ["story:1", "story:2"]
    assert [past.article.story for past in history.statements(speaker="Defense Ministry", story="story:2")] == ["story:2"]


@pytest.mark.parametrize(
    "asked",
    ["José Álvarez", "jose alvarez", "JOSÉ  ÁLVAREZ", "Pepe Álvarez"],
    ids=["as-written", "folded", "capitals-and-spaces", "alias"],
)
def test_a_mention_is_found_by_its_folded_name_and_by_its_aliases(history_world, asked):
    made = report("José Álvarez arrived in Lima")
    history_world.add(
        annotated(made, mention(made, "José Álvarez", aliases=("Pepe Alvarez",)), mention(made, "Lima", kind="place", role="place"))
    )

    found = history_world.before().mentions(asked)

    assert [past.note.quote for past in found] == ["José Álvarez"]


def test_mentions_are_narrowed_by_kind_topic_and_time(history_world):
    for text, rule, at in (("Lima was flooded", "floods", MONDAY), ("Lima was calm", None, MONDAY + DAY)):
        made = report(text, rule=rule, at=at)
        history_world.add(annotated(made, mention(made, "Lima", kind="place")))

    history = history_world.before()

    assert len(history.mentions()) == len(history.mentions("lima", kind="place")) == 2
    assert len(history.mentions("Lima", topic="floods")) == len(history.mentions(since=MONDAY + DAY)) == 1
    assert len(history.mentions("Lima", kind="person")) == 0


def test_a_story_is_its_members_in_arrival_order_and_an_article_knows_its_own(history_world):
    ids = [history_world.add(report(f"Report number {n}", story=story)).id for n, story in enumerate(("a", "b", "a"))]
    own = history_world.add(report("One more", story="a"))

    assert [member.article.id for member in history_world.before(own).story()] == [ids[0], ids[2]]
    assert [member.article.id for member in history_world.before(own).story("b")] == [ids[1]]
    assert [member.placement.key for member in history_world.before(own).story("a")] == ["a", "a"]


def test_neighbours_share_the_most_features_and_the_latest_comes_first_among_equals(history_world):
    ids = [
        history_world.add(report(f"Report {n}", story=f"story:{n}", features=features, at=MONDAY + n * DAY)).id
        for n, features in enumerate([("flood", "lima"), ("flood",), ("flood",), ("fire",)])
    ]

    history = history_world.before()

    assert [near.article.id for near in history.neighbours(["flood", "lima", "rain"])] == [ids[0], ids[2], ids[1]]
    assert [near.article.id for near in history.neighbours(["flood", "lima"], limit=1)] == [ids[0]]
    assert [near.article.id for near in history.neighbours(["flood", "lima"], since=MONDAY + DAY)] == [ids[2], ids[1]]
    assert history.neighbours(["flood"])[0].placement.features == {"flood": 1.0}


def test_neighbours_and_frequencies_keep_to_their_kind(history_world):
    made = report("At least 40 died", story="story:1", features=("flood",))
    history_world.add(placed(made, Placement(kind="series", key="died", features={"flood": 1.0, "died": 1.0})))

    history = history_world.before()

    assert [near.placement.key for near in history.neighbours(["died"])] == []
    assert [near.placement.key for near in history.neighbours(["died"], kind="series")] == ["died"]
    assert history.frequency(["flood", "died"]) == (1, {"flood": 1, "died": 0})


def test_frequencies_count_articles_not_revisions_and_only_earlier_ones(history_world):
    first = history_world.add(report("Floods in Lima", story="story:1", features=("flood", "lima")))
    second = history_world.add(report("Floods in Piura", story="story:1", features=("flood",)))
    history_world.add(report("Fires in Lima", story="story:1", features=("fire", "lima"), id=first.id))

    assert history_world.before().frequency(["flood", "lima", "fire", "rain"]) == (2, {"flood": 1, "lima": 1, "fire": 1, "rain": 0})
    assert history_world.before(second).frequency(["flood", "lima"]) == (1, {"flood": 1, "lima": 1})


def test_a_thing_is_first_seen_in_the_article_that_arrived_first(history_world):
    for number, text in enumerate(("Jane Roe spoke", "Jane Roe left")):
        made = report(text, first_seen_at=MONDAY + number * DAY, rule="talks" if number else None, story="story:7")
        kept = history_world.add(annotated(made, mention(made, "Jane Roe", aliases=("Roe",))))
        if not number:
            early = kept

    history = history_world.before()

    assert history.first_seen("person:jane roe") == history.first_seen("person:roe") == history.first_seen("story:7") == MONDAY
    assert history.first_seen("person:jane roe@talks") == MONDAY + DAY
    assert history.first_seen("place:jane roe") is None
    assert history_world.before(early).first_seen("person:jane roe") is None


def test_what_a_revision_dropped_stays_seen(history_world):
    made = report("Jane Roe spoke", first_seen_at=MONDAY)
    first = history_world.add(annotated(made, mention(made, "Jane Roe")))
    history_world.add(report("A woman spoke", id=first.id))

    assert len(history_world.before().mentions("Jane Roe")) == 0
    assert history_world.before().first_seen("person:jane roe") == MONDAY


def test_corrections_are_known_to_the_articles_that_came_after_them(history_world):
    early = history_world.add(report("First"))
    merge = history_world.correct("merge", "story:2", into="story:1")
    late = history_world.add(report("Second"))
    split = history_world.correct("split", "story:1", article="1", into="story:9")

    assert list(history_world.before(early).corrections()) == []
    assert list(history_world.before(late).corrections()) == [merge]
    assert list(history_world.before().corrections()) == [merge, split]
    assert list(history_world.before().corrections("split")) == [split]
    assert (merge.number, split.details["into"]) == (1, "story:9")


def test_many_keys_are_looked_up_at_once(history_world):
    made = report("Jane Roe met the mayor", rule="talks")
    history_world.add(annotated(made, mention(made, "Jane Roe")))

    history = history_world.before()

    assert history.seen(["person:jane roe", "person:jane roe@talks", "person:john doe"]) == {"person:jane roe", "person:jane roe@talks"}
    assert history.seen([]) == frozenset()


def test_the_full_names_behind_forms_of_a_name_are_known(history_world):
    for name, kind, rule in (("Jane Roe", "person", "talks"), ("Ann Roe", "person", None), ("Roe County", "place", None)):
        made = report(f"Here is {name} today", rule=rule)
        history_world.add(annotated(made, mention(made, name, kind=kind, aliases=("Roe",))))

    history = history_world.before()

    assert history.names(["ROE"], kind="person") == {"Jane Roe", "Ann Roe"}
    assert history.names(["roe", "jane roe"], topic="talks") == {"Jane Roe"}
    assert history.names(["doe"]) == history.names([]) == frozenset()


def test_statements_are_found_by_stance(history_world):
    made = report("The army did not link the blast to rebels. It said more.")
    withheld = statement(made, "The army did not link the blast to rebels.", stance="withholds")
    history_world.add(annotated(made, withheld, statement(made, "It said more.")))

    assert [past.note for past in history_world.before().statements(stance="withholds")] == [withheld]
    assert len(history_world.before().statements()) == 2
