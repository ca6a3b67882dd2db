"""Upgrade the database to the current schema, after copying the file."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Engine
from sqlalchemy.exc import DatabaseError as DriverError
from sqlalchemy.exc import SQLAlchemyError

from classroom import known_databases
from classroom.audit import keep_head, last_entry
from classroom.commands import CommandOptions
from classroom.data_folders import PROJECT_FOLDER
from classroom.database import has_foreign_tables, place_of, schema_revision, sqlite_file
from classroom.errors import DatabaseError
from classroom.messages.database import (
    ALLOW_WRITING,
    CHECK_ADDRESS,
    CLOSE_OTHER_PROGRAM,
    DATABASE_DAMAGED,
    DATABASE_FOREIGN,
    DATABASE_GONE,
    DATABASE_LOCKED,
    DATABASE_UNUSABLE,
    DATABASE_UNWRITABLE,
    MOVE_DATABASE_BACK,
    MOVE_FILE_AWAY,
    NAME_OTHER_FILE,
    SCHEMA_TOO_NEW,
    UPDATE_OR_OTHER_DATABASE,
)
from classroom.private_files import private_file, private_folder
from classroom.tables import SCHEMA_REVISION

log = logging.getLogger(__name__)

OVERWRITES_SINCE: Final = "0009"
"""The schema since which rows are overwritten when they are deleted."""


def upgrade_database(engine: Engine) -> Path | None:
    """Upgrade to the newest schema and return the copy that was made before, or None if nothing was copied.

    Raises DatabaseError if the database cannot be written, is damaged, or belongs to a newer Moodline.
    """
    file = sqlite_file(engine.url)
    with named_database_errors(engine.url):
        if file is not None:
            _require_ours(file)
            # Before SQLite opens it: what it puts beside the file gets the file's mode.
            private_file(private_folder(file.parent) / file.name)
        return _upgrade(engine, file, place_of(engine.url))


def require_present(file: Path, commands: CommandOptions) -> None:
    """Raise DatabaseError for a file that held classes and is gone: only its owner knows whether it was moved."""
    if known_databases.is_missing(file):
        anew = MOVE_DATABASE_BACK.filled(command=commands.monitor("--upgrade-database", "--new-database"))
        raise DatabaseError(DATABASE_GONE, where=str(file), remedy=anew)


def _require_ours(file: Path) -> None:
    """Raise DatabaseError for another program's database, before anything opens it for writing."""
    if has_foreign_tables(file):
        raise DatabaseError(DATABASE_FOREIGN, where=str(file), remedy=NAME_OTHER_FILE)


@contextmanager
def named_database_errors(url: URL) -> Iterator[None]:
    """Convert the driver's errors inside the block into a DatabaseError with a remedy."""
    try:
        yield
    except (OSError, SQLAlchemyError, sqlite3.Error) as error:
        raise _cannot_be_used(error, place_of(url)) from error


def _upgrade(engine: Engine, file: Path | None, where: str) -> Path | None:
    with engine.connect() as connection:
        found = schema_revision(connection)
    if found == SCHEMA_REVISION:
        _require_writable(engine)
        return None
    if found is not None and found > SCHEMA_REVISION:
        raise DatabaseError(
            SCHEMA_TOO_NEW, found=found, newest=SCHEMA_REVISION, where=where, remedy=UPDATE_OR_OTHER_DATABASE
        )
    # Imported here, because most starts find the schema up to date, and need not wait for it.
    from alembic import command
    from alembic.config import Config as AlembicConfig

    copy = _copy(file, found) if file is not None and found is not None else None
    config = AlembicConfig()
    config.set_main_option("script_location", str(PROJECT_FOLDER / "migrations").replace("%", "%%"))
    with engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            # Python's driver opens no transaction before DDL; without one, a crash leaves half a schema.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        head = last_entry(connection)
    if head is not None:
        keep_head(engine.url, head)
    if file is not None and found is not None and found < OVERWRITES_SINCE:
        with engine.connect() as connection:
            connection.exec_driver_sql("VACUUM")  # of what was deleted while nothing was overwritten
    log.info("database upgraded from %s to %s", found or "nothing", SCHEMA_REVISION)
    return copy


def _require_writable(engine: Engine) -> None:
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            # Taking the lock alone succeeds on a read-only file; writing the header's own value back does not.
            version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            connection.exec_driver_sql(f"PRAGMA user_version = {version}")
            connection.rollback()


def _copy(file: Path, revision: str) -> Path:
    """Copy the SQLite file by its backup API, which is consistent even during reads and writes."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    copy = file.with_name(f"{file.stem}.before-{revision}-{stamp}{file.suffix}")
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(private_file(copy))) as target:
        source.backup(target)
    return copy


def _cannot_be_used(error: Exception, where: str) -> DatabaseError:
    reason = str(getattr(error, "orig", None) or error)
    if "readonly" in reason or "unable to open" in reason or isinstance(error, PermissionError | FileExistsError):
        return DatabaseError(DATABASE_UNWRITABLE, reason=reason, where=where, remedy=ALLOW_WRITING)
    if "locked" in reason:
        return DatabaseError(DATABASE_LOCKED, where=where, remedy=CLOSE_OTHER_PROGRAM)
    if isinstance(error, DriverError | sqlite3.DatabaseError) and ("malformed" in reason or "not a database" in reason):
        return DatabaseError(DATABASE_DAMAGED, reason=reason, where=where, remedy=MOVE_FILE_AWAY)
    return DatabaseError(DATABASE_UNUSABLE, reason=reason, where=where, remedy=CHECK_ADDRESS)
