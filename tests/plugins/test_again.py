"""Numbers that a desk knows, given again by a report that counts them otherwise: rounded, by another noun, of an earlier hour."""

from __future__ import annotations

import pytest


@pytest.fixture
def desk(figure_desk):
    return figure_desk(watch=["people killed", "demonstrators", "value of the contract", "shops closed", "turnout in percent"], topic="all")


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ("The rebels said they had killed 87 soldiers at Dorr.", "The rebels, who boast of more than eighty dead soldiers, hold Dorr."),
        ("The chain will close 72 shops by March.", "The chain is to shut 72 branches in all."),
        ("The contract is worth 640 million crowns.", "The firm, which paid 640 million crowns for the contract, will sue."),
        ("About 9,000 people marched through Brell on Sunday.", "A dozen demonstrators stood before the court in Brell."),
    ],
    ids=["rounded", "another-noun", "the-very-amount", "a-few-of-the-many"],
)
def test_what_is_known_is_not_told_as_new(desk, first, later):
    desk.reads(first, outlet="Post")

    assert desk.told(later, hours=20, outlet="Herald") == []


@pytest.mark.parametrize(
    ("first", "later"),
    [
        (
            "The rebels said they had killed 57 soldiers at Dorr.",
            "The rebels said the dead soldiers at Dorr had risen to more than eighty.",
        ),
        ("The chain will close 72 shops by March.", "The chain said it would now close 90 shops."),
        ("About 9,000 people marched through Brell on Sunday.", "Some 14,000 demonstrators marched through Brell on Tuesday, police said."),
    ],
    ids=["risen", "more-shops", "another-march"],
)
def test_what_is_not_known_is_told(desk, first, later):
    desk.reads(first, outlet="Post")

    assert desk.told(later, hours=40, outlet="Herald")


def test_a_first_count_that_comes_in_late_is_silent_though_it_names_the_place_otherwise(desk):
    desk.reads("At least eight people were killed in a fire at the Hotel Ostmark in Brell.", hours=6, outlet="Radio")

    assert desk.told("Five people were killed in a burning hotel in the port, an officer said.", hours=2, outlet="Telegraph") == []


def test_a_number_of_which_nothing_was_told_opens_no_alert_when_it_comes_again(desk):
    desk.reads("About 9,000 people marched through Brell on Sunday.", outlet="Post")
    desk.reads("A dozen demonstrators stood before the court in Brell.", hours=20, outlet="Herald")

    hits = desk.reads("A dozen demonstrators stood before the court in Brell again.", hours=40, outlet="Courier")

    assert [hit for hit in hits if hit.kind == "figure"] == []
