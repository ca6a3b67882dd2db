"""Discard a class so that it can be brought back for a minute: its rows are kept in memory only."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Table, insert, select

from classroom.tables import ClassSession
from dashboard.database.edit.classes import delete_class
from dashboard.database.edit.transaction import record_event

UNDO_TIME: Final = timedelta(minutes=1)
SESSIONS: Final = ClassSession.metadata.tables[ClassSession.__tablename__]
ROWS_AT_ONCE: Final = 1000


@dataclass(frozen=True, slots=True)
class DiscardedClass:
    """A class that is deleted, with all its rows by table, the class's own first."""

    class_id: int
    title: str
    discarded_at: datetime
    rows: Mapping[str, list[dict[str, Any]]]


class DiscardedClasses:
    """The classes that can be brought back for a minute. Thread-safe; none of them survives this process."""

    def __init__(self, now: Callable[[], datetime], undo_time: timedelta = UNDO_TIME) -> None:
        self._now = now
        self._undo_time = undo_time
        self._lock = threading.Lock()
        self._kept: dict[int, tuple[DiscardedClass, threading.Timer]] = {}

    def keep(self, discarded: DiscardedClass) -> None:
        """Keep a class for its minute. A timer forgets it then, whether or not anybody asks for anything."""
        timer = threading.Timer(self._undo_time.total_seconds(), self._forget_this, [discarded])
        timer.daemon = True
        self.forget(discarded.class_id)
        with self._lock:
            self._kept[discarded.class_id] = discarded, timer
        timer.start()

    def find(self, class_id: int) -> DiscardedClass | None:
        """Return a class that can be brought back, None if there is none of that id, or its minute is over."""
        with self._lock:
            kept, _ = self._kept.get(class_id, (None, None))
        return kept if kept is not None and kept.discarded_at > self._now() - self._undo_time else None

    def forget(self, class_id: int) -> None:
        """Forget a class: it was brought back, or another of its number was discarded."""
        with self._lock:
            _, timer = self._kept.pop(class_id, (None, None))
        if timer is not None:
            timer.cancel()  # it holds the class's rows too

    def _forget_this(self, discarded: DiscardedClass) -> None:
        with self._lock:
            kept, _ = self._kept.get(discarded.class_id, (None, None))
            if kept is discarded:
                del self._kept[discarded.class_id]


def discard_class(connection: Connection, class_id: int, now: datetime) -> DiscardedClass:
    """Delete a class, and return all that was deleted. Raises ClassIsWatched while its monitor is alive."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for table in _tables():
        own = SESSIONS.c.id if table is SESSIONS else table.c.class_session_id
        found = connection.execute(select(table).where(own == class_id)).mappings()
        rows[table.name] = [dict(row) for row in found]
    delete_class(connection, class_id, now)
    return DiscardedClass(class_id, str(rows[SESSIONS.name][0]["title"]), now, rows)


def restore_class(connection: Connection, discarded: DiscardedClass) -> int:
    """Write a discarded class back, and return its id: the one that it had, unless a newer class has taken it."""
    class_id = _restored_session(connection, discarded)
    for table in _tables()[1:]:
        rows = [{**row, "class_session_id": class_id} for row in discarded.rows[table.name]]
        for row in rows:
            row.pop("id", None)  # may be another row's by now
        for place in range(0, len(rows), ROWS_AT_ONCE):
            connection.execute(insert(table), rows[place : place + ROWS_AT_ONCE])
    record_event(connection, "class_restored", f"class {class_id}")
    return class_id


def _restored_session(connection: Connection, discarded: DiscardedClass) -> int:
    row = dict(discarded.rows[SESSIONS.name][0])
    is_taken = connection.execute(select(SESSIONS.c.id).where(SESSIONS.c.id == discarded.class_id)).first() is not None
    if is_taken:
        del row["id"]
    written = connection.execute(insert(SESSIONS).values(row))
    key = written.inserted_primary_key
    return discarded.class_id if key is None else int(key[0])


def _tables() -> list[Table]:
    """Return the table of classes and those that belong to a class, in the order in which they can be written."""
    return [
        table
        for table in SESSIONS.metadata.sorted_tables
        if table is SESSIONS or any(key.column is SESSIONS.c.id for key in table.foreign_keys)
    ]
