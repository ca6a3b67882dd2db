"""Read-only connections to the database, which is opened when first needed and need not exist yet."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from classroom import known_databases
from classroom.commands import CommandOptions
from classroom.database import has_foreign_tables, open_engine, parse_url, require_schema, schema_revision, sqlite_file
from classroom.errors import DatabaseError
from classroom.messages.database import (
    ALLOW_READING,
    DATABASE_FOREIGN,
    DATABASE_GONE,
    DATABASE_UNREADABLE,
    MOVE_DATABASE_BACK,
    NAME_OTHER_FILE,
    NO_CLASS_YET,
    PAGE_TRIES_AGAIN,
    START_A_CLASS,
)
from dashboard.errors import NoDatabaseYet

FileIdentity = tuple[int, int] | None


class DatabaseReader:
    """Source of read-only connections. It notices when the database file appears, is replaced, or is removed."""

    def __init__(self, url: str, commands: CommandOptions = CommandOptions()) -> None:  # noqa: B008 - frozen
        """Store the URL, and the options of commands that errors suggest; nothing is opened.

        Raises DatabaseError if the URL is malformed."""
        self._commands = commands
        self._url = url
        self._file = sqlite_file(parse_url(url))
        self._lock = threading.Lock()
        self._engine: Engine | None = None
        self._identity: FileIdentity = None

    @property
    def place(self) -> str:
        """Return the URL or path of the database, without a password."""
        return str(self._file) if self._file else parse_url(self._url).render_as_string(hide_password=True)

    def stamp(self) -> tuple[tuple[int, int, int], ...]:
        """Return the inode number, size and time of change of a SQLite file and of its log, to notice any change.

        Empty for other databases, and while there is no file.
        """
        found = []
        for path in (self._file, None if self._file is None else self._file.with_name(f"{self._file.name}-wal")):
            try:
                status = None if path is None else path.stat()
            except OSError:
                status = None
            if status is not None:
                found.append((status.st_ino, status.st_size, status.st_mtime_ns))
        return tuple(found)

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """Yield a connection that can only read, and sees one state of the database until it is given back.

        Raises NoDatabaseYet while there is nothing to read, DatabaseError if it cannot be read or has another schema.
        """
        engine = self._checked_engine()
        try:
            with engine.connect() as connection:
                _begin(connection)
                yield connection
        except SQLAlchemyError as error:
            self.close()
            reason = str(getattr(error, "orig", error))
            raise DatabaseError(
                DATABASE_UNREADABLE, reason=reason, where=self.place, remedy=PAGE_TRIES_AGAIN
            ) from error

    def _checked_engine(self) -> Engine:
        identity = self._identity_now()
        with self._lock:
            if self._engine is not None and identity == self._identity:
                return self._engine
            if self._engine is not None:
                self._engine.dispose()
                self._engine = None
            engine = open_engine(self._url, read_only=True)
            try:
                self._require_tables(engine)
            except DatabaseError:
                engine.dispose()
                raise
            self._engine, self._identity = engine, identity
            return engine

    def _identity_now(self) -> FileIdentity:
        if self._file is None:
            return None
        try:
            status = self._file.stat()
        except OSError as error:
            if isinstance(error, FileNotFoundError):
                raise self._nothing_yet() from error
            reason = str(error.strerror)
            raise DatabaseError(DATABASE_UNREADABLE, reason=reason, where=self.place, remedy=ALLOW_READING) from error
        return status.st_dev, status.st_ino

    def _require_tables(self, engine: Engine) -> None:
        try:
            with engine.connect() as connection:
                empty = schema_revision(connection) is None
        except SQLAlchemyError:
            empty = False  # require_schema words it
        if empty:
            if self._file is not None and has_foreign_tables(self._file):
                raise DatabaseError(DATABASE_FOREIGN, where=self.place, remedy=NAME_OTHER_FILE)
            raise self._nothing_yet()
        require_schema(engine, self._commands)

    def close(self) -> None:
        """Give back all connections; the next reader opens new ones."""
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()
                self._engine = None

    def _nothing_yet(self) -> DatabaseError:
        if self._file is not None and known_databases.is_missing(self._file):
            anew = self._commands.monitor("--upgrade-database", "--new-database")
            remedy = MOVE_DATABASE_BACK.filled(command=anew)
            return DatabaseError(DATABASE_GONE, where=self.place, remedy=remedy)
        remedy = START_A_CLASS.filled(command=self._commands.monitor("--demo"))
        return NoDatabaseYet(NO_CLASS_YET, where=self.place, remedy=remedy)


def _begin(connection: Connection) -> None:
    """Begin a transaction in which all reads see the same state; SQLite's driver sends no BEGIN before a SELECT."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN")
    else:
        connection.execution_options(isolation_level="REPEATABLE READ")
