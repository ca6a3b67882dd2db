"""The tiles of a gallery are found in every program's look, and nothing else is taken for one."""

from itertools import pairwise

import cv2
import numpy as np
import pytest

from monitor.gallery.tiles import find_tiles, is_background
from monitor.types import Box, ImageBgr
from tests.monitor.gallery.fixtures import LARGE, SMALL, box_of, call, drawn_once, is_near
from tools.call_pictures.call import DrawnFrame
from tools.call_pictures.codec import compressed
from tools.call_pictures.events import Pointer, Reactions, SidePanel, Toast
from tools.call_pictures.overlays import draw_overlays
from tools.call_pictures.shapes import SHAPES


def assert_found(drawn: DrawnFrame, image_bgr: ImageBgr | None = None, pixels: int = 4) -> None:
    found = find_tiles(drawn.image_bgr if image_bgr is None else image_bgr).tiles
    assert len(found) == len(drawn.tiles)
    for true in drawn.tiles:
        assert any(is_near(tile, box_of(true), pixels) for tile in found), true


@pytest.mark.parametrize("shape", SHAPES)
def test_the_tiles_of_each_programs_gallery_are_found(shape: str) -> None:
    assert_found(drawn_once(shape, 25))


@pytest.mark.parametrize(
    ("shape", "tiles", "size"), [("zoom", 9, SMALL), ("meet", 49, LARGE), ("teams", 49, SMALL), ("zoom", 9, LARGE)]
)
def test_few_large_tiles_and_many_small_ones_are_found(shape: str, tiles: int, size: tuple[int, int]) -> None:
    assert_found(drawn_once(shape, tiles, size))


@pytest.mark.parametrize(("shape", "tiles"), [*((shape, 25) for shape in SHAPES), ("teams", 49)])
def test_small_tiles_are_found_through_the_noise_of_a_codec(shape: str, tiles: int) -> None:
    drawn = drawn_once(shape, tiles)
    assert_found(drawn, compressed(drawn.image_bgr, 80, 3.0), pixels=3)


def test_tiles_are_found_by_rows_from_left_to_right() -> None:
    found = find_tiles(drawn_once("meet", 25).image_bgr).tiles
    assert list(found) == sorted(found, key=lambda tile: (tile.y, tile.x))


def test_the_stretched_last_row_of_a_gallery_is_found() -> None:
    drawn = drawn_once("teams-stretched", 23)
    assert len({box_of(tile).width for tile in drawn.tiles}) == 2
    assert_found(drawn)


def bridge(image: ImageBgr, one: Box, other: Box) -> None:
    """Join two neighbours by a few pixels, as a codec's ringing does."""
    if one.y == other.y:
        image[one.y + 20 : one.y + 26, one.x + one.width - 1 : other.x + 1] = (90, 120, 150)
    else:
        image[one.y + one.height - 1 : other.y + 1, one.x + 20 : one.x + 26] = (90, 120, 150)


def test_blocks_of_four_tiles_that_ringing_has_joined_are_not_taken_for_the_tiles() -> None:
    drawn = drawn_once("teams-dark", 16)
    image = drawn.image_bgr.copy()
    boxes = [box_of(tile) for tile in drawn.tiles]
    for first in (0, 2):
        for one, other in ((first, first + 1), (first, first + 4), (first + 1, first + 5)):
            bridge(image, boxes[one], boxes[other])
    assert_found(drawn, image)


def test_a_row_that_ringing_has_joined_with_the_bar_above_is_found() -> None:
    drawn = drawn_once("teams-dark", 18)
    image = drawn.image_bgr.copy()
    boxes = [box_of(tile) for tile in drawn.tiles]
    top = boxes[0]
    row = [box for box in boxes if box.y == top.y]
    image[top.y - 12 : top.y + 1, top.x + 20 : top.x + 26] = (90, 120, 150)
    for one, other in pairwise(row):
        bridge(image, one, other)
    assert_found(drawn, image)


def test_tiles_whose_gap_is_bridged_are_told_apart() -> None:
    drawn = drawn_once("zoom", 25)
    image = drawn.image_bgr.copy()
    left, right = box_of(drawn.tiles[6]), box_of(drawn.tiles[7])
    middle = left.y + left.height // 2
    image[middle : middle + left.height // 3, left.x + left.width - 1 : right.x + 1] = (90, 120, 150)
    assert_found(drawn, image)


def test_a_tile_as_dark_as_the_background_is_found_in_its_place() -> None:
    drawn = drawn_once("zoom", 25)
    image = drawn.image_bgr.copy()
    dark = box_of(drawn.tiles[12])
    shown = image[dark.y : dark.y + dark.height, dark.x : dark.x + dark.width].copy()
    image[dark.y : dark.y + dark.height, dark.x : dark.x + dark.width] = SHAPES["zoom"].background_bgr
    third, tall = dark.width // 4, dark.height // 5
    image[dark.y + tall : dark.y + dark.height, dark.x + third : dark.x + 3 * third] = shown[tall:, third : 3 * third]
    assert_found(drawn, image)


@pytest.mark.parametrize("over", [Pointer(), Toast(), Reactions()])
def test_what_a_program_lays_over_the_tiles_does_not_hide_the_grid(over: Pointer | Toast | Reactions) -> None:
    drawn = drawn_once("zoom", 25)
    image = drawn.image_bgr.copy()
    draw_overlays(image, [tile.box_xywh for tile in drawn.tiles], [over], 3.0, seed=1)
    found = find_tiles(image).tiles
    seen = sum(any(is_near(tile, box_of(true)) for tile in found) for true in drawn.tiles)
    assert seen >= 21  # what a message lies over is known from the frame before


def test_gaps_of_three_pixels_are_found_through_the_noise_of_a_codec() -> None:
    drawn = drawn_once("teams-dark", 9)
    image = drawn.image_bgr.copy()
    for tile in drawn.tiles:  # what rings the most: bright edges, and somebody's frame as a speaker
        x, y, width, height = tile.box_xywh
        image[y : y + height, x : x + 3] = image[y : y + height, x + width - 3 : x + width] = 250
    assert_found(drawn, compressed(image, 70, 3.0))


def test_the_chat_at_the_side_is_no_tile() -> None:
    assert_found(call("meet", 16, SMALL, SidePanel()).draw(3.0))


def test_the_colour_between_the_tiles_is_learned_although_a_bar_has_almost_the_same() -> None:
    image = drawn_once("zoom-light", 25).image_bgr.copy()
    image[-170:] = 0xFF  # more of it than of the background
    grid = find_tiles(compressed(image, 85, 1.0))
    assert grid.background_bgr is not None
    assert np.abs(np.array(grid.background_bgr) - 0xF7).max() <= 3


@pytest.mark.parametrize("grey", [0, 26, 255])
def test_a_plain_picture_has_no_grid(grey: int) -> None:
    assert find_tiles(np.full((720, 1280, 3), grey, np.uint8)).tiles == ()


def test_a_room_before_a_camera_has_no_grid() -> None:
    rng = np.random.default_rng(5)
    room = cv2.resize(rng.integers(0, 255, (9, 16, 3)).astype(np.uint8), SMALL, interpolation=cv2.INTER_CUBIC)
    for x in (200, 640, 1000):
        cv2.circle(room, (x, 400), 90, (120, 150, 190), -1)
    assert find_tiles(np.asarray(room, np.uint8)).tiles == ()


def test_a_place_is_background_only_where_nothing_is_shown() -> None:
    drawn = drawn_once("zoom", 9)
    colour = SHAPES["zoom"].background_bgr
    assert not is_background(drawn.image_bgr, box_of(drawn.tiles[0]), colour)
    assert is_background(drawn.image_bgr, Box(0, 200, 5, 200), colour)
