"""Classify the faces of a frame in one batch: faces (n, 48, 48) to calibrated probabilities (n, 7)."""

from pathlib import Path
from typing import Final, Self

import numpy as np

from classroom.emotions import EMOTIONS
from model.lite_network import LiteNetwork
from model.preprocess import INPUT_SIDE
from model.types import Faces, Probabilities
from model.weights_file import SHIPPED_WEIGHTS, WeightsRecord, checked_lite, checked_record

LARGEST_BATCH: Final = 64
"""Larger batches are split, to bound their memory."""


class EmotionClassifier:
    """Classifies faces with one head of the network; construct it with `load`, and keep it."""

    def __init__(self, network: LiteNetwork, record: WeightsRecord, head: str) -> None:
        self._network = network
        self._record = record
        self._head = head

    @classmethod
    def load(
        cls,
        weights: Path | None = None,
        *,
        labels: tuple[str, ...] | None = EMOTIONS,
        head: str | None = None,
        threads: int = 2,
    ) -> Self:
        """Return the classifier with these weights (the shipped ones by default), warmed up.

        The files are verified against the SHA-256, labels and input size of their record before they are loaded.
        `labels` None accepts a network with other classes. `head` None selects the network's first: the one trained on
        several people's votes, if it has that. `threads` limits the threads of one batch. Raises ModelFileError.
        """
        path = weights or SHIPPED_WEIGHTS
        record = checked_record(path, labels=labels, input_side=INPUT_SIDE, head=head)
        content = checked_lite(path, record) or _converted(path, record)
        classifier = cls(LiteNetwork(content, threads, where=str(path)), record, head or record.heads[0])
        classifier.probabilities(np.zeros((1, INPUT_SIDE, INPUT_SIDE), np.uint8))
        return classifier

    @property
    def model_id(self) -> str:
        """The network's name, with the first digits of its file's SHA-256."""
        return self._record.model_id

    @property
    def labels(self) -> tuple[str, ...]:
        """The classes, in the order of the probabilities' columns."""
        return self._record.labels

    @property
    def head(self) -> str:
        """The name of the head in use: `ferplus` or `fer2013`."""
        return self._head

    def probabilities(self, faces: Faces) -> Probabilities:
        """Return float32 (n, 7), calibrated, each row summing to 1, for grey faces uint8 (n, 48, 48).

        Raises ValueError for faces of another shape or type. No faces give (0, 7).
        """
        if faces.dtype != np.uint8 or faces.shape[1:] != (INPUT_SIDE, INPUT_SIDE):
            raise ValueError(f"faces must be uint8 (n, {INPUT_SIDE}, {INPUT_SIDE}), not {faces.dtype} {faces.shape}")
        answer = self._record.heads.index(self._head)
        parts = (faces[start : start + LARGEST_BATCH] for start in range(0, len(faces), LARGEST_BATCH))
        answers = [self._network(np.ascontiguousarray(part))[answer] for part in parts]
        return np.concatenate([np.empty((0, len(self.labels)), np.float32), *answers])


def _converted(path: Path, record: WeightsRecord) -> bytes:
    """Return the `.tflite` file's bytes; convert the network if there is none, as after older training runs."""
    from model.keras_network import bound_threads, load_network
    from model.lite_conversion import convert_emotion_network

    bound_threads(2)
    return convert_emotion_network(load_network(path), record.heads, record.input_side)
