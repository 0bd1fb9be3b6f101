"""Puts the texts through a plugin's stages in worker processes, as the daemon does: within time and memory, one text at a time."""

from __future__ import annotations

import hashlib
import json
import pickle
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from monitor import judge
from monitor.conformance.texts import DOCUMENTS, HOSTILE, ORDINARY
from monitor.errors import PluginError
from monitor.host import Host, HostSpec
from monitor.model.alert import Alert, Evidence, Hit, Notification, StoredHit
from monitor.model.article import Article, Entry, Payload
from monitor.model.history import History
from monitor.testing import NOON, Memory, article
from monitor.workbench import COSTLY, faults_in
from monitor.workshop import Workshop

GIVE_UP = 3  # costly faults, after which a stage is not tried further
_JUDGING = ("annotate", "place", "detect")


def open_memory(url: str) -> Callable[[Article], History]:
    """Give, for a file that holds a pickled `Memory`, a function from an article to its history; workers call this."""
    memory: Memory = pickle.loads(Path(url).read_bytes())  # noqa: S301 - our own file
    return memory.before


class Stages:
    """The stages of one plugin: `made` names its units by stage, `order` is what was asked, `folder` is for scratch files."""

    def __init__(self, host: Host, made: Mapping[str, tuple[str, ...]], order: Mapping[str, Any], folder: Path) -> None:
        self._host, self._made, self._order = host, made, order
        self._memory, self._past = folder / "memory.pickle", Memory()
        self._workshop = Workshop(
            HostSpec(settings=host.settings), workers=1, deadline=timedelta(seconds=order["deadline_seconds"]),
            memory_bytes=order["memory_mb"] * 1_000_000, history="monitor.conformance.stages:open_memory", history_url=str(self._memory),
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._workshop.close()

    def skipped(self) -> list[dict[str, str]]:
        """Say which of the plugin's stages are not tried, and why."""
        why = {"fetch": "it would ask the network: try it as a source with `monitor once`"}
        if not self._order["send"] and not self._order["backwards"]:
            why["notify"] = "nothing was sent: --send tells it three test messages"
        return [{"stage": stage, "said": said} for stage, said in why.items() if self._made.get(stage)]

    def tried(self) -> Iterator[dict[str, Any]]:
        """Try every stage that the plugin has, and give what came of each text."""
        if self._made.get("parse"):
            yield from self._stage("parse", "read", _documents())
        if self._made.get("extract"):
            yield from self._stage("extract", "extract", _entries(self._ordinary()))
        if any(self._made.get(stage) for stage in _JUDGING):
            articles = self._remembered()
            for stage in _JUDGING:
                if self._made.get(stage):
                    yield from self._stage(stage, stage, articles)
            yield from self._explained(articles)
        if self._made.get("notify") and self._order["send"]:
            yield from self._stage("notify", "notify", _notifications())

    def _ordinary(self) -> dict[str, str]:
        return {**ORDINARY, **self._order["texts"]}

    def _remembered(self) -> list[tuple[str, str, Article]]:
        """Have the shipped annotators and placers read the ordinary texts, in order; give (group, name, article), hostile ones behind.

        What they read is the history that is asked later: each article sees those before it. The hostile ones come without
        the other plugins' annotations.
        """
        memory, known = Memory(), []
        for number, (name, text) in enumerate(self._ordinary().items()):
            read = memory.number(_article(text, name, number))
            notes = [*judge.annotate(self._host, read, only=self._shipped("annotate")), *self._own_notes(read)]
            read = replace(read, annotations=tuple(note for verdict in notes for note in verdict.results))
            places = judge.place(self._host, read, memory.before(read), only=self._shipped("place"))
            read = memory.add(replace(read, placements=tuple(place for verdict in places for place in verdict.results)))
            known.append(("ordinary", name, read))
        self._memory.write_bytes(pickle.dumps(memory))
        self._past = memory
        following = [memory.number(_article(text, name, len(known) + number)) for number, (name, text) in enumerate(HOSTILE.items())]
        return [*known, *(("hostile", name, read) for name, read in zip(HOSTILE, following, strict=True))]

    def _explained(self, articles: list[tuple[str, str, Article]]) -> Iterator[dict[str, Any]]:
        """Ask each of the plugin's rules that can why it did or did not match each ordinary text, as `monitor explain` does."""
        made = {unit for stage in _JUDGING for unit in self._made.get(stage, ())}
        rules = [name for name, rule in self._host.rules().items() if rule.unit in made]
        for rule in (name for name in rules if hasattr(self._host.instance("rules", name), "explain")):
            for group, name, read in articles:
                if group == "ordinary":
                    yield self._explanation(rule, group, name, read)

    def _explanation(self, rule: str, group: str, name: str, read: Article) -> dict[str, Any]:
        began, said, fault = time.perf_counter(), "", ""
        try:
            said = self._host.explain(read, rule, self._past.before(read))
        except PluginError as error:
            fault = str(error)
        trial = {"stage": "explain", "group": group, "name": name, "seconds": time.perf_counter() - began}
        return {**trial, "fault": fault, "found": bool(said), "answer": said}

    def _shipped(self, stage: str) -> list[str]:
        """Name the units of a stage that ship with the monitor and are not on trial: they run here, unguarded."""
        names = (name for plugin in self._host.plugins if plugin.ours for name in self._host.made_of(plugin.name)[stage])
        return [name for name in names if name not in self._made[stage]]

    def _own_notes(self, read: Article) -> tuple[judge.Verdict, ...]:
        if not self._made["annotate"]:
            return ()
        (verdicts,) = self._workshop.run("annotate", [read], only=self._made["annotate"])
        return tuple(verdicts)

    def _stage(self, stage: str, task: str, items: list[tuple[str, str, Any]]) -> Iterator[dict[str, Any]]:
        costly = 0
        if stage != "notify":  # so that no text pays for the worker's start
            self._workshop.run(task, [items[0][2]], only=self._made[stage])
        for group, name, item in reversed(items) if self._order["backwards"] else items:
            result, seconds = self._timed(stage, task, item)
            faults = faults_in(result)
            if stage != "notify" and not faults and seconds > self._order["budget_seconds"]:
                seconds = min(seconds, *(self._timed(stage, task, item)[1] for _ in range(2)))  # the machine may have been busy
            yield {"stage": stage, "group": group, "name": name, "seconds": seconds, **_outcome(result, faults)}
            costly += any(fault.kind in COSTLY for fault in faults)
            if costly >= GIVE_UP:
                return

    def _timed(self, stage: str, task: str, item: Any) -> tuple[Any, float]:
        began = time.perf_counter()
        (result,) = self._workshop.run(task, [item], only=self._made[stage])
        return result, time.perf_counter() - began


def _outcome(result: Any, faults: tuple[Any, ...]) -> dict[str, Any]:
    """Give the fault in words, how much was found, and a digest of the answer."""
    fault = "; ".join(f"{fault.kind}: {fault.message}" for fault in faults)
    answers = [each for verdict in result for each in verdict.results] if isinstance(result, tuple) else [result]
    if isinstance(result, judge.Telling) and result.error:
        fault = f"{type(result.error).__name__}: {result.error}"
    said = json.dumps([_plain(each) for each in answers], default=str, sort_keys=True)
    found = len(answers) if isinstance(result, tuple) else len(getattr(result, "articles", ()))
    return {"fault": fault, "found": found, "answer": hashlib.sha256(said.encode()).hexdigest()}


def _plain(answer: Any) -> Any:
    if isinstance(answer, tuple):
        return [_plain(each) for each in answer]
    return asdict(answer) if hasattr(answer, "__dataclass_fields__") else str(answer)


def _article(text: str, name: str, number: int) -> Article:
    title, _, _ = text.partition("\n")
    return article(text, title=title[:200] if "\n\n" in text else "", ref=name, outlet=f"Outlet {number % 3}", lang="", at=NOON)


def _documents() -> list[tuple[str, str, Any]]:
    return [
        ("hostile", name, (Payload(source="plugin-test", url="https://news.example/feed", body=body, headers={"content-type": media},
                                   fetched_at=NOON), None))
        for name, (media, body) in DOCUMENTS.items()
    ]  # fmt: skip


def _entries(ordinary: Mapping[str, str]) -> list[tuple[str, str, Any]]:
    groups = {"ordinary": ordinary, "hostile": HOSTILE}
    return [(group, name, (_entry(name, text), None, None)) for group, texts in groups.items() for name, text in texts.items()]


def _entry(name: str, text: str) -> Entry:
    return Entry(source="plugin-test", ref=name, keys=(name,), title=text[:100], summary=text, fetched_at=NOON)


def _notifications() -> list[tuple[str, str, Any]]:
    texts = {
        "a test message": ORDINARY["a toll"],
        "hostile marks": HOSTILE["what looks like code"],
        "control characters": HOSTILE["control characters"],
    }
    return [
        ("hostile" if number else "ordinary", name, _notification(name, text, number)) for number, (name, text) in enumerate(texts.items())
    ]


def _notification(name: str, text: str, number: int) -> Notification:
    read = replace(_article(text, name, number), id=1, revision=1, arrival=1)
    quote = Evidence(article=1, revision=1, start=0, end=min(80, len(text)), quote=text[:80])
    hit = Hit(key=name, title=text[:80], evidence=(quote,))
    alert = Alert(
        id=number + 1, rule="plugin-test", kind="topic", relation="match", key=name, title=f"test of a plugin: {text[:80]}", state="new",
        score=1.0, opened_at=NOON, updated_at=NOON, hits=(StoredHit(id=number + 1, hit=hit, article=read),),
    )  # fmt: skip
    return Notification(
        delivery_id=f"plugin-test-{number}", channel="plugin-test", reason="opened", alerts=(alert,), created_at=NOON, text=alert.title,
        body={"specversion": "1.0", "id": f"plugin-test-{number}", "type": "test", "data": {"title": alert.title}},
    )  # fmt: skip
