"""Which reports go on one running number: homes and customers without power, bids, those driven out and those evacuated."""

from __future__ import annotations

import pytest

STORM = "HAVEL, July 3 (Orvo) - A storm struck Havel on Monday. Some 31,000 homes in Havel were without power, the utility Corvin said."
BID = "HAVEL, July 3 (Orvo) - Corvin has made a takeover offer of 300 million crowns for Havel Mills, the two firms said on Monday."
FLOOD = "HAVEL, July 3 (Orvo) - Some 2,000 people were evacuated from Havel on Monday as the river rose, the mayor of Havel said."
RALLY = "HAVEL, July 3 (Orvo) - Some 7,000 people attended a rally against the mine in Havel, police said."


def desk_of(figure_desk, watch, topic, first):
    made = figure_desk(watch=watch, topic=topic)
    made.reads(first, outlet="Havel Post")
    return made


@pytest.fixture
def storm(figure_desk):
    return desk_of(figure_desk, ["homes without power"], "storm", STORM)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("The storm left about 38,000 customers in Havel without electricity, Corvin said.", "revised_up"),
        ("Around 38,000 properties in Havel lost power in the storm, Corvin said.", "revised_up"),
        ("Some 12,000 households in Havel are still in the dark after the storm, Corvin said.", "revised_down"),
    ],
)
def test_homes_and_customers_without_power_are_one_number(storm, text, relation):
    assert [hit.relation for hit in storm.reads(text, hours=10)] == [relation]


@pytest.mark.parametrize(
    "text",
    [
        "Corvin has reconnected 12,000 households after the storm in Havel, it said.",
        "Some 31,000 properties in Havel are still without electricity after the storm, Corvin said.",
        "Some 90,000 people in Havel were without power after the storm, Corvin said.",
        "Corvin kept 12,000 customers in Havel in the dark about the storm, a lawyer said.",
    ],
    ids=["reconnected", "known", "people live in homes", "not told"],
)
def test_what_is_no_news_of_homes_without_power_is_silent(storm, text):
    assert storm.told(text, hours=10, outlet="Capital Herald") == []


@pytest.fixture
def bid(figure_desk):
    return desk_of(figure_desk, ["takeover offer"], "bid", BID)


@pytest.mark.parametrize(
    "text",
    [
        "Corvin raised its bid for Havel Mills to 340 million crowns on Wednesday, the firms said.",
        "Corvin is now offering 340 million crowns for Havel Mills, it said.",
    ],
)
def test_a_bid_that_is_raised_is_told(bid, text):
    assert [hit.relation for hit in bid.reads(text, hours=40)] == ["revised_up"]


@pytest.mark.parametrize(
    "text",
    [
        "The board of Havel Mills is weighing the 300-million-crown bid from Corvin, it said.",
        "Shares in Havel Mills rose to 14 crowns after the offer from Corvin, which is worth 12 crowns a share.",
        "The takeover offer of Corvin for Havel Mills is the largest in a town that owes 900 million crowns.",
    ],
    ids=["known", "a price per share", "a debt"],
)
def test_what_moves_no_bid_is_silent(bid, text):
    assert bid.told(text, hours=40, outlet="Capital Herald") == []


def test_a_ransom_is_told_and_told_again_when_it_grows(figure_desk):
    desk = figure_desk(watch=["ransom demanded"], topic="hack")
    first = desk.reads("Hackers of the clinic in Havel made a ransom demand of 3 million crowns one day after the attack, the clinic said.")
    then = desk.reads("The hackers of the clinic in Havel are now demanding 5 million crowns, the clinic said.", hours=24)

    assert [hit.relation for hit in (*first, *then)] == ["first", "revised_up"]


@pytest.fixture
def flood(figure_desk):
    return desk_of(figure_desk, ["people evacuated"], "flood", FLOOD)


@pytest.mark.parametrize(
    "text",
    [
        "By Tuesday 3,100 people had been forced from their homes in Havel by the flood, the mayor of Havel said.",
        "The number of people displaced by the flood in Havel has risen to 3,100, the mayor of Havel said.",
    ],
)
def test_those_driven_out_of_one_place_are_those_evacuated(flood, text):
    assert [hit.relation for hit in flood.reads(text, hours=24)] == ["revised_up"]


@pytest.mark.parametrize(
    "text",
    [
        "In the hills 40,000 people have been displaced by the war, the mayor of Havel said after the flood.",
        "Some 3,100 people were displaced by the flood in Ardal, the mayor of Ardal said.",
    ],
)
def test_the_displaced_of_another_place_are_not(flood, text):
    assert flood.told(text, hours=24, outlet="Capital Herald") == []


def test_those_forced_from_their_homes_are_told_to_who_watches_the_evacuated(figure_desk):
    desk = figure_desk(watch=["people evacuated"], topic="fire")
    first = desk.reads("A fire near Havel has forced 1,200 people from their homes, the mayor of Havel said.")
    then = desk.reads("About 2,000 residents have been evacuated because of the fire near Havel, the mayor of Havel said.", hours=9)

    assert [hit.relation for hit in (*first, *then)] == ["first", "revised_up"]


def test_a_count_of_votes_that_goes_on_is_no_dispute(figure_desk):
    desk = figure_desk(watch=["share of the vote for Unity"], topic="vote")
    desk.reads("Unity took 38.4 percent of the vote in Havel with half of the ballots counted, the election board said.")

    told = desk.told(
        "Unity won 36.9 percent of the vote in Havel, final results showed, the board of elections said.", hours=5, outlet="Herald"
    )

    assert [relation for relation, _ in told] == ["revised_down"]


def test_two_counts_of_votes_that_nobody_calls_unfinished_are_a_dispute(figure_desk):
    desk = figure_desk(watch=["turnout"], topic="vote")
    desk.reads("Turnout in Havel was 57 percent, the election office said.")

    told = desk.told("Turnout in Havel was 44 percent, the opposition said.", hours=5, outlet="Herald")

    assert [relation for relation, _ in told] == ["new_speaker", "figure"]


def test_two_voices_dispute_by_a_multiple(figure_desk):
    desk = figure_desk(watch=["patients affected"], topic="leak")
    desk.reads("Data of 18,000 patients of the clinic Corvin in Havel were stolen, Corvin said.")

    hits = desk.reads("The watchdog says twice the 18,000 patients named by Corvin were affected by the theft in Havel.", hours=9)

    assert [(hit.relation, "36,000" in hit.title) for hit in hits] == [("new_speaker", True), ("figure", True)]


def test_the_crowd_of_a_match_is_no_news_of_a_rally(figure_desk):
    desk = desk_of(figure_desk, ["people attending"], "rally", RALLY)

    told = desk.told("The rally in Havel ended. That evening 18,000 people attended the football match in Havel.", hours=5)

    assert told == []


def test_the_crowd_of_a_watched_match_is(figure_desk):
    desk = figure_desk(watch=["spectators"], topic="match")

    hits = desk.reads("The football match in Havel drew a crowd. Some 18,000 spectators attended the match in Havel.")

    assert [hit.relation for hit in hits] == ["first"]
