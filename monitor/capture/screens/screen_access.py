"""Explain black or bare screens: some systems deny access to the screen without an error."""

import os
import sys

from classroom.messages.message import Message
from classroom.messages.source_remedies import (
    ALLOW_SCREEN_RECORDING,
    DISPLAY_NOT_SET,
    LEAVE_WAYLAND,
    SCREEN_PROTECTED,
    UNLOCK_SCREEN,
)
from classroom.messages.sources import SCREEN_NOT_ALLOWED
from monitor.errors import SourceUnavailable


def is_wayland() -> bool:
    """Return whether this is a Wayland session, where an X11 program sees no other program's windows."""
    if sys.platform in {"darwin", "win32"}:
        return False
    return os.environ.get("XDG_SESSION_TYPE", "").lower() == "wayland" or bool(os.environ.get("WAYLAND_DISPLAY"))


def black_remedy() -> Message:
    """Return why a capture of the screen may be black on this system, and the remedy."""
    return LEAVE_WAYLAND if is_wayland() else SCREEN_PROTECTED


def no_screen_remedy() -> Message:
    """Return the remedy if the screen cannot be read at all."""
    if is_wayland():
        return LEAVE_WAYLAND
    if sys.platform not in {"darwin", "win32"} and not os.environ.get("DISPLAY"):
        return DISPLAY_NOT_SET
    return UNLOCK_SCREEN


def require_screen_recording_allowed() -> None:
    """Raise SourceUnavailable on macOS without the permission, where only the wallpaper would be captured."""
    if sys.platform == "darwin":
        _require_macos_permission()


def _require_macos_permission() -> None:
    import Quartz

    if Quartz.CGPreflightScreenCaptureAccess():
        return
    # The request puts the terminal on the list in System Settings, where the user can then allow it.
    Quartz.CGRequestScreenCaptureAccess()
    raise SourceUnavailable(SCREEN_NOT_ALLOWED, remedy=ALLOW_SCREEN_RECORDING, retry=True)
