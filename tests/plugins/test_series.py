"""Which figures go on one series, and which begin another."""

from __future__ import annotations

from datetime import timedelta

import pytest
from monitor_plugins import figures, series

from monitor import Placement
from monitor.testing import NOON, Memory, annotated, article, placed

STORY = Placement(kind="story", key="s")


def read(memory: Memory, text: str, *, hours: float = 0, outlet: str = "post", title: str = ""):
    """Take in a report of one story and give it with its series."""
    known = memory.number(article(text, title=title, at=NOON + timedelta(hours=hours), outlet=outlet))
    known = placed(annotated(known, *figures.annotate(known)), STORY)
    known = placed(known, *series.place(known, memory.before(known)))
    return memory.add(known)


def chief(article) -> Placement:
    return next(place for place in article.placements if place.kind == "series" and place.details["relation"] != "repeats")


def pair(one: str, other: str) -> tuple[Placement, Placement]:
    memory = Memory()
    return chief(read(memory, one)), chief(read(memory, other, hours=3, outlet="herald"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The storm killed 43 people.", "Forty-three people died in the storm."),
        ("The company will cut 900 jobs.", "The company plans 900 job cuts."),
        ("Police arrested 24 protesters in Marle.", "Two dozen protesters were detained in Marle."),
        ("Some 80 homes were destroyed by the fire.", "The fire destroyed 80 houses."),
        ("The army deployed 2,000 troops to Brenn.", "Two thousand soldiers were sent to Brenn."),
        ("Nine Kestrian soldiers were killed.", "Nine soldiers from Kestria were killed."),
        ("Turnout was 61% in the Lundish vote.", "Turnout in the Lundish vote was 61.2 per cent."),
        ("The fire destroyed at least 57 houses.", "The number of homes destroyed by the fire has climbed to 57."),
        ("Some 212 people caught cholera and fell ill.", "The number of confirmed cholera cases stood at 212."),
        ("A third of the 900 detainees were freed.", "Some 300 detainees were freed."),
    ],
    ids=[
        "voice",
        "noun-for-verb",
        "synonym",
        "home-house",
        "troops-soldiers",
        "demonym",
        "percent",
        "number-of",
        "number-of-cases",
        "share-of-a-count",
    ],
)
def test_one_number_in_other_words_goes_on_its_series(one, other):
    first, second = pair(one, other)

    assert (second.key, second.details["relation"]) == (first.key, "same")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The crash killed 43 people.", "The crash injured 43 people."),
        ("Eleven people were killed in Marle.", "Eleven people were killed in Odrin."),
        ("About 700 Kestrian soldiers were killed.", "About 700 Halvonian soldiers were killed."),
        ("The army sent 2,000 troops to Brenn.", "The army sent another 700 troops to Brenn."),
        ("More than 200 soldiers were killed or wounded.", "More than 200 soldiers were killed."),
        ("Varn delivered 45 planes in May.", "Varn delivered 52 planes in June."),
        ("Doctors confirmed 45 cases of cholera.", "Doctors treated 45 suspected cases of cholera."),
        ("The ferry carried 300 people.", "At least 300 people died when the ferry sank."),
        ("The plant leaked 400 litres of solvent.", "The dairy leaked 9,000 litres of milk."),
    ],
    ids=["killed-injured", "place", "owner", "addition", "casualties", "month", "suspected", "aboard", "substance"],
)
def test_what_counts_another_thing_begins_another_series(one, other):
    first, second = pair(one, other)

    assert (second.key == first.key, second.details["relation"]) == (False, "first")


def test_the_title_and_the_text_give_one_number_quoted_from_the_text():
    known = read(Memory(), "The storm killed 43 people in Marle, police said.", title="Storm kills 43 in Marle")

    assert chief(known).details["figure"]["quote"] == "The storm killed 43 people in Marle, police said."


def test_a_key_can_be_read_and_typed():
    known = read(Memory(), "As many as 6,000 Kestrian soldiers were killed or wounded.")

    assert (chief(known).key, chief(known).title) == ("killed-or-wounded-kestrian-soldiers-1", "Killed or wounded · Kestrian soldiers")


def test_two_series_merged_by_hand_are_one_from_then_on():
    memory = Memory()
    one = chief(read(memory, "The crash killed 43 people in Marle."))
    other = chief(read(memory, "The crash killed 43 people in Odrin."))
    memory.correct("merge_series", other.key, into=one.key)

    again = chief(read(memory, "The crash in Odrin killed 44 people.", hours=2))

    assert (again.key, again.details["relation"]) == (one.key, "revised_up")


def test_a_figure_taken_out_by_hand_is_compared_with_no_more():
    memory = Memory()
    wrong = read(memory, "The storm killed 43 people.")
    memory.correct("not_series", chief(wrong).key, article=str(wrong.id))

    again = chief(read(memory, "The storm killed 90 people.", hours=2))

    assert (again.key == chief(wrong).key, again.details["relation"]) == (False, "first")


def test_an_edited_report_goes_on_the_series_of_its_earlier_text():
    memory = Memory()
    first = read(memory, "The plant leaked some 400 litres of solvent.")
    edited = memory.number(article("The plant leaked some 4,000 litres of solvent.", at=NOON, outlet="post", id=first.id))
    edited = placed(annotated(edited, *figures.annotate(edited)), STORY)

    (again,) = series.place(edited, memory.before(edited))

    assert (again.key, again.details["relation"]) == (chief(first).key, "revised_up")


def test_a_dispute_is_told_once_with_both_sides_and_what_would_reconcile_them(figure_desk):
    desk = figure_desk(watch=["people who marched"])
    desk.reads("Around 32,000 people marched in Lorvane against the water tariff, the police in Lorvane said.", outlet="Lorvane Live")

    text = "More than 110,000 people marched in Lorvane against the water tariff, the organisers of Clear Water said."
    (hit,) = [hit for hit in desk.reads(text, hours=3, outlet="Voice") if hit.kind == "contradiction"]
    repeated = desk.reads("Police said 32,000 people marched in Lorvane against the water tariff.", hours=5, outlet="Wire")

    assert (hit.relation, [quote.role for quote in hit.evidence]) == ("figure", ["new", "prior"])
    assert hit.title == "Attendance: more than 110,000 (organisers of Clear Water), against around 32,000 (police in Lorvane)"
    assert set(hit.details) == {"series", "clash", "why", "reconcile", "new", "prior"}
    assert [hit for hit in repeated if hit.material] == []


def test_a_disputed_figure_says_how_many_reports_name_each_value(figure_desk):
    desk = figure_desk()
    text = "Around 32,000 people marched in Lorvane against the water tariff, the police in Lorvane said."
    desk.reads(text, outlet="Lorvane Live")
    desk.reads("Police said 32,000 people marched in Lorvane against the water tariff.", hours=1, outlet="Wire")

    told = desk.reads("More than 110,000 people marched in Lorvane against the water tariff, the organisers of Clear Water said.", hours=2)

    (hit,) = [hit for hit in told if hit.kind == "contradiction"]
    carried = {side: (hit.details[side]["reports"], hit.details[side]["outlets"]) for side in ("new", "prior")}
    assert carried == {"new": (1, ["Post"]), "prior": (2, ["Lorvane Live", "Wire"])}


@pytest.mark.parametrize(
    "text",
    ["thousands of people were killed " * 6000, "41 people were killed. " * 8000, "7" * 200_000],
    ids=["one-sentence", "many-figures", "digits"],
)
def test_hostile_text_is_placed_in_bounds_and_always_alike(text):
    known = Memory().number(article(text[:200_000]))
    known = annotated(known, *list(figures.annotate(known))[:3000])

    once = list(series.place(known, Memory().before(known)))

    assert len(once) <= 40
    assert once == list(series.place(known, Memory().before(known)))


def test_every_quote_stands_in_its_article():
    known = read(
        Memory(),
        "The storm killed 43 people; 12 are missing, and, the mayor of Marle said, " + "nobody knows more " * 20 + "of 90 homes lost.",
    )

    placed = [place.details["figure"] for place in known.placements if place.kind == "series"]
    assert len(placed) == 3
    assert [figure["quote"] for figure in placed] == [known.text[figure.get("start", 0) : figure["end"]] for figure in placed]


def test_languages_that_are_not_read_are_left_alone():
    known = annotated(article("Der Sturm tötete 43 Menschen.", lang="de"))

    assert list(series.place(known, Memory().before())) == []
