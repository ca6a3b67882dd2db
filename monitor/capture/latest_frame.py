"""Provide the newest frame of a live source, however slow the reader, and time out on a dead source."""

import logging
import threading
import time
from dataclasses import replace
from typing import Final

from classroom.messages.message import Message
from classroom.messages.source_remedies import CHECK_CABLE, PLUG_IN_AGAIN
from classroom.messages.sources import SOURCE_DOES_NOT_OPEN, SOURCE_GAVE_NOTHING, SOURCE_HANGS, SOURCE_SILENT
from monitor.capture.capture_thread import CaptureThread, OpenSource
from monitor.capture.options import CaptureOptions
from monitor.errors import ReadInterrupted, SourceBlind, SourceEnded, SourceUnavailable
from monitor.stages import Progress
from monitor.types import Frame

_log = logging.getLogger(__name__)

_STOP_CHECK_SECONDS: Final = 0.05
_OPENING_SECONDS: Final = 30.0
"""Windows may take 20 seconds to open a camera."""
_MOST_ABANDONED: Final = 3
_CLOSING_SECONDS: Final = 1.0


class LatestFrame:
    """A live source in a thread of its own: the newest frame replaces unread ones, which are counted.

    `open_source` opens the source, in that thread, at the start and whenever the source was lost.
    """

    is_live = True

    def __init__(self, name: str, open_source: OpenSource, options: CaptureOptions) -> None:
        self.name = name
        self._open_source = open_source
        self._options = options
        self._news = threading.Condition()
        self._worker: CaptureThread | None = None
        self._abandoned: list[CaptureThread] = []
        self._frame: Frame | None = None
        self._error: BaseException | None = None
        self._dropped = 0
        self._delivered = 0
        self._news_at = 0.0
        self._is_closed = False

    def start(self) -> None:
        """Open the source. Raises SourceUnavailable without `retry` if it does not exist."""
        try:
            with self._news:
                worker = self._working()
                self._wait_for_opening(worker)
        except SourceUnavailable as error:
            self.close()
            raise SourceUnavailable(error.message, where=error.where, remedy=error.remedies) from error

    def read(self) -> Frame:
        """Wait for a frame newer than the last one.

        Raises SourceEnded once `options.stop` is set or the source is closed, SourceBlind for a frame that shows
        nothing, SourceUnavailable (retry) when the source is lost or silent; the next read reopens it. Raises
        ReadInterrupted if there is no frame yet and something was requested.
        """
        with self._news:
            self._working()
            while True:
                if self._options.stop.is_set() or self._is_closed:
                    raise SourceEnded
                if self._frame is not None:
                    return self._take_frame(self._frame)
                if self._error is not None:
                    raise self._take_error(self._error)
                if self._options.is_interrupted():
                    raise ReadInterrupted
                self._require_deadline_kept(self._working())
                self._news.wait(_STOP_CHECK_SECONDS)

    def progress(self) -> Progress | None:
        """Return None: a live source has no end."""
        return None

    def close(self) -> None:
        """Close the source. Returns within about a second even if the source hangs; may be called twice."""
        with self._news:
            self._is_closed = True
            worker, self._worker = self._worker, None
            self._news.notify_all()
        if worker is not None:
            worker.retire()
            worker.thread.join(_CLOSING_SECONDS)

    def _deliver(self, worker: CaptureThread, news: Frame | BaseException) -> None:
        """Accept a frame or an error from the capture thread; those of a retired one are ignored."""
        with self._news:
            if worker is not self._worker:
                return
            self._news_at = time.monotonic()
            if isinstance(news, Frame):
                self._dropped += news.frames_dropped + (self._frame is not None)
                self._frame, self._error = news, None
            else:
                self._error = news
            self._news.notify_all()

    def _working(self) -> CaptureThread:
        if self._worker is None and not self._is_closed:
            self._abandoned = [worker for worker in self._abandoned if worker.thread.is_alive()]
            if len(self._abandoned) >= _MOST_ABANDONED:
                raise SourceUnavailable(SOURCE_HANGS, where=self.name, remedy=PLUG_IN_AGAIN, retry=True)
            self._worker = CaptureThread(self.name, self._open_source, self._deliver, self._options.live_interval)
            self._news_at = time.monotonic()
            self._worker.thread.start()
        if self._worker is None:
            raise SourceEnded
        return self._worker

    def _wait_for_opening(self, worker: CaptureThread) -> None:
        while not worker.has_opened.is_set():
            if self._error is not None and not isinstance(self._error, SourceBlind):
                raise self._take_error(self._error)
            if self._options.stop.is_set():
                return
            self._require_deadline_kept(worker)
            self._news.wait(_STOP_CHECK_SECONDS)

    def _take_frame(self, frame: Frame) -> Frame:
        self._frame = None
        taken = replace(frame, index=self._delivered, frames_dropped=self._dropped)
        self._dropped = 0
        self._delivered += 1
        return taken

    def _take_error(self, error: BaseException) -> BaseException:
        self._error = None
        if not isinstance(error, SourceBlind):
            self._worker = None
        if isinstance(error, SourceEnded):
            self._is_closed = True
        return error

    def _require_deadline_kept(self, worker: CaptureThread) -> None:
        waited_seconds = time.monotonic() - self._news_at
        if not worker.has_opened.is_set():
            if waited_seconds > max(_OPENING_SECONDS, self._options.frame_deadline_seconds):
                raise self._silent(SOURCE_DOES_NOT_OPEN)
        # A long frame interval may exceed the deadline.
        elif waited_seconds > self._options.frame_deadline_seconds + self._options.live_interval.seconds:
            raise self._silent(SOURCE_SILENT if self._delivered else SOURCE_GAVE_NOTHING)

    def _silent(self, what: Message) -> SourceUnavailable:
        """Abandon a thread that is stuck in the source: a call into a driver cannot be ended from outside."""
        if self._worker is not None:
            self._worker.retire()
            self._abandoned.append(self._worker)
            self._worker = None
            _log.warning(
                "%s: a capture thread is stuck and was left alone (%d so far)", self.name, len(self._abandoned)
            )
        return SourceUnavailable(what, where=self.name, remedy=CHECK_CABLE, retry=True)
