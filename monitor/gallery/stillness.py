"""Tell a tile with a live picture from one with a photograph: in a face that lives, something moves."""

from collections import deque
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

import numpy as np
import numpy.typing as npt

from monitor.gallery.follow import Tile
from monitor.gallery.halved import halved, part_of
from monitor.types import Box, Face, Frame, ImageBgr

STILL_AFTER: Final = timedelta(seconds=20)
"""A tile in which nothing moved for so long shows a photograph, or has frozen."""
LEAST_TO_BEGIN: Final = 0.3
"""A live face moves in more than this share of the frames; over a photograph something passes now and then."""
LEAST_TO_STAY: Final = 0.2
"""Somebody seen to live may sit stiller for a while, and a connection may pause."""
COLUMNS: Final = 24
ROWS: Final = 16
TIMES_NOISE: Final = 8.0
FEWEST_LEVELS: Final = 1.0
MOST_LEVELS: Final = 3.0
FEWEST_CELLS: Final = 3
"""Of a face's cells so many must change their mean brightness, by more levels of 255 than so many times the noise.

The noise is the median change of the rooms at the tiles' edges from frame to frame. Measured on drawn calls
(docs/gallery.md): the third largest change of a photograph is at most 5 times the noise down to a JPEG quality of 70,
and 2.9 levels at 50; that of a person exceeds 8 times the noise within a second in 99 of 100 frames.
"""
AROUND_FACE: Final = 0.15
"""The surroundings of a face that belong to it, in shares of its box: a head that turns moves its outline first."""

FEWEST_COMPARED: Final = 3
"""The noise is known from so many tiles."""

Cells = npt.NDArray[np.float32]
Seat = tuple[int, int]
"""The number of a tile, and a face's place in it from the left."""
Shown = Sequence[tuple[Tile, Sequence[Face]]]
"""Tiles with the faces in them that may count, from left to right."""


def _edge_mask() -> npt.NDArray[np.bool_]:
    """Return the cells of a tile where the room is seen: not the name, nor the shoulders."""
    mask = np.zeros((ROWS, COLUMNS), bool)
    mask[:11, :4] = mask[:11, -4:] = mask[:3] = True
    return mask


_EDGE: Final = _edge_mask()


class Stillness:
    """Remembers when something moved at the faces of each tile. It keeps a few hundred grey cells of a tile."""

    def __init__(self) -> None:
        self._reference: dict[Seat, tuple[Box, Cells]] = {}
        self._newest: dict[int, tuple[Box, Cells]] = {}
        self._seen: dict[Seat, deque[tuple[datetime, bool]]] = {}
        self._live: set[Seat] = set()
        self._least = MOST_LEVELS

    def observe(self, frame: Frame, shown: Shown) -> None:
        """Compare the faces of each tile, from left to right, with how they were when they last moved."""
        half_bgr = halved(frame.image_bgr)
        cells = {tile.number: _cells(half_bgr, tile.box) for tile, _ in shown}
        least = self._least_change(shown, cells)
        for tile, faces in shown:
            for place, face in enumerate(faces):
                moved = self._has_moved((tile.number, place), tile, face, cells[tile.number], least)
                self._judge((tile.number, place), frame.captured_at, has_moved=moved)
        self._newest = {tile.number: (tile.box, cells[tile.number]) for tile, _ in shown}

    def _least_change(self, shown: Shown, cells: Mapping[int, Cells]) -> float:
        """Return by how many levels a cell must change to have moved, from the noise since the frame before."""
        changes = [
            float(np.median(np.abs(cells[tile.number] - before[1])[_EDGE]))
            for tile, _ in shown
            if (before := self._newest.get(tile.number)) is not None and before[0] == tile.box
        ]
        if len(changes) >= FEWEST_COMPARED:
            self._least = min(max(TIMES_NOISE * float(np.median(changes)), FEWEST_LEVELS), MOST_LEVELS)
        return self._least

    def _has_moved(self, seat: Seat, tile: Tile, face: Face, cells: Cells, least: float) -> bool | None:
        """Return whether something moved at a face; None if it is seen for the first time."""
        is_first = seat not in self._reference
        known_box, reference = self._reference.get(seat, (tile.box, cells))
        if known_box != tile.box:
            reference = cells  # when it moved stays known
        changed = np.abs(cells - reference)[_around(face.box, tile.box)] > least
        has_moved = int(np.count_nonzero(changed)) >= FEWEST_CELLS
        self._reference[seat] = (tile.box, cells if has_moved else reference)
        return None if is_first else has_moved

    def _judge(self, seat: Seat, now: datetime, *, has_moved: bool | None) -> None:
        seen = self._seen.setdefault(seat, deque())
        if has_moved is not None:
            seen.append((now, has_moved))
        while seen and abs(now - seen[0][0]) >= STILL_AFTER:
            seen.popleft()
        least = LEAST_TO_STAY if seat in self._live else LEAST_TO_BEGIN
        if sum(moved for _, moved in seen) >= 1 + int(least * len(seen)):
            self._live.add(seat)
        else:
            self._live.discard(seat)

    def is_live(self, number: int) -> bool:
        """Return whether something moved there often enough in the last 20 seconds; False for a new tile."""
        return any(number == of for of, _ in self._live)

    def living(self, number: int, faces: Sequence[Face]) -> list[Face]:
        """Return those of a tile's faces, from left to right, that live; one alone does where its tile does."""
        if len(faces) < 2:
            return list(faces) if self.is_live(number) else []
        return [face for place, face in enumerate(faces) if (number, place) in self._live]

    def is_new(self, number: int) -> bool:
        """Return whether nothing is known of the tile before this frame."""
        return (number, 0) not in self._reference

    def forget_tile(self, number: int) -> None:
        """Forget how a tile moved: it may be another one by now."""
        for seat in [seat for seat in self._reference if seat[0] == number]:
            del self._reference[seat]
            self._seen.pop(seat, None)
            self._live.discard(seat)
        self._newest.pop(number, None)

    def forget(self) -> None:
        """Forget all tiles."""
        self._reference, self._newest, self._seen, self._live = {}, {}, {}, set()
        self._least = MOST_LEVELS


def _cells(half_bgr: ImageBgr, tile: Box) -> Cells:
    import cv2

    part = part_of(half_bgr, tile)
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
