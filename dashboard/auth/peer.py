"""The account at the other end of a connection within this computer, where the system tells (Linux)."""

import os
import sys
from pathlib import Path
from typing import Final

TABLES: Final = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
ROOT: Final = 0


def is_other_account(port: int, server_port: int) -> bool:
    """Return whether the program that connected from `port` to ours at `server_port` is known to be another account's.

    Other accounts can read the command that opens the browser, and with it a code, before the browser has used it.
    """
    if sys.platform != "linux":
        return False
    found = {uid for table in TABLES for uid in _accounts(table, port, server_port)}
    return bool(found) and not found & {os.geteuid(), ROOT}


def _accounts(table: Path, port: int, server_port: int) -> list[int]:
    """Return the accounts of the table's sockets between these two ports of this computer."""
    try:
        lines = table.read_text(encoding="ascii").splitlines()[1:]
    except OSError:
        return []
    rows = (line.split() for line in lines)
    ends = (f":{port:04X}", f":{server_port:04X}")
    return [int(row[7]) for row in rows if row[1].endswith(ends[0]) and row[2].endswith(ends[1])]


def port_of(text: object) -> int:
    """Return the port of a WSGI environment's value, 0 for none."""
    return int(text) if isinstance(text, str | int) and str(text).isdecimal() else 0
