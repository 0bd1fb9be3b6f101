"""What a whole construction tells of a figure: staff cut by so many, captives let go, shares side by side, wholes and answers."""

from __future__ import annotations

import pytest
from monitor_plugins import figures

from monitor import Quantity
from monitor.testing import article


def told(text, value):
    found = [note for note in figures.annotate(article(text)) if isinstance(note, Quantity) and note.value == value]
    return found[0].predicate, found[0].role


@pytest.mark.parametrize(
    ("text", "value", "families"),
    [
        ("Norair will reduce its workforce by 2,400 posts.", 2400, ("job-cut",)),
        ("Divers brought six others out alive.", 6, ("rescue",)),
        ("Eight boys were dug out alive.", 8, ("rescue",)),
        ("Eleven bodies had been dug out by evening.", 11, ("kill",)),
        ("The captors let 14 engineers go on Sunday.", 14, ("free",)),
        ("Nerva is letting 700 people go.", 700, ("job-cut",)),
        ("The kidnappers' last 19 captives came home on Friday.", 19, ("free",)),
        ("Ostria handed over 57 prisoners of war.", 57, ("free",)),
        ("The crash cost 11 people their lives.", 11, ("kill",)),
        ("An avalanche buried 12 skiers.", 12, ("trap",)),
        ("After the flood 2,100 people had to leave.", 2100, ("evacuate",)),
        ("Dorn has been emptied of its 3,800 inhabitants.", 3800, ("evacuate",)),
        ("The blackout plunged 400,000 people into darkness.", 400_000, ("outage",)),
        ("Officers impounded six boats and 400 kilos of hashish.", 400, ("capture",)),
        ("The pirates hold 24 men of the Lyra.", 24, ("abduct",)),
        ("There was a march. Police counted 32,000 people.", 32_000, ("attend",)),
        ("Reed won the election with 53.6 percent.", 53.6, ("vote",)),
        ("In the election the Farmers stand at 34 percent and the Greens at 29 percent.", 29, ("vote",)),
        ("The recount put Stoll ahead by 1,106 votes.", 1106, ("margin",)),
        ("61 percent of voters went to the polls.", 61, ("attend",)),
        ("More than 40 smugglers were picked up by police.", 40, ("arrest",)),
        ("Some 108 needed hospital treatment.", 108, ("wound",)),
    ],
)
def test_a_construction_tells_what_happened(text, value, families):
    assert told(text, value)[0] == families


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Six rescue crews with 85 helpers took turns.", 85),
        ("With 92 percent of the ballots counted in the election the Greens lead.", 92),
        ("The two guards were buried in the village cemetery; 40 miners came to the grave.", 40),
        ("Members handed over 30 letters.", 30),
    ],
)
def test_what_only_sounds_like_it_tells_nothing(text, value):
    assert told(text, value)[0] in ((), ("attend",))


@pytest.mark.parametrize(
    ("text", "value", "role"),
    [
        ("Of the 48 passengers, 12 were hurt.", 48, "part"),
        ("There were 900 officers on duty; 23 of them were hurt.", 23, "total"),
        ("The airline had to drop 240 flights.", 240, "total"),
        ("With 92 percent of the ballots counted in the election the Greens lead.", 92, "part"),
    ],
)
def test_what_part_a_number_plays(text, value, role):
    assert told(text, value)[1] == role


def test_over_that_belongs_to_a_verb_bounds_nothing():
    (found,) = [note for note in figures.annotate(article("Ostria handed over 57 prisoners of war.")) if note.value == 57]

    assert found.bound == "exact"
