"""What a desk is told of numbers that newspapers put in their own words."""

from __future__ import annotations

import pytest

FIRE = "HAVEL, July 3 (Orvo) - A fire has devoured some 1,300 hectares of pine and scrub near Havel, the forest office of Havel said."
RIDE = "HAVEL, July 3 (Orvo) - Eight riders were hurt when the ride in Havel park gave way, the operator Corvin said."


@pytest.fixture
def foresters(figure_desk):
    made = figure_desk(watch=["hectares burned"], topic="fire")
    made.reads(FIRE, outlet="Havel Post")
    return made


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("The fire near Havel has blackened 2,600 hectares by now, the forest office of Havel said.", "revised_up"),
        ("The fire near Havel has grown to 2,600 hectares, the forest office of Havel said.", "revised_up"),
        ("The fire near Havel: 2,600 hectares of forest have gone up in flames, the forest office of Havel said.", "revised_up"),
        ("The area burnt by the fire near Havel now comes to 2,600 hectares, the forest office of Havel said.", "revised_up"),
        ("The fire near Havel has charred 900 hectares, less than first thought, the forest office of Havel said.", "revised_down"),
    ],
)
def test_land_of_one_fire_is_one_series_with_and_without_what_grew_on_it(foresters, text, relation):
    (hit,) = foresters.reads(text, hours=12)

    assert hit.relation == relation


@pytest.mark.parametrize(
    "text",
    [
        "The fire near Havel has charred 900 hectares, a shopkeeper said.",
        "Guests at the fire station in Havel devoured 2,600 pies.",
        "Havel, which a fire once spared, has grown by 2,600 hectares of new land, the town said.",
    ],
    ids=["lower, uncorrected", "no land", "a town that grew"],
)
def test_what_moves_no_area_is_silent(foresters, text):
    assert foresters.told(text, hours=12, outlet="Capital Herald") == []


def test_people_hurt_are_the_riders_hurt_in_the_same_accident(figure_desk):
    desk = figure_desk(watch=["people injured"], topic="ride")
    desk.reads(RIDE, outlet="Havel Post")

    (hit,) = desk.reads("Nineteen people came to harm on the ride in Havel park, and the number is now final, the police said.", hours=3)

    assert hit.relation != "first"


@pytest.mark.parametrize(
    ("watch", "text", "shown"),
    [
        ("workers trapped", "Twenty-two men are shut in behind the rubble of the tunnel, the police said.", "twenty-two"),
        ("customers affected", "The hack hit 21,000 customers, the firm said.", "21,000"),
        ("people killed", "Two skiers infected with a rare germ have died in Havel, the clinic said.", "two"),
        ("seats won by the Reform Party", "The Reform Party secured 58 seats in the vote.", "58"),
        ("suspected cases", "Six people tested positive for cholera. Nine others count as suspected cases, the clinic said.", "nine"),
    ],
)
def test_what_is_watched_is_told_in_the_words_of_newspapers(figure_desk, watch, text, shown):
    hits = figure_desk(watch=[watch]).reads(text)

    assert [shown in hit.title.lower() for hit in hits] == [True]


@pytest.mark.parametrize(
    ("watch", "text"),
    [
        ("workers killed", "Nine men were killed at the market in Havel, the police said."),
        ("people injured", "Three guards wounded on Monday have died of their injuries, the army said."),
        ("confirmed cases", "Nine people count as suspected cases of cholera, the clinic said."),
        ("people evacuated", "Twelve deputies were forced out of office, the party said."),
        ("seats won by the Reform Party", "The hall has 400 seats."),
        ("workers trapped", "Twenty-two goats are shut in behind the rubble of the tunnel, the police said."),
    ],
)
def test_what_only_sounds_like_what_is_watched_is_not_told(figure_desk, watch, text):
    assert figure_desk(watch=[watch]).told(text) == []


def test_a_toll_lifted_by_two_more_bodies_moves_the_known_one(figure_desk):
    desk = figure_desk(watch=["workers killed"], topic="tunnel")
    desk.reads("Four labourers died in the tunnel at Havel, the police said.", outlet="Havel Post")

    hits = desk.reads(
        "Builder disputes count\n\nRescuers found the bodies of two more labourers in the tunnel at Havel, lifting the death toll to six.",
        hours=9,
    )

    assert [(hit.relation, "six" in hit.title) for hit in hits] == [("revised_up", True)]


def test_a_total_behind_an_addition_is_of_the_same_people(figure_desk):
    desk = figure_desk(watch=["people injured"], topic="ride")
    desk.reads(RIDE, outlet="Havel Post")

    hits = desk.reads("Another 6 people were hurt on the ride in Havel park, the police said, for a total of 14.", hours=9)

    assert [(hit.relation, "14" in hit.title) for hit in hits] == [("revised_up", True)]


def test_a_firm_whose_name_only_opens_its_sentences_owns_its_recall(figure_desk):
    desk = figure_desk(watch=["kettles recalled"], topic="kettle")
    desk.reads(
        "Quorvia is calling back 84,000 electric kettles because a lid can melt, the maker announced on Monday.",
        title="Quorvia calls back kettles",
    )

    told = desk.told(
        "Eighty-four thousand kettles with bad lids have been recalled by Quorvia this morning.",
        title="Got a kettle?",
        hours=3,
        outlet="Radio Havel",
    )

    assert told == []


@pytest.mark.parametrize(
    ("watch", "text", "told"),
    [
        ("turnout of the strike in percent", "In last month's ballot 64 per cent took part.", 0),
        ("turnout of the strike in percent", "On Tuesday 64 per cent of staff took part in the strike.", 1),
        ("value of the contract", "Lampwick has a contract with the town and made a loss of 700,000 pounds.", 0),
        ("operating profit", "Lampwick made an operating profit of 700,000 pounds.", 1),
        ("jobs cut", "At the end of April 7,100 jobseekers were registered in the county.", 0),
        ("jobs cut", "The plant will cut 710 jobs.", 1),
        ("votes", "Parliament removed her by 71 votes to 58.", 1),
    ],
    ids=["ballot", "strike", "a-firms-loss", "profit", "jobseekers", "jobs", "two-sides"],
)
def test_what_is_told_around_what_is_asked_for(figure_desk, watch, text, told):
    assert len(figure_desk(watch=[watch]).reads(text)) == told
