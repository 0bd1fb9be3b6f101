"""What happened to the counted, where one word tells of two things: homes in the dark, sums offered, strikes that people take part in."""

from __future__ import annotations

import pytest
from monitor_plugins import figures

from monitor import Quantity
from monitor.testing import article

SURE = 0.75
STRIKE = "The strike at Havel docks began on Monday, the union said. "


def one(text: str, written: str) -> Quantity:
    return next(note for note in figures.annotate(article(text)) if written in note.quote)


@pytest.mark.parametrize(
    ("text", "written", "family"),
    [
        ("Some 31,000 homes were without power on Monday, Corvin said.", "31,000", "outage"),
        ("The storm left 31,000 customers without electricity.", "31,000", "outage"),
        ("About 31,000 properties lost power in the storm.", "31,000", "outage"),
        ("The storm knocked out power to 31,000 homes and shops.", "31,000", "outage"),
        ("Around 31,000 households were left in the dark.", "31,000", "outage"),
        ("The outage hit 31,000 households, Corvin said.", "31,000", "outage"),
        ("The number of homes without electricity has fallen to 9,000.", "9,000", "outage"),
        ("Power has been restored to 22,000 homes, Corvin said.", "22,000", "reconnect"),
        ("Corvin has reconnected 22,000 households.", "22,000", "reconnect"),
        ("Some 600 households have no running water.", "600", "dry"),
        ("Six inmates got away through a tunnel under the wall.", "Six", "escape"),
        ("Four men broke out of Havel prison on Sunday.", "Four", "escape"),
        ("Four men fled the prison on Sunday.", "Four", "escape"),
        (STRIKE + "Some 700 workers are now taking part.", "700", "strike"),
        (STRIKE + "About 700 dockers took part in the walkout.", "700", "strike"),
        ("Some 700 drivers laid down their tools, the union said.", "700", "strike"),
        ("A fire left three guards dead and 17 people in hospital.", "17", "wound"),
        ("A coach carrying 52 pilgrims fell into a ravine, killing at least 19.", "52", "aboard"),
        ("Police have rounded up 64 suspected smugglers.", "64", "arrest"),
        ("Five men have been remanded in custody.", "Five", "arrest"),
        ("The number in custody has climbed to 71.", "71", "arrest"),
        ("Of the 96 passengers, 71 were saved; 25 remain missing.", "25", "missing"),
        ("The quake destroyed 1,120 houses and damaged 3,400 others.", "3,400", "damage"),
        ("Officers seized 1.3 tonnes of cocaine hidden among bananas, the largest haul since 2015.", "1.3", "capture"),
        ("In 8,000 cases bank details were stolen, Corvin said.", "8,000", "affect"),
        ("Some 900 people were forced from their homes as Havel was evacuated.", "900", "evacuate"),
    ],
)
def test_what_happened_is_tied_to_the_counted(text, written, family):
    note = one(text, written)

    assert note.predicate == (family,)
    assert note.confidence >= SURE


@pytest.mark.parametrize(
    ("text", "written", "family"),
    [
        ("He kept 31,000 customers in the dark about the fault.", "31,000", "outage"),
        ("Twelve lawmakers lost power in the vote.", "Twelve", "outage"),
        ("The 400 members have no power to stop the sale.", "400", "outage"),
        ("Corvin supplies power to 31,000 homes.", "31,000", "outage"),
        ("Six robbers got away with two million crowns.", "Six", "escape"),
        ("A fire broke out in 4 barns.", "4", "escape"),
        ("Some 40 crowns go missing every day.", "40", "missing"),
        (STRIKE + "Some 700 people took part in a march through Havel.", "700", "strike"),
        ("Four jets took part in the strike on the base, the army said.", "Four", "strike"),
        ("The club has three strikers.", "three", "strike"),
        ("The clinic has 400 patients in hospital beds.", "400", "wound"),
        ("Protesters carrying 40 children marched through Havel.", "40", "aboard"),
        ("The firm has suspended 14 drivers and dismissed three more.", "14", "job-cut"),
    ],
)
def test_what_only_sounds_so_did_not_happen(text, written, family):
    assert family not in one(text, written).predicate


@pytest.mark.parametrize(
    ("text", "written", "family"),
    [
        ("Corvin has made a takeover offer of 300 million crowns for Havel Mills.", "300", "offer"),
        ("Corvin raised its bid for Havel Mills to 340 million crowns on Monday.", "340", "offer"),
        ("Corvin is offering 300 million crowns for Havel Mills, or 12 crowns a share.", "300", "offer"),
        ("The offer values Havel Mills at 300 million crowns.", "300", "offer"),
        ("The 300-million-crown bid was turned down by the board.", "300", "offer"),
        ("The hackers demanded a ransom of 3 million crowns, the clinic said.", "3 million", "ransom"),
        ("The kidnappers are asking for 3 million crowns.", "3 million", "ransom"),
        ("The captors made a ransom demand of 3 million crowns one day after the raid.", "3 million", "ransom"),
    ],
)
def test_sums_that_are_offered_or_demanded(text, written, family):
    note = one(text, written)

    assert (note.kind, note.predicate, note.role) == ("money", (family,), "total")
    assert note.confidence >= SURE
    assert "one" not in note.quote


@pytest.mark.parametrize(
    "text",
    [
        "In a bid to save 300 million crowns Corvin shut a mill.",
        "The teachers asked for 300 million crowns.",
        "The mill values its stock of 300 million crowns at cost.",
        "The public offering of 300 million crowns was a success.",
    ],
)
def test_sums_that_nobody_offers_or_demands(text):
    assert not {"offer", "ransom"}.intersection(one(text, "300").predicate)


@pytest.mark.parametrize("text", ["The death toll has risen to two, police said.", "The number of people killed has risen to two."])
def test_two_dead_in_a_tally_that_moves_are_sure(text):
    assert one(text, "two").confidence >= SURE


@pytest.mark.parametrize("text", ["Two people were killed, police said.", "His tally rose to two."])
def test_two_of_anything_else_are_not(text):
    assert one(text, "wo").confidence < SURE


@pytest.mark.parametrize(
    ("text", "written", "family"),
    [
        ("The office fined three dairies a total of 46 million crowns.", "46", "fine"),
        ("Tolver filed for insolvency with debts of 210 million crowns.", "210", "debt"),
        ("Exports rose to 1.4 billion crowns, while imports fell to 1.9 billion.", "1.9", "import"),
    ],
)
def test_sums_of_a_second_clause_are_of_the_same_currency(text, written, family):
    note = one(text, written)

    assert (note.kind, note.predicate, note.role) == ("money", (family,), "total")
    assert note.confidence >= SURE


@pytest.mark.parametrize(
    ("text", "written", "role"),
    [
        ("The fever has infected 870 children, 46 of whom have died.", "46", "total"),
        ("Police arrested 212 people, 188 of them at the gate.", "188", "part"),
        ("Four men died. The fever has infected 870 children, 46 of whom have died.", "46", "part"),
        ("Corvin made a loss of 38 million crowns, against a profit of 12 million a year earlier.", "12", "previous"),
        ("The clinics have 1,870 cases, which compares with 1,240 cases and 31 deaths in May.", "31", "previous"),
        ("Divers recovered four bodies, taking the toll to 12.", "four", "delta"),
        ("Divers recovered four bodies, taking the toll to 12.", "12", "total"),
        ("Divers recovered four bodies, taking 12 hours.", "four", "total"),
        ("The number of closed farms rose by six to 41.", "41", "total"),
        ("The number of closed farms rose by six to 41.", "six", "delta"),
    ],
)
def test_the_part_that_a_figure_plays(text, written, role):
    assert one(text, written).role == role


def test_homes_that_lose_their_power_are_no_number_that_falls():
    assert one("The storm cut power to 31,000 homes.", "31,000").details.get("change", "") == ""


def test_an_age_in_a_relative_clause_counts_nobody():
    assert one("Osei Brandt, who is 52, said 12 men died.", "52").kind == "age"
