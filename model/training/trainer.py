"""Fit a network to faces: epoch after epoch, with a checkpoint after each, until the end or early stopping."""

import time
from dataclasses import replace
from typing import Final

import keras

from model.data import FaceSet
from model.evaluation.calibration import cross_entropy
from model.networks import build
from model.training.batches import EpochBatches, targets_of
from model.training.inference import logits_of
from model.training.progress import EpochProgress
from model.training.recipes import TrainingSettings
from model.training.run_folder import Row, RunFolder, best_epoch
from model.training.time_budget import TimeBudget
from model.types import Network

MOMENTUM: Final = 0.9


class Trainer:
    """Trains one network on one set of faces."""

    def __init__(self, training: FaceSet, validation: FaceSet, settings: TrainingSettings) -> None:
        self._training = training
        self._validation = validation
        self._settings = settings
        self._traced_side: int | None = None

    def fit(self, folder: RunFolder) -> Network:
        """Return the network of the best epoch, with logits; resumes after the last epoch in the folder."""
        history = folder.history()
        network = folder.last() if history else self._fresh()
        budget = self._budget(history)
        with EpochProgress(self._settings.epochs, budget) as progress:
            while not self._is_over(history, budget):
                history.append(self._one_epoch(network, len(history), progress, budget))
                folder.keep(network, history)
        folder.load_best(network)
        return network

    def _is_over(self, history: list[Row], budget: TimeBudget | None) -> bool:
        if not history:
            return False
        is_stuck = len(history) - 1 - best_epoch(history) >= self._settings.patience_epochs
        return len(history) >= self._settings.epochs or is_stuck or (budget is not None and budget.share >= 1.0)

    def _budget(self, history: list[Row]) -> TimeBudget | None:
        if self._settings.minutes is None:
            return None
        spent = sum(row["seconds"] for row in history)
        return TimeBudget(self._settings.minutes, self._settings.schedule.learning_rate, spent)

    def _fresh(self) -> Network:
        settings = self._settings
        keras.utils.set_random_seed(settings.seed)
        heads = tuple(targets_of(self._training))
        # Faces of any side, where the schedule grows them; the large networks accept only one.
        side = None if len(settings.schedule.sides) > 1 else settings.schedule.sides[-1][1]
        network = build(
            settings.architecture, len(self._training.names), heads, weights=settings.start_weights, side=side
        )
        steps = len(EpochBatches(self._training, settings.batches, side=8, seed=settings.seed, epoch=0))
        # A time budget sets the rate by itself, which Keras allows only where there is no schedule.
        rate = settings.schedule.rate(settings.epochs, steps) if settings.minutes is None else 1e-6
        optimizer = keras.optimizers.SGD(rate, momentum=MOMENTUM, nesterov=True, weight_decay=settings.weight_decay)
        optimizer.exclude_from_weight_decay(var_names=["gamma", "beta", "bias"])
        network.compile(
            optimizer=optimizer,
            loss={head: keras.losses.CategoricalCrossentropy(from_logits=True) for head in heads},
            metrics={head: [keras.metrics.CategoricalAccuracy(name="accuracy")] for head in heads},
        )
        return network

    def _one_epoch(self, network: Network, epoch: int, progress: EpochProgress, budget: TimeBudget | None) -> Row:
        settings = self._settings
        side = settings.schedule.side(epoch, settings.epochs)
        batch_settings = settings.batches
        if not settings.schedule.is_blended(epoch, settings.epochs):
            batch_settings = replace(batch_settings, blend_strength=0.0)
        batches = EpochBatches(self._training, batch_settings, side=side, seed=settings.seed, epoch=epoch)
        progress.begin_epoch(epoch, len(batches))
        # A step traced with two sides becomes generic, and takes twice as long; so every side gets a step of its own.
        network.make_train_function(force=side != self._traced_side)
        self._traced_side = side
        callbacks = [progress.callback()] + ([budget] if budget is not None else [])
        started = time.monotonic()
        logs = network.fit(batches.as_pipeline(), verbose=0, shuffle=False, callbacks=callbacks).history
        row = {"epoch": float(epoch), "side": float(side)}
        row |= {name: float(values[-1]) for name, values in logs.items()}
        row["seconds"] = round(time.monotonic() - started, 1)
        row |= self._validated(network, side)
        progress.end_epoch(row)
        return row

    def _validated(self, network: Network, side: int) -> Row:
        """Return validation loss and accuracy of each head on faces at the side of the current epoch."""
        logits = logits_of(network, self._validation.images, side)
        row: Row = {}
        for head, (targets, weights) in targets_of(self._validation).items():
            is_counted = weights > 0
            right = logits[head].argmax(axis=1) == targets.argmax(axis=1)
            row[f"{head}_val_loss"] = cross_entropy(logits[head][is_counted], targets[is_counted])
            row[f"{head}_val_accuracy"] = float(right[is_counted].mean())
        return row
