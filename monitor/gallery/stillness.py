"""Tell a tile with a live picture from one with a photograph: in a face that lives, something moves."""

from collections import deque
from datetime import datetime, timedelta
from typing import Final

import numpy as np
import numpy.typing as npt

from monitor.gallery.follow import Tile
from monitor.types import Box, Face, Frame, ImageBgr

STILL_AFTER: Final = timedelta(seconds=20)
"""A tile in which nothing moved for so long shows a photograph, or has frozen."""
LEAST_MOVING: Final = 0.2
"""A live face moves in more than this share of the frames; over a photograph something passes now and then."""
COLUMNS: Final = 24
ROWS: Final = 16
CHANGED_LEVELS: Final = 3.0
FEWEST_CELLS: Final = 3
"""Of a face's cells so many must change their mean brightness by more than so many levels of 255.

Measured on drawn calls (docs/gallery.md): the third largest change of a photograph is 2.2 at most in a poor JPEG, that
of a person who sits still 3.3 at least after a second.
"""
AROUND_FACE: Final = 0.15
"""The surroundings of a face that belong to it, in shares of its box: a head that turns moves its outline first."""

Cells = npt.NDArray[np.float32]


class Stillness:
    """Remembers when something moved at the face of each tile. It keeps a few hundred grey cells of a tile."""

    def __init__(self) -> None:
        self._reference: dict[int, tuple[Box, Cells]] = {}
        self._seen: dict[int, deque[tuple[datetime, bool]]] = {}

    def observe(self, frame: Frame, tile: Tile, face: Face) -> None:
        """Compare the main face of a tile with how it was when it last moved."""
        cells = _cells(frame.image_bgr, tile.box)
        known_box, reference = self._reference.get(tile.number, (tile.box, cells))
        is_first = tile.number not in self._reference
        if known_box != tile.box:
            reference = cells  # when it moved stays known
        changed = np.abs(cells - reference)[_around(face.box, tile.box)] > CHANGED_LEVELS
        has_moved = int(np.count_nonzero(changed)) >= FEWEST_CELLS
        self._reference[tile.number] = (tile.box, cells if has_moved else reference)
        seen = self._seen.setdefault(tile.number, deque())
        if not is_first:
            seen.append((frame.captured_at, has_moved))
        while seen and abs(frame.captured_at - seen[0][0]) >= STILL_AFTER:
            seen.popleft()

    def is_live(self, number: int) -> bool:
        """Return whether something moved there often enough in the last 20 seconds; False for a new tile."""
        moved = [has_moved for _, has_moved in self._seen.get(number, ())]
        return sum(moved) >= 1 + int(LEAST_MOVING * len(moved))

    def is_new(self, number: int) -> bool:
        """Return whether nothing is known of the tile before this frame."""
        return number not in self._reference

    def forget_tile(self, number: int) -> None:
        """Forget how a tile moved: it may be another one by now."""
        self._reference.pop(number, None)
        self._seen.pop(number, None)

    def forget(self) -> None:
        """Forget all tiles."""
        self._reference, self._seen = {}, {}


def _cells(image_bgr: ImageBgr, tile: Box) -> Cells:
    import cv2

    part = image_bgr[tile.y : tile.y + tile.height, tile.x : tile.x + tile.width]
    light = cv2.cvtColor(part, cv2.COLOR_BGR2GRAY).astype(np.float32)  # whole levels would be too coarse
    return np.asarray(cv2.resize(light, (COLUMNS, ROWS), interpolation=cv2.INTER_AREA), np.float32)


def _around(face: Box, tile: Box) -> tuple[slice, slice]:
    reach_x, reach_y = AROUND_FACE * face.width, AROUND_FACE * face.height
    left, right = face.x - tile.x - reach_x, face.x - tile.x + face.width + reach_x
    top, bottom = face.y - tile.y - reach_y, face.y - tile.y + face.height + reach_y
    columns, rows = COLUMNS / tile.width, ROWS / tile.height
    return (
        slice(max(int(top * rows), 0), max(int(np.ceil(bottom * rows)), 1)),
        slice(max(int(left * columns), 0), max(int(np.ceil(right * columns)), 1)),
    )
