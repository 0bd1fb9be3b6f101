"""The oldest that each unit owes is found at once, so that articles need not wait for a rule that nobody else asks."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_work_unit_state", "work")
    op.create_index("ix_work_unit_state_stage_arrival", "work", ["unit", "state", "stage", "arrival"])
