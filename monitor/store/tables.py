"""The tables. Row ids grow with time, so recency is a primary-key range; times are aware UTC through one type."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator, TypeEngine


class Utc(TypeDecorator[datetime]):
    """An aware UTC datetime; refuses naive ones, and gives back the zone that SQLite drops.

    SQLite has no type for times: they are kept as text that sorts as they do, `2026-02-16 09:00:00.000000`.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(String(26) if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone cannot be stored: {value.isoformat()}")
        return _as_text(value) if dialect.name == "sqlite" else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return datetime.fromisoformat(value).replace(tzinfo=UTC) if isinstance(value, str) else value.astimezone(UTC)


@lru_cache(maxsize=4096)  # one moment is written into thousands of rows
def _as_text(value: datetime) -> str:
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
Id = BigInteger().with_variant(Integer, "sqlite")
Json = JSON().with_variant(JSONB, "postgresql")


def _table(name: str, *parts: Any) -> Table:
    return Table(name, metadata, *parts, sqlite_autoincrement=True)


def _id() -> Column[int]:
    return Column("id", Id, primary_key=True, autoincrement=True)


def _where(condition: str) -> dict[str, Any]:
    """Let an index hold only the rows that meet a condition."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


def _to(table: str, name: str = "", *, primary_key: bool = False, nullable: bool = False, index: bool = False) -> Column[int]:
    key = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return Column(name or f"{table}_id", Id, key, primary_key=primary_key, nullable=nullable, index=index)


counter = Table("counter", metadata, Column("name", String(40), primary_key=True), Column("value", BigInteger, nullable=False))
"""Numbers that must never be given twice, kept under the writer's lock: `arrival`."""

source = _table(
    "source",
    _id(),
    Column("name", Text, nullable=False, unique=True),
    Column("use", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("enabled", Boolean, nullable=False),
    Column("state", String(20), nullable=False),
    Column("error", Text),
    Column("warning", Text),
    Column("failures", Integer, nullable=False),
    Column("interval_seconds", Float),
    Column("why", Text, nullable=False),
    Column("rhythm", Json, nullable=False),
    Column("next_due_at", Utc, index=True),
    Column("wait_until", Utc),
    Column("last_polled_at", Utc),
    Column("last_success_at", Utc),
    Column("last_new_at", Utc),
    Column("baseline_done", Boolean, nullable=False),
    Column("moved_to", Text),
    Column("troubles", Json, nullable=False, server_default=text("'[]'")),
    Column("lease", Text),
    Column("leased_until", Utc),
)

source_part = Table(
    "source_part",
    metadata,
    _to("source", primary_key=True),
    Column("part", Text, primary_key=True),
    Column("validators", Json, nullable=False),
)

host = Table("host", metadata, Column("name", Text, primary_key=True), Column("last_asked_at", Utc, nullable=False))

article = _table(
    "article",
    _id(),
    _to("source", index=True),
    Column("ref", Text, nullable=False),
    Column("url", Text),
    Column("outlet", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("first_seen_at", Utc, nullable=False),
    Column("latest", Integer, nullable=False),
    Column("indexed", Integer, nullable=False),
    Column("purged_at", Utc),
    Index("ix_article_living", "first_seen_at", **_where("purged_at IS NULL")),
)
"""One row per article. A purged one is a tombstone: its keys are known still, its texts and annotations are gone."""

identity = Table("identity", metadata, Column("key", Text, primary_key=True), _to("article", index=True))
"""Every key that an article was ever known by; the first article to bring a key owns it."""

revision = _table(
    "revision",
    _id(),
    _to("article"),
    Column("number", Integer, nullable=False),
    Column("arrival", BigInteger, nullable=False, unique=True),
    Column("until", BigInteger),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("lang", Text, nullable=False),
    Column("extraction", Text, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("published", Text),
    Column("published_at", Utc),
    Column("first_seen_at", Utc, nullable=False, index=True),
    Column("at", Utc, nullable=False, index=True),
    Column("baseline", Boolean, nullable=False),
    UniqueConstraint("article_id", "number"),
    Index("ix_revision_article_id_until_at", "article_id", "until", "at"),
)
"""One row per revision; `until` is the arrival number of the revision that follows it."""

work = Table(
    "work",
    metadata,
    _to("revision", primary_key=True),
    Column("stage", String(12), primary_key=True),
    Column("unit", Text, primary_key=True),
    Column("arrival", BigInteger, nullable=False),
    Column("state", String(12), nullable=False),
    Column("quiet", Boolean, nullable=False),
    Column("version", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("message", Text),
    Column("since", Utc, nullable=False),
    Index("ix_work_every", "stage", "state", "arrival", **_where("unit = '*'")),
    Index("ix_work_own", "stage", "state", "arrival", **_where("unit != '*'")),
    Index("ix_work_own_by_unit", "unit", "state", "stage", "arrival", **_where("unit != '*'")),
)
"""What is owed: (revision, stage, unit). Unit `*` is every unit of the stage. Done work has no row."""

unit = Table(
    "unit",
    metadata,
    Column("stage", String(12), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("version", Text, nullable=False),
    Column("faults_in_a_row", Integer, nullable=False),
    Column("suspended_at", Utc),
    Column("message", Text),
    Column("updated_at", Utc, nullable=False),
)
"""Every annotator, placer and rule that ever judged here, at its current version, and whether it is suspended."""

fault = _table(
    "fault",
    _id(),
    Column("at", Utc, nullable=False),
    Column("unit", Text, nullable=False, index=True),
    Column("stage", String(12), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("message", Text, nullable=False),
    Column("source", Text),
    _to("revision", nullable=True, index=True),
)

annotation = _table(
    "annotation",
    _id(),
    _to("revision"),
    Column("unit", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("type", String(12), nullable=False),
    Column("kind", Text, nullable=False),
    Column("data", Json, nullable=False),
    UniqueConstraint("revision_id", "unit", "position"),
    Index("ix_annotation_type_kind_revision_id", "type", "kind", "revision_id"),
)

annotation_name = Table(
    "annotation_name",
    metadata,
    Column("name", Text, primary_key=True),
    _to("annotation", primary_key=True),
    Index("ix_annotation_name_id", "annotation_id"),
)
"""The folded names that a mention answers to, its aliases among them."""

topic_match = Table(
    "topic_match",
    metadata,
    Column("rule", Text, primary_key=True),
    _to("revision", primary_key=True),
    Column("version", Text, nullable=False),
    Column("data", Json, nullable=False),
    Index("ix_topic_match_revision_id", "revision_id"),
)

placement = _table(
    "placement",
    _id(),
    _to("revision", index=True),
    Column("arrival", BigInteger, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("key", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("version", Text, nullable=False),
    _to("annotation", nullable=True, index=True),
    Column("features", Json, nullable=False),
    Column("details", Json, nullable=False),
    Index("ix_placement_kind_key_arrival", "kind", "key", "arrival"),
    Index("ix_placement_arrival_kind", "arrival", "kind"),
)

feature = Table(
    "feature",
    metadata,
    Column("kind", String(20), primary_key=True),
    Column("feature", Text, primary_key=True),
    Column("arrival", BigInteger, primary_key=True),
    _to("placement", primary_key=True, index=True),
    Column("until", BigInteger),
)
"""What placements are compared by; `until` as in `revision`, so that counting needs no other table."""

seen = Table(
    "seen",
    metadata,
    Column("key", Text, primary_key=True),
    Column("first_seen_at", Utc, nullable=False),
    Column("arrival", BigInteger, nullable=False),
)
"""First-seen marks; they outlive the articles that made them."""

correction = _table(
    "correction",
    _id(),
    Column("verb", Text, nullable=False, index=True),
    Column("subject", Text, nullable=False),
    Column("details", Json, nullable=False),
    Column("after_arrival", BigInteger, nullable=False),
    Column("at", Utc, nullable=False),
    Column("who", Text, nullable=False),
)
"""The ordered log of what people corrected and of rule versions."""

alert = _table(
    "alert",
    _id(),
    Column("rule", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("relation", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("score", Float, nullable=False),
    Column("opened_at", Utc, nullable=False),
    Column("updated_at", Utc, nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("muted_until", Utc),
    Column("mute_reason", Text, nullable=False),
    Column("verdict", String(20), nullable=False),
    Column("story", Text, index=True),
    UniqueConstraint("rule", "key"),
    Index("ix_alert_rule_id", "rule", "id"),
    Index("ix_alert_opened_at_rule", "opened_at", "rule"),
    Index("ix_alert_marked", "rule", "verdict", **_where("verdict != ''")),
    Index("ix_alert_kind_id", "kind", "id"),
    Index("ix_alert_state_id", "state", "id"),
    Index("ix_alert_muted_until", "muted_until", **_where("state = 'muted'")),
)

hit = _table(
    "hit",
    _id(),
    _to("alert"),
    _to("article", index=True),
    _to("revision", index=True),
    Column("fingerprint", String(64), nullable=False),
    Column("relation", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("material", Boolean, nullable=False),
    Column("quiet", Boolean, nullable=False),
    Column("arrival", BigInteger, nullable=False),
    Column("details", Json, nullable=False),
    Column("found_at", Utc, nullable=False),
    Column("rule", Text, nullable=False, server_default=text("''")),
    UniqueConstraint("alert_id", "article_id", "fingerprint"),
    Index("ix_hit_rule_article_id", "rule", "article_id"),
    Index("ix_hit_alert_id_material_arrival", "alert_id", "material", "arrival"),
)

evidence = Table(
    "evidence",
    metadata,
    _to("hit", primary_key=True),
    Column("position", Integer, primary_key=True),
    _to("revision", index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("role", String(12), nullable=False),
)

delivery = Table(
    "delivery",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("channel", Text, nullable=False),
    Column("carries", Text, nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("story", Text, nullable=False),
    Column("counted", Boolean, nullable=False),
    Column("reason", String(20), nullable=False),
    Column("state", String(12), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("held_back", Integer, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("next_try_at", Utc, nullable=False),
    Column("leased_until", Utc),
    Column("ended_at", Utc),
    Column("message", Text),
    UniqueConstraint("channel", "carries", "revision"),
    Index("ix_delivery_state_next_try_at", "state", "next_try_at"),
    Index("ix_delivery_channel_created_at", "channel", "created_at"),
    Index("ix_delivery_channel_story", "channel", "story"),
)


def _outcomes(name: str, of: str) -> Table:
    return Table(
        name,
        metadata,
        _to(of, primary_key=True),
        Column("channel", Text, primary_key=True),
        Column("outcome", String(12), nullable=False),
        Column("reason", String(20), nullable=False),
        Column("owed", Boolean, nullable=False),
        Column("delivery_id", String(36), ForeignKey("delivery.id"), index=True),
        Column("at", Utc, nullable=False),
        Index(f"ix_{name}_channel_owed", "channel", "owed"),
    )


outcome = _outcomes("outcome", "hit")
"""What became of each hit in each channel : exactly one row each. `owed`: it holds news that a later
message (the fold's end, the count of what was held back, the digest) must carry."""

audit = _table(
    "audit",
    _id(),
    _to("alert", index=True),
    Column("at", Utc, nullable=False),
    Column("who", Text, nullable=False),
    Column("action", String(20), nullable=False),
    Column("note", Text, nullable=False),
    Column("before", String(20), nullable=False),
    Column("after", String(20), nullable=False),
    Column("until", Utc),
)

notice = _table(
    "notice",
    _id(),
    _to("alert", index=True),
    _to("source", nullable=True, index=True),
    Column("trouble", String(12), nullable=False),
    Column("relation", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("details", Json, nullable=False),
    Column("at", Utc, nullable=False),
)
"""What alerts about sources have instead of hits: each time a source fell into a trouble, and each time that was over."""

notice_outcome = _outcomes("notice_outcome", "notice")
"""What became of each notice in each channel, as `outcome` for hits: exactly one row each."""

purge = _table(
    "purge",
    _id(),
    Column("at", Utc, nullable=False),
    Column("older_than", Utc, nullable=False),
    Column("articles", Integer, nullable=False),
)
"""The log of retention: when how many articles were purged, and before which time they had last changed."""

page = Table(
    "page", metadata, _to("article", primary_key=True), _to("source"), Column("state", String(12), nullable=False),
    Column("verdict", String(12), nullable=False), Column("message", Text, nullable=False), Column("attempts", Integer, nullable=False),
    Column("quiet", Boolean, nullable=False), Column("since", Utc, nullable=False), Column("next_try_at", Utc, nullable=False),
    Column("lease", Text), Column("leased_until", Utc), Index("ix_page_state_next_try_at", "state", "next_try_at"),
    Index("ix_page_source_id_since", "source_id", "since"),
)  # fmt: skip
"""The page of an article whose source asks for full text: `owed`, or `done` with a verdict. `quiet`: its article was a baseline's."""
