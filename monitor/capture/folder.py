"""Read a folder of pictures as a class: one frame each, in name order, each standing alone."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from classroom.messages.source_remedies import CHECK_NAME, CHOOSE_PICTURES, GIVE_FOLDER, MEND_PICTURE, NEXT_PICTURE
from classroom.messages.sources import (
    FOLDER_UNREADABLE,
    FOLDER_WITHOUT_PICTURE,
    NOT_A_PICTURE,
    PICTURE_DAMAGED,
    PICTURE_UNREADABLE,
    PICTURE_UNUSABLE,
    PICTURES_UNUSABLE,
)
from monitor.capture.frame_checks import require_visible
from monitor.capture.kinds import PICTURE_SUFFIXES, PicturesSpec
from monitor.errors import SourceBlind, SourceEnded, SourceUnavailable
from monitor.stages import Progress
from monitor.types import Frame, ImageBgr


def natural_order(name: str) -> tuple[list[tuple[int, int, str]], str]:
    """Return a natural sort key: 2.png before 10.png; equal numbers by their zero padding."""
    parts = re.split(r"([0-9]+)", Path(name).stem.casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part], name


def read_picture(path: Path) -> ImageBgr:
    """Return the picture as uint8 (height, width, 3), turned upright. Raises SourceBlind if it cannot be read."""
    import cv2

    try:
        # Not cv2.imread: on Windows it cannot open a path with letters outside the system's code page.
        data = np.fromfile(path, dtype=np.uint8)
        image = cv2.imdecode(data, cv2.IMREAD_COLOR) if data.size else None
    except (OSError, cv2.error) as error:
        what = PICTURE_DAMAGED.filled()
        if isinstance(error, OSError):
            what = PICTURE_UNREADABLE.filled(reason=str(error.strerror))
        raise SourceBlind(what, where=str(path), remedy=MEND_PICTURE) from error
    if image is None:
        raise SourceBlind(NOT_A_PICTURE, where=str(path), remedy=MEND_PICTURE)
    return image.astype(np.uint8, copy=False)


class PictureFolder:
    """The pictures of a folder, `sample_seconds` apart, the first at its file's modification time.

    A picture that shows nothing raises SourceBlind, and its time gets no row. If none shows anything, the end is a
    SourceUnavailable instead of a SourceEnded.
    """

    is_live = False

    def __init__(self, spec: PicturesSpec, sample_seconds: float) -> None:
        """Raise SourceUnavailable if there is no picture in the folder."""
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
        require_visible(image_bgr, where=str(path), black_remedy=NEXT_PICTURE)
        index, self._delivered = self._delivered, self._delivered + 1
        return Frame(index, captured_at, image_bgr, source=f"{path.parent.name}/{path.name}", stands_alone=True)

    def progress(self) -> Progress:
        """Return how many seconds of the folder's own time are done."""
        return Progress(self._position * self._sample_seconds, len(self._paths) * self._sample_seconds)

    def close(self) -> None:
        """Do nothing: no file is kept open between two pictures."""

    def _end(self) -> SourceEnded | SourceUnavailable:
        if self._delivered:
            return SourceEnded()
        count = len(self._paths)
        what = PICTURE_UNUSABLE.filled() if count == 1 else PICTURES_UNUSABLE.filled(count=count)
        return SourceUnavailable(what, where=self.name, remedy=CHOOSE_PICTURES)


def _pictures_of(path: Path) -> list[Path]:
    try:
        if not path.is_dir():
            path.stat()
            return [path]
        candidates = [entry for entry in path.iterdir() if entry.suffix.lower() in PICTURE_SUFFIXES]
        found = [entry for entry in candidates if entry.is_file() and not entry.name.startswith(".")]
    except OSError as error:
        reason = str(error.strerror)
        raise SourceUnavailable(FOLDER_UNREADABLE, reason=reason, where=str(path), remedy=CHECK_NAME) from error
    if not found:
        endings = ", ".join(sorted(suffix[1:] for suffix in PICTURE_SUFFIXES))
        remedy = GIVE_FOLDER.filled(endings=endings)
        raise SourceUnavailable(FOLDER_WITHOUT_PICTURE, where=str(path), remedy=remedy)
    return sorted(found, key=lambda entry: natural_order(entry.name))
