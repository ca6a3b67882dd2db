"""Which adapter asks this system for its windows."""

import sys

from monitor.capture.screens.window_system import WindowSystem


def open_window_system() -> WindowSystem:
    """Return the adapter for this system. Raises SourceUnavailable (retry) if it cannot be reached."""
    if sys.platform == "darwin":
        from monitor.capture.screens.windows_macos import MacWindows

        return MacWindows()
    if sys.platform == "win32":
        from monitor.capture.screens.windows_win32 import Win32Windows

        return Win32Windows()
    from monitor.capture.screens.windows_x11 import X11Windows

    return X11Windows()
