"""The daemon: a handful of fixed jobs over what is due and owed in the store; the only room that knows APScheduler."""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import FrameType

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MISSED, JobExecutionEvent
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler

from monitor import log
from monitor.assembly import Assembly
from monitor.config import Settings, load
from monitor.errors import ConfigError, MonitorError, StorageError
from monitor.host.fault import one_line
from monitor.store.listing import Vital
from monitor.store.lock import AnotherDaemonError, Keep, only_daemon
from monitor.supervise import Progress, Supervisor, moved_on, status_line

TICK = timedelta(seconds=1)
DELIVER = timedelta(seconds=1)
SUPERVISE = timedelta(seconds=5)
FOLLOW = timedelta(seconds=10)
PRUNE = timedelta(minutes=10)
REMEMBER = timedelta(seconds=30)
JUMP = timedelta(seconds=30)
BEAT = timedelta(seconds=10)  # between two looks at whether we live; oftener if the supervisor's patience is short
POLLS_AT_ONCE = 200
POLLS_BESIDE = 8
GRACE = timedelta(seconds=3)
_ARENA_MAX = -8  # M_ARENA_MAX of malloc.h
JOB_DEADLINE = timedelta(seconds=25)  # below any watchdog's patience; what a job leaves is owed, and its next run goes on


def run(settings: Settings, *, announce: Callable[[Assembly], None] = lambda assembly: None) -> int:
    """Run until SIGTERM or SIGINT; give the exit code: 1 if another daemon took the store over.

    `announce` is called once, after the first cycle.

    Raises: AnotherDaemonError if another daemon runs on the same store.
    """
    _share_memory()
    supervisor = Supervisor.of(os.environ, os.getpid())
    if not sys.stdin or not sys.stdin.isatty():  # a terminal that is closed sends SIGHUP as well, and means the end
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with only_daemon(settings.store.url) as keep:
        with supervisor.starting():
            assembly = Assembly(settings, clock=lambda: datetime.now(UTC))
        daemon = Daemon(assembly, supervisor, keep)
        signal.signal(signal.SIGTERM, daemon.on_signal)
        signal.signal(signal.SIGINT, daemon.on_signal)
        if signal.getsignal(signal.SIGHUP) == signal.SIG_IGN:
            signal.signal(signal.SIGHUP, daemon.on_hangup)
        try:
            daemon.run(announce)
        finally:
            assembly.close()
            log.get_logger().info("daemon.stopped")
    return 1 if daemon.superseded else 0


def _share_memory() -> None:
    """Have all threads take memory from one arena, where the C library is glibc: one for each thread keeps 3 MB for nobody's use."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)


@dataclass(slots=True)
class Daemon:
    """The jobs and their supervisor over one assembly. A job that fails is logged and runs again; what it left is still owed.

    `keep` keeps the lock that makes this the store's only daemon; one that finds another in its place is `superseded`, and stops.
    """

    assembly: Assembly
    supervisor: Supervisor
    keep: Keep
    superseded: bool = False
    progress: Progress = field(default_factory=lambda: Progress(("poll", "judge", "deliver", "write")))
    stopping: threading.Event = field(default_factory=threading.Event)
    missed: int = 0
    _done: threading.Event = field(default_factory=threading.Event)
    _scheduler: BackgroundScheduler | None = None
    _asked_to_reload: bool = False
    _vital: Vital | None = None
    _not_reloaded: str = ""

    def on_signal(self, number: int, frame: FrameType | None) -> None:
        """Begin to stop; a second signal changes nothing."""
        self.stopping.set()

    def on_hangup(self, number: int, frame: FrameType | None) -> None:
        """Ask for the configuration to be read again; a job does it, for a signal may come at any line."""
        self._asked_to_reload = True

    def run(self, announce: Callable[[Assembly], None]) -> None:
        """Run the jobs until told to stop; work under way is finished or given back."""
        assembly = self.assembly
        hurry = threading.Thread(target=self._hurry, name="hurry", daemon=True)
        hurry.start()
        assembly.workshop.warm()
        log.get_logger().info("daemon.started", store=assembly.store.name, sources=len(assembly.poller.sources))
        try:
            self.cycle()
            if not self.stopping.is_set():
                announce(assembly)
                self._ready()
            self._scheduler = self._schedule()
            self._scheduler.start()
            self._supervise()
        finally:
            self.stopping.set()
            self.supervisor.tell(STOPPING=1, STATUS="stopping")
            log.get_logger().info("daemon.stopping")
            if self._scheduler is not None:
                self._scheduler.shutdown(wait=True)
            self._done.set()
            hurry.join()

    def _hurry(self) -> None:
        """When told to stop, give what is under way a moment to finish, then cut it off: it is owed still."""
        self.stopping.wait()
        if not self._done.wait(GRACE.total_seconds()):
            self.assembly.interrupt()

    def cycle(self) -> None:
        """Poll what is due, judge what is owed, tell what is due; each step on its own, so that one failure stops only itself."""
        for job in (self.poll, self.judge, self.deliver):
            if not self.stopping.is_set():
                job()

    def _schedule(self) -> BackgroundScheduler:
        # The library's own defaults drop jobs that fall due together and stop when the clock is set back (docs/operations.md).
        scheduler = BackgroundScheduler(
            jobstores={"default": MemoryJobStore()},
            executors={"default": ThreadPoolExecutor(8 + POLLS_BESIDE)},
            job_defaults={"coalesce": True, "misfire_grace_time": None},
            timezone=UTC,
        )
        beat = min(BEAT, self.supervisor.watchdog / 4) if self.supervisor.watchdog else BEAT
        jobs = {
            "poll": (self.poll, TICK), "pages": (self.pages, TICK), "judge": (self.judge, TICK), "deliver": (self.deliver, DELIVER),
            "follow": (self.follow, FOLLOW), "remember": (self.remember, REMEMBER), "obey": (self.obey, TICK), "beat": (self.beat, beat),
            "prune": (self.prune, PRUNE),
        }  # fmt: skip
        for name, (job, every) in jobs.items():
            # A round of polls lasts as long as its slowest server; others begin beside it, for what falls due meanwhile.
            beside = POLLS_BESIDE if name == "poll" else 1
            scheduler.add_job(job, "interval", seconds=every.total_seconds(), id=name, max_instances=beside)
        logging.getLogger("apscheduler").setLevel(logging.ERROR)  # that a job takes longer than a tick is no news
        scheduler.add_listener(self._on_event, EVENT_JOB_MISSED | EVENT_JOB_ERROR)
        return scheduler

    def _on_event(self, event: JobExecutionEvent) -> None:
        self.missed += event.code == EVENT_JOB_MISSED
        log.get_logger().error("job.failed", job=event.job_id, missed=self.missed, error=str(event.exception or "missed"))

    def _supervise(self) -> None:
        """Compare the wall clock with the monotonic one, and re-arm everything when the wall clock jumped or we slept."""
        wall, steady = datetime.now(UTC), time.monotonic()
        while not self.stopping.wait(SUPERVISE.total_seconds()):
            jump = (datetime.now(UTC) - wall) - timedelta(seconds=time.monotonic() - steady)
            wall, steady = datetime.now(UTC), time.monotonic()
            if abs(jump) > JUMP:
                self.on_jump(jump)

    def on_jump(self, jump: timedelta) -> None:
        """Re-arm the jobs, and bring back due times that a clock set back has put far ahead."""
        log.get_logger().warning("clock.jumped", seconds=jump.total_seconds())
        if self._scheduler is not None:
            for job in self._scheduler.get_jobs():
                job.modify(next_run_time=datetime.now(UTC))
            self._scheduler.wakeup()
        self._kept("rearm", self.assembly.poller.rearm)
        self._kept("rearm", self.assembly.teller.rearm)

    def poll(self) -> None:
        """Poll the sources that are due."""
        self._kept("poll", lambda: self.assembly.poller.poll(limit=POLLS_AT_ONCE, stopping=self._until()))

    def pages(self) -> None:
        """Fetch the pages that are owed."""
        self._kept("pages", lambda: self.assembly.pages.fetch(self._until()))

    def judge(self) -> None:
        """Judge what is owed."""
        self._kept("judge", lambda: self.assembly.judge(self._until()))

    def deliver(self) -> None:
        """Tell what is due."""
        self._kept("deliver", self._deliver)

    def _deliver(self) -> None:
        over = self._until()
        self.assembly.teller.sweep()
        while not over() and self.assembly.teller.deliver(over):
            pass

    def _until(self) -> Callable[[], bool]:
        """Give what tells a job to end: we stop, or its deadline is over."""
        end = time.monotonic() + JOB_DEADLINE.total_seconds()
        return lambda: self.stopping.is_set() or time.monotonic() >= end

    def follow(self) -> None:
        """Follow what commands changed in the store or in the configuration."""
        self._kept("follow", self._follow)

    def remember(self) -> None:
        """Keep what must survive a restart."""
        self._kept("remember", self.assembly.remember_asked)

    def _follow(self) -> None:
        self.assembly.follow_store()
        if self.assembly.asked_to_reload():
            self._asked_to_reload = True

    def prune(self) -> None:
        """Purge what has been kept for long enough, some at a time."""
        self._kept("prune", lambda: self.assembly.prune(self._until()))

    def obey(self) -> None:
        """Read the configuration again if we were asked to, and follow it if it is valid; else say why not, and go on with the old one."""
        if not self._asked_to_reload:
            return
        self._asked_to_reload = False
        # MONOTONIC_USEC: which of several reloads this is the answer to (sd_notify(3)).
        self.supervisor.tell(RELOADING=1, MONOTONIC_USEC=time.monotonic_ns() // 1000, STATUS="reading the configuration")
        self._not_reloaded = "configuration not reloaded: see the log"
        try:
            self._reload()
        finally:
            self._ready()

    def _reload(self) -> None:
        before = self.assembly.settings
        try:
            read = load(before.path)
            self.assembly.reload(read)
        except MonitorError as error:
            reasons = error.faults if isinstance(error, ConfigError) else (str(error),)
            more = f" (and {len(reasons) - 1} more: see the log)" if len(reasons) > 1 else ""
            self._not_reloaded = f"configuration not reloaded: {one_line(reasons[0])}{more}"
            log.get_logger().error("config.refused", faults=list(reasons))
            return
        if read.log != before.log:
            log.configure(read.log.format, read.log.level)
        self._not_reloaded = ""
        log.get_logger().info("config.reloaded", sources=len(self.assembly.poller.sources), rules=len(read.rules))

    def beat(self) -> None:
        """Say how we are; and that we live, if every job and the store's writer got something done since we last said so."""
        self._kept("hold", self._hold)
        self._kept("write", self.assembly.touch)
        self._kept("look", self._look)
        status = self._status()
        behind = self.progress.behind()
        if not behind:
            self.supervisor.tell(WATCHDOG=1, STATUS=status)
        else:
            self.supervisor.tell(STATUS=status)

    def _hold(self) -> None:
        """Keep our locks, which a database server that was restarted has forgotten."""
        try:
            self.keep()
        except AnotherDaemonError as error:
            self.superseded = True
            self.stopping.set()
            log.get_logger().error("daemon.superseded", error=str(error))
            return
        self.assembly.stay()

    def _look(self) -> None:
        before, self._vital = self._vital, self.assembly.vital()
        if before is not None and moved_on(before, self._vital):
            self.progress.moved("judge")

    def _ready(self) -> None:
        self._kept("look", self._look)
        self.supervisor.tell(READY=1, STATUS=self._status())

    def _status(self) -> str:
        if self._vital is None:
            return self.progress.refusal
        return status_line(self._vital, self.progress.cycle_seconds(), self._not_reloaded, self.progress.refusal)

    def _kept(self, job: str, step: Callable[[], object]) -> None:
        """Run one step; a store that is full, locked or away is reported, and the step comes again."""
        began = time.monotonic()
        try:
            step()
        except StorageError as error:
            self.progress.refused(job, one_line(str(error)))
            log.get_logger().error("store.failed", job=job, error=str(error))
        except Exception:
            if not self.stopping.is_set():  # workers are killed when we stop: what that interrupts is owed still
                log.get_logger().error("job.failed", job=job, exc_info=True)
        else:
            self.progress.ended(job, time.monotonic() - began)
