"""Capture the screens of this machine by mss."""

import logging
import time
from typing import TYPE_CHECKING, Final

from mss import MSS, ScreenShotError

from classroom.messages.sources import SCREEN_UNREADABLE
from monitor.capture.screens.rectangle import Rectangle
from monitor.capture.screens.screen_access import no_screen_remedy, require_screen_recording_allowed
from monitor.errors import SourceUnavailable

if TYPE_CHECKING:
    from monitor.types import ImageBgr

_log = logging.getLogger(__name__)

_LAYOUT_SECONDS: Final = 10.0
"""mss reads the layout of the screens once; a laptop may be docked meanwhile."""

_GRAB_ERRORS: Final = (ScreenShotError, AssertionError, ValueError)
"""mss asserts that the X11 server answers; one that has ended does not."""


class Desktop:
    """The screens of this machine. Raises SourceUnavailable (retry) wherever they cannot be read."""

    def __init__(self) -> None:
        require_screen_recording_allowed()
        self._mss = _open_mss()
        self._is_closed = False
        self._opened_at = time.monotonic()

    def screens(self) -> list[Rectangle]:
        """Return the whole desktop, then each screen, the main one first."""
        if time.monotonic() - self._opened_at > _LAYOUT_SECONDS:
            self.close()
            self._mss = _open_mss()
            self._is_closed = False
            self._opened_at = time.monotonic()
        try:
            whole, *single = self._mss.monitors
        except _GRAB_ERRORS as error:
            raise _no_screen(error) from error
        # A display without RandR lists only the whole desktop.
        ordered = sorted(single or [whole], key=lambda screen: not screen.get("is_primary", False))
        return [Rectangle(each["left"], each["top"], each["width"], each["height"]) for each in (whole, *ordered)]

    def grab(self, rectangle: Rectangle) -> "ImageBgr":
        """Return the pixels, uint8 (height, width, 3); larger than the rectangle on a display with scaled pixels."""
        # Here, so that listing the screens need not import numpy.
        import numpy as np

        region = {
            "left": rectangle.left,
            "top": rectangle.top,
            "width": rectangle.width,
            "height": rectangle.height,
        }
        try:
            shot = self._mss.grab(region)
        except _GRAB_ERRORS as error:
            raise _no_screen(error) from error
        pixels = np.frombuffer(shot.bgra, np.uint8).reshape(shot.height, shot.width, 4)
        return np.ascontiguousarray(pixels[:, :, :3])

    def close(self) -> None:
        """Disconnect from the display; may be called twice."""
        if self._is_closed:
            return
        # Set first: after a lost display mss would disconnect a second time, from memory already freed.
        self._is_closed = True
        try:
            self._mss.close()
        except ScreenShotError as error:
            _log.debug("The display was gone before it was closed: %s", error)


def _open_mss() -> MSS:
    try:
        return MSS()
    # OSError: a Linux machine without the X11 libraries.
    except (ScreenShotError, OSError) as error:
        raise _no_screen(error) from error


def _no_screen(error: Exception) -> SourceUnavailable:
    # X11's own name of the failure is what users find help for.
    where = str(error).strip() or "the display does not answer"
    return SourceUnavailable(SCREEN_UNREADABLE, where=where, remedy=no_screen_remedy(), retry=True)
