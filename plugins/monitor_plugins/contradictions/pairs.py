"""Hits for pairs of statements: an article's against those that earlier reports of its story made."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from operator import itemgetter

from monitor import Article, History, Hit
from monitor_plugins.contradictions import telling
from monitor_plugins.contradictions.around import Reports
from monitor_plugins.contradictions.attribution import attribution
from monitor_plugins.contradictions.backtracked import backtracks
from monitor_plugins.contradictions.comparable import incomparable, paired
from monitor_plugins.contradictions.corrective import correctives
from monitor_plugins.contradictions.credited import takes_back
from monitor_plugins.contradictions.disputed import Denied, content_names
from monitor_plugins.contradictions.finding import Finding
from monitor_plugins.contradictions.gates import weigh
from monitor_plugins.contradictions.likely import OWNED, UNSAID, Dispute, disputes
from monitor_plugins.contradictions.propositional import strictly
from monitor_plugins.contradictions.said import Reach, Said, near_reports, said_before, said_by, said_in, said_of
from monitor_plugins.contradictions.selfs import reversal, same_speaker
from monitor_plugins.contradictions.telling import day, hit, matter, outlet, short
from monitor_plugins.contradictions.turned import affirmed, opposed, overtaken, turned

# Two denials are of one claim when their content overlaps by this much.
_SAME_CLAIM = 0.6
_UNSAID = 0.8
_TURNED = "one speaker first denied and then affirmed the same, or the other way round"
_OWNED = "one side denied something, and now owns what is likely the same"
LIKELY = 0.6
_LIKELY_SURE = 0.6  # what is just likely enough is just told
_MOST_TOLD = 2  # disputes of one report that are told by signs
# Hostile or endless texts must stay cheap: so many pairs of statements that share words are looked at.
_MOST_PAIRS = 10_000
# A sentence that a plain negation is looked for in has so many tokens.
_WORDS_FROM, _WORDS_TO = 6, 60


def pair_hits(article: Article, history: History, reach: Reach, *, free: bool = False) -> Iterator[Hit]:
    """Yield the best hit of each dispute between an article and the earlier reports of its story.

    `free` looks for plain negations of an earlier sentence too, whoever says it: told apart from true disputes by a reader only.
    """
    new = said_by(article)
    if not new:
        return
    prior = said_before(article, history, reach)
    near = _near(article, history, new, prior, reach.days)
    around = Reports([*new, *prior])
    links = list(_links(new, [*prior, *near]))
    found = [*([] if links else _unsaid(new, [*prior, *near])), *correctives(new, prior, near)]
    selfs = list(_selfs(new, prior, around)) or list(backtracks(new, prior))
    found += selfs or list(_denials(new, [*prior, *_numbered(new, near)])) or list(affirmed(new, prior, around))
    # The reports of one topic are of one event more often than not: signs that tell little elsewhere tell enough, and which claim it is.
    likely = list(_likely(new, prior, around)) if reach.one_topic else []
    told = [*links, *(_surest(hit, found, len(article.title)) for hit in likely if not any(_one_dispute(hit, link) for link in links))]
    yield from told
    yield from (hit for hit in found if not any(_one_dispute(hit, other) for other in told))
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


def _links(new: Sequence[Said], prior: Sequence[Said]) -> Iterator[Hit]:
    """Yield the first link that one report says a source drew, and another that it did not."""
    pairs = ((mine, theirs) for mine in new for theirs in prior if "withholds" in (mine.statement.stance, theirs.statement.stance))
    for mine, theirs in islice(pairs, _MOST_PAIRS):
        found = attribution(mine.terms, theirs.terms) if mine.credits or theirs.credits else None
        if found is not None:
            link = mine if mine.statement.stance == "withholds" else theirs
            yield telling.attributed(mine, theirs, found.score, link, found.why, found.reconcile)
            return


def _unsaid(new: Sequence[Said], prior: Sequence[Said]) -> Iterator[Hit]:
    """Yield a hit for words that one report credits a source with, and of which the other says that they were never said."""
    around, before = [*new, *prior], [(said, taken) for said in prior if (taken := said.unsaid) is not None]
    now = [(mine, mine, taken, theirs) for mine in new if (taken := mine.unsaid) is not None for theirs in prior]
    then = [(mine, theirs, taken, mine) for theirs, taken in before for mine in new]
    weighed = ((takes_back(one[1], one[2], one[3], around), one) for one in islice((*now, *then), _MOST_PAIRS))
    share, best = max(weighed, key=itemgetter(0), default=(0.0, None))
    if best is not None and share:
        mine, denying, taken, crediting = best
        theirs = crediting if mine is denying else denying
        yield telling.unsaid(mine, theirs, _UNSAID, denying, taken.cue, taken.what)


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
    return telling.changed_account(mine, theirs, sure, why, "both statements are of fact about the same event, not a running count")


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
        yield telling.denied(mine, theirs, sure, content.cue, content.terms)


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
    """Yield hits for the likeliest disputes."""
    yield from (_likely_hit(dispute, around) for dispute in islice(disputes(new, prior, around, LIKELY), _MOST_TOLD))


def _surest(hit: Hit, found: Sequence[Hit], body: int) -> Hit:
    """Give what the gates say of the very two sentences that are likely a dispute, if they let them pass: it is surer, and says so.

    For a headline, which ends at `body`, what they say of a sentence of the text against the same report will do.
    """
    new, prior = ((one.article, one.start) for one in hit.evidence[:2])
    for other in found:
        mine, theirs = ((one.article, one.start) for one in other.evidence[:2])
        if (mine, theirs) == (new, prior) or (new[1] < body <= mine[1] and theirs[0] == prior[0]):
            return other
    return hit


def _one_dispute(hit: Hit, other: Hit) -> bool:
    """Say whether two hits of one article are the same dispute: with one earlier report, or of one sentence."""
    (new, prior), (own_new, own_prior) = hit.evidence[:2], other.evidence[:2]
    return prior.article == own_prior.article or (new.start, new.end) == (own_new.start, own_new.end)


def _likely_hit(found: Dispute, around: Reports) -> Hit:
    sure = _LIKELY_SURE + 0.3 * found.sure
    mine, theirs, what = found.new, found.old, found.reach.words
    voices = around[mine.article.id].voice(mine), around[theirs.article.id].voice(theirs)
    if found.kind == UNSAID:
        return telling.unsaid(mine, theirs, sure, mine, found.reach.cue, what)
    own = {word.lower() for word in theirs.speaker.split() if word[:1].isupper()} & around[mine.article.id].names
    if same_speaker(*voices) or (found.kind == OWNED and not mine.speaker and own):
        return _self_hit(sure, mine, theirs, _OWNED)
    if found.kind == OWNED:
        return telling.affirmed(mine, theirs, sure, found.reach.cue, what, "what is most likely so")
    return telling.denied(mine, theirs, sure, found.reach.cue, what, "what is most likely what")


def newly_denied(new: Sequence[Said], prior: Sequence[Said]) -> dict[str, list[Denied]]:
    """Give, by quote, what is denied that no earlier report denied."""
    contents = {said.statement.quote: said.denied for said in new if said.denies and said.denied}
    known = [_lemmas(content) for said in prior if said.denies for content in said.denied] if contents else []
    return {
        quote: [one for one in denied_ if not any(_same_claim(_lemmas(one), before) for before in known)]
        for quote, denied_ in contents.items()
    }


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
