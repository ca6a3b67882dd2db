"""Reads the emotions off all faces of a frame in one batch, and says how much each face counts."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from monitor.types import Frame, Observation, TrackedFace

if TYPE_CHECKING:
    from model.classifier import EmotionClassifier

FULL_HEIGHT_PX: Final = 48
"""A face of this height fills the network's input; smaller ones count less."""

READABLE_HEIGHT_PX: Final = 20
READABLE_SHARPNESS: Final = 0.01
FULL_SHARPNESS: Final = 0.05
"""Measured on gallery tiles of 40 to 200 pixels (1st and 10th percentile): sharp ones have 0.11 and 0.2 and more,
blurred by a Gaussian of two pixels 0.009 and 0.017, of three 0.006 and 0.01, where an expression cannot be told."""


class FaceClassifier:
    """Crops, weighs and classifies the faces of a frame."""

    def __init__(self, classifier: "EmotionClassifier") -> None:
        self._classifier = classifier
        self.model_id = classifier.model_id

    def classify(self, frame: Frame, faces: Sequence[TrackedFace]) -> list[Observation]:
        """Return an observation for each face that is large and sharp enough to be read."""
        from model.preprocess import INPUT_SIDE, crop_face

        crops = [crop_face(frame.image_bgr, _box_xywh(item)) for item in faces]
        weights = [_weight(item, crop) for item, crop in zip(faces, crops, strict=True)]
        readable = [i for i, weight in enumerate(weights) if weight > 0]
        batch = np.array([crops[i] for i in readable], np.uint8).reshape(-1, INPUT_SIDE, INPUT_SIDE)
        probabilities = self._classifier.probabilities(batch)
        return [
            Observation(faces[i].track_id, frame.captured_at, tuple(map(float, row)), weights[i])
            for i, row in zip(readable, probabilities, strict=True)
        ]


def _box_xywh(item: TrackedFace) -> tuple[float, float, float, float]:
    box = item.face.box
    return (box.x, box.y, box.width, box.height)


def _weight(item: TrackedFace, crop: npt.NDArray[np.uint8]) -> float:
    """Return how much a face counts, 0 (not readable) to 1: the detector's confidence, its size and its sharpness."""
    height, sharp = item.face.box.height, sharpness(crop)
    if height < READABLE_HEIGHT_PX or sharp < READABLE_SHARPNESS:
        return 0.0
    return item.face.confidence * min(height / FULL_HEIGHT_PX, 1.0) * min(sharp / FULL_SHARPNESS, 1.0)


def sharpness(face: npt.NDArray[np.uint8]) -> float:
    """Return the variance of the face's Laplacian over the variance of its light: 0 for a plain or blurred patch.

    `face` is grey, uint8 (48, 48). Pech-Pacheco et al. 2000 for the variance of the Laplacian; the division makes
    it independent of contrast.
    """
    import cv2

    light = face.astype(np.float32)
    variance = float(light.var())
    return float(cv2.Laplacian(light, cv2.CV_32F).var()) / variance if variance > 1 else 0.0
