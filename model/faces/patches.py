"""Crop many squares from a picture at once, each resized to a network's input."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from model.faces.boxes import Boxes

MOST_PATCHES: Final = 600
"""OpenCV's remap takes at most 32,767 rows in one call."""

OUTSIDE: Final = (128, 128, 128)
"""The grey level outside the picture, which the networks' input scaling turns to zero."""


def crop_patches(image_rgb: NDArray[np.uint8], boxes: Boxes, side: int) -> NDArray[np.uint8]:
    """Return the boxes' contents, uint8 (n, side, side, 3), of a picture uint8 (height, width, 3).

    Sampled bilinearly at the coordinates that `tf.image.crop_and_resize` uses, since the networks' weights come from a
    package that uses it. Raises ValueError for more than MOST_PATCHES boxes.
    """
    count = len(boxes)
    if count > MOST_PATCHES:
        raise ValueError(f"at most {MOST_PATCHES} patches at once, not {count}")
    if not count:
        return np.empty((0, side, side, 3), np.uint8)
    height, width = image_rgb.shape[:2]
    xs = _places(boxes[:, 0], boxes[:, 2], width, side)
    ys = _places(boxes[:, 1], boxes[:, 3], height, side)
    map_x = np.repeat(xs, side, axis=0)
    map_y = np.ascontiguousarray(np.broadcast_to(ys.reshape(-1, 1), (count * side, side)))
    column = cv2.remap(image_rgb, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=OUTSIDE)
    return np.asarray(column, np.uint8).reshape(count, side, side, 3)


def _places(start: NDArray[np.float32], end: NDArray[np.float32], length: int, side: int) -> NDArray[np.float32]:
    """Return the coordinates (n, side) of the samples between each start and end, along a side of `length` pixels."""
    within = np.linspace(0, 1, side, dtype=np.float32)
    stretched = np.float32((length - 1) / length)
    return (start[:, None] + (end - start)[:, None] * within) * stretched
