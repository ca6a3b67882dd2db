"""Keep files and folders to their owner: made so, and closed again at start where they are open to other accounts.

On POSIX by mode (0600, 0700), on Windows by an access list that names this account and the system alone.
"""

import os
import stat
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from classroom.data_folders import data_folder, logs_folder, user_settings_file

FILE_MODE: Final = 0o600
FOLDER_MODE: Final = 0o700
OTHERS: Final = 0o077
SIDE_FILES: Final = ("-wal", "-shm", "-journal")
"""Files that SQLite puts beside its own, with its mode; they hold rows too."""
AUDIT_HEAD: Final = "-audit"
"""Ends the name of the file with the last entry of a database's audit log."""
MOST_NAMED: Final = 3
ICACLS_SECONDS: Final = 10.0


def keep_to_owner() -> None:
    """Make all that this process and its children write from now on private, and let none of them dump its memory."""
    os.umask(OTHERS)
    with suppress(ImportError, OSError, ValueError):  # Windows has no limits of this kind
        import resource

        # 1 and not 0: Linux heeds 0 only where the dump would be a file, and 1 also where a program takes it.
        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        allowed = 0 if most == 0 else 1
        resource.setrlimit(resource.RLIMIT_CORE, (allowed, allowed))


def private_folder(folder: Path) -> Path:
    """Make the folder, and those above it that are missing, for their owner only. Raises OSError."""
    if not folder.is_dir():
        private_folder(folder.parent)
        folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
        if sys.platform == "win32":
            _restrict_on_windows(folder)
    return folder


def private_file(file: Path) -> Path:
    """Make an empty file for its owner only, unless there is one: not even while it is made can others open it."""
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE))
        if sys.platform == "win32":
            _restrict_on_windows(file)
    return file


def write_private(file: Path, content: str) -> None:
    """Put the text in place of the file in one step, readable by its owner only. Raises OSError."""
    new = file.with_name(f".{file.name}.{os.getpid()}.new")
    new.unlink(missing_ok=True)
    try:
        private_file(new).write_text(content, encoding="utf-8")
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)


def close_to_others(database: Path | None) -> list[Path]:
    """Close all that Moodline keeps to other accounts, and return what was open to them.

    That is the data folder, the logs, the settings, and the database with what SQLite and upgrades put beside it. What
    belongs to another account is left as it is.
    """
    paths = [*_tree(data_folder()), *_tree(logs_folder()), *beside(database)]
    settings = user_settings_file()
    return close(paths if settings is None else [*paths, settings])


def close(paths: Iterable[Path]) -> list[Path]:
    """Take the rights of other accounts away from files and folders, and return those that had granted some."""
    closed = []
    for path in dict.fromkeys(paths):
        with suppress(OSError):
            if sys.platform == "win32":
                if path.exists():
                    _restrict_on_windows(path)
            elif _is_open(path):
                path.chmod(stat.S_IMODE(path.stat().st_mode) & ~OTHERS)
                closed.append(path)
    return closed


def beside(database: Path | None) -> list[Path]:
    """Return the paths of a SQLite file, of what SQLite keeps beside it, and of its copies from before upgrades."""
    if database is None:
        return []
    return [
        database,
        *(database.with_name(database.name + end) for end in (*SIDE_FILES, AUDIT_HEAD)),
        *copies_of(database),
    ]


def copies_of(database: Path) -> list[Path]:
    """Return the copies that upgrades made of a SQLite file, with what SQLite keeps beside them."""
    start, end = f"{database.stem}.before-", database.suffix
    endings = tuple(end + side for side in ("", *SIDE_FILES))
    with suppress(OSError):
        return sorted(
            path for path in database.parent.iterdir() if path.name.startswith(start) and path.name.endswith(endings)
        )
    return []


def closed_words(closed: list[Path]) -> str:
    """Return the sentence that says what was open to other accounts."""
    named = ", ".join(map(str, closed[:MOST_NAMED]))
    more = f" and {len(closed) - MOST_NAMED} more" if len(closed) > MOST_NAMED else ""
    return f"Other accounts of this computer could open these, and no longer can: {named}{more}"


def windows_command(path: Path, account: str) -> list[str]:
    """Return the command that leaves a path to this account and the system, whatever its folder grants."""
    rights = "(OI)(CI)F" if path.is_dir() else "F"
    # S-1-5-18 is the system, whose name differs from language to language.
    granted = [f"{account}:{rights}", f"*S-1-5-18:{rights}"]
    return ["icacls", str(path), "/inheritance:r", "/grant:r", *granted, "/q"]


def _restrict_on_windows(path: Path) -> None:
    account = f"{os.environ.get('USERDOMAIN', '.')}\\{os.environ.get('USERNAME', '')}"
    with suppress(OSError, subprocess.SubprocessError):
        subprocess.run(windows_command(path, account), capture_output=True, timeout=ICACLS_SECONDS, check=False)


def _tree(folder: Path) -> Iterator[Path]:
    if folder.is_dir() and not folder.is_symlink():
        yield folder
        yield from folder.rglob("*")


def _is_open(path: Path) -> bool:
    found = path.lstat()
    return not stat.S_ISLNK(found.st_mode) and bool(found.st_mode & OTHERS) and found.st_uid == os.geteuid()
