"""Follow the tiles of a gallery over time: through other sizes, another order, people who come and go."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

import numpy as np

from classroom.messages.source_remedies import SHOW_GALLERY_AGAIN, TURN_PAGE_BACK
from classroom.messages.sources import GALLERY_AWAY, PAGE_TURNED
from monitor.errors import SourceBlind
from monitor.gallery.confirmation import Confirmation, confirmation_of
from monitor.gallery.lattice import by_rows
from monitor.gallery.likeliest import with_likeliest
from monitor.gallery.looks import Look, Matches, changed_in_place, looks_of, match, same_sizes
from monitor.gallery.order import is_resized, match_in_order
from monitor.gallery.tiles import TileGrid, find_tiles, is_background
from monitor.types import Box, Frame, ImageBgr

SAME_PLACE: Final = 0.8
"""Intersection over union of a tile that stayed where it was."""
STEADY_PX: Final = 4
LITTLE: Final = 0.1
MOSTLY_SEEN: Final = 0.6
LARGE_SHARE: Final = 0.2
"""A shared screen or a speaker takes at least this share of the picture."""
FEWER_TILES: Final = 0.7
"""A gallery that gave way to a shared screen or a speaker shows at most this share of its tiles."""
LESS_ROOM: Final = 0.6
MUCH_LESS_ROOM: Final = 0.35
"""A strip beside a slide on its own background, which looks like no rectangle, has at most this share of the room."""
KNOWN_ON_PAGE: Final = 0.35
"""On another page of the gallery at most this share of the tiles looks like one of before."""
FIND_AGAIN: Final = timedelta(seconds=4)
"""The grid is looked for anew at least so often, as the faces are."""
SETTLES_AFTER: Final = timedelta(seconds=20)
"""Another page that stays for so long is the one that is watched."""
MOST_ABSENT: Final = 200


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile with a number that it keeps within the class, wherever the call moves it."""

    number: int
    box: Box
    look: Look


class GalleryFollower:
    """Finds the tiles of each frame, and says which are which. A picture without a gallery has none.

    `uncertain` are the numbers of tiles that may be another one by now, or may be here under another number.
    `is_gallery` is set by who found faces in the tiles; before that, rectangles may come and go.
    """

    def __init__(self) -> None:
        self.tiles: tuple[Tile, ...] = ()
        self.uncertain: frozenset[int] = frozenset()
        self.is_gallery = False
        self._grid = TileGrid()
        self._absent: dict[int, Tile] = {}
        self._newest_looks: tuple[Look, ...] = ()
        self._next_number = 0
        self._shape: tuple[int, ...] = ()
        self._confirmation: Confirmation | None = None
        self._found_at: datetime | None = None
        self._other_page_since: datetime | None = None

    def follow(self, frame: Frame) -> tuple[Tile, ...]:
        """Return the tiles of a frame, none where there never was a gallery.

        Raises SourceBlind while the call shows something else, or another page of the gallery.
        """
        grid = self._grid_of(frame)
        if self.is_gallery and _gave_way(self._grid, grid):
            raise SourceBlind(GALLERY_AWAY, where=frame.source, remedy=SHOW_GALLERY_AGAIN)
        looks = looks_of(frame.image_bgr, grid.tiles)
        matches = self._matched(grid, looks)
        if self._shows_other_page(matches, len(looks), frame.captured_at):
            raise SourceBlind(PAGE_TURNED, where=frame.source, remedy=TURN_PAGE_BACK)
        has_settled = self._other_page_since is not None
        if grid is not self._grid:
            self._confirmation, self._found_at = confirmation_of(grid, frame.image_bgr), frame.captured_at
        self._take(grid, looks, _certain_only(matches) if has_settled else matches)
        return self.tiles

    def _grid_of(self, frame: Frame) -> TileGrid:
        if self._is_confirmed(frame):
            return self._grid
        grid = find_tiles(frame.image_bgr, self._grid.background_bgr)
        if not grid.tiles and self._grid.background_bgr is not None:
            grid = find_tiles(frame.image_bgr)  # light and dark may have changed
        shape, self._shape = self._shape, frame.image_bgr.shape
        if shape != self._shape:  # what was where in a picture of another size says nothing
            return grid
        return _uncovered(self._grid, _steadied(self._grid, grid), frame.image_bgr)

    def _is_confirmed(self, frame: Frame) -> bool:
        if self._confirmation is None or self._found_at is None:
            return False
        return abs(frame.captured_at - self._found_at) < FIND_AGAIN and self._confirmation.holds(frame.image_bgr)

    def trust(self, expected_back: Collection[int | None] = ()) -> None:
        """Take the tiles for what they are now: a person has looked at them.

        Of those that are away, the numbers of `expected_back` are still known when they come again.
        """
        self._absent = {number: tile for number, tile in self._absent.items() if number in expected_back}
        self.uncertain = frozenset()
        self.tiles = tuple(replace(tile, look=look) for tile, look in zip(self.tiles, self._newest_looks, strict=True))

    def forget(self) -> None:
        """Learn the gallery anew with the next frame."""
        self.tiles, self._newest_looks, self.is_gallery = (), (), False
        self._grid, self._confirmation, self._other_page_since = TileGrid(), None, None
        self.trust()

    def _matched(self, grid: TileGrid, looks: Sequence[Look]) -> Matches:
        before = [tile.look for tile in self.tiles]
        if not _stayed(self.tiles, grid.tiles) or not same_sizes(before, looks):
            found = _with_last_pair(match(before, looks), len(before), len(looks))
            if is_resized([tile.box for tile in self.tiles], grid.tiles):
                in_order = match_in_order(before, looks)
                found = found if in_order is None or in_order.recognised < found.recognised else in_order
            return with_likeliest(found, before, looks)
        changed = changed_in_place(before, looks)
        in_place = {i: i for i in range(len(looks))}
        if len(changed) <= 1:  # the others are where they were, so this one can be nobody else
            return Matches(in_place, frozenset(in_place), len(looks))
        were, are = ([each[i] for i in changed] for each in (before, looks))
        moved = with_likeliest(match(were, are), were, are)
        by_old = {changed[row]: changed[column] for row, column in moved.new_by_old.items()}
        certain = {changed[row] for row in moved.certain} | (in_place.keys() - set(changed))
        recognised = len(looks) - len(changed) + moved.recognised
        return Matches(_filled_in_place(by_old, len(looks)), frozenset(certain), recognised)

    def _shows_other_page(self, matches: Matches, tiles: int, now: datetime) -> bool:
        least = KNOWN_ON_PAGE * min(len(self.tiles), tiles)
        if not self.is_gallery or matches.recognised >= least:
            self._other_page_since = None
            return False
        self._other_page_since = self._other_page_since or now
        return abs(now - self._other_page_since) < SETTLES_AFTER

    def _take(self, grid: TileGrid, looks: Sequence[Look], matches: Matches) -> None:
        known = {new: self.tiles[old] for old, new in matches.new_by_old.items()}
        certain = {self.tiles[old].number for old in matches.certain}
        numbers = {new: tile.number for new, tile in known.items()}
        doubtful = set(numbers.values()) - certain
        self._absent |= {tile.number: tile for tile in self.tiles if tile.number not in numbers.values()}
        unknown = [new for new in range(len(looks)) if new not in numbers]
        returned = self._returned(unknown, looks)
        numbers |= returned
        newcomers = [new for new in unknown if new not in returned]
        if newcomers:
            doubtful |= self._absent.keys()
        for new in newcomers:
            numbers[new], self._next_number = self._next_number, self._next_number + 1
        self.uncertain = (self.uncertain - certain - set(returned.values())) | doubtful
        # A look that is in doubt stays as it was: what dimmed the whole call for a moment is over the next.
        kept = {new: tile.look for new, tile in known.items() if tile.number in doubtful}
        self.tiles = tuple(Tile(numbers[new], box, kept.get(new, looks[new])) for new, box in enumerate(grid.tiles))
        self._grid, self._newest_looks, self._other_page_since = grid, tuple(looks), None

    def _returned(self, unknown: Sequence[int], looks: Sequence[Look]) -> dict[int, int]:
        """Return the numbers of tiles that were away and are back for certain, by their place among the new ones."""
        absent = list(self._absent.values())[-MOST_ABSENT:]
        matches = match([tile.look for tile in absent], [looks[new] for new in unknown])
        found = {unknown[matches.new_by_old[old]]: absent[old].number for old in matches.certain}
        self._absent = {tile.number: tile for tile in absent if tile.number not in found.values()}
        return found


def _gave_way(before: TileGrid, now: TileGrid) -> bool:
    if not now.tiles:
        return True
    is_covered = now.largest_other_share >= max(LARGE_SHARE, 2 * before.largest_other_share)
    # Where others left, the call gives their room to those who stay.
    is_smaller = now.tiled_px <= LESS_ROOM * before.tiled_px
    if is_covered and is_smaller:
        return True
    if now.tiled_px <= MUCH_LESS_ROOM * before.tiled_px and len(now.tiles) < len(before.tiles):
        return True
    return (is_covered or is_smaller) and len(now.tiles) <= FEWER_TILES * len(before.tiles)


def _uncovered(before: TileGrid, now: TileGrid, image_bgr: ImageBgr) -> TileGrid:
    """Return the grid with the tiles of before that something lies over: a message, a menu, the pointer.

    Where a tile was given up, the others move into other places, or the background is left in its own.
    """
    colour = now.background_bgr
    seen = {place for box in now.tiles if (place := _place_of(box, before.tiles)) is not None}
    if colour is None or len(seen) < MOSTLY_SEEN * len(before.tiles) or len(seen) == len(before.tiles):
        return now
    hidden = [box for place, box in enumerate(before.tiles) if place not in seen]
    others = [box for box in now.tiles if _place_of(box, before.tiles) is None]
    is_replaced = any(_overlap(box, other) > LITTLE for box in hidden for other in others)
    if is_replaced or any(is_background(image_bgr, box, colour) for box in hidden):
        return now
    return replace(now, tiles=tuple(by_rows([*before.tiles, *others])))


def _place_of(box: Box, tiles: Sequence[Box]) -> int | None:
    return next((place for place, tile in enumerate(tiles) if _overlap(box, tile) >= SAME_PLACE), None)


def _stayed(before: Sequence[Tile], now: Sequence[Box]) -> bool:
    return len(before) == len(now) and all(
        _overlap(tile.box, box) >= SAME_PLACE for tile, box in zip(before, now, strict=True)
    )


def _steadied(before: TileGrid, now: TileGrid) -> TileGrid:
    """Return the grid with the boxes of before where they are the same but for a codec's noise.

    In a gallery of another size single tiles may lie almost where others were: these are left as they are.
    """
    if not before.tiles or not now.tiles:
        return now
    was, found = (np.array([(box.x, box.y, box.width, box.height) for box in grid.tiles]) for grid in (before, now))
    is_same = np.abs(found[:, None] - was[None]).max(axis=2) <= STEADY_PX
    if is_same.any(axis=1).mean() < MOSTLY_SEEN:
        return now
    return replace(
        now,
        tiles=tuple(
            before.tiles[int(same.argmax())] if same.any() else box
            for box, same in zip(now.tiles, is_same, strict=True)
        ),
    )


def _overlap(one: Box, other: Box) -> float:
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    shared = max(across, 0) * max(down, 0)
    return shared / (one.width * one.height + other.width * other.height - shared)


def _filled_in_place(by_old: dict[int, int], tiles: int) -> dict[int, int]:
    """Return a mapping of all tiles: those that no look joins stay in their place, as far as it is free."""
    taken = set(by_old.values())
    return by_old | {i: i for i in range(tiles) if i not in by_old and i not in taken}


def _certain_only(matches: Matches) -> Matches:
    """Return the matches of a page with other people: a place there says nothing of who is in it."""
    kept = {old: new for old, new in matches.new_by_old.items() if old in matches.certain}
    return Matches(kept, matches.certain, len(kept))


def _with_last_pair(matches: Matches, before: int, now: int) -> Matches:
    """Return the matches with the only two tiles that are left joined: nobody came or left, so they are the same."""
    old = set(range(before)) - matches.new_by_old.keys()
    new = set(range(now)) - set(matches.new_by_old.values())
    if before != now or len(old) != 1 or len(new) != 1 or len(matches.certain) != before - 1:
        return matches
    last = old.pop()
    return Matches({**matches.new_by_old, last: new.pop()}, matches.certain | {last}, matches.recognised)
