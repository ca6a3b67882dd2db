"""Add tables for excluded ranges, plans, slide changes and pulse answers, and columns for notes and model facts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0004"
down_revision = "0003"

RANGES = {"excluded_ranges": ("note",), "plan_segments": ("title",)}


def upgrade() -> None:
    op.add_column("class_sessions", sa.Column("model_facts", sa.Text(), nullable=True))
    op.add_column("class_sessions", sa.Column("notes", sa.Text(), nullable=False, server_default=""))
    for table, texts in RANGES.items():
        words = [sa.Column(name, sa.String(200), nullable=False) for name in texts]
        _create(table, *_range(table), *words)
    _create("slide_changes", sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False))
    _create(
        "pulse_windows",
        *_range("pulse_windows"),
        sa.Column("question", sa.String(20), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("first", "second", "third")),
        sa.CheckConstraint("question IN ('mood', 'understanding')", name=op.f("ck_pulse_windows_question")),
        sa.CheckConstraint("first >= 0 AND second >= 0 AND third >= 0", name=op.f("ck_pulse_windows_counts")),
    )


def downgrade() -> None:
    for table in ("pulse_windows", "slide_changes", *RANGES):
        op.drop_index(f"ix_{table}_class_session_id", table_name=table)
        op.drop_table(table)
    for name in ("notes", "model_facts"):
        op.drop_column("class_sessions", name)


def _range(table: str) -> tuple[SchemaItem, ...]:
    return (
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ended_at > began_at", name=op.f(f"ck_{table}_order")),
    )


def _create(table: str, *items: SchemaItem) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_session_id", sa.Integer(), nullable=False),
        *items,
        sa.ForeignKeyConstraint(
            ["class_session_id"],
            ["class_sessions.id"],
            name=op.f(f"fk_{table}_class_session_id_class_sessions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sqlite_autoincrement=True,
    )
    op.create_index(f"ix_{table}_class_session_id", table, ["class_session_id"])
