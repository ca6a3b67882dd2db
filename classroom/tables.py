"""Define the tables that the monitor writes and the dashboard reads. Times are UTC."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

SCHEMA_REVISION = "0009"
"""The Alembic revision of these tables; a test compares it with the newest file in migrations/versions."""


class UtcDateTime(TypeDecorator[datetime]):
    """A column type for aware UTC times; SQLite, which has no time zones, stores them as naive ones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Reject a time without a zone, which would be ambiguous later."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a time zone cannot be stored: {value}")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the time in UTC, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


BigId = BigInteger().with_variant(Integer, "sqlite")


class Table(DeclarativeBase):
    """The declarative base, with constraint names that are the same on every database and in every migration."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: UtcDateTime, str: String(200)}  # noqa: RUF012 - SQLAlchemy's own declaration


class ClassSession(Table):
    """One class: from the start of a monitor to its end."""

    __tablename__ = "class_sessions"
    __table_args__: Any = (
        CheckConstraint("mode IN ('mood', 'participation')", name="mode"),
        CheckConstraint("status IN ('running', 'finished', 'interrupted')", name="status"),
        CheckConstraint("region IN ('eu', 'other')", name="region"),
        Index("ix_class_sessions_started_at", "started_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    group_name: Mapped[str] = mapped_column(default="")
    source: Mapped[str]
    mode: Mapped[str] = mapped_column(String(20), default="mood")
    region: Mapped[str | None] = mapped_column(String(10))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    created_at: Mapped[datetime]  # when the row was written: retention counts from here, not from a recording's date
    status: Mapped[str] = mapped_column(String(20), default="running")
    timezone: Mapped[str] = mapped_column(String(64))
    sample_seconds: Mapped[float] = mapped_column(Float)
    expected_faces: Mapped[int | None]
    min_group_size: Mapped[int]
    model_id: Mapped[str]
    model_facts: Mapped[str | None] = mapped_column(Text)  # JSON, as classroom.model_facts writes it
    notes: Mapped[str] = mapped_column(Text, default="", server_default="")
    left_out_percent: Mapped[list[list[float]] | None] = mapped_column(JSON)
    """Rectangles [left, top, width, height] that nobody looked at, in per cent of the picture."""


class SampleRow(Table):
    """The class at one moment. The means, their covariance and agreement are null below the minimum group size."""

    __tablename__ = "samples"
    __table_args__: Any = (
        UniqueConstraint("class_session_id", "captured_at"),
        CheckConstraint("faces >= 0 AND usable_faces >= 0 AND usable_faces <= faces", name="faces"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    class_session_id: Mapped[int] = mapped_column(ForeignKey("class_sessions.id", ondelete="CASCADE"))
    captured_at: Mapped[datetime]
    faces: Mapped[int]
    usable_faces: Mapped[int]
    angry: Mapped[float | None] = mapped_column(Float)
    disgust: Mapped[float | None] = mapped_column(Float)
    fear: Mapped[float | None] = mapped_column(Float)
    happy: Mapped[float | None] = mapped_column(Float)
    sad: Mapped[float | None] = mapped_column(Float)
    surprise: Mapped[float | None] = mapped_column(Float)
    neutral: Mapped[float | None] = mapped_column(Float)
    spread: Mapped[bytes | None] = mapped_column(LargeBinary)  # the means' covariance, as classroom.covariance packs it
    agreement: Mapped[float | None] = mapped_column(Float)
    frames_dropped: Mapped[int] = mapped_column(default=0)  # since the previous sample
    processing_ms: Mapped[float] = mapped_column(Float)


class Marker(Table):
    """A moment that the teacher marked: a question, a new topic, a break."""

    __tablename__ = "markers"
    __table_args__: Any = (
        Index("ix_markers_class_session_id", "class_session_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    class_session_id: Mapped[int] = mapped_column(ForeignKey("class_sessions.id", ondelete="CASCADE"))
    marked_at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(40))
    note: Mapped[str] = mapped_column(Text, default="")


class ExcludedRange(Table):
    """An interval of a class that its statistics leave out: a break."""

    __tablename__ = "excluded_ranges"
    __table_args__: Any = (
        CheckConstraint("ended_at > began_at", name="order"),
        Index("ix_excluded_ranges_class_session_id", "class_session_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    class_session_id: Mapped[int] = mapped_column(ForeignKey("class_sessions.id", ondelete="CASCADE"))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(default="")


class UnseenSpan(Table):
    """An interval of a class in which the monitor saw nothing, and why: the picture was black, the window closed.

    Unlike a pause it was not asked for, so it stays part of the class: nothing was seen in it of those expected.
    """

    __tablename__ = "unseen_spans"
    __table_args__: Any = (
        CheckConstraint("ended_at > began_at", name="order"),
        Index("ix_unseen_spans_class_session_id", "class_session_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    class_session_id: Mapped[int] = mapped_column(ForeignKey("class_sessions.id", ondelete="CASCADE"))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(60))  # the code of a message of classroom.messages


class PlanSegment(Table):
    """A part of a class as planned in its lesson plan."""

    __tablename__ = "plan_segments"
    __table_args__: Any = (
        CheckConstraint("ended_at > began_at", name="order"),
        Index("ix_plan_segments_class_session_id", "class_session_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    class_session_id: Mapped[int] = mapped_column(ForeignKey("class_sessions.id", ondelete="CASCADE"))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    title: Mapped[str]


class SlideChange(Table):
    """A moment at which the shared slides changed. Neither the slide nor its hash is stored."""

    __tablename__ = "slide_changes"
    __table_args__: Any = (
        Index("ix_slide_changes_class_session_id", "class_session_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    class_session_id: Mapped[int] = mapped_column(ForeignKey("class_sessions.id", ondelete="CASCADE"))
    changed_at: Mapped[datetime]


class PulseWindow(Table):
    """Students' own answers in one interval of a class: how many gave each of a question's three answers.

    Intervals never overlap, and one is only written when at least the minimum group answered, each device counted once;
    of those that were typed in, as the teacher counted.
    """

    __tablename__ = "pulse_windows"
    __table_args__: Any = (
        CheckConstraint("question IN ('mood', 'understanding')", name="question"),
        CheckConstraint("ended_at > began_at", name="order"),
        CheckConstraint("first >= 0 AND second >= 0 AND third >= 0", name="counts"),
        Index("ix_pulse_windows_class_session_id", "class_session_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    class_session_id: Mapped[int] = mapped_column(ForeignKey("class_sessions.id", ondelete="CASCADE"))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    question: Mapped[str] = mapped_column(String(20))
    first: Mapped[int]  # good, or lost
    second: Mapped[int]  # so-so, or fine
    third: Mapped[int]  # bad, or bored
    typed_in: Mapped[bool] = mapped_column(default=False, server_default=false())
    """They came by the call's chat, and the teacher typed in how many."""


class AuditEvent(Table):
    """An entry of the audit log: the actor, the change to the data, and the time. Written by classroom.audit alone."""

    __tablename__ = "audit_events"
    __table_args__: Any = (
        Index("ix_audit_events_happened_at", "happened_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    happened_at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(40))
    action: Mapped[str] = mapped_column(String(40))
    detail: Mapped[str] = mapped_column(Text, default="")
    entry_hash: Mapped[str] = mapped_column(String(64), default="", server_default="")
    """Over this entry and the one before, as classroom.audit makes it."""


class MonitorStatus(Table):
    """One row for each running monitor, refreshed by its heartbeat and deleted when its class ends."""

    __tablename__ = "monitor_status"
    __table_args__: Any = (
        CheckConstraint("state IN ('starting', 'watching', 'blind', 'waiting', 'paused', 'ending')", name="state"),
    )

    class_session_id: Mapped[int] = mapped_column(
        ForeignKey("class_sessions.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    heartbeat_at: Mapped[datetime]
    last_frame_at: Mapped[datetime | None]
    frames_per_second: Mapped[float] = mapped_column(Float, default=0.0)
    frames_dropped: Mapped[int] = mapped_column(default=0)  # since the class began
    state: Mapped[str] = mapped_column(String(20), default="starting")
    # A message of classroom.messages, or none; rows from before message codes have a sentence in place of the code.
    message_code: Mapped[str] = mapped_column(Text, default="")
    message_values: Mapped[dict[str, str | int | float]] = mapped_column(JSON, default=dict)
    # Per cent of the whole machine, and seconds; null where no budget applies, the first also before it was measured.
    cpu_percent: Mapped[float | None] = mapped_column(Float)
    cpu_percent_allowed: Mapped[float | None] = mapped_column(Float)
    search_seconds: Mapped[float | None] = mapped_column(Float)
    search_seconds_wanted: Mapped[float | None] = mapped_column(Float)
    frame_seconds: Mapped[float | None] = mapped_column(Float)
    frame_seconds_wanted: Mapped[float | None] = mapped_column(Float)
