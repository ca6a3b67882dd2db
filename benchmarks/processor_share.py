"""Measure the processor's share of each program of a process and its descendants, on Linux."""

import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

TICKS_A_SECOND: Final = os.sysconf("SC_CLK_TCK")
AFTER_NAME: Final = ") "
PARENT, USER, SYSTEM = 1, 11, 12
"""The fields of /proc/PID/stat, counted from behind the program's name."""

NameOf = Callable[[str], str | None]
"""Returns the name of the program that a command line starts, None for one that is not counted."""


def seconds_by_program(name_of: NameOf) -> defaultdict[str, float]:
    """Return the processor's seconds that the descendants of this process have used so far, by program."""
    fields, used = _fields(), defaultdict[str, float](float)
    for pid in fields:
        name = name_of(_command(pid)) if os.getpid() in _ancestors(pid, fields) else None
        if name is not None:
            used[name] += (int(fields[pid][USER]) + int(fields[pid][SYSTEM])) / TICKS_A_SECOND
    return used


def shares_of_a_core(name_of: NameOf, seconds: float) -> Mapping[str, float]:
    """Wait, and return each program's share of one core meanwhile."""
    before, began = seconds_by_program(name_of), time.monotonic()
    time.sleep(seconds)
    after, passed = seconds_by_program(name_of), time.monotonic() - began
    return {name: (after[name] - before[name]) / passed for name in after}


def _ancestors(pid: int, fields: Mapping[int, list[str]]) -> Iterator[int]:
    while pid in fields:
        pid = int(fields[pid][PARENT])
        yield pid


def _fields() -> dict[int, list[str]]:
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                stat = (folder / "stat").read_text(encoding="utf-8", errors="replace")
            except OSError:  # it has just ended
                continue
            found[int(folder.name)] = stat.rpartition(AFTER_NAME)[2].split()
    return found


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8", errors="replace").replace("\0", " ")
    except OSError:
        return ""
