"""What a report tells of another event, for comparison: it is no figure of the report's own, and gives no earlier value."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from monitor_plugins import figures
from monitor_plugins.ledgers import placing

from monitor.testing import annotated, article

OWN = "The gale killed 120 people in Ardal."
SPRING = datetime(2026, 3, 2, tzinfo=UTC)


def news(text: str, *, title: str = "") -> list[str]:
    """Give the counts that may go on a series, as shown."""
    read = replace(article(text, title=title), at=SPRING)
    return [figure.shown for figure in placing.figures(annotated(read, *figures.annotate(read))) if figure.measure == "count"]


@pytest.mark.parametrize(
    "other",
    [
        "Orla killed 9,000 people in 1998.",
        "Orla killed about 9,000 people and caused damage of about $10bn in 1998.",
        "A flood in the same valley drowned some 300 villagers in October 1998.",
        "More than 9,000 people died when a quake struck the capital in 1985.",
        "The 1985 earthquake killed 9,000 people.",
        "The quake of 1985 killed 9,000 people.",
        "A gale tore through the isthmus in 1998. It killed 9,000 people.",
        "Some 9,000 people were killed across the isthmus in the autumn of 1998, when Orla came.",
        "The deadliest sinking there, of the Elsa, drowned 400 passengers in 1957.",
    ],
    ids=[
        "name",
        "name-and-damage",
        "another-disaster",
        "when-it-struck",
        "year-before",
        "of-the-year",
        "sentence-before",
        "autumn",
        "superlative",
    ],
)
def test_what_an_event_of_another_year_did_is_not_the_reports_news(other):
    assert news(f"{OWN} {other}") == ["120"]


@pytest.mark.parametrize(
    "text",
    [
        "In the worst disaster since the 1985 earthquake, 120 people died.",
        "The quake killed 120 people, the most since the 1985 earthquake.",
        "The blast killed 120 people and did damage of $2m to the hall, opened in 1998.",
        "The blast killed 120 people and did damage of $2m to a church built in 1998.",
        "The blast killed 120 people and took $2m from families who had settled there in 1998.",
        "The blast killed 120 people in March 2026.",
        "A court heard that his bomb killed 120 people and did damage of $2m in 1998.",
        "The harbour firm last made a profit in 1998. It has lost 120 dockers to the blast.",
        "The blast killed 120 people on Monday, and both crews were at sea in 1998.",
    ],
    ids=["since", "most-since", "hall", "church", "who", "this-year", "court", "it-has", "and-both"],
)
def test_a_year_of_something_else_leaves_the_reports_own_figure(text):
    assert news(text) == ["120"]


def test_a_storm_that_the_report_does_not_open_with_is_another():
    told = "Hurricane Iota killed 12 people on Monday. Hurricane Orla had killed 9,000 people."

    assert news(told) == ["12"]
    assert news(told, title="Hurricane Iota leaves 12 dead")[-1] == "12"


def test_a_storm_that_the_report_opens_with_is_its_own():
    assert news("Hurricane Iota and Tropical Storm Eta met on Monday. Tropical Storm Eta killed 12 people.") == ["12"]


def test_another_years_toll_is_not_what_this_one_was(figure_desk):
    desk = figure_desk(watch=["people killed"])
    desk.reads(
        "Insurers expect few claims from the Ardal gale. Orla killed about 9,000 people and caused damage of about $10bn in 1998.",
        title="Insurers count cost of Ardal gale",
    )

    told = desk.told(
        "The Ardal gale will cost insurers little. At least 23,000 people have been killed.", title="Ardal gale to cost little", hours=5
    )

    assert told == [("first", "Killed: at least 23,000 (Post)")]


def told(text: str, kind: str) -> list[str]:
    """Give the numbers of a kind that may go on a series, as shown."""
    read = replace(article(text), at=SPRING)
    return [figure.shown for figure in placing.figures(annotated(read, *figures.annotate(read))) if figure.measure.startswith(kind)]


@pytest.mark.parametrize(
    ("text", "kind", "left"),
    [
        (f"{OWN} Most lay in Brell, a port of 38,000.", "count", ["120"]),
        (f"{OWN} Dead were found in Brell, a town of some 12,000 at the river's mouth.", "count", ["120"]),
        (f"{OWN} The valley, home to 6,000 people, was hit hardest.", "count", ["120"]),
        ("A town of about 12,000 people was evacuated.", "count", ["about 12,000"]),
        ("At half past three the crowd parted. Some 4,000 people attended.", "count", ["some 4,000"]),
        ("At a quarter to five the crowd parted. Some 4,000 people attended.", "count", ["some 4,000"]),
        ("Measles kills one or two in every thousand patients.", "count", []),
        ("The deficit is 12 per cent smaller than in the year before.", "percent", []),
        ("The deficit is 8% above the government's forecast.", "percent", []),
        ("The deficit is 4.8 percent of output.", "percent", ["4.8 percent"]),
        ("The turnout was 61 percent, higher than in the year before.", "percent", ["61 percent"]),
        ("Instead of a new vote she is asking for one in three provinces.", "percent", []),
        (f"{OWN} Rival Brandt & Sohn closed 94 of its stores.", "count", ["120"]),
        (f"{OWN} Neighbouring Ostmark lost 94 houses.", "count", ["120"]),
        (f"{OWN} Neighbouring Ostmark said that 94 people were missing.", "count", ["120", "94"]),
    ],
    ids=[
        "port",
        "town",
        "home",
        "town-evacuated",
        "half-past",
        "quarter-to",
        "in-every",
        "smaller-than",
        "above",
        "share",
        "share-and-than",
        "one-of-a-sort",
        "rival",
        "neighbour",
        "neighbour-says",
    ],
)
def test_numbers_that_are_no_count_of_the_news(text, kind, left):
    assert told(text, kind) == left


@pytest.mark.parametrize(
    "text",
    [
        "Sixty firefighters searched the ruins for the missing.",
        "Thirty doctors treated the wounded at the scene.",
        "Fourteen taxi drivers are carrying the injured for nothing.",
        "Around 150 relatives of the dead waited outside the hospital.",
        "Some 150 villagers joined the search for the missing.",
        "Some 140 soldiers and volunteers went on combing the ravine for bodies of the dead.",
    ],
    ids=["firefighters", "doctors", "drivers", "relatives", "villagers", "soldiers"],
)
def test_helpers_are_not_those_whom_they_help(text):
    assert news(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Five firefighters were killed while searching for the missing.",
        "Twelve soldiers are still among the missing.",
        "Some 40 miners are on the list of the missing.",
        "Ten fishermen are missing, and the dead were brought ashore.",
        "At least 30 pupils fell ill and the sick were sent home.",
        "Five soldiers were injured, and 12 doctors treated the wounded.",
    ],
    ids=["killed", "among", "list", "missing", "ill", "injured"],
)
def test_those_whom_it_happened_to_are_counted_beside_others(text):
    assert news(text) != []
