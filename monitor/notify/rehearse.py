"""What channels would have told of a row of hits: the routing of `route`, over a memory instead of the store. Writes nothing."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import groupby

from monitor.model.alert import Outcome, StoredHit
from monitor.notify.route import Decision, Finding, Terms, Told, route
from monitor.notify.states import Standing

_HOUR = timedelta(hours=1)
# What is folded or capped is owed, and told when the fold ends or the hour is over.
_HEARD = (Outcome.SENT, Outcome.DIGEST, Outcome.FOLDED, Outcome.CAPPED)


def rehearse(rule: str, found: Iterable[StoredHit], channels: Mapping[str, Terms]) -> dict[str, Counter[str]]:
    """Give, per channel, how many hits would have come to each outcome, had the rule been live when their articles came.

    Hits come in arrival order. The clock is the articles' dates and never runs back; nobody acknowledges or mutes anything.
    """
    ears = {name: _Ear(terms) for name, terms in channels.items()}
    now = datetime.min.replace(tzinfo=UTC)
    for _, together in groupby(found, key=lambda stored: (stored.article.id, stored.article.revision)):
        hits = list(together)
        now = max(now, hits[0].article.at)
        for ear in ears.values():
            ear.hear(rule, hits, now)
    return {name: ear.outcomes for name, ear in ears.items()}


@dataclass(slots=True)
class _Ear:
    """What one channel has heard: of alerts by key, of matters (a story, or an alert without one), and its last hour's messages."""

    terms: Terms
    outcomes: Counter[str] = field(default_factory=Counter)
    alerts: dict[str, datetime] = field(default_factory=dict)
    matters: dict[str, str] = field(default_factory=dict)
    told: dict[str, datetime] = field(default_factory=dict)
    messages: deque[datetime] = field(default_factory=deque)

    def hear(self, rule: str, hits: Sequence[StoredHit], now: datetime) -> None:
        """Take the hits of one article: they do not fold one another, and go out in one message per matter."""
        while self.messages and now - self.messages[0] >= _HOUR:
            self.messages.popleft()
        outcomes = [(stored.hit.key, self._decide(rule, stored, now).outcome) for stored in hits]
        self.outcomes.update(str(outcome) for _, outcome in outcomes)
        self.alerts.update((key, now) for key, outcome in outcomes if outcome in _HEARD)
        sent = {self.matters[key] for key, outcome in outcomes if outcome == Outcome.SENT}
        self.told.update(dict.fromkeys(sent, now))
        self.messages.extend([now] * len(sent))

    def _decide(self, rule: str, stored: StoredHit, now: datetime) -> Decision:
        hit = stored.hit
        matter = self.matters.setdefault(hit.key, stored.article.story or f"alert:{hit.key}")
        finding = Finding(rule=rule, kind=hit.kind, relation=hit.relation, material=hit.material)
        told = Told(alert_at=self.alerts.get(hit.key), story_at=self.told.get(matter), last_hour=len(self.messages))
        return route(finding, Standing(), self.terms, told, now)
