"""Recognise the tiles of a gallery that was given another size: names are written anew then, but the order stays."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from monitor.gallery.looks import CLEARLY_CLOSER, FULLY_APART, Look, Matches, rooms_apart
from monitor.types import Box

OTHER_SIZE: Final = 0.02
SAME_ROOM_LEVELS: Final = 8.0
"""A room in another size differs by less in its median cell, of 255: other parts of it are seen."""
MOSTLY_IN_ORDER: Final = 0.7


def is_resized(before: Sequence[Box], now: Sequence[Box]) -> bool:
    """Return whether the usual tile has another size than before."""
    if not before or not now:
        return False
    old, new = (float(np.median([box.height for box in boxes])) for boxes in (before, now))
    return abs(old - new) > OTHER_SIZE * old


def match_in_order(old: Sequence[Look], new: Sequence[Look]) -> Matches | None:
    """Return which new tile shows what an old one showed, if most of them follow each other as before; else None.

    Some may have come or gone between them. A tile is certain whose room is no other's.
    """
    rooms = rooms_apart(old, new)
    joined = _longest_in_order(np.maximum(SAME_ROOM_LEVELS - rooms, 0))
    if len(joined) < MOSTLY_IN_ORDER * min(len(old), len(new)):
        return None
    recognised = len(joined)
    joined = _filled_between(joined, len(old), len(new))
    certain = frozenset(row for row, column in joined.items() if _is_clear(rooms, row, column))
    return Matches(joined, certain, recognised)


def _longest_in_order(gains: npt.NDArray[np.float32]) -> dict[int, int]:
    """Return the columns by rows, both growing, that together gain the most (as in comparing two texts by lines)."""
    rows, columns = gains.shape
    best = np.zeros((rows + 1, columns + 1))
    for row in range(rows):
        joined = best[row, :-1] + gains[row]
        best[row + 1, 1:] = np.maximum.accumulate(np.maximum(best[row, 1:], joined))
    found: dict[int, int] = {}
    row, column = rows, columns
    while row and column:
        if best[row, column] == best[row - 1, column]:
            row -= 1
        elif best[row, column] == best[row, column - 1]:
            column -= 1
        else:
            row, column = row - 1, column - 1
            found[row] = column
    return found


def _filled_between(joined: dict[int, int], rows: int, columns: int) -> dict[int, int]:
    """Return the joined ones with those between two of them, where as many are between as before."""
    ends = [(-1, -1), *sorted(joined.items()), (rows, columns)]
    between = {
        row + step: column + step
        for (row, column), (next_row, next_column) in pairwise(ends)
        if next_row - row == next_column - column
        for step in range(1, next_row - row)
    }
    return joined | between


def _is_clear(rooms: npt.NDArray[np.float32], row: int, column: int) -> bool:
    """Return whether the room is the same, and no other's."""
    if rooms[row, column] >= SAME_ROOM_LEVELS:
        return False
    others = np.concatenate([np.delete(rooms[row], column), np.delete(rooms[:, column], row)])
    return bool(others.size == 0 or others.min() >= rooms[row, column] + CLEARLY_CLOSER * FULLY_APART)
