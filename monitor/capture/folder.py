"""A folder of pictures as a class: one frame each, in name order, each standing alone."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from monitor.capture.frame_checks import require_visible
from monitor.capture.kinds import PICTURE_SUFFIXES, PicturesSpec
from monitor.errors import SourceBlind, SourceEnded, SourceUnavailable
from monitor.stages import Progress
from monitor.types import Frame, ImageBgr


def natural_order(name: str) -> tuple[list[tuple[int, int, str]], str]:
    """Return a key that sorts names as people count: 2.png before 10.png; where numbers are padded, as they stand."""
    parts = re.split(r"([0-9]+)", Path(name).stem.casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part], name


def read_picture(path: Path) -> ImageBgr:
    """Return the picture as uint8 (height, width, 3), turned upright. Raises SourceBlind if it cannot be read."""
    import cv2

    remedy = "The next picture is read; mend this one or take it out."
    try:
        # Not cv2.imread: on Windows it cannot open a path with letters outside the system's code page.
        data = np.fromfile(path, dtype=np.uint8)
        image = cv2.imdecode(data, cv2.IMREAD_COLOR) if data.size else None
    except (OSError, cv2.error) as error:
        reason = error.strerror if isinstance(error, OSError) else "damaged, or too large"
        raise SourceBlind(f"The picture cannot be read: {reason}", where=str(path), remedy=remedy) from error
    if image is None:
        raise SourceBlind("The file is not a picture, or is damaged", where=str(path), remedy=remedy)
    return image.astype(np.uint8, copy=False)


class PictureFolder:
    """The pictures of a folder, `sample_seconds` apart, the first at the time of its file.

    A picture that shows nothing raises SourceBlind, and its time stays empty. If none showed anything, the end is a
    SourceUnavailable instead of a SourceEnded.
    """

    is_live = False

    def __init__(self, spec: PicturesSpec, sample_seconds: float) -> None:
        """Raises SourceUnavailable if there is no picture in the folder."""
        self.name = spec.name
        self._sample_seconds = sample_seconds
        self._paths = _pictures_of(spec.path)
        self._position = 0
        self._delivered = 0
        self._started_at = datetime.fromtimestamp(self._paths[0].stat().st_mtime, UTC)

    def read(self) -> Frame:
        """Return the next picture. Raises SourceBlind for a bad one, SourceEnded after the last."""
        if self._position >= len(self._paths):
            raise self._end()
        path = self._paths[self._position]
        captured_at = self._started_at + timedelta(seconds=self._position * self._sample_seconds)
        self._position += 1
        image_bgr = read_picture(path)
        require_visible(image_bgr, where=str(path), black_remedy="The next picture is read.")
        index, self._delivered = self._delivered, self._delivered + 1
        return Frame(index, captured_at, image_bgr, source=f"{path.parent.name}/{path.name}", stands_alone=True)

    def progress(self) -> Progress:
        """Return how many seconds of the folder's own time are done."""
        return Progress(self._position * self._sample_seconds, len(self._paths) * self._sample_seconds)

    def close(self) -> None:
        """Nothing is held open between two pictures."""

    def _end(self) -> SourceEnded | SourceUnavailable:
        if self._delivered:
            return SourceEnded()
        count = len(self._paths)
        what = "The picture cannot be used" if count == 1 else f"None of the {count} pictures can be used"
        return SourceUnavailable(what, where=self.name, remedy="Choose pictures that show the class.")


def _pictures_of(path: Path) -> list[Path]:
    try:
        if not path.is_dir():
            path.stat()
            return [path]
        candidates = [entry for entry in path.iterdir() if entry.suffix.lower() in PICTURE_SUFFIXES]
        found = [entry for entry in candidates if entry.is_file() and not entry.name.startswith(".")]
    except OSError as error:
        what = f"The folder cannot be read: {error.strerror}"
        raise SourceUnavailable(what, where=str(path), remedy="Check its name and its permissions.") from error
    if not found:
        endings = ", ".join(sorted(suffix[1:] for suffix in PICTURE_SUFFIXES))
        remedy = f"Give a folder with pictures directly in it; these are read: {endings}."
        raise SourceUnavailable("There is no picture in the folder", where=str(path), remedy=remedy)
    return sorted(found, key=lambda entry: natural_order(entry.name))
