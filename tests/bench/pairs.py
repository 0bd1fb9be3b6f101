"""Pairs of sentences with the signs of a dispute between them, labelled: of the drawn stories, of news, and of tests/plugins' tables."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from math import log
from pathlib import Path
from typing import Any

from monitor_plugins.contradictions import likely
from monitor_plugins.contradictions.around import Reports
from monitor_plugins.contradictions.said import Said, said_by
from monitor_plugins.statements import statements

from monitor import Article, Hit
from monitor.testing import NOON, annotated, article
from tests.bench.stories import Report, Story
from tests.plugins import disputes, test_denials, test_retold

NEAR_NEWS, RARE = 8, 7  # earlier news beside which news is held; in how many a name may stand that makes two of them near
STORY, NEWS, TABLE = "story", "news", "table"
_SPREAD_HOURS = 97  # news without a date is taken to be of so many hours

Label = Callable[[Said, Said], tuple[str, str]]


@dataclass(frozen=True)
class Pair:
    """Two statements with their signs; `matter` and `strength` are those of the gold that quotes both, "" if none does."""

    origin: str
    group: str
    kind: str
    new: Said
    old: Said
    signs: Mapping[str, float]
    matter: str
    strength: str

    @property
    def reports(self) -> tuple[str, int]:
        return self.group, self.new.article.id


def pairs(origin: str, group: str, new: Sequence[Said], prior: Sequence[Said], label: Label) -> Iterator[Pair]:
    """Give the pairs that `likely` would weigh of a report and earlier ones, with their signs."""
    around = Reports([*new, *prior])
    for one in likely.all_weighed(new, prior, around):
        yield Pair(origin, group, one.kind, one.new, one.old, one.signs, *label(one.new, one.old))


def undisputed(new: Said, old: Said) -> tuple[str, str]:
    del new, old
    return "", ""


# Stories ------------------------------------------------------------------------------------------------------------------


def of_story(story: Story) -> Iterator[Pair]:
    """Give the pairs of the reports of a story that match its topic, each labelled by the gold; those disputed in numbers left out."""
    read: list[tuple[Report, list[Said]]] = []
    for number, report in enumerate(story["reports"], 1):
        if not report["gold"]["topic"]:
            continue
        said = said_by(_article(number, report))
        prior = [one for earlier, theirs in read if earlier["url"] != report["url"] for one in theirs]
        found = pairs(STORY, story["id"], said, prior, _gold_of(report))
        yield from (pair for pair in found if pair.strength != "figure")
        read.append((report, said))


def _article(number: int, report: Report) -> Article:
    at, text = datetime.fromisoformat(report["published"]), f"{report['title']}\n\n{report['text']}"
    whole = article(text, title=report["title"], at=at, outlet=report["outlet"], ref=report["ref"], id=number, revision=1, arrival=number)
    return annotated(whole, *statements(text))


def _gold_of(report: Report) -> Label:
    """Give what labels a pair by the gold of its new report: those that must be told before those that may."""
    golds = [gold for gold in report["gold"]["alerts"] if gold["kind"] == "contradiction" and gold["relation"] != "edit"]

    def label(new: Said, old: Said) -> tuple[str, str]:
        here = [gold for gold in golds if _quotes(gold, new) and _quotes(gold, old)]
        best = min(here, key=lambda gold: (gold["relation"] == "figure", gold["strength"] != "must"), default=None)
        if best is None:
            return "", ""
        return best["id"], "figure" if best["relation"] == "figure" else best["strength"]

    return label


def _quotes(gold: Mapping[str, Any], said: Said) -> bool:
    """Say whether the gold quotes some of a statement."""
    text, begin, end = said.article.text, said.statement.start, said.statement.end
    quotes = (item["quote"] for item in (*gold["evidence"], *gold.get("or_evidence", ())) if item["ref"] == said.article.ref)
    return any(quote in text[max(0, begin - len(quote) + 1) : end + len(quote) - 1] for quote in quotes)


# News and tables ----------------------------------------------------------------------------------------------------------


def of_news(file: Path) -> Iterator[Pair]:
    """Give the pairs of each of some news with the earlier ones that share the rarest names with it; none is taken for a dispute."""
    said, named = [], []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        row = json.loads(line)
        at = NOON + timedelta(hours=(number * 7919) % _SPREAD_HOURS)
        said.append(said_by(_article(number, {"outlet": "", "ref": str(number), "published": at.isoformat(), **row})))
        named.append({name for one in said[-1] for name in one.statement.entities})
    often = Counter(chain.from_iterable(named))
    for at, new in enumerate(said):
        shared = [(named[at] & named[before], before) for before in range(at)]
        near = [(sum(log(len(said) / often[name]) for name in names), before) for names, before in shared if _near(names, often)]
        prior = [one for _, before in sorted(near, reverse=True)[:NEAR_NEWS] for one in said[before]]
        yield from pairs(NEWS, f"{NEWS} {at}", new, prior, undisputed)


def _near(names: set[str], often: Mapping[str, int]) -> bool:
    return len(names) > 1 and any(often[name] <= RARE for name in names)


def of_tables() -> Iterator[Pair]:
    """Give the pairs of the tables of told and silent reports in tests/plugins; disputes are those told without weighing signs."""
    tests = [test for module in (test_denials, test_retold) for test in vars(module).values()]
    marks = chain.from_iterable(getattr(test, "pytestmark", ()) for test in tests)
    tables = [list(mark.args[1]) for mark in marks if mark.name == "parametrize"]
    rows = {row for table in tables for row in table if isinstance(row, tuple) and all(isinstance(text, str) for text in row)}
    for number, row in enumerate(sorted(rows)):
        desk, read, hits = disputes.Desk(), list[Article](), list[Hit]()
        for at, text in enumerate(row):
            read.append(desk.read(text, outlet=f"Paper {at}"))
            hits = list(desk.rule.detect(read[-1], desk.memory.before(read[-1])))
            desk.memory.add(read[-1])
        prior = [one for earlier in read[:-1] for one in said_by(earlier)]
        yield from pairs(TABLE, f"{TABLE} {number}", said_by(read[-1]), prior, _told_in(hits))


def _told_in(hits: Sequence[Hit]) -> Label:
    told = {tuple(item.quote for item in hit.evidence[:2]) for hit in hits}
    return lambda new, old: ("told", "must") if (new.statement.quote, old.statement.quote) in told else ("", "")
