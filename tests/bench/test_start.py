"""How long `monitor --help` takes, against a bare interpreter, pair by pair."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

PAIRS = 25


def seconds(*command: str) -> float:
    began = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


@pytest.mark.bench
def test_help_takes_at_most_twice_a_bare_interpreter():
    monitor = str(Path(sys.executable).with_name("monitor"))
    pairs = [(seconds(monitor, "--help"), seconds(sys.executable, "-c", "pass")) for _ in range(PAIRS)]

    ours, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"\nmonitor --help {ours * 1000:.1f} ms, bare interpreter {bare * 1000:.1f} ms, medians of {PAIRS}; ratio {ratio:.2f}")
    assert len(pairs) == PAIRS
