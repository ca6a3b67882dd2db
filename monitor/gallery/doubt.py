"""Say when to wait before faces are counted: while tiles are in doubt, or most of them are new."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final

from monitor.gallery.follow import Tile
from monitor.gallery.stillness import Stillness
from monitor.types import Box, Face

LONGEST_DOUBT: Final = timedelta(seconds=3)
FEWEST_DECIDED: Final = 0.5
"""Of the tiles with a face so many must be known, or the class would seem smaller than it is."""

Shown = Sequence[tuple[Tile, list[Face]]]
"""The tiles with a face, and their faces."""


class Doubts:
    """Remembers which tiles may have become others, and lets them show anew that they live.

    A newcomer is not waited for: it does not count until something moves in it. But where somebody was and is not
    found any more, a new tile may be that person, who would be missing for a moment.
    """

    def __init__(self, stillness: Stillness) -> None:
        self._stillness = stillness
        self._numbers: frozenset[int] = frozenset()
        self._doubted: dict[int, Box] = {}
        self._awaited: set[int] = set()
        self._waits_since: datetime | None = None

    def notice(self, tiles: Sequence[Tile], shown: Shown, uncertain: Collection[int]) -> None:
        """Compare the tiles of a frame with those of the one before, and forget how those in doubt moved."""
        before, self._doubted = self._doubted, {tile.number: tile.box for tile, _ in shown if tile.number in uncertain}
        for number, box in self._doubted.items():
            if before.get(number) != box:
                if self._stillness.is_live(number):
                    self._awaited.add(number)
                self._stillness.forget_tile(number)
        known, self._numbers = self._numbers, frozenset(tile.number for tile in tiles)
        if any(self._stillness.is_live(number) for number in known - self._numbers):
            self._awaited |= self._numbers - known

    def waits(self, now: datetime, shown: Shown, new: int) -> bool:
        """Return whether to wait for the next frame; `new` tiles were never seen before.

        Tiles that come and go again and again are not waited for.
        """
        self._awaited = {tile.number for tile, _ in shown if self._is_awaited(tile.number)}
        if not self._awaited and new <= (1 - FEWEST_DECIDED) * len(shown):
            self._waits_since = None
            return False
        self._waits_since = self._waits_since or now
        if abs(now - self._waits_since) < LONGEST_DOUBT:
            return True
        self._awaited.clear()
        return False

    def _is_awaited(self, number: int) -> bool:
        return number in self._awaited and not self._stillness.is_live(number)

    def forget(self) -> None:
        """Forget all tiles."""
        self._numbers, self._doubted, self._waits_since = frozenset(), {}, None
        self._awaited.clear()
