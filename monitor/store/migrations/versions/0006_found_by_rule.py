"""A hit names its rule, so that a rule's articles are found without its alerts; mutes that end are found by their end."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("hit", sa.Column("rule", sa.Text, nullable=False, server_default=sa.text("''")))
    op.execute(sa.text("UPDATE hit SET rule = (SELECT alert.rule FROM alert WHERE alert.id = hit.alert_id)"))
    op.create_index("ix_hit_rule_article_id", "hit", ["rule", "article_id"])
    muted = sa.text("state = 'muted'")
    op.create_index("ix_alert_muted_until", "alert", ["muted_until"], sqlite_where=muted, postgresql_where=muted)
