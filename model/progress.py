"""A progress bar with the time left, for training in a terminal."""

from typing import Any

import keras
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


class EpochProgress(keras.callbacks.Callback):  # type: ignore[misc]
    """Shows the epoch, its figures and the time left over all epochs."""

    def __init__(self, epochs: int, steps_per_epoch: int) -> None:
        super().__init__()
        self._total = epochs * steps_per_epoch
        self._steps_per_epoch = steps_per_epoch
        self._progress = Progress(
            TextColumn("epoch {task.fields[epoch]}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(elapsed_when_finished=True),
            speed_estimate_period=120,
        )
        self._task = self._progress.add_task("training", total=self._total, epoch=1)

    def on_train_begin(self, logs: dict[str, Any] | None = None) -> None:
        """Start drawing."""
        self._progress.start()

    def on_epoch_begin(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """Set the bar to the epoch, which is not the first one where an earlier run is continued."""
        self._progress.update(self._task, completed=epoch * self._steps_per_epoch, epoch=epoch + 1)

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        """Move on by one batch."""
        self._progress.advance(self._task)

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """Leave a line with the epoch's figures above the bar."""
        figures = "  ".join(f"{name} {value:.4f}" for name, value in sorted((logs or {}).items()))
        self._progress.console.print(f"epoch {epoch + 1}: {figures}", highlight=False)

    def stop(self) -> None:
        """Stop drawing; may be called twice."""
        self._progress.stop()
