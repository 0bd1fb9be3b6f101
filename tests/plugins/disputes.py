"""A desk that reads the reports of one story in order, and asks one rule of contradictions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from monitor_plugins import statements
from monitor_plugins.contradiction import Contradiction, ContradictionConfig

from monitor import Article, Hit, Match, Placement
from monitor.testing import NOON, Memory, annotated, article, placed


@dataclass
class Desk:
    """Reads a report an hour."""

    memory: Memory = field(default_factory=Memory)
    rule: Contradiction = field(default_factory=lambda: Contradiction("disputes", ContradictionConfig(use="contradiction")))
    topic: str = ""

    def read(self, text: str, *, title: str = "", outlet: str = "Herald", story: str = "s", again: int = 0) -> Article:
        """Give a report as it would be stored, with what it says."""
        read = article(text, title=title, outlet=outlet, at=NOON + timedelta(hours=self.memory.arrivals), id=again)
        read = annotated(read, Match(rule=self.topic, spans=())) if self.topic else read
        return self.memory.number(placed(annotated(read, *statements.annotate(read)), Placement(kind="story", key=story)))

    def reads(self, text: str, *, title: str = "", outlet: str = "Herald", story: str = "s", again: int = 0) -> list[Hit]:
        """Give what a report disputes, and remember it."""
        known = self.read(text, title=title, outlet=outlet, story=story, again=again)
        hits = list(self.rule.detect(known, self.memory.before(known)))
        self.memory.add(known)
        return hits


def disputed(*texts: str) -> list[Hit]:
    """Give what the last of some reports of one story disputes, each of an outlet of its own."""
    desk = Desk()
    return [desk.reads(text, outlet=f"Paper {number}") for number, text in enumerate(texts)][-1]


def desk_of_one_topic() -> Desk:
    """Give a desk whose rule follows one topic, which all that it reads is about."""
    return Desk(rule=Contradiction("disputes", ContradictionConfig(use="contradiction", topic="desk")), topic="desk")


def told(*texts: str) -> list[str]:
    """Give the relations of what the last of some reports of one story disputes."""
    return [hit.relation for hit in disputed(*texts)]
