"""Define small networks that are often trained on FER-2013."""

from keras import layers

from model.errors import ModelFileError
from model.networks.blocks import convolution, same_light
from model.types import Tensor


def plain_cnn(faces: Tensor, weights: str | None) -> Tensor:
    """Return features (n, 192) of seven convolutions: about 0.8 million parameters."""
    _refuse(weights, "plain-cnn")
    x = convolution(same_light(faces), 32, size=5)
    x = layers.MaxPooling2D()(x)
    for filters in (64, 128, 192):
        x = convolution(convolution(x, filters), filters)
        x = layers.MaxPooling2D()(x) if filters < 192 else layers.GlobalAveragePooling2D()(x)
    return x


def mini_xception(faces: Tensor, weights: str | None) -> Tensor:
    """Return features (n, 128): the network of Arriaga et al. 2017, which the package `fer` uses."""
    _refuse(weights, "mini-xception")
    x = convolution(convolution(same_light(faces), 8), 8)
    for filters in (16, 32, 64, 128):
        beside = convolution(x, filters, size=1, stride=2, is_rectified=False)
        x = layers.ReLU()(_separable(x, filters))
        x = _separable(x, filters)
        x = layers.MaxPooling2D(3, strides=2, padding="same")(x)
        x = layers.Add()([x, beside])
    return layers.GlobalAveragePooling2D()(x)


def _separable(x: Tensor, filters: int) -> Tensor:
    x = layers.SeparableConv2D(filters, 3, padding="same", use_bias=False)(x)
    return layers.BatchNormalization()(x)


def _refuse(weights: str | None, architecture: str) -> None:
    if weights is not None:
        raise ModelFileError(f"The architecture {architecture} starts from nothing", remedy="Leave out --weights.")
