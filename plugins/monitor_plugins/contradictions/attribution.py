"""Attribution: one sentence says that a source did not link X to Y; the other, told from the same source, has both as one fact."""

from __future__ import annotations

from monitor_plugins.claims.lexicon import base
from monitor_plugins.claims.speakers import find_speaker, speaker_class
from monitor_plugins.claims.terms import Matcher, Term, Terms, negated_heads
from monitor_plugins.claims.withheld import Withheld, withheld
from monitor_plugins.contradictions.finding import Finding, spans

_SHARE = 0.5
# Classes that speak for one state: its reports are its media's.
_ONE_VOICE = ({"official", "state media"}, {"media", "state media"})


def attribution(left: Terms, right: Terms) -> Finding | None:
    """Find that one sentence takes back an attribution that the other makes; None without both ends and a shared source."""
    held = withheld(left), withheld(right)
    if (held[0] is None) == (held[1] is None):
        return None
    link, other = (held[0], right) if held[0] is not None else (held[1], left)
    assert link is not None  # noqa: S101 - one of the two is
    if negated_heads(other) or other.question or not _same_source(link, other) or not _asserts(link, other):
        return None
    where = spans(left, right)
    told = link.whom[:4]
    whom = (left if held[0] is not None else right).text[told[0].start : told[-1].end] if told else "that"
    return Finding(
        kind="attribution",
        score=0.8,
        why=f"one text says that the source did not {base(link.cue)} this to {whom}; the other credits it with saying so",
        left=where[0],
        right=where[1],
        clash=(link.cue, whom),
        reconcile="another source, or another statement of the same one, may have made the link",
    )


def _same_source(link: Withheld, other: Terms) -> bool:
    speaker = find_speaker(other)
    if not speaker.name:
        return False
    words_ = {base(term.low) for term in link.source} | {term.low for term in link.source}
    named = {base(word) for word in speaker.name.lower().split()}
    mine, theirs = speaker_class(" ".join(term.word for term in link.source)), speaker.kind
    same = bool(mine) and (mine == theirs or {mine, theirs} in _ONE_VOICE)
    return same and (bool(words_ & named) or mine == theirs or "state" in named | words_ or "official" in named | words_)


def _asserts(link: Withheld, other: Terms) -> bool:
    """Say whether a sentence holds half of each end; alternatives (`to X or to Y`) count singly, and a named end by its name."""
    matcher = Matcher(other.content)
    whom = [term for term in link.whom if matcher.find(term) is not None]
    names = [term for term in link.whom if term.name]
    if not whom or (names and not any(term in whom for term in names)):
        return False
    if not names and len(whom) < _SHARE * len(link.whom):
        return False
    return _share(link.what, matcher) >= _SHARE or _share((*link.what, *link.about), matcher) >= _SHARE


def _share(part: tuple[Term, ...], matcher: Matcher) -> float:
    return sum(matcher.find(term) is not None for term in part) / len(part) if part else 0.0
