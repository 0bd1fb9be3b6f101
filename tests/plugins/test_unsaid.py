"""Whether a report that takes words back is held against the report that credits the very source with them."""

from __future__ import annotations

import pytest
from monitor_plugins.claims.terms import read_terms
from monitor_plugins.claims.unsaid import unsaid

from tests.plugins.disputes import told

PAIRS = {
    "at-no-time": (
        "The port authority said that the oil in the basin was harmless.",
        "At no time did the port authority claim that the oil was harmless, its lawyer said.",
    ),
    "nor-ever": (
        "The fire brigade believes that the depot was sabotaged.",
        "The depot reopens today. Nor had the fire brigade ever spoken of sabotage at the depot, its chief insisted.",
    ),
    "pronoun-of-a-body": (
        "Mayor Hedda Quist opened the fair. According to her office, Norvik has agreed to sell the ferries.",
        "The mayor's office saw a mistake. It had never said that the ferries were sold, a spokeswoman told the paper.",
    ),
    "quoted-as-saying": (
        "The Ardal news agency quoted the transport minister, Tovik Arrel, as saying that a toll would be charged from May.",
        "Transport minister Tovik Arrel did not announce a toll, neither to the agency nor to anyone, his ministry stressed.",
    ),
    "first-person": (
        "Tovik Arrel said that the harbour bridge was unsafe, Coast Radio reported.",
        '"I never said that the bridge was unsafe," Tovik Arrel told the Herald.',
    ),
    "denied-having-said": (
        "Hedda Quist said that the builders had cheated the council.",
        "Hedda Quist denied having said that the builders cheated the council.",
    ),
    "told-by-another": (
        "Judge Ida Brand announced a new trial for the miners of Marle.",
        "The court stressed on Friday that Ida Brand had not announced a new trial.",
    ),
}


@pytest.mark.parametrize(("claim", "denial"), PAIRS.values(), ids=PAIRS)
def test_words_taken_back_are_told_in_either_order(claim: str, denial: str):
    assert told(claim, denial) == ["attribution"]
    assert told(denial, claim) == ["attribution"]


@pytest.mark.parametrize(
    ("claim", "denial"),
    [
        ("The city council said that the oil was harmless.", "The port authority had never said that the oil was harmless."),
        ("The port authority said that the oil was harmless.", "The port authority had never said that the fish were safe."),
        ("The port authority said that the dock was closed.", "The port authority did not say when the dock was closed."),
        ("Norvik said on Monday that the sale was agreed.", "Norvik has not announced the sale."),
        ("The defence ministry said that a truce was near.", "The foreign ministry had at no point said that a truce was near."),
        ("Tovik Arrel said he opposed a toll on the bridge.", '"I never announced a toll on the bridge," Tovik Arrel said.'),
        ("Tovik Arrel said a toll could be charged in Osk.", "Tovik Arrel denied having promised a toll in Osk."),
        ("Hedda Quist said the builders had not cheated the council.", "Hedda Quist never said that the builders cheated the council."),
        ("Hedda Quist said that the mill in Osk had burned.", "Hedda Quist denied having said that the mill in Brenn had burned."),
        ("Ida Brand said that 40 miners were freed.", "Ida Brand had never said that 90 miners were freed."),
        ("Judge Ida Brand announced a trial.", "Judge Ida Brand never said goodbye to the miners of the trial."),
        ("Paul Harker said the port was closed.", '"I never said the port was closed," Maria Harker said.'),
    ],
    ids=[
        "another-source", "another-matter", "when", "not-yet-announced", "another-ministry", "opposed", "only-possible", "both-negate",
        "another-place", "another-number", "goodbye", "another-person",
    ],
)  # fmt: skip
def test_what_another_source_said_or_was_said_of_another_matter_is_not_taken_back(claim: str, denial: str):
    assert "attribution" not in told(claim, denial)


@pytest.mark.parametrize(
    "text",
    [
        "The ministry did not say whether the port was closed.",
        "The police have not said how many boats sank.",
        "The port has never said so.",
        "The council will never say that the mill is closed.",
        "The firm has not announced a date.",
        "She did not tell him, and left.",
        "The firm denied reports that the mill is closed.",
    ],
    ids=["whether", "how-many", "so", "will", "not-yet", "nothing-said", "denied-reports"],
)
def test_what_was_only_not_yet_told_takes_nothing_back(text: str):
    assert unsaid(read_terms(text)) is None
