"""Add the monitor's CPU use and intervals to its status: measured, allowed, wanted and in force."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NAMES = (
    "cpu_percent",
    "cpu_percent_allowed",
    "search_seconds",
    "search_seconds_wanted",
    "frame_seconds",
    "frame_seconds_wanted",
)


def upgrade() -> None:
    for name in NAMES:
        op.add_column("monitor_status", sa.Column(name, sa.Float(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("monitor_status") as table:
        for name in NAMES:
            table.drop_column(name)
