"""Patches cropped by OpenCV are compared with the package's, which `tf.image.crop_and_resize` crops."""

from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from model.faces.boxes import Boxes
from model.faces.patches import MOST_PATCHES, crop_patches

GREY = 127.5
"""The grey level of the package's zeros outside the picture."""


@pytest.fixture(scope="module")
def package() -> Any:  # noqa: ANN401 - the package has no types
    from mtcnn.utils import images

    return images


def picture(width: int = 160, height: int = 90) -> NDArray[np.uint8]:
    """Return a picture with smooth light and hard edges, each channel different."""
    rough = np.random.default_rng(1).integers(0, 256, (height // 9 + 1, width // 9 + 1, 3), np.uint8)
    smooth = np.asarray(cv2.resize(rough, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)
    smooth[height // 3 : height // 2, width // 4 : width // 2] = (250, 10, 90)
    return smooth


def theirs(package: Any, image_rgb: NDArray[np.uint8], boxes: Boxes, side: int) -> NDArray[np.float32]:  # noqa: ANN401
    """Return the package's patches in grey levels."""
    numbered = np.column_stack([np.zeros(len(boxes), np.float32), boxes])
    normalised = package.normalize_images(image_rgb[np.newaxis].astype(np.float32))
    cut = package.extract_patches(normalised, numbered, (side, side))
    return np.asarray(cut, np.float32) * 128 + np.float32(GREY)


def boxes_inside(count: int, width: int = 160, height: int = 90) -> Boxes:
    rng = np.random.default_rng(2)
    sides = rng.uniform(6, 80, (count, 1))
    corners = rng.uniform(0, 1, (count, 2)) * (np.array([width, height]) - 1 - sides)
    return np.concatenate([corners, corners + sides], axis=1).astype(np.float32)


@pytest.mark.parametrize("side", [24, 48])
def test_patches_are_the_packages_to_a_few_grey_levels(package: Any, side: int) -> None:  # noqa: ANN401
    image_rgb, boxes = picture(), boxes_inside(300)
    ours = crop_patches(image_rgb, boxes, side)
    assert ours.shape == (300, side, side, 3)
    assert ours.dtype == np.uint8
    apart = np.abs(ours - theirs(package, image_rgb, boxes, side))
    # OpenCV samples at thirty-seconds of a pixel, which shows at the picture's hard edges alone.
    assert apart.max() <= 8
    assert apart.mean() < 0.6


@pytest.mark.parametrize(
    "box",
    [(-30, -20, 50, 60), (120, 50, 200, 130), (-40, 20, 40, 100), (100, -60, 190, 30), (-50, -50, 210, 210)],
    ids=["above left", "below right", "left", "above right", "all around"],
)
def test_outside_the_picture_is_grey(package: Any, box: tuple[int, int, int, int]) -> None:  # noqa: ANN401
    image_rgb, boxes = picture(), np.array([box], np.float32)
    (ours,), (expected,) = crop_patches(image_rgb, boxes, 48), theirs(package, image_rgb, boxes, 48)
    outside = (expected == GREY).all(axis=2)
    assert outside.any() and not outside.all()
    # The last pixel fades into the grey over the width of one, where the package's ends at once.
    deep = cv2.erode(outside.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    assert np.abs(ours[deep] - GREY).max() <= 0.5
    assert np.abs(ours[~outside] - expected[~outside]).max() <= 8


def test_a_box_wholly_outside_is_all_grey() -> None:
    boxes = np.array([[300, 300, 340, 340], [-90, -90, -50, -50], [1e6, 0, 1e6 + 40, 40]], np.float32)
    assert np.abs(crop_patches(picture(), boxes, 24) - GREY).max() <= 0.5


@pytest.mark.parametrize("size", [(1, 1), (2, 40), (40, 2)])
def test_pictures_of_a_few_pixels_are_cut_as_in_the_package(package: Any, size: tuple[int, int]) -> None:  # noqa: ANN401
    image_rgb = np.random.default_rng(3).integers(0, 256, (size[1], size[0], 3), np.uint8)
    boxes = np.array([[0, 0, size[0], size[1]]], np.float32)
    assert np.abs(crop_patches(image_rgb, boxes, 24) - theirs(package, image_rgb, boxes, 24)).max() <= 8


def test_no_boxes_give_no_patches() -> None:
    empty = crop_patches(picture(), np.empty((0, 4), np.float32), 24)
    assert empty.shape == (0, 24, 24, 3)
    assert empty.dtype == np.uint8


@pytest.mark.parametrize("side", [24, 48])
def test_as_many_as_are_allowed_are_cut_alike_alone_and_together(side: int) -> None:
    image_rgb, boxes = picture(), boxes_inside(MOST_PATCHES)
    together = crop_patches(image_rgb, boxes, side)
    for i in (0, MOST_PATCHES // 2, MOST_PATCHES - 1):
        assert np.array_equal(together[i], crop_patches(image_rgb, boxes[i : i + 1], side)[0])


def test_more_than_fit_into_one_call_are_refused() -> None:
    with pytest.raises(ValueError, match=f"at most {MOST_PATCHES} patches at once, not {MOST_PATCHES + 1}"):
        crop_patches(picture(), boxes_inside(MOST_PATCHES + 1), 24)


def test_the_picture_is_left_as_it_was() -> None:
    image_rgb = picture()
    before = image_rgb.copy()
    crop_patches(image_rgb, boxes_inside(5), 24)
    assert np.array_equal(image_rgb, before)
