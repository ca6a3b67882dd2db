"""The image pyramid ranges from the smallest wanted face to one that fills the picture."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from model.faces.boxes import CELL_PX
from model.faces.pyramid import FACE_PX, FACTOR, MIN_SIDE_PX, ScaledPicture, pyramid_levels

SIZES = [(1920, 1080), (1280, 720), (1919, 1079), (641, 479), (720, 1280), (3000, 90), (90, 3000), (60, 60)]
TINY = [(1, 1), (1, 900), (900, 1), (19, 19), (20, 21), (39, 40)]


def picture(width: int, height: int) -> NDArray[np.uint8]:
    rough = np.random.default_rng(1).integers(0, 256, (5, 7, 3), np.uint8)
    return np.asarray(cv2.resize(rough, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("smallest_face_px", [20, 36, 47, 100])
def test_the_first_level_shows_the_smallest_face_as_one_window(size: tuple[int, int], smallest_face_px: int) -> None:
    seen = ScaledPicture.of(picture(*size), smallest_face_px)
    if min(size) * FACE_PX / smallest_face_px < MIN_SIDE_PX:
        assert min(seen.image_rgb.shape[:2]) == min(MIN_SIDE_PX, *size)
    first, scale = pyramid_levels(seen.image_rgb)[0]
    assert seen.shrink * scale * smallest_face_px >= CELL_PX - 1e-9
    if min(size) * FACE_PX / smallest_face_px >= MIN_SIDE_PX:
        assert seen.shrink * scale * smallest_face_px == pytest.approx(CELL_PX)
    assert first.shape[1] == pytest.approx(size[0] * seen.shrink * scale, abs=1.5)
    assert first.shape[0] == pytest.approx(size[1] * seen.shrink * scale, abs=1.5)


@pytest.mark.parametrize("size", SIZES)
def test_the_last_level_shows_a_face_that_fills_the_picture_as_one_window(size: tuple[int, int]) -> None:
    levels = pyramid_levels(ScaledPicture.of(picture(*size), 36).image_rgb)
    last, _ = levels[-1]
    assert CELL_PX <= min(last.shape[:2]) < CELL_PX / FACTOR + 1


@pytest.mark.parametrize("size", SIZES)
def test_each_level_has_half_the_area_and_the_scale_that_it_says(size: tuple[int, int]) -> None:
    seen = ScaledPicture.of(picture(*size), 36).image_rgb
    levels = pyramid_levels(seen)
    assert [scale for _, scale in levels] == pytest.approx([0.6 * 0.709**i for i in range(len(levels))])
    for level, scale in levels:
        assert level.shape == (int(seen.shape[0] * scale), int(seen.shape[1] * scale), 3)
        assert level.dtype == np.uint8


@pytest.mark.parametrize("size", SIZES)
def test_every_level_shows_the_same_picture(size: tuple[int, int]) -> None:
    seen = ScaledPicture.of(picture(*size), 36).image_rgb
    for level, _ in pyramid_levels(seen):
        straight = cv2.resize(seen, level.shape[1::-1], interpolation=cv2.INTER_AREA)
        assert np.abs(level.astype(float) - straight).mean() < 3


@pytest.mark.parametrize("size", TINY)
def test_a_tiny_picture_is_not_shrunk_and_has_as_many_levels_as_fit(size: tuple[int, int]) -> None:
    image_bgr = picture(*size)
    seen = ScaledPicture.of(image_bgr, 100)
    assert seen.shrink == 1
    assert np.array_equal(seen.image_rgb, image_bgr[..., ::-1])
    levels = pyramid_levels(seen.image_rgb)
    assert len(levels) == (0 if min(size) < FACE_PX else 1 if min(size) * 0.6 * FACTOR < CELL_PX else 2)


@pytest.mark.parametrize(("size", "smallest_face_px"), [((1920, 1080), 36), ((1280, 720), 90), ((77, 301), 41)])
def test_a_picture_is_seen_smaller_with_red_first_and_no_light_lost(
    size: tuple[int, int], smallest_face_px: int
) -> None:
    image_bgr = picture(*size)
    seen = ScaledPicture.of(image_bgr, smallest_face_px)
    assert (seen.width, seen.height) == size
    assert seen.image_rgb.shape[:2] == (round(size[1] * seen.shrink), round(size[0] * seen.shrink))
    assert seen.image_rgb.mean(axis=(0, 1)) == pytest.approx(image_bgr[..., ::-1].mean(axis=(0, 1)), abs=2)


def test_a_smallest_face_smaller_than_the_networks_own_enlarges_nothing() -> None:
    seen = ScaledPicture.of(picture(300, 200), 10)
    assert seen.shrink == 1
    assert seen.image_rgb.shape == (200, 300, 3)


def test_where_a_picture_is_halved_fine_stripes_become_even_grey_and_not_other_stripes() -> None:
    striped = np.zeros((1080, 1920, 3), np.uint8)
    striped[:, ::2] = 255
    for smallest_face_px in (40, 80, 120):
        seen = ScaledPicture.of(striped, smallest_face_px)
        assert np.abs(seen.image_rgb[:, 4:-4].astype(float) - 127.5).max() < 3


@pytest.mark.parametrize("smallest_face_px", [20, 36, 80])
def test_the_original_picture_is_untouched_and_not_shared(smallest_face_px: int) -> None:
    image_bgr = picture(320, 180)
    before = image_bgr.copy()
    seen = ScaledPicture.of(image_bgr, smallest_face_px)
    pyramid_levels(seen.image_rgb)
    assert np.array_equal(image_bgr, before)
    assert not np.shares_memory(seen.image_rgb, image_bgr)
