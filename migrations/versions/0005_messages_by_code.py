"""Store the monitor's messages as codes with values in place of English sentences."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    # A sentence that is there stays where the code goes: an unknown code shows itself. By name, and not as a batch,
    # which would make the table anew without its checks.
    op.execute("ALTER TABLE monitor_status RENAME COLUMN message TO message_code")
    op.add_column("monitor_status", sa.Column("message_values", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("monitor_status", "message_values")
    op.execute("ALTER TABLE monitor_status RENAME COLUMN message_code TO message")
    # The older dashboard would show a code as a sentence; without a message it has a default text.
    op.execute("UPDATE monitor_status SET message = '' WHERE message NOT LIKE '% %'")
