"""What is found and told: evidence, hits, alerts, notifications and the reasons to tell or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from monitor.model.article import Article


class Role(StrEnum):
    """What a piece of evidence does for its hit."""

    NEW = "new"
    PRIOR = "prior"
    FOR = "for"
    AGAINST = "against"


class State(StrEnum):
    """What people have done with an alert."""

    NEW = "new"
    ACKNOWLEDGED = "acknowledged"
    MUTED = "muted"
    RESOLVED = "resolved"


class Reason(StrEnum):
    """Why we tell now, or don't; stored with every outcome."""

    OPENED = "opened"
    CHANGED = "changed"
    DIGEST = "digest"
    RECOVERED = "recovered"
    FOLDED = "folded"
    MUTED = "muted"
    CAPPED = "capped"
    BASELINE = "baseline"
    INHIBITED = "inhibited"
    REPEATED = "repeated"
    UNROUTED = "unrouted"


class Outcome(StrEnum):
    """What became of a hit in a channel; exactly one each."""

    SENT = "sent"
    FOLDED = "folded"
    MUTED = "muted"
    CAPPED = "capped"
    DIGEST = "digest"
    BASELINE = "baseline"
    INHIBITED = "inhibited"
    REPEATED = "repeated"
    UNROUTED = "unrouted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A quote that proves a hit: `article.text[start:end] == quote` in that revision of that article."""

    article: int
    revision: int
    start: int
    end: int
    quote: str
    role: str = Role.NEW


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One finding of one rule in one article. `key` names the matter: same rule and key = same alert.

    `material` says that the alert changed for its reader (a corroboration is not material). `score` is 0..1.
    """

    key: str
    title: str
    evidence: tuple[Evidence, ...]
    kind: str = "topic"
    relation: str = "match"
    score: float = 1.0
    material: bool = True
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredHit:
    """A hit as the store keeps it, with the article that it was found in and the `others` that its evidence quotes, all without text."""

    id: int
    hit: Hit
    article: Article
    others: tuple[Article, ...] = ()

    @property
    def reports(self) -> tuple[Article, ...]:
        """Give the articles that the hit rests on: its own, then the others that it quotes."""
        return (self.article, *self.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """An open matter: opened by its first hit, joined by later ones, changed by material ones (`revision`, 1 at opening)."""

    id: int
    rule: str
    kind: str
    relation: str
    key: str
    title: str
    state: str
    score: float
    opened_at: datetime
    updated_at: datetime
    revision: int = 1
    muted_until: datetime | None = None
    verdict: str = ""
    story: str | None = None
    hits: tuple[StoredHit, ...] = ()

    def muted(self, now: datetime) -> bool:
        """Say whether people asked not to hear of this at `now`."""
        return self.state == State.MUTED and (self.muted_until is None or now < self.muted_until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """What one channel is asked to tell: one alert (or several, or a count of what was held back), under one delivery id.

    `attempted_at` is the time of this attempt, None before the first; the id stays the same at every attempt.
    """

    delivery_id: str
    channel: str
    reason: str
    alerts: tuple[Alert, ...]
    created_at: datetime
    attempt: int = 1
    attempted_at: datetime | None = None
    held_back: int = 0
    text: str = ""
    body: Mapping[str, Any] = field(default_factory=dict)
