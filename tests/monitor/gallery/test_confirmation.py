"""A grid is confirmed by points of its picture, for as long as the call leaves its tiles where they are."""

import numpy as np
import pytest

from monitor.gallery.confirmation import Confirmation, confirmation_of
from monitor.gallery.tiles import TileGrid, find_tiles
from tools.call_pictures.call import DrawnCall
from tools.call_pictures.events import Event, Joined, Left, Pointer, SharedScreen, SidePanel, SpeakerView
from tools.call_pictures.shapes import SHAPES

CHANGES = (Joined(2, 3), Left(2, 2), SpeakerView(2), SharedScreen(2), SidePanel(2))
TILES = 16


def call_with(shape: str, *events: Event) -> DrawnCall:
    return DrawnCall(SHAPES[shape], TILES, 1280, 720, quality=80, events=events)


def found_in(call: DrawnCall) -> Confirmation:
    image = call.draw(0).image_bgr
    found = confirmation_of(find_tiles(image), image)
    assert found is not None
    return found


@pytest.mark.parametrize("shape", ["zoom", "meet", "teams"])
def test_people_who_move_and_a_pointer_leave_the_grid_where_it_is(shape: str) -> None:
    call = call_with(shape, Pointer())
    confirmation = found_in(call)
    assert all(confirmation.holds(call.draw(second).image_bgr) for second in (1, 2, 3))


@pytest.mark.parametrize("change", CHANGES, ids=[type(each).__name__ for each in CHANGES])
def test_another_layout_is_no_confirmation(change: Event) -> None:
    call = call_with("zoom", change)
    confirmation = found_in(call)
    assert confirmation.holds(call.draw(1).image_bgr)
    assert not confirmation.holds(call.draw(3).image_bgr)


def test_a_tile_that_shows_the_background_is_no_confirmation() -> None:
    call = call_with("meet")
    confirmation = found_in(call)
    image = call.draw(1).image_bgr
    x, y, width, height = call.draw(1).tiles[-1].box_xywh
    image[y - 2 : y + height + 2, x - 2 : x + width + 2] = np.array(SHAPES["meet"].background_bgr)
    assert not confirmation.holds(image)


def test_a_picture_of_another_size_is_no_confirmation() -> None:
    assert not found_in(call_with("zoom")).holds(call_with("zoom").draw(1).image_bgr[:-2])


def test_a_picture_without_a_grid_confirms_nothing() -> None:
    assert confirmation_of(TileGrid(), np.zeros((720, 1280, 3), np.uint8)) is None
