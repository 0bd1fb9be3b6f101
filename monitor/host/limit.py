"""A time limit on loading: a plugin that never finishes to load must not keep the daemon from starting."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from monitor.host.fault import Overran

LOAD_SECONDS = 30.0
SECONDS_PER_RULE = 0.01


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `Overran` inside the block when its time is up.

    Only in the main thread, where signals arrive; elsewhere there is no limit. An alarm that was set before is set again after.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(number: int, frame: object) -> None:
        raise Overran(f"did not load within {seconds:g} s")

    handler = signal.signal(signal.SIGALRM, ring)
    before = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL if handler is None else handler)
        signal.setitimer(signal.ITIMER_REAL, *before)
