"""Detect changes between successive pictures, cell by cell."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

CELL_PX: Final = 8
"""The side of a cell. The smallest wanted face covers more than two of them each way."""

CHANGED_LEVELS: Final = 4
"""A cell's mean brightness must change by more, of 255 levels. Noise and a codec's flicker change it by one at most."""

Cells = NDArray[np.bool_]
"""bool (rows, columns)."""

Edges = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels."""

Rectangle = tuple[int, int, int, int]
"""Left, top, width and height in pixels."""


class CellChanges:
    """Compares each picture with the one before; keeps its cells' mean brightness and no picture."""

    def __init__(self) -> None:
        self._before: NDArray[np.uint8] | None = None

    def since_last(self, image_rgb: NDArray[np.uint8]) -> Cells | None:
        """Return which cells of a picture uint8 (h, w, 3) changed; None for the first one, or one of another size."""
        light = _cell_light(image_rgb)
        before, self._before = self._before, light
        if before is None or before.shape != light.shape:
            return None
        return np.asarray(np.abs(light.astype(np.int16) - before) > CHANGED_LEVELS)

    def forget(self) -> None:
        """Reset, so that the next picture counts as the first."""
        self._before = None


def _cell_light(image_rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    import cv2

    rows, columns = image_rgb.shape[0] // CELL_PX, image_rgb.shape[1] // CELL_PX
    if not rows or not columns:
        return np.zeros((rows, columns), np.uint8)
    whole = image_rgb[: rows * CELL_PX, : columns * CELL_PX]
    # OpenCV averages whole blocks ten times as fast as numpy.
    means = cv2.resize(whole, (columns, rows), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(means, cv2.COLOR_RGB2GRAY), np.uint8)


def set_within(cells: Cells, boxes: Sequence[Edges], value: bool) -> None:
    """Set the cells that the boxes touch, in place."""
    for box in boxes:
        cells[_touched(box)] = value


def any_within(cells: Cells, box: Edges) -> bool:
    """Return whether one of the cells that a box touches is set."""
    return bool(cells[_touched(box)].any())


def _touched(box: Edges) -> tuple[slice, slice]:
    left, top, right, bottom = (max(int(edge // CELL_PX), 0) for edge in box)
    return slice(top, bottom + 1), slice(left, right + 1)


def rectangles_around(cells: Cells, margin_px: int, size_wh: tuple[int, int]) -> list[Rectangle]:
    """Return rectangles around the groups of set cells, with a margin, inside a picture of that width and height.

    Groups whose margins meet share a rectangle.
    """
    import cv2

    if not cells.any():
        return []
    reach = 1 + 2 * -(-margin_px // CELL_PX)
    grown = cv2.dilate(cells.astype(np.uint8), np.ones((reach, reach), np.uint8))
    count, _, table, _ = cv2.connectedComponentsWithStats(grown, connectivity=8)
    rectangles = []
    for number in range(1, count):
        column, row, columns, rows = (int(value) for value in table[number, :4])
        left, top = column * CELL_PX, row * CELL_PX
        width = min(columns * CELL_PX, size_wh[0] - left)
        height = min(rows * CELL_PX, size_wh[1] - top)
        rectangles.append((left, top, width, height))
    return rectangles
