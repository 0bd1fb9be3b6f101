"""Why an article does or does not dispute what was known: kind by kind what it holds, and the gate that the nearest pair failed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor import Article, History, Statement
from monitor_plugins.contradictions import nearest
from monitor_plugins.contradictions.said import Reach
from monitor_plugins.ledgers.conflict import figure_hits
from monitor_plugins.ledgers.relate import CONFLICTING


def explained(article: Article, kinds: Sequence[str], reach: Reach, threshold: float, history: History | None = None) -> str:
    """Say for each kind that is told what of it the article holds, and what an earlier report must hold for an alert.

    With a history: which earlier reports were compared, and for the nearest pair of a kind which gate it failed.
    """
    says = {"figure": _figure, "denial": _denial, "attribution": _attribution, "self": _self, "edit": _edit}
    told = [f"{kind}: {says[kind](article) if kind in says else 'two statements that exclude each other'}" for kind in kinds]
    if history is not None:
        near = (_nearest(kind, article, history, reach) for kind in kinds)
        told = [f"{said}; {nearest_}" if nearest_ else said for said, nearest_ in zip(told, near, strict=True)]
    before = [nearest.compared(article, history, reach)] if history is not None and article.story is not None else []
    return "; ".join([*told, _reach(article, reach.days), f"told from {threshold:.2f} up", *before])


def _nearest(kind: str, article: Article, history: History, reach: Reach) -> str:
    if kind == "figure":
        figures = nearest.figure(article, history)
        return "; ".join(filter(None, (figures, nearest.corrected(article, history, reach))))
    says = {"denial": nearest.denial, "attribution": nearest.attribution, "self": nearest.self_}
    return says[kind](article, history, reach) if kind in says and article.story is not None else ""


def _figure(article: Article) -> str:
    series = [placement for placement in article.placements if placement.kind == "series"]
    disputed = [placement for placement in series if placement.details.get("relation") == CONFLICTING]
    if not series:
        return "no figure belongs to a series"
    if not disputed:
        return f"none of {len(series)} placed figures disputes its series"
    tellable = len(list(figure_hits(article)))
    return f"{tellable} of {len(disputed)} disputed figures are sure enough, of one event, with a voice named"


def _statements(article: Article) -> Iterator[Statement]:
    return (note for note in article.annotations if isinstance(note, Statement))


def _denial(article: Article) -> str:
    found = sum(note.stance == "denies" or note.negated or "negations" in note.details for note in _statements(article))
    return (
        f"statements that deny something: {found}; an earlier report of the story must claim most of it" if found else "nothing is denied"
    )


def _attribution(article: Article) -> str:
    found = sum(note.stance == "withholds" for note in _statements(article))
    return f"statements about what a source did not say: {found}" if found else "only if an earlier report says what a source did not say"


def _self(article: Article) -> str:
    found = sum(bool(note.speaker) for note in _statements(article))
    return f"statements with a named speaker: {found}" if found else "no statement names its speaker"


def _edit(article: Article) -> str:
    return f"revision {article.revision} is compared with its earlier text" if article.revision > 1 else "the article was not edited"


def _reach(article: Article, days: float) -> str:
    if any(placement.kind == "story" for placement in article.placements):
        return f"compared with reports of its story of the last {days:g} days"
    return "the article belongs to no story, so no report is compared"
