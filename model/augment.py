"""Variations of the training faces, made for a whole batch at once."""

from dataclasses import dataclass

import tensorflow as tf

from model.preprocess import INPUT_SIDE
from model.types import Tensor


@dataclass(frozen=True, slots=True)
class Variation:
    """How far a face may be varied: each drawn evenly from -value to value.

    `rotation_radians`; `zoom` and `shift` as shares of the side (the spread of a detector's boxes is about 0.1);
    `coarse_share` of the batches pass through a smaller size, as a face in a small tile does.
    """

    rotation_radians: float = 0.21
    zoom: float = 0.12
    shift: float = 0.07
    coarse_share: float = 0.2
    coarsest_side: int = 24


def vary(faces: Tensor, variation: Variation) -> Tensor:
    """Return float32 (n, 48, 48, 1) from the same: each flipped, turned, zoomed and shifted by chance."""
    count = tf.shape(faces)[0]
    turned = tf.raw_ops.ImageProjectiveTransformV3(
        images=faces,
        transforms=_transforms(count, variation),
        output_shape=[INPUT_SIDE, INPUT_SIDE],
        interpolation="BILINEAR",
        fill_mode="NEAREST",
        fill_value=0.0,
    )
    is_coarse = tf.random.uniform([]) < variation.coarse_share
    return tf.cond(is_coarse, lambda: _coarsen(turned, variation.coarsest_side), lambda: turned)


def _transforms(count: Tensor, variation: Variation) -> Tensor:
    """Return float32 (n, 8), projective transforms about the centre, from output to input coordinates."""
    angle = _evenly(count, variation.rotation_radians)
    scale = 1.0 + _evenly(count, variation.zoom)
    flip = tf.where(tf.random.uniform([count]) < 0.5, -1.0, 1.0)
    cosine, sine = scale * tf.cos(angle), scale * tf.sin(angle)
    centre = (INPUT_SIDE - 1) / 2
    a, b, c, d = flip * cosine, -sine, flip * sine, cosine
    x = centre - a * centre - b * centre + _evenly(count, variation.shift * INPUT_SIDE)
    y = centre - c * centre - d * centre + _evenly(count, variation.shift * INPUT_SIDE)
    zero = tf.zeros([count])
    return tf.stack([a, b, x, c, d, y, zero, zero], axis=1)


def _evenly(count: Tensor, limit: float) -> Tensor:
    return tf.random.uniform([count], -limit, limit)


def _coarsen(faces: Tensor, coarsest_side: int) -> Tensor:
    side = tf.random.uniform([], coarsest_side, INPUT_SIDE, dtype=tf.int32)
    small = tf.image.resize(faces, [side, side], method="area")
    return tf.image.resize(small, [INPUT_SIDE, INPUT_SIDE], method="bilinear")
