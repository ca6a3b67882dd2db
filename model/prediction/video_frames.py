"""Read the frames of a video with the timestamps of the file."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from model.errors import FaceDataError
from model.prediction.picture import Picture

ASSUMED_FRAMES_PER_SECOND: Final = 25.0
"""For files without a frame rate."""

ENDS_EARLY_SECONDS: Final = 1.0
ENDS_EARLY_SHARE: Final = 0.25
"""A sound track may outlast the pictures a little; a video that lacks more than both of these is truncated."""

REMEDY: Final = "Try it in a video player; one that can play it to the end can also save it anew as MP4."


class VideoFrames:
    """One frame every `every_seconds` of the video's own time, beginning with its first."""

    def __init__(self, path: Path, every_seconds: float) -> None:
        """Open the video. Raises FaceDataError if it has no frames, ValueError for an interval not above 0."""
        if every_seconds <= 0:
            raise ValueError("every_seconds lies above 0")
        self.path = path
        capture = _open(path)
        rate, frames = capture.get(cv2.CAP_PROP_FPS), capture.get(cv2.CAP_PROP_FRAME_COUNT)
        capture.release()
        self._rate = rate if math.isfinite(rate) and 0.01 <= rate <= 1000 else ASSUMED_FRAMES_PER_SECOND
        # Files without a length report zero or a negative number.
        self._said_seconds = frames / self._rate if math.isfinite(frames) and 0 < frames < 1e9 else None
        self.seconds = self._said_seconds if self._said_seconds is not None else _packet_seconds(path)
        self._every_seconds = max(every_seconds, 1 / self._rate)
        self.count = max(1, math.ceil((self.seconds - 0.5 / self._rate) / self._every_seconds))

    @property
    def frames_per_second(self) -> float:
        """Return the output frames per second of video: never more than it has."""
        return 1 / self._every_seconds

    def check(self) -> None:
        """Count the packets without decoding them. Raises FaceDataError if the file is shorter than its header says."""
        self._require_whole(_packet_seconds(self.path))

    def pictures(self) -> Iterator[Picture]:
        """Yield the frames. Raises FaceDataError if one cannot be decoded, or the video ends early."""
        capture = _open(self.path)
        try:
            yield from self._frames(capture)
        finally:
            capture.release()

    def _frames(self, capture: cv2.VideoCapture) -> Iterator[Picture]:
        tolerance_seconds = 0.5 / self._rate
        due_seconds = position_seconds = stamp_seconds = 0.0
        grabbed = 0
        while capture.grab():
            step_seconds = capture.get(cv2.CAP_PROP_POS_MSEC) / 1000 - stamp_seconds
            stamp_seconds += step_seconds
            # Some files carry no timestamps, or restart them: then a frame lasts as long as the header says.
            if grabbed:
                position_seconds += step_seconds if step_seconds > 0 else 1 / self._rate
            grabbed += 1
            if position_seconds < due_seconds - tolerance_seconds:
                continue
            steps = math.floor((position_seconds + tolerance_seconds) / self._every_seconds) + 1
            due_seconds = steps * self._every_seconds
            decoded, image = capture.retrieve()
            if not decoded or image is None:
                raise FaceDataError(
                    f"The video is corrupt at {position_seconds:.1f} seconds", where=str(self.path), remedy=REMEDY
                )
            yield Picture(self.path.name, round(position_seconds, 3), np.asarray(image, np.uint8))
        if not grabbed:
            raise FaceDataError("The video holds no picture", where=str(self.path), remedy=REMEDY)
        self._require_whole(position_seconds + 1 / self._rate)

    def _require_whole(self, found_seconds: float) -> None:
        if found_seconds <= 0:
            raise FaceDataError("The video holds no picture", where=str(self.path), remedy=REMEDY)
        said_seconds = self._said_seconds or 0.0
        allowed_seconds = min(ENDS_EARLY_SECONDS, ENDS_EARLY_SHARE * said_seconds)
        if said_seconds - found_seconds > allowed_seconds:
            raise FaceDataError(
                f"The video is cut short: it should last {said_seconds:.1f} seconds, and holds {found_seconds:.1f}",
                where=str(self.path),
                remedy=REMEDY,
            )


def _open(path: Path) -> cv2.VideoCapture:
    try:
        with path.open("rb") as file:
            is_empty = not file.read(1)
    except OSError as error:
        what = f"The video cannot be read: {error.strerror}"
        raise FaceDataError(what, where=str(path), remedy="Check its permissions.") from error
    if is_empty:
        raise FaceDataError("The video is empty", where=str(path), remedy=REMEDY)
    # By name, because OpenCV's own choice would also take a number in the name for a series of pictures.
    capture = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG)
    if not capture.isOpened():
        raise FaceDataError("The file is no video that can be read, or is cut short", where=str(path), remedy=REMEDY)
    return capture


def _packet_seconds(path: Path) -> float:
    """Return the end of the last picture's packet, in seconds; 0 without any. As fast as the disk is."""
    capture = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG, [cv2.CAP_PROP_FORMAT, -1])
    rate = capture.get(cv2.CAP_PROP_FPS) or ASSUMED_FRAMES_PER_SECOND
    packets, last_seconds = 0, 0.0
    while capture.isOpened() and capture.grab():
        # Packets are not in display order, and some carry no timestamps.
        packets += 1
        last_seconds = max(last_seconds, capture.get(cv2.CAP_PROP_POS_MSEC) / 1000)
    capture.release()
    return max(last_seconds + 1 / rate, packets / rate) if packets else 0.0
