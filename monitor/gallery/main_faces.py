"""Choose the face of a tile that counts: the largest, and one beside it of about the same size."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from monitor.gallery.follow import Tile
from monitor.types import Box, Face

ABOUT_THE_SAME: Final = 0.7
"""The main face's height over what it was: somebody behind has about half of it, or less."""
LEAST_BESIDE: Final = 0.76
"""Height over height of two who sit side by side; of a small face a detector's box is wrong by a fifth."""
SAME_HEIGHT: Final = 0.6
"""Two who sit side by side differ by less in the height of their middles, in heights of the larger face."""
REMEMBERED: Final = timedelta(seconds=10)
"""Somebody who leans back, or gives up the seat to a smaller one, counts again after so long."""


def faces_by_tile(faces: Sequence[Face], tiles: Sequence[Tile]) -> dict[int, list[Face]]:
    """Return the faces whose middle lies in a tile by its number, the largest first; a face outside belongs to none."""
    found: dict[int, list[Face]] = {}
    for face in faces:
        x, y = _middle(face.box)
        for tile in tiles:
            box = tile.box
            if box.x <= x < box.x + box.width and box.y <= y < box.y + box.height:
                found.setdefault(tile.number, []).append(face)
                break
    for inside in found.values():
        inside.sort(key=lambda face: face.box.height, reverse=True)
    return found


class MainFaces:
    """Chooses the faces of a tile that count.

    It remembers how high the main face of each tile was: while that one is not found, nobody behind takes its place.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[float, Box, datetime]] = {}

    def choose(self, tile: Tile, faces: Sequence[Face], now: datetime) -> list[Face]:
        """Return those of a tile's faces, given the largest first, that may count, from left to right."""
        main, *others = faces
        share = main.box.height / tile.box.height
        known, box, seen_at = self._known.get(tile.number, (0.0, tile.box, now))
        # A tile that was moved may show somebody else, who sits farther away.
        if box == tile.box and share < ABOUT_THE_SAME * known and abs(now - seen_at) < REMEMBERED:
            return []
        self._known[tile.number] = (share, tile.box, now)
        beside = [face for face in others if _sits_beside(face.box, main.box)]
        return sorted([main, *beside], key=lambda face: face.box.x)

    def forget(self) -> None:
        """Forget all tiles."""
        self._known = {}


def _sits_beside(other: Box, main: Box) -> bool:
    (x, y), (main_x, main_y) = _middle(other), _middle(main)
    is_beside = abs(y - main_y) < SAME_HEIGHT * main.height and abs(x - main_x) > main.width / 2
    return is_beside and other.height >= LEAST_BESIDE * main.height


def _middle(box: Box) -> tuple[float, float]:
    return box.x + box.width / 2, box.y + box.height / 2
