"""Map the split, emotion and answer names of FER-2013 and FER+ to the project's."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.data.face_set import Split

USAGE_OF_SPLIT: Final[dict[Split, str]] = {
    "training": "Training",
    "validation": "PublicTest",
    "test": "PrivateTest",
}

FERPLUS_NAMES: Final = ("anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral")
"""FER+'s own names of the seven emotions, in the project's order."""

FERPLUS_RIVALS: Final = ("contempt", "unknown", "not_face")
"""Answers that annotators could give besides the seven; the last is NF in FER+'s own file."""


def vote_shares(counts: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return a face set's `votes` float32 (n, 7) and `rival_votes` float32 (n,).

    `counts` float32 (n, 10): the number of annotators who gave each of the seven answers and then each of the rivals. A
    face without votes has zeros.
    """
    total = np.maximum(counts.sum(axis=1, keepdims=True), 1)
    shares = (counts / total).astype(np.float32)
    return shares[:, : len(FERPLUS_NAMES)], shares[:, len(FERPLUS_NAMES) :].max(axis=1)
