"""Run the reference implementation: `mtcnn`'s own `detect_faces`, then the emotion network once for each face."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.keras_network import bound_threads, load_network
from model.preprocess import INPUT_SIDE, crop_face, to_network_input
from model.weights_file import SHIPPED_WEIGHTS


class ReferencePipeline:
    """The unmodified `mtcnn` package, and the emotion network as a compiled TensorFlow graph of one face.

    The graph makes the reference faster, not slower: `model.predict` takes ten times as long a call.
    """

    def __init__(self, threads: int, weights: Path = SHIPPED_WEIGHTS) -> None:
        bound_threads(threads)
        import mtcnn
        import tensorflow as tf

        self._mtcnn: Any = mtcnn.MTCNN()
        network = load_network(weights)
        shape = tf.TensorSpec((1, INPUT_SIDE, INPUT_SIDE, 1), tf.float32)
        self._graph = tf.function(lambda face: network(face, training=False)["ferplus"], input_signature=[shape])

    def faces(self, image_bgr: NDArray[np.uint8]) -> list[tuple[int, int, int, int]]:
        """Return the boxes (left, top, width, height) that the package finds in a picture uint8 (h, w, 3)."""
        found = self._mtcnn.detect_faces(np.ascontiguousarray(image_bgr[..., ::-1]))
        return [tuple(face["box"]) for face in found]

    def read(self, image_bgr: NDArray[np.uint8], boxes: list[tuple[int, int, int, int]]) -> NDArray[np.float32]:
        """Return the probabilities (n, 7) of the faces in the boxes, one call each."""
        rows = []
        for box in boxes:
            face = to_network_input(crop_face(image_bgr, box)[np.newaxis])
            rows.append(self._graph(face).numpy()[0])
        return np.array(rows, np.float32).reshape(-1, 7)
