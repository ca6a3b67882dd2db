"""A webcam, drained all the time so that its picture is never old."""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

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
"""A camera's first pictures are dark, until it has found its exposure."""


class Capture(Protocol):
    """The part of cv2.VideoCapture that a camera needs."""

    def grab(self) -> bool:
        """Take the next picture off the driver without decoding it."""

    def retrieve(self) -> tuple[bool, "npt.NDArray[Any] | None"]:
        """Decode the picture taken last."""

    def release(self) -> None:
        """Give the camera back."""


OpenCapture = Callable[[], Capture]


class Webcam:
    """A camera at its own pace, of which one frame is decoded in the time that `options.pace` says; opened at once."""

    is_live = True

    def __init__(self, name: str, open_capture: OpenCapture, options: CaptureOptions) -> None:
        """Raises SourceUnavailable (retry) if the camera cannot be opened."""
        self.name = name
        self._open_capture = open_capture
        self._pace = options.pace
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
        """Return the picture of this moment.

        Raises SourceBlind if it shows nothing or the camera repeats itself, SourceUnavailable (retry) if it is gone.
        """
        capture = self._opened()
        self._drain(capture)
        captured_at = datetime.now(UTC)
        decoded, image = capture.retrieve()
        if not decoded or image is None or image.ndim != 3 or image.shape[2] != 3:
            raise self._lost("The camera gives no picture that can be read")
        image_bgr = image.astype(np.uint8)
        require_visible(image_bgr, where=self.name, black_remedy="Open the lens cover, switch on the light.")
        if self._frozen_watch.is_frozen(image_bgr):
            raise self._frozen()
        index, self._delivered = self._delivered, self._delivered + 1
        return Frame(index, captured_at, image_bgr, source=self.name)

    def progress(self) -> Progress | None:
        """Return None: a camera has no end."""
        return None

    def close(self) -> None:
        """Give the camera back."""
        if self._capture is not None:
            self._capture.release()
            self._capture = None

    def _opened(self) -> Capture:
        if self._capture is None:
            self._capture = self._open_capture()
            self._opened_at = time.monotonic()
            self._warm_at = self._opened_at + min(_WARM_UP_SECONDS, self._pace.seconds)
            self._taken_at = None
        return self._capture

    def _drain(self, capture: Capture) -> None:
        # Drivers keep some pictures in a queue: one that is not emptied gives old ones.
        while True:
            began_at = time.monotonic()
            if not capture.grab():
                raise self._lost("The camera gives no picture")
            now = time.monotonic()
            if self._is_due(now) or self._stop.is_set():
                self._taken_at = now
                return
            if now - began_at < _BUSY_GRAB_SECONDS:
                # A driver that does not wait for the next picture would otherwise keep a whole core busy.
                self._stop.wait(0.01)

    def _is_due(self, now: float) -> bool:
        if self._taken_at is None:
            return now >= self._warm_at
        return now >= self._taken_at + self._pace.seconds

    def _lost(self, what: str) -> SourceUnavailable:
        self.close()
        remedy = "Check its cable, and that no other program has taken it; it is tried again."
        return SourceUnavailable(what, where=self.name, remedy=remedy, retry=True)

    def _frozen(self) -> SourceBlind:
        # One that was unplugged and is back shows moving pictures only after it was opened anew.
        if time.monotonic() - self._opened_at >= self._frozen_after_seconds:
            self.close()
        what = f"The camera has shown the same picture for {self._frozen_after_seconds:g} s"
        return SourceBlind(what, where=self.name, remedy="Check its cable; it is opened again.")


def open_webcam(spec: WebcamSpec, options: CaptureOptions) -> Webcam:
    """Open the camera that was asked for. Raises SourceUnavailable (retry), which lists the cameras there are."""
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
        what, remedy = "There is no camera", "Plug one in, or watch something else: --list-sources shows what there is."
    elif any(camera.index == index for camera in cameras):
        what = "The camera is there but cannot be opened"
        remedy = "Another program may be using it: close that program's video, then try again."
        if sys.platform == "darwin":
            remedy += " Allow this terminal in System Settings > Privacy & Security > Camera."
    else:
        what = f"There is no camera {index}"
        remedy = "There are: " + ", ".join(f"webcam:{camera.index} ({camera.name})" for camera in cameras)
    return SourceUnavailable(what, where=spec.name, remedy=remedy, retry=True)
