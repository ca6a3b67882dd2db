"""Faces are augmented as a detector and a call degrade them, and stay recognisable."""

from dataclasses import replace

import numpy as np
import pytest

from model.augmentation import (
    CallAugmentation,
    GeometryAugmentation,
    augment_geometry,
    augment_quality,
    mixup,
    random_erase,
)

STILL = GeometryAugmentation(rotation_degrees=0, zoom=0, shift=0, turn=0, turned_share=0)


@pytest.fixture
def random() -> np.random.Generator:
    return np.random.default_rng(7)


@pytest.fixture
def face() -> np.ndarray:
    """A bright square left of the middle on a soft slope, so that mirroring and moving can be detected."""
    slope = np.tile(np.linspace(60, 120, 48), (48, 1))
    slope[16:32, 8:20] = 220
    return slope.astype(np.uint8)


def test_a_face_that_nothing_moves_stays_or_is_mirrored(face: np.ndarray, random: np.random.Generator) -> None:
    seen = {augment_geometry(face, 48, STILL, random).tobytes() for _ in range(20)}
    assert seen == {face.tobytes(), np.ascontiguousarray(face[:, ::-1]).tobytes()}


@pytest.mark.parametrize("side", [32, 40, 48])
def test_an_augmented_face_has_the_given_side_and_its_brightness(
    face: np.ndarray, random: np.random.Generator, side: int
) -> None:
    for _ in range(20):
        placed = augment_geometry(face, side, GeometryAugmentation(), random)
        assert placed.shape == (side, side)
        assert placed.dtype == np.uint8
        assert abs(placed.mean() - face.mean()) < 25
        assert placed.max() > 180


def test_a_face_moves_no_further_than_the_variation_says(face: np.ndarray, random: np.random.Generator) -> None:
    shifted = replace(STILL, shift=0.1)
    centres = []
    for _ in range(200):
        rows, columns = np.nonzero(augment_geometry(face, 48, shifted, random) > 180)
        centres.append((rows.mean() - 23.5, abs(columns.mean() - 23.5) - 10))
    reach = np.abs(centres).max()
    assert 3 < reach < 0.1 * 48 + 0.6


def test_a_turned_head_gets_narrower(face: np.ndarray, random: np.random.Generator) -> None:
    turned = replace(STILL, turn=0.4, turned_share=1.0)
    widths = [np.ptp(np.nonzero(augment_geometry(face, 48, turned, random) > 180)[1]) for _ in range(100)]
    assert min(widths) < 10 <= max(widths) <= 12


def test_quality_augmentation_degrades_its_share_of_the_faces_and_spares_the_others(
    face: np.ndarray, random: np.random.Generator
) -> None:
    one_in_five = [
        not np.array_equal(augment_quality(face, CallAugmentation(share=0.2), random), face) for _ in range(500)
    ]
    assert 0.5 < np.mean(one_in_five) < 0.68  # 1 - 0.8 ** 4 = 0.59
    assert np.array_equal(augment_quality(face, CallAugmentation(share=0.0), random), face)


def test_a_face_as_in_a_call_is_still_that_face(face: np.ndarray, random: np.random.Generator) -> None:
    for _ in range(50):
        spoilt = augment_quality(face, CallAugmentation(share=1.0), random)
        assert spoilt.shape == face.shape
        assert spoilt.dtype == np.uint8
        assert np.corrcoef(spoilt.ravel(), face.ravel())[0, 1] > 0.5


def test_a_patch_covers_part_of_some_faces(face: np.ndarray, random: np.random.Generator) -> None:
    before = face.copy()
    covered = [float((random_erase(face, random) != face).mean()) for _ in range(300)]
    touched = [share for share in covered if share > 0]
    assert 0.2 < len(touched) / len(covered) < 0.4
    assert max(touched) < 0.21
    assert np.array_equal(face, before)


def test_blending_mixes_faces_and_targets_of_the_same_rows(random: np.random.Generator) -> None:
    values = {"faces": np.eye(6, dtype=np.float32)[:, :, None], "votes": np.eye(6, dtype=np.float32)}
    mixed = mixup(values, 0.4, random)
    assert np.allclose(mixed["faces"][:, :, 0], mixed["votes"])
    assert mixed["votes"].sum(axis=1) == pytest.approx(1)
    assert (mixed["votes"] > 0).sum() > 6
    assert mixup(values, 0.0, random) is values
