"""Capture screens, areas and windows: a rectangle of the desktop, located anew before every frame."""

from datetime import UTC, datetime

from classroom.messages.source_remedies import MOVE_BACK
from classroom.messages.sources import OUTSIDE_SCREEN
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
    """A region of the desktop as a source, opened on construction. A still picture is not taken for a frozen one."""

    is_live = True

    def __init__(self, name: str, region: Region) -> None:
        """Raise SourceUnavailable (retry) if the desktop cannot be read or the region does not exist."""
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
        """Return the region's current picture. Raises SourceBlind or SourceUnavailable (retry) as the region does."""
        rectangle = self._visible_rectangle()
        captured_at = datetime.now(UTC)
        image_bgr = self._desktop.grab(rectangle)
        require_visible(image_bgr, where=self.name, black_remedy=black_remedy())
        index, self._delivered = self._delivered, self._delivered + 1
        return Frame(index, captured_at, image_bgr, source=self.name, covered_share=self._region.covered_share)

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
            raise SourceBlind(OUTSIDE_SCREEN, where=self.name, remedy=MOVE_BACK)
        return visible

    def _require_readable(self) -> None:
        try:
            self.read()
        except SourceBlind as blind:
            # Elsewhere a black screen may turn on; under Wayland it will stay black for the whole class.
            if is_wayland():
                raise SourceUnavailable(
                    blind.message, where=self.name, remedy=no_screen_remedy(), retry=True
                ) from blind
        self._delivered = 0
