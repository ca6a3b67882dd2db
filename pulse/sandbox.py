"""Giving up, for good, what a page of three buttons does not need: files, other computers, other programs.

Python asks its audit hooks before it does any of these, and a hook cannot be taken away again. It binds Python code,
which all of ours and of our libraries' is; it is a second wall, behind having nothing in reach that is worth opening.
"""

import sys
from typing import Any, Final

REFUSED: Final = ("open", "os.", "socket.", "subprocess.", "shutil.", "signal.", "ctypes.", "mmap.", "sqlite3.", "pty.")
"""What the names of the events begin with that are refused: all that there are of these kinds, and those to come."""

NEEDED: Final = frozenset({"socket.__new__"})
"""What taking a connection needs. Reading, writing and closing what is open raises no event."""


def seal() -> None:
    """Refuse all of these from now on, to every thread of this process, by PermissionError."""
    sys.addaudithook(_refuse)


def _refuse(event: str, _arguments: tuple[Any, ...]) -> None:
    if event.startswith(REFUSED) and event not in NEEDED:
        raise PermissionError(f"the pulse page has given up {event}")
