"""Find the cells of a gallery's grid whose tile is not seen whole: joined to its neighbour, dark, or covered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from monitor.types import Box

SAME_SIZE: Final = 0.06
"""Tiles of one grid differ by at most this share of a side."""
LEAST_OF_A_TILE: Final = 0.2
"""The least area of the rest of a tile whose edges have the colour of the background, as a share of the tile."""
SEEN_OF_GAP: Final = 0.15
"""Between tiles that are joined, so much of the gap still has the colour of the background."""
MOST_BACKGROUND: Final = 0.7
"""A cell of which more has the colour of the background shows nobody."""
OFF_GRID_PX: Final = 4

Mask = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Size:
    """The usual tile, and the gaps to its neighbours, in pixels."""

    width: float
    height: float
    gap_x: float
    gap_y: float

    @property
    def x_step(self) -> float:
        """Return how far the left edges of neighbours are apart."""
        return self.width + self.gap_x

    @property
    def y_step(self) -> float:
        """Return how far the upper edges of neighbours are apart."""
        return self.height + self.gap_y

    def cell(self, left: float, top: float) -> Box:
        """Return the tile with this corner."""
        return Box(max(round(left), 0), max(round(top), 0), round(self.width), round(self.height))


def about(one: float, other: float) -> bool:
    """Return whether two lengths are the same but for some pixels."""
    return abs(one - other) <= max(2.0, SAME_SIZE * max(one, other))


def is_taken(cell: Box, tiles: Sequence[Box]) -> bool:
    """Return whether one of the tiles covers more than the edge of a cell."""
    return any(_shared_area(cell, tile) > 0.1 * cell.width * cell.height for tile in tiles)


def joined_cells(part: Box, tiles: Sequence[Box], size: Size, plain: Mask) -> list[Box]:
    """Return the cells of a part that a codec or an overlay has joined from several, none if it is no such part."""
    columns, rows = round((part.width + size.gap_x) / size.x_step), round((part.height + size.gap_y) / size.y_step)
    fits_across = about(part.width, columns * size.x_step - size.gap_x)
    fits_down = about(part.height, rows * size.y_step - size.gap_y)
    if columns * rows < 2 or not (fits_across and fits_down):
        return []
    places = [(_nearest(part.x, tile.x, size.x_step), _nearest(part.y, tile.y, size.y_step)) for tile in tiles]
    x, y = min(places, key=lambda place: abs(place[0] - part.x) + abs(place[1] - part.y))
    if max(abs(x - part.x), abs(y - part.y)) > SAME_SIZE * size.height:
        return []
    inside = plain[part.y : part.y + part.height]
    gaps = [inside[:, _gap(x + column * size.x_step - size.gap_x, size.gap_x)] for column in range(1, columns)]
    if any(gap.mean() < SEEN_OF_GAP * 255 for gap in gaps):
        return []  # a tile that was stretched over several columns has no gap inside
    places = [(x + column * size.x_step, y + row * size.y_step) for row in range(rows) for column in range(columns)]
    return [size.cell(left, top) for left, top in places]


def _nearest(at: float, known: float, step: float) -> float:
    """Return the place nearest to `at` that lies a whole number of steps from a known one."""
    return known + round((at - known) / step) * step


def _gap(begin: float, width: float) -> slice:
    return slice(max(round(begin), 0), max(round(begin + width), round(begin) + 1, 1))


def free_cells(tiles: Sequence[Box], size: Size, plain: Mask) -> list[Box]:
    """Return the free cells between tiles of a row or of a column that do not show the background."""
    lefts, tops = np.array([tile.x for tile in tiles]), np.array([tile.y for tile in tiles])
    places: list[tuple[float, float]] = []
    for tile in tiles:
        in_row = lefts[np.abs(tops - tile.y) < size.y_step / 2]
        in_column = tops[np.abs(lefts - tile.x) < OFF_GRID_PX]
        first, last = (round((edge - tile.x) / size.x_step) for edge in (lefts.min(), lefts.max()))
        for x in (tile.x + column * size.x_step for column in range(first, last + 1)):
            if in_row.min() < x < in_row.max() or (np.abs(lefts - x) < OFF_GRID_PX).sum() > 1:
                places.append((x, tile.y))
        down = range(1, round((in_column.max() - tile.y) / size.y_step))
        places += [(tile.x, tile.y + row * size.y_step) for row in down]
    return _shown_at(np.array(places, np.float64).reshape(-1, 2), tiles, size, plain)


def _shown_at(places_xy: Floats, tiles: Sequence[Box], size: Size, plain: Mask) -> list[Box]:
    """Return a cell for each place, (n, 2), that no tile meets and in which something is shown."""
    corners = np.array([(tile.x, tile.y, tile.x + tile.width, tile.y + tile.height) for tile in tiles])
    x, y = places_xy[:, :1], places_xy[:, 1:]
    across = np.minimum(corners[:, 2], x + size.width) - np.maximum(corners[:, 0], x)
    down = np.minimum(corners[:, 3], y + size.height) - np.maximum(corners[:, 1], y)
    is_free = ~((across > OFF_GRID_PX) & (down > OFF_GRID_PX)).any(axis=1)
    found: list[Box] = []
    for left, top in places_xy[is_free]:
        cell = size.cell(left, top)
        inside = plain[cell.y : cell.y + cell.height, cell.x : cell.x + cell.width]
        if inside.size and inside.mean() < MOST_BACKGROUND * 255 and not is_taken(cell, found):
            found.append(cell)
    return found


def overlooked_cells(parts: Sequence[Box], tiles: Sequence[Box], size: Size) -> list[Box]:
    """Return the cells beside tiles of which only a part differs from the background."""
    found: list[Box] = []
    whole = size.width * size.height
    for part in parts:
        if not LEAST_OF_A_TILE * whole <= part.width * part.height <= 1.2 * whole:
            continue
        for tile in tiles:
            cell = _cell_around(part, tile, size)
            if cell is not None and not is_taken(cell, [*tiles, *found]):
                found.append(cell)
                break
    return found


def _cell_around(part: Box, tile: Box, size: Size) -> Box | None:
    """Return the cell of the tile's row or column that holds a part wholly."""
    columns = round((part.x + part.width / 2 - tile.x - tile.width / 2) / size.x_step)
    rows = round((part.y + part.height / 2 - tile.y - tile.height / 2) / size.y_step)
    x, y = tile.x + columns * size.x_step, tile.y + rows * size.y_step
    slack = 2 + SAME_SIZE * size.height
    holds_across = x - slack <= part.x and part.x + part.width <= x + size.width + slack
    holds_down = y - slack <= part.y and part.y + part.height <= y + size.height + slack
    if (columns and rows) or min(x, y) < -slack or not (holds_across and holds_down):
        return None
    return size.cell(x, y)


def _shared_area(one: Box, other: Box) -> int:
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return max(across, 0) * max(down, 0)
