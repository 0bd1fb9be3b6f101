"""Admissions: whoever denied something, or somebody of their side, now owns something of the kind, in words of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from monitor_plugins.claims.lexicon import SPEECH, base
from monitor_plugins.claims.speakers import speaker_class
from monitor_plugins.claims.terms import Term
from monitor_plugins.contradictions.disputed import content_names
from monitor_plugins.contradictions.likely import LEAST_SAID, telling, told_by
from monitor_plugins.contradictions.retold import Reports
from monitor_plugins.contradictions.said import Said
from monitor_plugins.contradictions.selfs import same_speaker
from monitor_plugins.contradictions.turned import overtaken
from monitor_plugins.text.words import words

_OWNS = words("admit acknowledge concede confess")
_TITLES = words("minister president chief secretary general mr mrs ms dr the")
_PASSIVE = words("was were been be is are")
_SURE, _SURER = 0.64, 0.72
_MOST_PAIRS = 2_000
_NAMED_TOO = 0.2  # weight of the denied words that are enough beside a name


def admissions(new: Sequence[Said], prior: Sequence[Said], around: Reports) -> Iterator[tuple[float, Said, Said]]:
    """Yield (how sure, the admission, the earlier denial) for the best pair, if there is one."""
    denying = [said for said in prior if said.denies and any(content.plain for content in said.denied)]
    owning = [(said, owned) for said in new if not said.denies and (owned := _owned(said))] if denying else []
    pairs = islice(((mine, owned, theirs) for mine, owned in owning for theirs in denying), _MOST_PAIRS)
    found = [
        (weighed, mine, theirs)
        for mine, owned, theirs in pairs
        if _one_side(mine, theirs, around) and not overtaken(theirs, mine) and (weighed := _weigh(mine, owned, theirs))
    ]
    best = max(found, key=lambda one: (one[0], one[1].in_text, one[2].in_text), default=None)
    if best is not None:
        yield (_SURER if best[0] > 1 else _SURE, best[1], best[2])


def _owned(said: Said) -> list[Term]:
    """Give the content words of what a sentence says that somebody admits; none of "was admitted to hospital"."""
    lows = said.terms.lows
    at = next((at for at, low in enumerate(lows) if base(low) in _OWNS and not _PASSIVE & set(lows[max(0, at - 2) : at])), -1)
    if at < 0:
        return said.terms.content if "after all" in " ".join(lows) else []
    behind = [term for term in said.terms.content if term.start >= said.terms.tokens[at][2] and term.lemma not in SPEECH]
    return behind or list(said.terms.content)


def _one_side(mine: Said, theirs: Said, around: Reports) -> bool:
    """Say whether one speaker, or one body, says both: by name, or as the nameless voice of a body that its report names."""
    if same_speaker(mine.speaker, theirs.speaker):
        return True
    person = {word.lower() for word in theirs.speaker.split() if word[:1].isupper() and word.lower() not in _TITLES}
    if person:
        return not speaker_class(theirs.speaker.split()[-1]) and bool(person & content_names(mine.terms)) and not mine.speaker
    kinds = speaker_class(mine.speaker), speaker_class(theirs.speaker)
    named = {word.lower() for word in mine.speaker.split() if word[:1].isupper()}
    return kinds[1] != "" and kinds[0] in ("", kinds[1]) and bool(named & around[theirs.article.id].names)


def _weigh(mine: Said, owned: Sequence[Term], theirs: Said) -> float:
    """Give the weight of the denied words that an admission has, 1 for each name that it shares; 0 if too little."""
    names = {term.low for term in owned if term.name} - {word.lower() for one in (mine, theirs) for word in one.speaker.split()}
    best = 0.0
    for content in theirs.denied:
        if content.plain and not content.numbers:
            shared = {term.low for term in content.terms if term.name} & names
            said = told_by(telling(content), owned)
            best = max(best, said + len(shared) if said >= (_NAMED_TOO if shared else LEAST_SAID) else 0.0)
    return best
