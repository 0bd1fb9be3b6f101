"""Loads the monitor once, then forks one cycle after the other and kills it where it is told: the cheap way to a thousand deaths.

Reads orders as JSON lines: `{"config": PATH, "after": SECONDS}` kills at a time, `"crash": STEP, "when": "before" | "after", "nth": N`
at the Nth commit of a step; without either the cycle finishes. Answers each with `{"ended": EXIT CODE or -SIGNAL, "summary": …}`.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime

from monitor import log
from monitor.acquire import parse  # noqa: F401 - loaded here, so that no cycle needs to
from monitor.assembly import assembled
from monitor.config import defaults, load
from monitor.cycle import full_cycle
from monitor.host import Host
from monitor.pipeline import Pipeline
from monitor.store.database import Store
from monitor.telling import Teller

STEPS = {
    "T1": (Pipeline, "take_in"),
    "T2": (Pipeline, "annotate"),
    "T3": (Pipeline, "place"),
    "T4": (Pipeline, "detect"),
    "T5": (Teller, "_deliver_one"),
}


def crash_at(step: str, when: str, nth: int = 1) -> None:
    """Have this process die at the nth commit of a step, with everything written and nothing committed, or just after."""
    owner, name = STEPS[step]
    doing, write, called = threading.local(), Store.write, getattr(owner, name)
    left = [nth]

    def marked(self, *arguments, **more):
        doing.now = True
        try:
            return called(self, *arguments, **more)
        finally:
            doing.now = False

    @contextmanager
    def watched(self):
        mine = getattr(doing, "now", False)
        with write(self) as connection:
            left[0] -= mine  # writers take turns, so this is counted one by one
            fatal = mine and not left[0]
            yield connection
            if fatal and when == "before":
                os.kill(os.getpid(), signal.SIGKILL)
        if fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    setattr(owner, name, marked)
    Store.write = watched


def cycle(orders: dict, answer: int) -> None:
    """Run one cycle in this, a forked, process."""
    if "crash" in orders:
        crash_at(orders["crash"], orders["when"], orders.get("nth", 1))
    with assembled(load(orders["config"]), lambda: datetime.now(UTC)) as assembly:
        done = full_cycle(assembly)
    os.write(answer, json.dumps(done.row()).encode())


def forked(orders: dict) -> dict:
    """Fork a cycle, kill it if so ordered, and say how it ended."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        code = 70
        try:
            cycle(orders, writing)
            code = 0
        except BaseException as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
        finally:
            os._exit(code)
    os.close(writing)
    ended = killed(child, orders["after"]) if "after" in orders else os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with os.fdopen(reading) as said:
        summary = said.read()
    return {"ended": ended, "summary": json.loads(summary) if summary and ended == 0 else None}


def killed(child: int, after: float) -> int:
    """Kill a child when its time is up, unless it has ended before."""
    end = time.monotonic() + after
    while time.monotonic() < end:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.005)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main() -> None:
    """Follow orders until there are no more."""
    log.configure("json", "warning")
    Host(defaults())
    for line in sys.stdin:
        print(json.dumps(forked(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
