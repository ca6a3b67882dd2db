"""Remember which SQLite files hold classes: one that is gone is asked for, and not made anew in silence."""

import json
from pathlib import Path
from typing import Final

from classroom.data_folders import data_folder
from classroom.private_files import private_folder, write_private

FILE_NAME: Final = "databases.json"
MOST_KEPT: Final = 50


def remember(database: Path) -> None:
    """Note that this file holds classes. Raises OSError if that cannot be written."""
    path, known = _name(database), _known()
    if path not in known:
        _write([*known, path][-MOST_KEPT:])


def forget(database: Path) -> None:
    """Forget a file, so that a new one may be made in its place. Raises OSError."""
    path, known = _name(database), _known()
    if path in known:
        _write([each for each in known if each != path])


def is_missing(database: Path) -> bool:
    """Return whether this file once held classes, and is not there."""
    return not database.exists() and _name(database) in _known()


def _name(database: Path) -> str:
    return str(database.resolve())


def _file() -> Path:
    return data_folder() / FILE_NAME


def _known() -> list[str]:
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def _write(known: list[str]) -> None:
    private_folder(data_folder())
    write_private(_file(), json.dumps(known, indent=1))
