"""The annotated class as a video file."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import cv2

from monitor.annotate.draw import annotate, fit_into
from monitor.errors import OutputUnavailable
from monitor.types import Frame, ImageBgr, Observation, TrackedFace

CODECS: Final = {".mp4": "mp4v", ".mkv": "mp4v", ".m4v": "mp4v", ".mov": "mp4v", ".avi": "MJPG"}


class AnnotatedVideo:
    """Writes every frame shown to it into a video of the first frame's size; later sizes are fitted into it."""

    def __init__(self, path: Path, frames_per_second: float) -> None:
        """Make sure that the video can be written, before the class starts.

        Raises OutputUnavailable for an unknown ending, a missing or read-only folder, a file that must not be
        replaced, and where OpenCV cannot write such a video. Raises ValueError for a rate that is not above 0.
        """
        if frames_per_second <= 0:
            raise ValueError("frames_per_second lies above 0")
        self._path = path
        self._frames_per_second = frames_per_second
        self._writer: cv2.VideoWriter | None = None
        self._size_wh = (0, 0)
        _require_writable(path)
        # What only the codec can say, it says about a small video in the same place.
        _open(path, frames_per_second, (64, 64)).release()
        path.unlink(missing_ok=True)

    def show(self, frame: Frame, faces: Sequence[TrackedFace], observations: Sequence[Observation]) -> None:
        """Write the frame with what was seen in it. Raises OutputUnavailable if the video can no longer be written."""
        picture = annotate(frame.image_bgr, faces, observations)
        if self._writer is None:
            self._size_wh = _even_size(picture)
            self._writer = _open(self._path, self._frames_per_second, self._size_wh)
        self._writer.write(fit_into(picture, *self._size_wh))

    def close(self) -> None:
        """Finish the file."""
        if self._writer is not None:
            self._writer.release()
            self._writer = None


def _even_size(picture: ImageBgr) -> tuple[int, int]:
    """Return width and height, made even: many players refuse odd ones."""
    return max(2, picture.shape[1] // 2 * 2), max(2, picture.shape[0] // 2 * 2)


def _require_writable(path: Path) -> None:
    if path.suffix.lower() not in CODECS:
        endings = ", ".join(CODECS)
        raise OutputUnavailable(
            f"A video cannot be written as {path.suffix or 'a file without an ending'}",
            where=str(path),
            remedy=f"End the name with one of {endings}, or name a folder for pictures.",
        )
    if not path.parent.is_dir():
        raise OutputUnavailable("The folder for the video does not exist", where=str(path.parent), remedy="Make it.")
    if path.is_dir() or not os.access(path if path.exists() else path.parent, os.W_OK):
        raise OutputUnavailable(
            "The video cannot be written there", where=str(path), remedy="Name a file that you may write."
        )


def _open(path: Path, frames_per_second: float, size_wh: tuple[int, int]) -> cv2.VideoWriter:
    code = cv2.VideoWriter.fourcc(*CODECS[path.suffix.lower()])
    writer = cv2.VideoWriter(str(path), code, frames_per_second, size_wh)
    if not writer.isOpened():
        raise OutputUnavailable(
            "OpenCV cannot write this video", where=str(path), remedy="Try a name that ends with .avi, or a folder."
        )
    return writer
