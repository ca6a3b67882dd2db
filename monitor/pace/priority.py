"""Lets the call go first: the monitor's threads get the cores that nobody else wants."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

NICENESS: Final = 10
"""Of 0 to 19. Beside a program of the usual 0 it gets about a tenth of a core that both of them want."""


def give_way() -> None:
    """Lower the priority of this process, with all of its threads; one that is low already stays as it is.

    Children started later inherit it, and may not raise it again. A system that refuses is no reason not to watch.
    """
    if sys.platform == "win32":
        _give_way_on_windows()
    else:
        for thread_id in _threads():
            with suppress(OSError):
                lower = max(NICENESS, os.getpriority(os.PRIO_PROCESS, thread_id))
                os.setpriority(os.PRIO_PROCESS, thread_id, lower)


def _threads() -> list[int]:
    """Return what setpriority is to be told: Linux counts each thread by itself, others the process as a whole."""
    own = Path("/proc/self/task")
    return [int(thread.name) for thread in own.iterdir()] if own.is_dir() else [0]


if sys.platform == "win32":

    def _give_way_on_windows() -> None:
        import ctypes

        below_normal_priority_class = 0x4000
        kernel = ctypes.WinDLL("kernel32")
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        kernel.SetPriorityClass.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), below_normal_priority_class)
