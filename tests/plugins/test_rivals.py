"""Numbers that two voices of one topic give otherwise, though each says in other words what is counted; and what parts them."""

from __future__ import annotations

import pytest
from monitor_plugins.ledgers.rival import likelihood
from monitor_plugins.ledgers.rival_signs import around
from monitor_plugins.text.own import own_voice

from monitor.testing import article

FERRY = ("Wire", "Gunmen seized the ferry Halcyon off Dornay on Tuesday and are holding 44 passengers, the coastguard said.")
MINE = ("Wire", "Twenty-two miners were trapped on Monday when a shaft at the Torga colliery flooded, the operator said.")
BOAT = ("Wire", "About 60 people had been on board the boat that sank off Karra on Sunday, the coastguard said.")
STEEL = ("Corlan Steel", "Corlan Steel will reduce its workforce by 1,200 positions at Breda Falls. The board approved the plan.")
TRAIN = (
    "Port Railways",
    "We regret the accident. The train was travelling at 88 kilometres per hour when it left the rails at Elm Junction.",
)
BID = ("Wire", "Boreas said on Monday that holders of 58 percent of the shares in Helm Power had accepted its offer by the deadline.")
NURSES = ("Nurses' League", "On the first day 74 percent of nurses in Ombria went on strike. We thank them all.")
SWAP = ("Wire", "Sixty Norlandian soldiers came home on Friday in an exchange of prisoners, the defence ministry in Holm said.")
MARCH = ("Wire", "Some 6,000 people took part in the march against the port in Dornay on Sunday, the police said.")
AMBUSH = ("Wire", "Nine soldiers were killed on Friday in an ambush at Karra, the army said.")
DEATHS = ("Wire", "The death toll in the Belmar warehouse fire rose to nine on Tuesday, the health ministry said.")


def disputed(figure_desk, first: tuple[str, str], outlet: str, text: str, hours: float = 8) -> bool:
    desk = figure_desk(topic="ostria")
    desk.reads(first[1], outlet=first[0])
    return any(hit.kind == "contradiction" for hit in desk.reads(text, outlet=outlet, hours=hours))


@pytest.mark.parametrize(
    ("first", "outlet", "text"),
    [
        (FERRY, "Sun", "The rebels who seized the Halcyon off Dornay say they have 71 captives on the ferry, all of them well."),
        (
            MINE,
            "Worker",
            "The miners' union says 29 miners were below when the Torga shaft flooded. A contractor's were left out.",
        ),
        (BOAT, "Lifeline", "The boat that sank off Karra carried 115 people. Our volunteers spoke to a survivor."),
        (STEEL, "Herald", "Corlan Steel will get rid of 2,100 workers at Breda Falls, the metalworkers' union said."),
        (
            TRAIN,
            "Post",
            "The train at Elm Junction was going at 131 kilometres per hour, far faster than the railway has said, police said.",
        ),
        (
            BID,
            "Courier",
            "Only 44 percent of the shares in Helm Power were tendered to Boreas, Helm's secretary, Ida Rask, said on Monday.",
        ),
        (SWAP, "Sarvian News", "Sarvia on Friday set free 88 Norlandian prisoners of war, the State Commission for Captives announced."),
        (
            DEATHS,
            "Belmar Post",
            "Fourteen people have died in the Belmar fire, doctors at two hospitals say, five more than the ministry admits.",
        ),
        (
            MARCH,
            "Examiner",
            "Adding up the rows that passed our window in Dornay on Sunday, the Examiner arrives at 21,000 people on the march.",
        ),
        (AMBUSH, "Highland Radio", "Thirty-one of the regime's soldiers were killed on Friday at Karra, the rebels' commander said."),
    ],
    ids=["captives", "below", "carried", "workforce", "speed", "tendered", "came-home", "more-than-admitted", "own-count", "theirs"],
)
def test_two_voices_of_one_topic_dispute_a_number_told_in_other_words(figure_desk, first, outlet, text):
    assert disputed(figure_desk, first, outlet, text)


@pytest.mark.parametrize(
    ("first", "outlet", "text"),
    [
        (DEATHS, "Belmar Post", "Fourteen people have now died in the Belmar fire, the director of the hospital said."),
        (DEATHS, "Belmar Post", "Four children are among the dead of the Belmar fire, the hospital said."),
        (DEATHS, "Belmar Post", "Some 40 people were injured in the Belmar fire, the firefighters' union said."),
        (STEEL, "Herald", "The metalworkers' union, which has 5,400 members, called a strike at Corlan Steel in Breda Falls."),
        (STEEL, "Herald", "Corlan Steel will cut 4,300 jobs worldwide this year, the union said."),
        (MINE, "Worker", "Six teams with 62 men are digging at the Torga colliery, the miners' union said."),
        (MINE, "Wire", "Eleven miners are still trapped at the Torga colliery, the miners' union said on Tuesday."),
        (SWAP, "Sarvian News", "In exchange Sarvia received 40 Sarvians on Friday, the State Commission for Captives announced."),
        (BID, "Courier", "The offer of Boreas for Helm Power depends on acceptance by holders of 75 percent of the shares, a fund said."),
        (BOAT, "Lifeline", "Thirty-one people who had been on board the boat off Karra were found alive, the relief group Lifeline said."),
        (STEEL, "Herald", "Of the total, 450 positions are to go at Breda Falls by May, the metalworkers' union said."),
    ],
    ids=[
        "went-on",
        "a-part",
        "injured",
        "members",
        "other-scope",
        "helpers",
        "fewer-now",
        "another-side",
        "a-condition",
        "some-of-them",
        "of-the-total",
    ],
)
def test_what_something_said_parts_disputes_nothing(figure_desk, first, outlet, text):
    assert not disputed(figure_desk, first, outlet, text)


def test_a_share_that_is_only_called_the_share_is_of_what_was_told_before(figure_desk):
    text = (
        "Fewer than half of the nurses in Ombria went on strike, the health ministry said. It put the share at 31 percent, on the basis "
        "of reports from all hospitals."
    )

    assert disputed(figure_desk, NURSES, "Agency", text)


def test_a_dispute_is_told_once_and_quotes_who_first_gave_the_number(figure_desk):
    desk = figure_desk(topic="ostria")
    desk.reads(MINE[1], outlet="Wire")
    desk.reads("The twenty-two miners at Torga have been trapped since Monday.", outlet="Radio", hours=2)
    union = "According to the miners' union, 29 miners were trapped at Torga on Monday. The company had left out a contractor's."

    (hit,) = [hit for hit in desk.reads(union, outlet="Worker", hours=6) if hit.kind == "contradiction"]
    again = desk.reads("The union says that 29 miners were trapped at Torga.", outlet="Radio", hours=8)

    assert [item.article for item in hit.evidence] == [3, 1]
    assert not [hit for hit in again if hit.kind == "contradiction"]


def test_without_a_topic_nothing_is_weighed(figure_desk):
    desk = figure_desk()
    desk.reads(FERRY[1], outlet="Wire")
    hits = desk.reads("The rebels who seized the Halcyon off Dornay say they have 71 captives on the ferry.", outlet="Sun", hours=8)

    assert not [hit for hit in hits if hit.kind == "contradiction"]


@pytest.mark.parametrize(
    ("outlet", "text", "voice"),
    [
        ("Corlan Steel", "Corlan Steel regrets that false figures are being spread.", ("Corlan Steel", "company")),
        ("Lifeline", "Our volunteers passed on the position of the boat.", ("Lifeline", "ngo")),
        ("Hesk Water Authority", "We reject the claim that the gates were opened.", ("Hesk Water Authority", "official")),
        ("Helm plc", "HARWICK - Helm has taken note of the report.", ("Helm", "company")),
        ("Kaskor Daily", "Our reporter counted nine boats at Kaskor.", ("", "")),
        ("Corlan Steel", "The works at Breda Falls are the largest in the country.", ("", "")),
        ("Lifeline", 'Wire reports: "We passed on the position," the group said.', ("", "")),
    ],
    ids=["opens", "we", "office", "dateline", "newsroom", "nobody", "quoted"],
)
def test_a_party_that_publishes_its_own_report_is_its_voice(outlet, text, voice):
    assert tuple(own_voice(article(text, outlet=outlet))) == voice


def test_the_signs_of_no_pair_are_no_likely_dispute():
    assert likelihood({}) < 0.2


def test_what_a_report_says_of_counts_is_found():
    said = around(article("Adding up the returns, the union arrives at 40. The company left out its contractors."), ())

    assert said.counted == (0, 33)
    assert said.left_out == (60,)
