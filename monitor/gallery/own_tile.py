"""Know the teacher's own tile, which does not count, and say when it can no longer be told from the others."""

from collections.abc import Collection, Sequence
from datetime import datetime

from monitor.gallery.doubt import LONGEST_DOUBT
from monitor.gallery.follow import Tile


class OwnTile:
    """Keeps the number of the tile that was marked. While it is in doubt, the likeliest tile is taken for it.

    `is_lost` says that it must be marked again: it has been in doubt for seconds, or the picture is another one.
    """

    def __init__(self) -> None:
        self.number: int | None = None
        self.is_lost = False
        self._marked_at: tuple[float, float] | None = None
        self._doubted_since: datetime | None = None

    def mark(self, at_xy: tuple[float, float] | None) -> None:
        """Take the tile at this point, in shares of the picture; the same point as before stays with its tile."""
        if at_xy != self._marked_at:
            self.forget()
            self._marked_at = at_xy

    def lose(self) -> None:
        """Know the tile no longer, until it is marked again or said to be none."""
        self.number, self._doubted_since, self.is_lost = None, None, True

    def learn_anew(self) -> None:
        """Lose the tile, if one was marked: in another picture the same point may be anybody."""
        if self._marked_at is not None:
            self.lose()

    def find(self, tiles: Sequence[Tile], size_wh: tuple[int, int]) -> None:
        """Look which tile was marked, if that is not known yet."""
        if self.number is None and self._marked_at is not None and not self.is_lost:
            self.number = _tile_at(self._marked_at, tiles, size_wh)

    def notice(self, now: datetime, uncertain: Collection[int]) -> None:
        """Take which tiles are in doubt in this frame."""
        if self.number is None:
            return
        if self.number not in uncertain:
            self._doubted_since, self.is_lost = None, False
            return
        self._doubted_since = self._doubted_since or now
        self.is_lost = self.is_lost or abs(now - self._doubted_since) >= LONGEST_DOUBT

    def forget(self) -> None:
        """Forget the mark."""
        self.number, self._marked_at, self._doubted_since, self.is_lost = None, None, None, False


def _tile_at(point: tuple[float, float], tiles: Sequence[Tile], size_wh: tuple[int, int]) -> int | None:
    x, y = point[0] * size_wh[0], point[1] * size_wh[1]
    for tile in tiles:
        if tile.box.x <= x < tile.box.x + tile.box.width and tile.box.y <= y < tile.box.y + tile.box.height:
            return tile.number
    return None
