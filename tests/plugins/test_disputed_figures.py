"""Which numbers of two voices dispute each other: those set against another's, those of rivals, the only ones of their sort."""

from __future__ import annotations

import pytest

TOLL = "Nine people died when the grandstand at Brellin collapsed on Sunday, the interior ministry of Ostria said."
HOMES = "The storm destroyed 60 houses in Brellin on Sunday, the governor of Ostria said."
TURNOUT = "Turnout in the election in Ostria was 66 percent, the electoral commission said on Monday."
STRIKE = "About 9,000 nurses went on strike across Ostria on Monday, their union said."
BUS = "Three people died on Sunday when a bus left the road near Brellin, the police chief of Ostria said."


def disputes(figure_desk, first: str, then: str, *, hours: float = 6, then_title: str = "") -> list[str]:
    desk = figure_desk(topic="ostria")
    desk.reads(first, outlet="Post")
    hits = desk.reads(then, hours=hours, outlet="Herald", title=then_title)
    return [hit.title for hit in hits if hit.kind == "contradiction"]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (
            TOLL,
            "Seventeen people lost their lives at Brellin on Sunday, and not nine as the ministry maintains, the fan club said.",
        ),
        (HOMES, "The storm destroyed 150 homes in Brellin, more than twice as many as the state has admitted, Mayor Ada Lunn said."),
        (
            STRIKE,
            "The strike is far smaller than the union makes out. Health Minister Ivo Brand said 2,100 nurses were listed in Ostria.",
        ),
        (TOLL, "Only four people died at Brellin on Sunday, the stadium company said."),
    ],
    ids=["denied", "twice-what-was-admitted", "smaller-than-they-make-out", "only"],
)
def test_a_number_that_is_set_against_anothers_disputes_it(figure_desk, first, then):
    assert len(disputes(figure_desk, first, then)) == 1


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (TOLL, "Seven people died at Brellin on Sunday, not nine, the ministry said, correcting its count."),
        (HOMES, "The storm destroyed 150 homes in Brellin, more than twice as many as first reported, the governor of Ostria said."),
        (STRIKE, "Unlike in May, 2,100 nurses in Ostria got a bonus, Health Minister Ivo Brand said."),
        (TOLL, "Only four people who died at Brellin on Sunday have been named, the ministry said."),
        (TOLL, "Twelve people died at Brellin on Sunday, up from nine, the mayor of Brellin said."),
    ],
    ids=["corrected", "own-first-count", "another-matter", "a-part", "risen"],
)
def test_a_voice_that_moves_or_splits_a_number_disputes_none(figure_desk, first, then):
    assert not disputes(figure_desk, first, then)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (TURNOUT, "Turnout in the election was 49 percent, the monitoring group Clean Ballot said on Monday in Ostria."),
        (BUS, "Eleven people died when the bus left the road near Brellin on Sunday, the director of the hospital said."),
    ],
    ids=["turnout", "far-apart"],
)
def test_two_sorts_of_voices_that_lie_far_apart_dispute_each_other(figure_desk, first, then):
    assert len(disputes(figure_desk, first, then)) == 1


@pytest.mark.parametrize(
    ("first", "then", "hours"),
    [
        (TURNOUT, "Turnout was 49 percent in the towns and 80 percent in the hills, the group Clean Ballot said in Ostria.", 6),
        (BUS, "Five people died when the bus left the road near Brellin on Sunday, the director of the hospital said.", 6),
        (BUS, "Eleven people died when the bus left the road near Brellin, the director of the hospital said.", 40),
        (BUS, "Eleven people died when the bus left the road near Brellin on Sunday, the governor of Ostria said.", 6),
    ],
    ids=["several-shares", "a-little-higher", "a-day-later", "one-sort-of-voice"],
)
def test_what_a_tally_may_have_grown_to_disputes_nothing(figure_desk, first, then, hours):
    assert not disputes(figure_desk, first, then, hours=hours)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The plan will cost 1,900 jobs, the mill in Ostria said.", True),
        ("There will be 2,600 posts fewer at the mill in Ostria, the union said.", True),
        ("The mill in Ostria offers 1,900 jobs, its owner said.", False),
        ("The plan will bring 2,600 posts to the mill in Ostria, the owner said.", False),
    ],
)
def test_jobs_that_go_are_cut(figure_desk, text, told):
    assert bool(figure_desk(watch=["jobs cut"]).told(text)) is told


def kept_apart(figure_desk, first: str, then: str) -> bool:
    """Say whether the chief number of a second report begins a series of its own."""
    desk = figure_desk()
    desk.reads(first, outlet="Post")
    placed = desk.place(then, hours=4, title="", outlet="Herald", number=0, about=True).placements
    return next(place for place in placed if place.kind == "series").details["relation"] == "first"


@pytest.mark.parametrize(
    ("first", "then", "apart"),
    [
        ("Two guards were killed in the raid on Brellin jail.", "Three hostages were killed in the raid on Brellin jail.", True),
        ("Six gunmen were killed at Brellin.", "Four soldiers were killed at Brellin.", True),
        ("Two captives were killed at Brellin.", "Three hostages were killed at Brellin.", False),
        ("Two people were killed at Brellin.", "Three hostages were killed at Brellin.", False),
    ],
    ids=["guards-hostages", "gunmen-soldiers", "captives-hostages", "people-hostages"],
)
def test_hostages_guards_and_gunmen_are_counted_apart(figure_desk, first, then, apart):
    assert kept_apart(figure_desk, first, then) is apart


@pytest.mark.parametrize(
    ("first", "then", "apart"),
    [
        ("Twelve people in Brellin fell ill with cholera.", "A cook is among 19 people now confirmed to have cholera in Brellin.", False),
        ("Twelve people in Brellin fell ill with typhus.", "Some 19 people in Brellin are known to be infected with typhus.", False),
        ("Twelve people in Brellin fell ill with cholera.", "Some 19 people in Brellin are known to have fled cholera.", True),
        ("Twelve people in Brellin fell ill with typhus.", "Some 19 people in Brellin are believed to have died.", True),
    ],
    ids=["confirmed-to-have", "known-to-be-infected", "fled", "died"],
)
def test_those_known_to_have_an_illness_are_its_cases(figure_desk, first, then, apart):
    assert kept_apart(figure_desk, first, then) is apart


@pytest.mark.parametrize(
    ("then", "apart"),
    [
        ("Halden has offered 6.4 billion marks for Corvin.", False),
        ("Corvin's offer for Brenn Foods is worth 6.4 billion marks.", True),
    ],
    ids=["bidder-and-target", "another-bid"],
)
def test_one_bid_is_told_of_its_bidder_and_of_its_target(figure_desk, then, apart):
    assert kept_apart(figure_desk, "Halden's bid values Corvin at 6.4 billion marks, Corvin said.", then) is apart


@pytest.mark.parametrize(
    ("first", "then", "apart"),
    [
        ("The fire in Brellin destroyed 800 tonnes of wheat.", "Some 3,000 tonnes of wheat were lost in Brellin.", False),
        ("Some 800 tonnes of rice were lost in Brellin.", "The flood in Brellin destroyed 2,000 tonnes of rice.", False),
        ("The fire in Brellin destroyed 800 tonnes of wheat.", "Some 3,000 tonnes of wheat were exported from Brellin.", True),
        ("The fire in Brellin destroyed 800 tonnes of wheat.", "Some 3,000 tonnes of timber were lost in Brellin.", True),
        ("Police in Brellin seized 40 trucks.", "Police in Brellin seized 52 lorries.", False),
        ("Police in Brellin seized 40 trucks.", "Police in Brellin seized 52 rifles.", True),
    ],
)
def test_what_was_lost_is_what_was_destroyed(figure_desk, first, then, apart):
    assert kept_apart(figure_desk, first, then) is apart


TRAPPED = "Twelve miners are trapped under the rock at Brellin, the mining company of Ostria said."


@pytest.mark.parametrize(
    ("then", "disputed"),
    [
        ("Some 48 miners are trapped under the rock at Brellin, the mayor said.", True),
        ("Some 14 miners are trapped under the rock at Brellin, the mayor said.", False),
        ("Three miners are still trapped under the rock at Brellin, the mayor said.", False),
    ],
    ids=["far-more", "a-few-more", "fewer"],
)
def test_far_more_than_another_sort_of_voice_says_is_no_number_that_shrank(figure_desk, then, disputed):
    assert bool(disputes(figure_desk, TRAPPED, then)) is disputed
