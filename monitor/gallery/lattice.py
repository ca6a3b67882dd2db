"""Choose the rectangles that form the rows of a gallery, of all that a background surrounds."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from monitor.gallery.alignment import aligned, rows_of
from monitor.gallery.cells import SAME_SIZE, Mask, Size, about, free_cells, is_taken, joined_cells, overlooked_cells
from monitor.types import Box

FEWEST_TILES: Final = 4
SMALLEST_TILE_PX: Final = 32
NARROWEST: Final = 0.55
WIDEST: Final = 2.6
"""Width over height of a tile: a phone held upright, a row that was stretched."""
MOST_STRETCHED: Final = 4.5
SEEN_OF_LINE: Final = 0.8
"""A line of the background through a part, of which so much is seen, is a gap: the part is several tiles."""
BESIDE_EDGE: Final = 0.15
"""Lines nearer to an edge of a part than this share of its side are the tile's own: a black bar, a name's strip."""


def regular_tiles(parts: Sequence[Box], plain: Mask) -> list[Box]:
    """Return the tiles among the parts of a picture that a background surrounds, by rows; none if they form no grid.

    `plain` is set where the picture has the colour of the background, uint8 (height, width), 0 or 255.
    """
    usual = _largest_family([part for part in parts if _may_be_tile(part) and not _is_cut(part, plain)])
    if len(usual) < 2:
        return []
    size = _size_of(usual)
    tiles = list(usual)
    loose = _outside(parts, usual)
    for part in loose:
        tiles += [cell for cell in joined_cells(part, usual, size, plain) if not is_taken(cell, tiles)]
    tiles += free_cells(tiles, size, plain)
    tiles += _stretched_rows(loose, tiles, size)
    tiles += overlooked_cells(loose, tiles, size)
    found = aligned(tiles, size, plain.shape[1], plain.shape[0])
    return found if len(found) >= FEWEST_TILES else []


def by_rows(tiles: Sequence[Box]) -> list[Box]:
    """Return the tiles from left to right, row after row, though their upper edges differ by some pixels."""
    return [tile for row in rows_of(tiles) for tile in row]


def _may_be_tile(part: Box) -> bool:
    return min(part.width, part.height) >= SMALLEST_TILE_PX and NARROWEST <= part.width / part.height <= WIDEST


def _is_cut(part: Box, plain: Mask) -> bool:
    """Return whether gaps run through a part, both ways: a codec has broken them, and joined two rows of tiles."""
    begin_x, begin_y = round(BESIDE_EDGE * part.width), round(BESIDE_EDGE * part.height)
    inside = plain[part.y : part.y + part.height, part.x : part.x + part.width]
    across = inside[begin_y : part.height - begin_y].mean(axis=1)
    down = inside[:, begin_x : part.width - begin_x].mean(axis=0)
    return bool(min(across.max(initial=0), down.max(initial=0)) > SEEN_OF_LINE * 255)


def _largest_family(parts: Sequence[Box]) -> list[Box]:
    """Return the two or more parts of one size that together cover the most."""
    if not parts:
        return []
    sides = np.array([(part.width, part.height) for part in parts], np.float64)
    slack = np.maximum(2.0, SAME_SIZE * np.maximum(sides[:, None], sides[None]))
    alike = np.all(np.abs(sides[:, None] - sides[None]) <= slack, axis=2)
    areas = np.where(alike.sum(axis=1) > 1, alike @ sides.prod(axis=1), 0)
    chosen = alike[int(np.argmax(areas))]
    return [part for part, is_one in zip(parts, chosen, strict=True) if is_one]


def _outside(parts: Sequence[Box], tiles: Sequence[Box]) -> list[Box]:
    """Return the parts whose middle lies in no tile."""
    edges = np.array([(tile.x, tile.y, tile.x + tile.width, tile.y + tile.height) for tile in tiles])
    middles = [(part.x + part.width / 2, part.y + part.height / 2) for part in parts]
    return [
        part
        for part, (x, y) in zip(parts, middles, strict=True)
        if not ((edges[:, 0] <= x) & (x < edges[:, 2]) & (edges[:, 1] <= y) & (y < edges[:, 3])).any()
    ]


def _size_of(tiles: Sequence[Box]) -> Size:
    edges = np.array([(tile.x, tile.y, tile.width, tile.height) for tile in tiles], np.float64)
    width, height = float(np.median(edges[:, 2])), float(np.median(edges[:, 3]))
    x_apart, y_apart = edges[None, :, 0] - edges[:, None, 0], edges[None, :, 1] - edges[:, None, 1]
    across = x_apart[(np.abs(y_apart) < height / 2) & (x_apart > 0.8 * width) & (x_apart < 1.5 * width)] - width
    down = y_apart[(np.abs(x_apart) < width) & (y_apart > 0.8 * height) & (y_apart < 1.5 * height)] - height
    gap_y = float(np.median(down)) if down.size else float(np.median(across)) if across.size else 0.0
    return Size(width, height, float(np.median(across)) if across.size else gap_y, gap_y)


def _stretched_rows(parts: Sequence[Box], tiles: Sequence[Box], size: Size) -> list[Box]:
    """Return the tiles of rows above or below whose tiles are as high as the others, and all of them wider."""
    return [part for part in parts if _is_stretched(part, size) and _is_next_row(part, tiles, size)]


def _is_stretched(part: Box, size: Size) -> bool:
    return about(part.height, size.height) and size.width < part.width <= MOST_STRETCHED * part.height


def _is_next_row(part: Box, tiles: Sequence[Box], size: Size) -> bool:
    if is_taken(part, tiles) or any(abs(part.y - tile.y) < size.height / 2 for tile in tiles):
        return False
    return any(
        about(abs(part.y - tile.y), size.y_step) and min(part.x + part.width, tile.x + tile.width) > max(part.x, tile.x)
        for tile in tiles
    )
