"""Marks that are sent again with others: each stays with the tile that it was drawn on."""

from datetime import UTC, datetime, timedelta
from functools import cache

import numpy as np
import pytest

from monitor.capture.demo.gallery import Gallery, lay_out
from monitor.capture.demo.lesson import Lesson
from monitor.errors import PlacesLost
from monitor.gallery.selector import GallerySelector
from monitor.types import Box, Face, Frame, ImageBgr, Marks, Place

SIZE_WH, PEOPLE = (960, 540), 9
AT = datetime(2026, 9, 14, 8, tzinfo=UTC)


@cache
def picture() -> ImageBgr:
    return Gallery(Lesson.load(PEOPLE), *SIZE_WH).draw(0).image_bgr


@cache
def tiles() -> list[Box]:
    layout = lay_out(PEOPLE, *SIZE_WH)
    return [Box(left, top, layout.tile_width, layout.tile_height) for left, top in layout.corners]


def exchanged(one: int, other: int) -> ImageBgr:
    """Return the picture after the call has let two people change places."""
    image = picture().copy()
    for here, there in ((tiles()[one], tiles()[other]), (tiles()[other], tiles()[one])):
        of_there = picture()[there.y : there.y + there.height, there.x : there.x + there.width]
        image[here.y : here.y + here.height, here.x : here.x + here.width] = of_there
    return image


def over(number: int) -> Place:
    box, (width, height) = tiles()[number], SIZE_WH
    return Place(box.x / width, box.y / height, box.width / width, box.height / height)


class Call:
    """The pictures of a call, one after the other, and what the selector leaves of them."""

    def __init__(self) -> None:
        self.selector = GallerySelector()
        self.frames = 0
        self.show(picture())
        self.show(picture())

    def show(self, image_bgr: ImageBgr) -> list[int]:
        """Return the tiles that are black."""
        at = AT + timedelta(seconds=self.frames)
        frame = self.selector.prepare(Frame(self.frames, at, image_bgr, "window:Call"))
        faces = [Face(Box(box.x + 20, box.y + 10, 30, 36), 0.99) for box in tiles()]
        self.selector.select(frame, faces)
        self.frames += 1
        shown = frame.image_bgr
        return [i for i, box in enumerate(tiles()) if not np.any(shown[box.y + 2 : box.y + 12, box.x + 2 : box.x + 12])]


def test_a_second_place_leaves_the_first_with_the_person_whom_the_call_has_moved() -> None:
    call = Call()
    call.selector.mark(Marks((over(0),)))
    assert call.show(picture()) == [0]
    assert call.show(exchanged(0, 5)) == [5]
    call.selector.mark(Marks((over(0), over(3))))
    assert call.show(exchanged(0, 5)) == [3, 5]


def test_a_place_that_is_taken_back_is_seen_again() -> None:
    call = Call()
    call.selector.mark(Marks((over(0), over(3))))
    assert call.show(picture()) == [0, 3]
    call.selector.mark(Marks((over(3),)))
    assert call.show(picture()) == [3]


def test_places_that_could_not_be_told_any_more_are_where_they_are_marked_now() -> None:
    call = Call()
    call.selector.mark(Marks((over(0),)))
    call.show(picture())
    call.show(exchanged(0, 5))
    call.selector.lose_places()
    with pytest.raises(PlacesLost):
        call.show(exchanged(0, 5))
    call.selector.mark(Marks((over(0),)))
    assert call.show(exchanged(0, 5)) == [0]


def test_ones_own_tile_is_lost_when_the_picture_is_chosen_again_until_marks_answer_for_it() -> None:
    call = Call()
    box, (width, height) = tiles()[4], SIZE_WH
    own = (box.x + box.width / 2) / width, (box.y + box.height / 2) / height
    lost = []
    for marks in (Marks(own_tile_at=own), None, Marks((over(0),), own), Marks((over(0),), own)):
        if marks is None:
            call.selector.forget()
        else:
            call.selector.mark(marks)
        call.show(picture())
        lost.append(call.selector.own_tile_is_lost)
    assert lost == [False, True, True, False]
