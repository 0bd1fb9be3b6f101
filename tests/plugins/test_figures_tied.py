"""A happening counts as said of a figure only where the grammar ties it; what is merely near is kept, but not sure enough to tell."""

from __future__ import annotations

import pytest
from monitor_plugins import figures

from monitor import Quantity
from monitor.testing import article

SURE = 0.75


def read(text: str) -> list[Quantity]:
    return list(figures.annotate(article(text)))


def one(text: str, written: str) -> Quantity:
    return next(note for note in read(text) if written in note.quote)


@pytest.mark.parametrize(
    ("text", "written", "family"),
    [
        ("Seven people from Ardal died in the flood.", "Seven", "kill"),
        ("All 24 people on board died.", "24", "kill"),
        ("Nine men from Ardal and another man from Tessin were arrested on Monday.", "Nine", "arrest"),
        ("Forty demonstrators were detained near the square.", "Forty", "arrest"),
        ("The firm is recalling nearly 200,000 vehicles.", "200,000", "recall"),
        ("The recall involves 15,500 vans.", "15,500", "recall"),
        ("More than 800 employees will lose their jobs.", "800", "job-cut"),
        ("Some 1,200 jobs would go under the plan.", "1,200", "job-cut"),
        ("More than 2,000 people lost their lives in the flood.", "2,000", "kill"),
        ("The number of people killed in the quake rose to 61.", "61", "kill"),
        ("Officials raised the toll of the flood to 38.", "38", "kill"),
        ("Officials put the toll of Wednesday's earthquake at 61.", "61", "kill"),
        ("Deaths from the outbreak reached 212.", "212", "kill"),
        ("The ministry put the injured at 31.", "31", "wound"),
        ("Thousands of pupils took to the streets.", "Thousands", "attend"),
        ("A crowd of 300 gathered outside the court.", "300", "attend"),
        ("About 40 people are in custody.", "40", "arrest"),
        ("Some 12,000 litres of oil leaked into the river.", "12,000", "leak"),
        ("Quarterly profits at Corvin jumped 76% to $1.13bn.", "1.13bn", "profit"),
        ("Shares in Corvin closed up four pence at 274.5 pence.", "274.5", "price"),
        ("Ministers fined Corvin £5m for the spill.", "5m", "fine"),
        ("Unemployment rose to 4.4 million people.", "4.4 million", "unemployment"),
        ("Eleven people were wrongly convicted.", "Eleven", "convict"),
    ],
    ids=lambda part: part if " " not in part else None,
)
def test_what_the_grammar_ties_to_a_figure_is_sure(text, written, family):
    note = one(text, written)

    assert note.predicate == (family,)
    assert note.confidence >= SURE


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Three appeal judges dismissed both claims.", "Three"),
        ("She was robbed of her bag by six men, and a camera was stolen.", "six"),
        ("Two hundred hunts met on Saturday, killing 91 foxes.", "Two hundred"),
        ("Nine embassies will close to save money.", "Nine"),
        ("The minister attacked the party's six new pledges.", "six"),
        ("Police searched three coachloads of people on the way to the arrest.", "three"),
        ("The town has 30 rescue workers.", "30"),
        ("Five of the eight men held a news conference after the charges.", "Five"),
        ("The group was linked to the cut after 220 incidents.", "220"),
        ("Thousands of agencies are ill-prepared for the law.", "Thousands"),
        ("The law lets 300,000 council tenants buy their homes.", "300,000"),
        ("The firm is to relocate about 10 of its 27 plants.", "10"),
        ("Some 1,200 jobs had gone while 780 were being moved out of the capital.", "780"),
        ("A Tessin mother of 12 was killed in the street.", "12"),
        ("He went to jail for murder and for attempting to murder at least three others.", "three"),
        ("Supporters predicted that Ms Hale would win no more than 40 votes.", "40"),
        ("She is the only one who can get 100 votes in the house.", "100"),
        ("A plan proposing to help schools hire up to 1,000 nurses was read.", "1,000"),
        ("The navy intercepted three boats off the cape.", "three"),
        ("Envoys resumed talks on the release of eight sailors.", "eight"),
        ("Her song launched a thousand girls.", "thousand"),
        ("Mr Brandt earned 6 percent and Ms Hale got five.", "6 percent"),
        ("When Mr Hale governed the country suffered mass unemployment, 15% interest rates and strikes.", "15%"),
    ],
    ids=[
        "agents who dismiss",
        "behind by",
        "agents of killing",
        "money saved",
        "pledges are no gifts",
        "far away",
        "an attribute",
        "held is no charge",
        "another's deed",
        "a compound",
        "those who buy",
        "plants are not evacuated",
        "jobs are not evacuated",
        "children of hers",
        "an attempt",
        "foretold",
        "a mere can",
        "proposed",
        "stopped, not shot down",
        "talked of",
        "people are no ships",
        "shares are not earned",
        "another's noun",
    ],
)
def test_what_is_only_near_a_figure_is_not_sure(text, written):
    assert one(text, written).confidence < SURE


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("His rival, Tom Brandt, 19 - who was jailed in May - said nothing.", "19"),
        ("The pension age will rise from 60 and the union fights plans to raise the pension age to 65.", "65"),
        ("There are many voters over 60 in the country.", "60"),
        ("Tom Brandt, spy of two wars, dead at 95.", "95"),
        ("Drink kills many people ages 16-25 on the road.", "25"),
    ],
    ids=["behind a name and before a dash", "a pension age", "older than", "dead at", "ages"],
)
def test_an_age_is_no_count(text, written):
    assert one(text, written).kind == "age"


@pytest.mark.parametrize(
    ("text", "written", "role"),
    [
        ("Some 3,000 children die needlessly every day.", "3,000", "rate"),
        ("Each year some 300 people are killed on the road.", "300", "rate"),
        ("Fuel prices caused a 40% drop in profits at Corvin.", "40%", "delta"),
        ("The party would cut spending by £35bn.", "35bn", "delta"),
    ],
)
def test_rates_and_steps_are_no_totals(text, written, role):
    assert one(text, written).role == role


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Claims that Ms Hale ran a £1bn research budget were not true.", "negated"),
        ("He fled rather than pay the £5,000 damages.", "negated"),
        ("Profits were better than market expectations of £59m.", "planned"),
        ("The tax is for those earning more than £100,000.", "planned"),
    ],
    ids=["not true", "left undone", "expected", "a threshold"],
)
def test_what_was_denied_expected_or_only_marks_a_group_is_no_report(text, flag):
    [note] = [note for note in read(text) if note.kind == "money"]

    assert note.details[flag] is True


def test_a_bare_subject_behind_things_counts_the_same_things():
    assert one("The dogs caught 91 foxes, and four were killed by accident.", "four").of == "fox"
    assert one("Forty homes were destroyed and 12 were damaged.", "12").category == "building"
    assert one("Forty homes were destroyed and 12 were killed.", "12").category == "people"


def test_an_amount_with_a_plural_magnitude_has_its_value():
    assert one("Ministers found £22 billions worth of savings.", "22").value == 22e9


def test_a_title_before_a_name_owns_nothing():
    assert one("The register shows former Kestrian leader Wil Hagen earning up to £82,000.", "82,000").subject == ("Wil Hagen",)


def test_quotation_marks_inside_a_phrase_do_not_end_it():
    assert one('Plans to build 10,000 new "affordable" homes were unveiled.', "10,000").of == "home"
