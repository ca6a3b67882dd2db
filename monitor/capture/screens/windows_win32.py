"""List the windows of Microsoft Windows, by ctypes over user32 and the Desktop Window Manager."""

import ctypes
from ctypes import wintypes
from typing import Any, Final

from monitor.capture.kinds import SMALLEST_SIDE_PX
from monitor.capture.screens.process_name import process_name
from monitor.capture.screens.program_names import plain_program_name
from monitor.capture.screens.rectangle import Rectangle
from monitor.capture.screens.window_system import WindowInfo

_DWMWA_EXTENDED_FRAME_BOUNDS: Final = 9
_DWMWA_CLOAKED: Final = 14
_PER_MONITOR_AWARE: Final = 2


class Win32Windows:
    """Lists the visible top-level windows, in stacking order."""

    def __init__(self) -> None:
        # By name, because the types of ctypes know these on Windows only, and mypy checks this file on every system.
        system = vars(ctypes)
        self._user32: Any = system["WinDLL"]("user32")
        self._dwmapi: Any = system["WinDLL"]("dwmapi")
        self._callback_type: Any = system["WINFUNCTYPE"](wintypes.BOOL, wintypes.HWND, wintypes.LPARAM)
        self._user32.GetWindowTextW.argtypes = [wintypes.HWND, wintypes.LPWSTR, ctypes.c_int]
        self._user32.GetWindowRect.argtypes = [wintypes.HWND, ctypes.POINTER(wintypes.RECT)]
        self._user32.GetWindowThreadProcessId.argtypes = [wintypes.HWND, ctypes.POINTER(wintypes.DWORD)]
        arguments = [wintypes.HWND, wintypes.DWORD, ctypes.c_void_p, wintypes.DWORD]
        self._dwmapi.DwmGetWindowAttribute.argtypes = arguments
        for name in ("IsWindowVisible", "IsIconic", "GetWindowTextLengthW"):
            getattr(self._user32, name).argtypes = [wintypes.HWND]
        self._programs: dict[int, str] = {}
        # Without it Windows scales our positions but not mss's. The call fails harmlessly if it is already set.
        system["WinDLL"]("shcore").SetProcessDpiAwareness(_PER_MONITOR_AWARE)

    def list_windows(self) -> list[WindowInfo]:
        """Return the titled windows, frontmost first."""
        handles: list[int] = []

        def collect(handle: int | None, _: int) -> bool:
            handles.append(int(handle or 0))
            return True

        self._user32.EnumWindows(self._callback_type(collect), 0)
        described = [self._describe(handle) for handle in handles]
        return [info for info in described if info is not None]

    def close(self) -> None:
        """Do nothing: no resources are held."""

    def _describe(self, handle: int) -> WindowInfo | None:
        if not self._user32.IsWindowVisible(handle) or self._is_cloaked(handle):
            return None
        title = self._title(handle)
        is_minimised = bool(self._user32.IsIconic(handle))
        bounds = self._bounds(handle)
        rectangle = Rectangle(bounds.left, bounds.top, bounds.right - bounds.left, bounds.bottom - bounds.top)
        is_tiny = min(rectangle.width, rectangle.height) < SMALLEST_SIDE_PX
        if not title or (is_tiny and not is_minimised):
            return None
        return WindowInfo(handle, title, rectangle, is_minimised, self._program(handle))

    def _program(self, handle: int) -> str:
        # Kept, because the windows are listed before each frame, and a window's program never changes.
        if handle not in self._programs:
            process_id = wintypes.DWORD()
            self._user32.GetWindowThreadProcessId(handle, ctypes.byref(process_id))
            self._programs[handle] = plain_program_name(process_name(process_id.value))
        return self._programs[handle]

    def _title(self, handle: int) -> str:
        length = int(self._user32.GetWindowTextLengthW(handle))
        buffer = ctypes.create_unicode_buffer(length + 1)
        self._user32.GetWindowTextW(handle, buffer, length + 1)
        return buffer.value.strip()

    def _is_cloaked(self, handle: int) -> bool:
        # Windows keeps suspended store apps "visible" but cloaked; so are windows of other virtual desktops.
        cloaked = wintypes.DWORD()
        size = ctypes.sizeof(cloaked)
        failed = self._dwmapi.DwmGetWindowAttribute(handle, _DWMWA_CLOAKED, ctypes.byref(cloaked), size)
        return not failed and bool(cloaked.value)

    def _bounds(self, handle: int) -> wintypes.RECT:
        # GetWindowRect includes the invisible borders, through which the window behind would be captured.
        bounds = wintypes.RECT()
        size = ctypes.sizeof(bounds)
        if self._dwmapi.DwmGetWindowAttribute(handle, _DWMWA_EXTENDED_FRAME_BOUNDS, ctypes.byref(bounds), size):
            self._user32.GetWindowRect(handle, ctypes.byref(bounds))
        return bounds
