"""Batches are reproducible by seed, balanced as configured, and weighted by the votes."""

import numpy as np
import pytest

from classroom.emotions import EMOTIONS
from model.data import FaceSet
from model.training.batches import BatchSettings, EpochBatches, draw_order, one_hot, targets_of


@pytest.fixture
def faces() -> FaceSet:
    """Seventy faces of which two are disgusted; the last ten have no votes for any of the seven."""
    random = np.random.default_rng(3)
    labels = np.array([1, 1, *([3] * 40), *([6] * 28)])
    votes = one_hot(FaceSet(np.zeros((70, 48, 48), np.uint8), labels, EMOTIONS)) * np.float32(0.8)
    votes[-10:] = 0
    images = random.integers(0, 256, (70, 48, 48)).astype(np.uint8)
    return FaceSet(images, labels, EMOTIONS, votes, np.where(votes.sum(axis=1) > 0, 0.2, 1.0).astype(np.float32))


def batches(faces: FaceSet, settings: BatchSettings, seed: int = 1, epoch: int = 0) -> EpochBatches:
    return EpochBatches(faces, settings, side=40, seed=seed, epoch=epoch)


def test_the_same_seed_and_epoch_give_the_same_batches_and_others_give_others(faces: FaceSet) -> None:
    settings = BatchSettings(batch_size=16)
    first = batches(faces, settings)[2][0]
    assert np.array_equal(first, batches(faces, settings)[2][0])
    assert not np.array_equal(first, batches(faces, settings, epoch=1)[2][0])
    assert not np.array_equal(first, batches(faces, settings, seed=2)[2][0])


def test_a_batch_has_faces_of_the_given_side_and_targets_that_sum_to_one(faces: FaceSet) -> None:
    images, targets, weights = batches(faces, BatchSettings(batch_size=16))[0]
    assert images.shape == (16, 40, 40, 1)
    assert images.dtype == np.float32
    assert 0 <= images.min() <= images.max() <= 1
    assert targets["fer2013"].sum(axis=1) == pytest.approx(1, abs=1e-5)
    assert weights["fer2013"] == pytest.approx(1, abs=1e-5)
    voted = weights["ferplus"] > 0
    assert targets["ferplus"][voted].sum(axis=1) == pytest.approx(1, abs=1e-4)


def test_a_face_weighs_for_the_votes_head_as_much_as_it_has_votes(faces: FaceSet) -> None:
    distribution, weights = targets_of(faces)["ferplus"]
    assert weights[:60] == pytest.approx(0.8)
    assert weights[60:] == pytest.approx(0)
    assert distribution[:60].sum(axis=1) == pytest.approx(1)


def test_faces_without_votes_have_one_head(faces: FaceSet) -> None:
    without = FaceSet(faces.images, faces.labels, EMOTIONS)
    assert list(targets_of(without)) == ["fer2013"]


def test_rare_classes_are_drawn_more_often_and_no_face_is_left_out(faces: FaceSet) -> None:
    random = np.random.default_rng(0)
    plain = draw_order(faces, 0.0, random)
    assert sorted(plain) == list(range(70))
    balanced = draw_order(faces, 1.0, random)
    assert set(balanced) == set(range(70))
    # Seven classes of ten faces on average, so the two disgusted ones come five times each.
    assert (faces.labels[balanced] == 1).sum() == 10
    assert (faces.labels[balanced] == 3).sum() == 40


def test_labels_are_smoothed_and_votes_are_not(faces: FaceSet) -> None:
    targets = targets_of(faces, label_smoothing=0.07)
    assert targets["fer2013"][0].max() == pytest.approx(0.94)
    assert targets["ferplus"][0].max() == pytest.approx(1)


def test_the_pipeline_yields_every_batch_once(faces: FaceSet) -> None:
    epoch = batches(faces, BatchSettings(batch_size=16, blend_strength=0.0))
    seen = list(epoch.as_pipeline())
    assert len(seen) == len(epoch) >= 4
    assert np.allclose(seen[1][0].numpy(), epoch[1][0])
