"""Define Moodline's own network: a residual network with squeeze-and-excitation, small enough for a laptop."""

from typing import Final

from keras import layers

from model.errors import ModelFileError
from model.networks.blocks import convolution, same_light
from model.types import Tensor

STAGES: Final = ((16, 1), (40, 2), (80, 2), (192, 1))
"""Channels and blocks at 24, 12, 6 and 3 pixels.

A face costs 21 million multiplications; (24, 1), (64, 2), (128, 2), (256, 1) with a stem of 24 cost 52 million and
are 0.1 to 0.5 points more accurate when distilled from the same teachers; see docs/model-card.md.
"""

STEM_CHANNELS: Final = 16


def moodline(faces: Tensor, weights: str | None) -> Tensor:
    """Return features (n, 192). Residual blocks (He et al. 2016) with squeeze-and-excitation (Hu et al. 2018)."""
    if weights is not None:
        raise ModelFileError("The architecture moodline starts from nothing", remedy="Leave out --weights.")
    x = same_light(faces)
    x = convolution(x, STEM_CHANNELS, size=5, stride=2)
    for stage, (channels, blocks) in enumerate(STAGES):
        for block in range(blocks):
            x = _residual(x, channels, stride=2 if stage and not block else 1)
    return layers.GlobalAveragePooling2D()(x)


def _residual(x: Tensor, channels: int, stride: int) -> Tensor:
    y = convolution(x, channels, stride=stride)
    y = convolution(y, channels, is_rectified=False)
    y = _gated(y, channels)
    if stride > 1:
        x = layers.AveragePooling2D(stride, padding="same")(x)
    if x.shape[-1] != channels:
        x = convolution(x, channels, size=1, is_rectified=False)
    return layers.ReLU()(layers.Add()([x, y]))


def _gated(x: Tensor, channels: int) -> Tensor:
    gate = layers.GlobalAveragePooling2D(keepdims=True)(x)
    gate = layers.Conv2D(channels // 8, 1, activation="relu")(gate)
    gate = layers.Conv2D(channels, 1, activation="sigmoid")(gate)
    return layers.Multiply()([x, gate])
