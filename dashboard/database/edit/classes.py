"""Edits of a class: its title, group and notes, and its deletion."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, update

from classroom.tables import ClassSession
from dashboard.database.edit.errors import ClassIsWatched, TitleMissing
from dashboard.database.edit.texts import many_lines, one_line
from dashboard.database.edit.transaction import DELETED, record_event
from dashboard.database.read.classes import fresh_since, monitor_status


def change_class(connection: Connection, class_id: int, changes: dict[str, str]) -> None:
    """Store those of title, group_name and notes that are in `changes`. Raises TitleMissing, TextTooLong."""
    values: dict[str, Any] = {name: one_line(changes[name]) for name in ("title", "group_name") if name in changes}
    if values.get("title") == "":
        raise TitleMissing
    if values:
        record_event(connection, "class_renamed", f"class {class_id}: {', '.join(values)}")
    if "notes" in changes:
        values["notes"] = many_lines(changes["notes"])
        record_event(connection, "class_noted", f"class {class_id}")
    if values:
        connection.execute(update(ClassSession).where(ClassSession.id == class_id).values(**values))


def delete_class(connection: Connection, class_id: int, now: datetime) -> None:
    """Delete a class with everything that belongs to it. Raises ClassIsWatched while its monitor is alive."""
    status = monitor_status(connection, class_id)
    if status is not None and status.heartbeat_at >= fresh_since(now):
        raise ClassIsWatched
    # Samples, markers, ranges and all the rest go with it: their foreign keys cascade.
    connection.execute(delete(ClassSession).where(ClassSession.id == class_id))
    connection.info.setdefault(DELETED, []).append(class_id)
    record_event(connection, "class_deleted", f"class {class_id}")
