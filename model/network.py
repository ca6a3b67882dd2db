"""Networks by name. Each takes faces from 0 to 1, (n, 48, 48, 1), and gives one logit for each class."""

from collections.abc import Callable
from typing import Final

import keras
from keras import layers

from model.errors import FaceDataError
from model.preprocess import INPUT_SIDE
from model.types import Network, Tensor


def plain_cnn(class_count: int) -> Network:
    """Return seven convolutions with batch normalisation and one dense layer: about 0.8 million parameters."""
    faces = keras.Input((INPUT_SIDE, INPUT_SIDE, 1), name="faces")
    # Contrast and brightness say nothing about an emotion, so each face is brought to the same ones.
    x = layers.LayerNormalization(axis=(1, 2, 3), center=False, scale=False, name="same_light")(faces)
    x = _convolution(x, filters=32, size=5)
    x = layers.MaxPooling2D()(x)
    for filters in (64, 128, 192):
        x = _convolution(x, filters=filters, size=3)
        x = _convolution(x, filters=filters, size=3)
        x = layers.MaxPooling2D()(x) if filters < 192 else layers.GlobalAveragePooling2D()(x)
        x = layers.Dropout(0.1 if filters < 192 else 0.4)(x)
    logits = layers.Dense(class_count, name="logits")(x)
    return keras.Model(faces, logits, name="plain-cnn")


def _convolution(x: Tensor, *, filters: int, size: int) -> Tensor:
    x = layers.Conv2D(filters, size, padding="same", use_bias=False, kernel_initializer="he_normal")(x)
    x = layers.BatchNormalization()(x)
    return layers.ReLU()(x)


ARCHITECTURES: Final[dict[str, Callable[[int], Network]]] = {"plain-cnn": plain_cnn}


def build(architecture: str, class_count: int) -> Network:
    """Return a fresh network of that name with `class_count` logits; raises FaceDataError for an unknown name."""
    if architecture not in ARCHITECTURES:
        raise FaceDataError(
            f"There is no architecture named {architecture!r}",
            remedy="Choose one of: " + ", ".join(sorted(ARCHITECTURES)),
        )
    return ARCHITECTURES[architecture](class_count)


def with_probabilities(network: Network, temperature: float) -> Network:
    """Return the network with calibrated probabilities in place of logits: softmax of logits / `temperature`.

    Temperature scaling as in Guo et al. 2017; as layers, so that whoever loads the file gets the same figures.
    """
    logits = layers.Rescaling(1.0 / temperature, name="temperature")(network.output)
    probabilities = layers.Softmax(name="probabilities")(logits)
    return keras.Model(network.input, probabilities, name=network.name)
