"""A tile that may have become another one is waited for; a newcomer is not."""

import numpy as np
import pytest

from monitor.gallery.doubt import Doubts
from monitor.gallery.follow import Tile
from monitor.gallery.looks import Look
from monitor.gallery.stillness import Stillness
from monitor.types import Box, Face, Frame, ImageBgr
from tests.monitor.fixtures import at
from tests.monitor.gallery.fixtures import SMALL, frame_of

PLAIN = Look(np.zeros((4, 3), np.float32), np.zeros((8, 24), np.float32))


def tile_of(number: int, *, moved: int = 0) -> Tile:
    return Tile(number, Box(110 * number + moved, 100, 100, 60), PLAIN)


def face_in(tile: Tile, left: int = 35) -> Face:
    return Face(Box(tile.box.x + left, tile.box.y + 15, 24, 30), 0.99)


def moving(second: int, tiles: list[Tile]) -> ImageBgr:
    image = np.full((SMALL[1], SMALL[0], 3), 40, np.uint8)
    for tile in tiles:
        box = tile.box
        image[box.y + 15 : box.y + 45, box.x + 35 : box.x + 60] = 90 + 60 * (second % 2)
    return image


class Call:
    """Tiles with a face each. In those that are named to move, something does."""

    def __init__(self) -> None:
        self.stillness = Stillness()
        self.doubts = Doubts(self.stillness)
        self.second = 0

    def waits(self, tiles: list[Tile], *, uncertain: frozenset[int] = frozenset(), still: tuple[int, ...] = ()) -> bool:
        frame = frame_of(moving(self.second, [tile for tile in tiles if tile.number not in still]), self.second)
        shown = [(tile, [face_in(tile)]) for tile in tiles]
        self.doubts.notice(tiles, shown, uncertain)
        new = sum(self.stillness.is_new(tile.number) for tile in tiles)
        self.stillness.observe(frame, shown)
        self.second += 1
        return self.doubts.waits(frame.captured_at, shown, new)


@pytest.fixture
def four() -> list[Tile]:
    return [tile_of(number) for number in range(4)]


@pytest.fixture
def known(four: list[Tile]) -> Call:
    """A call of which everybody is known."""
    begun = Call()
    assert begun.waits(four), "in the first frame all are new"
    assert not begun.waits(four)
    return begun


def test_a_newcomer_is_not_waited_for_and_does_not_count_before_it_moved(known: Call, four: list[Tile]) -> None:
    assert not known.waits([*four, tile_of(4)])
    assert not known.stillness.is_live(4)
    assert not known.waits([*four, tile_of(4)])
    assert known.stillness.is_live(4)


def test_where_most_are_new_as_on_another_page_it_is_waited(known: Call) -> None:
    assert known.waits([tile_of(number) for number in range(4, 8)])


def test_a_new_tile_where_somebody_is_missing_may_be_that_person_and_is_waited_for(
    known: Call, four: list[Tile]
) -> None:
    assert known.waits([*four[:3], tile_of(4)])
    assert not known.waits([*four[:3], tile_of(4)])


def test_a_tile_in_doubt_is_waited_for_until_it_moves_and_no_longer_than_three_seconds(
    known: Call, four: list[Tile]
) -> None:
    moved = [tile_of(0, moved=500), *four[1:]]
    doubted = frozenset({0})
    waited = [known.waits(moved, uncertain=doubted, still=(0,)) for _ in range(5)]
    assert waited == [True, True, True, False, False]


def test_a_face_beside_the_main_one_that_never_moves_is_a_poster() -> None:
    stillness, tile = Stillness(), tile_of(0)
    faces = [face_in(tile), face_in(tile, left=70)]
    for second in range(4):
        stillness.observe(Frame(second, at(second), moving(second, [tile]), "call"), [(tile, faces)])
    assert stillness.living(0, faces) == faces[:1]
    assert stillness.living(0, faces[1:]) == faces[1:], "one alone counts: it may be who moved"
