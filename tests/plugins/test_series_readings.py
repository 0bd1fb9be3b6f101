"""What a number counts where its own phrase does not say it, and which numbers of a report are none of its news."""

from __future__ import annotations

from typing import Any

import pytest


def figures(figure_desk, text: str, *, title: str = "", outlet: str = "Post") -> dict[str, dict[str, Any]]:
    placed = figure_desk(topic="ostria").place(text, hours=0, title=title, outlet=outlet, number=0, about=True).placements
    rows = [place.details["figure"] for place in placed if place.kind == "series" and place.details["relation"] != "repeats"]
    return {row["shown"].lower(): row for row in rows}


@pytest.mark.parametrize(
    ("text", "shown", "happened"),
    [
        ("Corvin wants to reduce its workforce by 340 positions.", "340", "job-cut"),
        ("Corvin will get rid of 90 drivers, it said.", "90", "job-cut"),
        ("The ferry that sank off Havel carried 128 people.", "128", "aboard"),
        ("The kidnappers are holding 14 workers in the hills, the police said.", "14", "abduct"),
        ("Forty soldiers came home on Friday in an exchange of prisoners.", "forty", "free"),
        ("Ardal set free 125 Brellian prisoners on Friday.", "125", "free"),
        ("The hostages of Havel are free. That brings to 31 the number of those who have come back.", "31", "free"),
        ("Seven workers of a contractor are missing from the list of Corvin, the union said.", "seven", ""),
        ("Ada Venn of the fund Bright, which holds 6 percent, said that she would accept the bid.", "6 percent", "stake"),
        ("The takeover bid was raised. Corvin will pay 19.20 crowns a share.", "19.20 crowns a share", "offer"),
        ("Corvin made a takeover bid. The brewer is thus valued at 2.9 billion crowns.", "2.9 billion crowns", "offer"),
    ],
)
def test_what_happened_is_read_from_the_words_around(figure_desk, text, shown, happened):
    assert figures(figure_desk, text)[shown].get("families", []) == ([happened] if happened else [])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Six teams with 62 men are at the mine in Havel.", "62"),
        ("Some 150 firefighters were battling the blaze at Havel.", "some 150"),
        ("The offer depends on acceptance by holders of 75 percent of the shares in Corvin.", "75 percent"),
        ("In her last campaign she won 63 percent in Havel.", "63 percent"),
    ],
    ids=["teams", "at-work", "condition", "last-time"],
)
def test_helpers_conditions_and_other_votes_are_no_news(figure_desk, text, shown):
    assert shown not in figures(figure_desk, text)


@pytest.mark.parametrize(
    ("text", "shown", "field", "value"),
    [
        ("The rebels released the last 22 hostages from Havel.", "22", "role", "delta"),
        ("The rebels released 22 hostages from Havel.", "22", "role", "total"),
        ("The tables differ from the sheets by 2,100 votes in Havel.", "2,100", "role", "delta"),
        ("Corvin offered 17.50 crowns in cash for each share of Helm.", "17.50 crowns", "measure", "money:crown/share"),
        ("A third of the voters in Havel backed the ban.", "a third of the voters", "bound", "about"),
        ("The car was going at 131 kilometres per hour at Havel.", "131 kilometres per hour", "of", "speed"),
    ],
)
def test_rests_differences_and_units_are_told_apart(figure_desk, text, shown, field, value):
    assert figures(figure_desk, text)[shown][field] == value


@pytest.mark.parametrize(
    ("title", "text", "kept"),
    [
        ("More than 1,800 jobs to go at Corvin", "Corvin will cut 1,850 jobs, it said.", {"1,850"}),
        ("Four out of five nurses on strike", "In Havel 81 percent of nurses went on strike.", {"81 percent"}),
        ("Twelve jobs to go at Corvin", "Corvin will cut 1,850 jobs, it said.", {"twelve", "1,850"}),
    ],
    ids=["rounded", "in-words", "another"],
)
def test_a_title_that_rounds_is_the_number_of_the_text(figure_desk, title, text, kept):
    assert kept == set(figures(figure_desk, text, title=title))


def relations(figure_desk, *texts: str) -> list[str]:
    """Give the relation of the chief number of each further report of one story."""
    desk = figure_desk(topic="havel")
    found = []
    for number, text in enumerate(texts):
        article = desk.place(text, hours=4 * number, title="", outlet=f"Paper {number}", number=0, about=True)
        desk.memory.add(article)
        found.append(next(place.details["relation"] for place in article.placements if place.kind == "series"))
    return found[1:]


@pytest.mark.parametrize(
    ("first", "then", "relation"),
    [
        ("Twenty miners were trapped in the pit at Havel.", "Eleven miners are still missing in the pit at Havel.", "revised_down"),
        ("Twenty miners were trapped in the pit at Havel.", "Five climbers are missing on the peak of Orm near Havel.", "first"),
        ("Two guards were killed in the raid at Havel.", "Four terrorists were killed in the raid at Havel.", "first"),
        (
            "Nine people died when the river Orm flooded Havel.",
            "The number of people killed by the flood at Havel rose to 14 after bodies were found on the road to Lent.",
            "revised_up",
        ),
    ],
    ids=["shut-in", "elsewhere", "other-side", "moved-elsewhere"],
)
def test_series_go_on_where_the_thing_is_one(figure_desk, first, then, relation):
    assert relations(figure_desk, first, then) == [relation]
