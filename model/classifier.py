"""The emotion network as live use sees it: faces in, probabilities out, in one call for all faces of a frame."""

import os
from pathlib import Path
from typing import Final, Self

import numpy as np

from classroom.emotions import EMOTIONS
from classroom.native_stderr import native_stderr_silenced
from model.errors import ModelFileError
from model.preprocess import INPUT_SIDE, to_network_input
from model.types import Faces, Network, Probabilities
from model.weights_file import REMEDY, SHIPPED_WEIGHTS, checked_record

BATCH_SIZES: Final = (1, 4, 9, 16, 25, 36, 49, 64)
"""The only batch sizes that the graph ever sees, those of a call's galleries: fewer faces are filled up, more are
cut into parts."""


class EmotionClassifier:
    """Reads emotions off faces with one head of the network; make one with `load`, and keep it."""

    def __init__(self, network: Network, model_id: str, labels: tuple[str, ...], head: str) -> None:
        import tensorflow as tf

        self._model_id = model_id
        self._labels = labels
        self._head = head
        shape = tf.TensorSpec((None, INPUT_SIDE, INPUT_SIDE, 1), tf.float32)
        self._graph = tf.function(
            lambda faces: network(faces, training=False)[head], input_signature=[shape], autograph=False
        )

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

        The file is held to the SHA-256, labels and input of the record beside it before anything of it is loaded.
        `labels` None accepts a network with other classes. `head` None takes the network's first, which is the one
        learnt from people's votes where it has that. `threads` bounds those of one operation; it has no effect once
        TensorFlow has started. Raises ModelFileError.
        """
        path = weights or SHIPPED_WEIGHTS
        record = checked_record(path, labels=labels, input_side=INPUT_SIDE, head=head)
        bound_threads(threads)
        classifier = cls(load_network(path), record.model_id, record.labels, head or record.heads[0])
        classifier.probabilities(np.zeros((1, INPUT_SIDE, INPUT_SIDE), np.uint8))
        return classifier

    @property
    def model_id(self) -> str:
        """The network's name, with the first digits of its file's SHA-256."""
        return self._model_id

    @property
    def labels(self) -> tuple[str, ...]:
        """The classes, in the order of the probabilities' columns."""
        return self._labels

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
        largest = BATCH_SIZES[-1]
        parts = [self._one_batch(faces[start : start + largest]) for start in range(0, len(faces), largest)]
        return np.concatenate([np.empty((0, len(self._labels)), np.float32), *parts])

    def _one_batch(self, faces: Faces) -> Probabilities:
        size = next(size for size in BATCH_SIZES if size >= len(faces))
        filled = np.zeros((size, INPUT_SIDE, INPUT_SIDE), np.uint8)
        filled[: len(faces)] = faces
        return np.asarray(self._graph(to_network_input(filled)).numpy()[: len(faces)], np.float32)


def load_network(path: Path) -> Network:
    """Return the Keras network of a `.keras` file; raises ModelFileError if it is none."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    import keras

    try:
        return keras.saving.load_model(path, compile=False, safe_mode=True)
    except (ValueError, TypeError, KeyError, OSError) as error:
        raise ModelFileError(
            f"The emotion network's file cannot be loaded: {error}", where=str(path), remedy=REMEDY
        ) from error


def bound_threads(threads: int) -> None:
    """Let TensorFlow use so many threads for one operation, and its faster kernels on every processor.

    No effect once TensorFlow has started: the first caller has then decided.
    """
    import contextlib

    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    # Off by default on AMD's processors, where training takes twice as long without it.
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")
    with native_stderr_silenced(), contextlib.suppress(RuntimeError):
        import tensorflow as tf

        tf.config.threading.set_intra_op_parallelism_threads(threads)
        tf.config.threading.set_inter_op_parallelism_threads(1)
        # Asked for here, where nobody hears that there is no graphics card.
        tf.config.list_physical_devices()
