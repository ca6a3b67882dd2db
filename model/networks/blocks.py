"""Define layers that several networks share."""

from keras import layers

from model.types import Tensor


def same_light(faces: Tensor) -> Tensor:
    """Normalise each face to mean 0 and variance 1: contrast and brightness say nothing about an emotion."""
    # One group over the whole face is layer normalisation that takes faces of any side.
    return layers.GroupNormalization(groups=1, center=False, scale=False, name="same_light")(faces)


def convolution(x: Tensor, filters: int, size: int = 3, stride: int = 1, *, is_rectified: bool = True) -> Tensor:
    """Return a convolution with batch normalisation, and with ReLU unless `is_rectified` is False."""
    x = layers.Conv2D(filters, size, stride, padding="same", use_bias=False, kernel_initializer="he_normal")(x)
    x = layers.BatchNormalization(momentum=0.98)(x)
    return layers.ReLU()(x) if is_rectified else x
