"""Garbage collection that suits judging: articles come and go by the thousand small objects, plugins and their word lists stay."""

from __future__ import annotations

import gc

_THRESHOLDS = (10_000, 20, 20)  # Python's own (700, 10, 10) collect six times an article, and look at all plugins now and then


def settle() -> None:
    """Look at what lives now never again, until this is called again, and collect the rest less often.

    Collecting took a tenth of the judging of news of 600 words, and takes a third of that (timed by `gc.callbacks`).
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
