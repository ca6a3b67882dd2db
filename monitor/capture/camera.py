"""Capture a webcam, emptying the driver's queue so that frames are never old."""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

from classroom.messages.message import Message
from classroom.messages.source_remedies import (
    CAMERA_BUSY,
    CAMERA_BUSY_MACOS,
    CAMERA_OPENED_AGAIN,
    CAMERA_TAKEN,
    OPEN_LENS_COVER,
    PLUG_IN_CAMERA,
    THERE_ARE,
)
from classroom.messages.sources import (
    CAMERA_CANNOT_BE_OPENED,
    CAMERA_FROZEN,
    CAMERA_SILENT,
    CAMERA_UNREADABLE,
    NO_CAMERA,
    NO_CAMERA_OF_NUMBER,
)
from monitor.capture.camera_list import Camera, camera_backend, list_cameras
from monitor.capture.frame_checks import FrozenWatch, require_visible
from monitor.capture.kinds import WebcamSpec
from monitor.capture.opencv_quiet import silence_opencv
from monitor.capture.options import CaptureOptions
from monitor.errors import SourceBlind, SourceUnavailable
from monitor.stages import Progress
from monitor.types import Frame

if TYPE_CHECKING:
    import cv2
    import numpy.typing as npt

_WANTED_WIDTH_PX: Final = 1280
_WANTED_HEIGHT_PX: Final = 720
_BUSY_GRAB_SECONDS: Final = 0.001
_WARM_UP_SECONDS: Final = 0.5
"""A camera's first frames are dark, until its exposure has settled."""


class Capture(Protocol):
    """The part of cv2.VideoCapture that a camera needs."""

    def grab(self) -> bool:
        """Take the next frame from the driver without decoding it."""

    def retrieve(self) -> tuple[bool, "npt.NDArray[Any] | None"]:
        """Decode the frame grabbed last."""

    def release(self) -> None:
        """Release the camera."""


OpenCapture = Callable[[], Capture]


class Webcam:
    """A camera read at its own rate, of which frames are decoded at the interval in `options`; opened at once."""

    is_live = True

    def __init__(self, name: str, open_capture: OpenCapture, options: CaptureOptions) -> None:
        """Open the camera. Raises SourceUnavailable (retry) if that fails."""
        self.name = name
        self._open_capture = open_capture
        self._interval = options.live_interval
        self._stop = options.stop
        self._frozen_after_seconds = options.frozen_after_seconds
        self._frozen_watch = FrozenWatch(options.frozen_after_seconds)
        self._delivered = 0
        self._capture: Capture | None = None
        self._opened_at = 0.0
        self._warm_at = 0.0
        self._taken_at: float | None = None
        self._opened()

    def read(self) -> Frame:
        """Return the newest frame.

        Raises SourceBlind if it shows nothing or the camera repeats itself, SourceUnavailable (retry) if it is gone.
        """
        capture = self._opened()
        self._drain(capture)
        captured_at = datetime.now(UTC)
        decoded, image = capture.retrieve()
        if not decoded or image is None or image.ndim != 3 or image.shape[2] != 3:
            raise self._lost(CAMERA_UNREADABLE)
        image_bgr = image.astype(np.uint8)
        require_visible(image_bgr, where=self.name, black_remedy=OPEN_LENS_COVER)
        if self._frozen_watch.is_frozen(image_bgr):
            raise self._frozen()
        index, self._delivered = self._delivered, self._delivered + 1
        return Frame(index, captured_at, image_bgr, source=self.name)

    def progress(self) -> Progress | None:
        """Return None: a camera has no end."""
        return None

    def close(self) -> None:
        """Release the camera."""
        if self._capture is not None:
            self._capture.release()
            self._capture = None

    def _opened(self) -> Capture:
        if self._capture is None:
            self._capture = self._open_capture()
            self._opened_at = time.monotonic()
            self._warm_at = self._opened_at + min(_WARM_UP_SECONDS, self._interval.seconds)
            self._taken_at = None
        return self._capture

    def _drain(self, capture: Capture) -> None:
        # Drivers queue some frames: without emptying the queue, frames would be old.
        while True:
            began_at = time.monotonic()
            if not capture.grab():
                raise self._lost(CAMERA_SILENT)
            now = time.monotonic()
            if self._is_due(now) or self._stop.is_set():
                self._taken_at = now
                return
            if now - began_at < _BUSY_GRAB_SECONDS:
                # A driver whose grab does not block would otherwise keep a whole core busy.
                self._stop.wait(0.01)

    def _is_due(self, now: float) -> bool:
        if self._taken_at is None:
            return now >= self._warm_at
        return now >= self._taken_at + self._interval.seconds

    def _lost(self, what: Message) -> SourceUnavailable:
        self.close()
        return SourceUnavailable(what, where=self.name, remedy=CAMERA_TAKEN, retry=True)

    def _frozen(self) -> SourceBlind:
        # A camera that was unplugged and reconnected delivers moving frames only after it was reopened.
        if time.monotonic() - self._opened_at >= self._frozen_after_seconds:
            self.close()
        seconds = self._frozen_after_seconds
        return SourceBlind(CAMERA_FROZEN, seconds=seconds, where=self.name, remedy=CAMERA_OPENED_AGAIN)


def open_webcam(spec: WebcamSpec, options: CaptureOptions) -> Webcam:
    """Open the configured camera. Raises SourceUnavailable (retry), which lists the cameras found."""
    return Webcam(spec.name, lambda: _open_capture(spec), options)


def _open_capture(spec: WebcamSpec) -> Capture:
    import cv2

    silence_opencv()
    cameras = list_cameras()
    index = spec.index if spec.index is not None else min((camera.index for camera in cameras), default=0)
    capture = cv2.VideoCapture(index, camera_backend())
    if not capture.isOpened():
        capture.release()
        raise _no_camera(spec, index, cameras)
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, _WANTED_WIDTH_PX)
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, _WANTED_HEIGHT_PX)
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return _OpenCvCapture(capture)


class _OpenCvCapture:
    """cv2.VideoCapture with the narrower types of Capture."""

    def __init__(self, capture: "cv2.VideoCapture") -> None:
        self._capture = capture

    def grab(self) -> bool:
        return bool(self._capture.grab())

    def retrieve(self) -> tuple[bool, "npt.NDArray[Any] | None"]:
        decoded, image = self._capture.retrieve()
        return bool(decoded), image

    def release(self) -> None:
        self._capture.release()


def _no_camera(spec: WebcamSpec, index: int, cameras: list[Camera]) -> SourceUnavailable:
    if not cameras:
        return SourceUnavailable(NO_CAMERA, where=spec.name, remedy=PLUG_IN_CAMERA, retry=True)
    if any(camera.index == index for camera in cameras):
        remedy = CAMERA_BUSY_MACOS if sys.platform == "darwin" else CAMERA_BUSY
        return SourceUnavailable(CAMERA_CANNOT_BE_OPENED, where=spec.name, remedy=remedy, retry=True)
    names = ", ".join(f"webcam:{camera.index} ({camera.name})" for camera in cameras)
    there = THERE_ARE.filled(names=names)
    return SourceUnavailable(NO_CAMERA_OF_NUMBER, number=index, where=spec.name, remedy=there, retry=True)
