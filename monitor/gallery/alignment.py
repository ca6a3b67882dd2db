"""Put tiles exactly where their grid has them: a codec's ringing moves single edges by some pixels."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from monitor.gallery.cells import Size, about
from monitor.types import Box

Edges = npt.NDArray[np.float64]

MOST_CUT: Final = 0.1
"""A tile of which more lies outside the picture is none."""
MOST_MOVED: Final = 0.1
"""A codec's ringing moves an edge by less, in shares of a step."""


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
    tops = _edges([tile.y for tile in usual])
    tops = _regular(tops, _exact_step([tops], size.y_step))
    level = [size.cell(tile.x, top) for tile, top in zip(usual, tops, strict=True)]
    found: list[Box] = []
    rows = rows_of(level)
    x_step = _exact_step([_edges([tile.x for tile in row]) for row in rows], size.x_step)
    for row in rows:
        lefts = _regular(_edges([tile.x for tile in row]), x_step)
        found += [size.cell(left, tile.y) for tile, left in zip(row, lefts, strict=True)]
    inside = [cut for tile in (*found, *others) if (cut := _cut(tile, width, height)) is not None]
    return [tile for row in rows_of(inside) for tile in row]


def _is_usual(tile: Box, size: Size) -> bool:
    return about(tile.width, size.width) and about(tile.height, size.height)


def _edges(at_px: Sequence[int]) -> Edges:
    return np.array(at_px, np.float64)


def _exact_step(rows: Sequence[Edges], step: float) -> float:
    """Return the step between neighbours from edges far apart: a pixel of error would add up to several over a row."""
    apart, steps = (np.concatenate(parts) for parts in zip(*(_pairs(at, step) for at in rows), strict=True))
    if not steps.size or steps.max() < 1:
        return step
    is_far = steps > steps.max() / 2
    return float(np.median(apart[is_far] / steps[is_far]))


def _pairs(at: Edges, step: float) -> tuple[Edges, Edges]:
    """Return for each two edges how far they are apart, in pixels and in whole steps."""
    apart = (at[None] - at[:, None]).ravel()
    return apart, np.round(apart / step)


def _regular(at: Edges, step: float) -> Edges:
    """Return edges that lie a whole number of steps apart; one that lies far from such a place stays."""
    if at.size == 0:
        return at
    beyond = at - at[0] - step * np.round((at - at[0]) / step)
    regular = at - beyond + np.median(beyond)
    return np.where(np.abs(regular - at) <= max(4.0, MOST_MOVED * step), regular, at)


def _cut(tile: Box, width: int, height: int) -> Box | None:
    wide, tall = min(tile.x + tile.width, width) - tile.x, min(tile.y + tile.height, height) - tile.y
    if wide < (1 - MOST_CUT) * tile.width or tall < (1 - MOST_CUT) * tile.height:
        return None
    return Box(tile.x, tile.y, wide, tall)
