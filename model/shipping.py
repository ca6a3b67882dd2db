"""From a fitted network to the two files that are shipped: calibrated weights, and the record of what they are."""

import hashlib
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import keras
import numpy as np
import tensorflow as tf

from model.calibration import fit_temperature, softmax
from model.data import FaceSet
from model.measures import expected_calibration_error, measure
from model.network import with_probabilities
from model.preprocess import INPUT_SIDE, to_network_input
from model.training import TrainingSettings
from model.types import Logits, Network
from model.weights_file import sha256_of, write_record

WEIGHTS_NAME: Final = "emotions.keras"
BATCH: Final = 64


def ship(network: Network, training: FaceSet, validation: FaceSet, settings: TrainingSettings, output: Path) -> Path:
    """Calibrate on `validation`, write the weights and their record into `output`; returns the weights' path."""
    logits = logits_of(network, validation)
    temperature = fit_temperature(logits, validation.targets(settings.vote_weight))
    weights = output / WEIGHTS_NAME
    with_probabilities(network, temperature).save(weights)
    digest = sha256_of(weights)
    now = datetime.now(UTC)
    content = {
        "model_id": f"{settings.architecture}-{now:%Y-%m} {digest[:8]}",
        "sha256": digest,
        "labels": list(validation.names),
        "input_side": INPUT_SIDE,
        "parameters": int(network.count_params()),
        "temperature": temperature,
        "validation": figures(logits, temperature, validation),
        "training": settings.as_record() | {"faces": training.counts(), "data_sha256": data_sha256(training)},
        "versions": {
            "python": platform.python_version(),
            "tensorflow": tf.__version__,
            "keras": keras.__version__,
            "numpy": np.__version__,
        },
        "trained_at": now.isoformat(timespec="seconds"),
    }
    write_record(weights, content)
    return weights


def figures(logits: Logits, temperature: float, faces: FaceSet) -> dict[str, Any]:
    """Return the figures against the labels and, where there are votes, against their majority."""
    probabilities = softmax(logits, temperature)
    result = {
        "split": "validation (PublicTest of FER-2013)",
        "labels": measure(probabilities, faces.labels, faces.names).as_record(),
        "labels_calibration_error_before": round(expected_calibration_error(softmax(logits), faces.labels), 4),
    }
    if faces.votes is not None:
        is_clear = faces.has_clear_majority()
        majority = faces.against_majority()
        result["ferplus_majority"] = measure(probabilities[is_clear], majority.labels, faces.names).as_record()
    return result


def logits_of(network: Network, faces: FaceSet) -> Logits:
    """Return the network's answers float32 (n, classes) for all the faces, batch by batch."""
    graph = tf.function(lambda batch: network(batch, training=False), reduce_retracing=True)
    images = to_network_input(faces.images)
    return np.concatenate([graph(images[start : start + BATCH]).numpy() for start in range(0, len(faces), BATCH)])


def data_sha256(faces: FaceSet) -> str:
    """Return a SHA-256 of the images, the labels and the votes, so that a run says which data it had."""
    digest = hashlib.sha256(faces.images.tobytes() + faces.labels.tobytes())
    if faces.votes is not None:
        digest.update(faces.votes.tobytes())
    return digest.hexdigest()
