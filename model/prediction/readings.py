"""Predict the emotions of all faces of a picture."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np

from classroom.emotions import EMOTION_COUNT, EMOTIONS
from model.classifier import EmotionClassifier
from model.faces.finder import FaceFinder
from model.prediction.picture import Picture
from model.preprocess import INPUT_SIDE, crop_face


@dataclass(frozen=True, slots=True)
class Prediction:
    """One face: its box, the detector's confidence (0 to 1), and its seven probabilities, which sum to 1.

    `source` is the file's name, `seconds` the time in the video, None outside one; `box_xywh` left, top, width and
    height in whole pixels.
    """

    source: str
    seconds: float | None
    box_xywh: tuple[int, int, int, int]
    confidence: float
    probabilities: tuple[float, ...]

    def __post_init__(self) -> None:
        """Reject probabilities that are not seven, not finite, or do not sum to 1."""
        if len(self.probabilities) != EMOTION_COUNT or not all(0 <= share <= 1 for share in self.probabilities):
            raise ValueError(f"there are {EMOTION_COUNT} probabilities from 0 to 1")
        if not math.isclose(sum(self.probabilities), 1, abs_tol=1e-3):
            raise ValueError("the probabilities sum to 1")
        if not 0 <= self.confidence <= 1:
            raise ValueError("confidence lies between 0 and 1")

    @property
    def emotion(self) -> str:
        """The strongest emotion."""
        return EMOTIONS[int(np.argmax(self.probabilities))]

    def as_record(self) -> dict[str, Any]:
        """Return the face for JSON, without the picture's name and time."""
        by_name = {name: round(share, 5) for name, share in zip(EMOTIONS, self.probabilities, strict=True)}
        return {
            "box_xywh": list(self.box_xywh),
            "confidence": round(self.confidence, 5),
            "probabilities": by_name,
            "emotion": self.emotion,
        }


@dataclass(frozen=True, slots=True)
class PicturePredictions:
    """All faces of one picture, from left to right; there may be none."""

    source: str
    seconds: float | None
    faces: tuple[Prediction, ...]

    @property
    def counts(self) -> tuple[int, ...]:
        """The number of faces for each strongest emotion, in the order of `EMOTIONS`."""
        shown = [face.emotion for face in self.faces]
        return tuple(shown.count(name) for name in EMOTIONS)

    def as_record(self) -> dict[str, Any]:
        """Return the picture for JSON."""
        faces = [face.as_record() for face in self.faces]
        return {"source": self.source, "seconds": self.seconds, "faces": faces}


def total_counts(readings: Sequence[PicturePredictions]) -> tuple[int, ...]:
    """Return the summed counts of all pictures; seven zeros for none."""
    return tuple(sum(reading.counts[i] for reading in readings) for i in range(EMOTION_COUNT))


class FaceReader:
    """Detects the faces of a picture and classifies all of them in one batch."""

    def __init__(self, finder: FaceFinder, classifier: EmotionClassifier) -> None:
        self._finder = finder
        self._classifier = classifier

    @classmethod
    def load(cls, weights: Path | None, smallest_face_px: int, min_confidence: float) -> Self:
        """Return a reader with these weights (None: the shipped ones). Raises ModelFileError."""
        # The weights first: an invalid file is reported before MTCNN is loaded.
        classifier = EmotionClassifier.load(weights)
        return cls(FaceFinder(smallest_face_px, min_confidence), classifier)

    def read(self, picture: Picture) -> PicturePredictions:
        """Return the predictions for all faces of the picture."""
        found = sorted(self._finder.find(picture.image_bgr), key=lambda face: face.box_xywh)
        crops = [crop_face(picture.image_bgr, face.box_xywh) for face in found]
        batch = np.array(crops, np.uint8).reshape(-1, INPUT_SIDE, INPUT_SIDE)
        faces = [
            Prediction(picture.source, picture.seconds, face.box_xywh, face.confidence, tuple(map(float, row)))
            for face, row in zip(found, self._classifier.probabilities(batch), strict=True)
        ]
        return PicturePredictions(picture.source, picture.seconds, tuple(faces))
