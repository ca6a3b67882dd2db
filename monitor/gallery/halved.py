"""Halve a picture once, so that the cells of its tiles are averaged from a quarter of the pixels."""

from monitor.types import Box, ImageBgr


def halved(image_bgr: ImageBgr) -> ImageBgr:
    """Return the picture at half its width and height, each pixel the mean of four. 0.7 ms for 1920×1080."""
    import cv2
    import numpy as np

    size_wh = (image_bgr.shape[1] // 2, image_bgr.shape[0] // 2)
    return np.asarray(cv2.resize(image_bgr, size_wh, interpolation=cv2.INTER_AREA), np.uint8)


def part_of(half_bgr: ImageBgr, box: Box, inset_px: int = 0) -> ImageBgr:
    """Return what a halved picture shows of a box of the whole one, without a frame of `inset_px` whole pixels."""
    left, top = (box.x + inset_px) // 2, (box.y + inset_px) // 2
    right, bottom = (box.x + box.width - inset_px) // 2, (box.y + box.height - inset_px) // 2
    return half_bgr[top : max(bottom, top + 1), left : max(right, left + 1)]
