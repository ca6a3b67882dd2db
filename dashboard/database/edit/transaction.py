"""The one way to write: a short transaction at a time, so that the monitor is never kept waiting."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, insert
from sqlalchemy.exc import SQLAlchemyError

from classroom.database import open_engine, place_of, sqlite_file
from classroom.errors import DatabaseError
from classroom.tables import AuditEvent
from dashboard.database.read.connection import DatabaseReader

ACTOR: Final = "dashboard"


class DatabaseWriter:
    """Hands out transactions. The database must exist and have our schema: the monitor makes it, never we."""

    def __init__(self, url: str, reader: DatabaseReader) -> None:
        """Take the URL; nothing is opened."""
        self._url = url
        self._reader = reader

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Yield a connection whose changes are kept together, or not at all.

        Raises NoDatabaseYet while there is none, DatabaseError if it cannot be written.
        """
        with self._reader.connect():
            pass  # the schema is the reader's to check
        engine = open_engine(self._url)
        try:
            with engine.begin() as connection:
                if sqlite_file(engine.url) is not None:
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                yield connection
        except SQLAlchemyError as error:
            raise DatabaseError(
                f"The database cannot be written: {getattr(error, 'orig', None) or error}",
                where=place_of(engine.url),
                remedy="Allow writing to the file and its folder, or try again if the monitor was busy.",
            ) from error
        finally:
            engine.dispose()


def record_event(connection: Connection, action: str, detail: str) -> None:
    """Write into the audit log, in the same transaction as what it tells of. No text that a teacher wrote goes in."""
    values = {"happened_at": datetime.now(UTC), "actor": ACTOR, "action": action, "detail": detail}
    connection.execute(insert(AuditEvent).values(**values))
