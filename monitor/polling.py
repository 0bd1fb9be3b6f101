"""Polls sources: fetches what is due side by side, has it read in workers, hands it to T1, and decides when to ask again."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterable, Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from monitor import log
from monitor.acquire.fetch import Fetcher
from monitor.acquire.loop import Stopped
from monitor.acquire.rhythm import Rhythm
from monitor.acquire.silence import Course, troubles
from monitor.acquire.sources import LONGEST_WAIT, due, usual
from monitor.acquire.sources import Polled as Seen
from monitor.errors import SourceError
from monitor.host.fault import one_line
from monitor.judge import Catch, Reading
from monitor.model.article import Payload, Source
from monitor.model.trouble import Ail
from monitor.pipeline import Brought, Pipeline
from monitor.store import sources
from monitor.store.intake import Intake
from monitor.store.sources import Claim, Polled

LEASE = timedelta(minutes=5)
SETTLE = timedelta(seconds=2)
PARTS_AT_ONCE = 64
READERS = 4  # enough to keep two workers busy while one writes
QUIET_AFTER = timedelta(days=7)
CLAIMED_AT_ONCE = 200
LEFT_ALONE = timedelta(hours=1)  # a file that a plugin failed on
STRANGER = timedelta(seconds=10)  # a source that another process has configured is left to those who know it


@dataclass(slots=True)
class Round:
    """What one round of polls brought; `errors` are sentences that name the source."""

    fetched: int = 0
    articles: int = 0
    revisions: int = 0
    errors: list[str] = field(default_factory=list)

    def add(self, polls: Iterable[Future[Ended | None]]) -> None:
        """Count finished polls."""
        for ended in (poll.result() for poll in polls):
            if ended is None:
                continue
            self.fetched += ended.polled.success
            self.articles += ended.taken.articles
            self.revisions += ended.taken.revisions
            if ended.polled.error:
                self.errors.append(f"source {ended.name}: {ended.polled.error}")


@dataclass(slots=True)
class Poller:
    """Polls the configured `sources`; rounds may overlap, each under a lease of its own whose name begins with `lease`."""

    pipeline: Pipeline
    net: Fetcher
    sources: Mapping[str, Source]
    draw: Callable[[], float]
    lease: str = field(default_factory=lambda: uuid.uuid4().hex)
    _rounds: Iterator[int] = field(default_factory=count)
    _broken: set[str] = field(default_factory=set)

    def poll(
        self,
        *,
        limit: int | None = None,
        due_or_not: bool = False,
        stopping: Callable[[], bool] = lambda: False,
        names: Collection[str] | None = None,
    ) -> Round:
        """Poll what is due (or everything that need not wait), of `names` only if given, until nothing is left or `stopping` says so.

        Raises: StorageError; the next round takes up what this one leaves.
        """
        lease = f"{self.lease}:{next(self._rounds)}"
        try:
            return self._round(lease, limit if limit is not None else 1 << 62, due_or_not, stopping, names)
        except BaseException:
            self._broken.add(lease)
            raise

    def _round(self, lease: str, left: int, due_or_not: bool, stopping: Callable[[], bool], names: Collection[str] | None) -> Round:
        done, after = Round(), 0
        while left > 0 and not stopping():
            claims = self._claim(lease, min(left, CLAIMED_AT_ONCE), due_or_not, after, names)
            if not claims:
                break
            after = max(claim.id for claim in claims) if due_or_not else 0
            left -= len(claims)
            self._poll_all(claims, done)
        return done

    def rearm(self) -> None:
        """Bring back due times that lie further ahead than any wait can be; the clock was set back."""
        now = self.pipeline.clock()
        with self.pipeline.store.write() as connection:
            sources.reschedule(connection, now + LONGEST_WAIT, now)

    def _claim(self, lease: str, limit: int, due_or_not: bool, after: int, names: Collection[str] | None) -> list[Claim]:
        settle = timedelta(0) if due_or_not else SETTLE
        now = self.pipeline.clock()
        if not due_or_not:
            with self.pipeline.store.read() as connection:
                soonest = sources.next_due(connection)
            if soonest is None or soonest > now:
                return []  # nothing to write: an idle daemon leaves the store alone
        broken = set(self._broken)
        with self.pipeline.store.write() as connection:
            claims = sources.claim(
                connection, now=now, lease=lease, lease_for=LEASE, limit=limit, due_or_not=due_or_not, settle=settle, after=after,
                broken=broken, names=names,
            )  # fmt: skip
        self._broken -= broken
        return claims

    def _poll_all(self, claims: Sequence[Claim], done: Round) -> None:
        """Take each source in as soon as it is fetched, a few at a time; a slow source delays nobody that has news."""
        flying: set[Future[Ended | None]] = set()
        unchanged: list[_Look] = []
        with ThreadPoolExecutor(READERS, thread_name_prefix="read") as readers:
            for claim, catch in self._fetched(claims):
                if _says_nothing_new(catch, claim):
                    unchanged.append(self._look(claim, catch))
                    continue
                flying.add(readers.submit(self._take_in, claim, catch))
                if len(flying) >= READERS * 4:
                    landed, flying = wait(flying, return_when=FIRST_COMPLETED)
                    done.add(landed)
            self._end_unchanged(unchanged, done)
            done.add(flying)

    def _end_unchanged(self, looks: Sequence[_Look], done: Round) -> None:
        """End the polls that brought nothing in one transaction: most polls do, and a commit each would cost more than the poll."""
        ends = [(look.claim, look.end_unchanged()) for look in looks]
        if ends:
            self.pipeline.end_polls(ends)
        for look in looks:
            _log(look)
        done.fetched += len(looks)

    def _fetched(self, claims: Sequence[Claim]) -> Iterator[tuple[Claim, Catch]]:
        waiting: list[Claim] = []
        answers: list[AsyncIterable[Payload]] = []
        for claim in claims:
            source = self.sources.get(claim.name)
            if source is None:
                self._put_off(claim)
            elif isinstance(answer := self._asked(source, claim), Catch):
                yield claim, answer
            else:
                waiting.append(claim)
                answers.append(answer)
        for index, result in self.net.run_all(_gathered(answer) for answer in answers):
            if not isinstance(result, Stopped):  # the net was closed: the source has not failed, it was not asked
                yield waiting[index], _caught(result)

    def _put_off(self, claim: Claim) -> None:
        """Leave a source that our configuration does not name to the process that has it, until we have read its configuration too."""
        with self.pipeline.store.write() as connection:
            sources.put_off(connection, claim, self.pipeline.clock() + STRANGER)

    def _asked(self, source: Source, claim: Claim) -> Catch | AsyncIterable[Payload]:
        """Ask a source's plugin: what it fetched, or an answer that is still to be awaited."""
        if not self.pipeline.host.runs_in_house("fetch", source=source, known=claim.known):
            caught: Catch = self.pipeline.workshop.run("fetch", [(source, claim.known)])[0]
            return caught
        try:
            answer, faults = self.pipeline.host.call_first("fetch", source=source, known=claim.known)
        except SourceError as error:
            return Catch(error=error)
        if isinstance(answer, AsyncIterable):
            return answer
        return Catch(payloads=None if answer is None else tuple(answer), faults=faults)

    def _take_in(self, claim: Claim, catch: Catch) -> Ended | None:
        """Read and store what came, in pieces, the end of the poll with the last of them. None if the lease was lost."""
        source = self.sources.get(claim.name)
        look = self._look(claim, catch)
        baseline = not claim.baseline_done and getattr(look.options, "backfill", "store") == "store"
        pieces = [look.payloads[at : at + PARTS_AT_ONCE] for at in range(0, len(look.payloads), PARTS_AT_ONCE)] or [()]
        for piece in pieces:
            brought = [look.brought(payload, reading) for payload, reading in self._read(piece, source)]
            end = look.end if piece is pieces[-1] else look.count
            full_text = getattr(look.options, "full_text", False)
            if self.pipeline.take_in(claim, brought, end, baseline=baseline, full_text=full_text) is None:
                return None
        _log(look)
        return look.ended

    def _look(self, claim: Claim, catch: Catch) -> _Look:
        source = self.sources.get(claim.name)
        return _Look.of(claim, catch, source.options if source else None, self.pipeline.clock(), self.draw())

    def _read(self, payloads: Sequence[Payload], source: Source | None) -> Iterator[tuple[Payload, Reading]]:
        """Have the payloads that changed read in workers; the others say nothing new."""
        changed = [payload for payload in payloads if not payload.unchanged and not payload.fault]
        readings = iter(self.pipeline.workshop.run("read", [(payload, source) for payload in changed]))
        for payload in payloads:
            yield payload, Reading() if payload.unchanged or payload.fault else next(readings)


@dataclass(frozen=True, slots=True)
class Ended:
    """How the poll of one source ended, and what it brought."""

    name: str
    polled: Polled
    taken: Intake


@dataclass(slots=True)
class _Look:
    """One look at a source while it is being stored: what was wrong, what came, and in the end its plan."""

    claim: Claim
    options: Any
    now: datetime
    share: float
    payloads: Sequence[Payload]
    error: SourceError | None
    rhythm: Rhythm  # as it was before this look
    wrong: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    arrivals: list[datetime] = field(default_factory=list)
    ttl: timedelta | None = None
    read: int = 0
    taken: Intake = field(default_factory=Intake)
    ended: Ended | None = None

    @classmethod
    def of(cls, claim: Claim, catch: Catch, options: Any, now: datetime, share: float) -> _Look:
        error = catch.error
        if error is None and catch.payloads is None:
            said = "; ".join(f"plugin {fault.unit} failed: {fault.message}" for fault in catch.faults)
            error = SourceError(said or "no plugin fetches this kind of source", outcome="unreadable")
        return cls(claim, options, now, share, catch.payloads or (), error, Rhythm.of(claim.rhythm))

    def brought(self, payload: Payload, reading: Reading) -> Brought:
        """Give what a part brought; its validators only if all of it could be read, so that the rest is fetched again."""
        faults = [_of_part(payload, f"plugin {fault.unit} failed: {fault.message}") for fault in reading.faults]
        said = [_of_part(payload, text) for text in (payload.fault, str(reading.error or "")) if text]
        feed = reading.feed
        self.wrong += said
        self.warnings += faults + [
            _of_part(payload, text) for text in ((feed.warning or "") if feed is not None else "", *reading.warnings) if text
        ]
        self.read += not said
        self.ttl = (feed.ttl if feed is not None else None) or self.ttl
        self.arrivals += [article.at for article in reading.articles]
        whole = not (said or faults or payload.truncated or (feed is not None and not feed.complete))
        return Brought(payload.part, reading.articles, payload.validators if whole else self._left(payload, reading, faults))

    def _left(self, payload: Payload, reading: Reading, faults: Sequence[str]) -> Mapping[str, str] | None:
        """Note that a file is to be left alone for a while, unless it changes: it cost a plugin its life or its time, and gave nothing."""
        if not faults or reading.articles or not payload.validators.get("mark"):
            return None
        return {"left": payload.validators["mark"], "why": one_line(faults[0]), "until": (self.now + LEFT_ALONE).isoformat()}

    def count(self, taken: Intake) -> None:
        """Add what a piece brought; the poll goes on."""
        self.taken += taken

    def end(self, taken: Intake) -> Polled:
        """Add what the last piece brought, and decide how the source stands and when to ask again."""
        self.taken += taken
        polled = self._failed() if self._failing() else self._succeeded()
        self.ended = Ended(self.claim.name, polled, self.taken)
        return polled

    def end_unchanged(self) -> Polled:
        """End a poll whose every part is as we know it."""
        self.read = len(self.payloads)
        return self.end(Intake())

    @property
    def _in_a_folder(self) -> bool:
        return self.error is None and any(payload.part for payload in self.payloads)

    def _failing(self) -> bool:
        """Say whether nothing of the source can be read. Of a folder only what changed came: its other files were read before."""
        if self.error is not None or not self.payloads or self.read:
            return self.error is not None
        return not (self._in_a_folder and self.claim.known.parts)

    def _seen(self, **more: Any) -> Seen:
        fresh = [payload.fresh_for for payload in self.payloads if payload.fresh_for]
        return Seen(
            now=self.now,
            every=getattr(self.options, "every", None),
            arrivals=[*self.rhythm.arrivals, *self.arrivals],
            since=self.rhythm.since,
            fresh_for=max(fresh, default=None),
            ttl=self.ttl,
            **more,
        )

    def _failed(self) -> Polled:
        failures = self.claim.failures + 1
        error = self.error or SourceError("; ".join(self.wrong), outcome="ill_formed")
        # Bad files are no reason to look less often: the next one that is put beside them may be good.
        doublings = 0 if self._in_a_folder else failures
        plan = due(self._seen(failures=doublings, gone=error.outcome == "gone", retry_after=error.retry_after), self.share)
        state = {"gone": "gone", "forbidden": "blocked"}.get(error.outcome, "failing")
        rhythm = self.rhythm.failed(self.now)
        course = Course(
            now=self.now, rhythm=rhythm, open=self._open(), error=one_line(str(error)), failures=failures, usual=usual(self._seen()),
            at_once=state == "gone",
        )  # fmt: skip
        return Polled(
            state=state,
            next_due_at=plan.next_due_at,
            interval=plan.interval,
            why=plan.why,
            failures=failures,
            error=one_line(str(error)),
            wait_until=None if self._in_a_folder else plan.next_due_at,
            success=False,
            rhythm=rhythm.stored(),
            troubles=troubles(course),
            failing_since=rhythm.down_since,
        )

    def _succeeded(self) -> Polled:
        gap = self.claim.baseline_done and self.taken.articles > 1 and not self.taken.known and not any(p.part for p in self.payloads)
        plan = due(self._seen(gap=gap), self.share)
        warnings = [*self.wrong, *self.warnings, *(["no overlap with the last look: entries may have been missed"] if gap else [])]
        news = bool(self.taken.articles or self.taken.revisions)
        rhythm, moved_to = self._heard(gap=gap), next((payload.moved_to for payload in self.payloads if payload.moved_to), None)
        found = troubles(Course(now=self.now, rhythm=rhythm, open=self._open(), moved_to=moved_to))
        return Polled(
            state=self._state({trouble.ail for trouble in found}, news=news),
            next_due_at=plan.next_due_at,
            interval=plan.interval,
            why=plan.why,
            warning=one_line("; ".join(warnings)) if warnings else None,
            brought_news=news,
            rhythm=rhythm.stored(),
            moved_to=moved_to,
            troubles=found,
        )

    def _open(self) -> set[str]:
        """Give the troubles that the source was in before, those not told because another outage explains them included."""
        return {mark.rstrip("?") for mark in self.claim.troubles}

    def _heard(self, *, gap: bool) -> Rhythm:
        step = 2 * (self.claim.interval or timedelta(0))
        news = self.taken.articles + self.taken.revisions
        # What lies in a folder at the first look was put there at once: its dates say nothing of when more will come.
        return self.rhythm.heard(self.arrivals, news, self.now, step=step, gap=gap, learns=not self._in_a_folder)

    def _state(self, found: Collection[str], *, news: bool) -> str:
        if Ail.SLOW in found:
            return "slow"
        return "ok" if Ail.SILENT not in found and (news or self._heard_lately()) else "quiet"

    def _heard_lately(self) -> bool:
        """Say whether anything came lately by its own date, or at all while we have not watched for long."""
        recent, since = self.rhythm.arrivals, self.rhythm.since
        return any(self.now - at < QUIET_AFTER for at in [*recent, *([since] if recent and since else [])])


async def _gathered(answer: AsyncIterable[Payload]) -> Catch:
    """Exhaust an asynchronous answer; whatever it raises is the source's outcome."""
    try:
        return Catch(payloads=tuple([payload async for payload in answer]))
    except SourceError as error:
        return Catch(error=error)


def _of_part(payload: Payload, text: str) -> str:
    """Name the file that a sentence is about, unless it does so itself."""
    return text if text.startswith(payload.part) else f"{payload.part}: {text}"


def _says_nothing_new(catch: Catch, claim: Claim) -> bool:
    """Say whether a catch leaves the store as it is but for the poll itself: all unchanged, validators included."""
    if catch.error or catch.faults or not catch.payloads:
        return False
    return all(payload.unchanged and payload.validators == claim.known.validators(payload.part) for payload in catch.payloads)


def _caught(result: Catch | BaseException) -> Catch:
    if isinstance(result, Catch):
        return result
    return Catch(error=SourceError(f"fetching failed: {type(result).__name__}: {result}", outcome="unreadable"))


def _log(look: _Look) -> None:
    if look.ended is None:
        return
    polled, taken = look.ended.polled, look.ended.taken
    fields = {"source": look.claim.name, "next_due_at": polled.next_due_at, "why": polled.why}
    if not polled.success:
        log.get_logger().warning("source.failed", error=polled.error, failures=polled.failures, **fields)
    else:
        news = {"articles": taken.articles, "revisions": taken.revisions}
        (log.get_logger().info if polled.brought_news else log.get_logger().debug)("source.polled", **fields, **news)
    if polled.warning and polled.warning != look.claim.warning:  # said once, not with every look
        log.get_logger().warning("source.warned", source=look.claim.name, warning=polled.warning)
