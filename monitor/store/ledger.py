"""Series and their time lines: every reported value with who said it, and how it relates to what was known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, select

from monitor.model.article import Article
from monitor.store import tables as t
from monitor.store.database import listed, one_of
from monitor.store.finding import unhelped
from monitor.store.groups import SERIES, Member, keys, members

REPEATS = "repeats"
NEWS = frozenset({"first", "refined", "revised_up", "revised_down", "conflicting"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """One report's value in a series. `relation` says how it relates to what was known; `value` is None where none was kept.

    `confirmed_by` are the newsrooms or agencies that gave the same value later for themselves, `echoes` counts the copies.
    """

    relation: str
    shown: str
    value: float | None
    low: float | None
    high: float | None
    bound: str
    speaker: str
    outlet: str
    quote: str
    article: Article
    confirmed_by: tuple[str, ...] = ()
    echoes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One series: its key, what is counted, and its reports in arrival order."""

    key: str
    title: str
    reports: tuple[Reported, ...]

    @property
    def latest(self) -> Reported:
        """Give the last report that changed what was known, else the first."""
        return next((one for one in reversed(self.reports) if one.relation in NEWS), self.reports[0])


def list_series(connection: Connection, *, after: str | None, limit: int) -> list[Series]:
    """Give series, the one with the latest report first."""
    return series(connection, keys(connection, SERIES, after=after, limit=limit))


def series(connection: Connection, wanted: Sequence[str]) -> list[Series]:
    """Give the series of these keys, in their order; unknown and emptied ones are left out."""
    placed = members(connection, SERIES, wanted)
    found = {key: [one for one in rows if one.details.get("relation") != REPEATS] for key, rows in placed.items()}
    told = _marks(connection, [one.article for rows in found.values() for one in rows])
    return [
        Series(key=key, title=found[key][0].title, reports=tuple(_counted(found[key], told))) for key in wanted if found[key]
    ]  # fmt: skip


def _marks(connection: Connection, articles: Sequence[Article]) -> dict[int, dict[str, Any]]:
    """Give what stories say of each article's text by article id: `copy_of` (an article), `wire` (an agency)."""
    dialect = connection.dialect.name
    asked = {"ids": listed(dialect, {article.id for article in articles})}
    return {row.article_id: row.details for row in connection.execute(_marking(dialect), asked).all()}


@cache
def _marking(dialect: str) -> Select[Any]:
    query = select(t.revision.c.article_id, t.placement.c.details).join(t.placement, t.placement.c.revision_id == t.revision.c.id)
    current = (unhelped(t.placement.c.kind) == "story", t.revision.c.until.is_(None))
    return query.where(*current, one_of(dialect, t.revision.c.article_id, "ids"))


def _counted(rows: Sequence[Member], marks: dict[int, dict[str, Any]]) -> list[Reported]:
    """Make the reports of a series, each with who confirmed its value later and how many only repeated it."""
    reports = [_reported(row) for row in rows]
    voices = [_voice(row.article, marks.get(row.article.id, {})) for row in rows]
    copies = [bool(marks.get(row.article.id, {}).get("copy_of")) for row in rows]
    return [_confirmed(report, at, reports, voices, copies) for at, report in enumerate(reports)]


def _confirmed(report: Reported, at: int, reports: Sequence[Reported], voices: Sequence[str], copies: Sequence[bool]) -> Reported:
    if report.relation not in NEWS:
        return report
    later = [n for n in range(at + 1, len(reports)) if reports[n].relation == "same" and _same_value(reports[n], report)]
    if not later:
        return report
    own = [n for n in later if not copies[n] and voices[n] != voices[at]]
    names = tuple(dict.fromkeys(voices[n] for n in own))
    values = {name: getattr(report, name) for name in report.__slots__}
    return Reported(**{**values, "confirmed_by": names, "echoes": len(later) - len(names)})


def _same_value(one: Reported, other: Reported) -> bool:
    if one.value is None or other.value is None:
        return one.shown == other.shown
    return abs(one.value - other.value) <= 0.1 * max(abs(one.value), abs(other.value))


def _voice(article: Article, marks: dict[str, Any]) -> str:
    return str(marks.get("wire") or article.outlet or article.publisher or article.source)


def _reported(row: Member) -> Reported:
    figure = row.details.get("figure")
    said: dict[str, Any] = figure if isinstance(figure, dict) else {}
    return Reported(
        relation=str(row.details.get("relation", "")), shown=str(said.get("shown", "")), value=said.get("point"), low=said.get("low"),
        high=said.get("high"), bound=str(said.get("bound", "exact")), speaker=str(said.get("voice", "")),
        outlet=row.article.outlet or row.article.publisher or row.article.source, quote=str(said.get("quote", "")), article=row.article,
    )  # fmt: skip
