"""Tries rules on texts: the inline tests of a configuration, and any text that a person wonders about."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

from monitor import judge
from monitor.config import load
from monitor.config.faults import fault_at
from monitor.errors import ConfigError, PluginError
from monitor.host import Fault, Host, RuleInfo
from monitor.host.fault import one_line
from monitor.model.alert import Hit
from monitor.model.annotation import Mention, Quantity, Statement
from monitor.model.article import Article
from monitor.model.history import Correction, History, Past, Placed
from monitor.testing import Memory

_THEN = datetime(2026, 1, 1, tzinfo=UTC)
_PARTED = re.compile(r"^---[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a rule made of one text with what came before it: matched or not, its hits, and the faults of the plugins that were asked."""

    article: Article
    matched: bool
    past: History
    hits: tuple[Hit, ...] = ()
    faults: tuple[Fault, ...] = ()


class NoHistory:
    """The history of the very first article: nothing came before."""

    def quantities(self, **narrow: Any) -> Sequence[Past[Quantity]]:
        """Give none."""
        return ()

    def statements(self, **narrow: Any) -> Sequence[Past[Statement]]:
        """Give none."""
        return ()

    def mentions(self, name: str | None = None, **narrow: Any) -> Sequence[Past[Mention]]:
        """Give none."""
        return ()

    def names(self, forms: Collection[str], **narrow: Any) -> frozenset[str]:
        """Give none."""
        return frozenset()

    def story(self, key: str | None = None) -> Sequence[Placed]:
        """Give none."""
        return ()

    def neighbours(
        self, features: Sequence[str], *, kind: str = "story", since: datetime | None = None, limit: int = 50
    ) -> Sequence[Placed]:
        """Give none."""
        return ()

    def frequency(self, features: Sequence[str], *, kind: str = "story") -> tuple[int, Mapping[str, int]]:
        """Give 0, and 0 for each."""
        return 0, dict.fromkeys(features, 0)

    def article(self, article: int, revision: int | None = None) -> Article | None:
        """Give none."""
        return None

    def first_seen(self, key: str) -> datetime | None:
        """Give none."""
        return None

    def seen(self, keys: Collection[str]) -> frozenset[str]:
        """Give none."""
        return frozenset()

    def corrections(self, verb: str | None = None) -> Sequence[Correction]:
        """Give none."""
        return ()


def check(path: str | Path) -> list[str]:
    """Give every fault of a configuration, one a line: of the file, of the plugins, and of rules that fail their own tests."""
    try:
        host = Host(load(path))
    except ConfigError as error:
        return list(error.faults)
    return [*host.faults, *inline_faults(host)]


def inline_faults(host: Host, only: Collection[str] | None = None) -> Iterator[str]:
    """Try every usable rule (of `only`) on its own `should_match` and `should_not_match` texts; give those where it does otherwise."""
    for name, rule in host.rules().items():
        config = host.tables.rules[name].config
        if rule.state == "ok" and config is not None and (only is None or name in only):
            for key, wanted in (("should_match", True), ("should_not_match", False)):
                for number, text in enumerate(getattr(config, key, ())):
                    yield from _inline_fault(host, rule, (key, number), text, wanted)


def _inline_fault(host: Host, rule: RuleInfo, key: tuple[str, int], text: str, wanted: bool) -> Iterator[str]:
    trial = try_text(host, rule.name, text)
    file = host.tables.rules[rule.name].file
    if trial.faults:
        said = "; ".join(f"{fault.unit} {fault.kind}: {fault.message}" for fault in trial.faults)
    elif trial.matched != wanted:
        said = f"{'does not match' if wanted else 'matches'} {one_line(text)!r}"
    else:
        return
    yield str(fault_at(file, ("rules", rule.name, *key), said, _why(host, rule, trial), host.settings.texts.get(file, "")))


def _why(host: Host, rule: RuleInfo, trial: Trial) -> str:
    if rule.topic and not trial.article.about(rule.topic):
        return f"it is not about the topic {rule.topic!r}"
    try:
        return one_line(host.explain(trial.article, rule.name, trial.past))
    except PluginError as error:
        return one_line(str(error))


def try_text(host: Host, rule: str, text: str, *, lang: str = "en") -> Trial:
    """Try one rule on one text, as the first article ever: its first line is its title.

    Lines `---` part several reports, each read with those above it as its past; the rule is tried on the last.
    A rule matches if it matches as a topic or has a hit.
    """
    *earlier, article = _articles(text, lang)
    alone = host.rules()[rule].unit in host.units("annotate")  # such a rule needs no other plugin's annotations
    memory = Memory()
    for before in () if alone else earlier:
        memory.add(_read(host, before, memory.before(before), None)[0])
    past: History = memory.before(article) if earlier else NoHistory()
    article, read = _read(host, article, past, rule if alone else None)
    detected = judge.detect(host, article, past, only=[rule])
    hits = tuple(hit for _, hit in _results(detected))
    faults = [verdict.fault for verdict in (*read, *detected) if verdict.fault]
    own = tuple(fault for fault in faults if not fault.rule or fault.rule == rule)
    return Trial(article=article, matched=bool(hits) or article.about(rule), past=past, hits=hits, faults=own)


def _read(host: Host, article: Article, past: History, alone: str | None) -> tuple[Article, tuple[judge.Verdict, ...]]:
    """Give the article annotated and placed, or annotated by the rule `alone`, and what was answered."""
    annotated = judge.annotate(host, article, only=None if alone is None else [alone])
    article = replace(article, annotations=_results(annotated))
    placed = judge.place(host, article, past) if alone is None else ()
    return replace(article, placements=_results(placed)), (*annotated, *placed)


def _results(verdicts: tuple[judge.Verdict, ...]) -> tuple[Any, ...]:
    return tuple(chain.from_iterable(verdict.results for verdict in verdicts))


def _articles(text: str, lang: str) -> list[Article]:
    """Give the reports of a text, an hour apart."""
    parts = [part.strip() for part in _PARTED.split(unicodedata.normalize("NFC", text))] if _PARTED.search(text) else [text]
    return [_article(part, lang, number) for number, part in enumerate(parts, start=1)]


def _article(text: str, lang: str, number: int) -> Article:
    whole = unicodedata.normalize("NFC", text)
    title = whole.partition("\n")[0]
    at = _THEN + (number - 1) * timedelta(hours=1)
    return Article(
        id=number, revision=1, arrival=number, source="check", ref=f"check {number}", title=title, text=whole, lang=lang,
        first_seen_at=at, at=at,
    )  # fmt: skip
