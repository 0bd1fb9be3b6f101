"""How much of what a desk wants to be told of the drawn stories it is told, and how much else."""

from __future__ import annotations

import pytest

from monitor import log
from tests.bench.stories import Score, score, stories


@pytest.mark.bench
@pytest.mark.timeout(3600)
def test_what_a_desk_is_told_of_the_drawn_stories(tmp_path):
    log.configure("json", "error")

    played = [(bool(story.get("held_out")), score(story, tmp_path / story["id"])) for story in stories()]

    for name, held_out in (("held out", True), ("others", False)):
        scores = [one for held, one in played if held is held_out]
        total = sum(scores, Score())
        print(f"\n{name}: {len(scores)} stories, {total.reports} reports, {total.false_per_100:.1f} false alerts per 100 reports")
        print("\n".join(total.rows()))
    assert len(played) == len(stories())
