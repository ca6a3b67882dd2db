"""Evaluate the shipped network on faces degraded as in a video call: small, dark, blocky, covered or turned.

    uv run python tools/measure_call.py --data ../shared/fer2013

degrades every face of the validation split in one way at a time, and prints (as Markdown) the accuracy of each head and
the loss against the original faces.
"""

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from model.augmentation import GeometryAugmentation, augment_geometry
from model.classifier import EmotionClassifier
from model.data import FaceSet, read_faces
from model.evaluation.evaluate_classifier import evaluate_classifier
from model.preprocess import INPUT_SIDE

Face = NDArray[np.uint8]
Degradation = Callable[[Face, np.random.Generator], Face]
STILL = GeometryAugmentation(rotation_degrees=0, zoom=0, shift=0, turn=0, turned_share=0)


def _seen_at(side: int) -> Degradation:
    def degrade(face: Face, random: np.random.Generator) -> Face:
        small = cv2.resize(face, (side, side), interpolation=cv2.INTER_AREA)
        return np.asarray(cv2.resize(small, (INPUT_SIDE, INPUT_SIDE), interpolation=cv2.INTER_LINEAR), np.uint8)

    return degrade


def _compressed(quality: int) -> Degradation:
    def degrade(face: Face, random: np.random.Generator) -> Face:
        encoded = cv2.imencode(".jpg", face, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        return np.asarray(cv2.imdecode(encoded, cv2.IMREAD_GRAYSCALE), np.uint8)

    return degrade


def _in_low_light(light: float, noise: float) -> Degradation:
    def degrade(face: Face, random: np.random.Generator) -> Face:
        return np.asarray((face * light + random.normal(0, noise, face.shape)).clip(0, 255), np.uint8)

    return degrade


def _covered(share: float) -> Degradation:
    def degrade(face: Face, random: np.random.Generator) -> Face:
        covered = face.copy()
        covered[round(INPUT_SIDE * (1 - share)) :] = 128
        return covered

    return degrade


def _transformed(**changes: float) -> Degradation:
    augmentation = replace(STILL, **changes)
    return lambda face, random: augment_geometry(face, INPUT_SIDE, augmentation, random)


CONDITIONS: dict[str, Degradation] = {
    "as they are": lambda face, random: face,
    "32 pixels wide in the tile": _seen_at(32),
    "24 pixels": _seen_at(24),
    "16 pixels": _seen_at(16),
    "JPEG of quality 50": _compressed(50),
    "JPEG of quality 20": _compressed(20),
    "a quarter of the light, with noise": _in_low_light(0.25, 4.0),
    "the lowest third covered, as by a mask": _covered(1 / 3),
    "half turned away": _transformed(turn=0.25, turned_share=1.0),
    "turned by up to 12 degrees": _transformed(rotation_degrees=12.0),
    "the box up to 10 % aside": _transformed(shift=0.10),
    "the box up to 15 % too large or small": _transformed(zoom=0.15),
}


def degraded(faces: FaceSet, degrade: Degradation) -> FaceSet:
    """Return the same faces, each degraded; reproducibly."""
    random = np.random.default_rng(0)
    images = np.stack([degrade(face, random) for face in faces.images])
    return replace(faces, images=images)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Measure what a call costs the network.")
    parser.add_argument("--data", type=Path, required=True, help="faces with FER+ votes (../shared/fer2013)")
    options = parser.parse_args()
    faces = read_faces(options.data, "validation")
    heads = {head: EmotionClassifier.load(head=head) for head in ("fer2013", "ferplus")}
    first: dict[str, float] = {}
    print("| faces | FER-2013 labels | lost | FER+ majority | lost |\n|---|---|---|---|---|")
    for name, degrade in CONDITIONS.items():
        condition = degraded(faces, degrade)
        cells = []
        for head, classifier in heads.items():
            accuracy = evaluate_classifier(classifier, condition).accuracy
            lost = first.setdefault(head, accuracy) - accuracy
            cells += [f"{accuracy:.1%}", f"{100 * lost:.1f}"]
        print(f"| {name} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
