"""Train for a given time instead of a number of epochs, so that architectures of all sizes can be compared."""

import time
from typing import Any

import keras
import numpy as np


class TimeBudget(keras.callbacks.Callback):  # type: ignore[misc]
    """Schedules the learning rate over a number of minutes, and ends the training when they are over."""

    def __init__(self, minutes: float, highest_rate: float, spent_seconds: float = 0.0) -> None:
        super().__init__()
        self._seconds = minutes * 60
        self._highest_rate = highest_rate
        self._started = time.monotonic() - spent_seconds

    @property
    def share(self) -> float:
        """The share of the time that is over, from 0 to 1."""
        return min(1.0, (time.monotonic() - self._started) / self._seconds)

    def on_train_batch_begin(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        """Set the learning rate: rising over the first twentieth of the time, then falling along a cosine."""
        share = self.share
        rise = min(1.0, share / 0.05)
        self.model.optimizer.learning_rate = self._highest_rate * rise * (1 + np.cos(np.pi * share)) / 2 + 1e-6

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        """End the training when the time is over, even in the middle of an epoch."""
        if self.share >= 1.0:
            self.model.stop_training = True
