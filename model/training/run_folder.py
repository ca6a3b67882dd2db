"""Store a training run in its folder, so that it can be resumed and inspected."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import keras
import numpy as np

from model.errors import FaceDataError
from model.training.recipes import TrainingSettings
from model.types import Network

CHECKPOINT_NAME: Final = "checkpoint.keras"
BEST_NAME: Final = "best.weights.h5"
HISTORY_NAME: Final = "history.csv"
SETTINGS_NAME: Final = "settings.json"

Row = dict[str, float]
"""The metrics of one epoch."""


@dataclass(frozen=True, slots=True)
class RunFolder:
    """A run's settings, its history, its last epoch's network with the optimizer, and its best epoch's weights."""

    path: Path

    def begin(self, settings: TrainingSettings, data_sha256: str) -> None:
        """Create the folder; raises FaceDataError if it holds a run with other settings or other faces."""
        self.path.mkdir(parents=True, exist_ok=True)
        content = json.dumps(settings.as_record() | {"data_sha256": data_sha256}, indent=2) + "\n"
        file = self.path / SETTINGS_NAME
        if self.history() and file.is_file() and file.read_text(encoding="utf-8") != content:
            raise FaceDataError(
                "The folder holds a run with other settings or other faces",
                where=str(file),
                remedy="Give the same options to continue it, or another --output to begin anew.",
            )
        file.write_text(content, encoding="utf-8")

    def history(self) -> list[Row]:
        """Return the metrics of every finished epoch, in order; empty before the first."""
        table = self.path / HISTORY_NAME
        if not table.is_file() or not (self.path / CHECKPOINT_NAME).is_file():
            return []
        with table.open(newline="", encoding="utf-8") as file:
            return [{name: float(value) for name, value in row.items()} for row in csv.DictReader(file)]

    def keep(self, network: Network, history: list[Row]) -> None:
        """Write checkpoint and history atomically: a reader finds the old ones or the new ones."""
        if best_epoch(history) == len(history) - 1:
            network.save_weights(self.path / BEST_NAME)
        checkpoint, table = self.path / f"new-{CHECKPOINT_NAME}", self.path / f"new-{HISTORY_NAME}"
        network.save(checkpoint)
        with table.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, fieldnames=list(history[0]))
            writer.writeheader()
            writer.writerows(history)
        checkpoint.replace(self.path / CHECKPOINT_NAME)
        table.replace(self.path / HISTORY_NAME)

    def last(self) -> Network:
        """Return the last finished epoch's network with its optimizer, ready to be trained on."""
        return keras.saving.load_model(self.path / CHECKPOINT_NAME, safe_mode=True)

    def load_best(self, network: Network) -> None:
        """Load the weights of the best epoch into the network."""
        network.load_weights(self.path / BEST_NAME)


def best_epoch(history: list[Row]) -> int:
    """Return the index of the epoch with the highest accuracy on the validation faces, averaged over the heads."""
    return int(np.argmax([np.mean([row[name] for name in row if name.endswith("val_accuracy")]) for row in history]))
