"""Erase what a deleted class left behind: in SQLite's log, and in the copies from before upgrades.

Rows that are deleted are overwritten (`secure_delete`, in classroom.database). What the disk itself keeps of a file
that was shortened or deleted is beyond any program.
"""

import logging
import sqlite3
import time
from collections.abc import Collection
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from classroom.database import sqlite_file
from classroom.private_files import SIDE_FILES, copies_of

log = logging.getLogger(__name__)

COPIES_LAST: Final = timedelta(days=30)
TRIES: Final = 20
PAUSE_SECONDS: Final = 0.1
"""Between tries to empty SQLite's log, while somebody reads."""


def erase_traces(engine: Engine, class_ids: Collection[int]) -> None:
    """Erase what is left of deleted classes outside of the tables; to be called after the commit."""
    file = sqlite_file(engine.url)
    if file is None:
        return
    _empty_log(engine)
    for copy in _copies(file):
        try:
            _delete_from(copy, class_ids)
        except sqlite3.Error as error:
            log.warning("a copy of the database could not be read, and is deleted (%s): %s", error, copy)
            _unlink(copy)


def delete_aged_copies(file: Path, now: datetime) -> int:
    """Delete the copies that upgrades made more than thirty days ago, and return how many."""
    oldest = (now - COPIES_LAST).timestamp()
    aged = [copy for copy in _copies(file) if copy.stat().st_mtime < oldest]
    for copy in aged:
        _unlink(copy)
    return len(aged)


def _copies(file: Path) -> list[Path]:
    return [path for path in copies_of(file) if not path.name.endswith(SIDE_FILES)]


def _empty_log(engine: Engine) -> None:
    """Write the log back and shorten it to nothing; it does nothing in another journal mode."""
    for _ in range(TRIES):
        with suppress(SQLAlchemyError), engine.connect() as connection:
            is_busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
            if not is_busy:
                return
        time.sleep(PAUSE_SECONDS)
    log.warning("the database's log could not be emptied, because it is being read; the next deletion tries again")


def _delete_from(copy: Path, class_ids: Collection[int]) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.executemany("DELETE FROM class_sessions WHERE id = ?", [(each,) for each in class_ids])
        connection.commit()
        connection.execute("VACUUM")  # also of what had been deleted before the copy was made


def _unlink(copy: Path) -> None:
    for name in (copy.name, *(copy.name + end for end in SIDE_FILES)):
        copy.with_name(name).unlink(missing_ok=True)
