"""Compare networks by accuracy, size, inference time, training time and overfitting."""

import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from model.classifier import EmotionClassifier
from model.data import FaceSet
from model.evaluation.evaluate_classifier import evaluate_classifier
from model.evaluation.metrics import Metrics
from model.weights_file import read_record

BATCH: Final = 49
TIMES: Final = 20


@dataclass(frozen=True, slots=True)
class ComparedNetwork:
    """One network's row. Shares from 0 to 1; `interval_95` is Wilson's of the accuracy.

    `majority_accuracy` is the ferplus head's against the majority of the votes, or None. `milliseconds_a_face` is the
    median of 20 batches of 49. `gap` is the accuracy on as many training faces, not augmented, less that on validation.
    """

    name: str
    parameters: int
    accuracy: float
    interval_95: tuple[float, float]
    macro_f1: float
    majority_accuracy: float | None
    milliseconds_a_face: float
    training_minutes: float
    epochs: int
    gap: float


def evaluate_network(weights: Path, training: FaceSet, validation: FaceSet) -> ComparedNetwork:
    """Return the metrics of the network in the file; raises ModelFileError and FaceDataError."""
    record = read_record(weights).everything
    classifier = EmotionClassifier.load(weights, labels=None, head="fer2013")
    metrics = evaluate_classifier(classifier, validation)
    chosen = np.random.default_rng(0).permutation(len(training))[: len(validation)]
    learnt = evaluate_classifier(classifier, training.subset(chosen))
    run = json.loads((weights.parent / f"{weights.stem}-run.json").read_text(encoding="utf-8"))
    return ComparedNetwork(
        name=str(record["training"]["architecture"]),
        parameters=int(record["parameters"]),
        accuracy=metrics.accuracy,
        interval_95=metrics.accuracy_interval,
        macro_f1=metrics.macro_f1,
        majority_accuracy=_majority(weights, record, validation),
        milliseconds_a_face=milliseconds_a_face(classifier),
        training_minutes=float(record["training"]["seconds"]) / 60,
        epochs=len(run["epochs"]),
        gap=learnt.accuracy - metrics.accuracy,
    )


def _majority(weights: Path, record: dict[str, Any], validation: FaceSet) -> float | None:
    if "ferplus" not in record["heads"]:
        return None
    majority: Metrics = evaluate_classifier(EmotionClassifier.load(weights, labels=None, head="ferplus"), validation)
    return majority.accuracy


def milliseconds_a_face(classifier: EmotionClassifier) -> float:
    """Return the median time of 20 batches of 49 faces, divided by 49."""
    faces = np.random.default_rng(0).integers(0, 256, (BATCH, 48, 48)).astype(np.uint8)
    classifier.probabilities(faces)
    seconds = []
    for _ in range(TIMES):
        started = time.perf_counter()
        classifier.probabilities(faces)
        seconds.append(time.perf_counter() - started)
    return float(np.median(seconds)) * 1000 / BATCH


def table(rows: list[ComparedNetwork]) -> str:
    """Return the rows as a Markdown table, the best accuracy first."""
    lines = [
        "| network | accuracy (95 % interval) | macro F1 | FER+ majority | parameters | ms a face | training | gap |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in sorted(rows, key=lambda row: -row.accuracy):
        low, high = row.interval_95
        majority = "–" if row.majority_accuracy is None else f"{row.majority_accuracy:.1%}"
        epochs = f"{row.epochs} epoch" + ("s" if row.epochs > 1 else "")
        lines.append(
            f"| {row.name} | {row.accuracy:.1%} ({low:.1%} to {high:.1%}) | {row.macro_f1:.3f} | {majority} "
            f"| {row.parameters / 1e6:.2f} M | {row.milliseconds_a_face:.2f} "
            f"| {row.training_minutes:.0f} min, {epochs} | {row.gap:+.1%} |"
        )
    return "\n".join(lines) + "\n"


def write_json(rows: list[ComparedNetwork], path: Path) -> None:
    """Write the rows as a list of objects with the fields of `ComparedNetwork`."""
    path.write_text(json.dumps([asdict(row) for row in rows], indent=2) + "\n", encoding="utf-8")
