from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from classroom.messages.message import Message
from classroom.messages.source_remedies import ALLOW_SCREEN_RECORDING, BRING_BACK, CAMERA_BUSY, CHECK_CABLE, OPEN_AGAIN
from classroom.messages.sources import (
    CAMERA_CANNOT_BE_OPENED,
    SCREEN_NOT_ALLOWED,
    SOURCE_GAVE_NOTHING,
    WINDOW_CLOSED,
    WINDOW_MINIMISED,
)
from monitor.checks.pictures import PictureCheck
from monitor.errors import SourceBlind, SourceUnavailable
from monitor.types import Box, Face, Frame, TrackedFace

START = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
NOISE = np.random.default_rng(1)


def frame(second: float = 0, brightness: int = 128) -> Frame:
    noise = NOISE.integers(-10, 10, (360, 640, 3))
    image = np.clip(brightness + noise, 0, 255).astype(np.uint8)
    return Frame(int(second), START + timedelta(seconds=second), image, source="test")


def faces(count: int, height: int = 40) -> list[TrackedFace]:
    return [
        TrackedFace(i, Face(Box(10 + 60 * (i % 10), 10 + 80 * (i // 10), height, height), 0.99)) for i in range(count)
    ]


def check(expected: int | None = None, small: Sequence[Face] = ()) -> PictureCheck:
    return PictureCheck(36, 5, lambda _image_bgr: small, expected)


def said(pictures: PictureCheck) -> dict[str, str | None]:
    return {str(line.found): None if line.remedy is None else str(line.remedy) for line in pictures.lines()}


def test_a_gallery_in_order_has_nothing_to_mend() -> None:
    pictures = check(expected=27)
    for second in range(6):
        pictures.show(frame(second), faces(24), [])
    assert said(pictures) == {
        "Pictures of 640×360 pixels come from the source": None,
        "Faces found: 24 of 27 expected": None,
        "All faces are large enough": None,
        "All faces have enough light": None,
    }


def test_one_frame_in_which_a_head_is_turned_does_not_count() -> None:
    pictures = check()
    for second, found in enumerate([9, 9, 8, 9, 9]):
        pictures.show(frame(second), faces(found), [])
    assert pictures.faces == 9


def test_before_the_first_picture_it_says_that_none_has_come() -> None:
    (line,) = check().lines()
    assert (line.is_ok, line.found.code) == (False, "no_picture_yet")


def test_fewer_faces_than_the_minimum_group_are_no_reason_to_begin() -> None:
    pictures = check(expected=27)
    pictures.show(frame(), faces(4), [])
    assert said(pictures)["Faces found: 4. Below 5 no mood of a class is stored"] is not None


def test_where_people_are_counted_three_are_enough_and_none_are_not() -> None:
    pictures = PictureCheck(36, 1, lambda _image_bgr: ())
    pictures.show(frame(), faces(3), [])
    assert said(pictures)["Faces found: 3"] is None
    empty = PictureCheck(36, 1, lambda _image_bgr: ())
    empty.show(frame(), [], [])
    assert said(empty)["No face was found"] is not None


def test_faces_below_the_smallest_size_are_counted_apart_from_those_that_count() -> None:
    counted = faces(6)
    tiny = [Face(Box(300 + 40 * i, 300, 24, 24), 0.95) for i in range(3)]
    pictures = check(small=[*tiny, counted[0].face])
    pictures.show(frame(), counted, [])
    assert "Faces too small to be counted: 3 (below 36 pixels)" in said(pictures)


def test_a_face_of_the_class_is_not_called_too_small_by_the_finer_search() -> None:
    counted = faces(6)
    inside = replace(counted[0].face, box=Box(12, 12, 34, 34))
    pictures = check(small=[inside])
    pictures.show(frame(), counted, [])
    assert "All faces are large enough" in said(pictures)


def test_dark_faces_are_counted() -> None:
    pictures = check()
    pictures.show(frame(brightness=30), faces(7), [])
    assert "Faces too dark to be read well: 7" in said(pictures)


def test_a_picture_that_stays_the_same_is_noticed_and_one_that_moves_again_is_not() -> None:
    pictures = check()
    still = frame()
    for second in range(6):
        pictures.show(replace(still, captured_at=START + timedelta(seconds=second)), faces(9), [])
    assert "The picture has not changed for 5 s" in said(pictures)
    pictures.show(frame(6), faces(9), [])
    assert "The picture has not changed for 5 s" not in said(pictures)


@pytest.mark.parametrize(("share", "is_ok"), [(0.05, True), (0.4, False)])
def test_a_window_in_front_is_noticed(share: float, is_ok: bool) -> None:
    pictures = check()
    pictures.show(replace(frame(), covered_share=share), faces(9), [])
    assert ("Another window covers 40 % of the window that is watched" not in said(pictures)) is is_ok


def test_a_source_that_shows_nothing_is_the_only_thing_to_mend() -> None:
    pictures = check()
    pictures.show(frame(), faces(9), [])
    pictures.missed(SourceBlind(WINDOW_MINIMISED, remedy=BRING_BACK))
    (line,) = pictures.lines()
    assert (line.found.code, line.remedy) == ("window_minimised", BRING_BACK.filled())


@pytest.mark.parametrize(
    ("message", "remedy"),
    [
        (CAMERA_CANNOT_BE_OPENED, CAMERA_BUSY),
        (SCREEN_NOT_ALLOWED, ALLOW_SCREEN_RECORDING),
        (WINDOW_CLOSED, OPEN_AGAIN),
        (SOURCE_GAVE_NOTHING, CHECK_CABLE),
    ],
)
def test_a_source_that_cannot_be_had_is_a_line_with_what_to_do(message: Message, remedy: Message) -> None:
    pictures = check()
    pictures.missed(SourceUnavailable(message, remedy=remedy, retry=True))
    (line,) = pictures.lines()
    assert (line.is_ok, line.found, line.remedy) == (False, message.filled(), remedy.filled())
    pictures.show(frame(), faces(9), [])
    assert all(line.is_ok for line in pictures.lines())


def test_no_pixel_is_kept() -> None:
    pictures = check()
    pictures.show(frame(), faces(9), [])
    kept = vars(pictures).values()
    assert not any(isinstance(each, np.ndarray | Frame) for each in kept)
