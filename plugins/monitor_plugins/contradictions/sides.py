"""How many reports carry each side of a dispute, and whose they are, as far as is known when it is found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from monitor import Article, Evidence, History, Hit, Placement, Statement
from monitor_plugins.contradictions.telling import outlet
from monitor_plugins.ledgers.corrected import Corrected
from monitor_plugins.ledgers.relate import same
from monitor_plugins.ledgers.reported import Reported, from_row
from monitor_plugins.ledgers.voices import heard
from monitor_plugins.ledgers.was import earlier

# An edit has one article on both sides.
_TWO_SIDED = frozenset(("figure", "denial", "attribution", "self", "propositional"))
_SIDES = ("new", "prior")
# Two statements say the same if so many content words, and this share of the shorter one's, are in both.
_WORDS = 3
_SHARE = 0.6
_DENYING = ("denies", "withholds")
_MEMBERS = 200


def with_sides(hit: Hit, article: Article, history: History) -> Hit:
    """Add to the details of each side how many reports carry it (`reports`), whose (`outlets`), and how many only repeat (`echoes`)."""
    if hit.relation not in _TWO_SIDED or not all(isinstance(hit.details.get(side), Mapping) for side in _SIDES):
        return hit
    carry = _figures if "series" in hit.details else _statements
    told = {side: _counted(reports) for side, reports in zip(_SIDES, carry(hit, article, history), strict=True)}
    return replace(hit, details={**hit.details, **{side: {**hit.details[side], **told[side]} for side in _SIDES}})


def _counted(reports: Iterable[Article]) -> dict[str, Any]:
    """Give the numbers of one side; the outlets in the order of their first report."""
    distinct = {report.id: report for report in sorted(reports, key=lambda report: report.arrival)}
    names = dict.fromkeys(outlet(report) for report in distinct.values())
    return {"reports": len(distinct), "outlets": list(names), "echoes": heard(distinct.values()).echoes}


def _figures(hit: Hit, article: Article, history: History) -> tuple[list[Article], list[Article]]:
    """Give the reports of a series that name the new value, and those that name the earlier one."""
    own = next(place for place in article.placements if place.kind == "series" and place.key == hit.details["series"])
    members = [*_members(own.key, history), (article, own)]
    read = [(report, figure) for report, place in members if (figure := _figure(place)) is not None]
    new, prior = ([report for report, figure in read if value and same(figure, value)] for value in (_figure(own), earlier(own)))
    return new, prior


def _members(key: str, history: History) -> Iterator[tuple[Article, Placement]]:
    """Yield the earlier placements of a series, as people have corrected it."""
    corrected = Corrected.of(history.corrections())
    placed = history.neighbours([f"={one}" for one in corrected.keys_of(key)], kind="series", limit=_MEMBERS)
    return ((one.article, one.placement) for one in placed if corrected.series_of(one.article.id, one.placement.key) == key)


def _figure(place: Placement) -> Reported | None:
    row = place.details.get("figure")
    return from_row(row) if isinstance(row, Mapping) else None


def _statements(hit: Hit, article: Article, history: History) -> tuple[list[Article], list[Article]]:
    """Give the reports of the story that say what the new statement says, and those that say what the earlier one says."""
    new, prior = hit.evidence[:2]
    by = history.article(prior.article, prior.revision)
    past = history.statements(story=article.story) if article.story else ()
    said = [(one.article, one.note) for one in past if one.article.id != article.id]
    mine, theirs = _standing_at(new, article), _standing_at(prior, by)
    against = [report for report, note in said if mine and _alike(note, mine)]
    claiming = [report for report, note in said if theirs and _alike(note, theirs)]
    return [*against, article], [*claiming, *([by] if by else [])]


def _standing_at(quoted: Evidence, article: Article | None) -> Statement | None:
    notes = article.annotations if article else ()
    return next((note for note in notes if isinstance(note, Statement) and (note.start, note.end) == (quoted.start, quoted.end)), None)


def _alike(one: Statement, other: Statement) -> bool:
    """Say whether two statements affirm, or deny, the same: most of the shorter one's words are in the other."""
    if _denies(one) != _denies(other) or "asks" in (one.stance, other.stance):
        return False
    words, others = set(one.terms), set(other.terms)
    return len(words & others) >= max(_WORDS, _SHARE * min(len(words), len(others)))


def _denies(statement: Statement) -> bool:
    return statement.negated or statement.stance in _DENYING
