"""A number denied beside the one asserted, against an earlier report by another voice that gives it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor import Hit
from monitor_plugins.claims.lexicon import SPEECH, base
from monitor_plugins.claims.speakers import speaker_class
from monitor_plugins.claims.terms import Matcher
from monitor_plugins.contradictions.amounts import counts, says_number
from monitor_plugins.contradictions.corrected import Corrected
from monitor_plugins.contradictions.said import Said, names_of_reports
from monitor_plugins.contradictions.selfs import same_speaker
from monitor_plugins.contradictions.telling import day, hit, outlet, short, who

_ALIKE = 1  # content words that the two sentences must share where the denied number is said to be another's …
_ALIKE_ALONE = 2  # … and where it is not
_SURE = 0.75


def correctives(new: Sequence[Said], prior: Sequence[Said], near: Sequence[Said]) -> Iterator[Hit]:
    """Yield a hit for each number denied beside another that an earlier report gives, in another voice.

    A report of `near`, outside the story, must name somebody or some place of the same sentence.
    """
    correcting = [(mine, found) for mine in new if mine.speaker and (found := mine.corrected) is not None]
    named = names_of_reports(near) if correcting else {}
    for mine, found in correcting:
        about = [said for said in near if named[said.article.id] & set(mine.statement.entities)]
        theirs = next((one for one in (*prior, *about) if _gives(one, found, mine)), None)
        if theirs is not None:
            yield _hit(mine, theirs, found)


def _gives(theirs: Said, found: Corrected, mine: Said) -> bool:
    """Say whether an earlier statement gives the denied number, of the same, and may be by the one who is said to give it."""
    if theirs.denies or theirs.statement.stance not in ("asserts", "confirms") or same_speaker(mine.speaker, theirs.speaker):
        return False
    if not any(value == found.value for value, _, _ in counts(theirs.terms)):
        return False
    named = bool(found.whose) and _may_be(found.whose, theirs.speaker, mine)
    if found.whose and not named and speaker_class(found.whose) and speaker_class(theirs.speaker):
        return False
    matcher = Matcher([term for term in theirs.terms.content if not says_number(term)])
    voices = set(f"{found.whose} {mine.speaker} {theirs.speaker}".lower().split())
    told = [term for term in mine.terms.content if not says_number(term) and base(term.low) not in SPEECH and term.low not in voices]
    alike = {term.lemma for term in told if matcher.find(term) is not None}
    return len(alike) >= (_ALIKE if named else _ALIKE_ALONE)


def _may_be(whose: str, speaker: str, mine: Said) -> bool:
    """Say whether "the company" may be a speaker: of one kind, or one of no known kind whom the sentence names."""
    if same_speaker(whose, speaker):
        return True
    kinds = speaker_class(whose), speaker_class(speaker)
    return bool(kinds[0]) and (kinds[0] == kinds[1] or not (kinds[1] or {*speaker.lower().split()}.isdisjoint(mine.statement.entities)))


def _hit(mine: Said, theirs: Said, found: Corrected) -> Hit:
    said, given = found.asserted, found.denied
    speaker, other = who(mine.article, mine.statement), who(theirs.article, theirs.statement)
    return hit(
        "figure",
        f"figure:{said} not {given}",
        f"{said}, not {given}: {speaker}: “{short(mine.statement.quote)}”; "
        f"{outlet(theirs.article)} wrote on {day(theirs.article.at)} “{short(theirs.statement.quote)}”",
        (mine.article, mine.statement),
        (theirs.article, theirs.statement),
        _SURE,
        {
            "why": f"{speaker} gives {said} and denies {given}, which {other} gave",
            "not_update": "the earlier number is denied, not brought up to date",
            "reconcile": "one counts more kinds of cases than the other",
            "clash": [said, given],
        },
    )
