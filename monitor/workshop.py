"""Runs the plugins in worker processes that can be killed, and finds who is to blame when one dies."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Collection, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from contextlib import redirect_stdout
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, TextIO

from pebble import ProcessExpired

from monitor.crew import Crew, Crews
from monitor.errors import MonitorError, PluginError
from monitor.host import Fault, FaultKind, HostSpec
from monitor.host.limit import SECONDS_PER_RULE
from monitor.judge import Verdict
from monitor.workbench import COSTLY, Bench, Job, Orders, faults_in
from monitor.worker import read_mark

# Items per batch: enough to make the way to a worker cheap, few enough to share the work and to repeat little after a death.
_BATCH = {"read": 4, "extract": 8, "page": 1, "annotate": 16, "detect": 16, "place": 256, "fetch": 1, "notify": 1}
_TRIES = 3
_TICK_SECONDS = 0.5


class Workshop:
    """Runs a stage on many things at once, each plugin within its time and memory; one that fails costs only its own result.

    spec: what every worker builds its host from; deadline: for one plugin on one thing; history: "module:function" that gives,
    for `history_url`, a function from an article to its History; idle: how long workers wait for work before they go home;
    patience: after how many deaths or overruns in a row a plugin is left out for the rest of a run; start: how long a worker may
    take to load. With no workers everything runs here, without protection.
    """

    def __init__(
        self, spec: HostSpec, *, workers: int, deadline: timedelta, memory_bytes: int, history_url: str = "",
        history: str = "monitor.store.history:open_history", idle: timedelta = timedelta(seconds=60), patience: int = 5,
        start: timedelta = timedelta(seconds=30),
    ) -> None:  # fmt: skip
        self._workers, self._patience = workers, patience
        loading = start.total_seconds() + SECONDS_PER_RULE * len(spec.settings.rules)
        self._limit_seconds = deadline.total_seconds() * 3 + loading
        self._orders = Orders(
            spec=_light(spec),
            deadline_seconds=deadline.total_seconds(),
            memory_bytes=memory_bytes,
            history=history,
            history_url=history_url,
        )
        self._crews = Crews(self._orders, workers, idle)
        self._bench, self._here = Bench(self._orders), threading.Lock()

    def run(self, task: str, items: Sequence[Any], *, only: Collection[str] | None = None, without: Collection[str] = ()) -> list[Any]:
        """Give the result of each item, in order; batches go to the workers as they are free.

        Tasks, items and results: read (payload, source) → Reading; extract (entry, page or None, source) → Extraction;
        page (entry, page, source) → PageReading;
        annotate, place, detect: article → tuple of Verdicts; fetch (source, known) → Catch; notify: notification → Telling.
        place goes through the items in order, each behind those before it. `only` and `without` narrow by names of units or rules.

        Raises: StorageError from the history; PluginError if workers die before they call any plugin; MonitorError after `close`.
        """
        job = Job(task=task, items=tuple(items), only=None if only is None else frozenset(only), without=frozenset(without))
        if not job.items:
            return []
        if not self._workers:
            return self._run_here(job)
        return _Run(self._crews, job, self._workers, self._limit_seconds, self._patience).finish()

    def _run_here(self, job: Job) -> list[Any]:
        results: list[Any] = []
        with self._here, redirect_stdout(_Others(sys.stdout)):
            while len(results) < len(job.items):
                results += self._bench.work(replace(job, items=job.items[len(results) :], earlier=_earlier(job, results, len(results))))
        return results

    def warm(self) -> None:
        """Start the fork server, whose imports take a while, without waiting for it; workers start with the first run."""
        if self._workers:
            with self._crews.lend() as crew:
                crew.warm()

    def change(self, spec: HostSpec) -> None:
        """Follow another configuration from the next run on; runs under way finish with the old one."""
        self._orders = replace(self._orders, spec=_light(spec))
        with self._here:
            self._bench.close()
            self._bench = Bench(self._orders)
        self._crews.change(self._orders)

    def close(self) -> None:
        """Kill all workers; runs under way raise."""
        self._crews.close()
        with self._here:
            self._bench.close()


class _Others:
    """Standard output for every thread but this one, which is at work: what plugins print there goes to standard error."""

    def __init__(self, out: TextIO) -> None:
        self._out, self._mine = out, threading.get_ident()

    def __getattr__(self, name: str) -> Any:
        return getattr(sys.stderr if threading.get_ident() == self._mine else self._out, name)


def _light(spec: HostSpec) -> HostSpec:
    """Leave the files' texts out: workers find no faults that are not known here."""
    return replace(spec, settings=replace(spec.settings, texts={}))


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some items of a run, by index, with the units that died on them; `tries` counts the deaths that they have seen."""

    indexes: tuple[int, ...]
    blamed: dict[str, Fault] = field(default_factory=dict)
    tries: int = 0


class _Run:
    """One run: sends pieces to the workers, takes results, and takes pieces apart when a worker dies on them."""

    def __init__(self, crews: Crews, job: Job, workers: int, limit_seconds: float, patience: int) -> None:
        self._crews, self._job, self._limit_seconds, self._patience = crews, job, limit_seconds, patience
        self._window = 1 if job.task == "place" else workers * 2
        size = max(1, min(_BATCH[job.task], -(-len(job.items) // self._window)))
        every = range(len(job.items))
        self._waiting = deque(_Piece(tuple(every[start : start + size])) for start in every[::size])
        self._flying: dict[Future[list[Any]], tuple[_Piece, int]] = {}
        self._results: list[Any] = [None] * len(job.items)
        self._heard = 0.0
        self._in_a_row: Counter[str] = Counter()
        self._left_out: dict[str, Fault] = {}

    def finish(self) -> list[Any]:
        """Give all results, in the order of the items; a crew that breaks is replaced."""
        breaks = 0
        while self._waiting:
            missing = self._results.count(None)
            with self._crews.lend() as crew:
                self._work_with(crew)
            breaks = breaks + 1 if self._results.count(None) == missing else 0
            if breaks > _TRIES:
                raise PluginError("workers die before they answer anything: see `monitor plugins check`")
        return self._results

    def _work_with(self, crew: Crew) -> None:
        """Work until nothing waits, or the crew is broken: then what it still had is work for the next."""
        self._heard = time.monotonic()
        try:
            self._launch(crew)
            while self._flying:
                landed, _ = wait(self._flying, timeout=_TICK_SECONDS, return_when=FIRST_COMPLETED)
                for future in landed:
                    self._land(crew, future)
                if not landed and self._lost(crew):
                    break
                self._launch(crew)
        finally:
            for future in self._flying:
                future.cancel()
        self._waiting.extendleft(piece for piece, _ in reversed(self._flying.values()))
        self._flying.clear()

    def _lost(self, crew: Crew) -> bool:
        """Say whether nothing will come any more: a pool that breaks while it takes a job forgets it, and a worker that is killed
        while it holds the pool's lock stops all others for ever."""
        if crew.closed:
            raise MonitorError("the workshop was closed during a run")
        if time.monotonic() - self._heard > self._limit_seconds * 2:
            crew.give_up()
        return crew.broken

    def _launch(self, crew: Crew) -> None:
        while self._waiting and len(self._flying) < self._window and not crew.broken:
            piece, slot = self._waiting.popleft(), crew.slot()
            items = tuple(self._job.items[index] for index in piece.indexes)
            earlier = _earlier(self._job, self._results, piece.indexes[0])
            job = replace(self._job, items=items, blamed={**self._left_out, **piece.blamed}, slot=slot, earlier=earlier)
            try:
                self._flying[crew.start(job, self._limit_seconds)] = (piece, slot)
            except BrokenExecutor:
                self._waiting.appendleft(piece)

    def _land(self, crew: Crew, future: Future[list[Any]]) -> None:
        piece, slot = self._flying.pop(future)
        self._heard = time.monotonic()
        try:
            found = future.result()
        except CancelledError:
            raise MonitorError("the workshop was closed during a run") from None
        except BrokenExecutor:
            self._waiting.appendleft(piece)
        except (ProcessExpired, TimeoutError) as error:
            again = self._taken_apart(piece, read_mark(crew.marks, slot), error)
            self._waiting.extendleft(reversed(again))
        else:
            self._take(piece, found)

    def _take(self, piece: _Piece, found: list[Any]) -> None:
        for index, result in zip(piece.indexes, found, strict=False):
            self._results[index] = result
            self._count(result)
        if len(found) < len(piece.indexes):
            self._waiting.appendleft(_Piece(piece.indexes[len(found) :]))

    def _taken_apart(self, piece: _Piece, mark: tuple[int, str, str], error: Exception) -> list[_Piece]:
        """Give what to try next after a death: a batch in parts, its suspect alone; at last the suspect without the culprit.

        Nobody is blamed for one death: a worker may also be killed from outside.
        """
        index, stage, unit = mark
        if len(piece.indexes) > 1:
            at = max(0, index)
            before, suspect, after = piece.indexes[:at], piece.indexes[at : at + 1], piece.indexes[at + 1 :]
            return [part for part in (_Piece(before), _Piece(suspect, tries=1), _Piece(after)) if part.indexes]
        if unit and piece.tries:
            fault = _fault(unit, stage, error)
            self._blame(fault)
            return [replace(piece, blamed={**piece.blamed, unit: fault})]
        if piece.tries < _TRIES:
            return [replace(piece, tries=piece.tries + 1)]
        raise PluginError(f"workers die before they call any plugin: {_cause(error)[1]}: see `monitor plugins check`")

    def _count(self, result: Any) -> None:
        """Count costly faults in a row, and forget them where a unit did well."""
        for fault in faults_in(result):
            if fault.kind in COSTLY and fault.unit not in self._left_out:
                self._blame(fault)
        for verdict in result if isinstance(result, tuple) else ():
            if isinstance(verdict, Verdict) and verdict.fault is None:
                self._in_a_row.pop(verdict.unit, None)

    def _blame(self, fault: Fault) -> None:
        self._in_a_row[fault.unit] += 1
        if self._in_a_row[fault.unit] >= self._patience:
            message = f"not asked: failed {self._patience} times in a row; last: {fault.message}"
            self._left_out[fault.unit] = replace(fault, message=message)


def _earlier(job: Job, results: Sequence[Any], count: int) -> tuple[Any, ...]:
    """Give the first items of a run with their results, where the next ones are judged by them: articles are placed in order."""
    return tuple(zip(job.items[:count], results, strict=False)) if job.task == "place" else ()


def _fault(unit: str, stage: str, error: Exception) -> Fault:
    kind, message = _cause(error)
    return Fault(unit=unit, stage=stage, kind=kind, message=message)


def _cause(error: Exception) -> tuple[FaultKind, str]:
    """Say how a worker died: killed by us, by the kernel, by a signal of its own making, or by leaving."""
    if isinstance(error, TimeoutError):
        return FaultKind.HUNG, "did not finish, and could not be interrupted"
    code = getattr(error, "exitcode", None) or 0
    if code == -signal.SIGPROF:
        return FaultKind.HUNG, "did not finish, and had to be killed"
    if code == -signal.SIGKILL:
        return FaultKind.MEMORY, "its process was killed, most likely for want of memory"
    if code < 0:
        name = next((each.name for each in signal.Signals if each == -code), str(-code))
        return FaultKind.CRASHED, f"its process died of {name}"
    return FaultKind.EXITED, f"ended its process with exit code {code}"
