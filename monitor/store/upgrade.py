"""Brings the database to the schema that this Moodline needs, after copying the file."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL, Engine
from sqlalchemy.exc import DatabaseError as DriverError
from sqlalchemy.exc import SQLAlchemyError

from classroom.data_folders import PROJECT_FOLDER
from classroom.database import place_of, schema_revision, sqlite_file
from classroom.errors import DatabaseError
from classroom.tables import SCHEMA_REVISION

log = logging.getLogger(__name__)


def upgrade_database(engine: Engine) -> Path | None:
    """Upgrade to the newest schema and return the copy that was made before, or None if nothing was copied.

    Raises DatabaseError if the database cannot be written, is damaged, or belongs to a newer Moodline.
    """
    file = sqlite_file(engine.url)
    with named_database_errors(engine.url):
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
        return _upgrade(engine, file, place_of(engine.url))


@contextmanager
def named_database_errors(url: URL) -> Iterator[None]:
    """Turn what the driver says inside the block into a DatabaseError with a remedy."""
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
            f"The database has schema {found}, newer than {SCHEMA_REVISION}, the newest that this Moodline knows",
            where=where,
            remedy="Update Moodline, or name another database with --database.",
        )
    # Here, because most starts find the database as it should be, and need not wait for it.
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
    """Copy the SQLite file with its own backup call, which is consistent even while somebody reads or writes."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    copy = file.with_name(f"{file.stem}.before-{revision}-{stamp}{file.suffix}")
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


def _cannot_be_used(error: Exception, where: str) -> DatabaseError:
    reason = str(getattr(error, "orig", None) or error)
    if "readonly" in reason or "unable to open" in reason or isinstance(error, PermissionError | FileExistsError):
        return DatabaseError(
            f"The database cannot be written: {reason}",
            where=where,
            remedy="Allow writing to the file and its folder, or name another database with --database.",
        )
    if "locked" in reason:
        remedy = "Another program holds it; close that program, or name another database with --database."
        return DatabaseError("The database is locked", where=where, remedy=remedy)
    if isinstance(error, DriverError | sqlite3.DatabaseError) and ("malformed" in reason or "not a database" in reason):
        remedy = "Nothing was changed. Move the file away to start with an empty one, or restore a copy."
        return DatabaseError(f"The file is no intact database: {reason}", where=where, remedy=remedy)
    return DatabaseError(
        f"The database cannot be used: {reason}", where=where, remedy="Check the address, or name another database."
    )
