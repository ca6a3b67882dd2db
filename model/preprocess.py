"""Convert pictures to the network's input, the same way for training, evaluation and live use."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

INPUT_SIDE: Final = 48
"""Side of the network's square input in pixels: FER-2013's."""

CROP_SIDE_PER_BOX_HEIGHT: Final = 0.96
"""Side of the square that frames a face as FER-2013 does, per height of MTCNN's box; see docs/model-card.md."""

MAX_VALUE: Final = 255.0


def crop_face(
    image_bgr: NDArray[np.uint8],
    box_xywh: tuple[float, float, float, float],
    side_per_box_height: float = CROP_SIDE_PER_BOX_HEIGHT,
) -> NDArray[np.uint8]:
    """Return the face in the box, framed as in FER-2013: grey, uint8 (48, 48).

    `image_bgr` uint8 (H, W, 3); `box_xywh` left, top, width and height in pixels. The square has the box's centre and
    may leave the picture: the picture's edge is then replicated. Raises ValueError for a box without height.
    """
    left, top, width, height = box_xywh
    if height <= 0 or width <= 0:
        raise ValueError(f"a face's box needs a width and a height, not {width} x {height}")
    side = max(1, round(height * side_per_box_height))
    x = round(left + width / 2 - side / 2)
    y = round(top + height / 2 - side / 2)
    square_bgr = image_bgr[max(y, 0) : y + side, max(x, 0) : x + side]
    if square_bgr.shape[:2] != (side, side):
        # Indexing with clipped rows and columns replicates the edge, wherever the square lies.
        rows = np.clip(np.arange(y, y + side), 0, image_bgr.shape[0] - 1)
        columns = np.clip(np.arange(x, x + side), 0, image_bgr.shape[1] - 1)
        square_bgr = np.ascontiguousarray(image_bgr[rows[:, None], columns[None, :]])
    return resize_face(np.asarray(cv2.cvtColor(square_bgr, cv2.COLOR_BGR2GRAY), np.uint8))


def resize_face(face: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a grey face uint8 (h, w) at the network's input size, uint8 (48, 48)."""
    if face.shape == (INPUT_SIDE, INPUT_SIDE):
        return face
    method = cv2.INTER_AREA if min(face.shape) > INPUT_SIDE else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(face, (INPUT_SIDE, INPUT_SIDE), interpolation=method), np.uint8)


def to_network_input(faces: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Convert grey faces uint8 (n, 48, 48) to the network's input: float32 (n, 48, 48, 1) from 0 to 1."""
    return (faces.astype(np.float32) / MAX_VALUE)[..., np.newaxis]
