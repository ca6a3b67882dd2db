"""The audit log: who did what to the data, and when."""

from datetime import UTC, datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from classroom.tables import AuditEvent


def record_event(session: Session, action: str, detail: str) -> None:
    """Add an event of the monitor's to the session's transaction; the two are kept or lost together."""
    values = {"happened_at": datetime.now(UTC), "actor": "monitor", "action": action, "detail": detail}
    session.execute(insert(AuditEvent).values(**values))
