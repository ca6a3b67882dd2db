"""Open the input: one picture, a folder of pictures, or a video."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from classroom.native_stderr import native_stderr_silenced
from model.errors import FaceDataError
from model.prediction.picture import ImageBgr, Picture, PictureSource
from model.prediction.video_frames import VideoFrames

PICTURE_SUFFIXES: Final = frozenset(
    {".avif", ".bmp", ".jpe", ".jpeg", ".jpg", ".pgm", ".png", ".ppm", ".tif", ".tiff", ".webp"}
)
VIDEO_SUFFIXES: Final = frozenset(
    {".3gp", ".avi", ".m4v", ".mkv", ".mov", ".mp4", ".mpeg", ".mpg", ".ogv", ".ts", ".webm", ".wmv"}
)


class PictureFiles:
    """One picture, or the pictures of a folder in name order: 2.png before 10.png. Subfolders are ignored."""

    def __init__(self, path: Path) -> None:
        """Raise FaceDataError if there is no picture in the folder."""
        self.path = path
        self.is_folder = path.is_dir()
        self._files = _pictures_in(path) if self.is_folder else [path]
        self.count = len(self._files)

    def check(self) -> None:
        """Decode every picture at reduced size, to find truncated ones. Raises FaceDataError naming the first."""
        # The libraries for PNG and JPEG write to stderr whatever OpenCV's log level is.
        with native_stderr_silenced():
            for file in self._files:
                _decode(file, cv2.IMREAD_REDUCED_GRAYSCALE_8)

    def pictures(self) -> Iterator[Picture]:
        """Yield the pictures in order. Raises FaceDataError naming the invalid file."""
        for file in self._files:
            yield Picture(file.name, None, _decode(file, cv2.IMREAD_COLOR))


def open_pictures(path: Path, every_seconds: float) -> PictureSource:
    """Return the source for a path; of a video, a frame every `every_seconds`. Raises FaceDataError naming the path."""
    _silence_opencv()
    if not path.exists():
        raise FaceDataError("There is no such file or folder", where=str(path), remedy="Check the name.")
    suffix = path.suffix.lower()
    if path.is_dir() or suffix in PICTURE_SUFFIXES:
        return PictureFiles(path)
    if suffix in VIDEO_SUFFIXES:
        return VideoFrames(path, every_seconds)
    raise FaceDataError(
        "This is neither a picture, nor a folder, nor a video that can be read",
        where=str(path),
        remedy=f"Pictures end with {_listed(PICTURE_SUFFIXES)}; videos with {_listed(VIDEO_SUFFIXES)}.",
    )


def _silence_opencv() -> None:
    # FFmpeg's level is read from here when the first file is opened; -8 is its "quiet". A user's own level is kept.
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)


def _pictures_in(folder: Path) -> list[Path]:
    try:
        entries = list(folder.iterdir())
    except OSError as error:
        raise FaceDataError(
            f"The folder cannot be read: {error.strerror}", where=str(folder), remedy="Check its permissions."
        ) from error
    found = [entry for entry in entries if entry.suffix.lower() in PICTURE_SUFFIXES and not entry.name.startswith(".")]
    files = sorted((entry for entry in found if entry.is_file()), key=lambda entry: _name_order(entry.name))
    if not files:
        raise FaceDataError(
            "There is no picture in the folder",
            where=str(folder),
            remedy=f"Put pictures directly into it. They end with {_listed(PICTURE_SUFFIXES)}.",
        )
    return files


def _name_order(name: str) -> tuple[list[tuple[int, int, str]], str]:
    """Return a natural sort key: 2.png before 10.png."""
    parts = re.split(r"([0-9]+)", name.casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part], name


def _decode(file: Path, flags: int) -> ImageBgr:
    remedy = "Replace the file, or take it away."
    try:
        # Not cv2.imread: on Windows it cannot open a path with letters outside the system's code page.
        encoded = np.frombuffer(file.read_bytes(), np.uint8)
        image = cv2.imdecode(encoded, flags) if encoded.size else None
    except OSError as error:
        what = f"A picture cannot be read: {error.strerror}"
        raise FaceDataError(what, where=str(file), remedy="Check its permissions.") from error
    except cv2.error as error:
        raise FaceDataError("A picture is corrupt, or too large to read", where=str(file), remedy=remedy) from error
    if image is None:
        raise FaceDataError("A picture is corrupt, cut short or empty", where=str(file), remedy=remedy)
    return np.asarray(image, np.uint8)


def _listed(suffixes: frozenset[str]) -> str:
    return ", ".join(sorted(suffixes))
