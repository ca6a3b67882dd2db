"""The key of this account's dashboards: random, in a file of the data folder that only its owner can read."""

import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final

from classroom.data_folders import data_folder
from classroom.private_files import OTHERS, private_file, private_folder

FILE_NAME: Final = "dashboard-key"
KEY_BYTES: Final = 32
SHORTEST: Final = 43
"""The letters of 32 bytes in URL-safe base 64."""


def key_file() -> Path:
    """Return the path of the file, which need not exist yet."""
    return data_folder() / FILE_NAME


def access_key() -> str:
    """Return the key, read anew so that a renewed one counts at once; made if there is none that is whole and private.

    A key that other accounts could read is renewed: one of them may have. Raises OSError.
    """
    with suppress(FileNotFoundError):
        found = key_file().read_text(encoding="ascii", errors="replace").strip()
        is_open = os.name == "posix" and key_file().stat().st_mode & OTHERS
        if len(found) >= SHORTEST and not is_open:
            return found
        key_file().unlink()
    return _made()


def renew() -> None:
    """Make another key: no cookie, code or program of before is let in any more. Raises OSError."""
    key_file().unlink(missing_ok=True)
    _made()


def mac(key: str, purpose: str, text: str = "") -> str:
    """Return a keyed hash (HMAC-SHA-256) of the text for one purpose, as 64 hexadecimal digits."""
    return hmac.new(key.encode(), f"{purpose}\n{text}".encode(), "sha256").hexdigest()


def _made() -> str:
    """Make the key, unless another dashboard has just done so, and return the one that counts."""
    private_folder(data_folder())
    new = private_file(data_folder() / f".{FILE_NAME}-{secrets.token_hex(8)}")
    try:
        new.write_text(secrets.token_urlsafe(KEY_BYTES), encoding="ascii")
        with suppress(FileExistsError):
            os.link(new, key_file())  # whole at once, and never in place of another's
    finally:
        new.unlink()
    return key_file().read_text(encoding="ascii")
