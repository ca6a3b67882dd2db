"""Screens, areas and windows: a rectangle of the desktop, located anew before every picture."""

from datetime import UTC, datetime

from monitor.capture.frame_checks import require_visible
from monitor.capture.kinds import SMALLEST_SIDE_PX
from monitor.capture.screens.desktop import Desktop
from monitor.capture.screens.rectangle import Rectangle
from monitor.capture.screens.regions import Region
from monitor.capture.screens.screen_access import black_remedy, is_wayland, no_screen_remedy
from monitor.errors import SourceBlind, SourceUnavailable
from monitor.stages import Progress
from monitor.types import Frame


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
