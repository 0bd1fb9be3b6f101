"""Why a rule matched an article, or what was missing, in words for people."""

from __future__ import annotations

from monitor_plugins.topics.desk import ArticleDesk, Finding
from monitor_plugins.topics.plan import WHOLE, Close, Every, InRegion, Literally, Missing, Plan, Some
from monitor_plugins.topics.show import show

_MOST_SHOWN = 8


def why(desk: ArticleDesk, plan: Plan) -> str:
    """Say what made the plan match, or every part that did not and why; one line."""
    finding = desk.find(plan)
    if finding is None:
        return "does not match: " + "; ".join(dict.fromkeys(_lacking(desk, plan, "")))
    return "matches: " + "; ".join([_found(desk, finding), *_left_out(desk, plan)])


def _found(desk: ArticleDesk, finding: Finding) -> str:
    words = [f'"{desk.article.text[start:end]}" at {start}–{end}' for start, end in finding.spans[:_MOST_SHOWN]]
    more = len(finding.spans) - _MOST_SHOWN
    shown = ", ".join(words) + (f" and {more} more" if more > 0 else "") if words else "by metadata alone"
    return shown + (f"; absent: {', '.join(finding.absent)}" if finding.absent else "")


def _left_out(desk: ArticleDesk, plan: Plan) -> list[str]:
    """Name what a NOT saw only in links to other pages."""
    if isinstance(plan, Missing):
        seen = plan.parts[0].find(desk, desk.text, WHOLE)
        return [f"{show(plan.parts[0].node)} stands only in a link to another page"] if seen is not None else []
    return [said for part in plan.parts for said in _left_out(desk, part)]


def _lacking(desk: ArticleDesk, plan: Plan, region: str) -> list[str]:
    """Say what of a plan that did not match was missing or in the way; `region` names the field that it stands in."""
    place = f" in the {region}" if region else ""
    match plan:
        case Every(parts=parts):
            return [said for part in parts if not _matches(desk, part, region) for said in _lacking(desk, part, region)]
        case Some(parts=parts, count=count) if count > 1:
            there = sum(_matches(desk, part, region) for part in parts)
            return [f"only {there} of the {count} needed of {', '.join(show(part.node) for part in parts)}{place}"]
        case Some(parts=parts) if not all(isinstance(part, Literally) for part in parts):
            return [said for part in parts for said in _lacking(desk, part, region)]
        case Missing(parts=(part,)):
            return [_in_the_way(desk, part, region)]
        case Close(parts=(left, right), words=words):
            return _not_close(desk, left, right, words, region)
        case InRegion(parts=(part,), region=inner):
            return _lacking(desk, part, inner)
        case _:
            return [f"no {show(plan.node)}{place}"]


def _matches(desk: ArticleDesk, plan: Plan, region: str) -> bool:
    whole = InRegion(plan, region) if region else plan
    return whole.find(desk, desk.text, WHOLE) is not None


def _in_the_way(desk: ArticleDesk, part: Plan, region: str) -> str:
    whole = InRegion(part, region) if region else part
    spans = [span for found in whole.find(desk, desk.text, WHOLE) or [] for span in found]
    if not spans:
        return f"{show(part.node)} is there and must not be"
    start, end = min(spans)
    return f'{show(part.node)} must not be there, but "{desk.article.text[start:end]}" is, at {start}–{end}'


def _not_close(desk: ArticleDesk, left: Plan, right: Plan, words: int, region: str) -> list[str]:
    lacking = [said for side in (left, right) if not _matches(desk, side, region) for said in _lacking(desk, side, region)]
    return lacking or [
        f"{show(left.node)} and {show(right.node)} are there, but with more than {words} {'word' if words == 1 else 'words'} between them"
    ]
