"""How much of what a desk wants to be told of the drawn stories it is told, and how much else.

`MONITOR_WEIGHTS=FILE` weighs disputes by other weights than those that ship (see fit_disputes.py), such as those fitted without the
stories that are held out.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from monitor_plugins.contradictions import likely

from monitor import log
from tests.bench.stories import Score, score, stories


@pytest.mark.bench
@pytest.mark.timeout(3600)
def test_what_a_desk_is_told_of_the_drawn_stories(tmp_path, monkeypatch):
    log.configure("json", "error")
    if "MONITOR_WEIGHTS" in os.environ:
        weights = json.loads(Path(os.environ["MONITOR_WEIGHTS"]).read_text(encoding="utf-8"))
        monkeypatch.setattr(likely, "_weights", lambda: weights)

    played = [(bool(story.get("held_out")), score(story, tmp_path / story["id"])) for story in stories()]

    for name, held_out in (("held out", True), ("others", False)):
        scores = [one for held, one in played if held is held_out]
        total = sum(scores, Score())
        print(f"\n{name}: {len(scores)} stories, {total.reports} reports, {total.false_per_100:.1f} false alerts per 100 reports")
        print("\n".join(total.rows()))
    assert len(played) == len(stories())
