"""Drawn calls: the truth fits the picture, what is still is still, and events change what is shown."""

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from tools.call_pictures.call import DrawnCall, DrawnFrame, TrueTile
from tools.call_pictures.events import (
    Event,
    Frozen,
    Joined,
    Left,
    PageTurned,
    SharedScreen,
    Shuffled,
    SidePanel,
    SpeakerView,
)
from tools.call_pictures.participants import Mix
from tools.call_pictures.pixels import Image
from tools.call_pictures.shapes import SHAPES

SIZE = (1280, 720)


def call(shape: str = "zoom", tiles: int = 16, *events: Event, seed: int = 1) -> DrawnCall:
    return DrawnCall(SHAPES[shape], tiles, *SIZE, seed=seed, events=events)


@pytest.fixture(scope="module")
def frames() -> tuple[DrawnFrame, DrawnFrame]:
    drawn = call()
    return drawn.draw(3.0), drawn.draw(4.5)


def inside(image: Image, tile: TrueTile) -> Image:
    """Return the tile without the edge that a speaker's frame takes."""
    left, top, width, height = tile.box_xywh
    return image[top + 8 : top + height - 8, left + 8 : left + width - 8]


def of_kind(frame: DrawnFrame, kind: str) -> list[TrueTile]:
    return [tile for tile in frame.tiles if tile.kind == kind]


@pytest.mark.parametrize("shape", sorted(SHAPES))
@pytest.mark.parametrize("tiles", [9, 23])
def test_tiles_lie_in_the_frame_with_nothing_but_background_between_neighbours(shape: str, tiles: int) -> None:
    frame = call(shape, tiles).draw(0)
    assert frame.image_bgr.shape == (SIZE[1], SIZE[0], 3)
    assert len(frame.tiles) == tiles
    for one, next_one in pairwise(frame.tiles):
        (left, top, width, height), (next_left, next_top, *_) = one.box_xywh, next_one.box_xywh
        assert left >= 0 and left + width <= SIZE[0] and top >= 0 and top + height <= SIZE[1]
        if next_top == top:
            gap = frame.image_bgr[top : top + height, left + width : next_left]
            assert gap.shape[1] >= 2
        else:
            gap = frame.image_bgr[top + height : next_top, next_left:left]
            assert gap.shape[0] >= 2
        assert (gap == SHAPES[shape].background_bgr).all()


def test_faces_lie_in_their_tiles(frames: tuple[DrawnFrame, DrawnFrame]) -> None:
    for tile in frames[0].tiles:
        left, top, width, height = tile.box_xywh
        for x, y, face_width, face_height in (*tile.faces_xywh, *tile.others_xywh):
            assert left <= x and x + face_width <= left + width
            assert top <= y and y + face_height <= top + height


def test_each_kind_has_its_faces(frames: tuple[DrawnFrame, DrawnFrame]) -> None:
    kinds = Counter(tile.kind for tile in frames[0].tiles)
    assert kinds["teacher"] == 1 and kinds["pair"] == 1 and kinds["photograph"] == 1 and kinds["background"] == 2
    faces = {tile.kind: len(tile.faces_xywh) for tile in frames[0].tiles}
    assert faces == {
        "student": 1, "pair": 2, "background": 1, "teacher": 0, "photograph": 0, "avatar": 0, "initials": 0,
    }  # fmt: skip
    others = {tile.kind: len(tile.others_xywh) for tile in frames[0].tiles}
    assert others["teacher"] == others["photograph"] == 1 and others["background"] in (1, 2) and not others["student"]


def test_a_photograph_is_still_and_a_student_moves(frames: tuple[DrawnFrame, DrawnFrame]) -> None:
    before, after = frames
    for still in ("photograph", "initials", "avatar"):
        for tile in of_kind(before, still):
            assert np.array_equal(inside(before.image_bgr, tile), inside(after.image_bgr, tile))
    for moving in ("student", "pair", "background", "teacher"):
        for tile in of_kind(before, moving):
            assert not np.array_equal(inside(before.image_bgr, tile), inside(after.image_bgr, tile))


def test_the_same_seed_gives_the_same_picture(frames: tuple[DrawnFrame, DrawnFrame]) -> None:
    assert np.array_equal(call().draw(4.5).image_bgr, frames[1].image_bgr)
    assert not np.array_equal(call(seed=2).draw(4.5).image_bgr, frames[1].image_bgr)


def test_events_change_the_view_and_the_page() -> None:
    drawn = call("meet", 16, SpeakerView(1, 2), SharedScreen(2, 3), PageTurned(3, 4, tiles=10))
    assert [drawn.draw(second).view for second in (0, 1, 2, 3, 4)] == [
        "gallery", "speaker", "shared", "page_two", "gallery",
    ]  # fmt: skip
    assert drawn.draw(1).tiles == drawn.draw(2).tiles == ()
    assert len(drawn.draw(3).tiles) == 10
    first, second = ({tile.name for tile in drawn.draw(at).tiles} for at in (0, 3))
    assert not first & second


def test_people_join_leave_and_change_places() -> None:
    drawn = call("teams", 12, Joined(1, 5), Left(2, 8), Shuffled(3))
    names = [[tile.name for tile in drawn.draw(second).tiles] for second in range(4)]
    assert [len(each) for each in names] == [12, 17, 9, 9]
    assert set(names[0]) < set(names[1]) and set(names[2]) < set(names[1])
    assert set(names[2]) == set(names[3]) and names[2] != names[3]


def test_the_side_panel_leaves_the_gallery_less_room() -> None:
    drawn = call("zoom", 12, SidePanel(1))
    assert drawn.draw(1).tiles[0].box_xywh[2] < drawn.draw(0).tiles[0].box_xywh[2]


def test_compression_disturbs_even_what_is_still() -> None:
    drawn = DrawnCall(SHAPES["zoom"], 9, *SIZE, quality=60)
    before, after = drawn.draw(3.0), drawn.draw(4.0)
    tile = of_kind(before, "photograph")[0]
    difference = np.abs(inside(before.image_bgr, tile).astype(int) - inside(after.image_bgr, tile))
    assert 0 < difference.mean() < 4


def test_a_lost_connection_stops_a_students_picture_until_it_is_back() -> None:
    drawn = call("zoom", 9, Frozen(2, 4))
    frames = [drawn.draw(second) for second in (2.0, 3.0, 5.0)]
    students = of_kind(frames[0], "student")
    still = [
        [tile for tile in students if np.array_equal(inside(one.image_bgr, tile), inside(other.image_bgr, tile))]
        for one, other in pairwise(frames)
    ]
    assert len(still[0]) == 1 and still[1] == []


def test_a_telephones_picture_is_upright_between_plain_margins() -> None:
    frame = DrawnCall(SHAPES["meet"], 9, *SIZE, mix=Mix(upright=1.0)).draw(0)
    tile = of_kind(frame, "student")[0]
    edges = inside(frame.image_bgr, tile)[:40, [0, 10, -10, -1]]
    assert (edges == SHAPES["meet"].tile_bgr).all()
    middle = tile.box_xywh[0] + tile.box_xywh[2] / 2
    assert abs(tile.faces_xywh[0][0] + tile.faces_xywh[0][2] / 2 - middle) < tile.box_xywh[2] / 8
