"""The emotion network as live use sees it: faces in, probabilities out, in one call for all faces of a frame."""

from pathlib import Path
from typing import Final, Self

import numpy as np

from classroom.emotions import EMOTIONS
from model.lite_network import LiteNetwork
from model.preprocess import INPUT_SIDE
from model.types import Faces, Probabilities
from model.weights_file import SHIPPED_WEIGHTS, WeightsRecord, checked_lite, checked_record

LARGEST_BATCH: Final = 64
"""More faces than this are read in parts, so that their memory is bounded. Up to it, they are one batch."""


class EmotionClassifier:
    """Reads emotions off faces with one head of the network; make one with `load`, and keep it."""

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

        The files are held to the SHA-256, labels and input of the record beside them before anything of them is
        loaded. `labels` None accepts a network with other classes. `head` None takes the network's first, which is
        the one learnt from people's votes where it has that. `threads` bounds those of one batch. Raises
        ModelFileError.
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
        """Which of the network's heads answers: `ferplus` or `fer2013`."""
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
    """Return what live use runs of weights that have no `.tflite` file beside them, as networks trained before had."""
    from model.keras_network import bound_threads, load_network
    from model.lite_conversion import converted_emotions

    bound_threads(2)
    return converted_emotions(load_network(path), record.heads, record.input_side)
