"""Confirm at little cost that a gallery's grid is where it was, so that it is not looked for in each frame.

Points between and beside the tiles still have the colour of the background, and points in the tiles do not. Whatever
moves a tile, brings another one or lies over several of them changes some of these points.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from monitor.gallery.tiles import MOST_LEVELS_APART, TileGrid
from monitor.types import ImageBgr

Points = npt.NDArray[np.intp]
"""Points (n, 2) in pixels, x and y."""

STILL_LEVELS_APART: Final = 20
"""In a narrow gap a codec moves the background's colour by more than at the first look, where the best points are."""
LEAST_SAME: Final = 0.97
"""Of the points of the background so many still are: the pointer of the mouse may lie on some."""
EDGE_OFFSETS_PX: Final = (2, 3, 4, 6, 8, 1)
ALONG_EDGE: Final = np.linspace(0.08, 0.92, 7)
INSIDE: Final = np.linspace(0.1, 0.9, 5)
BESIDE_STEP_PX: Final = 24


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The points of a picture in which a grid was found, and in which tiles something was shown, bool (tiles,)."""

    shape: tuple[int, ...]
    background_bgr: npt.NDArray[np.int16]
    background: Points
    inside: Points
    is_shown: npt.NDArray[np.bool_]

    def holds(self, image_bgr: ImageBgr) -> bool:
        """Return whether the grid is in this picture as it was."""
        if image_bgr.shape != self.shape or not len(self.background):
            return False
        same = _has_colour(image_bgr, self.background, self.background_bgr, STILL_LEVELS_APART).mean()
        return bool(same >= LEAST_SAME and (self._shown(image_bgr) == self.is_shown).all())

    def _shown(self, image_bgr: ImageBgr) -> npt.NDArray[np.bool_]:
        return _shown(image_bgr, self.inside, len(self.is_shown), self.background_bgr)


def confirmation_of(grid: TileGrid, image_bgr: ImageBgr) -> Confirmation | None:
    """Return the points by which the grid of a picture is confirmed in later ones; None for a grid without tiles."""
    if not grid.tiles or grid.background_bgr is None:
        return None
    colour = np.array(grid.background_bgr, np.int16)
    boxes = np.array([(tile.x, tile.y, tile.width, tile.height) for tile in grid.tiles])
    across, down = (part.ravel() for part in np.meshgrid(INSIDE, INSIDE))
    inside = np.stack([boxes[:, :1] + boxes[:, 2:3] * across, boxes[:, 1:2] + boxes[:, 3:] * down], axis=2)
    points = _within(inside.reshape(-1, 2).astype(np.intp), image_bgr.shape)
    background = np.concatenate([_around(boxes, image_bgr, colour), _beside(boxes, image_bgr, colour)])
    is_shown = _shown(image_bgr, points, len(boxes), colour)
    return Confirmation(image_bgr.shape, colour, background, points, is_shown)


def _around(boxes: npt.NDArray[np.int_], image_bgr: ImageBgr, colour: npt.NDArray[np.int16]) -> Points:
    """Return points just outside the tiles' edges that have the colour of the background."""
    x, y, width, height = (boxes[:, [i]] for i in range(4))
    along_x, along_y = x + width * ALONG_EDGE, y + height * ALONG_EDGE
    found = []
    for offset in EDGE_OFFSETS_PX:
        edges = (
            (along_x, np.broadcast_to(y - offset, along_x.shape)),
            (along_x, np.broadcast_to(y + height - 1 + offset, along_x.shape)),
            (np.broadcast_to(x - offset, along_y.shape), along_y),
            (np.broadcast_to(x + width - 1 + offset, along_y.shape), along_y),
        )
        points = np.concatenate([np.stack(edge, axis=2).reshape(-1, 2) for edge in edges]).astype(np.intp)
        points = _inside_only(points, image_bgr.shape)
        found.append(points[_has_colour(image_bgr, points, colour)])
    return np.concatenate(found)


def _beside(boxes: npt.NDArray[np.int_], image_bgr: ImageBgr, colour: npt.NDArray[np.int16]) -> Points:
    """Return points of the background that lie in no tile, all over the picture."""
    height, width = image_bgr.shape[:2]
    columns, rows = np.meshgrid(np.arange(4, width, BESIDE_STEP_PX), np.arange(4, height, BESIDE_STEP_PX))
    points = np.stack([columns.ravel(), rows.ravel()], axis=1).astype(np.intp)
    x, y = points[:, :1], points[:, 1:]
    in_tile = (
        (x >= boxes[:, 0]) & (x < boxes[:, 0] + boxes[:, 2]) & (y >= boxes[:, 1]) & (y < boxes[:, 1] + boxes[:, 3])
    )
    outside = points[~in_tile.any(axis=1)]
    return outside[_has_colour(image_bgr, outside, colour)]


def _has_colour(
    image_bgr: ImageBgr, points: Points, colour: npt.NDArray[np.int16], most: int = MOST_LEVELS_APART
) -> npt.NDArray[np.bool_]:
    there = image_bgr[points[:, 1], points[:, 0]].astype(np.int16)
    return np.asarray((np.abs(there - colour) <= most).all(axis=1))


def _shown(image_bgr: ImageBgr, points: Points, tiles: int, colour: npt.NDArray[np.int16]) -> npt.NDArray[np.bool_]:
    """Return for each tile whether its points differ from the background."""
    return np.asarray(~_has_colour(image_bgr, points, colour).reshape(tiles, -1).all(axis=1))


def _within(points: Points, shape: tuple[int, ...]) -> Points:
    return np.minimum(np.maximum(points, 0), [shape[1] - 1, shape[0] - 1])


def _inside_only(points: Points, shape: tuple[int, ...]) -> Points:
    return points[((points >= 0) & (points < [shape[1], shape[0]])).all(axis=1)]
