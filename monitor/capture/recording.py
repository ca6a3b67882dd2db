"""Read a video file as a class, as fast as possible, with the timestamps of the file."""

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from classroom.messages.source_remedies import CHECK_NAME, CHOOSE_RECORDING, RECORDING_BROKEN, RECORDING_READ_ON
from classroom.messages.sources import (
    NOT_A_RECORDING,
    RECORDING_EMPTY,
    RECORDING_SHOWS_NOTHING,
    RECORDING_UNREADABLE,
    RECORDING_WITHOUT_PICTURE,
)
from monitor.capture.frame_checks import require_visible
from monitor.capture.kinds import RecordingSpec
from monitor.capture.opencv_quiet import silence_opencv
from monitor.errors import SourceEnded, SourceUnavailable
from monitor.stages import Progress
from monitor.types import Frame

if TYPE_CHECKING:
    import cv2

_ASSUMED_FRAMES_PER_SECOND: Final = 25.0
_ENDS_EARLY_SECONDS: Final = 1.0
"""A sound track may outlast the pictures by a little; less than this does not count as truncated."""


@dataclass(frozen=True, slots=True)
class _Header:
    """The file's header; `seconds` is None if it has no duration."""

    frames_per_second: float
    seconds: float | None


class Recording:
    """One frame every `frame_interval_seconds` of the file's own time.

    The class's start is the file's modification time less its duration, since a recording is last written when it ends.
    """

    is_live = False

    def __init__(self, spec: RecordingSpec, frame_interval_seconds: float) -> None:
        """Raise SourceUnavailable if OpenCV cannot read the file."""
        self.name = spec.name
        self._where = str(spec.path)
        self._interval_seconds = frame_interval_seconds
        self._capture = _open(spec.path)
        header = _header_of(self._capture)
        length = header.seconds if header.seconds is not None else _measured_seconds(spec.path)
        self._frames_per_second = header.frames_per_second
        self._total_seconds = length
        ended_at = datetime.fromtimestamp(spec.path.stat().st_mtime, UTC)
        self._started_at = ended_at - timedelta(seconds=length or 0.0)
        self._grabbed = 0
        self._delivered = 0
        self._stamp_seconds = 0.0
        self._position_seconds = 0.0
        self._due_seconds = 0.0

    def read(self) -> Frame:
        """Return the next frame that is due.

        Raises SourceBlind if it shows nothing (the next read continues), SourceEnded after the last, with a note if the
        file is shorter than its header says, SourceUnavailable if no frame in it was usable.
        """
        while self._grab():
            if self._position_seconds < self._due_seconds - self._tolerance_seconds:
                continue
            self._advance_due()
            decoded, image = self._capture.retrieve()
            if not decoded or image is None:
                continue
            image_bgr = image.astype(np.uint8, copy=False)
            where = f"{self.name} at {_clock(self._position_seconds)}"
            require_visible(image_bgr, where=where, black_remedy=RECORDING_READ_ON)
            index, self._delivered = self._delivered, self._delivered + 1
            captured_at = self._started_at + timedelta(seconds=self._position_seconds)
            return Frame(index, captured_at, image_bgr, source=self.name)
        raise self._end()

    def progress(self) -> Progress:
        """Return how many seconds of the file are done."""
        return Progress(self._position_seconds, self._total_seconds)

    def close(self) -> None:
        """Close the file."""
        self._capture.release()

    @property
    def _tolerance_seconds(self) -> float:
        return 0.5 / self._frames_per_second

    def _grab(self) -> bool:
        if not self._capture.isOpened() or not self._capture.grab():
            return False
        stamp_seconds = self._capture.get(_POS_MSEC) / 1000
        step_seconds = stamp_seconds - self._stamp_seconds
        if self._grabbed == 0:
            self._position_seconds = max(0.0, stamp_seconds)
        # Some files carry no timestamps, or restart them: then a frame lasts as long as the header says.
        else:
            self._position_seconds += step_seconds if step_seconds > 0 else 1 / self._frames_per_second
        self._stamp_seconds = stamp_seconds
        self._grabbed += 1
        return True

    def _advance_due(self) -> None:
        steps = math.floor((self._position_seconds + self._tolerance_seconds) / self._interval_seconds) + 1
        self._due_seconds = steps * self._interval_seconds

    def _end(self) -> SourceEnded | SourceUnavailable:
        if not self._grabbed:
            return SourceUnavailable(RECORDING_WITHOUT_PICTURE, where=self._where, remedy=RECORDING_BROKEN)
        if not self._delivered:
            return SourceUnavailable(RECORDING_SHOWS_NOTHING, where=self._where, remedy=CHOOSE_RECORDING)
        ended_seconds = self._position_seconds + 1 / self._frames_per_second
        total_seconds = self._total_seconds
        if total_seconds is None or total_seconds - ended_seconds <= _ENDS_EARLY_SECONDS:
            return SourceEnded()
        shown, said = _clock(ended_seconds), _clock(total_seconds)
        return SourceEnded(note=f"The recording ends early: it should last {said}, and can be read up to {shown}.")


_POS_MSEC: Final = 0
"""OpenCV's CAP_PROP_POS_MSEC, so that this module can be imported without OpenCV."""


def _open(path: Path) -> "cv2.VideoCapture":
    import cv2

    silence_opencv()
    where = str(path)
    if not path.is_file():  # a pipe, which would be waited for without end
        raise SourceUnavailable(NOT_A_RECORDING, where=where, remedy=RECORDING_BROKEN)
    try:
        with path.open("rb") as file:
            is_empty = not file.read(1)
    except OSError as error:
        reason = str(error.strerror)
        raise SourceUnavailable(RECORDING_UNREADABLE, reason=reason, where=where, remedy=CHECK_NAME) from error
    if is_empty:
        raise SourceUnavailable(RECORDING_EMPTY, where=where, remedy=RECORDING_BROKEN)
    # Backends by name, because OpenCV's own choice would also take a number in the name for a series of pictures.
    for backend in (cv2.CAP_FFMPEG, cv2.CAP_MSMF, cv2.CAP_AVFOUNDATION, cv2.CAP_OPENCV_MJPEG):
        capture = cv2.VideoCapture(where, backend)
        if capture.isOpened():
            return capture
        capture.release()
    raise SourceUnavailable(NOT_A_RECORDING, where=where, remedy=RECORDING_BROKEN)


def _header_of(capture: "cv2.VideoCapture") -> _Header:
    import cv2

    rate = capture.get(cv2.CAP_PROP_FPS)
    rate = rate if math.isfinite(rate) and 0.01 <= rate <= 1000 else _ASSUMED_FRAMES_PER_SECOND
    frames = capture.get(cv2.CAP_PROP_FRAME_COUNT)
    # Files without a length report zero or a negative number.
    seconds = frames / rate if math.isfinite(frames) and 0 < frames < 1e9 else None
    return _Header(rate, seconds)


def _measured_seconds(path: Path) -> float | None:
    """Return the time of the last picture, for files without a duration (such as a browser's own recordings).

    The packets are only counted, not decoded: as fast as the disk is.
    """
    import cv2

    capture = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG, [cv2.CAP_PROP_FORMAT, -1])
    last_seconds: float | None = None
    while capture.isOpened() and capture.grab():
        # Packets are not in display order.
        last_seconds = max(last_seconds or 0.0, capture.get(cv2.CAP_PROP_POS_MSEC) / 1000)
    capture.release()
    return last_seconds


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
