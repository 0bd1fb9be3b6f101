"""What a desk asks for in plain words meets the figures of reports that say it in theirs."""

from __future__ import annotations

import pytest
from monitor_plugins.ledgers.wishes import watched

BREACH = "Hackers copied the records of 310,000 patients of the Lorne clinics, the group said. They demand 4 million euros."
SWAP = "Ninety-two soldiers came home on Friday in an exchange of prisoners. In return, 80 were handed over to Tarsk."
STRIKE = "On the first day of the walkout 72 percent of teachers stayed away, the union said; the ministry speaks of 38 percent."
BID = "In its takeover bid Danport is offering 23.50 crowns for each Selm share, which puts a value of 1.9 billion crowns on the firm."
TOWN = "The quarry of Orvo gives work to 210 people. In the last century the place had 4,000 souls, a fort and a prison with 90 cells."


def values(desk, text, **more):
    return sorted(hit.details["value"] for hit in desk.reads(text, **more) if hit.material)


@pytest.mark.parametrize(
    ("watch", "text", "told"),
    [
        ("patients whose data were stolen", BREACH, [310_000]),
        ("ransom", BREACH, [4e6]),
        ("ransom demanded", "The kidnappers want 3 million dollars for the engineer, his family said.", [3e6]),
        ("jobs cut", "Norair will trim its workforce by 2,400 posts over two years. It has 61 aircraft.", [2400]),
        ("jobs lost", "Nerva is letting 700 people go, a tenth of its staff.", [700]),
        ("job cuts", "Rolla wants to get rid of 2,200 jobs by 2028; its works in Mern has 840 employees.", [2200]),
        ("hostages", "Gunmen took 27 pupils of a school in Daro hostage. The district has 90,000 inhabitants.", [27]),
        ("hostages", "Rebels led away 55 workers of the mine.", [55]),
        ("hostages freed", "Captors let 14 engineers go, bringing to 26 the number of captives who have returned home.", [26]),
        ("hostages freed", "All 17 hostages were brought out unharmed when police stormed the bank.", [17]),
        ("prisoners released", SWAP, [92]),
        (
            "share of the vote in percent",
            "Anna Dorn won the election in Karsk with 52.4 percent. Piet Holm received 45.1 percent.",
            [45.1, 52.4],
        ),
        ("margin in votes", "Lena Furst beat her opponent by 312 votes in the race for mayor. She had 18,204 votes.", [312]),
        ("turnout in percent", "Just 38 percent of those entitled cast a ballot in the referendum.", [38]),
        ("pay offer in percent", "Nurses have rejected a pay offer of 6 percent, their union said.", [6]),
        ("share of teachers on strike", STRIKE, [72]),
        ("flights cancelled", "A total of 318 flights had to be scrapped at Delmar airport.", [318]),
        ("operations postponed", "About 9,000 operations were put off because of the strike.", [9000]),
        ("oil spilled", "Around 900 tonnes of heavy oil have escaped from the tanker.", [900]),
        ("birds culled", "All 42,000 hens on a farm near Lomm have been culled.", [42_000]),
        ("stake in percent", "Orbis has bought 14.8 percent of the shipyard Kranz.", [14.8]),
        ("offer per share", BID, [23.5]),
        ("value of the offer", BID, [1.9e9]),
        ("fine", "The authority has ordered Mellis to pay 61 million euros for price fixing.", [61e6]),
        ("speed of the train", "The train was doing 118 kilometres per hour when it jumped the rails.", [118]),
        ("people in hospital", "Forty-six people have fallen ill; nine of them are in hospital with salmonella.", [9]),
        ("paintings stolen", "Thieves made off with 17 paintings from the Arden museum.", [17]),
        ("cocaine seized", "Customs officers found 2.3 tonnes of cocaine in a container.", [2.3]),
        ("signatures", "The petition has been signed by 148,000 people.", [148_000]),
        ("inflation forecast in percent", "The bank expects inflation of 3.9 percent this year.", [3.9]),
        (
            "customers without power",
            "Half the city had no electricity. The grid operator spoke of 210,000 customers.",
            [210_000],
        ),
    ],
)
def test_plain_words_meet_what_reports_say(figure_desk, watch, text, told):
    assert values(figure_desk(watch=[watch]), text) == told


@pytest.mark.parametrize(
    ("watch", "text"),
    [
        ("hostages", TOWN),
        ("hostages", "The insurgents hold no town, but the war has cost 12,000 lives since 2009."),
        ("prisoners freed", TOWN),
        ("miners rescued", "Six rescue crews with 85 helpers took turns at the shaft."),
        ("value of the offer", "Selm shares closed at 19.10 crowns after the offer."),
        ("percent of shares accepted", "The pension fund Alba, which owns 11 percent, has not said whether it will accept."),
        ("percent of shares accepted", "The bid is conditional on the acceptance of two thirds, or 66.7 percent, of the shares."),
        ("share of the vote in percent", "Toll leads in the election. At the previous election he took 58 percent."),
        ("share of the vote in percent", "With 92 percent of the ballots counted in the election nobody knows who won."),
        ("flights cancelled", "A second walkout would ground some 240 flights, a broker reckons."),
        ("ransom", "Hackers want money. They are known for a dozen raids, including one on a brewery that paid 40,000 francs."),
        ("people killed", "Talks opened on Monday. They met for hours. The rebellion has killed some 3,000 people."),
        ("people killed", "Talks opened on Monday. They met for hours. Selm's civil war has killed some 3,000 people."),
        ("value of the gift", "The mayor of Selm kept a ring. Gifts worth more than 300 crowns have to be declared."),
        ("contract amount", "The council of Selm gave away a contract. Every contract above 50,000 crowns has to be put out to tender."),
        ("people", "The landslide hit Harl, a village of 420 people."),
    ],
)
def test_what_only_stands_beside_it_is_not_told(figure_desk, watch, text):
    assert values(figure_desk(watch=[watch]), text) == []


def test_one_number_of_headline_and_text_is_told_once_and_from_the_text(figure_desk):
    desk = figure_desk(watch=["offer per share"], topic="bid")

    (hit,) = desk.reads(
        "Danport opened its takeover bid for Selm on Friday and is offering 26.40 crowns in cash for every share.",
        title="Danport bids 26.40 crowns a share for Selm",
    )

    assert "in cash" in hit.evidence[0].quote


def test_posts_and_jobs_that_one_wish_asks_for_are_one_number(figure_desk):
    desk = figure_desk(watch=["jobs cut"], topic="norair")
    desk.reads("Norair will cut its staff by 2,400 posts, the airline Norair said.")

    hits = desk.reads("Norair is to axe 3,100 jobs, the airline said.", hours=72, outlet="Herald")

    assert [hit.relation for hit in hits if hit.kind == "figure" and hit.material] == ["revised_up"]


def test_an_addition_that_the_report_sums_up_is_not_told(figure_desk):
    desk = figure_desk(watch=["hostages freed"], topic="mine")
    desk.reads("Soldiers freed six hostages from the Sarn camp.")

    told = values(desk, "The rebels released 13 hostages from the Sarn camp. That brings to 19 the number of hostages freed.", hours=200)

    assert told == [19]


@pytest.mark.parametrize(
    ("text", "kind", "families"),
    [
        ("number of visitors", "count", ()),
        ("price of the takeover", "money", ("price",)),
        ("takeover price", "money", ("price",)),
        ("pay offer", "", ("pay-rise",)),
        ("homes without power", "count", ("outage",)),
        ("hostages held", "count", ("abduct",)),
        ("share of teachers on strike", "percent", ("strike",)),
    ],
)
def test_wishes_are_read(text, kind, families):
    read = watched(text)

    assert (read.kind, read.families) == (kind, families)
