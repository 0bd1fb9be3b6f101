"""Plays the drawn stories of tests/stories report by report, as a desk would read them, and counts what is told, missed and false."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

from monitor.assembly import assembled
from monitor.config import load
from monitor.cycle import full_cycle
from monitor.model.alert import Alert, StoredHit
from monitor.query import AlertQuery
from monitor.store.alerts import find_alerts

STORIES = Path(__file__).parents[1] / "stories"
KINDS = ("figure", "contradiction", "person")
_FIELDS = ("title", "text", "url", "published", "outlet", "lang")
_STRAIGHT = str.maketrans("’‘“”–—", "''\"\"--")
_CONFIG = """
[workers]
count = 0
[sources.reports]
use = "folder"
path = "reports"
backfill = "notify"
[rules.topic]
use = "topic"
query = {query}
[rules.figures]
use = "new-figure"
topic = "topic"
watch = {watch}
[rules.people]
use = "new-person"
topic = "topic"
[rules.disputes]
use = "contradiction"
topic = "topic"
"""

Story = Mapping[str, Any]
Report = Mapping[str, Any]
Gold = Mapping[str, Any]


def stories() -> list[Story]:
    """Read the stories, by name."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(STORIES.glob("*.json"))]


class NotPlayedError(Exception):
    """The monitor did not take in a report, or something in it failed."""


# What is told -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """What one alert newly tells at a report: its kind, and (report's ref, quote, role) of its evidence."""

    kind: str
    evidence: Sequence[tuple[str, str, str]]

    def on(self, report: Report, quotes: Iterable[str], *, prior: bool = True) -> float:
        """Give how well the evidence in a report lies on one of some quotes, 0 (apart) to 1 (equal)."""
        mine = (quote for ref, quote, role in self.evidence if ref == report["ref"] and (prior or role != "prior"))
        return max((overlap(report, *pair) for pair in product(mine, quotes)), default=0.0)


def play(story: Story, home: Path) -> Iterator[tuple[Report, list[Told]]]:
    """Give each report with what is told of it: alerts that it opened, or that it changed.

    Raises: NotPlayedError if a report is not taken in, or anything fails.
    """
    (home / "reports").mkdir(parents=True)
    rules = {name: json.dumps(story[name], ensure_ascii=False) for name in ("query", "watch")}
    (home / "monitor.toml").write_text(_CONFIG.format(**rules), encoding="utf-8")
    end = max(datetime.fromisoformat(report["published"]) for report in story["reports"])
    versions: dict[str, list[str]] = {}  # an address → its reports, in order
    known: dict[int, Alert] = {}
    with assembled(load(home / "monitor.toml"), lambda: end + timedelta(days=1)) as desk:
        for report in story["reports"]:
            row = {name: report[name] for name in _FIELDS}
            (home / "reports" / f"{report['ref']}.ndjson").write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
            cycle = full_cycle(desk)
            if cycle.errors or not (cycle.articles or cycle.revisions):
                raise NotPlayedError(f"{story['id']}: {report['ref']}: {'; '.join(cycle.errors) or 'not taken in'}")
            versions.setdefault(report["url"], []).append(report["ref"])
            with desk.store.read() as connection:
                alerts = {alert.id: alert for alert in find_alerts(connection, AlertQuery()) if alert.kind in KINDS}
            yield report, [told for id_, alert in alerts.items() if (told := _told(alert, known.get(id_), versions)) is not None]
            known = alerts


def _told(alert: Alert, before: Alert | None, versions: Mapping[str, Sequence[str]]) -> Told | None:
    """Give what an alert tells that it did not tell before; None for an echo."""
    old = {stored.id for stored in before.hits} if before else set()
    fresh = [stored for stored in alert.hits if stored.id not in old]
    if not fresh or (before and before.revision == alert.revision):
        return None
    return Told(alert.kind, [quoted for stored in fresh for quoted in _quoted(stored, versions)])


def _quoted(stored: StoredHit, versions: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str, str]]:
    refs = {article.id: versions[article.url] for article in stored.reports}
    for item in stored.hit.evidence:
        yield refs[item.article][item.revision - 1], item.quote, item.role


def overlap(report: Report, one: str, other: str) -> float:
    """Give how much two quotes of a report have in common: the share of the text under both in that under either, 0..1."""
    text = plain(f"{report['title']}\n\n{report['text']}")
    pairs = product(_spans(text, one), _spans(text, other))
    shares = ((min(b, d) - max(a, c)) / (max(b, d) - min(a, c)) for (a, b), (c, d) in pairs)
    return max((share for share in shares if share > 0), default=0.0)


def plain(text: str) -> str:
    """Give a text for comparison: NFKC, straight quotes, single spaces, no case."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_STRAIGHT).split()).casefold()


def _spans(text: str, quote: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(re.escape(plain(quote)), text)]


# What should be told ------------------------------------------------------------------------------------------------------


@dataclass
class Score:
    """How often something that must be told was told (`hit`) or not (`miss`), and how often something else was (`false`), by kind."""

    reports: int = 0
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def __add__(self, other: Score) -> Score:
        return Score(self.reports + other.reports, self.counts + other.counts)

    def rows(self) -> Iterator[str]:
        """Give the lines of a table in Markdown: a row a kind."""
        yield "| kind | must | hit | miss | false | precision | recall |"
        yield "|---|---|---|---|---|---|---|"
        for kind in KINDS:
            hit, miss, false = (self.counts[kind, what] for what in ("hit", "miss", "false"))
            yield f"| {kind} | {hit + miss} | {hit} | {miss} | {false} | {_share(hit, hit + false)} | {_share(hit, hit + miss)} |"

    @property
    def false_per_100(self) -> float:
        """Give the false alerts of all kinds per 100 reports."""
        return 100 * sum(self.counts[kind, "false"] for kind in KINDS) / (self.reports or 1)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "–"


@dataclass
class _Memory:
    """Which series, names and disputes of the gold are told by now, and which are owed: what comes late is a miss, not also false."""

    told: set[tuple[str, str]] = field(default_factory=set)
    owed: set[tuple[str, str]] = field(default_factory=set)

    def late(self, one: Told, report: Report) -> bool:
        """Say whether an alert that is not in the gold tells what an earlier report should have been told for."""
        trap = next((trap for trap in report["gold"]["must_not"] if trap["kind"] == one.kind and one.on(report, [trap["quote"]])), {})
        if one.kind == "contradiction":
            return bool(trap.get("told")) and ("contradiction", "") in self.owed
        if one.kind == "figure":
            found = {("figure", trap["series"])} if "series" in trap else set()
            late = found & (self.owed - self.told)
        else:
            said = " ".join(plain(quote) for ref, quote, _ in one.evidence if ref == report["ref"])
            late = {(kind, name) for kind, name in self.owed - self.told if kind == "person" and name.split()[-1] in said}
            found = late
        self.told |= found
        return bool(late)


def score(story: Story, home: Path) -> Score:
    """Play a story and count."""
    result, memory = Score(), _Memory()
    reports = {report["ref"]: report for report in story["reports"]}
    for report, told in play(story, home):
        result.reports += 1
        _settle(report, told, reports, memory, result.counts)
    return result


def _settle(report: Report, told: Sequence[Told], reports: Mapping[str, Report], memory: _Memory, counts: Counter[tuple[str, str]]) -> None:
    golds = report["gold"]["alerts"]
    fits = {(at, g): _fit(one, gold, reports) for at, one in enumerate(told) for g, gold in enumerate(golds)}
    taken = _assigned(golds, {pair: fit for pair, fit in fits.items() if fit})
    for g, gold in enumerate(golds):
        matter = _matter(gold)
        if g in taken:
            memory.told.add(matter)
        if gold["strength"] == "must":
            counts[gold["kind"], "hit" if g in taken else "miss"] += 1
    if any(gold["kind"] == "contradiction" and gold["strength"] == "must" and g not in taken for g, gold in enumerate(golds)):
        memory.owed.add(("contradiction", ""))
    for at, one in enumerate(told):
        again = any(fits[at, g] for g in range(len(golds)))
        if at not in taken.values() and (again or not memory.late(one, report)):
            counts[one.kind, "false"] += 1
    memory.owed |= {_matter(gold) for gold in golds if gold["kind"] != "contradiction"}


def _matter(gold: Gold) -> tuple[str, str]:
    return gold["kind"], gold.get("series") or plain(gold.get("name", gold["id"]))


def _fit(one: Told, gold: Gold, reports: Mapping[str, Report]) -> float:
    """Give how closely an alert quotes a gold one, 0..1: of a dispute the side that it quotes less well."""
    if one.kind != gold["kind"]:
        return 0.0
    sides: dict[bool, dict[str, list[str]]] = {}
    for item in (*gold["evidence"], *gold.get("or_evidence", ())):
        sides.setdefault(item["ref"] == gold["evidence"][0]["ref"], {}).setdefault(item["ref"], []).append(item["quote"])
    prior = one.kind == "contradiction"
    return min(max(one.on(reports[ref], quotes, prior=prior) for ref, quotes in side.items()) for side in sides.values())


def _assigned(golds: Sequence[Gold], fits: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """Give which alert tells which gold one, those that must be told first, then the closest; a dispute may share its alert."""
    taken: dict[int, int] = {}
    for at, g in sorted(fits, key=lambda pair: (golds[pair[1]]["strength"] != "must", -fits[pair])):
        if g not in taken and at not in taken.values():
            taken[g] = at
    for at, g in sorted(fits, key=fits.__getitem__, reverse=True):
        if golds[g]["kind"] == "contradiction":
            taken.setdefault(g, at)
    return taken
