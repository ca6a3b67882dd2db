"""Write the audit log."""

from datetime import UTC, datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from classroom.tables import AuditEvent


def record_event(session: Session, action: str, detail: str) -> None:
    """Add an event of the monitor to the session's transaction, so that both are committed together."""
    values = {"happened_at": datetime.now(UTC), "actor": "monitor", "action": action, "detail": detail}
    session.execute(insert(AuditEvent).values(**values))
