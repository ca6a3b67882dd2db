"""Write annotated frames as a video file."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import cv2

from monitor.annotate.draw import annotate, fit_into
from monitor.errors import OutputUnavailable
from monitor.types import Frame, ImageBgr, Observation, TrackedFace

CODECS: Final = {".mp4": "mp4v", ".mkv": "mp4v", ".m4v": "mp4v", ".mov": "mp4v", ".avi": "MJPG"}


class AnnotatedVideo:
    """Writes every frame into a video of the first frame's size; later sizes are letterboxed into it."""

    def __init__(self, path: Path, frames_per_second: float) -> None:
        """Check that the video can be written, before the class starts.

        Raises OutputUnavailable for an unknown suffix, a missing or read-only folder, a file that exists already, and
        where OpenCV cannot write such a video. Raises ValueError for a rate that is not above 0.
        """
        if frames_per_second <= 0:
            raise ValueError("frames_per_second lies above 0")
        self._path = path
        self._frames_per_second = frames_per_second
        self._writer: cv2.VideoWriter | None = None
        self._size_wh = (0, 0)
        _require_ending(path)
        _require_new(path)
        _try_codec(path, frames_per_second)

    def show(self, frame: Frame, faces: Sequence[TrackedFace], observations: Sequence[Observation]) -> None:
        """Write the annotated frame. Raises OutputUnavailable if the video can no longer be written."""
        picture = annotate(frame.image_bgr, faces, observations)
        if self._writer is None:
            self._size_wh = _even_size(picture)
            _require_new(self._path)  # a class may begin long after its watchers were opened
            self._writer = _open(self._path, self._frames_per_second, self._size_wh)
        self._writer.write(fit_into(picture, *self._size_wh))

    def tick(self) -> None:
        """Do nothing: there is no user input."""

    def close(self) -> None:
        """Finish the file."""
        if self._writer is not None:
            self._writer.release()
            self._writer = None


def _even_size(picture: ImageBgr) -> tuple[int, int]:
    """Return width and height, made even: many players refuse odd ones."""
    return max(2, picture.shape[1] // 2 * 2), max(2, picture.shape[0] // 2 * 2)


def _require_ending(path: Path) -> None:
    if path.suffix.lower() not in CODECS:
        raise OutputUnavailable(
            f"A video cannot be written as {path.suffix or 'a file without an ending'}",
            where=str(path),
            remedy=f"End the name with one of {', '.join(CODECS)}.",
        )


def _require_new(path: Path) -> None:
    """Reject the path of an existing file, above all of the recording itself, and one that cannot be created."""
    if not path.parent.is_dir():
        raise OutputUnavailable("The folder for the video does not exist", where=str(path.parent), remedy="Make it.")
    try:
        # Created exclusively, so that only our own file is removed again.
        path.open("xb").close()
        path.unlink()
    except FileExistsError as error:
        raise OutputUnavailable(
            "The annotated video exists already, and nothing is written over",
            where=str(path),
            remedy="Choose a name that does not exist yet.",
        ) from error
    except OSError as error:
        raise OutputUnavailable(
            f"The video cannot be written there: {error.strerror}",
            where=str(path),
            remedy="Name a file that you may write.",
        ) from error


def _try_codec(path: Path, frames_per_second: float) -> None:
    """Write a small video next to the path: some failures only the codec reports."""
    with tempfile.TemporaryDirectory(prefix=".moodline-", dir=path.parent) as folder:
        try:
            _open(Path(folder) / path.name, frames_per_second, (64, 64)).release()
        except OutputUnavailable as error:
            raise OutputUnavailable(error.what, where=str(path), remedy=error.remedy) from error


def _open(path: Path, frames_per_second: float, size_wh: tuple[int, int]) -> cv2.VideoWriter:
    code = cv2.VideoWriter.fourcc(*CODECS[path.suffix.lower()])
    writer = cv2.VideoWriter(str(path), code, frames_per_second, size_wh)
    if not writer.isOpened():
        raise OutputUnavailable(
            "OpenCV cannot write this video", where=str(path), remedy="Try a name that ends with .avi."
        )
    return writer
