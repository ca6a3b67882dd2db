"""Giving up, for good, what a page of three buttons does not need: files, other computers, other programs.

Python asks its audit hooks before it does any of these, and a hook cannot be taken away again. It binds Python code,
which all of ours and of our libraries' is; it is a second wall, behind having nothing in reach that is worth opening.
"""

import sys
from typing import Any, Final

REFUSED: Final = frozenset(
    {
        "open",
        "os.listdir",
        "os.scandir",
        "os.system",
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "os.spawn",
        "os.startfile",
        "subprocess.Popen",
        "socket.bind",
        "socket.connect",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.sendto",
        "sqlite3.connect",
        "ctypes.dlopen",
        "shutil.copyfile",
        "os.remove",
        "os.rename",
    }
)


def seal() -> None:
    """Refuse all of these from now on, to every thread of this process, by PermissionError."""
    sys.addaudithook(_refuse)


def _refuse(event: str, _arguments: tuple[Any, ...]) -> None:
    if event in REFUSED:
        raise PermissionError(f"the pulse page has given up {event}")
