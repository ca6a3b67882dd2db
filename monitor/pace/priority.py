"""Lower the monitor's CPU priority, so that the video call goes first."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

NICENESS: Final = 10
"""Of 0 to 19. Next to a program of the usual 0 it gets about a tenth of a core that both of them want."""


def lower_priority() -> None:
    """Lower the priority of this process, with all of its threads, unless it is low already.

    Child processes started later inherit it, and cannot raise it again. A failure is ignored.
    """
    if sys.platform == "win32":
        _lower_priority_on_windows()
    else:
        for thread_id in _threads():
            with suppress(OSError):
                lower = max(NICENESS, os.getpriority(os.PRIO_PROCESS, thread_id))
                os.setpriority(os.PRIO_PROCESS, thread_id, lower)


def _threads() -> list[int]:
    """Return the ids for setpriority: Linux counts each thread by itself, others the process as a whole."""
    own = Path("/proc/self/task")
    return [int(thread.name) for thread in own.iterdir()] if own.is_dir() else [0]


if sys.platform == "win32":

    def _lower_priority_on_windows() -> None:
        import ctypes

        below_normal_priority_class = 0x4000
        kernel = ctypes.WinDLL("kernel32")
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        kernel.SetPriorityClass.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), below_normal_priority_class)
