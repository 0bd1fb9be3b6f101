"""The order of the journey and its five transactions, and nothing else.

Every stage is a function of what is owed in the store. A stage may run in any process, and in several at once: the work row is the
token, and who comes second stores nothing. What a crash interrupts is owed still.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any, Protocol

from monitor import log
from monitor.acquire.verdict import Verdict as Weighed
from monitor.host import Fault, Host
from monitor.judge import Verdict
from monitor.model.annotation import Annotation, Match
from monitor.model.article import Article
from monitor.model.codec import as_read
from monitor.notify import tell, troubles
from monitor.notify.route import Terms
from monitor.store import articles, joining, judgements, pages, search, sources, units, work
from monitor.store.database import Store, Transaction
from monitor.store.intake import Intake, take_in
from monitor.store.notices import Notice
from monitor.store.pages import OwedPage
from monitor.store.sources import Claim, Polled
from monitor.store.work import Owed

BATCH = 64
PAGES_OF_BASELINE = timedelta(days=3)
STAGES = ("annotate", "place", "detect")


class Workshop(Protocol):
    """Runs a task on items in killable processes; answers in the items' order."""

    def run(self, task: str, items: Sequence[Any], *, only: Collection[str] | None = None) -> list[Any]: ...


@dataclass(slots=True)
class Tally:
    """What was done since the last count: hits stored and alerts opened."""

    hits: int = 0
    alerts: int = 0


@dataclass(frozen=True, slots=True)
class Brought:
    """What one fetched part of a source holds: its articles, and its validators if it was whole (else it is fetched again)."""

    part: str
    articles: Sequence[Article]
    validators: Mapping[str, str] | None


@dataclass(slots=True)
class Pipeline:
    """The stages over one store, host and workshop.

    `suspended` says why each suspended (stage, unit) is; `failing` collects those that failed `faults_allowed` times in a row.
    """

    store: Store
    host: Host
    workshop: Workshop
    channels: Mapping[str, Terms]
    clock: Callable[[], datetime]
    faults_allowed: int = 5
    suspended: dict[tuple[str, str], str] = field(default_factory=dict)
    failing: dict[tuple[str, str], str] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)
    remembered: articles.Remembered = field(default_factory=articles.Remembered)

    # T1 ------------------------------------------------------------------------------------------------------------------------

    def take_in(
        self, claim: Claim, brought: Iterable[Brought], end: Callable[[Intake], Polled | None], *, baseline: bool, full_text: bool = False
    ) -> Intake | None:
        """T1: store what a source brought and advance its validators; `end` is told what was new, and gives the poll's end if this is it.

        With `full_text` the pages of new and changed entries are owed. Gives None, and stores nothing, if the lease was lost.
        """
        now = self.clock()
        taken = Intake()
        with self.store.write() as connection:
            if not sources.holds(connection, claim):
                return None
            for part in brought:
                taken += take_in(connection, claim.id, part.articles, baseline=baseline, now=now)
                if part.validators is not None:
                    sources.advance(connection, claim.id, part.part, part.validators)
            if full_text and (taken.articles or taken.revisions):
                pages.owe(connection, claim.id, now=now, baseline_since=now - PAGES_OF_BASELINE)
            polled = end(taken)
            noticed = [] if polled is None else self._end_poll(connection, claim, polled, now)
        self._count_notices(noticed)
        return taken

    def take_page(self, owed: OwedPage, verdict: Weighed, article: Article | None) -> bool:
        """T1 of a page: note what came of it and, if it is whole, store it as a revision.

        Gives False, and stores nothing, if the lease was lost.
        """
        with self.store.write() as connection:
            if not pages.settle(connection, owed, verdict.reached, verdict.why):
                return False
            if article is not None:
                take_in(connection, owed.source_id, [article], baseline=owed.quiet, now=self.clock())
        return True

    def end_polls(self, ends: Sequence[tuple[Claim, Polled]]) -> None:
        """T1 of sources that brought nothing: end their polls together."""
        now = self.clock()
        with self.store.write() as connection:
            sources.finish_all(connection, ends, now)
            noticed = [notice for claim, polled in ends for notice in self._follow(connection, claim, polled, now)]
        self._count_notices(noticed)

    def _end_poll(self, connection: Transaction, claim: Claim, polled: Polled, now: datetime) -> list[Notice]:
        sources.finish(connection, claim, polled, now)
        return self._follow(connection, claim, polled, now)

    def _follow(self, connection: Transaction, claim: Claim, polled: Polled, now: datetime) -> list[Notice]:
        """Open and close the alerts about a source whose troubles changed with this look."""
        if not claim.troubles and not polled.troubles and not (claim.failures and polled.success):
            return []
        looked = troubles.Looked(
            id=claim.id, name=claim.name, before=claim.troubles, troubles=polled.troubles, failed_before=claim.failures > 0,
            failing_since=polled.failing_since,
        )  # fmt: skip
        return troubles.follow(connection, looked, self.channels, now)

    def _count_notices(self, noticed: Sequence[Notice]) -> None:
        """Count and log what was noticed of sources, once it is committed."""
        self.tally.alerts += sum(notice.opened for notice in noticed)
        for notice in noticed:
            log.get_logger().warning("source.noticed", alert=notice.alert_id, key=notice.key, relation=notice.relation)

    # T2 ------------------------------------------------------------------------------------------------------------------------

    def annotate(self) -> int:
        """T2: what a batch of articles say. Gives how many were worked on; 0 when none owes annotation."""
        with self.store.read() as connection:
            owed = work.owed(connection, "annotate", limit=BATCH, arrived=True) or work.owed(connection, "annotate", limit=BATCH)
            texts = articles.load(connection, [one.revision_id for one in owed], judged=False)
        for only, group in _by_units(owed):
            answers = self.workshop.run("annotate", [texts[one.revision_id] for one in group], only=only)
            with self.store.write() as connection:
                said = self._store_annotations(connection, only, _paid(connection, group, answers))
            if self.store.on_sqlite:  # PostgreSQL has an order of its own for units, and for what JSON holds
                self.remembered = said
        return len(owed)

    def _store_annotations(
        self, connection: Transaction, only: frozenset[str] | None, answers: Sequence[tuple[Owed, Sequence[Verdict]]]
    ) -> articles.Remembered:
        heard = [(one, verdict) for one, verdicts in answers for verdict in verdicts if verdict.fault is None or verdict.fault.rule]
        parted = [(one.revision_id, verdict, *_parted(verdict)) for one, verdict in heard]
        said = [(id_, verdict.unit, verdict.version, notes) for id_, verdict, notes, _ in parted if notes or only is not None]
        matches: dict[int, list[Match]] = {one.revision_id: [] for one, _ in answers}
        for revision_id, _, _, found in parted:
            matches[revision_id] += found
        judgements.store_matches(connection, self._judged(only), matches)
        marks = judgements.store_annotations(connection, said)  # at the first look there is nothing to replace
        self._set_aside(connection, answers)
        if only is None:
            search.index_articles(connection, [one.revision_id for one, _ in answers])
        return _remembered(said, marks)

    def _judged(self, only: Collection[str] | None) -> Callable[[str], bool] | None:
        """Give what says whether a rule was asked, by its own name or its unit's; None if all were."""
        return None if only is None else lambda rule: rule in only or self.host.unit_of(rule) in only

    # T3 ------------------------------------------------------------------------------------------------------------------------

    def place(self) -> int:
        """T3: where articles belong, strictly in arrival order, each behind every earlier one. Gives how many were placed."""
        with self.store.read() as connection:
            owed = work.owed(connection, "place", limit=BATCH, below=work.annotated_below(connection, self.host.unawaited))
            texts = articles.load(connection, [one.revision_id for one in owed], remembered=self.remembered)
        if not self.host.units("place"):
            return self._place(owed, [()] * len(owed))
        for only, group in _by_units(owed, alone={id_ for id_, text in texts.items() if text.placements}):
            answers = self.workshop.run("place", [texts[one.revision_id] for one in group], only=only)
            if self._place(group, answers) < len(group):
                break
        return len(owed)

    def _place(self, owed: Sequence[Owed], answers: Sequence[Sequence[Verdict]]) -> int:
        """Store where those articles belong whose turn it is; give how many that were."""
        with self.store.write_again() as connection:
            paid = _paid(connection, work.in_turn(connection, owed, self.host.unawaited), answers)
            judgements.store_placements(connection, {one.revision_id: _placings(verdicts) for one, verdicts in paid})
            self._set_aside(connection, paid)
        return len(paid)

    # T4 ------------------------------------------------------------------------------------------------------------------------

    def detect(self) -> int:
        """T4: the hits in a batch of placed articles, with what they owe to channels. Gives how many articles were judged."""
        with self.store.read() as connection:
            owed = self._owed_after_placing(connection)
            texts = articles.load(connection, [one.revision_id for one in owed], remembered=self.remembered)
        for only, group in _by_units(owed):
            answers = self.workshop.run("detect", [texts[one.revision_id] for one in group], only=only)
            with self.store.write() as connection:
                paid = _paid(connection, group, answers)
                found = [(texts[one.revision_id], self._store_hits(connection, one, texts[one.revision_id], said)) for one, said in paid]
                self._set_aside(connection, paid)
            self._count(found)
        return len(owed)

    def _store_hits(self, connection: Transaction, owed: Owed, article: Article, verdicts: Sequence[Verdict]) -> list[tell.Found]:
        now = self.clock()
        hits = [pair for verdict in verdicts for pair in verdict.results]
        joined = joining.join(connection, hits, article, owed.revision_id, quiet=owed.quiet, now=now)
        found = [tell.Found(rule, hit, new) for (rule, hit), new in zip(hits, joined, strict=True) if new is not None]
        tell.tell(connection, found, article.arrival, self.channels, quiet=owed.quiet, now=now)
        return found

    def _count(self, stored: Sequence[tuple[Article, list[tell.Found]]]) -> None:
        """Count and log what was found, once it is committed."""
        self.tally.hits += sum(len(found) for _, found in stored)
        opened = [(article, one) for article, found in stored for one in found if one.joined.opened]
        self.tally.alerts += len(opened)
        for article, one in opened:
            log.get_logger().info("alert.opened", alert=one.joined.alert_id, rule=one.rule, key=one.hit.key, article=article.id)

    # --------------------------------------------------------------------------------------------------------------------------

    def take_failing(self) -> dict[tuple[str, str], str]:
        """Give, and forget, the units that failed too often."""
        taken, self.failing = self.failing, {}
        return taken

    def take_tally(self) -> Tally:
        """Give, and reset, what was found since the last time."""
        taken, self.tally = self.tally, Tally()
        return taken

    def _owed_after_placing(self, connection: Transaction) -> list[Owed]:
        """Give what owes detection: what came in before what a unit owes on stored articles, each behind all that it may ask about."""
        placed = work.frontier(connection, "place")
        annotated = work.annotated_below(connection, self.host.unawaited)
        below = min((first for first in (placed, annotated) if first is not None), default=None)
        arrived = work.owed(connection, "detect", limit=BATCH, below=below, arrived=True)
        return arrived or work.owed(connection, "detect", limit=BATCH, below=work.frontier(connection, "annotate", "place"))

    def _set_aside(self, connection: Transaction, answers: Sequence[tuple[Owed, Sequence[Verdict]]]) -> None:
        """Keep on the books which units failed here, and which are suspended and were not asked."""
        now = self.clock()
        stumbling = units.stumbling(connection, answers[0][0].stage) if answers else set()
        for owed, verdicts in answers:
            for verdict in verdicts:
                if verdict.fault is not None:
                    self._note_fault(connection, owed, verdict, verdict.fault, now)
                    stumbling.add(verdict.unit)
                elif verdict.unit in stumbling:
                    units.clear_faults(connection, owed.stage, verdict.unit)
                    stumbling.discard(verdict.unit)
            for (stage, name), why in self.suspended.items():
                if stage == owed.stage and (owed.only is None or name in owed.only):
                    work.set_aside(connection, owed, name, state="suspended", version="", message=why, now=now)

    def _note_fault(self, connection: Transaction, owed: Owed, verdict: Verdict, fault: Fault, now: datetime) -> None:
        name, kind, message, revision = fault.rule or verdict.unit, fault.kind, fault.message, owed.revision_id
        work.set_aside(connection, owed, name, state="faulted", version=verdict.version, message=message, now=now)
        units.record_fault(connection, unit=name, stage=owed.stage, kind=kind, message=message, revision_id=revision, now=now)
        in_a_row = units.count_fault(connection, owed.stage, name, message, now)
        if in_a_row >= self.faults_allowed:
            self.failing[owed.stage, name] = f"failed {in_a_row} times in a row; last: {message}"
        said = {"plugin": name, "stage": owed.stage, "kind": str(kind), "message": message, "revision": revision, "in_a_row": in_a_row}
        log.get_logger().warning("plugin.failed", **said)


def _paid(connection: Transaction, owed: Sequence[Owed], answers: Sequence[Sequence[Verdict]]) -> list[tuple[Owed, Sequence[Verdict]]]:
    """Pay what is owed still; give it with its answers."""
    paid = {one.revision_id for one in work.pay(connection, owed)}
    return [(one, verdicts) for one, verdicts in zip(owed, answers, strict=False) if one.revision_id in paid]


def _remembered(said: Sequence[tuple[int, str, str, Sequence[Annotation]]], marks: dict[int, judgements.Mark]) -> articles.Remembered:
    """Give what was stored as the next stage will ask for it: by unit, then as the unit gave it."""
    notes: dict[int, list[Annotation]] = {}
    for revision_id, _, _, found in sorted(said, key=itemgetter(1)):
        notes.setdefault(revision_id, []).extend(map(as_read, found))
    return articles.Remembered(notes, marks)


def _placings(verdicts: Sequence[Verdict]) -> list[judgements.Placing]:
    return [(verdict.unit, verdict.version, place) for verdict in verdicts for place in verdict.results]


def _by_units(owed: Sequence[Owed], alone: Collection[int] = ()) -> Iterable[tuple[frozenset[str] | None, list[Owed]]]:
    """Group neighbours that owe the same units' work; revisions that stand `alone` make groups of one."""

    def mark(one: Owed) -> tuple[frozenset[str] | None, int]:
        return one.only, one.revision_id if one.revision_id in alone else 0

    return ((only, list(group)) for (only, _), group in groupby(owed, key=mark))


def _parted(verdict: Verdict) -> tuple[list[Annotation], list[Match]]:
    notes = [note for note in verdict.results if not isinstance(note, Match)]
    return notes, [note for note in verdict.results if isinstance(note, Match)]
