"""Decode a JPEG that a page sent; its header was checked before."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.types import ImageBgr


def decoded(jpeg: bytes) -> "ImageBgr | None":
    """Return the picture, None if it is damaged."""
    import cv2
    import numpy as np

    image = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    return None if image is None else image.astype(np.uint8, copy=False)
