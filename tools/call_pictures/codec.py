"""Send a frame through lossy compression."""

import cv2
import numpy as np

from tools.call_pictures.pixels import Image


def compressed(image: Image, quality: int, seconds: float) -> Image:
    """Return the picture after JPEG compression whose blocks begin elsewhere at every second."""
    right, down = (int(part) for part in np.random.default_rng(round(seconds * 1000)).integers(0, 16, 2))
    larger = cv2.copyMakeBorder(image, down, 0, right, 0, cv2.BORDER_REFLECT)
    done, coded = cv2.imencode(".jpg", larger, [cv2.IMWRITE_JPEG_QUALITY, quality])
    decoded = cv2.imdecode(coded, cv2.IMREAD_COLOR) if done else None
    if decoded is None:
        raise ValueError("the picture cannot be compressed")
    return np.ascontiguousarray(decoded[down:, right:], np.uint8)
