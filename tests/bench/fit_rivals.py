"""Fit the weights of the signs that two numbers are one disputed count (plugins/monitor_plugins/ledgers/rival.json) to the drawn stories.

    python -m tests.bench.fit_rivals [--news FILE] [--write [FILE]]

Every story is played, and each pair of figures that the series weigh is a dispute if the gold quotes both for one. Pairs of
unlabelled news (FILE: NDJSON rows with `title` and `text`), all of one topic, count beside them, none taken for a dispute. Prints a
cross-validation, whole stories left out in turn, and with `--write` writes the weights, to the file that ships if none is named.
The held-out stories are never read. How the weights are fitted: see `fitting`.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain
from pathlib import Path
from unittest.mock import patch

from monitor_plugins.ledgers import placing, rival
from monitor_plugins.ledgers.known import Series
from monitor_plugins.ledgers.reported import Reported
from monitor_plugins.ledgers.rival_signs import Around
from monitor_plugins.ledgers.tie import Ties

from monitor import log
from monitor.testing import NOON
from tests.bench import fitting
from tests.bench.fitting import Labelled
from tests.bench.stories import Gold, Report, Story, play, stories

WEIGHTS = Path(rival.__file__).with_name("rival.json")
SHRINK = 0.05  # the inverse of how strongly weights are drawn to 0
FOLDS = 10
NEWS_HOURS = 2  # between articles of the news
THRESHOLDS = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6)


@dataclass(frozen=True)
class Pair:
    """Two figures with the signs of a dispute; `matter` and `strength` are those of the gold that quotes both, "" if none does."""

    story: str
    report: str
    new: Reported
    was: Reported
    signs: Mapping[str, float]
    matter: str = ""
    strength: str = ""


def pairs(story: Story) -> list[Pair]:
    """Play a story and give the pairs of figures that are weighed."""
    log.configure("json", "error")
    return list(_pairs(story))


def _pairs(story: Story) -> Iterator[Pair]:
    weighed: list[tuple[Reported, Reported, Mapping[str, float]]] = []

    def record(new: Reported, home: str, known: Iterable[Series], ties: Ties, said: Around) -> rival.Rival | None:
        known = list(known)
        weighed.extend((new, one.was, one.signs) for one in rival.measured(new, home, known, ties, said))
        return rival.rival(new, home, known, ties, said)

    addresses = list(dict.fromkeys(report["url"] for report in story["reports"]))
    with tempfile.TemporaryDirectory() as home, patch.object(placing, "rival", record):
        for report, _ in play(story, Path(home)):
            golds = [gold for gold in report["gold"]["alerts"] if gold["kind"] == "contradiction" and gold["relation"] == "figure"]
            for new, was, signs in weighed:
                earlier = [other for other in story["reports"] if addresses.index(other["url"]) + 1 == was.article]
                quoting = [gold for gold in golds if _quotes(gold, report, new) and any(_quotes(gold, other, was) for other in earlier)]
                best = min(quoting, key=lambda gold: gold["strength"] != "must", default=None)
                told = (best["id"], best["strength"]) if best else ("", "")
                yield Pair(story["id"], report["ref"], new, was, signs, *told)
            weighed.clear()


def _quotes(gold: Gold, report: Report, figure: Reported) -> bool:
    """Say whether the gold quotes some of the sentence that tells a figure."""
    text = f"{report['title']}\n\n{report['text']}"
    quotes = [item["quote"] for item in (*gold["evidence"], *gold.get("or_evidence", ())) if item["ref"] == report["ref"]]
    begins = ((text.find(quote), len(quote)) for quote in quotes)
    return any(begin >= 0 and begin < figure.end and figure.start < begin + length for begin, length in begins)


def of_news(file: Path) -> Story:
    """Give unlabelled news as one long story without gold, an article every few hours."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    nothing = {"topic": True, "alerts": (), "must_not": ()}
    reports = [
        {
            "ref": f"r{number}",
            "title": row["title"],
            "text": row["text"],
            "outlet": f"Paper {number % 7}",
            "url": f"https://news.example/{number}",
            "lang": "en",
            "published": (NOON + timedelta(hours=NEWS_HOURS * number)).isoformat(),
            "gold": nothing,
        }
        for number, row in enumerate(rows)
    ]
    return {"id": "news", "query": "the OR a", "watch": ["people killed"], "reports": reports}


def table(found: Sequence[Pair], weighed: Mapping[int, float], must: int) -> Iterator[str]:
    """Give the lines of a table: what would be told of the stories, and falsely of news, at several thresholds."""
    told: dict[tuple[str, str, int], int] = {}
    for at in sorted(weighed, key=weighed.__getitem__):
        told[found[at].story, found[at].report, found[at].new.start] = at  # the likeliest comes last
    yield f"{'from':>5}{'must':>6}{'hit':>5}{'false':>7}{'precision':>11}{'recall':>8}{'news':>6}"
    for least in THRESHOLDS:
        chosen = [found[at] for at in told.values() if weighed[at] >= least]
        hits = {(pair.story, pair.matter) for pair in chosen if pair.strength == "must"}
        false = Counter(pair.story == "news" for pair in chosen if not pair.strength)
        precision, recall = len(hits) / ((len(hits) + false[False]) or 1), len(hits) / (must or 1)
        yield f"{least:>5}{must:>6}{len(hits):>5}{false[False]:>7}{precision:>11.2f}{recall:>8.2f}{false[True]:>6}"


def main() -> None:
    """Fit, print the cross-validation, and write the weights if that is asked for."""
    given = fitting.arguments(__doc__, WEIGHTS)
    read = [story for story in stories() if not story.get("held_out")]
    with ProcessPoolExecutor() as workers:
        found = list(chain.from_iterable(workers.map(pairs, [*([of_news(given.news)] if given.news else ()), *read])))
    must = sum(_disputed(gold) for story in read for report in story["reports"] for gold in report["gold"]["alerts"])
    print(f"{len(read)} stories, {len(found)} pairs, {sum(bool(pair.strength) for pair in found)} of them disputed")
    labelled = [Labelled(pair.signs, bool(pair.strength), f"{pair.story} {pair.report if pair.story == 'news' else ''}") for pair in found]
    print("\n".join(table(found, dict(fitting.cross_validated(labelled, SHRINK, FOLDS)), must)))
    if given.write:
        given.write.write_text(json.dumps(fitting.fit(labelled, SHRINK)[""].row(), indent=1) + "\n", encoding="utf-8")


def _disputed(gold: Gold) -> bool:
    return gold["kind"] == "contradiction" and gold["relation"] == "figure" and gold["strength"] == "must"


if __name__ == "__main__":
    main()
