"""What is asked of a plugin, and how its answers become findings."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from monitor.errors import UsageError

LONGEST = 1200  # seconds for one pass over everything
JUDGING = ("annotate", "place", "detect")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Which plugin is tried, and how.

    plugin: a file, or the name of an installed plugin; keys: of its tables, by name; texts: further ordinary texts by
    name; deadline_seconds and memory_mb: what any text may cost; budget_seconds: what an ordinary report may cost (the shipped
    annotators take a tenth of it); send: whether a channel is really told test messages.
    """

    plugin: str
    keys: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    deadline_seconds: float = 5.0
    budget_seconds: float = 0.1
    memory_mb: int = 1024
    send: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was tried. verdict: passed, failed, or skipped, with what was found or why not."""

    check: str
    verdict: str
    said: str = ""


def examine(target: Target) -> list[Finding]:
    """Try the plugin twice, in two interpreters whose hashes differ and in opposite orders, and say what held.

    Nothing is stored, and nothing is sent unless `send`.

    Raises: UsageError if there is no such plugin.
    """
    with tempfile.TemporaryDirectory(prefix="monitor-plugin-test-") as folder:
        first = _pass(target, Path(folder), number=1)
        if isinstance(first, Finding):
            return [first]
        if first.get("unknown"):
            raise UsageError(f"no such plugin: {target.plugin!r}: give a file, or a name that `monitor plugins list` shows")
        if first["error"]:
            return [Finding(check="loads", verdict="failed", said=first["error"])]
        second = _pass(target, Path(folder), number=2)
        return [*_findings(first, target.budget_seconds), *_determinism(first, second)]


def _pass(target: Target, folder: Path, *, number: int) -> dict[str, Any] | Finding:
    """Run one pass in an interpreter of its own: what a plugin does while it loads must not end ours."""
    order, answer = folder / f"order-{number}.json", folder / f"answer-{number}.json"
    fields = {name: getattr(target, name) for name in Target.__dataclass_fields__}
    fields |= {"keys": dict(target.keys), "texts": dict(target.texts), "backwards": number == 2, "send": target.send and number == 1}
    order.write_text(json.dumps(fields), encoding="utf-8")
    command = [sys.executable, "-m", "monitor.conformance.trial", str(order), str(answer)]
    environment = {**os.environ, "PYTHONHASHSEED": str(number)}
    try:
        ended = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=LONGEST)  # noqa: S603 - our own module
    except subprocess.TimeoutExpired:
        return Finding(check="loads", verdict="failed", said=f"the trial did not end within {LONGEST} s")
    if not answer.exists():
        return Finding(check="loads", verdict="failed", said=_ending(ended.returncode, ended.stderr))
    read: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
    return read


def _ending(code: int, said: bytes) -> str:
    last = said.decode("utf-8", "replace").strip().rpartition("\n")[2][:300]
    if code < 0:
        return f"it ended the process that loads it: {signal.Signals(-code).name}"
    return f"it ended the process that loads it, with exit code {code}" + (f": {last}" if last else "")


def _findings(done: Mapping[str, Any], budget_seconds: float) -> Iterator[Finding]:
    yield Finding(check="loads", verdict="passed", said=f"hooks {', '.join(done['hooks'])}; version {done['version']}")
    for problem in done["problems"]:
        yield Finding(check="contract", verdict="failed", said=problem)
    for fault in done["faults"]:
        yield Finding(check="configuration", verdict="failed", said=fault)
    for why in done["skipped"]:
        yield Finding(check=why["stage"], verdict="skipped", said=why["said"])
    for stage in dict.fromkeys(trial["stage"] for trial in done["trials"]):
        trials = [trial for trial in done["trials"] if trial["stage"] == stage]
        yield from _stage(stage, trials)
        yield from _slow(stage, trials, budget_seconds)


def _stage(stage: str, trials: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    for group in dict.fromkeys(trial["group"] for trial in trials):
        mine = [trial for trial in trials if trial["group"] == group]
        faults = [trial for trial in mine if trial["fault"]]
        for trial in faults:
            yield Finding(check=f"{stage}, {group}", verdict="failed", said=f"{trial['name']}: {trial['fault']}")
        if not faults:
            yield Finding(check=f"{stage}, {group}", verdict="passed", said=_count(mine))


def _count(trials: Sequence[Mapping[str, Any]]) -> str:
    found, last = sum(trial["found"] for trial in trials), max(trials, key=lambda trial: trial["seconds"])
    said = f"{len(trials)} tried"
    if trials[0]["stage"] in JUDGING:
        said += f", {found} found"
        if not found and trials[0]["group"] == "ordinary":
            said += " (try it on texts that hold something for it: --text FILE)"
    return f"{said}; slowest {1000 * last['seconds']:.0f} ms ({last['name']})"


def _slow(stage: str, trials: Sequence[Mapping[str, Any]], budget_seconds: float) -> Iterator[Finding]:
    for trial in trials:
        if stage in JUDGING and trial["group"] == "ordinary" and not trial["fault"] and trial["seconds"] > budget_seconds:
            said = f"{trial['name']}: {trial['seconds']:.3f} s, where an ordinary report may cost {budget_seconds:g} s"
            yield Finding(check=f"{stage}, time", verdict="failed", said=said)


def _determinism(first: Mapping[str, Any], second: dict[str, Any] | Finding) -> Iterator[Finding]:
    """Compare what both passes answered; a channel is told once, and has no answer."""
    if isinstance(second, Finding):
        yield Finding(check="determinism", verdict="failed", said=f"a second time: {second.said}")
        return
    again = {(trial["stage"], trial["name"]): trial["answer"] for trial in second["trials"] if not trial["fault"]}
    compared = [
        trial for trial in first["trials"] if not trial["fault"] and trial["stage"] != "notify" and (trial["stage"], trial["name"]) in again
    ]
    other = [trial for trial in compared if again[trial["stage"], trial["name"]] != trial["answer"]]
    for trial in other:
        said = f"{trial['stage']} answers otherwise in another process: {trial['name']} (a set's order, a clock, chance or memory?)"
        yield Finding(check="determinism", verdict="failed", said=said)
    if compared and not other:
        yield Finding(check="determinism", verdict="passed", said=f"{len(compared)} answers are the same in two processes and two orders")
