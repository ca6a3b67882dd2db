"""Show annotated frames live, in a window."""

import os
import sys
import threading
from collections.abc import Sequence
from typing import Final

import cv2

from monitor.annotate.draw import annotate, fit_into
from monitor.errors import OutputUnavailable
from monitor.types import Frame, Observation, TrackedFace

TITLE: Final = "Moodline preview (q ends the class)"
LARGEST_WH: Final = (1280, 720)
QUIT_KEYS: Final = (ord("q"), ord("Q"), 27)


class PreviewWindow:
    """Shows every frame in a window. `q`, Escape or closing the window sets `ended`, which ends the class.

    Must be created, updated and closed in the same thread: on macOS in the main one.
    """

    def __init__(self, ended: threading.Event) -> None:
        """Open the window, before the class starts. Raises OutputUnavailable without a display."""
        self._ended = ended
        self._is_open = False
        _require_display()
        try:
            # Without Qt's tool bar, which has a button that saves the picture.
            cv2.namedWindow(TITLE, cv2.WINDOW_AUTOSIZE | cv2.WINDOW_GUI_NORMAL)
            cv2.waitKey(1)
        except cv2.error as error:
            raise OutputUnavailable(
                "This OpenCV cannot open windows",
                remedy="Install opencv-python instead of opencv-python-headless, or leave --preview out.",
            ) from error
        self._is_open = True

    def show(self, frame: Frame, faces: Sequence[TrackedFace], observations: Sequence[Observation]) -> None:
        """Show the annotated frame; once the window is closed, do nothing."""
        if not self._is_open:
            return
        if not _is_visible():
            self._end()
            return
        picture = annotate(frame.image_bgr, faces, observations)
        height, width = picture.shape[:2]
        scale = min(1.0, LARGEST_WH[0] / width, LARGEST_WH[1] / height)
        cv2.imshow(TITLE, fit_into(picture, max(1, round(width * scale)), max(1, round(height * scale))))
        self._attend(15)

    def tick(self) -> None:
        """Handle `q`, Escape and a closed window while no frames come."""
        if self._is_open:
            self._attend(1)

    def close(self) -> None:
        """Close the window."""
        if self._is_open:
            self._is_open = False
            cv2.destroyAllWindows()
            cv2.waitKey(1)

    def _attend(self, milliseconds: int) -> None:
        if cv2.waitKey(milliseconds) & 0xFF in QUIT_KEYS or not _is_visible():
            self._end()

    def _end(self) -> None:
        self._ended.set()
        self.close()


def _is_visible() -> bool:
    try:
        return cv2.getWindowProperty(TITLE, cv2.WND_PROP_VISIBLE) >= 1
    except cv2.error:  # raised by Qt once its last window is closed
        return False


def _require_display() -> None:
    """Raise OutputUnavailable without a display, where Qt would abort the whole process."""
    if not sys.platform.startswith("linux"):
        return
    remedy = "Start it from a desktop, or leave --preview out; --annotate writes the same to a file."
    if os.environ.get("DISPLAY"):
        from Xlib.display import Display
        from Xlib.error import DisplayError

        try:
            Display().close()
        except (DisplayError, OSError) as error:
            raise OutputUnavailable(
                "The screen cannot be opened", where=f"DISPLAY={os.environ['DISPLAY']}", remedy=remedy
            ) from error
    elif not os.environ.get("WAYLAND_DISPLAY"):
        raise OutputUnavailable("There is no screen to show a preview on", remedy=remedy)
