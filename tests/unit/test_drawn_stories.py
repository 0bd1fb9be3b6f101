"""The drawn stories are as their README says, and the weights that are fitted to them weigh the signs that are measured."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import chain
from pathlib import Path

import pytest
from monitor_plugins.contradictions import likely

from tests.bench.pairs import of_story
from tests.bench.stories import KINDS, STORIES, stories

PATHS = sorted(STORIES.glob("*.json"))
WEIGHTS = json.loads(Path(likely.__file__).with_name("weights.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_what_the_gold_quotes_stands_in_the_report_or_an_earlier_one(path):
    story = json.loads(path.read_text(encoding="utf-8"))
    so_far = {}
    wrong = []

    for report in story["reports"]:
        so_far[report["ref"]] = f"{report['title']}\n\n{report['text']}"
        told, traps = report["gold"]["alerts"], report["gold"]["must_not"]
        quotes = [(item["ref"], item["quote"]) for gold in told for item in (*gold["evidence"], *gold.get("or_evidence", ()))]
        quotes += [(report["ref"], trap["quote"]) for trap in traps]
        wrong += [(ref, quote) for ref, quote in quotes if quote not in so_far.get(ref, "")]
        assert {one["kind"] for one in (*told, *traps)} <= set(KINDS)
        assert all(gold["evidence"][0]["ref"] == report["ref"] for gold in told)

    assert wrong == []
    assert story["id"] == path.stem
    assert path.stat().st_size < 30_000


def test_some_stories_are_held_out():
    assert [len(PATHS), sum(story.get("held_out", False) for story in stories())] == [184, 32]


def test_each_sign_that_is_measured_has_a_weight_and_each_weight_a_sign():
    measured, telling = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for pair in chain.from_iterable(map(of_story, stories()[:6])):
        measured[pair.kind].update(pair.signs)
        telling[pair.kind].update(name for name, sign in pair.signs.items() if sign)

    assert measured.keys() == WEIGHTS.keys()
    for kind, weights in WEIGHTS.items():
        assert weights.keys() - {""} <= measured[kind], f"{kind}: weights without a sign"
        assert telling[kind] <= weights.keys(), f"{kind}: signs without a weight"
