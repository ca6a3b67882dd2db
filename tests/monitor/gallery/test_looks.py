"""A tile is recognised by its room and by its name, whatever the face in it does."""

from dataclasses import replace

import numpy as np

from monitor.gallery.looks import Look, changed_in_place, look_of, match
from monitor.gallery.names import likeness
from monitor.gallery.order import is_resized, match_in_order
from monitor.types import Box
from tests.monitor.gallery.fixtures import LARGE, SMALL, box_of, call
from tools.call_pictures.call import DrawnFrame
from tools.call_pictures.events import Joined, Shuffled, SidePanel


def looks_by_name(drawn: DrawnFrame) -> dict[str, Look]:
    return {tile.name: look_of(drawn.image_bgr, box_of(tile)) for tile in drawn.tiles}


def shuffled() -> tuple[DrawnFrame, DrawnFrame]:
    lesson = call("zoom", 16, SMALL, Shuffled(5), quality=80)
    return lesson.draw(4), lesson.draw(6)


def test_every_tile_is_the_same_after_a_shuffle_and_certain() -> None:
    before, after = (looks_by_name(drawn) for drawn in shuffled())
    assert list(before) != list(after)
    matches = match(list(before.values()), list(after.values()))
    assert {list(before)[old]: list(after)[new] for old, new in matches.new_by_old.items()} == {n: n for n in before}
    assert len(matches.certain) == 16


def test_two_people_before_the_same_wall_are_told_by_their_names() -> None:
    before, after = (looks_by_name(drawn) for drawn in shuffled())
    wall = next(iter(before.values())).edge
    old = [replace(look, edge=wall) for look in before.values()]
    new = [replace(look, edge=wall) for look in after.values()]
    matches = match(old, new)
    assert {list(before)[row]: list(after)[column] for row, column in matches.new_by_old.items()} == {
        name: name for name in before
    }


def test_two_tiles_that_look_the_same_are_not_certain() -> None:
    look = next(iter(looks_by_name(shuffled()[0]).values()))
    assert match([look, look], [look, look]).certain == frozenset()


def test_strangers_are_not_matched() -> None:
    looks = list(looks_by_name(shuffled()[0]).values())
    assert match(looks[:8], looks[8:]).new_by_old == {}


def test_names_are_the_same_a_pixel_aside_and_others_are_not() -> None:
    drawn = shuffled()[0]
    one, other = (look_of(drawn.image_bgr, box_of(tile)).name for tile in drawn.tiles[:2])
    x, y, width, height = drawn.tiles[0].box_xywh
    aside = look_of(drawn.image_bgr, Box(x + 1, y + 1, width, height)).name
    assert (likeness(one, aside) or 0) > 0.9
    assert (likeness(one, other) or 0) < 0.7
    assert likeness(one, np.zeros_like(one)) is None


def test_a_tile_whose_content_is_exchanged_in_its_place_is_noticed() -> None:
    looks = list(looks_by_name(shuffled()[0]).values())
    assert changed_in_place(looks, looks) == []
    assert changed_in_place(looks, [looks[1], looks[0], *looks[2:]]) == [0, 1]


def test_tiles_in_another_size_are_recognised_by_their_order_although_names_are_written_anew() -> None:
    lesson = call("zoom", 25, LARGE, SidePanel(5))
    before, after = lesson.draw(4), lesson.draw(6)
    assert is_resized([box_of(tile) for tile in before.tiles], [box_of(tile) for tile in after.tiles])
    matches = match_in_order(list(looks_by_name(before).values()), list(looks_by_name(after).values()))
    assert matches is not None
    assert matches.new_by_old == {i: i for i in range(25)}


def test_who_comes_into_the_order_moves_those_behind() -> None:
    lesson = call("zoom", 9, SMALL, Joined(5, 2))
    before, after = (list(looks_by_name(lesson.draw(second)).values()) for second in (4, 6))
    matches = match_in_order(before, [after[-1], *after[:-1]])
    assert matches is not None
    assert matches.new_by_old == {i: i + 1 for i in range(9)}


def test_another_order_is_not_recognised_by_order() -> None:
    before, after = (list(looks_by_name(drawn).values()) for drawn in shuffled())
    assert match_in_order(before, after) is None


def test_one_whose_room_changed_between_two_that_stay_is_joined_and_not_certain() -> None:
    before = list(looks_by_name(shuffled()[0]).values())
    after = [*before]
    after[5] = replace(before[5], edge=255 - before[5].edge)
    matches = match_in_order(before, after)
    assert matches is not None
    assert matches.new_by_old[5] == 5
    assert 5 not in matches.certain
