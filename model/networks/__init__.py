"""Build networks by name: one trunk each, and a head for each set of labels.

All of them take grey faces from 0 to 1, float32 (n, side, side, 1), and return a dict with float32 (n, classes) logits
for each head: `fer2013` for the dataset's label, `ferplus` for the votes of several annotators.
"""

from collections.abc import Callable, Sequence
from typing import Final

import keras
from keras import layers

from model.errors import FaceDataError
from model.networks.moodline import moodline
from model.networks.plain import mini_xception, plain_cnn
from model.networks.well_known import mobilenet_v2, resnet50, vgg16
from model.preprocess import INPUT_SIDE
from model.types import Head, Network, Tensor

HEADS: Final[tuple[Head, ...]] = ("ferplus", "fer2013")
"""In the order in which live use prefers them."""

ARCHITECTURES: Final[dict[str, Callable[[Tensor, str | None], Tensor]]] = {
    "moodline": moodline,
    "plain-cnn": plain_cnn,
    "mini-xception": mini_xception,
    "mobilenet-v2": mobilenet_v2,
    "vgg16": vgg16,
    "resnet50": resnet50,
}
"""Each takes faces and the initial weights (None, "imagenet" or a file), and returns features (n, channels)."""


def build(
    architecture: str,
    class_count: int,
    heads: Sequence[Head] = ("fer2013",),
    *,
    weights: str | None = None,
    side: int | None = INPUT_SIDE,
) -> Network:
    """Return an untrained network of that name; `side` None accepts faces of any side.

    `weights` as in `ARCHITECTURES`. Raises FaceDataError for an unknown name, and ModelFileError for weights that
    cannot be fetched or do not fit.
    """
    if architecture not in ARCHITECTURES:
        raise FaceDataError(
            f"There is no architecture named {architecture!r}",
            remedy="Choose one of: " + ", ".join(ARCHITECTURES),
        )
    faces = keras.Input((side, side, 1), name="faces")
    features = ARCHITECTURES[architecture](faces, weights)
    features = layers.Dropout(0.2, name="dropout")(features)
    return keras.Model(
        faces, {head: layers.Dense(class_count, name=head)(features) for head in heads}, name=architecture
    )


def with_probabilities(network: Network, temperatures: dict[str, float]) -> Network:
    """Return the network with calibrated probabilities in place of logits: softmax of logits / temperature.

    `temperatures` has one for each head. Temperature scaling as in Guo et al. 2017; as layers, so that every user of
    the file gets the same probabilities.
    """
    answers = {}
    for head, logits in network.output.items():
        scaled = layers.Rescaling(1.0 / temperatures[head], name=f"{head}_temperature")(logits)
        answers[head] = layers.Softmax(name=f"{head}_probabilities")(scaled)
    return keras.Model(network.input, answers, name=network.name)
