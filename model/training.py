"""Fitting a network to faces: the schedule, the checkpoints, and what is remembered of each epoch."""

import csv
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

import keras
import tensorflow as tf

from model.augment import Variation, vary
from model.data import FaceSet
from model.network import build
from model.preprocess import to_network_input
from model.progress import EpochProgress
from model.types import Network, Pipeline

CHECKPOINT_FOLDER: Final = "checkpoint"
HISTORY_NAME: Final = "history.csv"


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """What a training run is made with, and all that is needed to repeat it.

    `vote_weight` mixes people's votes (FER+) into the labels, from 0 to 1. The learning rate rises over the first
    epoch and then falls to zero along a cosine.
    """

    architecture: str = "plain-cnn"
    epochs: int = 20
    batch_size: int = 128
    learning_rate: float = 3e-3
    weight_decay: float = 1e-2
    vote_weight: float = 0.5
    seed: int = 2013
    variation: Variation = field(default_factory=Variation)

    def as_record(self) -> dict[str, Any]:
        """Return the settings for a JSON record."""
        return asdict(self)


def fit(training: FaceSet, validation: FaceSet, settings: TrainingSettings, output: Path) -> Network:
    """Return the fitted network, with logits; continues from the last finished epoch that `output` holds.

    The last epoch's weights are kept, not the best epoch's, so that the validation figures stay honest.
    """
    keras.utils.set_random_seed(settings.seed)
    network = build(settings.architecture, len(training.names))
    steps = -(-len(training) // settings.batch_size)
    network.compile(
        optimizer=keras.optimizers.AdamW(_schedule(settings, steps), weight_decay=settings.weight_decay),
        loss=keras.losses.CategoricalCrossentropy(from_logits=True),
        metrics=[keras.metrics.CategoricalAccuracy(name="accuracy")],
    )
    output.mkdir(parents=True, exist_ok=True)
    progress = EpochProgress(settings.epochs, steps)
    try:
        network.fit(
            _batches(training, settings, varied=True),
            validation_data=_batches(validation, settings, varied=False),
            epochs=settings.epochs,
            verbose=0,
            shuffle=False,  # the pipeline shuffles by itself
            callbacks=[
                keras.callbacks.BackupAndRestore(str(output / CHECKPOINT_FOLDER), delete_checkpoint=False),
                keras.callbacks.CSVLogger(str(output / HISTORY_NAME), append=True),
                progress,
            ],
        )
    finally:
        # Keras tells its callbacks nothing of an interruption, and the terminal would be left without a cursor.
        progress.stop()
    return network


def read_history(output: Path) -> list[dict[str, float]]:
    """Return a dict of epoch, loss, accuracy, val_loss and val_accuracy for each finished epoch, in order.

    An epoch that was repeated after an interruption counts once, as it was the last time.
    """
    epochs: dict[str, dict[str, float]] = {}
    with (output / HISTORY_NAME).open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            epochs[row["epoch"]] = {name: float(value) for name, value in row.items()}
    return sorted(epochs.values(), key=lambda row: row["epoch"])


def _schedule(settings: TrainingSettings, steps: int) -> keras.optimizers.schedules.LearningRateSchedule:
    total = settings.epochs * steps
    warm_up = min(steps, total // 4)
    return keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=settings.learning_rate / 20,
        decay_steps=max(1, total - warm_up),
        warmup_target=settings.learning_rate,
        warmup_steps=warm_up,
    )


def _batches(faces: FaceSet, settings: TrainingSettings, *, varied: bool) -> Pipeline:
    """Return batches of faces and targets; those to measure on have the labels alone and are never varied."""
    targets = faces.targets(settings.vote_weight if varied else 0.0)
    data = tf.data.Dataset.from_tensor_slices((to_network_input(faces.images), targets))
    if not varied:
        return data.batch(settings.batch_size)
    data = data.shuffle(len(faces), seed=settings.seed).batch(settings.batch_size)
    variation = settings.variation
    return data.map(lambda x, y: (vary(x, variation), y), num_parallel_calls=1).prefetch(2)
