"""Compare the name strips of tiles as pictures: whether two show the same letters, and never which ones."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from monitor.types import Box, ImageBgr

STRIP_SHARE: Final = 0.026
"""The height of a name strip per height of the picture: 28 pixels of 1080."""
SMALLEST_STRIP_PX: Final = 16
WIDTHS: Final = 3
MOST_OF_TILE: Final = 0.7
EDGE_PX: Final = 4
"""The frame around who speaks lies within."""
LARGEST_SHIFT_PX: Final = 3
LEAST_CONTRAST: Final = 5.0
"""Letters stand out from what is behind them by more, in levels of 255 (standard deviation)."""

Strip = npt.NDArray[np.float32]
"""The lower left corner of a tile, grey, float32 (height, width), 0 to 255."""


def strip_of(image_bgr: ImageBgr, tile: Box) -> Strip:
    """Return the name strip of a tile, softened so that a pixel of shift does not matter."""
    import cv2

    height = min(max(round(STRIP_SHARE * image_bgr.shape[0]), SMALLEST_STRIP_PX), tile.height // 3)
    width = min(WIDTHS * height, round(MOST_OF_TILE * tile.width))
    bottom, left = tile.y + tile.height - EDGE_PX, tile.x + EDGE_PX
    part = image_bgr[bottom - height : bottom, left : left + width]
    grey = cv2.cvtColor(part, cv2.COLOR_BGR2GRAY).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(grey, (0, 0), 0.8) - cv2.GaussianBlur(grey, (0, 0), 3.0), np.float32)


def likeness_in_place(before: Sequence[Strip], now: Sequence[Strip]) -> npt.NDArray[np.float32]:
    """Return how alike strips are, -1 to 1 each: their correlation; 1 where neither holds letters.

    The two of a place have one size; those of a stretched row are wider than others.
    """
    return np.array([_correlation(one, other) for one, other in zip(before, now, strict=True)], np.float32)


def _correlation(one: Strip, other: Strip) -> float:
    first, second = one - one.mean(), other - other.mean()
    contrasts = float(first.std()), float(second.std())
    if min(contrasts) <= LEAST_CONTRAST:
        return 1.0 if max(contrasts) <= LEAST_CONTRAST else 0.0
    return float((first * second).mean() / (contrasts[0] * contrasts[1]))


def likeness(one: Strip, other: Strip) -> float | None:
    """Return the best correlation of two strips, -1 to 1, over small shifts; None if one of them holds no letters."""
    import cv2

    height, width = (min(a, b) for a, b in zip(one.shape, other.shape, strict=True))
    one, other = one[-height:, :width], other[-height:, :width]
    if min(one.std(), other.std()) <= LEAST_CONTRAST:
        return None
    shift = LARGEST_SHIFT_PX
    inner = np.ascontiguousarray(other[shift:-shift, shift:-shift])
    return float(cv2.matchTemplate(np.ascontiguousarray(one), inner, cv2.TM_CCOEFF_NORMED).max())
