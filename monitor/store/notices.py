"""Alerts about sources: each trouble of a source is one alert, each time it begins or ends a notice, and what became of those."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, Row, case, func, insert, or_, select, update

from monitor.model.alert import State
from monitor.model.trouble import Ail
from monitor.store import search
from monitor.store import tables as t
from monitor.store.database import in_batches, insert_new, inserted
from monitor.store.outbox import HEARD, Heard, OwedNews, matter_of, sent_since

RULE = "sources"  # what stands in an alert where a rule's name does
KIND = "source"
SILENT, RECOVERED = "silent", "recovered"
NETWORK = "network"
FEW, MOST = 4, 0.8  # so many sources of which so large a share fail at once point to ourselves


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice that was just stored, with its alert as it was before; `opened` if it is the alert's first."""

    id: int
    alert_id: int
    key: str
    relation: str
    opened: bool
    state: str
    muted_until: datetime | None
    mute_reason: str
    verdict: str


def give_notice(
    connection: Connection, source_id: int | None, key: str, *, trouble: str, relation: str, title: str, details: Mapping[str, Any],
    now: datetime,
) -> Notice | None:  # fmt: skip
    """Store that a trouble began (`silent`) or ended (`recovered`); None if that is how its alert stands already."""
    mine = select(t.alert).where(t.alert.c.rule == RULE, t.alert.c.key == key).with_for_update()
    before, opened = connection.execute(mine).one_or_none(), False
    if before is None:
        if relation != SILENT:
            return None
        opened = inserted(connection, t.alert, _opening_row(key, title, now))
        before = connection.execute(mine).one()
    if before.relation == relation and not opened and source_id is None:
        return None
    _renew_face(connection, before, relation, title, opened=opened, now=now)
    row = {"alert_id": before.id, "source_id": source_id, "trouble": trouble, "relation": relation, "title": title}
    made = insert(t.notice).values(**row, details=dict(details), at=now).returning(t.notice.c.id)
    return Notice(
        id=connection.execute(made).scalar_one(), alert_id=before.id, key=key, relation=relation, opened=opened, state=before.state,
        muted_until=before.muted_until, mute_reason=before.mute_reason, verdict=before.verdict,
    )  # fmt: skip


def _opening_row(key: str, title: str, now: datetime) -> dict[str, Any]:
    return {
        "rule": RULE, "key": key, "kind": KIND, "relation": SILENT, "title": title, "state": State.NEW, "score": 1.0, "opened_at": now,
        "updated_at": now, "revision": 1, "muted_until": None, "mute_reason": "", "verdict": "", "story": None,
    }  # fmt: skip


def _renew_face(connection: Connection, before: Row[Any], relation: str, title: str, *, opened: bool, now: datetime) -> None:
    values = {"relation": relation, "title": title, "updated_at": now, "revision": before.revision + (not opened)}
    connection.execute(update(t.alert).where(t.alert.c.id == before.id).values(values))
    search.index_alerts(connection, [(before.id, title, None if opened else before.title)])


def keep_troubles(connection: Connection, source_id: int, troubles: Sequence[str]) -> None:
    """Keep in which troubles a source is, so that the next look need not ask its alerts."""
    connection.execute(update(t.source).where(t.source.c.id == source_id).values(troubles=list(troubles)))


def explained_by(connection: Connection, source_id: int, since: datetime) -> str:
    """Give what explains that a source fails, "" if nothing does.

    That is `NETWORK` if most sources that were asked since fail as well, or another source of its host whose outage is told already.
    """
    columns = (t.source.c.id, t.source.c.name, t.source.c.url, t.source.c.failures, t.source.c.troubles, t.source.c.last_polled_at)
    rows = connection.execute(select(*columns).where(t.source.c.enabled, t.source.c.use != "folder", t.source.c.url != "")).all()
    asked = [row for row in rows if row.id == source_id or (row.last_polled_at and row.last_polled_at >= since)]
    if len({_host(row.url) for row in asked}) >= FEW and sum(row.failures > 0 for row in asked) >= MOST * len(asked):
        return NETWORK
    host = next((_host(row.url) for row in rows if row.id == source_id), "")
    return next((row.name for row in rows if row.id != source_id and Ail.FAILS in row.troubles and _host(row.url) == host), "")


def how_many_fail(connection: Connection) -> tuple[int, int]:
    """Give how many sources that are fetched from somewhere fail, of how many."""
    mine = (t.source.c.enabled, t.source.c.use != "folder", t.source.c.last_polled_at.is_not(None))
    failing = func.coalesce(func.sum(case((t.source.c.failures > 0, 1), else_=0)), 0)
    row = connection.execute(select(failing, func.count()).where(*mine)).one()
    return int(row[0]), int(row[1])


def is_open(connection: Connection, key: str) -> bool:
    """Say whether the alert with this key says that something is silent."""
    mine = select(t.alert.c.relation).where(t.alert.c.rule == RULE, t.alert.c.key == key)
    return connection.execute(mine).scalar() == SILENT


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return url


def heard(connection: Connection, channel: str, alert_id: int, now: datetime) -> Heard:
    """Give what the channel has heard of an alert about a source before now."""
    told = (
        select(func.max(t.notice_outcome.c.at))
        .join(t.notice, t.notice.c.id == t.notice_outcome.c.notice_id)
        .where(t.notice.c.alert_id == alert_id, t.notice_outcome.c.channel == channel)
        .where(or_(t.notice_outcome.c.outcome.in_(HEARD), t.notice_outcome.c.delivery_id.is_not(None)))
    )
    story = select(func.max(t.delivery.c.created_at)).where(t.delivery.c.channel == channel)
    return Heard(
        alert_at=connection.execute(told).scalar(),
        story_at=connection.execute(story.where(t.delivery.c.story == matter_of(None, alert_id))).scalar(),
        last_hour=sent_since(connection, channel, now),
    )


def record(
    connection: Connection, notice_id: int, channel: str, *, outcome: str, reason: str, owed: bool, delivery: str | None, now: datetime
) -> None:
    """Store the one outcome of a notice in a channel; a second one is ignored."""
    row = {
        "notice_id": notice_id,
        "channel": channel,
        "outcome": outcome,
        "reason": reason,
        "owed": owed,
        "delivery_id": delivery,
        "at": now,
    }
    insert_new(connection, t.notice_outcome, [row])


def owed_news(connection: Connection, channel: str) -> list[OwedNews]:
    """Give the notices whose news the channel is still owed, oldest first."""
    query = (
        select(t.notice_outcome.c.notice_id, t.notice_outcome.c.outcome, t.notice_outcome.c.at, t.notice.c.alert_id)
        .join(t.notice, t.notice.c.id == t.notice_outcome.c.notice_id)
        .where(t.notice_outcome.c.channel == channel, t.notice_outcome.c.owed)
        .order_by(t.notice_outcome.c.at, t.notice_outcome.c.notice_id)
    )
    rows = connection.execute(query)
    return [OwedNews(notice_id=row.notice_id, outcome=row.outcome, at=row.at, matter=matter_of(None, row.alert_id)) for row in rows]


def carry(connection: Connection, notice_ids: Sequence[int], channel: str, delivery: str) -> None:
    """Put notices whose outcome was owed onto a delivery."""
    for batch in in_batches(notice_ids):
        where = (t.notice_outcome.c.channel == channel, t.notice_outcome.c.notice_id.in_(batch))
        connection.execute(update(t.notice_outcome).where(*where).values(owed=False, delivery_id=delivery))


def carried(connection: Connection, delivery: str) -> list[int]:
    """Give the ids of the alerts about sources that a delivery carries."""
    query = select(t.notice.c.alert_id).join(t.notice_outcome, t.notice_outcome.c.notice_id == t.notice.c.id)
    return list(connection.execute(query.where(t.notice_outcome.c.delivery_id == delivery).order_by(t.notice.c.id)).scalars())


def outcomes_of(connection: Connection, alert_id: int) -> list[dict[str, Any]]:
    """Give what became of the notices of an alert: relation, channel, outcome, reason, delivery and its state."""
    query = (
        select(t.notice.c.relation, t.notice.c.title, t.notice_outcome, t.delivery.c.state, t.delivery.c.message)
        .join(t.notice_outcome, t.notice_outcome.c.notice_id == t.notice.c.id)
        .outerjoin(t.delivery, t.delivery.c.id == t.notice_outcome.c.delivery_id)
        .where(t.notice.c.alert_id == alert_id)
        .order_by(t.notice.c.id, t.notice_outcome.c.channel)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def counts(connection: Connection) -> dict[str, dict[str, int]]:
    """Give outcomes of notices per channel: they sum to notices × channels."""
    found: dict[str, dict[str, int]] = {}
    columns = (t.notice_outcome.c.channel, t.notice_outcome.c.outcome)
    for row in connection.execute(select(*columns, func.count()).group_by(*columns)):
        found.setdefault(row[0], {})[row[1]] = row[2]
    return found


def open_alerts(connection: Connection) -> list[tuple[str, str]]:
    """Give (trouble, title) of every trouble that lasts and that nobody has acknowledged, muted or resolved, oldest first."""
    lasting = (t.alert.c.kind == KIND, t.alert.c.relation == SILENT, t.alert.c.state == State.NEW)
    rows = connection.execute(select(t.alert.c.key, t.alert.c.title).where(*lasting).order_by(t.alert.c.id))
    return [(row.key.partition(":")[0], row.title) for row in rows]


def take_unasked(connection: Connection) -> list[Row[Any]]:
    """Forget the troubles of sources that are asked no longer; give the alerts that this leaves open."""
    rows = connection.execute(select(t.source.c.id, t.source.c.troubles).where(t.source.c.enabled.is_(False))).all()
    found: list[Row[Any]] = []
    for batch in in_batches([row.id for row in rows if row.troubles]):
        mine = select(t.notice.c.alert_id).where(t.notice.c.source_id.in_(batch))
        lasting = (t.alert.c.relation == SILENT, t.alert.c.state != State.RESOLVED, t.alert.c.id.in_(mine))
        found += connection.execute(select(t.alert).where(*lasting)).all()
        connection.execute(update(t.source).where(t.source.c.id.in_(batch)).values(troubles=[]))
    return found
