"""What a video call does to a face: a small tile, a compressed picture, a dark room, a camera's noise."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class CallVariation:
    """How bad a face's picture may get; each trouble comes to `share` of the faces, independently.

    `smallest_side` is the side in pixels that the face has in the tile. `lowest_quality` is JPEG's, from 0 to 100;
    its blocks are a video codec's too. `darkest` multiplies the light, `gamma` bends it by that power or its
    inverse, as a cast of colour does once it is grey. `noise` is a standard deviation in grey values.
    """

    share: float = 0.2
    smallest_side: int = 20
    lowest_quality: int = 20
    darkest: float = 0.25
    gamma: float = 1.8
    noise: float = 10.0


def as_in_a_call(face: NDArray[np.uint8], variation: CallVariation, random: np.random.Generator) -> NDArray[np.uint8]:
    """Return the face, uint8 (side, side), with the troubles that chance gives it."""
    side = face.shape[0]
    is_dark, is_noisy, is_small, is_compressed = random.random(4) < variation.share
    if is_dark:
        face = _in_other_light(face, variation, random)
    if is_small:
        # A face larger in its tile than the network's input loses nothing, so sides above `side` are left out.
        small = int(random.integers(min(variation.smallest_side, side), side + 1))
        face = np.asarray(cv2.resize(face, (small, small), interpolation=cv2.INTER_AREA), np.uint8)
    if is_noisy:
        noise = random.normal(0, variation.noise * random.random(), face.shape)
        face = (face + noise).clip(0, 255).astype(np.uint8)
    if is_compressed:
        quality = int(random.integers(variation.lowest_quality, 95))
        encoded = cv2.imencode(".jpg", face, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        face = np.asarray(cv2.imdecode(encoded, cv2.IMREAD_GRAYSCALE), np.uint8)
    if face.shape[0] != side:
        face = np.asarray(cv2.resize(face, (side, side), interpolation=cv2.INTER_LINEAR), np.uint8)
    return face


def _in_other_light(
    face: NDArray[np.uint8], variation: CallVariation, random: np.random.Generator
) -> NDArray[np.uint8]:
    gamma = variation.gamma ** random.uniform(-1, 1)
    gain = random.uniform(variation.darkest, 1.2)
    curve = (255 * gain * (np.arange(256) / 255) ** gamma).clip(0, 255).astype(np.uint8)
    return np.asarray(curve[face], np.uint8)
