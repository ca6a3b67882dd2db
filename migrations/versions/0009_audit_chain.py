"""Chain the entries of the audit log: each holds a hash over itself and the entry before."""

import hashlib
import json
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

EVENTS = sa.table(
    "audit_events",
    sa.column("id", sa.Integer),
    sa.column("happened_at", sa.DateTime(timezone=True)),
    sa.column("actor", sa.String),
    sa.column("action", sa.String),
    sa.column("detail", sa.Text),
    sa.column("entry_hash", sa.String),
)


def upgrade() -> None:
    op.add_column("audit_events", sa.Column("entry_hash", sa.String(64), nullable=False, server_default=""))
    connection, previous = op.get_bind(), ""
    for row in connection.execute(sa.select(EVENTS).order_by(EVENTS.c.id)).all():
        previous = _hash_of(previous, row.happened_at, row.actor, row.action, row.detail)
        connection.execute(sa.update(EVENTS).where(EVENTS.c.id == row.id).values(entry_hash=previous))


def downgrade() -> None:
    op.drop_column("audit_events", "entry_hash")


def _hash_of(previous: str, happened_at: datetime, *texts: str) -> str:
    """Return the hash of an entry, as classroom.audit does."""
    in_utc = happened_at.replace(tzinfo=UTC) if happened_at.tzinfo is None else happened_at.astimezone(UTC)
    moment = in_utc.isoformat(timespec="microseconds")
    canonical = json.dumps([previous, moment, *texts], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
