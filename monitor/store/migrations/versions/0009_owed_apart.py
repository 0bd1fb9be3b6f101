"""What every unit owes has an index apart from what units owe for themselves, so that an article that comes in pays for one only."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_INDEXES = {
    "ix_work_every": (["stage", "state", "arrival"], "unit = '*'"),
    "ix_work_own": (["stage", "state", "arrival"], "unit != '*'"),
    "ix_work_own_by_unit": (["unit", "state", "stage", "arrival"], "unit != '*'"),
}


def upgrade() -> None:
    op.drop_index("ix_work_unit_state_stage_arrival", "work")
    op.drop_index("ix_work_stage_state_arrival", "work")
    for name, (columns, condition) in _INDEXES.items():
        where = sa.text(condition)
        op.create_index(name, "work", columns, sqlite_where=where, postgresql_where=where)
