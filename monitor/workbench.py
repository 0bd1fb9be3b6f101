"""The loop over a batch: judges each item with a host, and answers for the units that are left out because they are to blame."""

from __future__ import annotations

import time
from collections.abc import AsyncIterable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field, replace
from pkgutil import resolve_name
from typing import Any

from monitor import judge
from monitor.acquire.loop import LoopThread
from monitor.errors import PluginError
from monitor.host import Fault, FaultKind, Host, HostSpec
from monitor.model.article import Article
from monitor.model.history import History

_WITH_HISTORY = ("place", "detect")
COSTLY = (FaultKind.HUNG, FaultKind.MEMORY, FaultKind.CRASHED, FaultKind.EXITED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """What a worker is told when it starts. `history` names a function of `history_url` that gives a history per article."""

    spec: HostSpec
    deadline_seconds: float
    memory_bytes: int
    history: str = ""
    history_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One batch: its items, and which units to ask or to leave out. `blamed` units are left out and answered for by a fault.

    `slot` is the place in the shared marks where the worker writes whom it is calling. `earlier` are the items of the same run
    that were placed before these, with their results, which nobody has stored yet.
    """

    task: str
    items: tuple[Any, ...]
    only: frozenset[str] | None = None
    without: frozenset[str] = frozenset()
    blamed: Mapping[str, Fault] = field(default_factory=dict)
    slot: int = 0
    earlier: tuple[tuple[Article, tuple[judge.Verdict, ...]], ...] = ()


class Bench:
    """A host at work on batches; rebuilt after a plugin was interrupted, whose state nobody knows then."""

    def __init__(self, orders: Orders, guard: Callable[[str, str], Any] | None = None) -> None:
        self.orders, self.guard = orders, guard
        self._host: Host | None = None
        self._histories: Callable[[Article], History] | None = None

    @property
    def host(self) -> Host:
        """Give the host, built when it is first needed."""
        if self._host is None:
            self._host = self.orders.spec.open()
            self._host.guard = self.guard or self._host.guard
        return self._host

    @property
    def histories(self) -> Callable[[Article], History]:
        """Give what gives the history of an article, over a connection that was opened here."""
        if self._histories is None:
            if not self.orders.history:
                raise PluginError("this workshop was given no history")
            self._histories = resolve_name(self.orders.history)(self.orders.history_url)
        return self._histories

    def begin(self, job: Job) -> None:
        """Have histories that remember look whether that is still so, and follow what is placed while nothing is stored.

        Raises: StorageError if the store cannot be read.
        """
        begin = getattr(self.histories, "begin", None) if job.task in _WITH_HISTORY else None
        if begin is None:
            return
        begin([*(article for article, _ in job.earlier), *job.items] if job.task == "place" else ())
        for article, verdicts in job.earlier:
            self._follow(article, verdicts)

    def _follow(self, article: Article, verdicts: tuple[judge.Verdict, ...]) -> None:
        follow = getattr(self.histories, "follow", None)
        if follow is not None:
            follow(replace(article, placements=tuple(place for verdict in verdicts for place in verdict.results)))

    def checked(self, result: Any) -> Any:
        """Give a result that was found with a history, if the store could be read; else nobody's judgement counts.

        Raises: StorageError; the work is owed still.
        """
        check = getattr(self._histories, "check", None)
        if check is not None:
            check()
        return result

    def close(self) -> None:
        """Close what the history reads through, if it was asked."""
        close = getattr(self._histories, "close", None)
        self._histories = None
        if close is not None:
            close()

    def work(self, job: Job, mark: Callable[[int], None] = lambda index: None) -> list[Any]:
        """Give the results of a batch, in order.

        Of fewer items than given if one was costly or time ran out: the rest is to be asked again.
        """
        results: list[Any] = []
        began = time.monotonic()
        self.begin(job)
        for index, item in enumerate(job.items):
            mark(index)
            results.append(self._answered(_TASKS[job.task](self, item, job), job))
            if job.task == "place":
                self._follow(item, results[-1])
            if any(fault.kind in COSTLY for fault in faults_in(results[-1]) if fault.unit not in job.blamed):
                self._host = None
                break
            if time.monotonic() - began > self.orders.deadline_seconds:
                break
        return results

    def _answered(self, result: Any, job: Job) -> Any:
        """Add the faults of the units that were left out because they are to blame."""
        if not job.blamed:
            return result
        if not isinstance(result, tuple):
            return replace(result, faults=(*job.blamed.values(), *result.faults))
        versions = self.host.units(job.task)
        told = [judge.Verdict(unit=unit, version=versions.get(unit, ""), fault=fault) for unit, fault in job.blamed.items()]
        return tuple(sorted([*result, *told], key=lambda verdict: verdict.unit))


def faults_in(result: Any) -> tuple[Fault, ...]:
    """Give the faults of one result, whatever its stage."""
    if isinstance(result, tuple):
        return tuple(verdict.fault for verdict in result if verdict.fault)
    found: tuple[Fault, ...] = result.faults
    return found


def _narrow(job: Job) -> dict[str, Any]:
    return {"only": job.only, "without": job.without | job.blamed.keys()}


def _read(bench: Bench, item: Any, job: Job) -> Any:
    payload, source = item
    return judge.read(bench.host, payload, source, **_narrow(job))


def _extract(bench: Bench, item: Any, job: Job) -> Any:
    entry, page, source = item
    return judge.extract(bench.host, entry, page, source, **_narrow(job))


def _page(bench: Bench, item: Any, job: Job) -> Any:
    entry, page, source = item
    return judge.read_page(bench.host, entry, page, source, **_narrow(job))


def _annotate(bench: Bench, item: Any, job: Job) -> Any:
    return judge.annotate(bench.host, item, **_narrow(job))


def _place(bench: Bench, item: Any, job: Job) -> Any:
    return bench.checked(judge.place(bench.host, item, bench.histories(item), **_narrow(job)))


def _detect(bench: Bench, item: Any, job: Job) -> Any:
    return bench.checked(judge.detect(bench.host, item, bench.histories(item), **_narrow(job)))


def _fetch(bench: Bench, item: Any, job: Job) -> Any:
    source, known = item
    return judge.fetch(bench.host, source, known, gather=_gatherer(bench.host.net), **_narrow(job))


def _notify(bench: Bench, item: Any, job: Job) -> Any:
    return judge.tell(bench.host, item, **_narrow(job))


_TASKS: dict[str, Callable[[Bench, Any, Job], Any]] = {
    "read": _read,
    "extract": _extract,
    "page": _page,
    "annotate": _annotate,
    "place": _place,
    "detect": _detect,
    "fetch": _fetch,
    "notify": _notify,
}


def _gatherer(net: Any) -> Callable[[AsyncIterable[Any]], list[Any]]:
    """Give what exhausts an asynchronous answer: in the net's own loop where there is one, for its connections live there."""
    return lambda answer: net.run(_all(answer)) if hasattr(net, "run") else _in_a_loop(_all(answer))


def _in_a_loop(coroutine: Coroutine[Any, Any, list[Any]]) -> list[Any]:
    loop = LoopThread("fetch", _nothing)
    try:
        return loop.run(coroutine)
    finally:
        loop.close()


async def _all(answer: AsyncIterable[Any]) -> list[Any]:
    return [payload async for payload in answer]


async def _nothing() -> None:
    """Tidy nothing up."""
