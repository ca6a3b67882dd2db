"""The class that its retention period deletes next."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from classroom.tables import ClassSession


@dataclass(frozen=True, slots=True)
class OldestClass:
    """The class that was written first of those that do not run; `timezone` is its own."""

    id: int
    title: str
    created_at: datetime
    timezone: str


def oldest_class(connection: Connection) -> OldestClass | None:
    """Return the oldest class, None if there is none."""
    columns = (ClassSession.id, ClassSession.title, ClassSession.created_at, ClassSession.timezone)
    query = select(*columns).where(ClassSession.status != "running").order_by(ClassSession.created_at).limit(1)
    found = connection.execute(query).first()
    return None if found is None else OldestClass(*found)
