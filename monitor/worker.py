"""The inside of a worker process: it dies with its parent, is mute and bounded, and marks what it is about to call."""

from __future__ import annotations

import ctypes
import io
import os
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import forkserver
from typing import Any

from monitor.errors import PluginError
from monitor.host import Overran
from monitor.workbench import Bench, Job, Orders

MARK_SIZE = 512
_PR_SET_PDEATHSIG = 1
_bench: Bench | None = None
_marks: Any = None


class Sink(io.TextIOBase):
    """Counts what plugins print, and drops it."""

    count = 0

    def write(self, text: str) -> int:
        """Drop the text."""
        Sink.count += len(text)
        return len(text)

    def writable(self) -> bool:
        """Say yes, as print asks."""
        return True


def enter(orders: Orders, marks: Any) -> None:
    """Settle in a new worker process: die with the parent, be killable, be mute, be bounded."""
    global _bench, _marks
    _die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to hear; it ends us
    for number in (signal.SIGTERM, signal.SIGPROF):
        signal.signal(number, signal.SIG_DFL)
    _mute()
    _bound(orders.memory_bytes)
    _bench, _marks = Bench(orders, _Alarm(orders.deadline_seconds)), marks


def run(job: Job) -> list[Any]:
    """Work on a batch in this process."""
    if _bench is None:
        raise PluginError("this process is no worker")
    alarm = _bench.guard
    if isinstance(alarm, _Alarm):
        alarm.slot = job.slot
        return _bench.work(job, alarm.begin)
    return _bench.work(job)


def _mark(slot: int, index: int, stage: str = "", unit: str = "") -> None:
    written = f"{index}\n{stage}\n{unit}".encode("utf-8", "replace")[: MARK_SIZE - 1]
    _marks[slot * MARK_SIZE : (slot + 1) * MARK_SIZE] = written.ljust(MARK_SIZE, b"\0")


def read_mark(marks: Any, slot: int) -> tuple[int, str, str]:
    """Give which item of a job (-1 if none), which stage and which unit was last begun."""
    written = bytes(marks[slot * MARK_SIZE : (slot + 1) * MARK_SIZE]).rstrip(b"\0").decode("utf-8", "replace")
    index, stage, unit = (*written.split("\n", 2), "", "")[:3]
    return int(index or -1), stage, unit


def clear_mark(marks: Any, slot: int) -> None:
    """Forget what was begun under a slot."""
    marks[slot * MARK_SIZE : (slot + 1) * MARK_SIZE] = bytes(MARK_SIZE)


class _Alarm:
    """Guards each call: marks whom it calls, and interrupts it when its time is up.

    Two clocks: wall time raises `Overran` inside the plugin, again and again; half as much more of processor time ends the process,
    for code that never comes back to the interpreter. What sleeps through both is killed from outside.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds, self.slot, self.index, self._armed = seconds, 0, 0, False
        signal.signal(signal.SIGALRM, self._ring)

    def begin(self, index: int) -> None:
        """Note which item of the batch comes next."""
        self.index = index
        _mark(self.slot, index)

    def __call__(self, unit: str, stage: str) -> Any:
        return self._guarded(unit, stage)

    @contextmanager
    def _guarded(self, unit: str, stage: str) -> Iterator[None]:
        _mark(self.slot, self.index, stage, unit)
        printed = Sink.count
        self._armed = True
        signal.setitimer(signal.ITIMER_PROF, self.seconds * 1.5 + 1)
        signal.setitimer(signal.ITIMER_REAL, self.seconds, 1.0)
        try:
            try:
                yield
            finally:  # inside the outer try: the alarm may ring on this very line
                self._armed = False
        except Overran:
            raise Overran(_overran(self.seconds, Sink.count - printed)) from None
        finally:
            self._armed = False
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.setitimer(signal.ITIMER_PROF, 0)

    def _ring(self, number: int, frame: object) -> None:
        if self._armed:
            raise Overran


def _overran(seconds: float, printed: int) -> str:
    return f"did not finish within {seconds:g} s" + (f", and printed {printed:,} characters" if printed else "")


def _die_with_parent() -> None:
    """Ask the kernel to kill us when the fork server ends, which ends when the daemon does. Linux only.

    Every child is handed the daemon's end of the pipe by which the server sees the daemon alive, so that it could fork in turn.
    We never do; holding it would keep the server, and so us, alive for ever.
    """
    with suppress(OSError, AttributeError, TypeError):
        os.close(forkserver._forkserver._forkserver_alive_fd)  # type: ignore[attr-defined]
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() == 1:
        os._exit(0)


def _mute() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    sys.stdout = sys.stderr = Sink()


def _bound(memory_bytes: int) -> None:
    """Bound private memory (RLIMIT_DATA counts private mappings since Linux 4.7), and write no core dumps."""
    for limit, value in ((resource.RLIMIT_DATA, memory_bytes), (resource.RLIMIT_CORE, 0)):
        with suppress(OSError, ValueError):  # an operator's lower hard limit stands
            resource.setrlimit(limit, (value, value))
