"""Classify the emotions of all faces of a frame in one batch, and weight the faces by size and quality."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from monitor.types import Frame, Observation, TrackedFace

if TYPE_CHECKING:
    from model.classifier import EmotionClassifier

FULL_HEIGHT_PX: Final = 48
"""A face of this height fills the network's input; smaller ones get a lower weight."""

READABLE_HEIGHT_PX: Final = 20
READABLE_SHARPNESS: Final = 0.01
FULL_SHARPNESS: Final = 0.05
"""Measured on gallery tiles of 40 to 200 pixels, 1st and 10th percentile.

Sharp ones have 0.11 and 0.2 and more, blurred by a Gaussian of two pixels 0.009 and 0.017, of three 0.006 and 0.01,
where an expression cannot be recognised.
"""


UNCHANGED_LEVELS: Final = 2.0
"""A face whose pixels changed by less on average, of 255 levels, keeps its last result.

Measured on the demo lesson (docs/performance.md): this moves the class's shares by less than their third decimal.
"""

RECLASSIFY_AFTER: Final = timedelta(seconds=5)
"""Even an unchanged face is classified again after this time, so that slow change is not missed."""

Crop = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class _LastResult:
    """A track's last classified crop, its time, and the result."""

    crop: Crop
    classified_at: datetime
    probabilities: tuple[float, ...]


class FaceClassifier:
    """Crops and weights the faces of a frame, and classifies those that changed since their last result, in one batch.

    The last classified crop of each track stays in memory until the track ends, and nowhere else.
    """

    def __init__(self, classifier: "EmotionClassifier") -> None:
        self._classifier = classifier
        self._last_results: dict[int, _LastResult] = {}
        self.model_id = classifier.model_id

    def classify(self, frame: Frame, faces: Sequence[TrackedFace]) -> list[Observation]:
        """Return an observation for each face that is large and sharp enough to be classified."""
        from model.preprocess import crop_face

        crops = {item.track_id: crop_face(frame.image_bgr, _box_xywh(item)) for item in faces}
        weights = {item.track_id: _weight(item, crops[item.track_id]) for item in faces}
        readable = [item.track_id for item in faces if weights[item.track_id] > 0]
        before = {} if frame.stands_alone else self._last_results
        self._last_results = {
            track: last
            for track in readable
            if (last := before.get(track)) is not None and _still_holds(last, crops[track], frame.captured_at)
        }
        self._classify_crops(
            {track: crops[track] for track in readable if track not in self._last_results}, frame.captured_at
        )
        return [
            Observation(track, frame.captured_at, self._last_results[track].probabilities, weights[track])
            for track in readable
        ]

    def _classify_crops(self, crops: dict[int, Crop], now: datetime) -> None:
        from model.preprocess import INPUT_SIDE

        batch = np.array(list(crops.values()), np.uint8).reshape(-1, INPUT_SIDE, INPUT_SIDE)
        for (track, crop), row in zip(crops.items(), self._classifier.probabilities(batch), strict=True):
            self._last_results[track] = _LastResult(crop, now, tuple(map(float, row)))


def _still_holds(last: _LastResult, crop: Crop, now: datetime) -> bool:
    if abs(now - last.classified_at) >= RECLASSIFY_AFTER:
        return False
    return float(np.abs(crop.astype(np.int16) - last.crop).mean()) < UNCHANGED_LEVELS


def _box_xywh(item: TrackedFace) -> tuple[float, float, float, float]:
    box = item.face.box
    return (box.x, box.y, box.width, box.height)


def _weight(item: TrackedFace, crop: npt.NDArray[np.uint8]) -> float:
    """Return a face's weight, 0 (not usable) to 1: the product of confidence, size and sharpness."""
    height, sharp = item.face.box.height, sharpness(crop)
    if height < READABLE_HEIGHT_PX or sharp < READABLE_SHARPNESS:
        return 0.0
    return item.face.confidence * min(height / FULL_HEIGHT_PX, 1.0) * min(sharp / FULL_SHARPNESS, 1.0)


def sharpness(face: npt.NDArray[np.uint8]) -> float:
    """Return the variance of the face's Laplacian over the variance of its brightness: 0 for a plain or blurred patch.

    `face` is grey, uint8 (48, 48). Pech-Pacheco et al. 2000 for the variance of the Laplacian; the division makes it
    independent of contrast.
    """
    import cv2

    light = face.astype(np.float32)
    variance = float(light.var())
    return float(cv2.Laplacian(light, cv2.CV_32F).var()) / variance if variance > 1 else 0.0
