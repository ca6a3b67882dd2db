"""The demo class is drawn with correct sizes, boxes, truth and movement."""

from typing import Any

import numpy as np
import pytest

from monitor.capture.demo.appearance import generate_appearances
from monitor.capture.demo.gallery import Gallery, lay_out
from monitor.capture.demo.lesson import Lesson


@pytest.mark.parametrize(
    ("people", "width", "height"), [(1, 320, 180), (2, 1280, 720), (9, 641, 479), (25, 1280, 720), (100, 1920, 1080)]
)
def test_any_size_and_number_of_people_can_be_drawn(people: int, width: int, height: int) -> None:
    picture = Gallery(Lesson.load(people), width, height).draw(100)
    assert picture.image_bgr.shape == (height, width, 3)
    assert picture.image_bgr.dtype == np.uint8
    assert len(picture.boxes_xywh) == people
    for x, y, box_width, box_height in picture.boxes_xywh:
        assert x >= 0 and y >= 0
        assert x + box_width <= width and y + box_height <= height


def test_a_face_fills_about_half_of_its_tile() -> None:
    layout = lay_out(25, 1280, 720)
    boxes = Gallery(Lesson.load(25), 1280, 720).draw(100).boxes_xywh
    assert all(0.45 < box[3] / layout.tile_height < 0.57 for box in boxes)


def test_a_person_has_shoulders_below_the_face() -> None:
    gallery = Gallery(Lesson.load(1), 640, 360)
    picture = gallery.draw(100)
    ((x, _, box_width, _),) = picture.boxes_xywh
    shirt = np.array(generate_appearances(1)[0].shirt_bgr, float)
    below = picture.image_bgr[340, round(x + box_width / 2)].astype(float)
    assert np.abs(below - shirt).max() < 40


def test_only_people_in_view_have_a_box_and_count_in_the_truth() -> None:
    lesson = Lesson.load(25)
    picture = Gallery(lesson, 640, 360).draw(270)
    assert len(picture.boxes_xywh) == lesson.present_at(270).sum() < 13
    assert picture.mood == pytest.approx(lesson.mood_at(270))


def test_the_same_second_is_drawn_the_same_and_the_next_moment_differs() -> None:
    first, again = (Gallery(Lesson.load(4), 640, 360) for _ in range(2))
    assert np.array_equal(first.draw(12.0).image_bgr, again.draw(12.0).image_bgr)
    before, after = first.draw(12.0).image_bgr, first.draw(12.2).image_bgr
    assert (before != after).any(axis=2).mean() > 0.01


def test_another_seed_is_another_class() -> None:
    assert generate_appearances(9, seed=1) != generate_appearances(9, seed=2)


def test_a_hundred_people_have_a_hundred_names_and_no_two_look_alike() -> None:
    appearances = generate_appearances(100)
    assert len({appearance.name for appearance in appearances}) == 100
    assert (
        len(
            {
                (appearance.row, appearance.mirrored, appearance.skin_bgr, appearance.hair_style, appearance.hair_bgr)
                for appearance in appearances
            }
        )
        == 100
    )


def test_too_many_people_for_the_picture_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        lay_out(400, 160, 90)


@pytest.fixture(scope="module")
def mtcnn() -> Any:  # noqa: ANN401 - a detector of the mtcnn package
    from mtcnn import MTCNN

    return MTCNN()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("people", "width", "height"), [(9, 1280, 720), (25, 1280, 720), (49, 1280, 720), (49, 1920, 1080)]
)
def test_mtcnn_finds_everybody_and_at_most_one_more(mtcnn: Any, people: int, width: int, height: int) -> None:  # noqa: ANN401
    picture = Gallery(Lesson.load(people), width, height).draw(170)
    found = mtcnn.detect_faces(np.ascontiguousarray(picture.image_bgr[..., ::-1]))
    boxes = [face["box"] for face in found if face["confidence"] >= 0.9]
    missed = [true for true in picture.boxes_xywh if not any(_overlap(true, box) > 0.5 for box in boxes)]
    false = [box for box in boxes if not any(_overlap(true, box) > 0.4 for true in picture.boxes_xywh)]
    assert not missed
    assert len(false) <= 1


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Return the intersection over union."""
    width = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    height = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    shared = max(0.0, width) * max(0.0, height)
    return shared / (one[2] * one[3] + other[2] * other[3] - shared)
