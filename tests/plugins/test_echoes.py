"""Who really speaks: wire credits, newsrooms and counts of independent voices."""

from __future__ import annotations

import pytest
from monitor_plugins.echoes import newsroom, voices, wire_credit

from monitor.model.annotation import Placement
from monitor.model.history import Placed
from monitor.testing import article


def member(number, *, outlet="", publisher="", **details):
    made = article(f"Report {number}", outlet=outlet, publisher=publisher, id=number)
    return Placed(article=made, placement=Placement(kind="story", key="story:1", details=details))


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("SEOUL (Reuters) - The south's military said on Monday", "Reuters"),
        ("KYIV, June 3 (AP) — Officials said", "Associated Press"),
        ("BEIJING, May 4 (Xinhua) -- China said", "Xinhua"),
        ("By The Associated Press\nOfficials said on Monday", "Associated Press"),
        ("Officials said on Monday that 12 were held.\n© AFP 2026", "AFP"),
        ("Officials said on Monday that 12 were held. (Yonhap)", "Yonhap"),
        ("PARIS/AFP - Officials said", "AFP"),
        ("Officials told Reuters on Monday that 12 were held", ""),
        ("The AP says it will cut jobs", ""),
        ("An AFP reporter (pictured) was held", ""),
        ("He works for the Press Association (PA) and said so in a long and winding story about how agencies are paid " * 4, ""),
    ],
    ids=["dateline", "dateline-day", "dashes", "byline", "copyright", "closing", "slash", "told", "about", "reporter", "deep-inside"],
)
def test_a_wire_credit_is_a_dateline_a_byline_or_a_closing_line(text, agency):
    assert wire_credit(article(text)) == agency


def test_a_credit_is_also_read_from_the_author_and_the_outlet():
    assert wire_credit(article("Officials said", author="AFP")) == "AFP"
    assert wire_credit(article("Officials said", outlet="Reuters")) == "Reuters"


def test_a_newsroom_is_its_publishers_family_else_its_outlet_else_its_source():
    assert newsroom(article("A", publisher="bbc.com")) == newsroom(article("B", publisher="bbc.co.uk")) == "bbc.co.uk"
    assert newsroom(article("A", publisher="gull.example"), {"gull.example": "seabirds"}) == "seabirds"
    assert newsroom(article("A", outlet="Daily Gull ")) == "daily gull"
    assert newsroom(article("A", source="folder")) == "folder"


def test_copies_and_one_agencys_reports_are_one_voice():
    told = [
        member(1, outlet="Reuters", wire="Reuters"),
        member(2, outlet="Daily Gull", copy_of=1, wire="Reuters"),
        member(3, outlet="Evening Tern", wire="Reuters"),
        member(4, outlet="Morning Auk"),
        member(5, outlet="Weekly Puffin", copy_of=4),
        member(6, outlet="Morning Auk"),
        member(7, outlet="Island Radio"),
    ]

    counted = voices(told)

    assert counted.independent == ("Reuters", "morning auk", "island radio")
    assert counted.echoes == 4
    assert str(counted) == "3 independent, 4 echoes"


def test_a_newsroom_keeps_its_own_voice_by_a_report_of_its_own():
    counted = voices([member(1, outlet="Reuters", wire="Reuters"), member(2, outlet="Gull", copy_of=1), member(3, outlet="Gull")])

    assert counted.independent == ("Reuters", "gull")


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ([], "no source"),
        ([member(1, outlet="Gull")], "1 source"),
        ([member(1, outlet="Gull"), member(2, outlet="Gull")], "1 source, 1 echo"),
        ([member(1, outlet="Gull"), member(2, outlet="Tern")], "2 independent"),
    ],
    ids=["none", "one", "echoed", "two"],
)
def test_a_count_reads_as_a_person_would_say_it(members, said):
    assert str(voices(members)) == said


def test_a_copy_of_a_report_that_is_not_counted_speaks_for_itself():
    assert voices([member(2, outlet="Gull", copy_of=1)]).independent == ("gull",)
