"""Garbage collection that suits judging: articles come and go by the thousand small objects, plugins and their word lists stay."""

from __future__ import annotations

import gc

_THRESHOLDS = (10_000, 20, 20)  # Python's own (700, 10, 10) collect six times an article, and look at all plugins now and then


def settle() -> None:
    """Look at what lives now never again, until this is called again, and collect the rest less often.

    Took 6 of 59 ms of the judging of an article of 600 words, now 2 (tests/bench/test_judging.py with `gc.callbacks`).
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
