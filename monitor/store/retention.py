"""Delete classes past their retention period, and close those whose monitor was killed."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Engine, delete, func, or_, select, update
from sqlalchemy.orm import Session

from classroom import retention
from classroom.tables import ClassSession, MonitorStatus, SampleRow
from monitor.store.audit import record_event

SILENT_AFTER: Final = timedelta(seconds=30)
"""A running class whose heartbeat is older than this has lost its monitor."""


def delete_old_classes(engine: Engine, retention_days: int, now: datetime) -> int:
    """Delete the classes written more than `retention_days` ago, with all that is left of them; return how many."""
    return retention.delete_old_classes(engine, retention_days, now, "monitor")


def close_interrupted_classes(engine: Engine, now: datetime) -> int:
    """Mark classes with the status "running" but without a live monitor as interrupted; return how many."""
    with Session(engine) as session, session.begin():
        silent = or_(MonitorStatus.heartbeat_at.is_(None), MonitorStatus.heartbeat_at < now - SILENT_AFTER)
        running = (
            select(ClassSession.id)
            .outerjoin(MonitorStatus, MonitorStatus.class_session_id == ClassSession.id)
            .where(ClassSession.status == "running", silent)
        )
        ids = session.scalars(running).all()
        for class_session_id in ids:
            last_sample = select(func.max(SampleRow.captured_at)).where(SampleRow.class_session_id == class_session_id)
            ended_at = session.scalar(last_sample) or ClassSession.started_at
            own = ClassSession.id == class_session_id
            session.execute(update(ClassSession).where(own).values(status="interrupted", ended_at=ended_at))
            session.execute(delete(MonitorStatus).where(MonitorStatus.class_session_id == class_session_id))
            record_event(session, "class_interrupted", f"class {class_session_id}: its monitor was cut off")
        return len(ids)
