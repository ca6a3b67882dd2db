"""Lay out tiles: the grid of the gallery, and the strips beside a speaker or a shared screen."""

import math
from dataclasses import dataclass
from typing import Final

from tools.call_pictures.pixels import Box, scaled
from tools.call_pictures.shapes import CallShape

LEAST_ASPECT: Final = 1.25
MOST_ASPECT: Final = 1.85
"""Bounds of width per height for tiles that fill their cell."""
LEAST_WIDTH: Final = 32
MOST_STRETCH: Final = 2.0


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of a gallery and the size of its tiles in pixels."""

    columns: int
    tile_width: int
    tile_height: int


def choose_grid(shape: CallShape, tiles: int, area: Box, height: int) -> Grid:
    """Return the grid with the largest tiles. Raises ValueError if they would be too small."""
    gap = scaled(shape.gap_px, height, 2)
    best, best_size = Grid(1, 0, 0), 0
    for columns in range(1, tiles + 1):
        rows = math.ceil(tiles / columns)
        wide = (area[2] - gap * (columns - 1)) // columns
        tall = (area[3] - gap * (rows - 1)) // rows
        if shape.fills_stage:
            grid = Grid(columns, min(wide, int(tall * MOST_ASPECT)), min(tall, int(wide / LEAST_ASPECT)))
        else:
            width = min(wide, tall * 16 // 9)
            grid = Grid(columns, width, width * 9 // 16)
        size = min(grid.tile_width, grid.tile_height * 16 // 9)
        if size > best_size:
            best, best_size = grid, size
    if best_size < LEAST_WIDTH:
        raise ValueError(f"{tiles} tiles do not fit into {area[2]}x{area[3]} pixels")
    return best


def place_tiles(shape: CallShape, grid: Grid, tiles: int, area: Box, height: int) -> list[Box]:
    """Return the tiles' boxes, row by row, the whole of them in the middle of the area."""
    gap = scaled(shape.gap_px, height, 2)
    rows = math.ceil(tiles / grid.columns)
    row_width = grid.columns * (grid.tile_width + gap) - gap
    top = area[1] + (area[3] - rows * (grid.tile_height + gap) + gap) // 2
    boxes = []
    for row in range(rows):
        in_row = min(grid.columns, tiles - row * grid.columns)
        width = grid.tile_width
        if shape.last_row == "stretched":
            width = min((row_width - gap * (in_row - 1)) // in_row, int(MOST_STRETCH * grid.tile_width))
        left = area[0] + (area[2] - in_row * (width + gap) + gap) // 2
        boxes += [
            (left + column * (width + gap), top + row * (grid.tile_height + gap), width, grid.tile_height)
            for column in range(in_row)
        ]
    return boxes


def strip_and_stage(shape: CallShape, tiles: int, area: Box, height: int) -> tuple[list[Box], Box]:
    """Return small tiles along the top or the right of the area, and what is left of it."""
    gap = scaled(shape.gap_px, height, 2)
    left, top, width, tall = area
    if shape.speaker_strip == "top":
        small_height = min(scaled(140, height), (width - gap * (tiles - 1)) // tiles * 9 // 16)
        small_width = small_height * 16 // 9
        first = left + (width - tiles * (small_width + gap) + gap) // 2
        boxes = [(first + i * (small_width + gap), top, small_width, small_height) for i in range(tiles)]
        return boxes, (left, top + small_height + gap, width, tall - small_height - gap)
    small_height = min(scaled(160, height), (tall - gap * (tiles - 1)) // tiles)
    small_width = small_height * 16 // 9
    first = top + (tall - tiles * (small_height + gap) + gap) // 2
    beside = left + width - small_width
    boxes = [(beside, first + i * (small_height + gap), small_width, small_height) for i in range(tiles)]
    return boxes, (left, top, width - small_width - gap, tall)


def sixteen_to_nine(area: Box) -> Box:
    """Return the largest tile in the area, in its middle."""
    left, top, wide, tall = area
    width = min(wide, tall * 16 // 9)
    height = width * 9 // 16
    return left + (wide - width) // 2, top + (tall - height) // 2, width, height
