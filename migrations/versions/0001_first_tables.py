"""Create the first tables: class sessions, their samples and markers, the audit log, the monitors' status."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "class_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("group_name", sa.String(200), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("mode", sa.String(20), nullable=False),
        sa.Column("region", sa.String(10), nullable=True),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("timezone", sa.String(64), nullable=False),
        sa.Column("sample_seconds", sa.Float(), nullable=False),
        sa.Column("expected_faces", sa.Integer(), nullable=True),
        sa.Column("min_group_size", sa.Integer(), nullable=False),
        sa.Column("model_id", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_class_sessions"),
        sa.CheckConstraint("mode IN ('mood', 'participation')", name="ck_class_sessions_mode"),
        sa.CheckConstraint("status IN ('running', 'finished', 'interrupted')", name="ck_class_sessions_status"),
        sa.CheckConstraint("region IN ('eu', 'other')", name="ck_class_sessions_region"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_class_sessions_started_at", "class_sessions", ["started_at"])
    op.create_table(
        "samples",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("class_session_id", sa.Integer(), nullable=False),
        sa.Column("captured_at", MOMENT, nullable=False),
        sa.Column("faces", sa.Integer(), nullable=False),
        sa.Column("usable_faces", sa.Integer(), nullable=False),
        *(
            sa.Column(emotion, sa.Float(), nullable=True)
            for emotion in ("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral")
        ),
        sa.Column("spread", sa.Text(), nullable=True),
        sa.Column("agreement", sa.Float(), nullable=True),
        sa.Column("frames_dropped", sa.Integer(), nullable=False),
        sa.Column("processing_ms", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_samples"),
        sa.UniqueConstraint("class_session_id", "captured_at", name="uq_samples_class_session_id"),
        sa.CheckConstraint("faces >= 0 AND usable_faces >= 0 AND usable_faces <= faces", name="ck_samples_faces"),
        _belongs_to_class("samples"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "markers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_session_id", sa.Integer(), nullable=False),
        sa.Column("marked_at", MOMENT, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_markers"),
        _belongs_to_class("markers"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_markers_class_session_id", "markers", ["class_session_id"])
    op.create_table(
        "audit_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("happened_at", MOMENT, nullable=False),
        sa.Column("actor", sa.String(40), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_events"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_events_happened_at", "audit_events", ["happened_at"])
    op.create_table(
        "monitor_status",
        sa.Column("class_session_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("heartbeat_at", MOMENT, nullable=False),
        sa.Column("last_frame_at", MOMENT, nullable=True),
        sa.Column("frames_per_second", sa.Float(), nullable=False),
        sa.Column("frames_dropped", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("class_session_id", name="pk_monitor_status"),
        sa.CheckConstraint("state IN ('starting', 'watching', 'blind', 'waiting')", name="ck_monitor_status_state"),
        _belongs_to_class("monitor_status"),
    )


def _belongs_to_class(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_class_session_id_class_sessions"
    return sa.ForeignKeyConstraint(["class_session_id"], ["class_sessions.id"], name=name, ondelete="CASCADE")


def downgrade() -> None:
    for table in ("monitor_status", "audit_events", "markers", "samples", "class_sessions"):
        op.drop_table(table)
