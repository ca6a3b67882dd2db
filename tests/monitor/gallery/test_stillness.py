"""Only a tile in which something lives counts: never a photograph, and no longer one that has frozen."""

import numpy as np
import pytest

from monitor.gallery.follow import Tile
from monitor.gallery.looks import look_of
from monitor.gallery.stillness import Stillness
from monitor.types import Face, Frame, ImageBgr
from tests.monitor.gallery.fixtures import EVERYBODY, SMALL, box_of, call, face_at, frame_of
from tools.call_pictures.call import DrawnCall, DrawnFrame, TrueTile
from tools.call_pictures.codec import compressed


@pytest.fixture(scope="module")
def lesson() -> DrawnCall:
    return call("zoom", 25, SMALL, mix=EVERYBODY)


@pytest.fixture(scope="module")
def frames(lesson: DrawnCall) -> list[DrawnFrame]:
    return [lesson.draw(second) for second in range(6)]


def shown(drawn: DrawnFrame) -> list[tuple[Tile, list[Face]]]:
    found = []
    for number, true in enumerate(drawn.tiles):
        faces = (*true.faces_xywh, *true.others_xywh)
        if faces:
            found.append((Tile(number, box_of(true), look_of(drawn.image_bgr, box_of(true))), [face_at(faces[0])]))
    return found


def observe(stillness: Stillness, drawn: DrawnFrame, second: float, image: ImageBgr | None = None) -> None:
    stillness.observe(frame(drawn, second, image), shown(drawn))


def frame(drawn: DrawnFrame, second: float, image: ImageBgr | None = None) -> Frame:
    return frame_of(drawn.image_bgr if image is None else image, second)


def of_kind(drawn: DrawnFrame, kind: str) -> list[int]:
    return [number for number, tile in enumerate(drawn.tiles) if tile.kind == kind]


@pytest.mark.parametrize("quality", [None, 85, 60])
def test_a_photograph_never_lives_and_every_student_does_within_three_seconds(
    frames: list[DrawnFrame], quality: int | None
) -> None:
    stillness = Stillness()
    photographs, students = of_kind(frames[0], "photograph"), of_kind(frames[0], "student")
    assert len(photographs) == 2
    for second, drawn in enumerate(frames):
        image = drawn.image_bgr if quality is None else compressed(drawn.image_bgr, quality, second)
        observe(stillness, drawn, second, image)
        assert not any(stillness.is_live(number) for number in photographs)
        if second >= 3:
            assert all(stillness.is_live(number) for number in students)


def test_a_new_tile_does_not_count_before_it_moved(frames: list[DrawnFrame]) -> None:
    stillness = Stillness()
    student = of_kind(frames[0], "student")[0]
    assert stillness.is_new(student)
    observe(stillness, frames[0], 0)
    assert not stillness.is_new(student)
    assert not stillness.is_live(student)


def test_a_frozen_picture_lives_for_a_while_and_no_longer_than_twenty_seconds(frames: list[DrawnFrame]) -> None:
    stillness = Stillness()
    students = of_kind(frames[0], "student")
    for second in range(30):
        observe(stillness, frames[second % len(frames)], second)
    last = frames[-1]
    for second in range(30, 36):
        observe(stillness, last, second)
    assert all(stillness.is_live(number) for number in students)
    for second in range(36, 51):
        observe(stillness, last, second)
    assert not any(stillness.is_live(number) for number in students)


def test_a_message_over_a_photograph_does_not_bring_it_to_life(frames: list[DrawnFrame]) -> None:
    stillness = Stillness()
    number = of_kind(frames[0], "photograph")[0]
    covered = frames[0].image_bgr.copy()
    _cover(covered, frames[0].tiles[number])
    for second in range(20):
        has_message = 7 <= second < 10
        observe(stillness, frames[0], second, covered if has_message else None)
        assert not stillness.is_live(number)


def _cover(image: ImageBgr, tile: TrueTile) -> None:
    x, y, width, height = tile.box_xywh
    image[y + height // 3 : y + height, x : x + width] = 48


def test_light_that_changes_a_little_is_no_movement(frames: list[DrawnFrame]) -> None:
    stillness = Stillness()
    number = of_kind(frames[0], "photograph")[0]
    for second in range(6):
        brighter = np.clip(frames[0].image_bgr.astype(np.int16) + second % 2, 0, 255).astype(np.uint8)
        observe(stillness, frames[0], second, brighter)
        assert not stillness.is_live(number)


def test_a_tile_that_may_be_another_one_shows_anew_that_it_lives(frames: list[DrawnFrame]) -> None:
    stillness = Stillness()
    student = of_kind(frames[0], "student")[0]
    for second in range(4):
        observe(stillness, frames[second], second)
    stillness.forget_tile(student)
    assert not stillness.is_live(student)
    assert stillness.is_new(student)
