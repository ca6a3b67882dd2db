"""Show a progress bar with the time left, for training in a terminal."""

from types import TracebackType
from typing import Any, Self

import keras
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from model.training.time_budget import TimeBudget
from model.types import Callback


class EpochProgress:
    """Shows the epoch, its metrics and the time left over all epochs; a context manager."""

    def __init__(self, epochs: int, budget: TimeBudget | None = None) -> None:
        """Count towards `epochs`, or towards the end of the `budget` if there is one."""
        self._budget = budget
        self._steps_per_epoch = 1
        self._progress = Progress(
            TextColumn("epoch {task.fields[epoch]} of {task.fields[epochs]}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(elapsed_when_finished=True),
            speed_estimate_period=300,
        )
        self._task = self._progress.add_task(
            "training", total=epochs if budget is None else 1.0, epoch=1, epochs=epochs
        )

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._progress.stop()

    def begin_epoch(self, epoch: int, steps: int) -> None:
        """Set the bar to the epoch, which is not the first one where a run is resumed."""
        self._steps_per_epoch = steps
        completed = epoch if self._budget is None else self._budget.share
        self._progress.update(self._task, completed=completed, epoch=epoch + 1)

    def end_epoch(self, metrics: dict[str, float]) -> None:
        """Print a line with the epoch's metrics above the bar."""
        shown = "  ".join(f"{name} {value:.4g}" for name, value in metrics.items() if name != "epoch")
        self._progress.console.print(f"epoch {metrics['epoch'] + 1:.0f}: {shown}", highlight=False, soft_wrap=True)

    def callback(self) -> Callback:
        """Return the callback that advances the bar after each batch, for `keras.Model.fit`."""
        return keras.callbacks.LambdaCallback(on_train_batch_end=self._advance)

    def _advance(self, batch: int, logs: dict[str, Any]) -> None:
        if self._budget is None:
            self._progress.advance(self._task, 1 / self._steps_per_epoch)
        else:
            self._progress.update(self._task, completed=self._budget.share)
