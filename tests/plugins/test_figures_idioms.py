"""Figures in the words of newspapers: tallies that are moved, what became of those described, and what is said in several words."""

from __future__ import annotations

import pytest
from monitor_plugins import figures

from monitor import Quantity
from monitor.testing import article

SURE = 0.75
WATCHED = 0.65  # what a desk that asks for just this is told


def one(text: str, written: str) -> Quantity:
    return next(note for note in figures.annotate(article(text)) if written in note.quote)


@pytest.mark.parametrize(
    ("text", "written", "family", "change"),
    [
        ("Two more hikers were found under the snow, lifting the death toll to six.", "six", "kill", "up"),
        ("A ninth cadet died on Friday, which brings the number of dead in the barracks blast to nine.", "nine", "kill", "up"),
        ("Police detained five more men, bringing the total to 40.", "40", "arrest", "up"),
        ("Another 8 passengers were injured in the second crash, for a total of 27.", "27", "wound", "up"),
        ("A second climber died on Sunday, bringing to five the number of lives the avalanche has claimed.", "five", "kill", "up"),
        ("The airline put the number of passengers who were stranded at 1,900.", "1,900", "strand", ""),
        ("The clinic says it is flu, and the number of confirmed infections stands at 58.", "58", "infect", ""),
        ("The agency has corrected the number of flu infections to 48, not 52.", "48", "infect", "down"),
        ("The area burnt now comes to 3,200 hectares.", "3,200", "destroy", ""),
        ("The firm said how many had been affected: 21,000 patients.", "21,000", "affect", ""),
    ],
    ids=lambda part: part if " " not in part else None,
)
def test_a_tally_that_is_put_or_moved_counts_what_it_names(text, written, family, change):
    note = one(text, written)

    assert (note.predicate, note.role, note.details.get("change", "")) == ((family,), "total", change)
    assert note.confidence >= SURE


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("The goal took his total to 12.", "12"),
        ("He left the number of shops at 40.", "40"),
        ("The firm put the number of visitors at 3,000.", "3,000"),
        ("They ran 9 miles on Monday and 5 more on Tuesday, for a total of 14.", "14"),
        ("Tariffs took the total number of wars over butter to 12.", "12"),
    ],
)
def test_a_tally_of_nothing_that_happened_is_not_sure(text, written):
    assert one(text, written).confidence < SURE


def test_a_number_that_is_denied_beside_the_right_one_is_none():
    assert one("The agency has corrected the number of flu infections to 48, not 52.", "52").details["negated"] is True


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Four patients infected with a resistant germ have died at the clinic.", "kill"),
        ("Three guards wounded on Monday have died of their injuries.", "kill"),
        ("Three wounded guards have died of their injuries.", "kill"),
        ("Twelve people who were wounded on Friday have died.", "kill"),
        ("Five miners trapped since Monday were rescued.", "rescue"),
        ("Nine men who were arrested in May were released on Monday.", "free"),
        ("The bodies of nine miners have been recovered.", "kill"),
    ],
)
def test_what_became_of_those_described_is_told(text, family):
    note = next(iter(figures.annotate(article(text))))

    assert note.predicate == (family,)
    assert note.confidence >= SURE


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Forty people wounded in the blast are being treated.", "wound"),
        ("The 12 people injured in the crash were released from hospital.", "wound"),
        ("Seven injured survivors were taken to hospital.", "wound"),
        ("Thirty people were wounded in a blast that killed a guard.", "wound"),
    ],
)
def test_the_wounded_stay_wounded_where_nothing_else_became_of_them(text, family):
    assert next(iter(figures.annotate(article(text)))).predicate == (family,)


def test_the_dead_among_the_relatives_are_not_those_counted():
    assert one("Twelve people who say their relatives were killed have sued.", "Twelve").confidence < SURE


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Eighteen barns have gone up in flames.", "destroy"),
        ("About 40 cabins were reduced to ashes.", "destroy"),
        ("The fire has blackened 3,200 hectares of forest.", "destroy"),
        ("The blaze had consumed 4,100 acres by Tuesday.", "destroy"),
        ("Some 3,200 hectares of scrub were charred.", "destroy"),
        ("Nine climbers gave their lives on the mountain.", "kill"),
        ("No fewer than 30 soldiers were wiped out.", "kill"),
        ("About 700 residents were told to leave.", "evacuate"),
        ("Close to 4,000 people are out of their homes.", "displace"),
        ("Some 5,200 villagers have abandoned their homes.", "displace"),
        ("Twenty-two miners are shut in behind the rubble.", "trap"),
        ("Some 400 villagers are cut off by the snow.", "strand"),
        ("Forty workers came out alive.", "rescue"),
        ("Thirteen people have come to harm on the rides.", "wound"),
        ("The hack hit 21,000 customers.", "affect"),
        ("Thieves stole the data of 40,000 customers.", "affect"),
        ("The data of up to 30,000 patients might have been exposed.", "affect"),
        ("Some 50,000 subscribers were caught up in the breach.", "affect"),
        ("The virus was found in twelve people.", "infect"),
    ],
)
def test_an_idiom_tells_what_happened(text, family):
    note = next(iter(figures.annotate(article(text))))

    assert note.predicate == (family,)
    assert note.confidence >= SURE


@pytest.mark.parametrize(
    "text",
    [
        "Fans devoured 3,000 pies at the festival.",
        "Torland's army cut down 40 trees.",
        "The minister was forced out of office by 30 deputies.",
        "The storm hit 12 towns.",
        "Traces of the virus were found in 12 ferries.",
        "Sixty percent of the firm was cut off.",
        "The firm keeps the data of 40,000 customers.",
    ],
)
def test_what_only_looks_like_an_idiom_is_not_sure(text):
    assert next(iter(figures.annotate(article(text)))).confidence < SURE


def test_people_out_of_their_homes_are_evacuated_where_an_evacuation_is_told():
    note = one("The evacuation of the spa went on. Close to 4,000 people are out of their homes.", "4,000")

    assert note.predicate == ("evacuate",)


@pytest.mark.parametrize(
    "text", ["Fifteen others count as suspected cases of cholera.", "A further nine are regarded as suspected cases of flu."]
)
def test_those_who_count_as_suspected_cases_are_no_confirmed_ones(text):
    note = one(f"Six people tested positive. {text}", text.split(" ")[1])

    assert (note.predicate, note.role, note.details["qualifier"]) == (("infect",), "total", "suspected")


def test_a_further_nine_who_fell_ill_are_added_to_those_known():
    note = one("Six people tested positive for cholera. A further nine have tested positive.", "nine")

    assert note.role == "delta"


def test_two_dead_are_sure_enough_for_a_desk_that_asked_and_for_no_other():
    note = one("Two skiers were killed in the valley.", "Two")

    assert WATCHED <= note.confidence < SURE


def test_two_of_anything_else_are_not():
    assert one("Two dogs died in the valley.", "Two").confidence < WATCHED
