"""Whose a figure is when its voice is named in mid-sentence, in a relative clause, or only as somebody's count."""

from __future__ import annotations

import pytest
from monitor_plugins import figures

from monitor import Quantity
from monitor.testing import article


def one(text: str, written: str) -> Quantity:
    return next(note for note in figures.annotate(article(text)) if written in note.quote)


@pytest.mark.parametrize(
    ("text", "written", "voice"),
    [
        ("The district clinic, which put the number of injured at 38, asked for blankets.", "38", "district clinic"),
        ("The dockers' union, whose tally stood at 77 dead on Monday, kept silent.", "77", "dockers' union"),
        ("By the ministry's count, 77 miners have died at Havel.", "77", "ministry"),
        ("By the reckoning of the harbour council, 77 people died on the quay.", "77", "harbour council"),
        ("Some 210 barns were destroyed, in the estimate of the fire service.", "210", "fire service"),
        ("The Red Cross says 77 died. The ministry, by contrast, counts 71 dead.", "71", "ministry"),
        ("Seventy-seven people were killed, the union, citing its own list, said.", "Seventy-seven", "union"),
        ("Seventy-seven people died, six more than the ministry has admitted, the union said.", "Seventy-seven", "union"),
        ("The ministry says 71 people died, but the miners' union says that 77 died.", "77 died", "miners' union"),
        ("The council gave the number of dead as 77.", "77", "council"),
        ("The number of dead was put at 77 by the district office.", "77", "district office"),
        ("Police put the crowd at 8,000, the organisers at 19,000.", "19,000", "organisers"),
        ("According to the organisers, 19,000 people marched; police counted only 8,000.", "8,000", "police"),
        ("Corvin will shed 900 posts by next year, it announced.", "900", "Corvin"),
        ("Doctors Without Limits says 77 people died in its tents.", "77", "Doctors Without Limits"),
    ],
)
def test_the_voice_of_a_figure_is_the_one_that_gives_it(text, written, voice):
    assert one(text, written.split()[0]).attribution[:1] == (voice,)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("The river, which put 300 homes under water, is falling.", "300"),
        ("Seventy-seven people died, six more than the ministry has admitted.", "Seventy-seven"),
        ("The storm, which claimed 12 victims, has passed.", "12"),
        ("By the number of doctors, 77, the clinic is the largest.", "77"),
        ("A firm on the list of the ministry lost 300 jobs.", "300"),
        ("In Havel 900 posts will go, it announced.", "900"),
        ("Some 58 percent of members rejected the deal.", "58"),
        ("The bridge, whose list of faults had grown to 40, was closed.", "40"),
    ],
    ids=[
        "a river puts nothing",
        "the other side of a comparison",
        "a storm claims nothing",
        "doctors are counted",
        "a list of firms",
        "a place announces nothing",
        "a share is no voice",
        "a bridge keeps no count",
    ],
)
def test_what_gives_no_figure_is_no_voice(text, written):
    assert one(text, written).attribution in ((), ("it",))
