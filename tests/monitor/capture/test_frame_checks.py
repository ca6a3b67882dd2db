"""Frames that show nothing are detected, and dark or plain ones that show faces are not."""

import numpy as np
import pytest

from classroom.messages.source_remedies import LEAVE_WAYLAND
from monitor.capture.frame_checks import FrozenWatch, require_visible
from monitor.errors import SourceBlind
from monitor.types import ImageBgr
from tests.monitor.capture.capture_fixtures import black_picture, gallery_picture


def noisy_darkness(level: int) -> ImageBgr:
    noise = np.random.default_rng(1).integers(-6, 7, (240, 320, 3))
    return np.clip(noise + level, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("picture", [black_picture(), noisy_darkness(8), np.full((90, 160, 3), 15, np.uint8)])
def test_a_black_picture_is_blind_even_with_a_cameras_noise(picture: ImageBgr) -> None:
    with pytest.raises(SourceBlind, match="black"):
        require_visible(picture, where="webcam")


@pytest.mark.parametrize("colour", [(255, 255, 255), (200, 40, 40), (17, 17, 17)])
def test_a_picture_of_one_colour_is_blind(colour: tuple[int, int, int]) -> None:
    picture = np.full((1080, 1920, 3), colour, np.uint8)
    with pytest.raises(SourceBlind, match="one colour"):
        require_visible(picture, where="screen")


@pytest.mark.parametrize("background", [0, 255])
@pytest.mark.parametrize("place", [(0, 0), (517, 903), (1060, 1900)])
def test_one_smallest_face_on_an_empty_screen_is_enough_to_see(background: int, place: tuple[int, int]) -> None:
    picture = np.full((1080, 1920, 3), background, np.uint8)
    top, left = place
    picture[top : top + 20, left : left + 20] = (60, 80, 110)
    require_visible(picture, where="screen")


@pytest.mark.parametrize(("width", "height"), [(1, 1), (19, 400), (400, 19)])
def test_a_picture_too_small_for_a_face_is_blind(width: int, height: int) -> None:
    with pytest.raises(SourceBlind, match=f"{width}×{height}"):
        require_visible(gallery_picture(400, 400)[:height, :width], where="a.png")


def test_the_reason_why_a_screen_is_black_is_reported() -> None:
    with pytest.raises(SourceBlind, match="Wayland"):
        require_visible(black_picture(), where="screen", black_remedy=LEAVE_WAYLAND)


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_a_camera_that_repeats_its_picture_is_frozen_after_its_time() -> None:
    clock = Clock()
    watch = FrozenWatch(5, clock)
    verdicts = []
    for clock.seconds in (0, 1, 4.9, 5.0, 60):
        verdicts.append(watch.is_frozen(gallery_picture()))
    assert verdicts == [False, False, False, True, True]
    changed = gallery_picture()
    changed[100, 100, 0] ^= 1
    assert not watch.is_frozen(changed)
