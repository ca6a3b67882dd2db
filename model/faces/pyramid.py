"""Build the image pyramid that P-Net searches."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from model.faces.boxes import CELL_PX

FACE_PX: Final = 20
"""The side of the smallest face in a scaled picture.

The picture is shrunk until the smallest wanted face has this side; the `mtcnn` package was trained and is used with it.
"""

FACTOR: Final = 0.709
"""The scale from one level to the next: half the area, as in the `mtcnn` package."""

MIN_SIDE_PX: Final = 2 * FACE_PX
"""A scaled picture with a shorter side has no pyramid."""


@dataclass(frozen=True, slots=True)
class ScaledPicture:
    """A picture scaled down for the networks: RGB, uint8 (h, w, 3), `shrink` times the size of the original."""

    image_rgb: NDArray[np.uint8]
    shrink: float
    width: int
    height: int

    @classmethod
    def of(cls, image_bgr: NDArray[np.uint8], smallest_face_px: int) -> "ScaledPicture":
        """Return a picture, uint8 (height, width, 3) in BGR order, scaled down for faces of at least that side."""
        height, width = image_bgr.shape[:2]
        shrink = max(min(FACE_PX / smallest_face_px, 1.0), min(MIN_SIDE_PX / min(height, width), 1.0))
        size_wh = (round(width * shrink), round(height * shrink))
        image_rgb = np.asarray(cv2.cvtColor(_shrunk(image_bgr, size_wh), cv2.COLOR_BGR2RGB), np.uint8)
        return cls(image_rgb, shrink, width, height)


def _shrunk(image: NDArray[np.uint8], size_wh: tuple[int, int]) -> NDArray[np.uint8]:
    """Return the picture at this size, halved as often as possible: other averaging takes ten times as long."""
    while image.shape[1] >= 2 * size_wh[0] and image.shape[0] >= 2 * size_wh[1]:
        half_wh = (image.shape[1] // 2, image.shape[0] // 2)
        image = _area_mean(image, half_wh)
    return np.asarray(cv2.resize(image, size_wh, interpolation=cv2.INTER_LINEAR), np.uint8)


def _area_mean(image: NDArray[np.uint8], size_wh: tuple[int, int]) -> NDArray[np.uint8]:
    return np.asarray(cv2.resize(image, size_wh, interpolation=cv2.INTER_AREA), np.uint8)


def pyramid_levels(image_rgb: NDArray[np.uint8]) -> list[tuple[NDArray[np.uint8], float]]:
    """Return the picture at each size, largest first, with its scale: from the smallest face to one that fills it."""
    height, width = image_rgb.shape[:2]
    levels: list[tuple[NDArray[np.uint8], float]] = []
    scale = CELL_PX / FACE_PX
    while min(height, width) * scale >= CELL_PX:
        size_wh = (int(width * scale), int(height * scale))
        # The first level is an area mean, which avoids aliasing; the others are made of the one before, so that no step
        # is so large that bilinear sampling would skip pixels.
        image_rgb = _shrunk(image_rgb, size_wh) if levels else _area_mean(image_rgb, size_wh)
        levels.append((image_rgb, scale))
        scale *= FACTOR
    return levels
