"""Reading a database URL, and showing one without its password. The driver is not needed here."""

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from classroom.data_folders import default_database_url
from classroom.errors import DatabaseError

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

DATABASE_URL_VARIABLE: Final = "MOODLINE_DATABASE_URL"
"""Hands the URL to a child process: an environment is its owner's alone, a command line everybody can list."""

URL_EXAMPLES: Final = "sqlite:///class.db or postgresql+psycopg://user@host/moodline"

# Greedy, because a password may hold ':', '/' and, by mistake, '@'. Too much hidden is better than too little.
_PASSWORD_IN_URL: Final = re.compile(r"(://[^:\s]*):.*@", re.DOTALL)
_PASSWORD_IN_QUERY: Final = re.compile(r"((?:password|passwd|pwd)=)[^&;\s]*", re.IGNORECASE)
_PASSWORD_ANYWHERE: Final = re.compile(r":.*@", re.DOTALL)


def chosen_database_url(typed: str | None, configured: str | None) -> str:
    """Return the first that is given: what was typed, MOODLINE_DATABASE_URL, config.yaml's, the platform's file."""
    return typed or os.environ.get(DATABASE_URL_VARIABLE) or configured or default_database_url()


def sqlite_url(file: Path) -> str:
    """Return the URL of this SQLite file."""
    return f"sqlite:///{file.as_posix()}"


def mask_passwords(text: str) -> str:
    """Return the text with *** for the password of a URL in it."""
    return _PASSWORD_IN_QUERY.sub(r"\1***", _PASSWORD_IN_URL.sub(r"\1:***@", text))


def mask_database_url(url: str) -> str:
    """Return what was meant as a database URL with *** for its password, even if it is no URL at all."""
    return mask_passwords(url) if "://" in url else mask_passwords(_PASSWORD_ANYWHERE.sub(":***@", url))


def read_url(url: str) -> "URL":
    """Return the URL, its driver named but not loaded. Raises DatabaseError if it is none, or of an unknown kind."""
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError

    try:
        parsed = make_url(url)
        if parsed.drivername in ("postgres", "postgresql"):  # the default driver differs between SQLAlchemy versions
            parsed = parsed.set(drivername="postgresql+psycopg")
        parsed.get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:  # ValueError: a port that is no number
        raise _not_a_url(url) from error
    if "@" in (parsed.host or ""):
        raise DatabaseError(
            "This database URL has more than one @",
            where=mask_database_url(url),
            remedy="Write %40 for @ in a password.",
        )
    return parsed


def _not_a_url(url: str) -> DatabaseError:
    remedy = f"A URL looks like {URL_EXAMPLES}."
    return DatabaseError("This is not a database URL that can be used", where=mask_database_url(url), remedy=remedy)
