"""The teacher's own tile is kept through doubt as far as it is likely, and said to be lost where it is not certain."""

import numpy as np

from monitor.gallery.follow import Tile
from monitor.gallery.likeliest import with_likeliest
from monitor.gallery.looks import Look, Matches
from monitor.gallery.own_tile import OwnTile
from monitor.types import Box
from tests.monitor.fixtures import at

PLAIN = np.zeros((8, 24), np.float32)
TILES = [Tile(number, Box(100 * number, 0, 90, 60), Look(np.zeros((4, 3), np.float32), PLAIN)) for number in range(3)]


def room(level: float) -> Look:
    return Look(np.full((12, 3), level, np.float32), PLAIN)


def marked() -> OwnTile:
    own = OwnTile()
    own.mark((0.5, 0.5))
    own.find(TILES, (300, 60))
    assert own.number == 1
    return own


def test_a_tile_that_stays_in_doubt_for_three_seconds_is_lost_until_it_is_marked_elsewhere() -> None:
    own = marked()
    lost = []
    for second in range(5):
        own.notice(at(second), {1, 2})
        lost.append(own.is_lost)
    assert lost == [False, False, False, True, True]
    own.mark((0.9, 0.5))
    own.find(TILES, (300, 60))
    assert (own.number, own.is_lost) == (2, False)


def test_a_tile_that_is_recognised_again_is_not_lost() -> None:
    own = marked()
    for second in range(4):
        own.notice(at(second), {1})
    own.notice(at(5), set())
    assert (own.number, own.is_lost) == (1, False)


def test_marks_that_are_sent_again_with_others_leave_the_tile_where_it_went() -> None:
    own = marked()
    own.mark((0.5, 0.5))
    own.find(list(reversed([Tile(2 - tile.number, tile.box, tile.look) for tile in TILES])), (300, 60))
    assert own.number == 1


def test_of_the_tiles_that_are_left_the_likeliest_are_joined_and_none_is_certain() -> None:
    old, new = [room(0), room(100), room(200)], [room(203), room(0), room(255)]
    joined = with_likeliest(Matches({0: 1}, frozenset({0}), 1), old, new)
    assert joined.new_by_old[2] == 0
    assert joined.certain == {0}
    assert joined.recognised == 1


def test_tiles_that_look_like_none_of_before_are_joined_with_none() -> None:
    lettered = np.random.default_rng(1).normal(0, 60, (2, 8, 24)).astype(np.float32)
    old, new = (Look(room(level).edge, name) for level, name in zip((0, 200), lettered, strict=True))
    assert with_likeliest(Matches({}, frozenset()), [old], [new]).new_by_old == {}


def test_in_a_picture_that_is_learnt_anew_the_tile_is_lost_until_it_is_marked_again() -> None:
    own = marked()
    own.learn_anew()
    own.find(TILES, (300, 60))
    own.notice(at(0), {1})
    assert (own.number, own.is_lost) == (None, True)
    own.mark((0.5, 0.5))
    assert own.is_lost, "these marks say nothing new of it"
    own.mark((0.9, 0.5))
    own.find(TILES, (300, 60))
    assert (own.number, own.is_lost) == (2, False)


def test_where_none_was_marked_none_is_lost_with_the_picture() -> None:
    own = OwnTile()
    own.learn_anew()
    assert not own.is_lost
