"""Choose and parse a database URL. No driver is needed."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from classroom.data_folders import default_database_url
from classroom.errors import DatabaseError
from classroom.messages.database import MORE_THAN_ONE_AT, NOT_A_DATABASE_URL, URL_EXAMPLE, WRITE_PERCENT_40
from classroom.password_masks import mask_database_url

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

DATABASE_URL_VARIABLE: Final = "MOODLINE_DATABASE_URL"
"""The environment variable that passes the URL to a child process: other users cannot read it, unlike arguments."""

URL_EXAMPLES: Final = "sqlite:///class.db or postgresql+psycopg://user@host/moodline"


def chosen_database_url(typed: str | None, configured: str | None) -> str:
    """Return the first that is set: the command line's, MOODLINE_DATABASE_URL, config.yaml's, the platform's file."""
    return typed or os.environ.get(DATABASE_URL_VARIABLE) or configured or default_database_url()


def sqlite_url(file: Path) -> str:
    """Return the URL of a SQLite file."""
    return f"sqlite:///{file.as_posix()}"


def read_url(url: str) -> "URL":
    """Parse the URL without loading its driver. Raises DatabaseError if it is malformed or of an unknown kind."""
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError

    try:
        parsed = make_url(url)
        if parsed.drivername in ("postgres", "postgresql"):  # the default driver differs between SQLAlchemy versions
            parsed = parsed.set(drivername="postgresql+psycopg")
        parsed.get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:  # ValueError: a port that is not a number
        raise _not_a_url(url) from error
    if "@" in (parsed.host or ""):
        raise DatabaseError(MORE_THAN_ONE_AT, where=mask_database_url(url), remedy=WRITE_PERCENT_40)
    return parsed


def _not_a_url(url: str) -> DatabaseError:
    remedy = URL_EXAMPLE.filled(examples=URL_EXAMPLES)
    return DatabaseError(NOT_A_DATABASE_URL, where=mask_database_url(url), remedy=remedy)
