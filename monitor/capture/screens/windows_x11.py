"""List the windows of an X11 display, by python-xlib."""

from collections.abc import Iterator, Sequence
from typing import Final

from Xlib import X, Xutil
from Xlib.display import Display
from Xlib.error import BadWindow, ConnectionClosedError, DisplayError, XError
from Xlib.xobject.drawable import Window

from classroom.messages.sources import WINDOWS_UNLISTED
from monitor.capture.kinds import SMALLEST_SIDE_PX
from monitor.capture.screens.process_name import process_name
from monitor.capture.screens.program_names import plain_program_name
from monitor.capture.screens.rectangle import Rectangle
from monitor.capture.screens.screen_access import no_screen_remedy
from monitor.capture.screens.window_system import WindowInfo
from monitor.errors import SourceUnavailable

_DEEPEST_LEVEL: Final = 3
"""A window manager's frame is one or two levels above the program's own window."""


class X11Windows:
    """Lists the windows of the window manager, or, without one, those in the tree of windows."""

    def __init__(self) -> None:
        try:
            self._display = Display()
        except (DisplayError, OSError) as error:
            raise _unreachable(error) from error
        self._root = self._display.screen().root
        self._is_closed = False
        self._programs: dict[int, str] = {}

    def list_windows(self) -> list[WindowInfo]:
        """Return the titled windows, frontmost first."""
        try:
            windows = self._managed() or list(self._in_tree(self._root, 0))
            described = [self._describe(window) for window in windows]
        except (ConnectionClosedError, OSError) as error:
            raise _unreachable(error) from error
        return [info for info in described if info is not None]

    def close(self) -> None:
        """Disconnect from the display."""
        if not self._is_closed:
            self._is_closed = True
            try:
                self._display.close()
            except (ConnectionClosedError, OSError):
                # The display is already gone.
                return

    def _managed(self) -> list[Window]:
        # The stacking list is ordered from the bottom to the top.
        for name in ("_NET_CLIENT_LIST_STACKING", "_NET_CLIENT_LIST"):
            found = self._property(self._root, name)
            if found is not None:
                return [self._display.create_resource_object("window", int(each)) for each in reversed(found)]
        return []

    def _in_tree(self, window: Window, level: int) -> Iterator[Window]:
        for child in _children(window):
            if self._title(child) or self._property(child, "WM_STATE") is not None:
                yield child
            elif level < _DEEPEST_LEVEL:
                yield from self._in_tree(child, level + 1)

    def _describe(self, window: Window) -> WindowInfo | None:
        try:
            title = self._title(window)
            geometry = window.get_geometry()
            origin = self._root.translate_coords(window, 0, 0)
            is_hidden = window.get_attributes().map_state != X.IsViewable or self._is_iconic(window)
        except XError:
            # It was closed meanwhile.
            return None
        # Programs keep tiny titled windows that are never visible, for the clipboard and the like.
        if not title or min(geometry.width, geometry.height) < SMALLEST_SIDE_PX:
            return None
        rectangle = Rectangle(origin.x, origin.y, geometry.width, geometry.height)
        return WindowInfo(int(window.id), title, rectangle, is_hidden, self._program(window))

    def _program(self, window: Window) -> str:
        # Kept, because the windows are listed before each frame, and a window's program never changes.
        number = int(window.id)
        if number not in self._programs:
            self._programs[number] = plain_program_name(self._class_of(window) or self._name_of_process(window))
        return self._programs[number]

    def _class_of(self, window: Window) -> str:
        # Two texts, each ended by a zero: the program's name as it was started, and its class.
        names = self._property(window, "WM_CLASS")
        return _decoded(names).rstrip("\0").rpartition("\0")[2] if isinstance(names, bytes) else ""

    def _name_of_process(self, window: Window) -> str:
        numbers = self._property(window, "_NET_WM_PID")
        return process_name(int(numbers[0])) if numbers else ""

    def _is_iconic(self, window: Window) -> bool:
        state = self._property(window, "WM_STATE")
        return state is not None and int(state[0]) == Xutil.IconicState

    def _title(self, window: Window) -> str:
        # python-xlib's own get_wm_name returns an empty text for titles in UTF-8.
        title = self._property(window, "_NET_WM_NAME") or self._property(window, "WM_NAME")
        return _decoded(title).strip() if isinstance(title, bytes) else ""

    def _property(self, window: Window, name: str) -> Sequence[int] | bytes | None:
        try:
            found = window.get_full_property(self._display.intern_atom(name), X.AnyPropertyType)
        except BadWindow:
            return None
        if found is None or not len(found.value):
            return None
        value: Sequence[int] | bytes = found.value
        return value


def _children(window: Window) -> list[Window]:
    try:
        return list(reversed(window.query_tree().children))
    except XError:
        return []


def _decoded(title: bytes) -> str:
    try:
        return title.decode()
    except UnicodeDecodeError:
        # The encoding of WM_NAME in old X11 programs.
        return title.decode("latin-1")


def _unreachable(error: Exception) -> SourceUnavailable:
    return SourceUnavailable(WINDOWS_UNLISTED, where=str(error).strip(), remedy=no_screen_remedy(), retry=True)
