"""Judges stored articles again because somebody asked: the same hits, and nobody is told."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor import judge
from monitor.assembly import Assembly, tracked
from monitor.errors import UsageError
from monitor.pipeline import STAGES
from monitor.store import articles, history, replay, work
from monitor.store.database import Transaction
from monitor.store.intake import EVERY_UNIT

_TRIED = 8  # articles that the cost is measured on


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What is to be judged again: for each stage the unit that does it, on how many articles, and about how long that takes."""

    units: Mapping[str, str]
    since: datetime | None
    articles: int
    seconds: float


def errand(assembly: Assembly, rule: str | None, since: datetime | None) -> Errand:
    """Plan to judge all that is stored again, or one rule's part of it, and measure on a few articles what that costs.

    Raises: UsageError if there is no such rule, or it does not run.
    """
    units = _units(assembly, rule)
    with assembly.store.read() as connection:
        latest = replay.latest(connection, since)
        chosen = [latest[at * len(latest) // _TRIED] for at in range(_TRIED)] if len(latest) > _TRIED else latest
        seconds = _seconds(connection, assembly, units, chosen) * len(latest)
    return Errand(units=units, since=since, articles=len(latest), seconds=seconds)


def _units(assembly: Assembly, rule: str | None) -> dict[str, str]:
    if rule is None:
        return dict.fromkeys(STAGES, EVERY_UNIT)
    info = assembly.host.rules().get(rule)
    if info is None:
        raise UsageError(f"no rule is named {rule!r}: see `monitor rules list`")
    if info.state != "ok":
        raise UsageError(f"rule {rule!r} does not run, it is in state {info.state}: {info.error or 'see `monitor rules list`'}")
    return {stage: rule for stage in STAGES if rule in tracked(assembly.host, stage)}


def _seconds(connection: Transaction, assembly: Assembly, units: Mapping[str, str], chosen: Sequence[int]) -> float:
    """Give the time that an article takes, over a few, in this process; nothing is stored."""
    only = None if EVERY_UNIT in units.values() else set(units.values())
    found = articles.load(connection, chosen)
    began = time.process_time()
    for article in found.values():
        if "annotate" in units:
            judge.annotate(assembly.host, article, only=only)
        past = history.before(connection, article)
        if "place" in units:
            judge.place(assembly.host, article, past)
        judge.detect(assembly.host, article, past, only=only)
    return (time.process_time() - began) / max(1, len(found))


def owe(assembly: Assembly, planned: Errand) -> int:
    """Put the errand on the books; give how many articles owe it now."""
    with assembly.store.write() as connection:
        for stage, unit in planned.units.items():
            work.owe_everywhere(connection, stage, unit, version="", now=assembly.clock(), since=planned.since)
        return work.owing(connection, set(planned.units.values()))


def work_off(assembly: Assembly, planned: Errand, seen: Callable[[int], None]) -> int:
    """Judge until nothing is owed; `seen` is told how many articles are done. Gives how many hits were new.

    Another process at work on the same store helps.
    """
    total, names = planned.articles, set(planned.units.values())
    assembly.pipeline.take_tally()

    def stopping() -> bool:
        with assembly.store.read() as connection:
            seen(max(0, total - work.owing(connection, names)))
        return False

    assembly.judge(stopping)
    return assembly.pipeline.take_tally().hits
