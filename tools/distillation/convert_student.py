"""Convert a student that was distilled in PyTorch, and export it as a run of `model.train` is exported.

    uv run --group train python tools/distillation/convert_student.py RESULT --data ../shared/fer2013 \\
        --output build/moodline

RESULT is a folder with student-fast.npz (the weights by position), check-fast.npz (its logits to the first 64
validation faces) and log.json. Exits with 1 if the converted network answers these faces otherwise.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from model.data import FaceSet, read_faces
from model.exit_codes import exit_code_of
from model.keras_network import bound_threads
from model.networks import build
from model.training.export_weights import FinishedRun, export_weights
from model.training.inference import logits_of
from model.types import Head, Network

HEADS: tuple[Head, ...] = ("fer2013", "ferplus")
LARGEST_DIFFERENCE = 0.05
"""The student answered in bfloat16 on the GPU; a weight in the wrong place makes differences above 1."""
SETTINGS = {
    "architecture": "moodline",
    "method": "distilled from three teachers of 11.2 million parameters (Hinton et al. 2015, Beyer et al. 2022)",
    "optimizer": "SGD with Nesterov momentum 0.9, cosine schedule, moving average 0.999, weight decay 2e-4",
    "batch_size": 512,
    "label_share": 0.15,
    "mixing": {"mixup": 0.5, "cutmix": 0.2},
    "peak_learning_rates": [0.25, 0.12],
    "hardware": "one NVIDIA H200",
}


def main(result: Path, data: Path, output: Path) -> None:
    """Write the weights, their LiteRT conversion, their record and the log of the run."""
    training, validation = read_faces(data, "training"), read_faces(data, "validation")
    bound_threads(2)
    network = build("moodline", len(validation.names), HEADS)
    _fill(network, _arrays(result / "student-fast.npz"))
    difference = _difference(network, validation, result / "check-fast.npz")
    print(f"Largest difference of a logit over 64 faces: {difference:.6f}")
    if difference > LARGEST_DIFFERENCE:
        raise SystemExit("The converted network answers otherwise: nothing was written.")
    output.mkdir(parents=True, exist_ok=True)
    print(export_weights(network, training, validation, _finished(result / "log.json"), output))


def _arrays(path: Path) -> Iterator[np.ndarray]:
    saved = np.load(path)
    return (saved[f"arr_{place}"].astype(np.float32) for place in range(len(saved.files)))


def _fill(network: Network, arrays: Iterator[np.ndarray]) -> None:
    """Set the weights: each convolution with its bias or its normalisation, by the names' numbers, then the heads.

    Keras lists a layer where its output is first needed, so the two sides of a block may change places; the numbers in
    the names follow the order in which the layers were made.
    """
    convolutions, norms = _numbered(network, "Conv2D"), iter(_numbered(network, "BatchNormalization"))
    for layer in convolutions:
        if layer.use_bias:
            layer.set_weights([next(arrays), next(arrays)])
        else:
            layer.set_weights([next(arrays)])
            next(norms).set_weights([next(arrays) for _ in range(4)])
    for head in HEADS:
        network.get_layer(head).set_weights([next(arrays), next(arrays)])
    if next(arrays, None) is not None:
        raise SystemExit("The student has more weights than the network.")


def _numbered(network: Network, kind: str) -> list[Any]:
    def number(name: str) -> int:
        last = name.rsplit("_", 1)[-1]
        return int(last) if last.isdigit() else 0

    layers = [layer for layer in network.layers if type(layer).__name__ == kind]
    return sorted(layers, key=lambda layer: number(layer.name))


def _difference(network: Network, validation: FaceSet, check: Path) -> float:
    expected = np.load(check)["logits"]
    found = logits_of(network, validation.images[: len(expected)])
    return float(np.abs(np.stack([found[head] for head in HEADS], 1) - expected).max())


def _finished(log: Path) -> FinishedRun:
    """Return the run of the log, with one row for each part of the student's training."""
    rows = [row for row in json.loads(log.read_text(encoding="utf-8")) if row["who"] == "fast"]
    epochs = [
        {
            "epoch": row["epochs"],
            "seconds": row["seconds"],
            "fer2013_val_accuracy": row["public"]["fer2013"],
            "ferplus_val_accuracy": row["public"]["ferplus"],
        }
        for row in rows
    ]
    return FinishedRun(
        "moodline", SETTINGS | {"epochs": round(sum(row["epoch"] for row in epochs))}, epochs, len(epochs)
    )


if __name__ == "__main__":
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("result", type=Path)
    cli.add_argument("--data", type=Path, required=True)
    cli.add_argument("--output", type=Path, required=True)
    options = cli.parse_args()
    sys.exit(exit_code_of(lambda: main(options.result, options.data, options.output)))
