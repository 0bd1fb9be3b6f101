"""A desk that reads the reports of one story in order, and asks one rule of contradictions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from monitor_plugins import statements
from monitor_plugins.contradiction import Contradiction, ContradictionConfig

from monitor import Hit, Placement
from monitor.testing import NOON, Memory, annotated, article, placed


@dataclass
class Desk:
    """Reads a report an hour."""

    memory: Memory = field(default_factory=Memory)
    rule: Contradiction = field(default_factory=lambda: Contradiction("disputes", ContradictionConfig(use="contradiction")))

    def reads(self, text: str, *, title: str = "", outlet: str = "Herald", story: str = "s", again: int = 0) -> list[Hit]:
        read = article(text, title=title, outlet=outlet, at=NOON + timedelta(hours=self.memory.arrivals), id=again)
        known = self.memory.number(placed(annotated(read, *statements.annotate(read)), Placement(kind="story", key=story)))
        hits = list(self.rule.detect(known, self.memory.before(known)))
        self.memory.add(known)
        return hits


def disputed(*texts: str) -> list[Hit]:
    """Give what the last of some reports of one story disputes, each of an outlet of its own."""
    desk = Desk()
    return [desk.reads(text, outlet=f"Paper {number}") for number, text in enumerate(texts)][-1]


def told(*texts: str) -> list[str]:
    """Give the relations of what the last of some reports of one story disputes."""
    return [hit.relation for hit in disputed(*texts)]
