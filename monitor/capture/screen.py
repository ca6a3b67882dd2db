"""Screens, areas and windows: a rectangle of the desktop, located anew before every picture."""

import logging
import time
from datetime import UTC, datetime
from typing import Final, Protocol

import numpy as np
from mss import MSS, ScreenShotError

from monitor.capture.blindness import require_visible
from monitor.capture.rectangle import Rectangle
from monitor.capture.screen_access import black_remedy, is_wayland, no_screen_remedy, require_screen_recording_allowed
from monitor.capture.spec import SMALLEST_SIDE_PX, AreaSpec, ScreenSpec
from monitor.errors import SourceBlind, SourceUnavailable
from monitor.stages import Progress
from monitor.types import Frame, ImageBgr

_log = logging.getLogger(__name__)

_LAYOUT_SECONDS: Final = 10.0
"""mss reads the layout of the screens once; a laptop may be docked while it watches."""

_GRAB_ERRORS: Final = (ScreenShotError, AssertionError, ValueError)
"""mss asserts that the X11 server answers; one that has ended does not."""


class Region(Protocol):
    """Says which rectangle of the desktop is watched right now."""

    def locate(self, screens: list[Rectangle]) -> Rectangle:
        """Return the rectangle in screen pixels; `screens` is the whole desktop, then each screen, main one first.

        Raises SourceBlind if there is nothing to see at the moment, SourceUnavailable if there is no such thing.
        """

    def close(self) -> None:
        """Give back what locating needed."""


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
        # A display without RandR names only the whole desktop.
        ordered = sorted(single or [whole], key=lambda screen: not screen.get("is_primary", False))
        return [Rectangle(each["left"], each["top"], each["width"], each["height"]) for each in (whole, *ordered)]

    def grab(self, rectangle: Rectangle) -> ImageBgr:
        """Return the pixels, uint8 (height, width, 3); larger than the rectangle on a display with scaled pixels."""
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
        # Set first: after a display that went away mss would disconnect a second time, from memory already freed.
        self._is_closed = True
        try:
            self._mss.close()
        except ScreenShotError as error:
            _log.debug("The display was gone before it was closed: %s", error)


class ScreenSource:
    """What a region of the desktop shows, opened on construction. A still picture there is what is there."""

    is_live = True

    def __init__(self, name: str, region: Region) -> None:
        """Raises SourceUnavailable (retry) if the desktop cannot be read or the region does not exist."""
        self.name = name
        self._region = region
        self._delivered = 0
        try:
            self._desktop = Desktop()
        except SourceUnavailable:
            region.close()
            raise
        try:
            self._require_readable()
        except SourceUnavailable:
            self.close()
            raise

    def read(self) -> Frame:
        """Return what is to be seen now. Raises SourceBlind or SourceUnavailable (retry) as the region does."""
        rectangle = self._visible_rectangle()
        captured_at = datetime.now(UTC)
        image_bgr = self._desktop.grab(rectangle)
        require_visible(image_bgr, where=self.name, black_remedy=black_remedy())
        index, self._delivered = self._delivered, self._delivered + 1
        return Frame(index, captured_at, image_bgr, source=self.name)

    def progress(self) -> Progress | None:
        """Return None: a screen has no end."""
        return None

    def close(self) -> None:
        """Disconnect from the display."""
        self._region.close()
        self._desktop.close()

    def _visible_rectangle(self) -> Rectangle:
        screens = self._desktop.screens()
        visible = self._region.locate(screens).clipped_to(screens[0])
        if visible is None or min(visible.width, visible.height) < SMALLEST_SIDE_PX:
            remedy = "Move it back onto a screen; it is waited for."
            raise SourceBlind("What is watched lies outside the screen", where=self.name, remedy=remedy)
        return visible

    def _require_readable(self) -> None:
        try:
            self.read()
        except SourceBlind as blind:
            # Elsewhere a black screen may light up; under Wayland it will stay black for the whole class.
            if is_wayland():
                raise SourceUnavailable(blind.what, where=self.name, remedy=no_screen_remedy(), retry=True) from blind
        self._delivered = 0


class WholeScreen:
    """A whole screen, as a Region."""

    def __init__(self, spec: ScreenSpec) -> None:
        self._spec = spec

    def locate(self, screens: list[Rectangle]) -> Rectangle:
        """Return the screen's rectangle."""
        single = screens[1:]
        number = self._spec.number or 1
        if number > len(single):
            there = ", ".join(f"screen:{place} ({each.size_text})" for place, each in enumerate(single, start=1))
            raise SourceUnavailable(
                f"There is no screen {number}", where=self._spec.name, remedy=f"There are: {there}", retry=True
            )
        return single[number - 1]

    def close(self) -> None:
        """Nothing is held."""


class FixedArea:
    """A fixed rectangle of the desktop, as a Region."""

    def __init__(self, spec: AreaSpec) -> None:
        self._spec = spec
        self._rectangle = Rectangle(spec.left, spec.top, spec.width, spec.height)

    def locate(self, screens: list[Rectangle]) -> Rectangle:
        """Return the rectangle, if any of it lies on the desktop."""
        whole = screens[0]
        if self._rectangle.clipped_to(whole) is None:
            place = f"{whole.size_text} from {whole.left},{whole.top}"
            remedy = f"Give an area that lies on the desktop, which is {place}."
            raise SourceUnavailable(
                "The area lies outside the screen", where=self._spec.name, remedy=remedy, retry=True
            )
        return self._rectangle

    def close(self) -> None:
        """Nothing is held."""


def _open_mss() -> MSS:
    try:
        return MSS()
    # OSError: a Linux machine without the X11 libraries.
    except (ScreenShotError, OSError) as error:
        raise _no_screen(error) from error


def _no_screen(error: Exception) -> SourceUnavailable:
    what = "The screen cannot be read"
    # X11's own name of the failure is what one finds answers for.
    return SourceUnavailable(
        what, where=str(error).strip() or "the display does not answer", remedy=no_screen_remedy(), retry=True
    )
