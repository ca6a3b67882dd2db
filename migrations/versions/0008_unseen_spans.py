"""Add a table of the intervals in which nothing was seen, and why, and note which answers were typed in."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

TABLE = "unseen_spans"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_session_id", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(60), nullable=False),
        sa.CheckConstraint("ended_at > began_at", name=op.f(f"ck_{TABLE}_order")),
        sa.ForeignKeyConstraint(
            ["class_session_id"],
            ["class_sessions.id"],
            name=op.f(f"fk_{TABLE}_class_session_id_class_sessions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sqlite_autoincrement=True,
    )
    op.add_column("pulse_windows", sa.Column("typed_in", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(f"ix_{TABLE}_class_session_id", TABLE, ["class_session_id"])


def downgrade() -> None:
    op.drop_column("pulse_windows", "typed_in")
    op.drop_index(f"ix_{TABLE}_class_session_id", table_name=TABLE)
    op.drop_table(TABLE)
