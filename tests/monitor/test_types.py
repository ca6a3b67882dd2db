import dataclasses
import math
import typing
from datetime import datetime

import numpy as np
import pytest

from monitor import types
from monitor.types import Box, Face, Frame, Observation, Reading, Sample
from tests.monitor.fixtures import HAPPY, at, observation

GREY = np.zeros((4, 4), np.uint8)
FLOATS = np.zeros((4, 4, 3), np.float32)
EMPTY = np.zeros((0, 4, 3), np.uint8)


@pytest.mark.parametrize("image", [GREY, FLOATS, EMPTY])
def test_a_frame_is_a_whole_colour_picture(image: types.ImageBgr) -> None:
    with pytest.raises(ValueError, match="image_bgr"):
        Frame(0, at(0), image, "test")


def test_a_frame_has_a_time_with_a_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Frame(0, datetime(2026, 1, 1), np.zeros((4, 4, 3), np.uint8), "test")  # noqa: DTZ001


@pytest.mark.parametrize("sides", [(-1, 0, 5, 5), (0, 0, 0, 5), (0, 0, 5, -1)])
def test_a_box_has_an_area_inside_the_picture(sides: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="box"):
        Box(*sides)


@pytest.mark.parametrize(
    "shares",
    [HAPPY[:6], (math.nan, *HAPPY[1:]), (0.5, *HAPPY[1:]), (-0.2, 0.2, *HAPPY[2:])],
)
def test_an_observation_is_seven_probabilities_that_sum_to_one(shares: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match=r"probabilit"):
        Observation(1, at(0), shares, 1.0)


def test_there_are_no_more_observations_than_faces() -> None:
    with pytest.raises(ValueError, match="belongs to a face"):
        Reading(at(0), 0, (observation(1, HAPPY),), 0, 1.0)


def test_usable_faces_are_among_the_faces() -> None:
    with pytest.raises(ValueError, match="usable"):
        Sample(at(0), 3, 4, None, 0, 1.0)


def test_a_confidence_lies_between_zero_and_one() -> None:
    with pytest.raises(ValueError, match="confidence"):
        Face(Box(0, 0, 1, 1), 1.5)


def test_no_type_after_the_frame_can_hold_a_picture() -> None:
    after = [kind for kind in vars(types).values() if dataclasses.is_dataclass(kind) and kind is not Frame]
    assert len(after) == 10
    for kind in after:
        assert "ndarray" not in repr(typing.get_type_hints(kind)), kind
        assert "Frame" not in repr(typing.get_type_hints(kind)), kind
