"""Indexes that lists walk, so that a page costs what it shows and not what is stored."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_INDEXES = {
    "ix_revision_article_id_until_at": ("revision", ["article_id", "until", "at"]),
    "ix_placement_arrival_kind": ("placement", ["arrival", "kind"]),
    "ix_alert_rule_id": ("alert", ["rule", "id"]),
    "ix_alert_opened_at_rule": ("alert", ["opened_at", "rule"]),
    "ix_alert_updated_at": ("alert", ["updated_at"]),
}


def upgrade() -> None:
    for name, (table, columns) in _INDEXES.items():
        op.create_index(name, table, columns)
    marked = sa.text("verdict != ''")
    op.create_index("ix_alert_marked", "alert", ["rule", "verdict"], sqlite_where=marked, postgresql_where=marked)
