"""Take the frames that a page shares, and keep the newest one until it is read: never a queue."""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from monitor.share.jpeg_header import FrameRefused, checked_size

AHEAD: Final = 0.8
"""The page sends a little more often than frames are read, so that none is missing at a read."""
SILENT_SECONDS: Final = 5.0
"""A share without a frame for so long is taken for stopped: its window was closed or minimised, its tab was left."""
WANTED_SECONDS: Final = 3.0
"""Frames are wanted for so long after the last read."""
FIRST_SHARE_SECONDS: Final = 1.0
MOST_FORMER_SHARES: Final = 50


class ShareTakenOver(Exception):  # noqa: N818 - names a state
    """Another page shares into this class by now."""


@dataclass(frozen=True, slots=True)
class SharedFrame:
    """A whole JPEG of a size that is allowed, still encoded."""

    jpeg: bytes
    received_at: datetime


@dataclass(frozen=True, slots=True)
class ShareTerms:
    """The answer to a page that shares: whether frames are wanted, and how many milliseconds apart."""

    is_wanted: bool
    interval_ms: int


class SharedFrames:
    """The newest frame of the page that began to share last. Thread-safe; nothing is written to a disk.

    `clock` returns seconds, and never goes back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._news = threading.Condition()
        self._clock = clock
        self._frame: SharedFrame | None = None
        self._share: str | None = None
        self._former: deque[str] = deque(maxlen=MOST_FORMER_SHARES)
        self._came_at: float | None = None
        self._read_at: float | None = None
        self._interval_seconds = 1.0
        self._refused = 0
        self._has_come = False

    @property
    def refused(self) -> int:
        """Return the number of frames that were refused."""
        with self._news:
            return self._refused

    @property
    def has_come(self) -> bool:
        """Return whether there ever was a frame."""
        with self._news:
            return self._has_come

    def refuse(self) -> None:
        """Count a frame that was refused before it came here: without the token, or longer than allowed."""
        with self._news:
            self._refused += 1

    def offer(self, share: str, jpeg: bytes) -> ShareTerms:
        """Take a frame of a share, or without bytes only tell it the terms. A new share takes over from the one before.

        Raises FrameRefused, ShareTakenOver.
        """
        with self._news:
            self._take_over(share)
            terms = self._terms()
            if not jpeg:
                return terms
            try:
                checked_size(jpeg)
            except FrameRefused:
                self._refused += 1
                raise
            self._came_at, self._has_come = self._clock(), True
            # One that nobody is about to read is not even kept: a class that is paused looks at nothing.
            self._frame = SharedFrame(jpeg, datetime.now(UTC)) if terms.is_wanted else None
            self._news.notify_all()
            return terms

    def end(self, share: str) -> None:
        """Note that this share was stopped; that of another page goes on."""
        with self._news:
            if share == self._share:
                self._former.append(share)
                self._share = self._frame = self._came_at = None
                self._news.notify_all()

    def take(self, interval_seconds: float) -> SharedFrame | None:
        """Return the newest frame, which is waited for while something is shared; None if nothing is.

        `interval_seconds` is the pace that the page is told.
        """
        with self._news:
            self._interval_seconds = interval_seconds
            began_at = self._clock()
            while self._frame is None:
                self._read_at = self._clock()
                left = self._patience(began_at) - self._clock()
                if left <= 0:
                    return None
                self._news.wait(min(left, 0.5))
            self._read_at = self._clock()
            frame, self._frame = self._frame, None
            return frame

    def drop(self) -> None:
        """Forget the frame that was not read."""
        with self._news:
            self._frame = None

    def _take_over(self, share: str) -> None:
        if share in self._former:
            raise ShareTakenOver
        if share != self._share:
            if self._share is not None:
                self._former.append(self._share)
            self._share, self._frame, self._came_at = share, None, None

    def _terms(self) -> ShareTerms:
        patience = max(WANTED_SECONDS, 2 * self._interval_seconds)
        is_wanted = self._read_at is not None and self._clock() - self._read_at < patience
        return ShareTerms(is_wanted, round(1000 * AHEAD * self._interval_seconds))

    def _patience(self, began_at: float) -> float:
        if self._share is None:
            return began_at + FIRST_SHARE_SECONDS
        # Not from the last frame alone: none was wanted during a pause, however long.
        last = began_at if self._came_at is None else max(began_at, self._came_at)
        return last + max(SILENT_SECONDS, 3 * self._interval_seconds)
