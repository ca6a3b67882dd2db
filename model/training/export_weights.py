"""Export a trained network: calibrated weights, and the record of their settings and metrics."""

import hashlib
import json
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import keras
import numpy as np
import tensorflow as tf

from model.data import FaceSet
from model.evaluation.calibration import fit_temperature, softmax
from model.evaluation.evaluate_classifier import evaluate_restricted, faces_for_head
from model.evaluation.metrics import compute_metrics, expected_calibration_error
from model.lite_conversion import convert_emotion_network
from model.networks import HEADS, with_probabilities
from model.preprocess import INPUT_SIDE
from model.training.batch_norm_folding import fold_batch_norms
from model.training.batches import one_hot
from model.training.inference import logits_of
from model.training.run_folder import Row
from model.types import Network, Probabilities
from model.weights_file import lite_path, sha256_of, write_record

WEIGHTS_NAME: Final = "emotions.keras"
RUN_NAME: Final = "emotions-run.json"
SUBSETS: Final = (("angry", "fear", "happy", "sad", "surprise"), ("angry", "happy", "sad"))
"""Subsets of the classes that other publications report accuracy for; in the project's order."""


@dataclass(frozen=True, slots=True)
class FinishedRun:
    """A finished training: `settings` for its record, `epochs` for its log, `best` (from 1) the one that is exported.

    For a network trained elsewhere `epochs` holds one row for each part of the training.
    """

    architecture: str
    settings: dict[str, Any]
    epochs: Sequence[Row]
    best: int

    def __post_init__(self) -> None:
        """Reject a best epoch that is none of the epochs."""
        if not 1 <= self.best <= len(self.epochs):
            raise ValueError(f"best is {self.best}, but there are {len(self.epochs)} epochs")


def export_weights(network: Network, training: FaceSet, validation: FaceSet, run: FinishedRun, output: Path) -> Path:
    """Calibrate on `validation`, write the weights, their record and the run's log into `output`.

    Returns the weights' path.
    """
    faces_by_head = {head: faces_for_head(head, validation) for head in network.output_names}
    temperatures = {
        head: fit_temperature(logits_of(network, faces.images)[head], one_hot(faces))
        for head, faces in faces_by_head.items()
    }
    weights = output / WEIGHTS_NAME
    shipped = with_probabilities(fold_batch_norms(network), temperatures)
    shipped.save(weights)
    digest = sha256_of(weights)
    heads = [head for head in HEADS if head in faces_by_head]
    lite_path(weights).write_bytes(convert_emotion_network(shipped, heads, INPUT_SIDE))
    now = datetime.now(UTC)
    seconds = sum(row["seconds"] for row in run.epochs)
    content = {
        "model_id": f"{run.architecture}-{now:%Y-%m} {digest[:8]}",
        "sha256": digest,
        "lite_sha256": sha256_of(lite_path(weights)),
        "bytes": weights.stat().st_size,
        "labels": list(validation.names),
        "heads": heads,
        "input_side": INPUT_SIDE,
        "parameters": int(network.count_params()),
        "temperatures": temperatures,
        "validation": {"split": "validation (PublicTest of FER-2013)"}
        | {head: head_metrics(network, head, temperatures[head], faces) for head, faces in faces_by_head.items()},
        "training": run.settings
        | {"faces": training.counts(), "data_sha256": data_sha256(training), "seconds": round(seconds)},
        "best_epoch": run.best,
        "versions": {
            "python": platform.python_version(),
            "tensorflow": tf.__version__,
            "keras": keras.__version__,
            "numpy": np.__version__,
        },
        "trained_at": now.isoformat(timespec="seconds"),
    }
    write_record(weights, content)
    rounded = [{name: round(value, 4) for name, value in row.items()} for row in run.epochs]
    (output / RUN_NAME).write_text(json.dumps({"model_id": content["model_id"], "epochs": rounded}, indent=1) + "\n")
    return weights


def head_metrics(network: Network, head: str, temperature: float, faces: FaceSet) -> dict[str, Any]:
    """Return a head's metrics at its temperature, for the record.

    These include the calibration error without the temperature, the accuracy averaged with mirrored faces, and the
    accuracy among `SUBSETS` of the classes.
    """
    logits = logits_of(network, faces.images)[head]
    mirrored = logits_of(network, np.ascontiguousarray(faces.images[:, :, ::-1]))[head]
    probabilities = softmax(logits, temperature)
    record = compute_metrics(probabilities, faces.labels, faces.names).as_record()
    both = (probabilities + softmax(mirrored, temperature)) / np.float32(2)
    record["expected_calibration_error_before"] = round(expected_calibration_error(softmax(logits), faces.labels), 4)
    record["accuracy_with_flip"] = round(compute_metrics(both, faces.labels, faces.names).accuracy, 4)
    record["among"] = {
        " ".join(names): _among(names, probabilities, faces) for names in SUBSETS if set(names) < set(faces.names)
    }
    return record


def _among(names: tuple[str, ...], probabilities: Probabilities, faces: FaceSet) -> dict[str, Any]:
    few = evaluate_restricted(probabilities, faces, names)
    return {"faces": few.faces, "accuracy": round(few.accuracy, 4), "macro_f1": round(few.macro_f1, 4)}


def data_sha256(faces: FaceSet) -> str:
    """Return a SHA-256 of the images, the labels and the votes, which identifies the data of a run."""
    digest = hashlib.sha256(faces.images.tobytes() + faces.labels.tobytes())
    if faces.votes is not None:
        digest.update(faces.votes.tobytes())
    return digest.hexdigest()
