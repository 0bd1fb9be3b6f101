"""Whether a report that recalls what a speaker had said, beside what they now admit, is held against that earlier statement."""

from __future__ import annotations

import pytest

from monitor.testing import NOON
from tests.plugins.disputes import disputed


def told(*texts: str) -> list[tuple[str, str]]:
    """Give relation and new quote of what the last of some reports of one story disputes."""
    return [(hit.relation, hit.evidence[0].quote) for hit in disputed(*texts)]


WAS = f"{NOON:%A}"


@pytest.mark.parametrize(
    ("earlier", "now"),
    [
        (
            "The leak came from a barge of the Norvik line, harbour chief Runa Velk said.",
            "Harbour chief Runa Velk conceded that a pipe under her own quay had burst. She had previously blamed a Norvik barge.",
        ),
        (
            "The lock at Osk was inspected in March, engineer Emil Tarn said.",
            "Engineer Emil Tarn admitted that nobody looked at the hinges; he had initially claimed that the lock was inspected in March.",
        ),
        (
            "The tower stands, said Colonel Ines Roy.",
            f"Colonel Ines Roy acknowledged that rebels held the tower all week; on {WAS} she had claimed that it stood firm.",
        ),
    ],
    ids=["blamed", "claimed", "by-its-day"],
)
def test_what_a_report_recalls_as_taken_back_is_held_against_the_earlier_statement(earlier: str, now: str):
    first = now.split(". She")[0] + "." if ". She" in now else now

    assert told(earlier, now) == [("self", first)]


@pytest.mark.parametrize(
    ("earlier", "now"),
    [
        (
            "The leak came from a barge of the Norvik line, harbour chief Runa Velk said.",
            "Harbour chief Runa Velk opened the new quay. She had previously blamed a Norvik barge.",
        ),
        (
            "The leak came from a barge of the Norvik line, harbour chief Runa Velk said.",
            "Engineer Emil Tarn conceded that a pipe had burst. He had previously blamed a Norvik barge.",
        ),
        (
            "The quay is to be painted, harbour chief Runa Velk said.",
            "Harbour chief Runa Velk conceded that a pipe had burst. She had previously blamed a Norvik barge.",
        ),
        (
            "Twelve barges sank in the storm, harbour chief Runa Velk said.",
            "Harbour chief Runa Velk admitted that more had sunk. She had earlier said that twelve barges sank in the storm.",
        ),
        (
            "The tower stands, said Colonel Ines Roy.",
            "Colonel Ines Roy acknowledged that rebels held the tower all week; on Wednesday she had claimed that it stood firm.",
        ),
    ],
    ids=["nothing-admitted", "another-speaker", "another-matter", "a-count", "another-day"],
)
def test_what_is_recalled_of_another_matter_or_not_taken_back_is_silent(earlier: str, now: str):
    assert told(earlier, now) == []
