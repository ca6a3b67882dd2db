"""Generate the augmented batches of an epoch, reproducible for the same seed and epoch."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from model.augmentation import (
    CallAugmentation,
    GeometryAugmentation,
    augment_geometry,
    augment_quality,
    mixup,
    random_erase,
)
from model.data import FaceSet
from model.preprocess import MAX_VALUE
from model.types import Head, Pipeline

Batch = tuple[NDArray[np.float32], dict[str, NDArray[np.float32]], dict[str, NDArray[np.float32]]]
"""Faces from 0 to 1 (n, side, side, 1), targets (n, classes) and weights (n,) for each head."""


@dataclass(frozen=True, slots=True)
class BatchSettings:
    """Settings of sampling and augmentation.

    `balance` from 0 (the dataset's frequencies) to 1 (rare classes as often as the average one): a class with n faces
    is drawn (average / n) ** balance times. `blend_strength` is mixup's, `label_smoothing` applies to the labels alone,
    since votes are soft by themselves.
    """

    batch_size: int = 128
    balance: float = 0.5
    blend_strength: float = 0.2
    label_smoothing: float = 0.05
    geometry: GeometryAugmentation = field(default_factory=GeometryAugmentation)
    call: CallAugmentation = field(default_factory=CallAugmentation)


PREFETCHED: Final = 8


class EpochBatches:
    """The batches of one epoch, with faces of one side."""

    def __init__(self, faces: FaceSet, settings: BatchSettings, *, side: int, seed: int, epoch: int) -> None:
        self._faces = faces
        self._settings = settings
        self._side = side
        self._seed = [seed, epoch]
        self._targets = targets_of(faces, settings.label_smoothing)
        self._order = draw_order(faces, settings.balance, np.random.default_rng(self._seed))

    def __len__(self) -> int:
        """Return the number of batches; the last faces that fill no batch are dropped in this epoch."""
        return max(1, len(self._order) // self._settings.batch_size)

    def __iter__(self) -> Iterator[Batch]:
        return (self[index] for index in range(len(self)))

    def as_pipeline(self) -> Pipeline:
        """Return the batches for `keras.Model.fit`, prefetched in the background."""
        side, classes = self._side, len(self._faces.names)
        signature = (
            tf.TensorSpec((None, side, side, 1)),
            {head: tf.TensorSpec((None, classes)) for head in self._targets},
            {head: tf.TensorSpec((None,)) for head in self._targets},
        )
        data = tf.data.Dataset.from_generator(lambda: iter(self), output_signature=signature)
        return data.apply(tf.data.experimental.assert_cardinality(len(self))).prefetch(PREFETCHED)

    def __getitem__(self, index: int) -> Batch:
        random = np.random.default_rng([*self._seed, index])
        chosen = self._order[index * self._settings.batch_size : (index + 1) * self._settings.batch_size]
        faces = np.stack([self._augmented(self._faces.images[i], random) for i in chosen])
        values: dict[str, NDArray[np.float32]] = {"faces": faces.astype(np.float32)[..., None] / np.float32(MAX_VALUE)}
        for head, (targets, weights) in self._targets.items():
            # Blended weighted by the votes, so that a face without votes adds nothing to its partner's target.
            values[head] = targets[chosen] * weights[chosen, None]
        values = mixup(values, self._settings.blend_strength, random)
        mixed = values.pop("faces")
        weights = {head: mass.sum(axis=1) for head, mass in values.items()}
        distributions = {
            head: mass / np.maximum(weights[head], np.float32(1e-6))[:, None] for head, mass in values.items()
        }
        return mixed, distributions, weights

    def _augmented(self, face: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.uint8]:
        placed = augment_geometry(face, self._side, self._settings.geometry, random)
        return random_erase(augment_quality(placed, self._settings.call, random), random)


def targets_of(faces: FaceSet, label_smoothing: float = 0.0) -> dict[Head, tuple[Any, Any]]:
    """Return targets float32 (n, classes) and weights (n,) for each head that the faces have labels for."""
    labels = one_hot(faces) * np.float32(1 - label_smoothing) + np.float32(label_smoothing / len(faces.names))
    targets: dict[Head, tuple[Any, Any]] = {"fer2013": (labels, np.ones(len(faces), np.float32))}
    if faces.votes is not None:
        targets["ferplus"] = faces.vote_distribution()
    return targets


def one_hot(faces: FaceSet) -> NDArray[np.float32]:
    """Return the labels as float32 (n, classes): 1 for each face's label and 0 for the others."""
    return np.eye(len(faces.names), dtype=np.float32)[faces.labels]


def draw_order(faces: FaceSet, balance: float, random: np.random.Generator) -> NDArray[np.int64]:
    """Return the shuffled indices of an epoch, those of rare classes repeated."""
    counts = np.bincount(faces.labels, minlength=len(faces.names))
    times = np.maximum(1.0, (counts.mean() / np.maximum(counts, 1)) ** balance)[faces.labels]
    # The fraction is a probability: 1.3 times is once, and in three of ten epochs twice.
    repeats = np.floor(times + random.random(len(faces))).astype(np.int64)
    return random.permutation(np.repeat(np.arange(len(faces)), repeats))
