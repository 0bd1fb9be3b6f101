"""Fit the weights of the signs of disputes (plugins/monitor_plugins/contradictions/weights.json) to the drawn stories.

    python -m tests.bench.fit_disputes [--news FILE] [--write [FILE]]

Every sentence that denies is held beside every earlier one that `likely` would weigh; a pair is a dispute if the gold quotes both.
Pairs of unlabelled news (FILE: NDJSON rows with `title` and `text`) and those of the tables of tests/plugins count beside them: of
the news none is taken for a dispute, of the tables those that are told by their words alone. Prints a cross-validation, whole stories
left out in turn, and with `--write` writes the weights, to the file that ships if none is named. The held-out stories are never read.

How the weights are fitted: see `fitting`.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from monitor_plugins.contradictions import likely

from tests.bench import fitting
from tests.bench.fitting import Labelled
from tests.bench.pairs import NEWS, STORY, TABLE, Pair, of_news, of_story, of_tables
from tests.bench.stories import stories

WEIGHTS = Path(likely.__file__).with_name("weights.json")
SHRINK = 0.01  # the inverse of how strongly weights are drawn to 0
SMALL = 0.3  # what a pair of the tables counts: their reports are a sentence or two long
FOLDS = 8
IN_TEXT = 0.2  # as `likely` does, a headline is quoted only for want of a sentence that is at least so likely beside it
THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7)


def labelled(pair: Pair) -> Labelled:
    """Give a pair as it is fitted."""
    return Labelled(pair.signs, bool(pair.strength), pair.group, pair.kind, SMALL if pair.origin == TABLE else 1.0)


def cross_validated(found: Sequence[Pair]) -> list[tuple[Pair, float]]:
    """Give each pair with how likely it is by weights that were fitted without its story."""
    return [(found[at], sure) for at, sure in fitting.cross_validated(list(map(labelled, found)), SHRINK, FOLDS)]


def table(weighed: Sequence[tuple[Pair, float]]) -> Iterator[str]:
    """Give the lines of a table: what would be told of the stories, and falsely of news and tables, at several thresholds."""
    by_report = defaultdict[tuple[str, int], list[tuple[Pair, float]]](list)
    for pair, sure in weighed:
        by_report[pair.reports].append((pair, sure))
    told = [_told(theirs) for theirs in by_report.values()]
    must = {(pair.group, pair.matter) for pair, _ in weighed if pair.origin == STORY and pair.strength == "must"}
    yield f"{'from':>5}{'must':>6}{'hit':>5}{'false':>7}{'precision':>11}{'recall':>8}{'news':>6}{'tables':>8}"
    for least in THRESHOLDS:
        chosen = [pair for pair, sure in told if sure >= least]
        hits = {(pair.group, pair.matter) for pair in chosen if pair.origin == STORY and pair.strength == "must"}
        false = Counter(pair.origin for pair in chosen if not pair.strength)
        precision, recall = len(hits) / ((len(hits) + false[STORY]) or 1), len(hits) / (len(must) or 1)
        counts = f"{least:>5}{len(must):>6}{len(hits):>5}{false[STORY]:>7}{precision:>11.2f}{recall:>8.2f}"
        yield f"{counts}{false[NEWS]:>6}{false[TABLE]:>8}"


def _told(weighed: Sequence[tuple[Pair, float]]) -> tuple[Pair, float]:
    """Give the pair that would be told of a report, and how likely it is: the likeliest, without a headline if one is near enough."""
    best, sure = max(weighed, key=lambda one: one[1])
    if best.new.in_text and best.old.in_text:
        return best, sure
    others = (
        (pair, other)
        for pair, other in weighed
        if pair.old.article.id == best.old.article.id and pair.kind == best.kind and pair.new.in_text and pair.old.in_text
    )
    pair, other = max(others, key=lambda one: one[1], default=(best, sure))
    return (pair if other >= IN_TEXT * sure else best), sure


def main() -> None:
    """Fit, print the cross-validation, and write the weights if that is asked for."""
    given = fitting.arguments(__doc__, WEIGHTS)
    read = [story for story in stories() if not story.get("held_out")]
    found = [*chain.from_iterable(map(of_story, read)), *of_tables(), *(of_news(given.news) if given.news else ())]
    counts = Counter((pair.origin, pair.kind) for pair in found)
    disputed = Counter((pair.origin, pair.kind) for pair in found if pair.strength)
    print(f"{len(read)} stories")
    for (origin, kind), count in counts.items():
        print(f"{origin}, {kind}: {count} pairs, {disputed[origin, kind]} of them disputed")
    print("\n".join(table(cross_validated(found))))
    if given.write:
        weights = {kind: fitted.row() for kind, fitted in fitting.fit(list(map(labelled, found)), SHRINK).items()}
        given.write.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
