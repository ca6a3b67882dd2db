"""Provide the demo class as a live source without an end."""

from collections.abc import Callable
from datetime import UTC, datetime

from classroom.config import DemoSettings
from monitor.capture.demo.gallery import Gallery
from monitor.capture.demo.lesson import Lesson
from monitor.stages import Progress
from monitor.types import Frame


def _now() -> datetime:
    return datetime.now(UTC)


class DemoSource:
    """Returns the frame of the lesson's current second at once, as a camera would; the lesson begins when it opens."""

    name = "demo"
    is_live = True

    def __init__(self, settings: DemoSettings, clock: Callable[[], datetime] | None = None) -> None:
        """Open the class; `clock` returns aware times. Raises ValueError for more people than fit into the picture."""
        self.lesson = Lesson.load(settings.people, settings.seed)
        self._gallery = Gallery(self.lesson, settings.width, settings.height, settings.seed)
        self._clock = clock or _now
        self._opened_at = self._clock()
        self._next_index = 0

    def read(self) -> Frame:
        """Return the current frame of the class."""
        captured_at = self._clock()
        seconds = (captured_at - self._opened_at).total_seconds()
        picture = self._gallery.draw(max(0.0, seconds))
        frame = Frame(self._next_index, captured_at, picture.image_bgr, self.name)
        self._next_index += 1
        return frame

    def progress(self) -> Progress | None:
        """Return None: it has no end."""
        return None

    def close(self) -> None:
        """Do nothing: no resources are held."""
