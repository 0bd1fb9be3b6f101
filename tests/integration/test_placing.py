"""A batch is placed as its articles would be one by one: each knows those before it, though nothing of the batch is stored yet."""

from __future__ import annotations

import textwrap

import pytest

from monitor import pipeline
from monitor.store import articles, frequency, history

PLACER = """
    import os
    from monitor import Mention, Placement, hookimpl

    version = "1"

    @hookimpl
    def annotate(article):
        for word in ("Lima", "Piura"):
            at = article.text.find(word)
            if at >= 0:
                yield Mention(start=at, end=at + len(word), quote=word, name=word, kind="place")

    @hookimpl
    def place(article, history):
        {trouble}
        words = sorted(set(article.text.lower().split()))
        near = history.neighbours(words, limit=3)
        total, counts = history.frequency(words)
        story = near[0].placement.key if near and len(near[0].placement.features.keys() & set(words)) > 1 else f"story:{{article.id}}"
        knew = {{
            "near": [(one.article.id, one.article.revision, one.placement.details["order"]) for one in near],
            "total": total, "counts": [counts[word] for word in words],
            "members": [one.article.id for one in history.story(story)],
            "places": [(past.article.story, past.note.name) for past in history.mentions(kind="place")],
            "seen": sorted(history.seen(["place:lima", "place:piura", "story:1", "story:2"])),
            "earlier": [p.key for one in [history.article(article.id)] if one for p in one.placements],
            "order": article.arrival,
        }}
        yield Placement(kind="story", key=story, features=dict.fromkeys(words, 1.0), details=knew)
"""
TEXTS = (
    ("a", "Flood in Lima"), ("b", "Flood in Piura"), ("c", "Strike at the port"), ("a", "Flood in Lima grows"),
    ("d", "The POISON report"), ("e", "Flood in Lima and Piura"), ("f", "Port strike ends"), ("c", "Strike at the port ends"),
    ("g", "Flood over"), ("a", "Fire in Lima"), ("h", "Lima burns"),
)  # fmt: skip


@pytest.fixture
def read_in_batches(desk, monkeypatch):
    """Give what reads all texts, so many at once, and tells how they were placed."""

    def read(size: int, *, trouble: str = "pass", workers: int = 0):
        (desk.folder / "plugins").mkdir()
        (desk.folder / "plugins" / "placer.py").write_text(textwrap.dedent(PLACER.format(trouble=trouble)))
        desk.configure('[plugins]\nfolders = ["plugins"]\ndisabled = ["figures", "people", "series", "statements", "stories"]\n')
        desk.config = desk.config.replace("count = 0", f"count = {workers}")
        monkeypatch.setattr(pipeline, "BATCH", size)
        for number, (name, text) in enumerate(TEXTS):
            desk.takes_in(text, url=f"https://wire.example/{name}")
            if number in (4, 5):
                desk.house.judge()
        desk.house.judge()
        return desk

    return read


def told(desk):
    places = [(row.revision_id, row.arrival, row.key, row.features, row.details) for row in desk.rows("placement")]
    features = [(row.feature, row.arrival, row.until) for row in desk.rows("feature")]
    return places, sorted(features, key=repr), [(row.key, row.arrival) for row in desk.rows("seen")]


EXPECTED = {
    "total": [0, 1, 2, 3, 3, 4, 5, 6, 6, 7, 7],
    "earlier": [[], [], [], ["story:1"], [], [], [], ["story:3"], [], ["story:1"], []],
}


@pytest.mark.parametrize("size", [1, 3, 64])
def test_articles_of_a_batch_know_those_before_them(read_in_batches, size):
    places, features, seen = told(read_in_batches(size))

    details = [place[-1] for place in places]
    assert {name: [each[name] for each in details] for name in EXPECTED} == EXPECTED
    assert details[5]["near"] == [[1, 2, 4], [2, 1, 2]]
    assert details[3]["places"] == [["story:1", "Lima"], ["story:1", "Piura"]]
    assert details[5]["seen"] == ["place:lima", "place:piura", "story:1"]
    assert (len(features), ("story:3", 3) in seen) == (37, True)


RAISES = 'if "POISON" in article.text: raise ValueError("poison")'
DIES = 'if "POISON" in article.text: os._exit(3)'


@pytest.mark.parametrize(("trouble", "workers"), [(RAISES, 0), (RAISES, 1), (DIES, 1)], ids=["raises-here", "raises", "dies"])
def test_an_article_that_cannot_be_placed_costs_only_itself(read_in_batches, trouble, workers):
    desk = read_in_batches(64, trouble=trouble, workers=workers)

    places = told(desk)[0]
    assert [place[1] for place in places] == [1, 2, 3, 4, 6, 7, 8, 9, 10, 11]
    assert places[4][-1]["near"] == [[1, 2, 4], [2, 1, 2]]
    assert [place[-1]["total"] for place in places] == [0, 1, 2, 3, 3, 4, 5, 5, 6, 6]
    assert [(row.stage, row.unit, row.state, row.arrival) for row in desk.rows("work")] == [("place", "placer", "faulted", 5)]


def test_a_batch_of_which_another_has_placed_the_first_is_placed_again(read_in_batches, monkeypatch):
    ours = pipeline.Pipeline._place
    turns = iter([True])

    def late(self, owed, answers):
        if next(turns, False):
            ours(self, owed[:1], answers[:1])
        return ours(self, owed, answers)

    monkeypatch.setattr(pipeline.Pipeline, "_place", late)

    places = told(read_in_batches(64))[0]

    assert [place[-1]["total"] for place in places] == EXPECTED["total"]


@pytest.mark.parametrize("size", [1, 2, 4])
def test_frequencies_that_are_kept_up_are_those_that_are_counted_anew(read_in_batches, monkeypatch, size):
    monkeypatch.setattr(frequency, "FREQUENCY_WINDOW", 4)
    monkeypatch.setattr(history, "FREQUENCY_WINDOW", 4)
    desk, words = read_in_batches(64), ("flood", "in", "lima", "port", "strike", "the")
    kept, arrivals = frequency.Frequencies(), range(1, len(TEXTS) + 2)

    with desk.house.store.read() as connection:
        found = []
        for batch in (arrivals[at : at + size] for at in range(0, len(arrivals), size)):
            kept.begin(batch[0], batch[-1])
            found += [kept.at(connection, "story", words, bound) for bound in batch]
        anew = [frequency.Frequencies().at(connection, "story", words, bound) for bound in arrivals]

    assert found == anew
    assert anew[-1][0] == 4


def test_what_is_placed_is_what_the_store_gives_back_though_it_is_not_read_again(desk):
    house = desk.configure("").house
    for text in ("Mayor Ada Stone said about 40 of the 115 miners were killed.\n\nNobody denied it.", "Two homes burnt down in Lima."):
        desk.takes_in(text)
    house.pipeline.annotate()
    remembered = house.pipeline.remembered

    with house.store.read() as connection:
        stored = articles.annotations_of(connection, list(remembered.marks), articles.Remembered())

    assert remembered.notes == stored
    assert bool(stored) == house.store.on_sqlite
