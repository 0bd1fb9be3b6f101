"""The rule kind `contradiction`: two reports that cannot both hold, each quoted; never who is right.

Candidates are reports of the same story, and near ones, within a month: true contradictions are about one in a hundred thousand
pairs of sentences, so every gate is strict.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, field_validator

from monitor import Article, History, Hit, RuleConfig, hookimpl
from monitor_plugins.contradictions.compare import compare_texts
from monitor_plugins.contradictions.edited import edit_hits
from monitor_plugins.contradictions.explained import explained
from monitor_plugins.contradictions.pairs import pair_hits
from monitor_plugins.contradictions.said import Reach
from monitor_plugins.contradictions.sides import with_sides
from monitor_plugins.ledgers.conflict import figure_hits
from monitor_plugins.nli import Nli, NliConfig

Kind = Literal["figure", "denial", "attribution", "self", "edit", "propositional"]
_DEFAULT: list[Kind] = ["figure", "denial", "attribution", "self", "edit"]


class ContradictionConfig(RuleConfig):
    """Alert when two reports of one story contradict each other."""

    topic: str | None = Field(default=None, description="the topic rule whose coverage is watched; every article if left out")
    kinds: list[Kind] = Field(default=_DEFAULT, description="which kinds of contradiction are told")
    threshold: float = Field(default=0.6, ge=0, le=1, description="how sure a contradiction must be, 0 to 1")
    days: float = Field(default=30, gt=0, description="how far apart two reports may be")
    nli: NliConfig | Path | None = Field(default=None, description="a model of one's own that vetoes or re-ranks; a folder, or a table")

    @field_validator("nli", mode="before")
    @classmethod
    def _folder_alone(cls, given: Any) -> Any:
        # A folder becomes a table here, so that no path is left behind.
        return {"folder": given} if isinstance(given, str | Path) else given


class Contradiction:
    """One `[rules.NAME]` table with `use = "contradiction"`."""

    Config = ContradictionConfig
    version = "4"

    def __init__(self, name: str, config: ContradictionConfig) -> None:
        self.name, self.config = name, config
        self._reach = Reach(config.days, one_topic=config.topic is not None)
        self.nli = Nli(config.nli) if isinstance(config.nli, NliConfig) else None

    @hookimpl
    def detect(self, article: Article, history: History) -> Iterator[Hit]:
        """Yield a hit for every earlier statement that the article disputes, and for every silent edit of its own text."""
        if not article.about(self.config.topic) or (article.lang and not article.lang.lower().startswith("en")):
            return
        free = "propositional" in self.config.kinds
        figures, edits = list(figure_hits(article)), list(edit_hits(article, history))
        pairs = pair_hits(article, history, self._reach, free=free)
        found = (*figures, *edits, *(hit for hit in pairs if not _is_told(hit, edits if hit.relation != "figure" else [*figures, *edits])))
        hits = [hit for hit in found if hit.relation in self.config.kinds]
        weighed = self.nli.weigh(hits) if self.nli else hits
        yield from (with_sides(hit, article, history) for hit in weighed if hit.score >= self.config.threshold)

    def explain(self, article: Article, rule: str, history: History | None = None) -> str:
        """Say what the article holds of each kind, and of what came before, the nearest pair and the gate that it failed."""
        if not article.about(self.config.topic):
            return f"the article is not about {self.config.topic!r}"
        if article.lang and not article.lang.lower().startswith("en"):
            return f"contradictions are judged in English only; the article is in {article.lang!r}"
        return explained(article, self.config.kinds, self._reach, self.config.threshold, history)

    def compare(self, a: Article, b: Article) -> Mapping[str, Any]:
        """Say whether two texts about one matter at one time contradict each other, by which kind, and why."""
        return compare_texts(a, b, self.nli)


def _is_told(hit: Hit, told: Sequence[Hit]) -> bool:
    """Say whether others quote the same sentence of the new report: one alert is enough for what it says."""
    new = hit.evidence[0]
    return any(one.evidence[0].start < new.end and new.start < one.evidence[0].end for one in told)
