"""The first schema."""

import sqlalchemy as sa
from alembic import op

from monitor.store.search import POSTGRES_DDL, SQLITE_DDL
from monitor.store.tables import Id, Json, Utc

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "alert",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("opened_at", Utc(), nullable=False),
        sa.Column("updated_at", Utc(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("muted_until", Utc(), nullable=True),
        sa.Column("mute_reason", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("story", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
        sa.UniqueConstraint("rule", "key", name=op.f("uq_alert_rule_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.create_index("ix_alert_kind_id", ["kind", "id"], unique=False)
        batch_op.create_index("ix_alert_state_id", ["state", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_alert_story"), ["story"], unique=False)

    op.create_table(
        "correction",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("details", Json, nullable=False),
        sa.Column("after_arrival", sa.BigInteger(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_correction_verb"), ["verb"], unique=False)

    op.create_table(
        "counter",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counter")),
    )
    op.create_table(
        "delivery",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("carries", sa.Text(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("held_back", sa.Integer(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("next_try_at", Utc(), nullable=False),
        sa.Column("leased_until", Utc(), nullable=True),
        sa.Column("ended_at", Utc(), nullable=True),
        sa.Column("message", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("channel", "carries", "revision", name=op.f("uq_delivery_channel_carries_revision")),
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index("ix_delivery_channel_created_at", ["channel", "created_at"], unique=False)
        batch_op.create_index("ix_delivery_channel_story", ["channel", "story"], unique=False)
        batch_op.create_index("ix_delivery_state_next_try_at", ["state", "next_try_at"], unique=False)

    op.create_table(
        "host",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("last_asked_at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_host")),
    )
    op.create_table(
        "seen",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("first_seen_at", Utc(), nullable=False),
        sa.Column("arrival", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_seen")),
    )
    op.create_table(
        "source",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("use", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("warning", sa.Text(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("interval_seconds", sa.Float(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("rhythm", Json, nullable=False),
        sa.Column("next_due_at", Utc(), nullable=True),
        sa.Column("wait_until", Utc(), nullable=True),
        sa.Column("last_polled_at", Utc(), nullable=True),
        sa.Column("last_success_at", Utc(), nullable=True),
        sa.Column("last_new_at", Utc(), nullable=True),
        sa.Column("baseline_done", sa.Boolean(), nullable=False),
        sa.Column("moved_to", sa.Text(), nullable=True),
        sa.Column("lease", sa.Text(), nullable=True),
        sa.Column("leased_until", Utc(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("name", name=op.f("uq_source_name")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_source_next_due_at"), ["next_due_at"], unique=False)

    op.create_table(
        "unit",
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("faults_in_a_row", sa.Integer(), nullable=False),
        sa.Column("suspended_at", Utc(), nullable=True),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("updated_at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("stage", "name", name=op.f("pk_unit")),
    )
    op.create_table(
        "article",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("source_id", Id, nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("first_seen_at", Utc(), nullable=False),
        sa.Column("latest", sa.Integer(), nullable=False),
        sa.Column("indexed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_article_source_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("article", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_article_source_id"), ["source_id"], unique=False)

    op.create_table(
        "audit",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("alert_id", Id, nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("before", sa.String(length=20), nullable=False),
        sa.Column("after", sa.String(length=20), nullable=False),
        sa.Column("until", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_audit_alert_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_alert_id"), ["alert_id"], unique=False)

    op.create_table(
        "source_part",
        sa.Column("source_id", Id, nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("validators", Json, nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_source_part_source_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("source_id", "part", name=op.f("pk_source_part")),
    )
    op.create_table(
        "identity",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("article_id", Id, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_identity_article_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_identity")),
    )
    with op.batch_alter_table("identity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_identity_article_id"), ["article_id"], unique=False)

    op.create_table(
        "revision",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("article_id", Id, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("arrival", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("extraction", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("published_at", Utc(), nullable=True),
        sa.Column("first_seen_at", Utc(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("baseline", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_revision_article_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("arrival", name=op.f("uq_revision_arrival")),
        sa.UniqueConstraint("article_id", "number", name=op.f("uq_revision_article_id_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_revision_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_revision_first_seen_at"), ["first_seen_at"], unique=False)

    op.create_table(
        "annotation",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("revision_id", Id, nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("data", Json, nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_annotation_revision_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annotation")),
        sa.UniqueConstraint("revision_id", "unit", "position", name=op.f("uq_annotation_revision_id_unit_position")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("annotation", schema=None) as batch_op:
        batch_op.create_index("ix_annotation_type_revision_id", ["type", "revision_id"], unique=False)

    op.create_table(
        "fault",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("revision_id", Id, nullable=True),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_fault_revision_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fault")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("fault", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fault_revision_id"), ["revision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_fault_unit"), ["unit"], unique=False)

    op.create_table(
        "hit",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("alert_id", Id, nullable=False),
        sa.Column("article_id", Id, nullable=False),
        sa.Column("revision_id", Id, nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("material", sa.Boolean(), nullable=False),
        sa.Column("quiet", sa.Boolean(), nullable=False),
        sa.Column("arrival", sa.BigInteger(), nullable=False),
        sa.Column("details", Json, nullable=False),
        sa.Column("found_at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_hit_alert_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_hit_article_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_hit_revision_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hit")),
        sa.UniqueConstraint("alert_id", "article_id", "fingerprint", name=op.f("uq_hit_alert_id_article_id_fingerprint")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("hit", schema=None) as batch_op:
        batch_op.create_index("ix_hit_alert_id_material_arrival", ["alert_id", "material", "arrival"], unique=False)
        batch_op.create_index(batch_op.f("ix_hit_article_id"), ["article_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_hit_revision_id"), ["revision_id"], unique=False)

    op.create_table(
        "topic_match",
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("revision_id", Id, nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("data", Json, nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_topic_match_revision_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("rule", "revision_id", name=op.f("pk_topic_match")),
    )
    with op.batch_alter_table("topic_match", schema=None) as batch_op:
        batch_op.create_index("ix_topic_match_revision_id", ["revision_id"], unique=False)

    op.create_table(
        "work",
        sa.Column("revision_id", Id, nullable=False),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("arrival", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("quiet", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("since", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_work_revision_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("revision_id", "stage", "unit", name=op.f("pk_work")),
    )
    with op.batch_alter_table("work", schema=None) as batch_op:
        batch_op.create_index("ix_work_stage_state_arrival", ["stage", "state", "arrival"], unique=False)
        batch_op.create_index("ix_work_unit_state", ["unit", "state"], unique=False)

    op.create_table(
        "annotation_name",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("annotation_id", Id, nullable=False),
        sa.ForeignKeyConstraint(["annotation_id"], ["annotation.id"], name=op.f("fk_annotation_name_annotation_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("name", "annotation_id", name=op.f("pk_annotation_name")),
    )
    with op.batch_alter_table("annotation_name", schema=None) as batch_op:
        batch_op.create_index("ix_annotation_name_id", ["annotation_id"], unique=False)

    op.create_table(
        "evidence",
        sa.Column("hit_id", Id, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("revision_id", Id, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["hit_id"], ["hit.id"], name=op.f("fk_evidence_hit_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_evidence_revision_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("hit_id", "position", name=op.f("pk_evidence")),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_revision_id"), ["revision_id"], unique=False)

    op.create_table(
        "outcome",
        sa.Column("hit_id", Id, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("owed", sa.Boolean(), nullable=False),
        sa.Column("delivery_id", sa.String(length=36), nullable=True),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["delivery_id"], ["delivery.id"], name=op.f("fk_outcome_delivery_id")),
        sa.ForeignKeyConstraint(["hit_id"], ["hit.id"], name=op.f("fk_outcome_hit_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("hit_id", "channel", name=op.f("pk_outcome")),
    )
    with op.batch_alter_table("outcome", schema=None) as batch_op:
        batch_op.create_index("ix_outcome_channel_owed", ["channel", "owed"], unique=False)
        batch_op.create_index(batch_op.f("ix_outcome_delivery_id"), ["delivery_id"], unique=False)

    op.create_table(
        "placement",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("revision_id", Id, nullable=False),
        sa.Column("arrival", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("annotation_id", Id, nullable=True),
        sa.Column("features", Json, nullable=False),
        sa.Column("details", Json, nullable=False),
        sa.ForeignKeyConstraint(["annotation_id"], ["annotation.id"], name=op.f("fk_placement_annotation_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_placement_revision_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_placement_annotation_id"), ["annotation_id"], unique=False)
        batch_op.create_index("ix_placement_kind_key_arrival", ["kind", "key", "arrival"], unique=False)
        batch_op.create_index(batch_op.f("ix_placement_revision_id"), ["revision_id"], unique=False)

    op.create_table(
        "feature",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("feature", sa.Text(), nullable=False),
        sa.Column("arrival", sa.BigInteger(), nullable=False),
        sa.Column("placement_id", Id, nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_feature_placement_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("kind", "feature", "arrival", "placement_id", name=op.f("pk_feature")),
    )
    with op.batch_alter_table("feature", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feature_placement_id"), ["placement_id"], unique=False)
    for statement in SQLITE_DDL if op.get_bind().dialect.name == "sqlite" else POSTGRES_DDL:
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE alert_text")
    op.execute("DROP TABLE article_text")
    with op.batch_alter_table("feature", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feature_placement_id"))

    op.drop_table("feature")
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_placement_revision_id"))
        batch_op.drop_index("ix_placement_kind_key_arrival")
        batch_op.drop_index(batch_op.f("ix_placement_annotation_id"))

    op.drop_table("placement")
    with op.batch_alter_table("outcome", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outcome_delivery_id"))
        batch_op.drop_index("ix_outcome_channel_owed")

    op.drop_table("outcome")
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_revision_id"))

    op.drop_table("evidence")
    with op.batch_alter_table("annotation_name", schema=None) as batch_op:
        batch_op.drop_index("ix_annotation_name_id")

    op.drop_table("annotation_name")
    with op.batch_alter_table("work", schema=None) as batch_op:
        batch_op.drop_index("ix_work_unit_state")
        batch_op.drop_index("ix_work_stage_state_arrival")

    op.drop_table("work")
    with op.batch_alter_table("topic_match", schema=None) as batch_op:
        batch_op.drop_index("ix_topic_match_revision_id")

    op.drop_table("topic_match")
    with op.batch_alter_table("hit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hit_revision_id"))
        batch_op.drop_index(batch_op.f("ix_hit_article_id"))
        batch_op.drop_index("ix_hit_alert_id_material_arrival")

    op.drop_table("hit")
    with op.batch_alter_table("fault", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fault_unit"))
        batch_op.drop_index(batch_op.f("ix_fault_revision_id"))

    op.drop_table("fault")
    with op.batch_alter_table("annotation", schema=None) as batch_op:
        batch_op.drop_index("ix_annotation_type_revision_id")

    op.drop_table("annotation")
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_revision_first_seen_at"))
        batch_op.drop_index(batch_op.f("ix_revision_at"))

    op.drop_table("revision")
    with op.batch_alter_table("identity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_identity_article_id"))

    op.drop_table("identity")
    op.drop_table("source_part")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_alert_id"))

    op.drop_table("audit")
    with op.batch_alter_table("article", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_article_source_id"))

    op.drop_table("article")
    op.drop_table("unit")
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_source_next_due_at"))

    op.drop_table("source")
    op.drop_table("seen")
    op.drop_table("host")
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_index("ix_delivery_state_next_try_at")
        batch_op.drop_index("ix_delivery_channel_story")
        batch_op.drop_index("ix_delivery_channel_created_at")

    op.drop_table("delivery")
    op.drop_table("counter")
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_correction_verb"))

    op.drop_table("correction")
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_alert_story"))
        batch_op.drop_index("ix_alert_state_id")
        batch_op.drop_index("ix_alert_kind_id")

    op.drop_table("alert")
