"""Augment image quality as a video call degrades it: low resolution, JPEG blocks, low light, sensor noise."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class CallAugmentation:
    """Ranges of the degradations; each is applied to `share` of the faces, independently.

    `smallest_side` is the side in pixels that the face has in its tile. `lowest_quality` is JPEG's, from 0 to 100; its
    blocks resemble a video codec's. `darkest` multiplies the brightness, `gamma` is the exponent or its inverse, as a
    colour cast has once it is grey. `noise` is a standard deviation in grey levels.
    """

    share: float = 0.2
    smallest_side: int = 20
    lowest_quality: int = 20
    darkest: float = 0.25
    gamma: float = 1.8
    noise: float = 10.0


def augment_quality(
    face: NDArray[np.uint8], augmentation: CallAugmentation, random: np.random.Generator
) -> NDArray[np.uint8]:
    """Return the face, uint8 (side, side), with randomly drawn degradations."""
    side = face.shape[0]
    is_dark, is_noisy, is_small, is_compressed = random.random(4) < augmentation.share
    if is_dark:
        face = _in_other_light(face, augmentation, random)
    if is_small:
        # Downscaling from a size above the network's input loses nothing, so sides above `side` are left out.
        small = int(random.integers(min(augmentation.smallest_side, side), side + 1))
        face = np.asarray(cv2.resize(face, (small, small), interpolation=cv2.INTER_AREA), np.uint8)
    if is_noisy:
        noise = random.normal(0, augmentation.noise * random.random(), face.shape)
        face = (face + noise).clip(0, 255).astype(np.uint8)
    if is_compressed:
        quality = int(random.integers(augmentation.lowest_quality, 95))
        encoded = cv2.imencode(".jpg", face, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        face = np.asarray(cv2.imdecode(encoded, cv2.IMREAD_GRAYSCALE), np.uint8)
    if face.shape[0] != side:
        face = np.asarray(cv2.resize(face, (side, side), interpolation=cv2.INTER_LINEAR), np.uint8)
    return face


def _in_other_light(
    face: NDArray[np.uint8], augmentation: CallAugmentation, random: np.random.Generator
) -> NDArray[np.uint8]:
    gamma = augmentation.gamma ** random.uniform(-1, 1)
    gain = random.uniform(augmentation.darkest, 1.2)
    curve = (255 * gain * (np.arange(256) / 255) ** gamma).clip(0, 255).astype(np.uint8)
    return np.asarray(curve[face], np.uint8)
