"""Block access to files, the network and other programs for the rest of the process.

Python calls its audit hooks before each of these, and a hook cannot be removed. It binds Python code only, which all of
ours and of our libraries' is; it is a second line of defence, since the process holds nothing worth opening.
"""

import sys
from typing import Any, Final

BLOCKED_EVENTS: Final = (
    "open",
    "os.",
    "socket.",
    "subprocess.",
    "shutil.",
    "signal.",
    "ctypes.",
    "mmap.",
    "sqlite3.",
    "pty.",
)
"""The prefixes of blocked audit events: all events of these kinds, and those of future Python versions."""

ALLOWED_EVENTS: Final = frozenset({"socket.__new__"})
"""The event that accepting a connection needs. Reading, writing and closing open sockets raises no event."""


def enter_sandbox() -> None:
    """Block all of these from now on, in every thread of this process, by PermissionError."""
    sys.addaudithook(_refuse)


def _refuse(event: str, _arguments: tuple[Any, ...]) -> None:
    if event.startswith(BLOCKED_EVENTS) and event not in ALLOWED_EVENTS:
        raise PermissionError(f"the pulse page has given up {event}")
