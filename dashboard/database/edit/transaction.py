"""Write transactions, one at a time and short, so that the monitor never waits long for the lock."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from classroom.audit import Head, add_entry, keep_head
from classroom.database import open_engine, place_of, sqlite_file
from classroom.erasure import erase_traces
from classroom.errors import DatabaseError
from classroom.messages.database import ALLOW_WRITING_OR_TRY_AGAIN, DATABASE_UNWRITABLE
from classroom.retention import delete_old_classes
from dashboard.database.read.connection import DatabaseReader

log = logging.getLogger(__name__)

ACTOR: Final = "dashboard"
HEAD: Final = "audit head"
DELETED: Final = "deleted classes"


class DatabaseWriter:
    """Source of write transactions. The database must exist with the current schema: only the monitor creates it."""

    def __init__(self, url: str, reader: DatabaseReader) -> None:
        """Store the URL; nothing is opened."""
        self._url = url
        self._reader = reader

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Yield a connection whose changes are committed together, or not at all.

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
                head: Head | None = connection.info.pop(HEAD, None)
                deleted: list[int] = connection.info.pop(DELETED, [])
            _keep_head(engine.url, head)  # committed by now
            if deleted:
                erase_traces(engine, deleted)
        except SQLAlchemyError as error:
            raise _unwritable(error, engine) from error
        finally:
            engine.dispose()

    def note(self, action: str, detail: str) -> None:
        """Write an audit event of what changes no class. Without a database, or one that cannot be written, it is lost.

        The reader of an export must not fail because the database is on a medium that cannot be written.
        """
        engine = open_engine(self._url)
        file = sqlite_file(engine.url)
        if file is not None and not file.exists():
            return
        try:
            with engine.begin() as connection:
                head = add_entry(connection, ACTOR, action, detail)
            _keep_head(engine.url, head)
        except SQLAlchemyError as error:
            log.warning("An entry of the audit log could not be written: %s", getattr(error, "orig", None) or error)
        finally:
            engine.dispose()

    def delete_old_classes(self, retention_days: int, now: datetime) -> int:
        """Delete the classes past their retention period, and return how many.

        Raises NoDatabaseYet, DatabaseError.
        """
        with self._reader.connect():
            pass  # the schema is the reader's to check
        engine = open_engine(self._url)
        try:
            return delete_old_classes(engine, retention_days, now, ACTOR)
        except (SQLAlchemyError, OSError) as error:
            raise _unwritable(error, engine) from error
        finally:
            engine.dispose()


def _unwritable(error: Exception, engine: Engine) -> DatabaseError:
    reason, where = str(getattr(error, "orig", None) or error), place_of(engine.url)
    return DatabaseError(DATABASE_UNWRITABLE, reason=reason, where=where, remedy=ALLOW_WRITING_OR_TRY_AGAIN)


def record_event(connection: Connection, action: str, detail: str) -> None:
    """Write an audit event, in the same transaction as the edit. It holds no text that a teacher wrote."""
    connection.info[HEAD] = add_entry(connection, ACTOR, action, detail)


def _keep_head(url: URL, head: Head | None) -> None:
    if head is None:
        return
    try:
        keep_head(url, head)
    except OSError as error:
        log.warning("The last entry of the audit log could not be noted outside of the database: %s", error)
