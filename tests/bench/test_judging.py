"""How many articles of 600 words a second one core judges: every annotator, placer and detector, over a real store.

The reports are made up, thick with figures and names. `MONITOR_TEXTS=FILE.ndjson` takes other ones instead, a row with a `text`
each, joined and cut to 600 words; `MONITOR_WORDS=0` takes each as it is.
"""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor import log
from monitor.assembly import Assembly
from monitor.config import load
from monitor.pipeline import BATCH, STAGES

ARTICLES, WORDS = 150, int(os.environ.get("MONITOR_WORDS", "600"))
START = datetime(2026, 3, 2, tzinfo=UTC)
SYLLABLES = ("ka", "lo", "mer", "tin", "vos", "dun", "bel", "ra", "sho", "quil", "nar", "fen")
THINGS = ("homes", "soldiers", "patients", "jars", "jobs", "ballots", "cattle", "passengers", "euros", "tonnes of grain")
DEEDS = ("killed", "injured", "recalled", "cut", "counted", "rescued", "destroyed", "deployed", "arrested", "sold")
FILLER = (
    "The road along the river stays closed while crews clear the mud from the bridge and the lower market.",
    "Nobody at the hall would say when the report will be ready, or who asked for it in the first place.",
    "Shops opened late, buses ran on two lines only, and the school sent its pupils home before noon.",
    "Prices have gone up since the autumn, and traders say that the next harvest will not change that.",
)


def name(pick: random.Random) -> str:
    return "".join(pick.choices(SYLLABLES, k=3)).capitalize()


def report(pick: random.Random) -> str:
    """A report of about 600 words about people, places and figures of its own."""
    place, firm, people = name(pick), name(pick), [f"{name(pick)} {name(pick)}" for _ in range(4)]
    words: list[str] = []
    while len(words) < 600:
        number, thing, deed, person = pick.randrange(12, 9000), pick.choice(THINGS), pick.choice(DEEDS), pick.choice(people)
        told = (
            f"At least {number} {thing} were {deed} near {place}, minister {person} said on Tuesday.",
            f"{firm} denied that {number} {thing} had been {deed}, as {person} had told reporters.",
            f"{person}, a spokeswoman for {firm}, put the figure at about {number} {thing}.",
            pick.choice(FILLER),
        )
        words += pick.choice(told).split()
    return f"{place} waits for word of {pick.choice(THINGS)}\n\n{' '.join(words)}"


def given_texts(file: Path) -> Iterator[str]:
    """The texts of a file, shuffled; joined until they have as many words as an article, and cut there."""
    rows = [json.loads(line)["text"] for line in file.read_text().splitlines()]
    random.Random(1).shuffle(rows)
    words: list[str] = []
    for text in rows:
        words += text.split()
        if not WORDS:
            yield text
        elif len(words) >= WORDS:
            yield " ".join(words[:WORDS])
            words = []


def texts() -> list[str]:
    if "MONITOR_TEXTS" in os.environ:
        return list(given_texts(Path(os.environ["MONITOR_TEXTS"])))
    pick = random.Random(1)
    return [report(pick) for _ in range(ARTICLES)]


@pytest.mark.bench
def test_articles_judged_per_second_and_core(tmp_path):
    log.configure("json", "error")
    reports = texts()
    (tmp_path / "reports").mkdir()
    for number, text in enumerate(reports):
        when = (START + timedelta(minutes=37 * number)).isoformat()
        (tmp_path / "reports" / f"{number:04}.txt").write_text(f"Outlet: Outlet {number % 9}\nPublished: {when}\n\n{text}")
    (tmp_path / "monitor.toml").write_text(
        '[workers]\ncount = 0\n[sources.r]\nuse = "folder"\npath = "reports"\nbackfill = "notify"\n'
        '[rules.t]\nuse = "topic"\nquery = "minister AND (killed OR recall*)"\n[rules.f]\nuse = "new-figure"\n'
        '[rules.p]\nuse = "new-person"\n[rules.c]\nuse = "contradiction"\n'
    )
    house = Assembly(load(tmp_path / "monitor.toml"), clock=lambda: START)
    house.poller.poll(due_or_not=True)
    cold, warm = dict.fromkeys(STAGES, 0.0), dict.fromkeys(STAGES, 0.0)
    spent, done = cold, 1  # in the first batch tables are read and words are met for the first time, as after a start
    while done:  # as `Assembly.judge` does: a batch goes through all stages before the next
        done = 0
        for stage in STAGES:
            began = time.process_time()
            done += getattr(house.pipeline, stage)()
            spent[stage] += time.process_time() - began
        spent = warm
    house.close()

    words = sum(len(text.split()) for text in reports) // len(reports)
    print(f"\n{len(reports)} articles of {words} words")
    print(f"the first {BATCH}: {told(cold, BATCH)}")
    print(f"the others: {told(warm, len(reports) - BATCH)}")
    assert all(warm.values())


def told(spent: dict[str, float], count: int) -> str:
    shares = ", ".join(f"{stage} {1000 * seconds / count:.1f} ms" for stage, seconds in spent.items())
    return f"{count / sum(spent.values()):.0f} a second and core ({shares} of CPU an article)"
