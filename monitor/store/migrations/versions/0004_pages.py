"""Pages whose full text is owed, and what came of each."""

import sqlalchemy as sa
from alembic import op

from monitor.store.tables import Id, Utc

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "page",
        sa.Column("article_id", Id, sa.ForeignKey("article.id", ondelete="CASCADE", name="fk_page_article_id"), nullable=False),
        sa.Column("source_id", Id, sa.ForeignKey("source.id", ondelete="CASCADE", name="fk_page_source_id"), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("verdict", sa.String(12), nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("quiet", sa.Boolean, nullable=False),
        sa.Column("since", Utc, nullable=False),
        sa.Column("next_try_at", Utc, nullable=False),
        sa.Column("lease", sa.Text),
        sa.Column("leased_until", Utc),
        sa.PrimaryKeyConstraint("article_id", name="pk_page"),
    )
    op.create_index("ix_page_state_next_try_at", "page", ["state", "next_try_at"])
    op.create_index("ix_page_source_id_since", "page", ["source_id", "since"])
