"""Find the tiles of a call's gallery view in a picture: rectangles of one size on a plain background."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from monitor.gallery.cells import about
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
LONGEST_BREAK_PX: Final = 25
JOINED_TILES: Final = 2
"""A part that is larger than so many tiles may be a row of them, joined by ringing: gaps are closed to see it."""

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
    if background_bgr is not None:
        return _grid_on(small, background_bgr, step)
    grids = [_grid_on(small, colour, step) for colour in _plain_colours(small)]
    return max((_judged(image_bgr, grid) for grid in grids), key=lambda judged: judged[0], default=(0.0, TileGrid()))[1]


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
    tiles, largest_px = _tiles_on(plain)
    if not tiles or largest_px > JOINED_TILES * tiles[0].width * tiles[0].height:
        more, largest_of_more_px = _tiles_on(_gaps_closed(plain))
        if len(more) > len(tiles) and (not tiles or _is_like(more[0], tiles[0])):
            tiles, largest_px = more, largest_of_more_px
    return TileGrid(tuple(_scaled(box, step) for box in tiles), background_bgr, largest_px / plain.size)


def _tiles_on(plain: npt.NDArray[np.uint8]) -> tuple[list[Box], int]:
    """Return the tiles between which a mask is set, and the area of the largest part that meets none of them."""
    parts = _surrounded(plain)
    tiles = regular_tiles(parts, plain)
    return tiles, _largest_other_px(parts, tiles)


def _is_like(one: Box, other: Box) -> bool:
    return about(one.width, other.width) and about(one.height, other.height)


def _scaled(box: Box, step: int) -> Box:
    """Return the box in the picture of which every `step`th pixel was looked at: it ends with the last such pixel."""
    return Box(box.x * step, box.y * step, (box.width - 1) * step + 1, (box.height - 1) * step + 1)


def _judged(image_bgr: ImageBgr, grid: TileGrid) -> tuple[float, TileGrid]:
    """Return how much of the picture the grid explains, and the grid with the colour that is between its tiles.

    A bar of almost the same colour may have been tried: then the gaps belong to the tiles, and nothing is between.
    """
    if not grid.tiles:
        return 0.0, grid
    edges = np.array([(box.x, box.y, box.x + box.width, box.y + box.height) for box in grid.tiles])
    (left, top), (right, bottom) = edges[:, :2].min(axis=0), edges[:, 2:].max(axis=0)
    is_between = np.ones((bottom - top, right - left), bool)
    for x, y, x_end, y_end in edges:
        is_between[y - top : y_end - top, x - left : x_end - left] = False
    pixels = image_bgr[top:bottom, left:right][is_between]
    near = pixels[(np.abs(pixels.astype(np.int16) - np.array(grid.background_bgr)) <= MOST_LEVELS_APART).all(axis=1)]
    if not near.size:
        return 0.0, grid
    blue, green, red = np.median(near, axis=0)
    return grid.tiled_px * len(near) / len(pixels), replace(grid, background_bgr=(int(blue), int(green), int(red)))


def _gaps_closed(plain: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Return the mask with lines of the background closed that a codec's ringing broke, as in gaps of three pixels."""
    import cv2

    lines = [np.ones(shape, np.uint8) for shape in ((1, LONGEST_BREAK_PX), (LONGEST_BREAK_PX, 1))]
    across, down = (cv2.morphologyEx(plain, cv2.MORPH_CLOSE, line) for line in lines)
    return np.asarray(np.maximum(across, down), np.uint8)


def _surrounded(plain: npt.NDArray[np.uint8]) -> list[Box]:
    """Return the bounding boxes of the connected parts of a mask that are not set, without specks."""
    import cv2

    # A codec's ringing joins neighbours by bridges of a pixel or two.
    parts = cv2.erode(255 - plain, np.ones((3, 3), np.uint8))
    _, _, table, _ = cv2.connectedComponentsWithStats(parts, connectivity=4, ltype=cv2.CV_32S)
    edges = table[1:, :4]
    large = edges[(edges[:, 2:] >= SMALLEST_PART_PX).all(axis=1)]
    height, width = plain.shape
    begins, ends = np.maximum(large[:, :2] - 1, 0), np.minimum(large[:, :2] + large[:, 2:] + 1, [width, height])
    return [
        Box(int(x), int(y), int(right - x), int(bottom - y))
        for (x, y), (right, bottom) in zip(begins, ends, strict=True)
    ]


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
