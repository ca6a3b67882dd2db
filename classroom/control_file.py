"""Tell other programs of this user where a running monitor takes requests: a file for each monitor.

The file holds the port on this computer and a token, without which no request is answered. Only its owner can read it.
"""

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Final

from classroom.data_folders import monitors_folder
from classroom.private_files import private_folder

TOKEN_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class ControlAddress:
    """A monitor that takes requests at http://127.0.0.1:`port` with `token`; `database` is its masked URL."""

    pid: int
    port: int
    database: str
    token: str = field(default_factory=lambda: secrets.token_urlsafe(TOKEN_BYTES), repr=False)

    def at(self, port: int) -> "ControlAddress":
        """Return the address with the port on which the monitor listens."""
        return replace(self, port=port)

    @property
    def file(self) -> Path:
        """Return the path of the monitor's file."""
        return monitors_folder() / f"{self.pid}.json"


@contextmanager
def published(address: ControlAddress) -> Iterator[None]:
    """Keep the monitor's file during the block. Raises OSError if it cannot be written."""
    private_folder(address.file.parent)
    # Made with its mode, not changed to it: at no moment can another user read the token.
    address.file.unlink(missing_ok=True)
    with os.fdopen(os.open(address.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(asdict(address), file)
    try:
        yield
    finally:
        address.file.unlink(missing_ok=True)


def read_address(file: Path) -> ControlAddress | None:
    """Return the address that a monitor's file holds; None if there is none, or not a whole one."""
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
        return ControlAddress(**{name: values[name] for name in ("pid", "port", "database", "token")})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def listed_addresses(database: str) -> list[ControlAddress]:
    """Return the addresses of the monitors that write, or once wrote, this database, the newest file first.

    A monitor that was killed leaves its file: whether one lives, a request to it shows.
    """
    files: list[tuple[float, Path]] = []
    with suppress(OSError):
        for file in monitors_folder().glob("*.json"):
            with suppress(OSError):
                files.append((file.stat().st_mtime, file))
    found = [read_address(file) for _, file in sorted(files, reverse=True)]
    return [address for address in found if address is not None and address.database == database]


def forget(address: ControlAddress) -> None:
    """Delete the file of a monitor that is gone."""
    with suppress(OSError):
        address.file.unlink(missing_ok=True)
