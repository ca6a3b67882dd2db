"""Detect changes of the shared slides by fingerprints, which are kept in memory only.

The fingerprint is the difference hash (dHash, Neal Krawetz 2013, hackerfactor.com/blog/index.php?/archives/529), along
rows and along columns: one bit for each of 8 x 8 cells that is darker than its neighbour at the right, and below. A
difference within two levels of 255 counts as none, since a codec's noise in plain paper would otherwise set half of the
bits.
"""

from datetime import datetime, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from monitor.types import Frame, ImageBgr

Area = tuple[float, float, float, float]
"""Left, top, width and height as shares (0 to 1) of the picture."""

Fingerprint = NDArray[np.bool_]
"""bool (128,)."""

CELLS: Final = 8
LEAST_LEVELS: Final = 2
OTHER_SLIDE_BITS: Final = 10
"""Measured on 80 drawn slides that share a template, through JPEG at quality 60: between neighbours 9 to 53 bits (12 or
more for 95 % of them), noise up to 4, a moving pointer up to 4, a camera's tile of a fourteenth of the area up to 5,
one more line of text up to 13 (8 or fewer for three quarters of them)."""

HELD_SECONDS: Final = 1.0
REST_SECONDS: Final = 5.0
"""The time after a change in which no other is reported: a film among the slides has cuts that hold for a moment."""


class SlideWatcher:
    """Compares the slides' part of successive frames, and reports a new slide once it has stayed."""

    def __init__(self, area: Area) -> None:
        self._area = area
        self._shown: Fingerprint | None = None
        self._candidate: Fingerprint | None = None
        self._candidate_since: datetime | None = None
        self._changed_at: datetime | None = None

    def observe(self, frame: Frame) -> datetime | None:
        """Return the time of a slide change, once the new one was seen twice over a second; else None.

        A pointer, an added line, and constantly moving parts are no change. Frames that stand alone have none.
        """
        if frame.stands_alone:
            return None
        seen = fingerprint(part_of(frame.image_bgr, self._area))
        if self._shown is None or is_same_slide(seen, self._shown):
            self._shown, self._candidate = seen, None
            return None
        since = self._candidate_since
        if self._candidate is None or since is None or not is_same_slide(seen, self._candidate):
            self._candidate, self._candidate_since = seen, frame.captured_at
            return None
        if frame.captured_at - since < timedelta(seconds=HELD_SECONDS):
            return None
        self._shown, self._candidate = seen, None
        if self._changed_at is not None and since - self._changed_at < timedelta(seconds=REST_SECONDS):
            return None
        self._changed_at = since
        return since


def part_of(image_bgr: ImageBgr, area: Area) -> ImageBgr:
    """Return the area of a picture, at least a pixel each way."""
    height, width = image_bgr.shape[:2]
    left, top = min(round(area[0] * width), width - 1), min(round(area[1] * height), height - 1)
    right, bottom = max(round((area[0] + area[2]) * width), left + 1), max(round((area[1] + area[3]) * height), top + 1)
    return image_bgr[top:bottom, left:right]


def fingerprint(image_bgr: ImageBgr) -> Fingerprint:
    """Return the difference hash (128,) of a picture uint8 (h, w, 3)."""
    import cv2

    cells = cv2.resize(image_bgr, (CELLS + 1, CELLS + 1), interpolation=cv2.INTER_AREA)
    light = cv2.cvtColor(cells, cv2.COLOR_BGR2GRAY).astype(np.int16)
    along_rows, along_columns = np.diff(light, axis=1)[:CELLS], np.diff(light, axis=0)[:, :CELLS]
    return np.concatenate([along_rows.ravel(), along_columns.ravel()]) > LEAST_LEVELS


def is_same_slide(one: Fingerprint, other: Fingerprint) -> bool:
    """Return whether two fingerprints differ by so few bits that they are of one slide."""
    return int(np.count_nonzero(one != other)) < OTHER_SLIDE_BITS
