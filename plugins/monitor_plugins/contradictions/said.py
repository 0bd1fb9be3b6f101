"""A statement with its article and its words, as contradictions weigh it: an article's own, and those of earlier reports of its story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from monitor import Article, History, Past, Placed, Placement, Statement
from monitor_plugins.claims.lexemes import NEGATES
from monitor_plugins.claims.lexicon import base, senses
from monitor_plugins.claims.terms import Terms, read_terms
from monitor_plugins.claims.unsaid import Unsaid, unsaid
from monitor_plugins.contradictions.corrected import Corrected, corrected
from monitor_plugins.contradictions.disputed import Denied, denied
from monitor_plugins.contradictions.reaches import Reached, reaches
from monitor_plugins.ledgers.tie import Ties, event_of
from monitor_plugins.story.background import rarity
from monitor_plugins.text.words import words

# Hostile or endless texts must stay cheap: so many statements are looked at.
_MOST_NEW = 300
_MOST_PRIOR = 1_500
_NEAR = 12
# How closely reports that a topic joins must tell of one event, on the scale of `ledgers.tie.LOOSE`.
_ONE_TOPIC = -3.0
_RARE_NAME = 4.0  # -log of the share of reports that hold a name: one in 55
_TELLING = words("cite name quote give identify elaborate specify explain disclose reveal provide say offer")


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with its article and its words."""

    article: Article
    statement: Statement
    words: frozenset[str]

    @property
    def senses(self) -> frozenset[str]:
        """Give the senses of its words."""
        return _senses(self.statement.terms)

    @property
    def terms(self) -> Terms:
        return _terms(self.statement.quote)

    @property
    def denied(self) -> tuple[Denied, ...]:
        return _denied(self.statement.quote)

    @property
    def reaches(self) -> tuple[Reached, ...]:
        """Give what each denying word of it reaches."""
        return _reaches(self.statement.quote)

    @property
    def unsaid(self) -> Unsaid | None:
        """Give what it says that a source never said; cheap where it denies nothing."""
        return _unsaid(self.statement.quote) if self.denies else None

    @property
    def corrected(self) -> Corrected | None:
        """Give the number that it denies beside the one that it asserts; cheap where it denies nothing."""
        return _corrected(self.statement.quote) if self.denies else None

    @property
    def denies(self) -> bool:
        """Say whether it may deny anything: cheaper than to read what."""
        return self.statement.negated or "negations" in self.statement.details or self.statement.stance in ("denies", "withholds")

    @property
    def credits(self) -> bool:
        """Say whether it may credit a source with what another report takes back: cheaper than to read what."""
        said = self.statement
        return bool(said.speaker) and said.stance not in ("asks", "withholds") and "negations" not in said.details

    @property
    def denies_a_number(self) -> bool:
        """Say whether a telling number is denied, and not by a mere "not"."""
        return self.statement.stance == "denies" and any(content.numbers for content in self.denied if not content.plain)

    @property
    def speaker(self) -> str:
        return self.statement.speaker[0] if self.statement.speaker else ""

    @property
    def in_text(self) -> bool:
        """Say whether it stands in the text proper: a headline is quoted only for want of better."""
        return self.statement.start >= len(self.article.title)

    @property
    def opens(self) -> bool:
        """Say whether it is the title or opens the text."""
        return not self.in_text or not self.article.text[len(self.article.title) : self.statement.start].strip()

    @property
    def plain_assertion(self) -> bool:
        return self.statement.stance in ("asserts", "confirms") and (not self.statement.negated or _names_no_source(self.terms))


def _names_no_source(terms: Terms) -> bool:
    """Say whether all that is negated is how it was told: `reported, without naming a source`."""
    lows = terms.lows
    negating = [index for index, word in enumerate(terms.words) if word.marks & NEGATES]
    return all(lows[index] == "without" and {base(low) for low in lows[index + 1 : index + 2]} & _TELLING for index in negating)


@lru_cache(maxsize=10_000)
def _senses(lemmas: tuple[str, ...]) -> frozenset[str]:
    return frozenset(sense for lemma in lemmas for sense in senses(lemma))


@lru_cache(maxsize=10_000)
def _terms(quote: str) -> Terms:
    return read_terms(quote)


@lru_cache(maxsize=10_000)
def _denied(quote: str) -> tuple[Denied, ...]:
    return tuple(denied(_terms(quote)))


@lru_cache(maxsize=10_000)
def _reaches(quote: str) -> tuple[Reached, ...]:
    return reaches(_terms(quote))


@lru_cache(maxsize=10_000)
def _corrected(quote: str) -> Corrected | None:
    return corrected(_terms(quote))


@lru_cache(maxsize=10_000)
def _unsaid(quote: str) -> Unsaid | None:
    return unsaid(_terms(quote))


def said_by(article: Article) -> list[Said]:
    """Give what an article says, each sentence once."""
    notes = {note.quote: note for note in reversed(article.annotations) if isinstance(note, Statement)}
    return [said_of(article, note) for note in list(reversed(notes.values()))[:_MOST_NEW]]


def said_of(article: Article, statement: Statement) -> Said:
    return Said(article, statement, frozenset(statement.terms))


class Reach(NamedTuple):
    """Which earlier reports an article is compared with: at most so many days apart; of `one_topic`, less near ones too."""

    days: float
    one_topic: bool = False


def said_before(article: Article, history: History, reach: Reach) -> list[Said]:
    """Give what earlier reports of the story, and near ones of other stories, said, oldest first."""
    if article.story is None:
        return []
    since, until = article.at - timedelta(days=reach.days), article.at + timedelta(days=reach.days)
    near = _said_nearby(article, history, since) if reach.one_topic else ()
    found = [*history.statements(story=article.story, since=since), *near]
    kept = [past for past in found if past.article.id != article.id and past.article.at <= until]
    distinct = {(past.article.id, past.note.quote): past for past in sorted(kept, key=lambda past: -past.article.arrival)}
    return [said_of(past.article, past.note) for past in list(distinct.values())[:_MOST_PRIOR]][::-1]


def _said_nearby(article: Article, history: History, since: datetime) -> Iterator[Past[Statement]]:
    """Give the statements of reports outside the story that tell of its event closely enough for reports of one topic (see `Ties`).

    They must share a name that is rare among all that is stored: a party's or a capital's joins nothing.
    """
    mine = next((place for place in article.placements if place.kind == "story"), None)
    if mine is None:
        return
    found = [one for one in near_reports(article, history, since) if one.placement.key != mine.key]
    shared = [_names_of(mine) & _names_of(one.placement) for one in found]
    total, holding = history.frequency(sorted(set[str]().union(*shared))) if any(shared) else (0, {})
    ties = Ties(event_of(article))
    for one, names in zip(found, shared, strict=True):
        rare = any(rarity(name, holding.get(name, 0), total) >= _RARE_NAME for name in names)
        if rare and ties.to(event_of(one.article)) >= _ONE_TOPIC:
            yield from said_in(one, history)


def near_reports(article: Article, history: History, since: datetime) -> Sequence[Placed]:
    """Give the earlier reports that share the most with an article, of any story."""
    features = [feature for place in article.placements if place.kind == "story" for feature in place.features]
    return history.neighbours(features, since=since, limit=_NEAR) if features else ()


def said_in(placed: Placed, history: History) -> Iterator[Past[Statement]]:
    """Give the statements of an earlier report."""
    whole = history.article(placed.article.id, placed.article.revision)
    if whole is not None:
        yield from (Past(article=whole, note=note) for note in whole.annotations if isinstance(note, Statement))


def _names_of(placement: Placement) -> set[str]:
    return set(placement.details.get("names", ()))


def names_of_reports(prior: Iterable[Said]) -> dict[int, set[str]]:
    """Give the names in each of some reports, by the report's number."""
    found: dict[int, set[str]] = {}
    for said in prior:
        found.setdefault(said.article.id, set()).update(said.statement.entities)
    return found
