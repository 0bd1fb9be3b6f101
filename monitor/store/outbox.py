"""T5 and before: one outcome per hit and channel, deliveries that carry them, and what each channel has heard."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, or_, select, update

from monitor.store import tables as t
from monitor.store.database import in_batches, insert_new

_DELIVERIES = uuid.UUID("6d6f6e69-746f-5272-8000-64656c697665")  # our own namespace for name-based ids (RFC 9562 §5.5)
HEARD = ("sent", "digest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a channel has heard: of this alert, of this story (or of the alert, where there is no story), in the last hour."""

    alert_at: datetime | None
    story_at: datetime | None
    last_hour: int


def heard(connection: Connection, channel: str, matters: Sequence[tuple[int, str, bool]], now: datetime) -> list[Heard]:
    """Give what the channel has heard before now of each (alert id, matter, whether it was opened just now).

    The matter is the story's key, or the alert's if it has none. Of an alert that was opened just now nothing was heard.
    """
    if not matters:
        return []
    stories = {matter: last_told(connection, channel, matter) for matter in dict.fromkeys(matter for _, matter, _ in matters)}
    last_hour = sent_since(connection, channel, now)
    return [
        Heard(
            alert_at=None if opened else connection.execute(_TOLD, {"alert": alert_id, "channel": channel}).scalar(),
            story_at=stories[matter],
            last_hour=last_hour,
        )
        for alert_id, matter, opened in matters
    ]


_TOLD = (
    select(func.max(t.outcome.c.at))
    .join(t.hit, t.hit.c.id == t.outcome.c.hit_id)
    .where(t.hit.c.alert_id == bindparam("alert"), t.outcome.c.channel == bindparam("channel"))
    .where(or_(t.outcome.c.outcome.in_(HEARD), t.outcome.c.delivery_id.is_not(None)))
)
_IN_CHANNEL = t.delivery.c.channel == bindparam("channel")
_LAST_TOLD = select(func.max(t.delivery.c.created_at)).where(_IN_CHANNEL, t.delivery.c.story == bindparam("matter"))
_SENT_SINCE = (
    select(func.count())
    .select_from(t.delivery)
    .where(_IN_CHANNEL, t.delivery.c.created_at > bindparam("since", type_=t.Utc), t.delivery.c.counted)
)


def sent_since(connection: Connection, channel: str, now: datetime) -> int:
    """Give how many messages that count towards the cap were made for the channel in the hour before now."""
    return connection.execute(_SENT_SINCE, {"channel": channel, "since": now - timedelta(hours=1)}).scalar_one()


def matter_of(story: str | None, alert_id: int) -> str:
    """Give what folds together: the story, or the alert by itself."""
    return story or f"alert:{alert_id}"


def record(connection: Connection, outcomes: Sequence[Mapping[str, Any]]) -> None:
    """Store the one outcome of each hit in a channel; a second one is ignored.

    Rows of hit_id, channel, outcome, reason, owed, delivery_id, at.
    """
    insert_new(connection, t.outcome, outcomes)


def open_delivery(
    connection: Connection,
    channel: str,
    carries: str,
    revision: int,
    *,
    reason: str,
    now: datetime,
    story: str = "",
    counted: bool = True,
    held_back: int = 0,
) -> str:
    """Owe a message and give its delivery id: always the same for the same channel, matter and revision."""
    id_ = str(uuid.uuid5(_DELIVERIES, f"{channel}\0{carries}\0{revision}"))
    row = {"id": id_, "channel": channel, "carries": carries, "revision": revision, "reason": reason, "story": story, "counted": counted}
    timing = {"state": "owed", "attempts": 0, "held_back": held_back, "created_at": now, "next_try_at": now}
    insert_new(connection, t.delivery, [row | timing])
    return id_


def carry(connection: Connection, hit_ids: Sequence[int], channel: str, delivery: str) -> None:
    """Put hits whose outcome was owed onto a delivery."""
    for batch in in_batches(hit_ids):
        where = (t.outcome.c.channel == channel, t.outcome.c.hit_id.in_(batch))
        connection.execute(update(t.outcome).where(*where).values(owed=False, delivery_id=delivery))


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedNews:
    """A hit, or a notice, whose news a channel is still owed: what became of it, when, and what it folds together with."""

    hit_id: int | None = None
    notice_id: int | None = None
    outcome: str
    at: datetime
    matter: str


def owed_news(connection: Connection, channel: str) -> list[OwedNews]:
    """Give the hits whose news the channel is still owed, oldest first."""
    query = (
        select(t.outcome.c.hit_id, t.outcome.c.outcome, t.outcome.c.at, t.hit.c.alert_id, t.alert.c.story)
        .join(t.hit, t.hit.c.id == t.outcome.c.hit_id)
        .join(t.alert, t.alert.c.id == t.hit.c.alert_id)
        .where(t.outcome.c.channel == channel, t.outcome.c.owed)
        .order_by(t.outcome.c.at, t.outcome.c.hit_id)
    )
    rows = connection.execute(query)
    return [OwedNews(hit_id=row.hit_id, outcome=row.outcome, at=row.at, matter=matter_of(row.story, row.alert_id)) for row in rows]


def last_told(connection: Connection, channel: str, matter: str) -> datetime | None:
    """Give when a message last went out about a matter."""
    return connection.execute(_LAST_TOLD, {"channel": channel, "matter": matter}).scalar()


def last_summary(connection: Connection, channel: str) -> datetime | None:
    """Give when the channel was last told how much was held back."""
    query = select(func.max(t.delivery.c.created_at)).where(t.delivery.c.channel == channel, t.delivery.c.reason == "capped")
    return connection.execute(query).scalar()


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A message that is to be delivered now; `attempts` were made before."""

    id: str
    channel: str
    reason: str
    attempts: int
    held_back: int
    created_at: datetime


def claim_due(connection: Connection, now: datetime, *, lease_for: timedelta, limit: int, channels: Sequence[str]) -> list[Due]:
    """Lease up to `limit` deliveries of these channels that are due, oldest first."""
    free = or_(t.delivery.c.leased_until.is_(None), t.delivery.c.leased_until < now)
    due = (t.delivery.c.state == "owed", t.delivery.c.next_try_at <= now, t.delivery.c.channel.in_(channels))
    query = select(t.delivery).where(*due, free).order_by(t.delivery.c.created_at, t.delivery.c.id).limit(limit)
    rows = list(connection.execute(query.with_for_update(skip_locked=True)))
    for batch in in_batches([row.id for row in rows]):
        connection.execute(update(t.delivery).where(t.delivery.c.id.in_(batch)).values(leased_until=now + lease_for))
    return [
        Due(
            id=row.id,
            channel=row.channel,
            reason=row.reason,
            attempts=row.attempts,
            held_back=row.held_back,
            created_at=row.created_at,
        )
        for row in rows
    ]


def carried(connection: Connection, delivery: str) -> list[tuple[int, int]]:
    """Give the (alert id, hit id)s that a delivery carries."""
    query = select(t.hit.c.alert_id, t.hit.c.id).join(t.outcome, t.outcome.c.hit_id == t.hit.c.id)
    return [(row.alert_id, row.id) for row in connection.execute(query.where(t.outcome.c.delivery_id == delivery).order_by(t.hit.c.id))]


def settle(
    connection: Connection,
    delivery: str,
    *,
    state: str,
    attempts: int,
    now: datetime,
    message: str | None = None,
    next_try_at: datetime | None = None,
) -> None:
    """Store the outcome of one attempt: delivered, failed, or owed until `next_try_at`; releases the lease."""
    values: dict[str, Any] = {"state": state, "attempts": attempts, "message": message, "leased_until": None}
    values |= {"next_try_at": next_try_at} if next_try_at is not None else {"ended_at": now}
    connection.execute(update(t.delivery).where(t.delivery.c.id == delivery).values(values))


def next_due(connection: Connection) -> datetime | None:
    """Give when the next delivery may be tried."""
    return connection.execute(select(func.min(t.delivery.c.next_try_at)).where(t.delivery.c.state == "owed")).scalar()


def rearm(connection: Connection, latest: datetime, now: datetime) -> int:
    """Try at once what a clock since set back has put too far ahead: made "after" now, or due after `latest`; give how many."""
    ahead = or_(t.delivery.c.created_at > now, t.delivery.c.next_try_at > latest)
    where = (t.delivery.c.state == "owed", t.delivery.c.next_try_at > now, ahead)
    return connection.execute(update(t.delivery).where(*where).values(next_try_at=now, leased_until=None)).rowcount


def release_leases(connection: Connection) -> None:
    """Free deliveries that a former process was about to send; they are sent again under the same id."""
    held = (t.delivery.c.state == "owed", t.delivery.c.leased_until.is_not(None))
    connection.execute(update(t.delivery).where(*held).values(leased_until=None))


def delivery_rows(
    connection: Connection, *, state: str | None = None, channel: str | None = None, limit: int | None = None, after: str | None = None
) -> list[dict[str, Any]]:
    """Give deliveries as rows, newest first."""
    query = select(t.delivery).order_by(t.delivery.c.created_at.desc(), t.delivery.c.id).limit(limit)
    for column, value in ((t.delivery.c.state, state), (t.delivery.c.channel, channel)):
        query = query if value is None else query.where(column == value)
    if after is not None:
        made = select(t.delivery.c.created_at).where(t.delivery.c.id == after).scalar_subquery()
        query = query.where((t.delivery.c.created_at < made) | ((t.delivery.c.created_at == made) & (t.delivery.c.id > after)))
    return [dict(row) for row in connection.execute(query).mappings()]


def retry(connection: Connection, ids: Sequence[str], now: datetime) -> int:
    """Owe failed deliveries again; give how many."""
    done = 0
    for batch in in_batches(ids):
        where = (t.delivery.c.id.in_(batch), t.delivery.c.state == "failed")
        done += connection.execute(
            update(t.delivery).where(*where).values(state="owed", attempts=0, next_try_at=now, ended_at=None)
        ).rowcount
    return done


def outcomes_of(connection: Connection, hit_ids: Sequence[int]) -> list[dict[str, Any]]:
    """Give what became of hits: channel, outcome, reason, delivery and its state."""
    query = select(t.outcome, t.delivery.c.state, t.delivery.c.message).outerjoin(t.delivery, t.delivery.c.id == t.outcome.c.delivery_id)
    return [
        dict(row)
        for batch in in_batches(hit_ids)
        for row in connection.execute(
            query.where(t.outcome.c.hit_id.in_(batch)).order_by(t.outcome.c.hit_id, t.outcome.c.channel)
        ).mappings()
    ]


def last_success(connection: Connection) -> dict[str, datetime]:
    """Give when each channel last accepted a message."""
    query = (
        select(t.delivery.c.channel, func.max(t.delivery.c.ended_at))
        .where(t.delivery.c.state == "delivered")
        .group_by(t.delivery.c.channel)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def counts(connection: Connection) -> dict[str, dict[str, int]]:
    """Give outcomes per channel: they sum to hits × channels."""
    found: dict[str, dict[str, int]] = {}
    for row in connection.execute(
        select(t.outcome.c.channel, t.outcome.c.outcome, func.count()).group_by(t.outcome.c.channel, t.outcome.c.outcome)
    ):
        found.setdefault(row[0], {})[row[1]] = row[2]
    return found
