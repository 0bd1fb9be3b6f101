"""The worker processes themselves: started when they are needed, sent home when nothing has come for a while."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Future
from contextlib import contextmanager, suppress
from datetime import timedelta
from itertools import cycle
from multiprocessing import forkserver, resource_tracker
from typing import Any

from pebble import ProcessPool

from monitor import worker
from monitor.errors import MonitorError
from monitor.host.discover import own_modules
from monitor.workbench import Job, Orders
from monitor.worker import MARK_SIZE

_SLOTS_PER_WORKER = 16
_living = 0
_living_lock = threading.Lock()


def _count(change: int) -> int:
    """Keep count of the crews of this process, which share one fork server."""
    global _living
    with _living_lock:
        _living += change
        return _living


def dismiss_server() -> None:
    """End the fork server if no crew needs it: it would hold its preloaded modules for nothing. The next crew starts another.

    So it is with the process that keeps the list of what crews share. May wait for the last one that a plugin left behind.
    """
    gc.collect()  # a lock that is forgotten only later is taken off that list then, which would start its keeper again
    tracker = None
    with _living_lock, suppress(AttributeError, OSError):  # private names, asked politely: without them both only stay
        if not _living:
            forkserver._forkserver._stop()  # type: ignore[attr-defined]
            tracker = _leave_tracker()
    if tracker is not None:
        with suppress(OSError):
            os.waitpid(tracker, 0)
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)  # glibc gives back what the busy time needed only when asked


def _leave_tracker() -> int | None:
    """Let the process that keeps that list end; give its number if it ran."""
    tracker: Any = resource_tracker._resource_tracker
    with tracker._lock:
        fd, pid, tracker._fd, tracker._pid = tracker._fd, tracker._pid, None, None
    if fd is not None:
        os.close(fd)
    return None if pid is None else int(pid)


def start_server() -> None:
    """Start the fork server, if it does not run, deaf to Ctrl-C, which is the parent's to hear: it would end it with a traceback."""
    resource_tracker.ensure_running()  # the server needs it, and starting it unblocks what is blocked here (CPython 3.11)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # what is started inherits the mask
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Crew:
    """One pool of workers that follow the same orders, with the marks in which they say whom they are calling."""

    def __init__(self, orders: Orders, size: int) -> None:
        _count(+1)
        context = multiprocessing.get_context("forkserver")
        named = [name.partition(":")[0] for name in (orders.history, orders.spec.net) if name]
        context.set_forkserver_preload(["monitor.worker", *named, *own_modules()])
        self.size, self.users, self.retired, self.closed, self._given_up = size, 0, False, False, False
        self._slots = cycle(range(size * _SLOTS_PER_WORKER))
        self.marks = context.RawArray("c", size * _SLOTS_PER_WORKER * MARK_SIZE)
        self._pool = ProcessPool(max_workers=size, initializer=worker.enter, initargs=(orders, self.marks), context=context)

    def slot(self) -> int:
        """Give the next slot; they are used in turn, more than can be busy."""
        slot = next(self._slots)
        worker.clear_mark(self.marks, slot)
        return slot

    @property
    def broken(self) -> bool:
        """Say whether the pool gave up, as it does when idle workers are killed from outside: it wants to be replaced."""
        return self._given_up or (not self.closed and not self._pool.active)

    def give_up(self) -> None:
        """Have it replaced: it does not answer any more."""
        self._given_up = True

    def start(self, job: Job, seconds: float) -> Future[list[Any]]:
        """Send a batch to a worker; after so many seconds the worker is killed and the future raises TimeoutError.

        Raises: BrokenExecutor if the crew is broken, MonitorError after `close`.
        """
        start_server()
        try:
            sent: Future[list[Any]] = self._pool.schedule(worker.run, args=(job,), timeout=seconds)
        except RuntimeError as error:
            raise MonitorError("the workshop is closed") if self.closed else BrokenExecutor from error
        return sent

    def warm(self) -> None:
        """Start the fork server, which begins to import what the workers will need."""
        start_server()

    def close(self) -> None:
        """Kill every worker; what was running is cancelled."""
        self.closed = True
        self._pool.stop()  # type: ignore[no-untyped-call]  # pebble types its surface only in part
        self._pool.join()
        _count(-1)


class Crews:
    """Lends out the crew of the day: the same while orders stand, a new one after they changed or after a rest."""

    def __init__(self, orders: Orders, size: int, idle: timedelta) -> None:
        self._orders, self._size, self._idle = orders, size, idle
        self._lock = threading.Lock()
        self._crew: Crew | None = None
        self._timer: threading.Timer | None = None
        self._closed = False

    @contextmanager
    def lend(self) -> Iterator[Crew]:
        """Lend the crew; a retired one is closed by whoever gives it back last.

        Raises: MonitorError after `close`.
        """
        crew = self._take()
        try:
            yield crew
        finally:
            self._give_back(crew)

    def _take(self) -> Crew:
        with self._lock:
            if self._closed:
                raise MonitorError("the workshop is closed")
            if self._timer:
                self._timer.cancel()
            broken = self._crew if self._crew and self._crew.broken else None
            if broken:
                self._crew, broken.retired = None, True
            crew = self._crew = self._crew or Crew(self._orders, self._size)
            crew.users += 1
        if broken and not broken.users:
            broken.close()
        return crew

    def _give_back(self, crew: Crew) -> None:
        with self._lock:
            crew.users -= 1
            done = crew.retired and not crew.users
            if crew is self._crew and not crew.users and not self._closed:
                self._timer = threading.Timer(self._idle.total_seconds(), self.retire, kwargs={"idle": True})
                self._timer.daemon = True
                self._timer.start()
        if done:
            crew.close()

    def retire(self, *, idle: bool = False) -> None:
        """Send the crew home: at once if nobody uses it, else when the last user is done. After a rest the fork server goes too."""
        with self._lock:
            crew = self._crew
            if crew is None or (idle and crew.users):
                return
            self._crew, crew.retired = None, True
            done = not crew.users
        if done:
            crew.close()
        if idle:
            dismiss_server()

    def change(self, orders: Orders) -> None:
        """Let the next crew follow other orders."""
        self._orders = orders
        self.retire()

    def close(self) -> None:
        """Kill the crew, whoever uses it; nothing can be lent afterwards."""
        with self._lock:
            self._closed, crew, self._crew = True, self._crew, None
            if self._timer:
                self._timer.cancel()
        if crew:
            crew.close()
