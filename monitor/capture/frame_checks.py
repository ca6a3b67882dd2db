"""Whether a picture shows anything. What does not must never pass for an empty class."""

import time
import zlib
from collections.abc import Callable
from typing import Final

import numpy as np

from monitor.capture.kinds import SMALLEST_SIDE_PX
from monitor.errors import SourceBlind
from monitor.types import ImageBgr

_CELL_PX: Final = 16
"""Means over cells take out a dark camera's noise, and a cell is smaller than the smallest face, so none is missed."""
_BLACK_BELOW: Final = 16.0
"""Of 255. Video black is 16 where the range is limited; a covered lens stays below it too."""
_ONE_COLOUR_RANGE: Final = 3.0
"""Of 255, per channel, between the brightest and the darkest cell."""


def require_visible(image_bgr: ImageBgr, *, where: str, black_remedy: str = "") -> None:
    """Raise SourceBlind if the picture is too small for a face, black, or of one colour.

    `image_bgr` is uint8 (height, width, 3); `where` names the source; `black_remedy` says why it may be black there.
    About two milliseconds for 1920×1080.
    """
    height, width = image_bgr.shape[:2]
    if min(height, width) < SMALLEST_SIDE_PX:
        raise SourceBlind(
            f"The picture is {width}×{height} pixels, too small for a face",
            where=where,
            remedy=f"Each side needs at least {SMALLEST_SIDE_PX} pixels.",
        )
    cells = _cell_means(image_bgr)
    if float(cells.max()) < _BLACK_BELOW:
        raise SourceBlind("The picture is black", where=where, remedy=black_remedy or "Uncover or light the camera.")
    ranges = cells.max(axis=(0, 1)) - cells.min(axis=(0, 1))
    if float(ranges.max()) <= _ONE_COLOUR_RANGE:
        raise SourceBlind(
            "The picture is of one colour", where=where, remedy=black_remedy or "Check what the source is showing."
        )


def _cell_means(image_bgr: ImageBgr) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    import cv2

    rows, columns = (side // _CELL_PX for side in image_bgr.shape[:2])
    # Whole cells only, which OpenCV sums three times as fast; what is left out at the edge is narrower than any face.
    whole = image_bgr[: rows * _CELL_PX, : columns * _CELL_PX]
    return cv2.resize(whole, (columns, rows), interpolation=cv2.INTER_AREA).astype(np.float32)


class FrozenWatch:
    """Notices a camera that repeats its last picture, as some do after they were unplugged.

    A live camera's noise changes every picture; only a repeated one is the same to the byte.
    """

    def __init__(self, frozen_after_seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._frozen_after_seconds = frozen_after_seconds
        self._clock = clock
        self._fingerprint: tuple[int, tuple[int, ...]] | None = None
        self._same_since = 0.0

    def is_frozen(self, image_bgr: ImageBgr) -> bool:
        """Return whether the camera has shown this very picture for too long. Called with every picture."""
        fingerprint = (zlib.crc32(np.ascontiguousarray(image_bgr).data), image_bgr.shape)
        now = self._clock()
        if fingerprint != self._fingerprint:
            self._fingerprint, self._same_since = fingerprint, now
        return now - self._same_since >= self._frozen_after_seconds
