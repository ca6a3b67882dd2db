"""Find the tiles of a call's gallery view in a picture: rectangles of one size on a plain background."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from monitor.gallery.lattice import regular_tiles
from monitor.types import Box, ImageBgr

LARGEST_SIDE_PX: Final = 1280
"""A larger picture is halved: a gap of four pixels keeps two."""
MOST_LEVELS_APART: Final = 10
"""A pixel of the background differs from its colour by no more, of 255 in each channel; a codec's ringing included."""
BACKGROUND_SHARE: Final = 0.02
"""The gaps and margins of a gallery take at least this share of the picture."""
MOSTLY: Final = 0.7
CANDIDATES: Final = 5
COLOUR_STEP: Final = 3
LEVELS_A_BIN: Final = 8
SMALLEST_PART_PX: Final = 12

Bgr = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class TileGrid:
    """The tiles of a gallery by rows, and the colour between them; no tiles where there is no gallery.

    `largest_other_share` is the largest rectangle that is none of them, as a share of the picture: a shared screen, a
    speaker.
    """

    tiles: tuple[Box, ...] = ()
    background_bgr: Bgr | None = None
    largest_other_share: float = 0.0

    @property
    def tiled_px(self) -> int:
        """Return the area of all tiles."""
        return sum(tile.width * tile.height for tile in self.tiles)


def find_tiles(image_bgr: ImageBgr, background_bgr: Bgr | None = None) -> TileGrid:
    """Return the grid of a picture, uint8 (height, width, 3), in its pixels.

    With `background_bgr`, that of an earlier grid, only this colour is tried: about two milliseconds for 1920×1080.
    """
    step = -(-max(image_bgr.shape[:2]) // LARGEST_SIDE_PX)
    small = np.ascontiguousarray(image_bgr[::step, ::step])
    colours = [background_bgr] if background_bgr is not None else _plain_colours(small)
    grids = [_grid_on(small, colour, step) for colour in colours]
    best = max(grids, key=lambda grid: grid.tiled_px, default=TileGrid())
    if background_bgr is None and best.tiles:
        return replace(best, background_bgr=_colour_between(image_bgr, best) or best.background_bgr)
    return best


def is_background(image_bgr: ImageBgr, box: Box, background_bgr: Bgr) -> bool:
    """Return whether most of a part of the picture has the colour of the background."""
    part = image_bgr[box.y : box.y + box.height, box.x : box.x + box.width].astype(np.int16)
    near = (np.abs(part - np.array(background_bgr)) <= MOST_LEVELS_APART).all(axis=2)
    return bool(near.mean() > MOSTLY)


def _plain_colours(image_bgr: ImageBgr) -> list[Bgr]:
    """Return the colours that the most pixels have, the most frequent first."""
    pixels = image_bgr[::COLOUR_STEP, ::COLOUR_STEP].reshape(-1, 3)
    bins = (pixels // LEVELS_A_BIN).astype(np.int32)
    side = 256 // LEVELS_A_BIN
    codes = (bins[:, 0] * side + bins[:, 1]) * side + bins[:, 2]
    counts = np.bincount(codes)
    found: list[Bgr] = []
    for code in np.argsort(counts)[: -CANDIDATES - 1 : -1]:
        if counts[code] >= BACKGROUND_SHARE / 2 * codes.size:
            blue, green, red = np.median(pixels[codes == code], axis=0)
            found.append((int(blue), int(green), int(red)))
    return found


def _grid_on(image_bgr: ImageBgr, background_bgr: Bgr, step: int) -> TileGrid:
    """Return the grid of rectangles that this colour surrounds."""
    import cv2

    lower = np.clip(np.array(background_bgr) - MOST_LEVELS_APART, 0, 255)
    upper = np.clip(np.array(background_bgr) + MOST_LEVELS_APART, 0, 255)
    plain = np.asarray(cv2.inRange(image_bgr, lower, upper), np.uint8)
    if np.count_nonzero(plain) < BACKGROUND_SHARE * plain.size:
        return TileGrid()
    others = _surrounded(plain)
    tiles = regular_tiles(others, plain)
    largest = _largest_other_px(others, tiles) / plain.size
    whole = tuple(Box(box.x * step, box.y * step, box.width * step, box.height * step) for box in tiles)
    return TileGrid(whole, background_bgr, largest)


def _colour_between(image_bgr: ImageBgr, grid: TileGrid) -> Bgr | None:
    """Return the colour between the tiles: a bar of almost the same colour may have been the one that was tried."""
    right, bottom = (
        max(edges) for edges in zip(*((box.x + box.width, box.y + box.height) for box in grid.tiles), strict=True)
    )
    left, top = (min(edges) for edges in zip(*((box.x, box.y) for box in grid.tiles), strict=True))
    is_between = np.ones((bottom - top, right - left), bool)
    for box in grid.tiles:
        is_between[box.y - top : box.y - top + box.height, box.x - left : box.x - left + box.width] = False
    pixels = image_bgr[top:bottom, left:right][is_between]
    near = pixels[(np.abs(pixels.astype(np.int16) - np.array(grid.background_bgr)) <= MOST_LEVELS_APART).all(axis=1)]
    if not near.size:
        return None
    blue, green, red = np.median(near, axis=0)
    return int(blue), int(green), int(red)


def _surrounded(plain: npt.NDArray[np.uint8]) -> list[Box]:
    """Return the bounding boxes of the connected parts of a mask that are not set, without specks."""
    import cv2

    # A codec's ringing joins neighbours by bridges of a pixel or two.
    parts = cv2.erode(255 - plain, np.ones((3, 3), np.uint8))
    _, _, table, _ = cv2.connectedComponentsWithStats(parts, connectivity=4, ltype=cv2.CV_32S)
    edges = table[1:, :4]
    large = edges[(edges[:, 2:] >= SMALLEST_PART_PX).all(axis=1)] + [-1, -1, 2, 2]
    return [Box(max(int(x), 0), max(int(y), 0), int(width), int(height)) for x, y, width, height in large]


def _largest_other_px(parts: Sequence[Box], tiles: Sequence[Box]) -> int:
    """Return the area of the largest part that meets no tile."""
    for part in sorted(parts, key=lambda part: part.width * part.height, reverse=True):
        if not any(_meets(part, tile) for tile in tiles):
            return part.width * part.height
    return 0


def _meets(one: Box, other: Box) -> bool:
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return across > 0 and down > 0
