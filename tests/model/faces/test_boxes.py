"""The geometry between the networks is compared with the `mtcnn` package's own."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from model.faces.boxes import (
    Boxes,
    Scores,
    apply_offsets,
    landmarks_in_pixels,
    overlaps,
    sizes_wh,
    squared,
    suppress_non_maxima,
    windows_with_faces,
)

Rows = NDArray[np.float32]


@pytest.fixture(scope="module")
def package() -> Any:  # noqa: ANN401 - the package has no types
    from mtcnn.utils import bboxes

    return bboxes


def scattered(count: int, seed: int = 1) -> tuple[Boxes, Scores]:
    """Return boxes of 4 to 400 pixels, some of them outside the picture, and scores of which no two are equal."""
    rng = np.random.default_rng(seed)
    corners = rng.uniform(-50, 1000, (count, 2))
    sides = rng.uniform(4, 400, (count, 2))
    boxes = np.concatenate([corners, corners + sides], axis=1).astype(np.float32)
    return boxes, rng.permutation(np.linspace(0.6, 1, count)).astype(np.float32)


def clustered(count: int, seed: int = 1) -> tuple[Boxes, Scores]:
    """Return boxes that cluster around a few faces of very different sizes, as proposals do."""
    rng = np.random.default_rng(seed)
    face = rng.integers(0, 6, count)
    side = np.array([20.0, 24.0, 40.0, 80.0, 200.0, 500.0])[face]
    middle = np.array([[100, 100], [118, 104], [300, 120], [310, 130], [600, 400], [640, 420]], float)[face]
    middle = middle + rng.normal(0, 0.15, (count, 2)) * side[:, None]
    half = side[:, None] * rng.uniform(0.35, 0.65, (count, 2))
    boxes = np.concatenate([middle - half, middle + half], axis=1).astype(np.float32)
    return boxes, rng.permutation(np.linspace(0.6, 1, count)).astype(np.float32)


def rows(boxes: Boxes, scores: Scores) -> Rows:
    """Return boxes in the package's format: image, left, top, right, bottom, confidence."""
    return np.column_stack([np.zeros(len(boxes), np.float32), boxes, scores])


SETS = [scattered(0), scattered(1), scattered(300), clustered(2), clustered(40), clustered(900)]
NAMES = ["none", "one", "scattered", "two", "few", "crowded"]


@pytest.mark.parametrize(("boxes", "scores"), SETS, ids=NAMES)
@pytest.mark.parametrize("method", ["union", "min"])
@pytest.mark.parametrize("max_overlap", [0.5, 0.7])
def test_the_same_boxes_are_left_of_overlapping_ones(
    package: Any,  # noqa: ANN401
    boxes: Boxes,
    scores: Scores,
    method: str,
    max_overlap: float,
) -> None:
    theirs = package.smart_nms_from_bboxes(rows(boxes, scores), max_overlap, method=method)
    kept = suppress_non_maxima(boxes, scores, max_overlap, of_smaller=method == "min")
    assert len(kept) == len(theirs)
    assert len(kept) < len(boxes) or len(boxes) < 300
    assert np.array_equal(rows(boxes, scores)[kept], theirs)


def test_a_suppressed_box_still_suppresses_others() -> None:
    boxes = np.array([[0, 0, 100, 100], [30, 0, 130, 100], [60, 0, 160, 100]], np.float32)
    kept = suppress_non_maxima(boxes, np.array([0.9, 0.8, 0.7], np.float32), 0.5)
    assert kept.tolist() == [0]


def test_the_best_come_first_and_equals_keep_their_order() -> None:
    boxes = np.array([[0, 0, 9, 9], [50, 0, 59, 9], [0, 50, 9, 59], [50, 50, 59, 59]], np.float32)
    kept = suppress_non_maxima(boxes, np.array([0.7, 0.9, 0.7, 0.8], np.float32), 0.5)
    assert kept.tolist() == [1, 3, 0, 2]


@pytest.mark.parametrize("method", ["union", "min"])
def test_overlap_is_the_packages(package: Any, method: str) -> None:  # noqa: ANN401
    boxes, _ = clustered(200)
    ours = overlaps(boxes[:, None], boxes[None], of_smaller=method == "min")
    assert ours == pytest.approx(package.iou(boxes, method=method), abs=1e-5)


def test_boxes_without_area_overlap_nothing() -> None:
    boxes = np.array([[5, 5, 5, 5], [5, 5, 5, 5], [0, 0, 10, 10]], np.float32)
    assert not overlaps(boxes[:, None], boxes[None], of_smaller=True)[:2].any()
    assert sorted(suppress_non_maxima(boxes, np.array([0.9, 0.8, 0.7], np.float32), 0.5)) == [0, 1, 2]


@pytest.mark.parametrize(("boxes", "scores"), SETS, ids=NAMES)
def test_squares_are_the_packages(package: Any, boxes: Boxes, scores: Scores) -> None:  # noqa: ANN401
    ours = squared(boxes)
    assert ours == pytest.approx(package.resize_to_square(rows(boxes, scores))[:, 1:5], abs=1e-3)
    assert ours.dtype == np.float32
    assert ours[:, 2] - ours[:, 0] == pytest.approx(ours[:, 3] - ours[:, 1], abs=1e-3)


@pytest.mark.parametrize(("boxes", "scores"), SETS, ids=NAMES)
def test_boxes_are_moved_as_in_the_package(package: Any, boxes: Boxes, scores: Scores) -> None:  # noqa: ANN401
    offsets = np.random.default_rng(2).normal(0, 0.2, (len(boxes), 4)).astype(np.float32)
    ours = apply_offsets(boxes, offsets)
    assert ours == pytest.approx(package.adjust_bboxes(rows(boxes, scores), offsets)[:, 1:5], abs=1e-3)
    assert ours.dtype == np.float32


@pytest.mark.parametrize(("boxes", "scores"), SETS, ids=NAMES)
def test_landmarks_are_the_packages(package: Any, boxes: Boxes, scores: Scores) -> None:  # noqa: ANN401
    import tensorflow as tf
    from mtcnn.utils.landmarks import adjust_landmarks

    parts = np.random.default_rng(3).uniform(-0.1, 1.1, (len(boxes), 10)).astype(np.float32)
    theirs = adjust_landmarks(tf.constant(parts), rows(boxes, scores))
    ours = landmarks_in_pixels(boxes, parts)
    assert ours.shape == (len(boxes), 5, 2)
    assert ours == pytest.approx(np.stack([theirs[:, :5], theirs[:, 5:]], axis=2), abs=1e-3)


@pytest.mark.parametrize("shape", [(1, 1), (7, 1), (1, 9), (40, 60)])
@pytest.mark.parametrize("threshold", [0.6, 0.0, 1.0])
def test_windows_are_the_packages(package: Any, shape: tuple[int, int], threshold: float) -> None:  # noqa: ANN401
    import tensorflow as tf

    rng = np.random.default_rng(4)
    face = rng.permutation(np.linspace(0.01, 0.99, shape[0] * shape[1])).astype(np.float32).reshape(shape)
    offsets = rng.normal(0, 0.2, (*shape, 4)).astype(np.float32)
    classes = tf.constant(np.stack([1 - face, face], axis=2)[np.newaxis])
    theirs = package.generate_bounding_box(tf.constant(offsets[np.newaxis]), classes, threshold)
    boxes, scores = windows_with_faces(offsets, face, threshold)
    assert len(boxes) == len(theirs) == np.count_nonzero(face > threshold)
    assert boxes == pytest.approx(theirs[:, 1:5], abs=1e-3)
    assert scores == pytest.approx(theirs[:, 5], abs=1e-6)


def test_the_last_pixel_counts() -> None:
    assert sizes_wh(np.array([[2, 3, 5, 9]], np.float32)).tolist() == [[4, 7]]
