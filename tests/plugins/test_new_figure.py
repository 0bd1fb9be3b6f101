"""What a desk is told of numbers, and what not."""

from __future__ import annotations

import pytest
from monitor_plugins.new_figure import NewFigureConfig
from pydantic import ValidationError

from monitor.testing import NOON

FLOOD = "The flood in Vellmark killed 41 people, the rescue service said. Water still covered the streets of Vellmark on Sunday."


@pytest.fixture
def desk(figure_desk):
    made = figure_desk(watch=["people killed"], topic="flood")
    made.reads(FLOOD, outlet="Vellmark Post")
    return made


def test_the_first_figure_is_told_with_its_speaker_and_its_quote(figure_desk):
    (hit,) = figure_desk(watch=["people killed"]).reads(FLOOD)

    assert (hit.kind, hit.relation, hit.title) == ("figure", "first", "Killed: 41 (rescue service)")
    assert hit.evidence[0].quote == "The flood in Vellmark killed 41 people, the rescue service said."


@pytest.mark.parametrize(
    "text",
    [
        "Forty-one people died in the flood in Vellmark, according to the rescue service.",
        "In Vellmark 41 people were killed by the flood.",
        "About 41 people have lost their lives in the Vellmark flood.",
        "At least 41 people were killed when the flood came to Vellmark.",
        "The Vellmark flood has claimed dozens of lives: dozens of people were killed.",
        "More than 40 people were killed by the flood in Vellmark.",
    ],
    ids=["spelled-out", "passive", "about", "at-least", "magnitude", "rounded-down"],
)
def test_a_known_number_in_other_words_is_silent(desk, text):
    told = desk.told(text, hours=2, outlet="Capital Herald")

    assert told == []


def test_a_higher_later_count_is_told_with_what_it_was(desk):
    (hit,) = desk.reads("The number of dead in the Vellmark flood rose to 67, the rescue service said.", hours=8)

    assert (hit.relation, hit.title) == ("revised_up", "Killed: 67 (rescue service); was 41")
    assert [(quote.role, quote.article) for quote in hit.evidence] == [("new", 2), ("prior", 1)]


def test_an_older_report_that_arrives_late_is_silent(desk):
    desk.reads("The number of dead in the Vellmark flood rose to 67, the rescue service said.", hours=8)

    told = desk.told("Rescuers said 52 people were killed in the flood in Vellmark.", hours=5, outlet="Late Courier")

    assert told == []


def test_a_source_that_corrects_itself_revises_down(desk):
    told = desk.told("The rescue service lowered the death toll of the flood in Vellmark to 38.", hours=30)

    assert [relation for relation, _ in told] == ["revised_down"]


def test_a_lower_number_of_another_voice_that_corrects_nothing_is_no_news(desk):
    told = desk.told("A school in Vellmark said 12 people were killed in the flood.", hours=3, outlet="Herald")

    assert told == []


@pytest.mark.parametrize(
    "text",
    [
        "In 1987 a flood in Vellmark killed 900 people.",
        "If the dam at Vellmark breaks, the flood could kill 3,000 people.",
        "Another 5 people were killed in the flood in Vellmark.",
        "The rescue service denied that 80 people were killed in the flood in Vellmark.",
        "Of the dead in the Vellmark flood, nine of them were under 18.",
        "The flood in Vellmark injured 300 people.",
    ],
    ids=["long-ago", "supposed", "addition", "denied", "part", "not-watched"],
)
def test_numbers_that_are_not_the_running_count_are_silent(desk, text):
    assert desk.told(text, hours=4) == []


def test_another_event_elsewhere_is_not_told_to_a_topic_that_never_heard_of_the_place(desk):
    text = "Seventeen people were killed by a landslide in Orrin, a day after the flood in Vellmark. The hillside at Orrin gave way."

    assert desk.told(text, title="Landslide kills 17 in Orrin", hours=5) == []


def test_a_number_confirmed_elsewhere_joins_its_alert_and_changes_nothing(desk):
    (hit,) = desk.reads("Forty-one people died in the flood in Vellmark.", hours=2, outlet="Capital Herald")

    assert (hit.material, hit.relation) == (False, "same")
    assert hit.details["confirmed_by"] == ["vellmark post", "capital herald"]
    assert hit.details["echoes"] == 0


def test_a_series_merged_by_hand_is_known_under_its_new_key(desk):
    desk.reads("In Odrin the flood killed 52 people, the rescue service of Odrin said.", hours=1)
    other = next(place for place in desk.memory.before().article(2).placements if place.kind == "series")
    desk.memory.correct("merge_series", other.key, into="killed-1")

    told = desk.reads("The flood in Odrin killed 52 people.", hours=2, outlet="Capital Herald")

    assert [(hit.key, hit.relation, hit.material) for hit in told] == [("killed-1", "same", False)]


def test_without_watch_every_confident_figure_is_told(figure_desk):
    told = figure_desk().told("The flood in Vellmark killed 41 people and destroyed 80 homes.")

    assert {title for _, title in told} == {"Killed: 41 (Post)", "Homes destroyed: 80 (Post)"}


def test_an_article_outside_the_topic_tells_nothing(figure_desk):
    assert figure_desk(topic="flood").reads(FLOOD, about=False) == []


def test_a_rule_explains_what_it_did_not_tell(figure_desk):
    from monitor_plugins.new_figure import NewFigure

    desk = figure_desk(watch=["people killed"])
    read = desk.place("Some 300 people were injured.", hours=0, title="", outlet="Post", number=0, about=True)

    said = NewFigure("figures", NewFigureConfig(use="new-figure", watch=["people killed"])).explain(read, "figures")

    assert said == "some 300 (Injured): not what is watched"


def test_a_watch_without_words_is_a_fault_of_the_configuration():
    with pytest.raises(ValidationError, match="says nothing to count"):
        NewFigureConfig(use="new-figure", watch=["42"])


def test_figures_are_judged_by_the_articles_own_time(desk):
    placed = desk.memory.before().neighbours(["=killed-1"], kind="series")

    assert [one.article.at for one in placed] == [NOON]


def test_without_a_watch_a_number_moves_only_against_one_of_the_very_same_thing(figure_desk):
    desk = figure_desk()
    desk.reads("The blast at the Corvin school in Ardal killed 19 children. Ardal mourned.", outlet="Post")

    assert desk.told("The blast at the Corvin school in Ardal killed 26 people, police in Ardal said.", hours=3, outlet="Herald") == []


def test_without_a_watch_a_count_that_says_nothing_of_what_happened_is_not_told(figure_desk):
    assert figure_desk().told("The court in Ardal heard that five shields and three coachloads were found by the police.") == []
