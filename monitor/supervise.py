"""Tells whoever started us how we are, and decides whether enough got done to say that we live.

The protocol is systemd's sd_notify(3): datagrams of `NAME=value` lines to the unix socket that NOTIFY_SOCKET names. Any supervisor may
speak it; without one nothing is sent. It is ten lines of the standard library, so no library is needed for it.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Collection, Iterator, MutableMapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta

from monitor.store.listing import Vital

REFUSED_FOR = timedelta(hours=1)
START_BEAT, START_MORE, START_MOST = timedelta(minutes=1), timedelta(minutes=5), timedelta(hours=6)
SEND_SECONDS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervisor:
    """Who is to be told: the socket's address ("" for nobody), and how soon silence is taken for death (None: never)."""

    address: str = ""
    watchdog: timedelta | None = None

    @classmethod
    def of(cls, environment: MutableMapping[str, str], process: int) -> Supervisor:
        """Read, and take away, what the supervisor left in the environment: no child of ours is to speak for us."""
        address = environment.pop("NOTIFY_SOCKET", "")
        usec, meant = environment.pop("WATCHDOG_USEC", ""), environment.pop("WATCHDOG_PID", "")
        watched = usec.isdecimal() and int(usec) > 0 and meant in ("", str(process))
        return cls(address=address, watchdog=timedelta(microseconds=int(usec)) if watched else None)

    def tell(self, **said: str | int) -> None:
        """Send `NAME=value` lines. A supervisor that does not listen changes nothing for us."""
        if not self.address:
            return
        # "@" stands for the null byte with which addresses in Linux' abstract namespace begin (sd_notify(3)).
        address = f"\0{self.address[1:]}" if self.address.startswith("@") else self.address
        lines = "\n".join(f"{name}={' '.join(str(value).split())}" for name, value in said.items())
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sender:
            sender.settimeout(SEND_SECONDS)
            sender.sendto(lines.encode(), address)

    @contextmanager
    def starting(self, beat: timedelta = START_BEAT) -> Iterator[None]:
        """Ask for more time with every beat, at most six hours long: to bring a large store to a new schema takes many minutes."""
        over = threading.Event()

        def ask() -> None:
            for _ in range(START_MOST // beat):
                if over.wait(beat.total_seconds()):
                    return
                self.tell(EXTEND_TIMEOUT_USEC=START_MORE // timedelta(microseconds=1), STATUS="starting: the store is made ready")

        asking = threading.Thread(target=ask, name="starting", daemon=True)
        asking.start()
        try:
            yield
        finally:
            over.set()
            asking.join()


@dataclass(slots=True)
class Progress:
    """What each job got done since the last time it was asked, and since when the store refuses what a job writes.

    A job got something done if it came to its end, or if what it works off grew shorter meanwhile. A store that refuses (another
    program holds it, its disk is full, its server is away) stops the jobs too, but no restart would mend that: for `refused_for`,
    an hour, the daemon is said to live all the same. `steady` gives seconds that no change of the clock moves.
    """

    jobs: Collection[str]
    refused_for: timedelta = REFUSED_FOR
    steady: Callable[[], float] = time.monotonic
    _refused: dict[str, tuple[float, str]] = field(default_factory=dict)
    _done: set[str] = field(default_factory=set)
    _took: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def ended(self, job: str, seconds: float) -> None:
        """Note that a job came to its end, and how long it took; nothing was refused to it."""
        with self._lock:
            self._done.add(job)
            self._took[job] = seconds
            self._refused.pop(job, None)

    def moved(self, job: str) -> None:
        """Note that what a job works off grew shorter, although it has not come to its end."""
        with self._lock:
            self._done.add(job)

    def refused(self, job: str, why: str) -> None:
        """Note that the store refused what a job asked of it."""
        with self._lock:
            since, _ = self._refused.get(job, (self.steady(), ""))
            self._refused[job] = (since, why)
            if self.steady() - since < self.refused_for.total_seconds():
                self._done.add(job)

    @property
    def refusal(self) -> str:
        """Say why the store refuses, if it does."""
        with self._lock:
            return next((why for _, why in self._refused.values()), "")

    def behind(self) -> list[str]:
        """Give the jobs that got nothing done since the last time that none was behind; if none is now, begin anew."""
        with self._lock:
            missing = [job for job in self.jobs if job not in self._done]
            if not missing:
                self._done.clear()
            return missing

    def cycle_seconds(self) -> float:
        """Give how long the latest run of each job took, in all."""
        with self._lock:
            return sum(took for job, took in self._took.items() if job in self.jobs)


def status_line(vital: Vital, cycle_seconds: float, *wrong: str) -> str:
    """Write the status line; what is wrong comes last."""
    said = f"{vital.sources} sources, {vital.late} late, last cycle {cycle_seconds:.0f} s, owed {vital.owed}"
    return "; ".join([said, *filter(None, wrong)])


def moved_on(before: Vital, after: Vital) -> bool:
    """Say whether a queue's head was worked off between two looks: what comes in meanwhile joins the queue at its other end."""
    heads = dict(after.heads)
    return any(heads.get(stage, arrival + 1) > arrival for stage, arrival in before.heads)
