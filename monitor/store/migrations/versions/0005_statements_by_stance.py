"""Statements are found by their stance: few withhold a link, and reports near in time are asked for them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_STANCE = {"sqlite": "json_extract(data, '$.stance')", "postgresql": "data->>'stance'"}


def upgrade() -> None:
    stance = _STANCE[op.get_bind().dialect.name]
    op.execute(sa.text(f"UPDATE annotation SET kind = coalesce({stance}, '') WHERE type = 'statement'"))  # noqa: S608
    op.drop_index("ix_annotation_type_revision_id", table_name="annotation")
    op.create_index("ix_annotation_type_kind_revision_id", "annotation", ["type", "kind", "revision_id"])
