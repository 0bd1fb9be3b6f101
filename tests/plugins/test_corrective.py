"""Whether a number denied beside another one is held against the report that gives it."""

from __future__ import annotations

import pytest
from monitor_plugins.claims.terms import read_terms
from monitor_plugins.contradictions.corrected import corrected

from tests.plugins.disputes import disputed


def told(*texts: str) -> list[tuple[str, list[str]]]:
    """Give relation and clashing words of what the last of some reports of one story disputes."""
    return [(hit.relation, hit.details["clash"]) for hit in disputed(*texts)]


GIVEN = "Forty-two sailors are aboard the ferry at Osk, the ministry said."


@pytest.mark.parametrize(
    ("now", "clash"),
    [
        ("Only 31 sailors are aboard and not 42 as the authorities say, the owners of the ferry asserted.", ["31", "42"]),
        ("There were thirty-one men aboard the ferry, Norvik Lines said, not the 42 of whom the town speaks.", ["thirty-one", "42"]),
        ("Thirty-one sailors were aboard, the owners said on Friday, and not forty-two, as the ministry would have it.", None),
    ],
    ids=["as-they-say", "alone", "would-have-it"],
)
def test_a_number_denied_beside_another_disputes_the_report_that_gives_it(now: str, clash: list[str] | None):
    assert told(GIVEN, now) == [("figure", clash or ["Thirty-one", "forty-two"])]


@pytest.mark.parametrize(
    ("given", "now"),
    [
        (GIVEN, "Only 31 sailors are aboard and not 43 as the authorities say, the owners of the ferry asserted."),
        (GIVEN, "There were 31 sailors aboard the ferry and not 42, as first thought, the ministry said."),
        (GIVEN, "The ministry corrected the number of sailors aboard the ferry: 31, not 42, its chief said."),
        ("Forty-two cows were sold at Brenn, the mayor said.", "There were 31 sailors aboard, the owners said, not 42."),
        ("Not 42 but 31 sailors were aboard, the ministry said.", "There were 31 sailors aboard, the owners said, not 42."),
        (GIVEN, "Only 31 sailors are aboard and not 42 as the union says, the owners of the ferry asserted."),
    ],
    ids=["another-number", "its-own", "corrected", "another-thing", "denied-by-both", "of-somebody-else"],
)
def test_a_number_of_another_matter_or_ones_own_is_not_disputed(given: str, now: str):
    assert told(given, now) == []


@pytest.mark.parametrize(
    "text",
    ["Not 42 sailors came, the owners said.", "It was 31 degrees, not 42 percent, they said.", "Were there 31 sailors, not 42?"],
    ids=["alone", "other-units", "asked"],
)
def test_a_number_that_corrects_none_is_not_read_so(text: str):
    assert corrected(read_terms(text)) is None
