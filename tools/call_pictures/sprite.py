"""Paste a cut-out picture, moved, turned and scaled, into a tile."""

import math

import cv2
import numpy as np
import numpy.typing as npt

from tools.call_pictures.pixels import Floats, Image, blend

Matrix = npt.NDArray[np.float64]
"""An affine matrix (2, 3) from the pixels of a picture to those of a tile."""
LEAST_SCALE = 0.6
"""A warp by less would skip pixels and alias."""


class Sprite:
    """A picture with its coverage (0 to 1); halves of it are kept for small tiles."""

    def __init__(self, picture: Image, coverage: Floats) -> None:
        self._levels = [(picture, coverage)]

    def paste(self, tile: Image, matrix: Matrix) -> None:
        """Draw it onto the tile."""
        level = 0
        matrix = matrix.copy()
        while math.sqrt(abs(np.linalg.det(matrix[:, :2]))) < LEAST_SCALE:
            matrix[:, :2] *= 2
            level += 1
        picture, coverage = self._halved(level)
        tall, wide = coverage.shape
        reach = np.array([[0, 0], [wide, 0], [0, tall], [wide, tall]]) @ matrix[:, :2].T + matrix[:, 2]
        first = np.maximum(np.floor(reach.min(0)).astype(int), 0)
        last = np.minimum(np.ceil(reach.max(0)).astype(int), [tile.shape[1], tile.shape[0]])
        size = (int(last[0] - first[0]), int(last[1] - first[1]))
        if min(size) < 1:
            return
        matrix[:, 2] -= first
        over = cv2.warpAffine(picture, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        solid = cv2.warpAffine(coverage, matrix, size, flags=cv2.INTER_LINEAR)
        behind = tile[first[1] : last[1], first[0] : last[0]]
        behind[:] = blend(behind, np.asarray(over, np.uint8), np.asarray(solid, np.float32))

    def _halved(self, level: int) -> tuple[Image, Floats]:
        while len(self._levels) <= level:
            picture, coverage = self._levels[-1]
            size = (max(1, coverage.shape[1] // 2), max(1, coverage.shape[0] // 2))
            smaller = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
            solid = cv2.resize(coverage, size, interpolation=cv2.INTER_AREA)
            self._levels.append((np.asarray(smaller, np.uint8), np.asarray(solid, np.float32)))
        return self._levels[level]


def turned(of: tuple[float, float], to: tuple[float, float], degrees: float, scale: float) -> Matrix:
    """Return the affine matrix that turns and scales about the point `of`, and brings it to the point `to`."""
    matrix = np.asarray(cv2.getRotationMatrix2D(of, degrees, scale), np.float64)
    matrix[:, 2] += np.array(to) - np.array(of)
    return matrix
