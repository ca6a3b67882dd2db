"""Augment the geometry of faces: rotation, zoom, shift, and a head turned to the side."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class GeometryAugmentation:
    """Ranges of the geometric augmentation, each drawn uniformly from -value to value.

    `rotation_degrees`; `zoom` and `shift` as shares of the side (a detector's boxes vary by about 0.1); `turn` is how
    much shorter the far side of a half-turned head gets, as a share, in `turned_share` of the faces.
    """

    rotation_degrees: float = 12.0
    zoom: float = 0.14
    shift: float = 0.08
    turn: float = 0.25
    turned_share: float = 0.3


def augment_geometry(
    face: NDArray[np.uint8], side: int, augmentation: GeometryAugmentation, random: np.random.Generator
) -> NDArray[np.uint8]:
    """Return the face, uint8 (h, w), randomly warped to uint8 (side, side), and mirrored in half of the cases."""
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], np.float64)
    if random.random() < augmentation.turned_share:
        corners = _turned(corners, augmentation.turn * random.uniform(-1, 1))
    angle = np.radians(augmentation.rotation_degrees) * random.uniform(-1, 1)
    zoom = 1 + augmentation.zoom * random.uniform(-1, 1)
    rotation = zoom * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    shift = 2 * augmentation.shift * random.uniform(-1, 1, 2)
    corners = corners @ rotation.T + shift
    if random.random() < 0.5:
        corners[:, 0] *= -1
    height, width = face.shape
    whole = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32) - 0.5
    target = ((corners + 1) * side / 2 - 0.5).astype(np.float32)
    return np.asarray(
        cv2.warpPerspective(
            face,
            cv2.getPerspectiveTransform(whole, target),
            (side, side),
            flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        ),
        np.uint8,
    )


def _turned(corners: NDArray[np.float64], turn: float) -> NDArray[np.float64]:
    """Return the corners of a head rotated about its vertical axis: narrower, and lower on the far side."""
    turned = corners.copy()
    turned[:, 0] *= 1 - abs(turn) / 2
    is_far = turned[:, 0] * turn > 0
    turned[is_far, 1] *= 1 - abs(turn) / 2
    return turned
