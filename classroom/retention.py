"""Delete classes past their retention period, in the monitor as in the dashboard."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, select

from classroom.audit import add_entry, begin_writing, keep_head
from classroom.database import sqlite_file
from classroom.erasure import delete_aged_copies, erase_traces
from classroom.tables import ClassSession

log = logging.getLogger(__name__)


def delete_old_classes(engine: Engine, retention_days: int, now: datetime, actor: str) -> int:
    """Delete the classes written more than `retention_days` ago, with all their rows and traces; return how many.

    Raises SQLAlchemyError, and OSError if the head of the audit log cannot be written.
    """
    query = select(ClassSession.id).where(
        ClassSession.created_at < now - timedelta(days=retention_days), ClassSession.status != "running"
    )
    with engine.begin() as connection:
        begin_writing(connection)
        ids = connection.scalars(query).all()
        if ids:
            connection.execute(delete(ClassSession).where(ClassSession.id.in_(ids)))
            detail = f"classes {', '.join(map(str, ids))}: older than {retention_days} days"
            head = add_entry(connection, actor, "retention_deleted", detail)
    if ids:
        log.info("deleted %s", detail)
        keep_head(engine.url, head)
        erase_traces(engine, ids)
    file = sqlite_file(engine.url)
    if file is not None:
        delete_aged_copies(file, now)
    return len(ids)
