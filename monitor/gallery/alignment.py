"""Put tiles exactly where their grid has them: a codec's ringing moves single edges by some pixels."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from monitor.gallery.cells import SAME_SIZE, Size, about
from monitor.types import Box

MOST_CUT: Final = 0.1
"""A tile of which more lies outside the picture is none."""


def rows_of(tiles: Sequence[Box]) -> list[list[Box]]:
    """Return the tiles row by row, each from left to right, though their upper edges differ by some pixels."""
    rows: list[list[Box]] = []
    for tile in sorted(tiles, key=lambda tile: tile.y):
        if rows and tile.y - rows[-1][0].y < tile.height / 2:
            rows[-1].append(tile)
        else:
            rows.append([tile])
    return [sorted(row, key=lambda tile: tile.x) for row in rows]


def aligned(tiles: Sequence[Box], size: Size, width: int, height: int) -> list[Box]:
    """Return the tiles by rows; those of the usual size at the places of the grid, all of them within the picture."""
    usual = [tile for tile in tiles if _is_usual(tile, size)]
    others = [tile for tile in tiles if not _is_usual(tile, size)]
    tops = _regular([tile.y for tile in usual], size.y_step)
    level = [size.cell(tile.x, top) for tile, top in zip(usual, tops, strict=True)]
    found: list[Box] = []
    for row in rows_of(level):
        lefts = _regular([tile.x for tile in row], size.x_step)
        found += [size.cell(left, tile.y) for tile, left in zip(row, lefts, strict=True)]
    inside = [cut for tile in (*found, *others) if (cut := _cut(tile, width, height)) is not None]
    return [tile for row in rows_of(inside) for tile in row]


def _is_usual(tile: Box, size: Size) -> bool:
    return about(tile.width, size.width) and about(tile.height, size.height)


def _regular(edges: Sequence[int], step: float) -> npt.NDArray[np.float64]:
    """Return edges that lie a whole number of steps apart; one that lies far from such a place stays."""
    at = np.array(edges, np.float64)
    if at.size == 0:
        return at
    beyond = at - at[0] - step * np.round((at - at[0]) / step)
    regular = at - beyond + np.median(beyond)
    return np.where(np.abs(regular - at) <= max(4.0, SAME_SIZE * step), regular, at)


def _cut(tile: Box, width: int, height: int) -> Box | None:
    wide, tall = min(tile.x + tile.width, width) - tile.x, min(tile.y + tile.height, height) - tile.y
    if wide < (1 - MOST_CUT) * tile.width or tall < (1 - MOST_CUT) * tile.height:
        return None
    return Box(tile.x, tile.y, wide, tall)
