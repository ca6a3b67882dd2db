"""The demo class as a source: in real time, and without end."""

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
    """Gives the picture of the lesson's present second at once, as a camera would; the lesson begins when it opens."""

    name = "demo"
    is_live = True

    def __init__(self, settings: DemoSettings, clock: Callable[[], datetime] | None = None) -> None:
        """Open the class; `clock` gives aware times. Raises ValueError for more people than fit into the picture."""
        self.lesson = Lesson.load(settings.people, settings.seed)
        self._gallery = Gallery(self.lesson, settings.width, settings.height, settings.seed)
        self._clock = clock or _now
        self._opened_at = self._clock()
        self._next_index = 0

    def read(self) -> Frame:
        """Return the class as it looks now."""
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
        """Do nothing: there is nothing to give back."""
