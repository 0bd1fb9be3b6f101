"""Troubles of sources, told like alerts; purged articles."""

import sqlalchemy as sa
from alembic import op

from monitor.store.tables import Id, Json, Utc

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Plain ADD COLUMN on both databases: nothing is copied, however much is stored.
    op.add_column("source", sa.Column("troubles", Json, nullable=False, server_default=sa.text("'[]'")))
    op.add_column("article", sa.Column("purged_at", Utc(), nullable=True))
    living = sa.text("purged_at IS NULL")
    op.create_index("ix_article_living", "article", ["first_seen_at"], sqlite_where=living, postgresql_where=living)
    _create_notices()
    op.create_table(
        "purge",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("older_than", Utc(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_purge"),
        sqlite_autoincrement=True,
    )


def _create_notices() -> None:
    op.create_table(
        "notice",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("alert_id", Id, nullable=False),
        sa.Column("source_id", Id, nullable=True),
        sa.Column("trouble", sa.String(length=12), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("details", Json, nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name="fk_notice_alert_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_notice_source_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_notice_alert_id", "notice", ["alert_id"])
    op.create_index("ix_notice_source_id", "notice", ["source_id"])
    op.create_table(
        "notice_outcome",
        sa.Column("notice_id", Id, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("owed", sa.Boolean(), nullable=False),
        sa.Column("delivery_id", sa.String(length=36), nullable=True),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name="fk_notice_outcome_notice_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["delivery_id"], ["delivery.id"], name="fk_notice_outcome_delivery_id"),
        sa.PrimaryKeyConstraint("notice_id", "channel", name="pk_notice_outcome"),
    )
    op.create_index("ix_notice_outcome_channel_owed", "notice_outcome", ["channel", "owed"])
    op.create_index("ix_notice_outcome_delivery_id", "notice_outcome", ["delivery_id"])
