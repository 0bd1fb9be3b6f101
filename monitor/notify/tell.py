"""What is owed to channels: the outcome of each new hit, and the messages that end a fold, a burst or quiet hours.

Works inside the caller's transaction, so that a hit, its outcomes and its messages are stored together or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from monitor.model.alert import Hit, Outcome, Reason, State
from monitor.notify.route import Decision, Finding, HeldBack, Terms, Told, digest_due, follow_up_at, has_news, route, summary_due
from monitor.notify.states import Audit, Standing, changed, expired
from monitor.store import alerts, notices, outbox
from monitor.store.alerts import Joined
from monitor.store.database import Transaction
from monitor.store.outbox import OwedNews

LATER = (Outcome.FOLDED, Outcome.CAPPED, Outcome.DIGEST)


@dataclass(frozen=True, slots=True)
class Found:
    """A hit of one article that was just stored, with the alert that it opened or joined."""

    rule: str
    hit: Hit
    joined: Joined

    @property
    def standing(self) -> Standing:
        """Give how the alert stood with people before this hit."""
        joined = self.joined
        return Standing(state=joined.state, muted_until=joined.muted_until, why=joined.mute_reason, verdict=joined.verdict)

    @property
    def matter(self) -> str:
        """Give what folds together with it: its story, or its alert alone."""
        return outbox.matter_of(self.joined.story, self.joined.alert_id)


def tell(
    connection: Transaction, found: Sequence[Found], arrival: int, channels: Mapping[str, Terms], *, quiet: bool, now: datetime
) -> None:
    """Give each new hit of one article its one outcome per channel, and owe one message per channel and story.

    The hits of one article do not fold one another. `quiet`: they came with a first look or a replay, and tell nobody.
    """
    for name, terms in channels.items():
        heard = outbox.heard(connection, name, [(one.joined.alert_id, one.matter, one.joined.opened) for one in found], now)
        routed = [(one, *_routed(one, before, terms, now, quiet=quiet)) for one, before in zip(found, heard, strict=True)]
        for matter, sent in groupby(sorted(routed, key=lambda entry: entry[0].matter), key=lambda entry: entry[0].matter):
            _record(connection, name, matter, arrival, list(sent), now)
    for one in found:
        if one.hit.material and not one.joined.opened and not quiet:
            _renew(connection, one.joined.alert_id, one.standing, now)


def _routed(one: Found, heard: outbox.Heard, terms: Terms, now: datetime, *, quiet: bool) -> tuple[Decision, bool]:
    finding = Finding(rule=one.rule, kind=one.hit.kind, relation=one.hit.relation, material=one.hit.material, baseline=quiet)
    told = Told(alert_at=heard.alert_at, story_at=heard.story_at, last_hour=heard.last_hour)
    decision = route(finding, one.standing, terms, told, now)
    return decision, decision.outcome in LATER and has_news(finding, one.standing, told)


def _record(
    connection: Transaction, channel: str, matter: str, arrival: int, routed: Sequence[tuple[Found, Decision, bool]], now: datetime
) -> None:
    reasons = [decision.reason for _, decision, _ in routed if decision.outcome == Outcome.SENT]
    delivery = None
    if reasons:
        reason = next((reason for reason in (Reason.RECOVERED, Reason.OPENED) if reason in reasons), reasons[0])
        delivery = outbox.open_delivery(connection, channel, matter, arrival, reason=reason, story=matter, now=now)
    rows = [
        {
            "hit_id": one.joined.hit_id,
            "channel": channel,
            "outcome": decision.outcome,
            "reason": decision.reason,
            "owed": owed,
            "delivery_id": delivery if decision.outcome == Outcome.SENT else None,
            "at": now,
        }
        for one, decision, owed in routed
    ]
    outbox.record(connection, rows)


def _renew(connection: Transaction, alert_id: int, standing: Standing, now: datetime) -> None:
    after, line = changed(standing, now)
    if line is not None:
        keep(connection, alert_id, after, line)


def keep(connection: Transaction, alert_id: int, standing: Standing, line: Audit) -> None:
    """Store how an alert stands now, and the audit line that says who changed it."""
    alerts.set_standing(
        connection,
        alert_id,
        state=standing.state,
        muted_until=standing.muted_until,
        mute_reason=standing.why,
        verdict=standing.verdict,
    )
    said = {"at": line.at, "who": line.who, "action": line.verb, "note": line.note}
    alerts.add_audit(connection, alert_id, said | {"before": line.before, "after": line.after, "until": line.until})


def end_mutes(connection: Transaction, now: datetime) -> None:
    """End the mutes whose time is over: the alerts are new again, and their audit says why."""
    for alert_id, muted_until, why, verdict in alerts.mutes_over(connection, now):
        standing = Standing(state=State.MUTED, muted_until=muted_until, why=why, verdict=verdict)
        after, line = expired(standing, now)
        if line is not None:
            keep(connection, alert_id, after, line)


def sweep(connection: Transaction, channels: Mapping[str, Terms], now: datetime, *, settled: bool) -> int:
    """Owe the messages whose time has come: folds that ended, bursts over the cap, digests. Give how many.

    `settled`: nothing is left to judge that could add to them.
    """
    return sum(_swept(connection, name, terms, now, settled) for name, terms in channels.items())


def _swept(connection: Transaction, channel: str, terms: Terms, now: datetime, settled: bool) -> int:
    rows = sorted([*outbox.owed_news(connection, channel), *notices.owed_news(connection, channel)], key=lambda row: row.at)
    by_outcome = {outcome: [row for row in rows if row.outcome == outcome] for outcome in LATER}
    opened = _end_folds(connection, channel, terms, by_outcome[Outcome.FOLDED], now)
    capped, digest = by_outcome[Outcome.CAPPED], by_outcome[Outcome.DIGEST]
    if capped:
        held = HeldBack(hits=len(capped), first_at=capped[0].at, last_at=capped[-1].at, said_at=outbox.last_summary(connection, channel))
        if summary_due(held, now, settled=settled):
            opened += _carry(connection, channel, "held back", Reason.CAPPED, capped, now, held_back=len(capped))
    if digest and digest_due(digest[0].at, terms, now):
        opened += _carry(connection, channel, "digest", Reason.DIGEST, digest, now)
    return opened


def _end_folds(connection: Transaction, channel: str, terms: Terms, rows: Iterable[OwedNews], now: datetime) -> int:
    groups: dict[str, list[OwedNews]] = {}
    for row in rows:
        groups.setdefault(row.matter, []).append(row)
    opened = 0
    for matter, folded in groups.items():
        told = outbox.last_told(connection, channel, matter)
        capped = 0 < terms.cap_per_hour <= outbox.sent_since(connection, channel, now)
        if not capped and (told is None or follow_up_at(told, terms) <= now):
            opened += _carry(connection, channel, matter, Reason.CHANGED, folded, now, story=matter)
    return opened


def _carry(
    connection: Transaction,
    channel: str,
    carries: str,
    reason: Reason,
    rows: Sequence[OwedNews],
    now: datetime,
    *,
    story: str = "",
    held_back: int = 0,
) -> int:
    hits = [row.hit_id for row in rows if row.hit_id is not None]
    said = [row.notice_id for row in rows if row.notice_id is not None]
    # A follow-up about a matter counts arrivals below it, so its number, a hit's or a notice's, is kept apart by its name.
    name = f"later {carries}" if hits else f"later of sources {carries}"
    id_ = outbox.open_delivery(
        connection, channel, name, max(hits or said), reason=reason, story=story, counted=bool(story), held_back=held_back, now=now
    )
    outbox.carry(connection, hits, channel, id_)
    notices.carry(connection, said, channel, id_)
    return 1
