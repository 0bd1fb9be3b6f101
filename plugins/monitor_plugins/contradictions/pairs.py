"""Hits for pairs of statements: an article's against those that earlier reports of its story made."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from monitor import Article, History, Hit
from monitor_plugins.claims.lexicon import base
from monitor_plugins.claims.terms import Matcher, Term
from monitor_plugins.claims.unsaid import Unsaid
from monitor_plugins.contradictions.admitted import admissions
from monitor_plugins.contradictions.attribution import attribution
from monitor_plugins.contradictions.backtracked import backtracks
from monitor_plugins.contradictions.comparable import incomparable, paired
from monitor_plugins.contradictions.corrective import correctives
from monitor_plugins.contradictions.credited import takes_back
from monitor_plugins.contradictions.disputed import Denied, asserted, content_names, first_person, named_otherwise
from monitor_plugins.contradictions.finding import Finding
from monitor_plugins.contradictions.likely import LIKELY, replies
from monitor_plugins.contradictions.proposition import does, other_proposition, undergoes
from monitor_plugins.contradictions.propositional import strictly
from monitor_plugins.contradictions.retold import Around, Reports, another, only_planned, retold
from monitor_plugins.contradictions.said import Reach, Said, near_reports, said_before, said_by, said_in, said_of
from monitor_plugins.contradictions.selfs import reversal, same_speaker
from monitor_plugins.contradictions.telling import changed_account, day, hit, matter, outlet, short, who
from monitor_plugins.contradictions.turned import affirmed, opposed, overtaken, turned

# Shares of the denied content that a claim must assert: for a denying word, and for a plain "not", which says much else.
_DENIED = 0.6
_DENIED_UNNAMED = 0.7
_PLAIN = 0.8
# Two denials are of one claim when their content overlaps by this much.
_SAME_CLAIM = 0.6
_UNSAID = 0.8
_TURNED = "one speaker first denied and then affirmed the same, or the other way round"
_OWNED = "one side denied something, and now owns what is likely the same"
_LIKELY_SURE = 0.6  # what is just likely enough is just told
_WHOLLY = 0.75
_ALL_TOLD = 3  # words, besides names, that a claim must tell if no name of its own ties it to the denial
# Hostile or endless texts must stay cheap: so many pairs of statements that share words are looked at.
_MOST_PAIRS = 10_000
_MOST_LIKELY = 2_000  # of those weighed by signs, which costs more
# A sentence that a plain negation is looked for in has so many tokens.
_WORDS_FROM, _WORDS_TO = 6, 60


class Weighed(NamedTuple):
    """How surely a pair is a dispute, 0..1; 0 if a gate stopped it: the later the gate, the nearer the pair, and `why` in words.

    `share` of the denied words is claimed, where `needed` must be.
    """

    sure: float
    gate: int = 0
    why: str = ""
    share: float = 1.0
    needed: float = 0.0


def pair_hits(article: Article, history: History, reach: Reach, *, free: bool = False) -> Iterator[Hit]:
    """Yield the best hit of each dispute between an article and the earlier reports of its story.

    `free` looks for plain negations of an earlier sentence too, whoever says it: told apart from true disputes by a reader only.
    """
    new = said_by(article)
    if not new:
        return
    prior = said_before(article, history, reach)
    near = _near(article, history, new, prior, reach.days)
    yield from _attributions(new, [*prior, *near])
    yield from correctives(new, prior, near)
    around = Reports([*new, *prior])
    owned = (_self_hit(*found, _OWNED) for found in admissions(new, prior, around))
    selfs = list(_selfs(new, prior, around)) or list(backtracks(new, prior)) or list(owned)
    yield from selfs
    if not selfs:
        denials = list(_denials(new, [*prior, *_numbered(new, near)])) or list(affirmed(new, prior, around))
        yield from denials or _likely(new, prior, around)
    if free:
        yield from _negations(new, prior)


def _near(article: Article, history: History, new: Sequence[Said], prior: Sequence[Said], days: float) -> list[Said]:
    """Give statements of near reports outside the story: where the new one withholds a link or denies a number, or an earlier one did."""
    since = article.at - timedelta(days=days)
    known = {said.article.id for said in prior} | {article.id}
    mine_disputes = any(said.statement.stance == "withholds" or said.denies_a_number or said.corrected for said in new)
    if not (mine_disputes or _any_withheld(history, new, known, since)):
        return []
    others = (told for one in near_reports(article, history, since) if one.article.id not in known for told in said_in(one, history))
    return [said_of(past.article, past.note) for past in others if mine_disputes or past.note.stance == "withholds"]


def _numbered(new: Sequence[Said], near: Sequence[Said]) -> list[Said]:
    """Give the earlier statements that give a telling number which a report denies, of somebody whom the report names too."""
    numbers = {number for said in new if said.denies_a_number for content in said.denied for number in content.numbers}
    giving = [
        said for said in near if any(number in said.statement.quote for number in numbers) and not said.terms.numbers.isdisjoint(numbers)
    ]
    named = {name for said in new for name in _names(said)} if giving else set()
    return [said for said in giving if not named.isdisjoint(_names(said))]


def _names(said: Said) -> set[str]:
    return content_names(said.terms) | {word.lower() for word in said.speaker.split() if word[:1].isupper()}


def _any_withheld(history: History, new: Sequence[Said], known: Collection[int], since: datetime) -> bool:
    """Say whether any report outside the story takes back what a new one says: few withhold anything, and to ask for them is cheap."""
    found = (past for past in history.statements(stance="withholds", since=since) if past.article.id not in known)
    others = [said_of(past.article, past.note) for past in found]
    return any(attribution(mine.terms, theirs.terms) is not None for theirs in others for mine in new if mine.credits)


def _attributions(new: Sequence[Said], prior: Sequence[Said]) -> Iterator[Hit]:
    """Yield the first attribution that another report takes back."""
    pairs = ((mine, theirs) for mine in new for theirs in prior if "withholds" in (mine.statement.stance, theirs.statement.stance))
    for mine, theirs in islice(pairs, _MOST_PAIRS):
        found = attribution(mine.terms, theirs.terms) if mine.credits or theirs.credits else None
        if found is not None:
            yield _attribution_hit(mine, theirs, found)
            return
    yield from _unsaid(new, prior)


def _unsaid(new: Sequence[Said], prior: Sequence[Said]) -> Iterator[Hit]:
    """Yield a hit for words that one report credits a source with, and of which the other says that they were never said."""
    around, before = [*new, *prior], [(said, taken) for said in prior if (taken := said.unsaid) is not None]
    now = [(mine, mine, taken, theirs) for mine in new if (taken := mine.unsaid) is not None for theirs in prior]
    then = [(mine, theirs, taken, mine) for theirs, taken in before for mine in new]
    weighed = ((takes_back(one[1], one[2], one[3], around), one) for one in islice((*now, *then), _MOST_PAIRS))
    share, best = max(weighed, key=itemgetter(0), default=(0.0, None))
    if best is not None and share:
        mine, denying, taken, crediting = best
        yield _unsaid_hit(mine, crediting if mine is denying else denying, denying, taken)


def _unsaid_hit(mine: Said, theirs: Said, denying: Said, taken: Unsaid) -> Hit:
    return hit(
        "attribution",
        f"attribution:{matter(denying.terms)}",
        f"{outlet(mine.article)} writes “{short(mine.statement.quote)}”; "
        f"{outlet(theirs.article)} wrote on {day(theirs.article.at)} “{short(theirs.statement.quote)}”",
        (mine.article, mine.statement),
        (theirs.article, theirs.statement),
        _UNSAID,
        {
            "why": f"one text says that the source never {taken.cue} this; the other credits it with saying so",
            "not_update": "both speak of the same statement of one source",
            "reconcile": "another source, or another statement of the same one, may have said so",
            "clash": [term.word for term in taken.what],
        },
    )


def _attribution_hit(mine: Said, theirs: Said, found: Finding) -> Hit:
    link = mine if mine.statement.stance == "withholds" else theirs
    return hit(
        "attribution",
        f"attribution:{matter(link.terms)}",
        f"{outlet(mine.article)} writes “{short(mine.statement.quote)}”; "
        f"{outlet(theirs.article)} wrote on {day(theirs.article.at)} “{short(theirs.statement.quote)}”",
        (mine.article, mine.statement),
        (theirs.article, theirs.statement),
        found.score,
        {"why": found.why, "not_update": "both speak of the same statement of one source", "reconcile": found.reconcile},
    )


def _selfs(new: Sequence[Said], prior: Sequence[Said], around: Reports) -> Iterator[Hit]:
    """Yield the surest reversal of each speaker."""
    found: dict[str, tuple[float, Said, Said]] = {}
    voices: dict[str, list[Said]] = {}
    for theirs in prior:
        voices.setdefault(theirs.speaker, []).append(theirs)
    own = {mine.speaker: [name for name in voices if same_speaker(mine.speaker, name)] for mine in new if mine.speaker}
    pairs = ((mine, theirs) for mine in new for name in own.get(mine.speaker, ()) for theirs in voices[name])
    for mine, theirs in islice(pairs, _MOST_PAIRS):
        if incomparable(mine, theirs):
            continue
        sure = taken_back(mine, theirs, around)
        sure -= 0.02 * (2 - mine.in_text - theirs.in_text) if sure else 0.0
        if sure > found.get(mine.speaker, (0.0,))[0]:
            found[mine.speaker] = (sure, mine, theirs)
    yield from (_self_hit(*one) for one in found.values())


def _self_hit(sure: float, mine: Said, theirs: Said, why: str = _TURNED) -> Hit:
    sides = (mine.article, mine.statement), (theirs.article, theirs.statement)
    return changed_account(who(*sides[0]), *sides, sure, why, "both statements are of fact about the same event, not a running count")


def taken_back(mine: Said, theirs: Said, around: Reports) -> float:
    """Give how surely one speaker takes back what they said before, 0..1: in the same words, in others, or by the opposite."""
    sure = reversal(mine.terms, theirs.terms, mine.denied, theirs.denied) if mine.denies or theirs.denies else 0.0
    if sure:
        return sure
    if mine.in_text and mine.denies != theirs.denies:
        denial, claim = (mine, theirs) if mine.denies else (theirs, mine)
        found = turned(denial, claim, around[claim.article.id])
        if found is not None and not overtaken(denial, claim):
            return found[0]
    return opposed(mine, theirs)


def _denials(new: Sequence[Said], prior: Sequence[Said]) -> Iterator[Hit]:
    """Yield one hit for each claim that is denied, the surest pair of each; none for a claim whose denial was told before."""
    found = sorted(_denial_pairs(new, prior), key=lambda pair: -pair[0])
    told: list[set[str]] = []
    for sure, mine, theirs, content in found:
        words_ = {term.lemma for term in content.terms} | {term.lemma for term in theirs.terms.content}
        if any(len(words_ & before) > 0.3 * min(len(words_), len(before)) for before in told):
            continue
        told.append(words_)
        yield _denial_hit(sure, mine, theirs, content)


def _denial_pairs(new: Sequence[Said], prior: Sequence[Said]) -> Iterator[tuple[float, Said, Said, Denied]]:
    fresh = newly_denied(new, prior)
    denying = [said for said in new if fresh.get(said.statement.quote)]
    around = Reports(prior)
    for mine, theirs in islice(paired(denying, prior), _MOST_PAIRS):
        for content in fresh[mine.statement.quote]:
            sure = weigh(mine, content, theirs, around[theirs.article.id]).sure
            if sure:
                yield sure, mine, theirs, content


def _likely(new: Sequence[Said], prior: Sequence[Said], around: Reports) -> Iterator[Hit]:
    """Yield a hit for the likeliest denial of a claim in other words; none of what is seen to be another proposition."""
    fresh = newly_denied(new, prior)
    pairs = ((mine, content, theirs) for mine in new for content in fresh.get(mine.statement.quote, ()) for theirs in prior)
    for reply in replies(islice(pairs, _MOST_LIKELY), prior, around):
        if weigh(reply.mine, reply.content, reply.theirs, around[reply.theirs.article.id]).gate < _OTHER:
            sure = _LIKELY_SURE + 0.3 * (reply.sure - LIKELY)
            yield _denial_hit(sure, reply.mine, reply.theirs, reply.content, "what is most likely what")
            return


def newly_denied(new: Sequence[Said], prior: Sequence[Said]) -> dict[str, list[Denied]]:
    """Give, by quote, what is denied that no earlier report denied."""
    contents = {said.statement.quote: said.denied for said in new if said.denies and said.denied}
    known = [_lemmas(content) for said in prior if said.denies for content in said.denied] if contents else []
    return {
        quote: [one for one in denied_ if not any(_same_claim(_lemmas(one), before) for before in known)]
        for quote, denied_ in contents.items()
    }


_EARLY = 3  # the last gate of those that no other words open
_OTHER = 6  # the gate of other propositions
_NO_CLAIM = Weighed(0.0, 1, "the earlier sentence claims nothing plainly")
_NO_VOICE = Weighed(0.0, 3, "nobody is named as denying it: a report that tells what did not happen denies nobody's claim")
_ONE_SPEAKER = Weighed(0.0, 2, "one speaker says both, and corrects or updates themselves")
_TOO_LITTLE = "too few of the denied words are claimed"
_PLANNED = Weighed(0.0, _OTHER, "the earlier sentence only tells a plan")
_NO_DEED = Weighed(0.0, 4, "the earlier sentence does not say that the speaker did it")
_NO_NAME = Weighed(0.0, 5, "no name ties the denial to the claim")


def weigh(mine: Said, content: Denied, theirs: Said, around: Around) -> Weighed:
    """Give how surely a denial is of that very claim, or the gate that it fails; `around` is what the claim's report says."""
    strictly_ = _weigh(mine, content, theirs, around.names)
    if strictly_.sure and only_planned(mine.terms, content, theirs.terms):
        return _PLANNED
    if strictly_.sure or strictly_.gate <= _EARLY or content.wholly:
        return strictly_
    found = retold(mine, content, theirs, around)
    if not found.share:
        return strictly_
    other = another(mine, content, theirs, around, found)
    return Weighed(0.0, _OTHER, other) if other else Weighed(min(0.9, 0.34 + 0.4 * found.share + 0.1 * (not content.plain)))


def _weigh(mine: Said, content: Denied, theirs: Said, named: Collection[str]) -> Weighed:
    if not theirs.plain_assertion:
        return _NO_CLAIM
    own_deed = content.wholly and content.head is not None and base(theirs.statement.cue) == content.head.lemma  # "X conceded defeat"
    if same_speaker(mine.speaker, theirs.speaker) and not own_deed:
        return _ONE_SPEAKER
    if content.plain and not mine.speaker:
        return _NO_VOICE
    if content.wholly and content.head is not None:
        happened = undergoes if content.cue == "nobody" else does
        return Weighed(_WHOLLY) if happened(mine.speaker, content.head, theirs.terms) else _NO_DEED
    share, numbered = asserted(content, theirs.terms), not content.numbers.isdisjoint(theirs.terms.numbers)
    needed, implied = _needed(content), _implied(mine, content, theirs, named)
    share *= len(content.terms) / max(1, len(content.terms) - len(implied))
    if share < needed and not (numbered and not content.plain):
        return Weighed(0.0, 4, _TOO_LITTLE, share, needed)
    if mine.article.story != theirs.article.story and _of_others(mine, content, theirs, named, numbered=numbered):
        return _NO_NAME
    if not numbered:
        if not _anchored(mine, content, theirs) and not (implied and share >= 1 and len(content.terms) - len(implied) >= _ALL_TOLD):
            return _NO_NAME
        other = other_proposition(mine.terms, content, mine.speaker, theirs.terms, implied)
        if other:
            return Weighed(0.0, _OTHER, other)
    in_text = mine.in_text + theirs.in_text
    return Weighed(min(0.99, 0.3 + 0.35 * share + 0.15 * numbered + 0.1 * (not content.plain) + 0.02 * in_text))


def _of_others(mine: Said, content: Denied, theirs: Said, named: Collection[str], *, numbered: bool) -> bool:
    """Say whether a report of another story names others: the claim other names, or its report not who denies its number."""
    if not numbered:
        return named_otherwise(content.terms, theirs.terms, ())
    voice = {word.lower() for word in mine.speaker.split() if word[:1].isupper()}
    return bool(voice) and voice.isdisjoint(named)


def _implied(mine: Said, content: Denied, theirs: Said, named: Collection[str]) -> list[Term]:
    """Give the denied names that the claim lacks and its report has: what a report has named it need not name in every sentence.

    Only of a plain negation, not of a report that is older than the claim, and not where the claim names somebody or some place else.
    """
    if not (content.plain and named and content.head) or mine.article.at < theirs.article.at:
        return []
    matcher = Matcher(theirs.terms.content)
    said = matcher.find(content.head)
    own = {term.low for term in content.terms}
    if said is None or any(term.name and term.low not in own for term in theirs.terms.content if term.clause == said.clause):
        return []
    return [term for term in content.terms if term.name and term.low in named and matcher.find(term) is None]


def _needed(content: Denied) -> float:
    """Give the share that must be claimed: less where the denial names somebody or some place, which the claim must name too."""
    if content.plain:
        return _PLAIN
    return _DENIED if any(term.name for term in content.terms) else _DENIED_UNNAMED


def _anchored(mine: Said, content: Denied, theirs: Said) -> bool:
    """Say whether a name ties a denial to a claim: one denied and claimed, or the speaker who denies it of themselves."""
    names = content_names(theirs.terms) | {word.lower() for word in theirs.speaker.split() if word[:1].isupper()}
    if {term.low for term in content.terms if term.name} & names:
        return True
    opens_self = content.head is not None and min(content.terms, key=lambda term: term.start) is content.head
    about_self = (first_person(mine.terms) and opens_self) or not content.plain
    return about_self and bool({word.lower() for word in mine.speaker.split() if word[:1].isupper()} & names)


def _negations(new: Sequence[Said], prior: Sequence[Said]) -> Iterator[Hit]:
    """Yield one hit for the surest plain negation of an earlier sentence."""
    best: tuple[float, Said, Said, Finding] | None = None
    for mine, theirs in islice(paired(new, prior), _MOST_PAIRS):
        found = strictly(mine.terms, theirs.terms) if _about_one(mine, theirs) else None
        if found is not None and (best is None or found.score > best[0]):
            best = (found.score, mine, theirs, found)
    if best is not None:
        yield _negation_hit(*best[1:])


def _about_one(mine: Said, theirs: Said) -> bool:
    """Say whether two plain sentences of different speakers share a name, each long enough to mean something and no list."""
    if same_speaker(mine.speaker, theirs.speaker) or not all(_WORDS_FROM <= len(said.terms.tokens) <= _WORDS_TO for said in (mine, theirs)):
        return False
    told = ("asserts", "confirms", "denies")
    plain = mine.statement.stance in told and theirs.statement.stance in told
    return plain and bool(content_names(mine.terms) & content_names(theirs.terms))


def _negation_hit(mine: Said, theirs: Said, found: Finding) -> Hit:
    return hit(
        "propositional",
        f"propositional:{matter(theirs.terms)}",
        f"Said and negated: {outlet(mine.article)} writes “{short(mine.statement.quote)}”; "
        f"{outlet(theirs.article)} wrote on {day(theirs.article.at)} “{short(theirs.statement.quote)}”",
        (mine.article, mine.statement),
        (theirs.article, theirs.statement),
        found.score,
        {"why": found.why, "not_update": "one sentence negates the other", "reconcile": found.reconcile, "clash": list(found.clash)},
    )


def _lemmas(content: Denied) -> frozenset[str]:
    return frozenset(term.lemma for term in content.terms)


def _same_claim(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _SAME_CLAIM * min(len(one), len(other))


def _denial_hit(sure: float, mine: Said, theirs: Said, content: Denied, meaning: str = "what") -> Hit:
    speaker = who(mine.article, mine.statement)
    return hit(
        "denial",
        f"denial:{' '.join(sorted(term.lemma for term in content.terms)[:6])}",
        f"Denied: {speaker}: “{short(mine.statement.quote)}”; {outlet(theirs.article)} reported on {day(theirs.article.at)}: "
        f"“{short(theirs.statement.quote)}”",
        (mine.article, mine.statement),
        (theirs.article, theirs.statement),
        sure,
        {
            "why": f"{speaker} denies ({content.cue}) {meaning} {outlet(theirs.article)} reported",
            "not_update": "the same claim is denied, not counted anew",
            "reconcile": "the denial may concern only a part of the claim, or an earlier state of things",
            "clash": [term.word for term in content.terms],
        },
    )
