"""Which earlier report came nearest to a contradiction, and which gate stopped the pair: asked of the functions that decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from monitor import Article, History, Placed, Placement
from monitor_plugins.contradictions.around import Reports
from monitor_plugins.contradictions.comparable import incomparable, paired
from monitor_plugins.contradictions.disputed import Denied
from monitor_plugins.contradictions.gates import Weighed, weigh
from monitor_plugins.contradictions.likely import all_weighed
from monitor_plugins.contradictions.pairs import LIKELY, newly_denied, pair_hits
from monitor_plugins.contradictions.said import Reach, Said, said_before, said_by
from monitor_plugins.contradictions.selfs import reversal, same_speaker
from monitor_plugins.contradictions.telling import outlet, short
from monitor_plugins.ledgers.conflict import unsure
from monitor_plugins.ledgers.placing import refused
from monitor_plugins.ledgers.relate import CONFLICTING, DOWN, FIRST, UP, undisputed
from monitor_plugins.ledgers.reported import Reported, from_placed
from monitor_plugins.ledgers.was import earlier

_MOST_PAIRS = 10_000
_FIGURES = 3  # figures that are explained, those disputed or compared first
_REPORTS = 5  # earlier reports that are named


class Pair(NamedTuple):
    """A sentence with an earlier one, and how they weigh against each other."""

    weighed: Weighed
    mine: Said
    theirs: Said


def compared(article: Article, history: History, reach: Reach) -> str:
    """Say which earlier reports of the story said anything that the article was compared with."""
    reports = {said.article.id: said.article for said in said_before(article, history, reach)}
    named = [_report(one.id, outlet(one), one.at) for one in islice(reversed(reports.values()), _REPORTS)]
    more = f" and {len(reports) - _REPORTS} more" if len(reports) > _REPORTS else ""
    told = "1 earlier report" if len(reports) == 1 else f"{len(reports)} earlier reports"
    where = "of its story, or near it" if reach.one_topic else "of its story"
    return f"it was compared with the statements of {told} {where}" + (f": {', '.join(named)}{more}" if named else "")


def denial(article: Article, history: History, reach: Reach) -> str:
    """Say which earlier sentence came nearest to being denied, and what it failed; "" if the article disputes nothing."""
    new, prior = said_by(article), said_before(article, history, reach)
    fresh = newly_denied(new, prior)
    if not fresh:
        return _told("denial", article, history, reach)  # it may say itself what an earlier report negated
    if not any(fresh.values()):
        return "what it denies was denied by an earlier report"
    around = Reports(prior)
    weighed = (Pair(_weighed(mine, content, theirs, around), mine, theirs) for mine, content, theirs in _denying(new, prior, fresh))
    nearest = max(weighed, key=lambda pair: (pair.weighed.sure, pair.weighed.gate, pair.weighed.share), default=None)
    if nearest is None:
        return "no earlier report of the story says anything"
    told = "" if nearest.weighed.sure else _told("denial", article, history, reach)  # by its signs, see `likely`
    said = f"nearest: {_quoted(nearest.mine)} beside {_quoted(nearest.theirs)}: {_denied_why(nearest.weighed)}"
    return told or said + ("" if nearest.weighed.sure or not reach.one_topic else _by_signs(new, prior))


def _by_signs(new: Sequence[Said], prior: Sequence[Said]) -> str:
    """Say which pair is most likely a dispute by its signs, and how likely it must be; "" if none shares enough."""
    best = max(all_weighed(new, prior, Reports([*new, *prior])), key=lambda one: one.sure, default=None)
    if best is None:
        return ""
    return f"; likeliest by its signs: {_quoted(best.new)} beside {_quoted(best.old)}: {best.sure:.0%}, where {LIKELY:.0%} are needed"


def _denying(new: Sequence[Said], prior: Sequence[Said], fresh: dict[str, list[Denied]]) -> Iterator[tuple[Said, Denied, Said]]:
    pairs = ((mine, theirs) for mine in new if fresh.get(mine.statement.quote) for theirs in prior)
    yield from ((mine, content, theirs) for mine, theirs in islice(pairs, _MOST_PAIRS) for content in fresh[mine.statement.quote])


def _weighed(mine: Said, content: Denied, theirs: Said, around: Reports) -> Weighed:
    why = incomparable(mine, theirs)
    if why:
        return Weighed(0.0, 0, why, len(mine.words & theirs.words) / max(len(mine.words), 1))
    return weigh(mine, content, theirs, around[theirs.article.id])


def _denied_why(weighed: Weighed) -> str:
    if weighed.sure:
        return f"a denial, {weighed.sure:.2f} sure"
    share = f" ({weighed.share:.0%}, where {weighed.needed:.0%} are needed)" if weighed.needed else ""
    return f"no contradiction: {weighed.why}{share}"


def attribution(article: Article, history: History, reach: Reach) -> str:
    """Say which earlier report credits a source with the words that this one takes back, or that none does; "" if it takes none back."""
    taken = ((said, f"credit {said.unsaid.source!r} with these words") for said in said_by(article) if said.unsaid)
    return _answered("attribution", taken, article, history, reach)


def corrected(article: Article, history: History, reach: Reach) -> str:
    """Say which earlier report gives the number that this one denies beside another, or that none does; "" if it denies none so."""
    denying = ((said, f"give {said.corrected.denied} of the same, in another voice") for said in said_by(article) if said.corrected)
    return _answered("figure", denying, article, history, reach)


def _answered(relation: str, sought: Iterator[tuple[Said, str]], article: Article, history: History, reach: Reach) -> str:
    """Say what disputes the article, or of its first statement what no earlier report is seen to do."""
    told = _told(relation, article, history, reach)
    return told or next((f"{_quoted(said)}: no contradiction: no earlier report is seen to {what}" for said, what in sought), "")


def _told(relation: str, article: Article, history: History, reach: Reach) -> str:
    found = next((one for one in pair_hits(article, history, reach) if one.relation == relation), None)
    return f"a contradiction, {found.score:.2f} sure: {found.title}" if found is not None else ""


def self_(article: Article, history: History, reach: Reach) -> str:
    """Say of which earlier sentence its own speaker came nearest to taking it back; "" if no pair could."""
    told = _told("self", article, history, reach)
    if told:
        return told
    pairs = islice(paired(said_by(article), said_before(article, history, reach)), _MOST_PAIRS)
    own = [(mine, theirs) for mine, theirs in pairs if same_speaker(mine.speaker, theirs.speaker)]
    if not own:
        return "no earlier statement of its speakers can be weighed against theirs now"
    weighed = [(reversal(mine.terms, theirs.terms, mine.denied, theirs.denied), mine, theirs) for mine, theirs in own]
    _, mine, theirs = max(weighed, key=lambda one: (one[0], len(one[1].words & one[2].words)))
    return f"nearest: {_quoted(mine)} beside {_quoted(theirs)}: no contradiction: too little of what was said is taken back"


def figure(article: Article, history: History) -> str:
    """Say for the chief figures beside which earlier one each was held, and why that is no dispute; "" if none was."""
    alone = refused(article, history)
    found = [one for place in article.placements if place.kind == "series" for one in _held(article, place, alone)]
    nearest = sorted(found, key=lambda one: one.rank)[:_FIGURES]
    return "; ".join(
        f"{_value(one.new, article)} beside {_value(one.was, _whole(one.was, article, history))}: {one.why}" for one in nearest
    )


class _Held(NamedTuple):
    """A figure beside the earlier one that it was held, and why it disputes that or not; those disputed rank first."""

    rank: int
    new: Reported
    was: Reported
    why: str


def _held(article: Article, place: Placement, alone: dict[int, tuple[Reported, str]]) -> Iterator[_Held]:
    new, was = from_placed(Placed(article=article, placement=place)), earlier(place)
    relation = str(place.details.get("relation", ""))
    if new is None:
        return
    if was is not None:
        yield _Held(0 if relation == CONFLICTING else 1, new, was, _figure_why(place, relation, new, was))
    elif relation == FIRST and new.number in alone:
        was, why = alone[new.number]
        yield _Held(2, new, was, f"not compared: {why}")


def _whole(was: Reported, article: Article, history: History) -> Article | None:
    return article if was.article == article.id else history.article(was.article, was.revision)


def _figure_why(place: Placement, relation: str, new: Reported, was: Reported) -> str:
    if relation == CONFLICTING:
        why = unsure(place, new, was)
        return f"disputed, not told: {why}" if why else "disputed"
    why = undisputed(new, was) if relation in (UP, DOWN) else ""
    return f"no dispute: {place.details.get('why') or relation}" + (f"; {why}" if why else "")


def _value(one: Reported, by: Article | None) -> str:
    return f"{one.shown} (“{short(one.quote)}”, {_report(one.article, outlet(by) if by else one.outlet, one.at)})"


def _quoted(said: Said) -> str:
    return f"“{short(said.statement.quote)}” ({_report(said.article.id, outlet(said.article), said.article.at)})"


def _report(number: int, by: str, at: datetime | None) -> str:
    """Give who published an earlier report and when: `Coast Radio, 2 March 14:00, article 7`."""
    when = f", {at.day} {at:%B %H:%M}" if at else ""
    return f"{by}{when}, article {number}"
