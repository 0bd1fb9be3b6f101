"""Phrases are found by their pairs of words on PostgreSQL, where to read every text that holds all the words took a second.

Readers go on meanwhile; what is interrupted begins anew.
"""

import sqlalchemy as sa
from alembic import op

from monitor.store.search import PAIRS_DDL

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(sa.text("SET LOCAL maintenance_work_mem = '256MB'"))
    for statement in PAIRS_DDL:
        op.execute(statement)
