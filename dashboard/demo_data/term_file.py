"""The SQLite file of the demo term: made when it is missing, old, or of another version; else reused."""

import os
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfoNotFoundError

from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from classroom.database import create_schema, open_engine, schema_revision
from classroom.database_url import sqlite_url
from classroom.errors import DatabaseError
from classroom.messages.database import ALLOW_WRITING_TO_FOLDER, DEMO_DATA_UNWRITABLE
from classroom.private_files import private_file, private_folder
from classroom.tables import SCHEMA_REVISION, ClassSession
from dashboard.demo_data.term import TermClass, term_classes
from dashboard.demo_data.term_rows import add_class

CONTENT_VERSION: Final = 2
"""To be raised whenever the term's content changes, so that files of before are made anew."""
LASTS: Final = timedelta(days=1)
JOURNALS: Final = ("-journal", "-wal", "-shm")


def ready_term(path: Path, now: datetime) -> bool:
    """Make the term's file unless there is a current one, and return whether it was made.

    Raises DatabaseError if it cannot be written.
    """
    if is_fit(path, now):
        return False
    try:
        make_term(path, now)
    except (OSError, SQLAlchemyError) as error:
        reason = str(getattr(error, "orig", None) or error)
        raise DatabaseError(
            DEMO_DATA_UNWRITABLE, reason=reason, where=str(path), remedy=ALLOW_WRITING_TO_FOLDER
        ) from error
    return True


def is_fit(path: Path, now: datetime) -> bool:
    """Return whether the file has the current schema and content, and was made within the last day."""
    if not path.exists():
        return False
    engine = open_engine(sqlite_url(path), read_only=True)
    try:
        with engine.connect() as connection:
            content = connection.execute(text("PRAGMA user_version")).scalar_one()
            if content != CONTENT_VERSION or schema_revision(connection) != SCHEMA_REVISION:
                return False
            made_at: datetime | None = connection.execute(select(func.max(ClassSession.created_at))).scalar_one()
            return made_at is not None and timedelta() <= now - made_at < LASTS
    except SQLAlchemyError:
        return False  # whatever it is, it is no file of ours
    finally:
        engine.dispose()


def make_term(path: Path, now: datetime) -> None:
    """Write the term into a temporary file, which replaces an older one only when it is complete."""
    private_folder(path.parent)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        _write(unfinished, now)
        _remove_journals(path)  # one that was left behind would be played back into the new file
        unfinished.replace(path)
    finally:
        _remove_journals(unfinished)
        unfinished.unlink(missing_ok=True)


def _remove_journals(path: Path) -> None:
    for ending in JOURNALS:
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _write(path: Path, now: datetime) -> None:
    zone = _zone_name()
    classes = term_classes(now, zone)
    engine = open_engine(sqlite_url(private_file(path)))
    try:
        create_schema(engine)
        with engine.begin() as connection:
            for one in _with_progress(classes):
                add_class(connection, one, zone, now)
            connection.exec_driver_sql(f"PRAGMA user_version = {CONTENT_VERSION}")
    finally:
        engine.dispose()


def _with_progress(classes: Sequence[TermClass]) -> Iterator[TermClass]:
    """Yield the classes, and print progress and remaining time to stderr."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    words = f"Inventing a term of {len(classes)} classes"
    if not console.is_terminal:
        console.print(f"{words} …")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("left:"))
    with Progress(
        *columns, TimeRemainingColumn(), console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task(words, total=len(classes))
        for one in classes:
            yield one
            bar.advance(task)


def _zone_name() -> str:
    """Return the name of the machine's time zone, or UTC where it has none that is known."""
    from tzlocal import get_localzone_name

    try:
        return get_localzone_name() or "UTC"
    except ZoneInfoNotFoundError:
        return "UTC"
