"""Hold the source of a class, which is released during a pause and can be exchanged."""

from collections.abc import Callable

from monitor.errors import SourceUnavailable
from monitor.stages import FrameSource, Progress
from monitor.types import Frame

Reopen = Callable[[str | None], FrameSource]
"""Opens the source of this text, as after --source, or that of before for None.

Raises SourceUnavailable or UsageError if it cannot.
"""


class WatchedSource:
    """The source of a class. A live one is closed while the class rests, so that no camera stays on."""

    def __init__(self, source: FrameSource, reopen: Reopen) -> None:
        self.is_live = source.is_live
        self.name = source.name
        self._source: FrameSource | None = source
        self._reopen = reopen
        self._text: str | None = None

    def read(self) -> Frame:
        """Return the next frame; after a pause the source is opened first. Raises what FrameSource.read raises."""
        if self._source is None:
            self._source = self._opened()
        return self._source.read()

    def rest(self) -> None:
        """Release a live source until the next `read`; one with an end waits as it is."""
        if self.is_live:
            self.close()

    def change(self, text: str) -> None:
        """Watch another source from now on. Raises SourceUnavailable or UsageError, and keeps the old one."""
        source = self._reopen(text)
        self.close()
        self._source, self._text = source, text
        self.is_live, self.name = source.is_live, source.name

    def progress(self) -> Progress | None:
        """Return the progress of a source with an end; None for a live one."""
        return None if self._source is None else self._source.progress()

    def close(self) -> None:
        """Release the source; may be called twice."""
        if self._source is not None:
            self._source.close()
            self._source = None

    def _opened(self) -> FrameSource:
        try:
            return self._reopen(self._text)
        except SourceUnavailable as error:
            # In the middle of a class it may come back, unlike before one.
            raise SourceUnavailable(error.message, where=error.where, remedy=error.remedies, retry=True) from error
