"""Systems that let a program look at the screen and show it black, or a bare wallpaper, instead of refusing."""

import os
import sys
from typing import Final

from monitor.errors import SourceUnavailable

_WAYLAND_REMEDY: Final = (
    "This desktop runs on Wayland, which does not let programs read the screen. Log out, choose an Xorg (X11) session "
    "on the login screen, and start the class again; or use a webcam, or a recording of the call."
)
_MACOS_REMEDY: Final = (
    "Open System Settings > Privacy & Security > Screen & System Audio Recording, allow the terminal that starts the "
    "monitor, then close and reopen that terminal."
)
_PROTECTED_REMEDY: Final = (
    "The window or screen may be locked, asleep, or protected against recording; uncover it, or watch something else."
)


def is_wayland() -> bool:
    """Return whether this is a Wayland session, where an X11 program sees no other program's windows."""
    if sys.platform in {"darwin", "win32"}:
        return False
    return os.environ.get("XDG_SESSION_TYPE", "").lower() == "wayland" or bool(os.environ.get("WAYLAND_DISPLAY"))


def black_remedy() -> str:
    """Return why a picture of the screen may be black here, and what to do."""
    return _WAYLAND_REMEDY if is_wayland() else _PROTECTED_REMEDY


def no_screen_remedy() -> str:
    """Return what to do where the screen cannot be read at all."""
    if is_wayland():
        return _WAYLAND_REMEDY
    if sys.platform not in {"darwin", "win32"} and not os.environ.get("DISPLAY"):
        return "DISPLAY is not set: start the monitor on the desktop itself, or watch a webcam or a recording."
    return "Unlock the screen, or watch a webcam or a recording."


def require_screen_recording_allowed() -> None:
    """Raise SourceUnavailable on macOS without the permission, where only the wallpaper would be seen."""
    if sys.platform == "darwin":
        _require_macos_permission()


def _require_macos_permission() -> None:
    import Quartz

    if Quartz.CGPreflightScreenCaptureAccess():
        return
    # Asking puts the terminal on the list in System Settings, where the user can then allow it.
    Quartz.CGRequestScreenCaptureAccess()
    raise SourceUnavailable("macOS does not allow recording the screen yet", remedy=_MACOS_REMEDY, retry=True)
