"""What people went through, told by what they suffered or where they are; and near words that tell nothing of it."""

from __future__ import annotations

import pytest


def values(desk, text, **more):
    return sorted(hit.details["value"] for hit in desk.reads(text, **more) if hit.material)


@pytest.mark.parametrize(
    ("watch", "text", "told"),
    [
        ("people hurt", "Six passengers broke bones when the tram braked in Ebbing.", [6]),
        ("people injured", "Fourteen children had cuts and bruises after the bus hit a wall.", [14]),
        ("people injured", "Nine welders suffered severe burns in the shipyard.", [9]),
        ("people injured", "Twelve pupils needed stitches after the floor gave way.", [12]),
        ("people injured", "Paramedics took 17 people to clinics.", [17]),
        ("people rescued", "Crews brought 44 guests down on ladders.", [44]),
        ("people rescued", "Nineteen tenants were carried down the stairs by neighbours.", [19]),
        ("people rescued", "A helicopter lifted 22 hikers off the ridge.", [22]),
        ("arrests", "Thirty-three marchers were taken to police stations.", [33]),
        ("people arrested", "Fifty-three people are behind bars after the unrest.", [53]),
        ("people arrested", "Officers bundled 27 people into vans.", [27]),
        ("arrests", "Police detained 12 more, taking the number of those arrested to 31.", [31]),
        ("people missing", "Rescuers are looking for 17 people.", [17]),
        ("people missing", "Nothing has been heard from 14 fishermen.", [14]),
        ("people missing", "The list of the missing has shrunk to 31 names.", [31]),
        ("miners trapped", "The roof fell in at dawn. Eleven miners are still underground, behind the debris.", [11]),
        ("suspected cases", "The clinic saw 44 people with the symptoms of cholera.", [44]),
        ("confirmed cases", "Ninety people have been diagnosed with measles, all confirmed by the laboratory.", [90]),
        ("people ill", "The infirmary has treated 37 people from Orvo who fell ill after a banquet.", [37]),
        ("people at the rally", "At the rally some 70,000 people stood on Market Square.", [70_000]),
        ("people wounded", "The wounded number 84.", [84]),
        ("fighters killed", "The army says that it neutralised 61 fighters.", [61]),
        ("deputies who leave the party", "Seven deputies crossed the floor, to the anger of the party.", [7]),
        ("prisoners freed", "In return 90 soldiers walked across the bridge in the exchange of prisoners.", [90]),
    ],
)
def test_what_people_went_through_is_read_from_what_stands_beside_them(figure_desk, watch, text, told):
    assert values(figure_desk(watch=[watch]), text) == told


@pytest.mark.parametrize(
    ("watch", "text"),
    [
        ("people hurt", "Six passengers broke the silence when the tram braked in Ebbing."),
        ("people injured", "The fund suffered losses, and 14 investors had cuts in mind."),
        ("people injured", "Twelve pupils needed new books."),
        ("people rescued", "Crews brought 44 chairs down on ladders."),
        ("people arrested", "Fifty-three people are behind the plan."),
        ("arrests", "Thirty-three recruits were taken to the stations of the cross."),
        ("people missing", "The company is looking for investors in 17 towns."),
        ("miners trapped", "Eleven miners are still in the union."),
        ("people at the rally", "Some 700 people stood on Market Square to see the lights."),
        ("people wounded", "Ward number 84 is for the wounded."),
        ("people killed", "About one infection in four leads to illness and death."),
        ("deputies who leave the party", "Seven deputies crossed the border."),
    ],
)
def test_near_words_tell_nothing_of_it(figure_desk, watch, text):
    assert values(figure_desk(watch=[watch]), text) == []


@pytest.mark.parametrize(
    ("watch", "text", "told"),
    [
        ("jars recalled", "The maker recalls its plum jam. Concerned are 62,000 jars.", [62_000]),
        ("jobs cut", "Nerva wants to cut costs. The programme affects 1,300 jobs.", [1300]),
        ("households without drinking water", "Boil the drinking water, the town says. The notice applies to 7,400 households.", [7400]),
        ("complaints by tenants", "By May 860 tenants had lodged a complaint.", [860]),
        ("workers who applied to leave", "The scheme ended with 1,240 applications.", [1240]),
        ("workers who applied to leave", "Some 900 workers had put their names down for the scheme.", [900]),
        ("people named in the report", "The report names 23 people.", [23]),
        ("shots fired", "The guards had fired eleven times.", [11]),
        ("tanks destroyed", "Debris destroyed one tank.", [1]),
        ("deserters who returned", "The general staff spoke of prisoners and deserters. Now 35 men have come back from captivity.", [35]),
        ("members who quit the party", "The party has lost twelve members since May.", [12]),
    ],
)
def test_what_a_desk_asks_for_is_met_in_other_words(figure_desk, watch, text, told):
    assert values(figure_desk(watch=[watch]), text) == told


@pytest.mark.parametrize(
    ("watch", "text"),
    [
        ("jars recalled", "The law concerns 62,000 jars, and every lid."),
        ("jobs cut", "The jubilee affects 1,300 jobs; all get a bonus."),
        ("workers who applied to leave", "The museum bought 1,240 paintings."),
        ("shots fired", "The guards had eaten eleven times."),
        ("members who quit the party", "The party has lost twelve games in a week."),
    ],
)
def test_what_only_resembles_it_is_not_told(figure_desk, watch, text):
    assert values(figure_desk(watch=[watch]), text) == []


def test_a_number_that_stands_instead_of_another_moves_it(figure_desk):
    desk = figure_desk(watch=["jobs cut"], topic="jobs")
    desk.reads("Nerva will cut 1,900 jobs in Orvo, the firm said.", outlet="Orvo Post")

    hits = desk.reads("In Orvo 1,400 jobs will be lost instead of 1,900, the firm said.", hours=40)

    assert [hit.relation for hit in hits] == ["revised_down"]
