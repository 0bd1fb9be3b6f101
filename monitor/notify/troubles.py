"""Troubles of sources become alerts and messages, inside the transaction that ends the look.

A notice, like a hit, has exactly one outcome in each channel. They are counted apart: hits × channels stays what it says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.acquire.silence import FAILURES, over
from monitor.model.alert import Outcome, State
from monitor.model.plain import counted
from monitor.model.trouble import Ail, Trouble
from monitor.notify.route import Finding, Terms, Told, has_news, route
from monitor.notify.rows import plain
from monitor.notify.states import MONITOR, Action, Standing, Verb, changed, transition
from monitor.notify.tell import LATER, keep
from monitor.store import notices, outbox
from monitor.store.database import Transaction
from monitor.store.notices import NETWORK, RECOVERED, RULE, SILENT, Notice

HELD = "?"  # behind a trouble's name: its alert is open, and was not told because another outage explains it


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A source at the end of a look: in which troubles it was, as kept, and in which it is; since when it fails."""

    id: int
    name: str
    before: Sequence[str]
    troubles: Sequence[Trouble]
    failed_before: bool
    failing_since: datetime | None


def follow(connection: Transaction, looked: Looked, channels: Mapping[str, Terms], now: datetime) -> list[Notice]:
    """Open alerts for troubles that began, close those that are over, and owe the messages; give the notices."""
    kept, given = [], []
    for trouble in looked.troubles:
        mark, notice = _began(connection, looked, trouble, channels, now)
        kept += mark
        given += notice
    lasting = {trouble.ail for trouble in looked.troubles}
    ended = [mark.removesuffix(HELD) for mark in looked.before if mark.removesuffix(HELD) not in lasting]
    given += [notice for ail in ended for notice in _ended(connection, looked, ail, channels, now)]
    if looked.failed_before and looked.failing_since is None:
        given += _network_is_back(connection, channels, now)
    if sorted(kept) != sorted(looked.before):
        notices.keep_troubles(connection, looked.id, kept)
    return given


def close_unasked(connection: Transaction, now: datetime) -> None:
    """Resolve the alerts about sources that are asked no longer; nobody is told, for somebody has just seen to it."""
    for row in notices.take_unasked(connection):
        standing = Standing(state=row.state, muted_until=row.muted_until, why=row.mute_reason, verdict=row.verdict)
        keep(connection, row.id, *transition(standing, Action(verb=Verb.RESOLVE, who=MONITOR, note="the source is asked no longer"), now))


def _began(
    connection: Transaction, looked: Looked, trouble: Trouble, channels: Mapping[str, Terms], now: datetime
) -> tuple[list[str], list[Notice]]:
    """Give the mark to keep of a trouble, and the notices that it takes."""
    if trouble.ail in looked.before:
        return [trouble.ail], []
    held = trouble.ail + HELD
    why = _explained(connection, looked, trouble, now)
    if why == NETWORK:
        return [held] if held in looked.before else [], _network_is_down(connection, channels, now)
    if why and held in looked.before:
        return [held], []
    details = {**trouble.details, **({"explained_by": why} if why else {})}
    given = _noticed(connection, looked, trouble.ail, SILENT, trouble.said, details, channels, now, inhibited=bool(why))
    return [held if why else trouble.ail], given


def _explained(connection: Transaction, looked: Looked, trouble: Trouble, now: datetime) -> str:
    """Say which other outage explains a trouble. None explains what was told at the first failure: then the server has spoken."""
    if trouble.ail != Ail.FAILS or trouble.details.get("failures", 0) < FAILURES:
        return ""
    return notices.explained_by(connection, looked.id, looked.failing_since or now)


def _ended(connection: Transaction, looked: Looked, ail: str, channels: Mapping[str, Terms], now: datetime) -> list[Notice]:
    return _noticed(connection, looked, ail, RECOVERED, over(ail), {}, channels, now)


def _noticed(
    connection: Transaction, looked: Looked, ail: str, relation: str, said: str, details: Mapping[str, object],
    channels: Mapping[str, Terms], now: datetime, *, inhibited: bool = False,
) -> list[Notice]:  # fmt: skip
    notice = notices.give_notice(
        connection, looked.id, f"{ail}:{looked.name}", trouble=ail, relation=relation, title=f"Source {looked.name} {said}",
        details=plain(details), now=now,
    )  # fmt: skip
    return _tell(connection, notice, channels, now, inhibited=inhibited)


def _network_is_down(connection: Transaction, channels: Mapping[str, Terms], now: datetime) -> list[Notice]:
    if notices.is_open(connection, NETWORK):
        return []
    failing, all_ = notices.how_many_fail(connection)
    title = f"No source answers: {failing} of {counted(all_, 'source')} fail: is our own network, proxy or name server down?"
    notice = notices.give_notice(connection, None, NETWORK, trouble=NETWORK, relation=SILENT, title=title, details={}, now=now)
    return _tell(connection, notice, channels, now)


def _network_is_back(connection: Transaction, channels: Mapping[str, Terms], now: datetime) -> list[Notice]:
    """A source answers again: so does the network, once most of them do."""
    if not notices.is_open(connection, NETWORK):
        return []
    failing, all_ = notices.how_many_fail(connection)
    if failing > all_ / 2:
        return []
    title = f"Sources answer again: {counted(failing, 'source')} of {all_} still fail"
    notice = notices.give_notice(connection, None, NETWORK, trouble=NETWORK, relation=RECOVERED, title=title, details={}, now=now)
    return _tell(connection, notice, channels, now)


def _tell(
    connection: Transaction, notice: Notice | None, channels: Mapping[str, Terms], now: datetime, *, inhibited: bool = False
) -> list[Notice]:
    """Give a notice its one outcome per channel, and its alert the state that follows from it."""
    if notice is None:
        return []
    standing = Standing(state=notice.state, muted_until=notice.muted_until, why=notice.mute_reason, verdict=notice.verdict)
    finding = Finding(rule=RULE, kind=notices.KIND, relation=notice.relation, inhibited=inhibited)
    for name, terms in channels.items():
        _record(connection, notice, name, terms, finding, standing, now)
    _renew(connection, notice, standing, now)
    return [notice]


def _record(
    connection: Transaction, notice: Notice, channel: str, terms: Terms, finding: Finding, standing: Standing, now: datetime
) -> None:
    known = notices.heard(connection, channel, notice.alert_id, now)
    told = Told(alert_at=known.alert_at, story_at=known.story_at, last_hour=known.last_hour)
    decision = route(finding, standing, terms, told, now)
    delivery = None
    if decision.outcome == Outcome.SENT:
        matter = outbox.matter_of(None, notice.alert_id)
        delivery = outbox.open_delivery(connection, channel, matter, notice.id, reason=decision.reason, story=matter, now=now)
    owed = decision.outcome in LATER and has_news(finding, standing, told)
    notices.record(connection, notice.id, channel, outcome=decision.outcome, reason=decision.reason, owed=owed, delivery=delivery, now=now)


def _renew(connection: Transaction, notice: Notice, standing: Standing, now: datetime) -> None:
    """A trouble that is over is resolved, and new again when it comes back; a mute outlasts both."""
    if notice.relation == RECOVERED and standing.state not in (State.MUTED, State.RESOLVED):
        keep(connection, notice.alert_id, *transition(standing, Action(verb=Verb.RESOLVE, who=MONITOR, note="it is over"), now))
    elif notice.relation == SILENT and not notice.opened:
        after, line = changed(standing, now)
        if line is not None:
            keep(connection, notice.alert_id, after, line)
