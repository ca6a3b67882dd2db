"""Supervision of the parent process, to end with it."""

import _thread
import os
import signal
import sys
import time

CHECK_SECONDS = 1.0


def watch_parent(pid: int) -> None:
    """Wait until the process has ended, polling each second, then stop this one as SIGTERM would."""
    while is_alive(pid):
        time.sleep(CHECK_SECONDS)
    _thread.interrupt_main(signal.SIGTERM)


def is_alive(pid: int) -> bool:
    """Return whether there is a process of this id."""
    if sys.platform == "win32":
        return _is_alive_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _is_alive_on_windows(pid: int) -> bool:
    # os.kill would end the process there, whatever the signal.
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - exists on Windows only
    synchronise, still_running = 0x00100000, 0x00000102
    handle = kernel.OpenProcess(synchronise, False, pid)
    if not handle:
        return False
    try:
        return bool(kernel.WaitForSingleObject(handle, 0) == still_running)
    finally:
        kernel.CloseHandle(handle)
