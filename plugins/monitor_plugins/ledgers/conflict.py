"""The figure kind of contradiction: two voices give one number at one time, and both cannot hold."""

from __future__ import annotations

from collections.abc import Iterator

from monitor import Article, Evidence, Hit, Placed, Placement, Role
from monitor_plugins.ledgers import matter
from monitor_plugins.ledgers.relate import CONFLICTING, opposes
from monitor_plugins.ledgers.reported import Reported, from_placed
from monitor_plugins.ledgers.rival import of_other_days, part_of_other
from monitor_plugins.ledgers.was import earlier

_LEAST = 0.7  # a guess of what happened may do here: the two reports must agree on it
_LEAST_FEW, _FEW = 0.6, 3  # of one or two a reader is less sure
_GUESSED = 0.7  # a figure whose happening is only near it is no surer
_TITLED_LENGTH = 60


def figure_hits(article: Article) -> Iterator[Hit]:
    """Yield a hit for every figure of a placed article that disputes what another voice reported of the same series.

    Reads only the article's own placements: `series` has said how each figure relates to what was known. One hit a series.
    """
    told: set[str] = set()
    for placement in article.placements:
        if placement.kind != "series" or placement.details.get("relation") != CONFLICTING or placement.key in told:
            continue
        new, was = from_placed(Placed(article=article, placement=placement)), earlier(placement)
        if new is None or was is None or unsure(placement, new, was):
            continue
        told.add(placement.key)
        yield _hit(article, placement, new, was)


def unsure(placement: Placement, new: Reported, was: Reported) -> str:
    """Say why a dispute is not told; "" if it is: sure figures of what happened, in reports of one event, and a voice named on one side."""
    if placement.details.get("likely"):
        return ""  # weighed by `rival`, with all of what follows
    if not new.measure.startswith("count") and not (matter.owned(new, was) or matter.placed(new, was) or placement.details.get("lone")):
        return "no owner or place that both name ties the amounts"
    if not (new.families and was.families) and not _of_one_noun(new, was):
        return "it is not said what happened to what is counted"
    least = min(new.confidence, was.confidence)
    if least < (_LEAST_FEW if min(new.point, was.point) < _FEW and new.families == was.families else _LEAST):
        return f"not sure enough to be figures ({least:.2f} < {_LEAST:.2f})"
    if least <= _GUESSED and not (new.living and was.living):
        return "what happened to these things is only a guess"
    if not placement.details.get("firm"):
        return "the reports may tell of different events"
    if part_of_other(new, was) or of_other_days(new, was):
        return "a part of the other, or of another day"
    if new.role != "total":
        return f"no total: a {new.role}"
    if not (new.named or was.named):
        return "nobody is named as saying either"
    return "a mere magnitude disputes nothing" if "vague" in (new.bound, was.bound) else ""


def _of_one_noun(new: Reported, was: Reported) -> bool:
    """Say whether a report sets its number of the very thing against another's, though one does not say what happened to it."""
    return bool(new.families or was.families) and new.of == was.of and matter.specific(new.of) and opposes(new, was)


def _hit(article: Article, placement: Placement, new: Reported, was: Reported) -> Hit:
    sides = {"new": _side(new), "prior": _side(was)}
    return Hit(
        key=f"figure:{placement.key}",
        title=f"{placement.title}: {new.shown} ({_who(new)}), against {was.shown} ({_who(was)})",
        evidence=(_evidence(new, Role.NEW), _evidence(was, Role.PRIOR)),
        kind="contradiction",
        relation="figure",
        score=round(min(new.confidence, was.confidence), 2),
        details={
            "series": placement.key,
            "clash": [new.shown, was.shown],
            "why": _why(new, was),
            "reconcile": _reconcile(new, was),
            **sides,
        },
    )


def _evidence(figure: Reported, role: Role) -> Evidence:
    return Evidence(article=figure.article, revision=figure.revision, start=figure.start, end=figure.end, quote=figure.quote, role=role)


def _side(figure: Reported) -> dict[str, object]:
    return {
        "speaker": figure.voice,
        "outlet": figure.outlet,
        "at": figure.at and figure.at.isoformat(),
        "quote": figure.quote,
        "low": figure.low,
        "high": figure.high,
    }


def _who(figure: Reported) -> str:
    return (figure.voice if figure.named else figure.outlet)[:_TITLED_LENGTH]


def _why(new: Reported, was: Reported) -> str:
    """Say why this is no update of one count."""
    hours = abs((new.at - was.at).total_seconds()) / 3600 if new.at and was.at else 0
    apart = f"{hours:.0f} hours apart" if hours >= 1 else "at the same hour"
    return f"{_who(new)} and {_who(was)} give one number {apart}; the ranges do not meet, and neither speaks of a change"


def _reconcile(new: Reported, was: Reported) -> str:
    """Say what would make both true."""
    ways = ["one counts more kinds of cases than the other"]
    if not (new.places and was.places):
        ways.append("they count at different places")
    if not (new.period and was.period):
        ways.append("they count up to different hours")
    return "; ".join(ways)
