"""List the windows of macOS, by Quartz. Titles of other programs need the screen-recording permission."""

from collections.abc import Mapping
from typing import Any, Final

import Quartz

from monitor.capture.kinds import SMALLEST_SIDE_PX
from monitor.capture.screens.program_names import plain_program_name
from monitor.capture.screens.rectangle import Rectangle
from monitor.capture.screens.screen_access import require_screen_recording_allowed
from monitor.capture.screens.window_system import WindowInfo

_NORMAL_LAYER: Final = 0
"""Menus, the Dock and the wallpaper are on other layers."""


class MacWindows:
    """Lists the windows in stacking order, then the minimised ones. Positions are in points, as in mss."""

    def __init__(self) -> None:
        require_screen_recording_allowed()

    def list_windows(self) -> list[WindowInfo]:
        """Return the titled windows, frontmost first."""
        options = Quartz.kCGWindowListOptionAll | Quartz.kCGWindowListExcludeDesktopElements
        entries = Quartz.CGWindowListCopyWindowInfo(options, Quartz.kCGNullWindowID) or []
        # Only the list of those on screen is in the order from front to back.
        shown_options = Quartz.kCGWindowListOptionOnScreenOnly | Quartz.kCGWindowListExcludeDesktopElements
        shown = Quartz.CGWindowListCopyWindowInfo(shown_options, Quartz.kCGNullWindowID) or []
        shown_ids = [int(entry[Quartz.kCGWindowNumber]) for entry in shown]
        hidden = [entry for entry in entries if int(entry[Quartz.kCGWindowNumber]) not in shown_ids]
        described = [_describe(entry, is_minimised=False) for entry in shown]
        described += [_describe(entry, is_minimised=True) for entry in hidden]
        return [info for info in described if info is not None]

    def close(self) -> None:
        """Do nothing: no resources are held."""


def _describe(entry: Mapping[Any, Any], *, is_minimised: bool) -> WindowInfo | None:
    bounds = entry.get(Quartz.kCGWindowBounds) or {}
    width, height = int(bounds.get("Width", 0)), int(bounds.get("Height", 0))
    if int(entry.get(Quartz.kCGWindowLayer, 1)) != _NORMAL_LAYER or min(width, height) < SMALLEST_SIDE_PX:
        return None
    program = str(entry.get(Quartz.kCGWindowOwnerName) or "")
    own_title = str(entry.get(Quartz.kCGWindowName) or "")
    if is_minimised and not own_title:
        # Programs keep untitled windows that are never visible.
        return None
    # Many programs omit their name from the title; "window:Zoom" should find their windows all the same.
    title = " - ".join(part for part in (own_title, program) if part)
    rectangle = Rectangle(int(bounds.get("X", 0)), int(bounds.get("Y", 0)), width, height)
    if not title:
        return None
    number = int(entry[Quartz.kCGWindowNumber])
    return WindowInfo(number, title, rectangle, is_minimised, plain_program_name(program))
