"""Delete all rows of a database on a server; a SQLite file is deleted as a file."""

from pathlib import Path

from sqlalchemy import delete
from sqlalchemy.exc import SQLAlchemyError

from classroom.audit import head_file
from classroom.database import open_engine, parse_url, place_of, sqlite_file
from classroom.errors import DatabaseError
from classroom.messages.database import ALLOW_WRITING_OR_TRY_AGAIN, DATABASE_UNWRITABLE
from classroom.tables import Table


def database_file(url: str) -> Path | None:
    """Return the SQLite file of the URL, None for a server. Raises DatabaseError for a malformed URL."""
    return sqlite_file(parse_url(url))


def delete_all_rows(url: str) -> None:
    """Delete every row of ours, the audit log and its head included. Raises DatabaseError."""
    engine = open_engine(url)
    try:
        with engine.begin() as connection:
            for table in reversed(Table.metadata.sorted_tables):
                connection.execute(delete(table))
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error)
        raise DatabaseError(
            DATABASE_UNWRITABLE, reason=reason, where=place_of(engine.url), remedy=ALLOW_WRITING_OR_TRY_AGAIN
        ) from error
    finally:
        engine.dispose()
    head = head_file(engine.url)
    if head is not None:
        head.unlink(missing_ok=True)
