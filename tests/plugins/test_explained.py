"""`monitor explain` on a contradiction that is none: which earlier report came nearest, and which gate stopped the pair."""

from __future__ import annotations

from datetime import timedelta

import pytest
from monitor_plugins import figures, people, series, statements
from monitor_plugins.contradiction import Contradiction, ContradictionConfig
from monitor_plugins.new_person import NewPerson, NewPersonConfig

from monitor import Placement
from monitor.testing import NOON, Memory, annotated, article, placed
from tests.plugins.disputes import desk_of_one_topic

DENIES = "The Norvik line denied on Friday that one of its tankers had rammed the Elsa bridge."


def explained(earlier: str, new: str, *, hours: float = 1) -> tuple[list[str], str]:
    """Read two reports of one story; give the contradictions told of the second, and why there is no other."""
    memory = Memory()
    rule = Contradiction("disputes", ContradictionConfig(use="contradiction"))
    hits, said = [], ""
    for outlet, text, at in (("Coast Radio", earlier, NOON), ("Mirror", new, NOON + timedelta(hours=hours))):
        known = memory.number(article(text, outlet=outlet, at=at))
        known = annotated(known, *figures.annotate(known), *people.annotate(known), *statements.annotate(known))
        known = placed(known, Placement(kind="story", key="s"))
        known = placed(known, *series.place(known, memory.before(known)))
        hits = [hit.relation for hit in rule.detect(known, memory.before(known))]
        said = rule.explain(known, "disputes", memory.before(known))
        memory.add(known)
    return hits, said


@pytest.mark.parametrize(
    ("earlier", "new", "why"),
    [
        pytest.param("The storm killed 12 people in Ardal, police said.", "The storm killed 19 people in Marn, the hospital said.",
                     "not compared: of another place", id="place"),
        pytest.param("The storm killed 12 people in Ardal, police said.", "The storm killed 19 people in Ardal, police said.",
                     "no dispute: the number moved up; one source updates its own figure", id="update"),
        pytest.param("The storm killed at least 12 people in Ardal, police said.",
                     "The storm killed 19 people in Ardal, the health ministry said.",
                     "no dispute: the number moved up; the ranges that they grant meet", id="ranges"),
        pytest.param("The firm cut 120 jobs in Ardal, it said.", "Of the 120 jobs cut in Ardal, 40 were drivers, the union said.",
                     "not compared: a part of a total, not a total", id="part"),
        pytest.param("The storm killed 12 people in Ardal, police said.", "The storm wounded 19 people in Ardal, the hospital said.",
                     "not compared: another thing is counted", id="thing"),
        pytest.param("The mill sold 120 barrels in May.", "The mill sold 190 barrels in June.", "not compared: of another time", id="time"),
    ],
)  # fmt: skip
def test_a_figure_that_disputes_nothing_says_which_gate_it_failed(earlier, new, why):
    hits, said = explained(earlier, new)

    assert hits == []
    assert why in said
    assert f"“{earlier}”, Coast Radio, 1 January 12:00, article 1" in said


def test_a_count_days_later_is_of_another_time():
    _, said = explained(
        "The storm killed 12 people in Ardal, police said.", "The storm killed 19 people in Ardal, the hospital said.", hours=60
    )

    assert "no dispute: the number moved up; of another time: more than 48 hours apart" in said


@pytest.mark.parametrize(
    ("earlier", "why"),
    [
        pytest.param("A tanker of the Norvik line rammed the Marn lock, witnesses said.",
                     "too few of the denied words are claimed (50%, where 60% are needed)", id="share"),
        pytest.param("The Elsa bridge was closed, and a tanker of the Norvik line waited.",
                     "the claim does not say what is denied, only words of it", id="words"),
        pytest.param("The Norvik line said one of its tankers had rammed the Elsa bridge.",
                     "one speaker says both, and corrects or updates themselves", id="speaker"),
        pytest.param("Did a Norvik tanker ram the Elsa bridge?", "one of them asks or supposes", id="question"),
        pytest.param("On Monday a tanker of the Norvik line had rammed the Elsa bridge, witnesses said.", "another day", id="day"),
    ],
)  # fmt: skip
def test_a_denial_of_nothing_reported_says_which_gate_the_nearest_claim_failed(earlier, why):
    denies = DENIES.replace("rammed the Elsa bridge", "rammed the Elsa bridge on Tuesday") if why == "another day" else DENIES

    hits, said = explained(earlier, denies)

    assert hits == []
    assert f"beside “{earlier}” (Coast Radio, 1 January 12:00, article 1): no contradiction: {why}" in said
    assert "it was compared with the statements of 1 earlier report of its story: Coast Radio, 1 January 12:00, article 1" in said


@pytest.mark.parametrize(
    ("denial", "hits", "why"),
    [
        (
            "There was no raid and nobody fired a shot, two of the hikers who came home from Harl told the Post.",
            ["denial"],
            "a contradiction, 0.",
        ),
        ("There was no bus from Harl to the capital on Monday, the operator told the Post.", [], "likeliest by its signs"),
    ],
    ids=["told", "too-unlikely"],
)
def test_a_denial_weighed_by_its_signs_is_explained_with_them(denial: str, hits: list[str], why: str):
    desk = desk_of_one_topic()
    desk.reads("Special police freed six hikers from the cave at Harl in a bold raid, the ministry said on Monday. Two men were shot.")
    known = desk.read(denial)

    said = desk.rule.explain(known, "disputes", desk.memory.before(known))

    assert [hit.relation for hit in desk.rule.detect(known, desk.memory.before(known))] == hits
    assert why in said


def test_a_dispute_that_is_told_is_explained_by_the_same_pair():
    hits, said = explained("A tanker of the Norvik line rammed the Elsa bridge, witnesses said.", DENIES)

    assert hits == ["denial"]
    assert "witnesses said.” (Coast Radio, 1 January 12:00, article 1): a denial, 0." in said


def test_a_person_who_is_known_is_explained_by_the_report_that_named_them_first():
    memory = Memory()
    rule = NewPerson("people", NewPersonConfig(use="new-person"))
    said = []
    for outlet in ("Coast Radio", "Mirror"):
        known = memory.number(article("Police chief Emil Quade closed the bridge.", outlet=outlet, at=NOON))
        known = annotated(known, *people.annotate(known))
        said.append(rule.explain(known, "people", memory.before(known)))
        memory.add(known)

    assert said == ["Emil Quade: new to the coverage", "Emil Quade: known: “Emil Quade” in Coast Radio, 1 January 12:00, article 1"]


@pytest.mark.parametrize(
    ("earlier", "new", "why"),
    [
        (
            "The mayor said that the oil was harmless.",
            "At no time did the port authority claim that the oil was harmless, its lawyer said.",
            "no contradiction: no earlier report is seen to credit 'the port authority' with these words",
        ),
        (
            "The ministry said that 42 cows were sold.",
            "There were 31 sailors aboard, Norvik said, not 42, as the ministry says.",
            "no contradiction: no earlier report is seen to give 42 of the same, in another voice",
        ),
    ],
    ids=["never-said", "denied-number"],
)
def test_what_is_taken_back_or_denied_of_nobody_says_so(earlier: str, new: str, why: str):
    hits, said = explained(earlier, new)

    assert hits == []
    assert why in said


@pytest.mark.parametrize(
    ("earlier", "new", "relation"),
    [
        (
            "The port authority said that the oil was harmless.",
            "At no time did the port authority claim that the oil was harmless, its lawyer said.",
            "attribution",
        ),
        (
            "The leak came from a barge of the Norvik line, harbour chief Runa Velk said.",
            "Harbour chief Runa Velk conceded that a pipe had burst. She had previously blamed a Norvik barge.",
            "self",
        ),
    ],
    ids=["attribution", "self"],
)
def test_what_is_told_is_explained_as_told(earlier: str, new: str, relation: str):
    hits, said = explained(earlier, new)

    assert hits == [relation]
    assert f"{relation}: " in said
    assert "a contradiction, 0." in said
