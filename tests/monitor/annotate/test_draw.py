"""What is drawn over the faces."""

from datetime import UTC, datetime

import numpy as np
import pytest

from classroom.emotions import EMOTION_COUNT, HAPPY, SAD
from monitor.annotate.draw import COLOURS_BGR, UNREAD_BGR, annotate, fit_into
from monitor.types import Box, Face, Observation, TrackedFace

NOW = datetime(2026, 1, 5, tzinfo=UTC)


def _face(track_id: int, x: int = 100, y: int = 80, side: int = 40) -> TrackedFace:
    return TrackedFace(track_id, Face(Box(x, y, side, side), 0.99))


def _observation(track_id: int, emotion: int) -> Observation:
    probabilities = [0.4 / (EMOTION_COUNT - 1)] * EMOTION_COUNT
    probabilities[emotion] = 0.6
    return Observation(track_id, NOW, tuple(probabilities), 1.0)


def _picture(height: int = 240, width: int = 320) -> np.ndarray:
    return np.zeros((height, width, 3), np.uint8)


def _has_colour(picture: np.ndarray, colour: tuple[int, int, int]) -> bool:
    return bool((picture == np.array(colour, np.uint8)).all(axis=2).any())


def test_the_picture_that_came_is_left_as_it_was() -> None:
    image = _picture()
    drawn = annotate(image, [_face(1)], [_observation(1, HAPPY)])
    assert not image.any()
    assert drawn.any() and drawn.shape == image.shape


def test_a_read_face_has_the_colour_of_its_strongest_emotion() -> None:
    drawn = annotate(_picture(), [_face(1)], [_observation(1, SAD)])
    assert _has_colour(drawn, COLOURS_BGR[SAD])
    assert not _has_colour(drawn, UNREAD_BGR)


def test_a_face_counted_but_not_read_has_a_grey_box_and_no_words() -> None:
    drawn = annotate(_picture(), [_face(1)], [])
    assert _has_colour(drawn, UNREAD_BGR)
    outside = drawn.copy()
    outside[76:124, 96:144] = 0
    assert not outside.any()


def test_observations_belong_to_faces_by_track_and_not_by_order() -> None:
    faces = [_face(1, x=20), _face(2, x=220)]
    drawn = annotate(_picture(), faces, [_observation(2, HAPPY)])
    assert _has_colour(drawn[:, 160:], COLOURS_BGR[HAPPY])
    assert not _has_colour(drawn[:, :160], COLOURS_BGR[HAPPY])
    assert _has_colour(drawn[:, :160], UNREAD_BGR)


@pytest.mark.parametrize(("x", "y", "side"), [(0, 0, 40), (280, 200, 40), (0, 0, 320), (319, 239, 1)])
def test_faces_at_the_edges_are_labelled_inside_the_picture(x: int, y: int, side: int) -> None:
    drawn = annotate(_picture(), [_face(1, x, y, side)], [_observation(1, HAPPY)])
    assert drawn.shape == (240, 320, 3)
    assert _has_colour(drawn, COLOURS_BGR[HAPPY])


def test_a_picture_of_another_shape_is_fitted_with_bars() -> None:
    tall = np.full((400, 100, 3), 255, np.uint8)
    fitted = fit_into(tall, 320, 240)
    assert fitted.shape == (240, 320, 3)
    assert fitted[120, 160].all() and not fitted[:, :100].any()
