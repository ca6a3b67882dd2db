"""Finds faces in a picture with MTCNN (Zhang et al. 2016), the three networks of the `mtcnn` package."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

MTCNN_FACE_PX: Final = 20
"""The smallest face that MTCNN's pyramid begins with. The package's own `min_face_size` finds nothing at other
values, so the picture is shrunk until the smallest wanted face has this size."""

MIN_SIDE_PX: Final = 2 * MTCNN_FACE_PX
"""A shrunk picture with a shorter side has no room for a pyramid."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class FoundFace:
    """A face in a picture.

    `box_xywh` is left, top, width and height in whole pixels, inside the picture. `confidence` lies between 0 and 1.
    `landmarks_xy` are five points in pixels, not cut to the picture, in MTCNN's order, which is the viewer's: the eye
    at the viewer's left (the person's right eye), the other eye, the nose, the corner of the mouth at the viewer's
    left, the other corner.
    """

    box_xywh: tuple[int, int, int, int]
    confidence: float
    landmarks_xy: tuple[Point, Point, Point, Point, Point]

    def __post_init__(self) -> None:
        """Refuse a box without area or outside the picture's upper left, and a confidence that is none."""
        left, top, width, height = self.box_xywh
        if left < 0 or top < 0 or width <= 0 or height <= 0:
            raise ValueError(f"a face's box has an area and begins inside the picture, not {self.box_xywh}")
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"confidence lies between 0 and 1, not at {self.confidence}")


class FaceFinder:
    """Finds all faces of at least `smallest_face_px` whose confidence reaches `min_confidence` (0 to 1).

    Not for use from two threads at once.
    """

    def __init__(self, smallest_face_px: int, min_confidence: float) -> None:
        import mtcnn
        from mtcnn.stages import StageONet, StagePNet, StageRNet

        # A bare file name would make the package look in the current directory first, and unpickle what lies there.
        weights = Path(mtcnn.__file__).resolve().parent / "assets" / "weights"
        self._stages = (
            StagePNet(weights=str(weights / "pnet.lz4")),
            StageRNet(weights=str(weights / "rnet.lz4")),
            StageONet(weights=str(weights / "onet.lz4")),
        )
        self._shrink = min(MTCNN_FACE_PX / smallest_face_px, 1.0)
        self._min_confidence = min_confidence

    def find(self, image_bgr: NDArray[np.uint8]) -> list[FoundFace]:
        """Return the faces of a picture, uint8 (height, width, 3) with blue first, in no particular order."""
        height, width = image_bgr.shape[:2]
        shrink = max(self._shrink, min(MIN_SIDE_PX / min(height, width), 1.0))
        rows = self._run_stages(_shrunk_rgb(image_bgr, shrink))
        found = [_face(row / shrink, float(row[5]), width, height) for row in rows if row[5] >= self._min_confidence]
        return [face for face in found if face is not None]

    def _run_stages(self, image_rgb: NDArray[np.uint8]) -> NDArray[np.float64]:
        """Return a row for each face: image, x1, y1, x2, y2, confidence, five landmark xs, five ys.

        The stages are called one by one because the package's `detect_faces` takes every InvalidArgumentError for
        "no faces", which would make a failure look like an empty class.
        """
        from mtcnn.utils.images import load_images_batch, standarize_batch

        images, shapes, _ = standarize_batch(load_images_batch([image_rgb]), normalize=True)
        boxes: Any = None
        for stage in self._stages:
            boxes = stage(bboxes_batch=boxes, images_normalized=images, images_oshapes=shapes)
            if len(boxes) == 0:
                return np.empty((0, 16))
        return np.asarray(boxes, np.float64)


def _shrunk_rgb(image_bgr: NDArray[np.uint8], shrink: float) -> NDArray[np.uint8]:
    import cv2

    if shrink < 1:
        image_bgr = cv2.resize(image_bgr, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA).astype(np.uint8)
    return np.ascontiguousarray(image_bgr[..., ::-1])


def _face(row: NDArray[np.float64], confidence: float, width: int, height: int) -> FoundFace | None:
    """Return the face with its box cut to the picture's width and height, or None if nothing of it lies inside."""
    left, top = max(round(row[1]), 0), max(round(row[2]), 0)
    right, bottom = min(round(row[3]), width), min(round(row[4]), height)
    if right <= left or bottom <= top:
        return None
    xs, ys = row[6:11], row[11:16]
    eye, other_eye, nose, mouth, other_mouth = ((float(x), float(y)) for x, y in zip(xs, ys, strict=True))
    landmarks_xy = (eye, other_eye, nose, mouth, other_mouth)
    return FoundFace((left, top, right - left, bottom - top), min(max(confidence, 0.0), 1.0), landmarks_xy)
