"""What a network answers to many faces."""

from typing import Final

import cv2
import numpy as np
import tensorflow as tf

from model.preprocess import INPUT_SIDE, to_network_input
from model.types import Faces, Logits, Network

BATCH: Final = 128


def logits_of(network: Network, images: Faces, side: int = INPUT_SIDE) -> dict[str, Logits]:
    """Return the answers float32 (n, classes) of each head to faces uint8 (n, 48, 48), shown at this side."""
    graph = tf.function(lambda batch: network(batch, training=False), reduce_retracing=True)
    parts = []
    for start in range(0, len(images), BATCH):
        batch = images[start : start + BATCH]
        if side != INPUT_SIDE:
            batch = np.stack([cv2.resize(face, (side, side), interpolation=cv2.INTER_AREA) for face in batch])
        parts.append(graph(to_network_input(batch)))
    return {head: np.concatenate([part[head].numpy() for part in parts]) for head in network.output_names}
