"""Open the database with the same settings in the monitor, which writes, and in the dashboard, which reads."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from classroom.commands import CommandOptions
from classroom.database_url import read_url
from classroom.errors import DatabaseError
from classroom.messages.database import (
    CREATE_OR_OTHER_DATABASE,
    DATABASE_HAS_NO_CLASSES,
    DATABASE_UNREADABLE,
    DRIVER_MISSING,
    INSTALL_DRIVER,
    MEND_DATABASE,
    SCHEMA_DIFFERS,
    START_A_CLASS,
    UPDATE_MOODLINE,
    UPGRADE_DATABASE,
)
from classroom.password_masks import mask_database_url, mask_passwords
from classroom.tables import SCHEMA_REVISION, ClassSession, Table

BUSY_TIMEOUT_SECONDS: Final = 5.0


def parse_url(url: str) -> URL:
    """Return the parsed URL with its driver. Raises DatabaseError if it is malformed or its driver is not installed."""
    parsed = read_url(url)
    try:
        parsed.get_dialect().import_dbapi()
    except ModuleNotFoundError as error:
        where, name = mask_database_url(url), error.name or ""
        raise DatabaseError(DRIVER_MISSING, name=name, where=where, remedy=INSTALL_DRIVER) from error
    return parsed


def sqlite_file(url: URL) -> Path | None:
    """Return the SQLite file of the URL, or None for another database or one in memory."""
    if url.get_backend_name() != "sqlite" or url.database is None:
        return None
    name = url.database
    if name.startswith("file:"):  # SQLite's own URI
        name = unquote(urlsplit(name).path)
    return None if name in ("", ":memory:") else Path(name)


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Return whether this SQLite has the fix for its WAL-reset bug: 3.51.3 and later, 3.50.7 and 3.44.6 in their lines.

    Source: https://sqlite.org/wal.html#walresetbug. Before it, two connections that write and checkpoint at the
    same instant can corrupt the file, and a monitor with a dashboard is exactly that.
    """
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51, 0) or (3, 44, 6) <= version < (3, 45, 0)


def open_engine(url: str, *, read_only: bool = False) -> Engine:
    """Return an engine for the URL, without connecting.

    A `read_only` engine rejects every change. Raises DatabaseError for an unusable URL.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() != "sqlite":
        return _open_server(parsed, read_only=read_only)
    file = sqlite_file(parsed)
    if read_only and file is not None:
        # A path may hold '?', '#' and '%', which a plain file: URI would misread.
        parsed = URL.create("sqlite", database=file.resolve().as_uri(), query={"mode": "ro", "uri": "true"})
    # No pool: opening a file is cheap, and a pooled connection would keep a file open that was replaced meanwhile.
    engine = create_engine(parsed, poolclass=NullPool, connect_args={"timeout": BUSY_TIMEOUT_SECONDS})

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's signature
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        if not read_only:
            connection.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten
            connection.execute("PRAGMA temp_store = MEMORY")
            journal = "WAL" if wal_is_safe(sqlite3.sqlite_version_info) else "TRUNCATE"
            connection.execute(f"PRAGMA journal_mode = {journal}")

    return engine


def _open_server(url: URL, *, read_only: bool) -> Engine:
    engine = create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": int(BUSY_TIMEOUT_SECONDS)})
    return engine.execution_options(postgresql_readonly=True) if read_only else engine


def schema_revision(connection: Connection) -> str | None:
    """Return the database's schema revision, or None for a database without our tables."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def has_foreign_tables(file: Path) -> bool:
    """Return whether the file is a SQLite database with tables, none of which is ours. It is not changed."""
    if not file.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    except sqlite3.Error:
        return False  # damaged, or a journal must be rolled back: whoever opens it says so
    names = {name for (name,) in rows} - {"alembic_version"}
    return bool(names) and ClassSession.__tablename__ not in names


def create_schema(engine: Engine) -> None:
    """Create all tables of the current schema at once, for a new database that needs no migrations."""
    with engine.begin() as connection:
        Table.metadata.create_all(connection)
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": SCHEMA_REVISION})


def require_schema(engine: Engine, commands: CommandOptions = CommandOptions()) -> None:  # noqa: B008 - frozen
    """Raise DatabaseError, naming the command that fixes it, unless the database has exactly our schema."""
    where = place_of(engine.url)
    try:
        with engine.connect() as connection:
            revision = schema_revision(connection)
    except SQLAlchemyError as error:
        raise _unreadable(str(getattr(error, "orig", error)), where, commands) from error
    if revision is None:
        raise DatabaseError(
            DATABASE_HAS_NO_CLASSES, where=where, remedy=START_A_CLASS.filled(command=commands.monitor("--demo"))
        )
    if revision != SCHEMA_REVISION:
        upgrade = UPGRADE_DATABASE.filled(command=commands.monitor("--upgrade-database"))
        remedy = UPDATE_MOODLINE.filled() if revision > SCHEMA_REVISION else upgrade
        raise DatabaseError(SCHEMA_DIFFERS, found=revision, needed=SCHEMA_REVISION, where=where, remedy=remedy)


def place_of(url: URL) -> str:
    """Return the database's location for a message: a file's path, or the URL without its password."""
    return str(sqlite_file(url) or mask_passwords(url.render_as_string(hide_password=True)))


def _unreadable(reason: str, where: str, commands: CommandOptions) -> DatabaseError:
    # "readonly": a monitor that was killed left a journal; reading would have to roll it back.
    mend = MEND_DATABASE.filled(command=commands.monitor("--upgrade-database"))
    create = CREATE_OR_OTHER_DATABASE.filled(command=commands.monitor("--demo"))
    remedy = mend if "readonly" in reason else create
    return DatabaseError(DATABASE_UNREADABLE, reason=reason, where=where, remedy=remedy)
