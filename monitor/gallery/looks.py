"""Recognise a tile again after the gallery was rearranged: by the room at its edges and the name in its corner.

A look is kept in memory only, for as long as its tile is followed. It says which tile of the picture is which, and
nothing about a face.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from lap import lapjv

from monitor.gallery.halved import halved, part_of
from monitor.gallery.names import Strip, likeness, likeness_in_place, strip_of
from monitor.types import Box, ImageBgr

Distances = npt.NDArray[np.float32]

COLUMNS: Final = 16
ROWS: Final = 9
EDGE_COLUMNS: Final = 4
EDGE_ROWS: Final = 2
NAME_ROWS: Final = 2
"""The lowest rows hold the name, an icon that comes and goes, and the shoulders."""
INSET: Final = 0.04
"""A frame around the speaker lies within this share of a tile's height from its edge."""
FULLY_APART: Final = 20.0
"""Levels of 255 by which the median cells of two rooms differ, from which on they count as wholly different."""
NAME_WEIGHT: Final = 0.6
SAME_LOOK: Final = 0.2
"""Of two looks of one tile 97 in 100 are closer, 0 to 1 (docs/gallery.md); the closest one of others is not."""
SAME_IN_PLACE: Final = 0.12
"""In its place a tile changes by 0.04 at most in 99 of 100 frames; another one with a short name there by 0.22."""
CLEARLY_CLOSER: Final = 0.08
"""The right tile must be closer than any other one by so much."""
NO_LETTERS: Final = 0.5
"""The likeness of two names of which one cannot be read."""


@dataclass(frozen=True, slots=True)
class Look:
    """The cells of a tile's edge, float32 (cells, 3), 0 to 255 in BGR; and its name strip, see `names`."""

    edge: npt.NDArray[np.float32]
    name: Strip


@dataclass(frozen=True, slots=True)
class Matches:
    """The tiles that were found again: positions among the new ones by positions among the old ones.

    `certain` has those old ones that no other new tile looks like, and no other old tile looks like the new one.
    `recognised` is the number of those joined by their looks, and not by their place alone.
    """

    new_by_old: dict[int, int]
    certain: frozenset[int]
    recognised: int = 0


def looks_of(image_bgr: ImageBgr, tiles: Sequence[Box]) -> list[Look]:
    """Return the look of each tile of a picture."""
    half_bgr = halved(image_bgr)
    return [Look(_edge_of(half_bgr, tile), strip_of(image_bgr, tile)) for tile in tiles]


def look_of(image_bgr: ImageBgr, tile: Box) -> Look:
    """Return the look of one tile of a picture."""
    return looks_of(image_bgr, [tile])[0]


def _edge_of(half_bgr: ImageBgr, tile: Box) -> npt.NDArray[np.float32]:
    import cv2

    inner = part_of(half_bgr, tile, max(round(INSET * tile.height), 1))
    cells = cv2.resize(inner, (COLUMNS, ROWS), interpolation=cv2.INTER_AREA).astype(np.float32)
    return np.asarray(cells[_EDGE], np.float32)


def _edge_mask() -> npt.NDArray[np.bool_]:
    mask = np.zeros((ROWS, COLUMNS), bool)
    mask[: ROWS - NAME_ROWS, :EDGE_COLUMNS] = mask[: ROWS - NAME_ROWS, -EDGE_COLUMNS:] = True
    mask[:EDGE_ROWS] = True
    return mask


_EDGE: Final = _edge_mask()


def same_sizes(before: Sequence[Look], now: Sequence[Look]) -> bool:
    """Return whether the name strips can be compared in place: those of a picture of another size cannot."""
    return [look.name.shape for look in before] == [look.name.shape for look in now]


def changed_in_place(before: Sequence[Look], now: Sequence[Look]) -> list[int]:
    """Return the positions of tiles that do not look as they did, of a gallery that was not rearranged."""
    if not before:
        return []
    rooms = _apart(np.stack([look.edge for look in before]), np.stack([look.edge for look in now]))
    names = likeness_in_place([look.name for look in before], [look.name for look in now])
    return [int(i) for i in np.flatnonzero(_weighed(rooms, names) > SAME_IN_PLACE)]


def match(old: Sequence[Look], new: Sequence[Look]) -> Matches:
    """Return which of the new tiles shows what an old one showed, all at once (linear assignment)."""
    if not old or not new:
        return Matches({}, frozenset())
    apart = looks_apart(old, new)
    _, columns, _ = lapjv(apart, extend_cost=True)  # -1 for a row that is left without a column
    joined = {row: int(column) for row, column in enumerate(columns) if column >= 0 and apart[row, column] <= SAME_LOOK}
    certain = frozenset(row for row, column in joined.items() if _stands_out(apart, row, column))
    return Matches(joined, certain, len(joined))


def looks_apart(old: Sequence[Look], new: Sequence[Look]) -> Distances:
    """Return how far the look of each old tile is from that of each new one, (old, new), 0 to 1."""
    names = np.array([[_alike(one, other) for other in new] for one in old], np.float32)
    return _weighed(rooms_apart(old, new), names)


def rooms_apart(old: Sequence[Look], new: Sequence[Look]) -> Distances:
    """Return how far the room of each old tile is from that of each new one, (old, new), in levels of 255."""
    return _apart(np.stack([look.edge for look in old])[:, None], np.stack([look.edge for look in new])[None])


def _apart(one: Distances, other: Distances) -> Distances:
    """Return the difference of the median cell, so that a hand in one corner counts for nothing."""
    return np.asarray(np.median(np.abs(one - other).mean(axis=-1), axis=-1), np.float32)


def _weighed(rooms: Distances, names: Distances) -> Distances:
    """Return how far looks are apart, 0 to 1."""
    by_room = np.minimum(rooms, FULLY_APART) / FULLY_APART
    return np.asarray(NAME_WEIGHT * (1 - np.maximum(names, 0)) + (1 - NAME_WEIGHT) * by_room, np.float32)


def _alike(one: Look, other: Look) -> float:
    found = likeness(one.name, other.name)
    return NO_LETTERS if found is None else found


def _stands_out(apart: Distances, row: int, column: int) -> bool:
    others = np.concatenate([np.delete(apart[row], column), np.delete(apart[:, column], row)])
    return bool(others.size == 0 or others.min() >= apart[row, column] + CLEARLY_CLOSER)
