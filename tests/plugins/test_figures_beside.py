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
        ("people missing", "The fate of 22 sailors is unknown.", [22]),
        ("people evacuated", "The police asked 3,200 residents to leave their homes.", [3200]),
        ("jobs created", "The works is to give work to 1,200 people.", [1200]),
        ("passengers stranded", "Some 5,000 passengers slept on the floor of the terminal.", [5000]),
        ("people who crossed the border", "Refugees go on fleeing: 9,000 people have come over the border.", [9000]),
        ("patients whose data were stolen", "The hackers had the files of 91,000 patients.", [91_000]),
        ("migrants rescued", "A trawler took 83 migrants on board.", [83]),
        ("people killed", "The number of lives lost in the mine fire is 12.", [12]),
        ("homes without power", "Some 44,000 households sat in the dark on Sunday night.", [44_000]),
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
        ("people missing", "The fate of 22 laws is unknown."),
        ("passengers stranded", "Some 5,000 passengers ate in the terminal."),
        ("people killed", "The loss of 32 shops hurts the town."),
        ("people ill", "Thousands of people are ill-prepared for the winter."),
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
    ("watch", "text", "told"),
    [
        ("lessons cancelled", "Of the lessons due on Monday, 412 were cancelled.", [412]),
        ("money missing", "Auditors were unable to trace 3.4 million dollars.", [3.4e6]),
        ("trees felled", "Loggers took down 1,400 oaks.", [1400]),
        ("houses built", "The charity has put up 140 houses.", [140]),
        ("missiles fired", "The navy launched 12 missiles at the port.", [12]),
        ("soldiers captured", "The rebels say they are holding 61 soldiers.", [61]),
        ("pay rise in percent", "Drivers in the union will get 5.6 percent more.", [5.6]),
        ("pay rise in percent", "Wages go up by 4.8 percent under the deal, the union said.", [4.8]),
        ("pay rise in percent", "Drivers settled for 3.9 percent, their union said.", [3.9]),
        ("cars recalled", "The recall affects 310,000 cars built in 2021.", [310_000]),
        ("soldiers killed", "Twenty-two of our men gave their lives, the general staff said.", [22]),
        ("rebels killed", "At least 140 of the assailants were killed, the army said.", [140]),
        ("pages affected", "Sixty of the 212 pages are affected.", [60]),
        ("people missing", "Scores are missing. The storm killed 23 people. A further 58 were listed as missing.", [58]),
        ("sum overcharged", "The builder billed 12 million pesos too much.", [12e6]),
        ("money embezzled", "The treasurer diverted 1.4 million crowns into his own accounts.", [1.4e6]),
        ("deficit", "In cash, the hole is 1.8 billion crowns.", [1.8e9]),
        ("damage", "The damage runs to 44 million crowns.", [44e6]),
        ("value of the contract", "The builder won the contract, worth 61 million pesos.", [61e6]),
        ("amount of the bill", "The clinic sent him a bill of 18,300 dollars.", [18_300]),
        ("complaints about bills", "The office counts 615 complaints about wrong bills.", [615]),
        ("key rate in percent", "The bank raises the key rate to 5.75 percent.", [5.75]),
        ("shots fired by police", "The police officers fired nine times.", [9]),
        ("people killed", "Police now put the number of dead at 64.", [64]),
    ],
)
def test_what_is_asked_for_is_read_as_it_is_meant(figure_desk, watch, text, told):
    assert values(figure_desk(watch=[watch]), text) == told


@pytest.mark.parametrize(
    ("watch", "text"),
    [
        ("pay rise in percent", "Rents go up by 4.8 percent, the union said."),
        ("pay rise in percent", "The union has 5.6 percent more members."),
        ("cars sold", "The firm sold 310,000 cars in 2021."),
        ("soldiers killed", "Twenty-two men died when the hotel burned."),
        ("sum overcharged", "A day ticket costs 24 florins."),
        ("sum overcharged", "They paid 3 million pesos for much of it."),
        ("value of the contract", "The contract lists a lamp at 38 pesos."),
        ("fires", "The bank fired 40 people."),
        ("patients on the waiting list", "The letter names 40 patients."),
        ("people killed", "Dorn, spy of two wars, is dead at 64."),
    ],
)
def test_what_is_meant_otherwise_is_not_told(figure_desk, watch, text):
    assert values(figure_desk(watch=[watch]), text) == []


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
