"""Check what the pictures of a source show: whether they come, move, and hold faces that can be read."""

import threading
import zlib
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median_high
from typing import Final

import numpy as np

from classroom.messages.checks import (
    ASK_FOR_LIGHT,
    ENLARGE_GALLERY,
    FACES_BELOW_GROUP,
    FACES_FOUND,
    FACES_FOUND_OF,
    FACES_LARGE_ENOUGH,
    FACES_LIGHT_ENOUGH,
    FACES_TOO_DARK,
    FACES_TOO_SMALL,
    MOVE_ASIDE,
    NO_FACES_FOUND,
    NO_PICTURE_YET,
    PICTURE_STILL,
    PICTURES_COME,
    SHOW_GALLERY,
    SHOW_THE_CALL,
    WAIT_A_MOMENT,
    WINDOW_COVERED,
)
from monitor.checks.line import CheckLine
from monitor.errors import SourceUnavailable
from monitor.types import Face, Frame, ImageBgr, Observation, TrackedFace

FRAMES_KEPT: Final = 5
"""Counts are medians over the last frames, so that one turned head changes nothing."""
SMALLEST_SEARCH_PX: Final = 20
"""MTCNN's smallest face, which the check searches for to say how many are too small for the class."""
SMALL_SEARCH_EVERY: Final = 5
"""Frames between two searches for small faces, which cost several times a usual one."""
DARK_BELOW: Final = 45.0
"""Mean brightness of a face, of 255."""
STILL_AFTER_SECONDS: Final = 4.0
NOTEWORTHY_COVER: Final = 0.1

FindSmallFaces = Callable[[ImageBgr], Sequence[Face]]


@dataclass(frozen=True, slots=True)
class _Seen:
    """Counts of one frame."""

    found: int
    dark: int


class PictureCheck:
    """Collects what the frames of a source show; a FrameWatcher. Numbers only are kept of a frame."""

    def __init__(
        self, smallest_face_px: int, min_group_size: int, find_small: FindSmallFaces, expected: int | None = None
    ) -> None:
        self.expected = expected
        self._smallest_face_px = smallest_face_px
        self._min_group_size = min_group_size
        self._find_small = find_small
        self._lock = threading.Lock()  # the frames come from one thread, and the lines are asked for by another
        self._seen: deque[_Seen] = deque(maxlen=FRAMES_KEPT)
        self._frames = 0
        self._small = 0
        self._size_wh = (0, 0)
        self._covered_share = 0.0
        self._checksum: int | None = None
        self._changed_at: datetime | None = None
        self._last_at: datetime | None = None
        self._trouble: SourceUnavailable | None = None

    @property
    def frames(self) -> int:
        """The number of frames that were checked."""
        return self._frames

    @property
    def faces(self) -> int:
        """The number of faces that would be counted: the median over the last frames."""
        with self._lock:
            return self._faces()

    def _faces(self) -> int:
        return median_high([each.found for each in self._seen]) if self._seen else 0

    def show(self, frame: Frame, faces: Sequence[TrackedFace], observations: Sequence[Observation]) -> None:
        """Check one frame."""
        del observations
        small = None
        if self._frames % SMALL_SEARCH_EVERY == 0:
            small = self._count_small(frame.image_bgr, [each.face for each in faces])
        dark = sum(_brightness(frame.image_bgr, each.face) < DARK_BELOW for each in faces)
        height, width = frame.image_bgr.shape[:2]
        checksum = zlib.crc32(np.ascontiguousarray(frame.image_bgr).data)
        with self._lock:
            self._trouble = None
            self._small = self._small if small is None else small
            self._frames += 1
            self._seen.append(_Seen(len(faces), dark))
            self._size_wh = (width, height)
            self._covered_share = frame.covered_share
            if checksum != self._checksum:
                self._checksum, self._changed_at = checksum, frame.captured_at
            self._last_at = frame.captured_at

    def tick(self) -> None:
        """Do nothing: there is no user input."""

    def close(self) -> None:
        """Do nothing: no file is open."""

    def missed(self, trouble: SourceUnavailable) -> None:
        """Note that the source gave no picture, or one that shows nothing."""
        with self._lock:
            self._trouble = trouble
            self._seen.clear()

    def lines(self) -> list[CheckLine]:
        """Return the lines about the source and the faces, the most important first."""
        with self._lock:
            if self._trouble is not None:
                return [source_line(self._trouble)]
            if not self._seen or self._last_at is None or self._changed_at is None:
                return [CheckLine(NO_PICTURE_YET.filled(), WAIT_A_MOMENT.filled())]
            still_seconds = (self._last_at - self._changed_at).total_seconds()
            return [self._picture_line(still_seconds), self._faces_line(), self._small_line(), self._dark_line()]

    def _picture_line(self, still_seconds: float) -> CheckLine:
        if still_seconds >= STILL_AFTER_SECONDS:
            return CheckLine(PICTURE_STILL.filled(seconds=round(still_seconds)), SHOW_THE_CALL.filled())
        if self._covered_share >= NOTEWORTHY_COVER:
            return CheckLine(WINDOW_COVERED.filled(percent=round(100 * self._covered_share)), MOVE_ASIDE.filled())
        width, height = self._size_wh
        return CheckLine(PICTURES_COME.filled(width=width, height=height))

    def _faces_line(self) -> CheckLine:
        found = self._faces()
        if found < self._min_group_size:
            message = FACES_BELOW_GROUP.filled(found=found, minimum=self._min_group_size)
            if self._min_group_size == 1:  # nothing but the count is wanted
                message = NO_FACES_FOUND.filled()
            return CheckLine(message, SHOW_GALLERY.filled())
        if self.expected is None:
            return CheckLine(FACES_FOUND.filled(found=found))
        return CheckLine(FACES_FOUND_OF.filled(found=found, expected=self.expected))

    def _small_line(self) -> CheckLine:
        if self._small == 0:
            return CheckLine(FACES_LARGE_ENOUGH.filled())
        message = FACES_TOO_SMALL.filled(count=self._small, pixels=self._smallest_face_px)
        return CheckLine(message, ENLARGE_GALLERY.filled())

    def _dark_line(self) -> CheckLine:
        dark = median_high([each.dark for each in self._seen])
        if dark == 0:
            return CheckLine(FACES_LIGHT_ENOUGH.filled())
        return CheckLine(FACES_TOO_DARK.filled(count=dark), ASK_FOR_LIGHT.filled())

    def _count_small(self, image_bgr: ImageBgr, counted: Sequence[Face]) -> int:
        small = [face for face in self._find_small(image_bgr) if face.box.height < self._smallest_face_px]
        return sum(not any(_overlap(face, other) for other in counted) for face in small)


def source_line(trouble: SourceUnavailable) -> CheckLine:
    """Return the line about a source that gives no picture: camera in use, screen recording not allowed, no window."""
    return CheckLine(trouble.message, trouble.remedies[0] if trouble.remedies else WAIT_A_MOMENT.filled())


def _brightness(image_bgr: ImageBgr, face: Face) -> float:
    """Return a face's mean brightness, 0 to 255 (Rec. 601 luma)."""
    box = face.box
    blue, green, red = image_bgr[box.y : box.y + box.height, box.x : box.x + box.width].mean(axis=(0, 1))
    return float(0.114 * blue + 0.587 * green + 0.299 * red)


def _overlap(face: Face, other: Face) -> bool:
    """Return whether the middle of one face lies in the other."""
    x, y = face.box.x + face.box.width / 2, face.box.y + face.box.height / 2
    box = other.box
    return box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height
