"""A desk that reads reports through the annotators and placers that ship, and asks one rule of figures and one of contradictions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from monitor_plugins import figures, people, series, stories
from monitor_plugins.contradiction import Contradiction, ContradictionConfig
from monitor_plugins.new_figure import NewFigure, NewFigureConfig

from monitor import Article, Hit, Match
from monitor.testing import NOON, Memory, annotated, article, placed


@dataclass
class FigureDesk:
    """Reads articles in order; `watch` and `topic` are its rule's, `asked` the words by which the topic finds a report."""

    watch: list[str] = field(default_factory=list)
    topic: str | None = None
    asked: str = ""
    memory: Memory = field(default_factory=Memory)

    def place(self, text: str, *, hours: float, title: str, outlet: str, number: int, about: bool) -> Article:
        read = article(text, title=title, at=NOON + timedelta(hours=hours), outlet=outlet)
        known = self.memory.number(replace(read, id=number))
        found = re.finditer(self.asked, read.text) if self.asked else ()
        matches = [Match(rule=self.topic, spans=tuple(one.span() for one in found))] if self.topic and about else []
        known = annotated(known, *figures.annotate(known), *people.annotate(known), *matches)
        known = placed(known, *stories.place(known, self.memory.before(known)))
        return placed(known, *series.place(known, self.memory.before(known)))

    def reads(
        self, text: str, *, hours: float = 0, title: str = "", outlet: str = "Post", number: int = 0, about: bool = True
    ) -> list[Hit]:
        """Take in a report and give the hits about figures: of the rule `new-figure`, then disputes."""
        known = self.place(text, hours=hours, title=title, outlet=outlet, number=number, about=about)
        history = self.memory.before(known)
        told = NewFigure("figures", NewFigureConfig(use="new-figure", topic=self.topic, watch=self.watch)).detect(known, history)
        rule = Contradiction("disputes", ContradictionConfig(use="contradiction", topic=self.topic, kinds=["figure"]))
        hits = [*told, *rule.detect(known, history)]
        self.memory.add(known)
        return hits

    def told(self, text: str, **more) -> list[tuple[str, str]]:
        """Give (relation, title) of the material hits."""
        return [(hit.relation, hit.title) for hit in self.reads(text, **more) if hit.material]


@pytest.fixture
def figure_desk():
    return FigureDesk
