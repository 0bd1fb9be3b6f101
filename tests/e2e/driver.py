"""Loads the monitor once, then forks one cycle after the other and kills it where it is told: the cheap way to a thousand deaths.

Reads orders as JSON lines: `{"config": PATH, "after": SECONDS}` kills at a time, `"crash": STEP, "when": "before" | "after", "nth": N`
at the Nth commit of a step; without either the cycle finishes. Answers each with `{"ended": EXIT CODE or -SIGNAL, "summary": …}`.
`"replay": FILE, "processes": N` forks N at once that take the file's articles in and judge them; the answer lists how they ended.
`"argv": […], "out": FILE, "err": FILE` runs a command line; `"environment": {…}` is added to its environment.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from alembic import command as _  # noqa: F401 - loaded here, so that no cycle needs to

from monitor import assembly, log
from monitor.acquire import parse  # noqa: F401 - loaded here, so that no cycle needs to
from monitor.assembly import assembled
from monitor.cli import main
from monitor.config import defaults, load
from monitor.cycle import full_cycle
from monitor.host import Host, host
from monitor.host.garbage import settle
from monitor.model.article import Article
from monitor.pipeline import Brought, Pipeline
from monitor.store import sources
from monitor.store.database import Store
from monitor.telling import Teller

STEPS = {
    "T1": (Pipeline, "take_in"),
    "T1 of a page": (Pipeline, "take_page"),
    "T2": (Pipeline, "annotate"),
    "T3": (Pipeline, "place"),
    "T4": (Pipeline, "detect"),
    "T5": (Teller, "_deliver_one"),
}


def crash_at(step: str, when: str, nth: int = 1) -> None:
    """Have this process die at the nth commit of a step, with everything written and nothing committed, or just after."""
    owner, name = STEPS[step]
    doing, called = threading.local(), getattr(owner, name)
    left = [nth]

    def marked(self, *arguments, **more):
        doing.now = True
        try:
            return called(self, *arguments, **more)
        finally:
            doing.now = False

    def watching(write):
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

        return watched

    setattr(owner, name, marked)
    Store.write, Store.write_again = watching(Store.write), watching(Store.write_again)


def cycle(orders: dict, answer: int) -> None:
    """Run one cycle in this, a forked, process."""
    if "crash" in orders:
        crash_at(orders["crash"], orders["when"], orders.get("nth", 1))
    with assembled(load(orders["config"]), lambda: datetime.now(UTC)) as house:
        done = full_cycle(house)
    os.write(answer, json.dumps(done.row()).encode())


def command(orders: dict) -> None:
    """Run a command line with its output in files, and end with its exit code."""
    os.environ.update(orders.get("environment", {}))
    for descriptor, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(orders[name], os.O_WRONLY | os.O_CREAT | os.O_TRUNC), descriptor)
    code = main(["--config", orders["config"], *orders["argv"]])
    sys.stdout.flush()
    os._exit(code)


def replayed(orders: dict, number: int) -> None:
    """Take the articles of a file in under source number `number`, a few at a time, judging in between, as others do beside us."""
    with open(orders["replay"]) as file:
        told = [json.loads(line) for line in file]
    with assembled(load(orders["config"]), lambda: datetime.now(UTC)) as house:
        now = house.clock()
        with house.store.write() as connection:
            hour = timedelta(hours=1)
            [claim] = sources.claim(connection, now=now, lease=f"p{number}", lease_for=hour, limit=1, due_or_not=True, after=number)
        articles = [
            Article(**row, source=claim.name, keys=(f"link:{row['url']}",), first_seen_at=now, at=now, extraction="report") for row in told
        ]
        for at in range(0, len(articles), 5):
            brought = [Brought(str(at), articles[at : at + 5], None)]
            house.pipeline.take_in(claim, brought, lambda taken: None, baseline=False)
            house.pipeline.annotate(), house.pipeline.place(), house.pipeline.detect()
        house.judge()
        house.teller.deliver()


def born(work: Callable[[], None]) -> int:
    """Fork a process that does some work, and give its id; its exit code is 0 if that went well."""
    if child := os.fork():
        return child
    code = 70
    try:
        work()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def ended(child: int) -> int:
    """Give how a child ended: its exit code, or minus the signal."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def forked(orders: dict) -> dict:
    """Fork a cycle, kill it if so ordered, and say how it ended."""
    if "replay" in orders:
        children = [born(lambda number=number: replayed(orders, number)) for number in range(orders["processes"])]
        return {"ended": [ended(child) for child in children]}
    if "argv" in orders:
        return {"ended": ended(born(lambda: command(orders)))}
    reading, writing = os.pipe()
    child = born(lambda: cycle(orders, writing))
    os.close(writing)
    code = killed(child, orders["after"]) if "after" in orders else ended(child)
    with os.fdopen(reading) as said:
        summary = said.read()
    return {"ended": code, "summary": json.loads(summary) if summary and code == 0 else None}


def killed(child: int, after: float) -> int:
    """Kill a child when its time is up, unless it has ended before."""
    end = time.monotonic() + after
    while time.monotonic() < end:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.005)
    os.kill(child, signal.SIGKILL)
    return ended(child)


def drive() -> None:
    """Follow orders until there are no more."""
    log.configure("json", "warning")
    Host(defaults())
    settle()
    # To look through all that is loaded here once more would have every fork copy it.
    assembly.settle = host.settle = lambda: None
    for line in sys.stdin:
        print(json.dumps(forked(json.loads(line))), flush=True)


if __name__ == "__main__":
    drive()
