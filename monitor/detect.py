"""Finds faces with MTCNN (Zhang et al. 2016), the three networks of the `mtcnn` package."""

from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from monitor.types import Box, Face, Frame, Landmarks

MTCNN_FACE_PX: Final = 20
"""The smallest face that MTCNN's pyramid begins with. The package's own `min_face_size` finds nothing at other
values, so the picture is shrunk until the smallest wanted face has this size."""

MIN_SIDE_PX: Final = 2 * MTCNN_FACE_PX
"""A shrunk picture with a shorter side has no room for a pyramid."""


class MtcnnDetector:
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

    def detect(self, frame: Frame) -> list[Face]:
        """Return the faces of the frame, in no particular order."""
        height, width = frame.image_bgr.shape[:2]
        shrink = max(self._shrink, min(MIN_SIDE_PX / min(height, width), 1.0))
        found = self._run_stages(_shrunk_rgb(frame.image_bgr, shrink))
        faces = [_face(row / shrink, float(row[5]), width, height) for row in found if row[5] >= self._min_confidence]
        return [face for face in faces if face is not None]

    def _run_stages(self, image_rgb: npt.NDArray[np.uint8]) -> npt.NDArray[np.float64]:
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


def _shrunk_rgb(image_bgr: npt.NDArray[np.uint8], shrink: float) -> npt.NDArray[np.uint8]:
    import cv2

    if shrink < 1:
        image_bgr = cv2.resize(image_bgr, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA).astype(np.uint8)
    return np.ascontiguousarray(image_bgr[..., ::-1])


def _face(row: npt.NDArray[np.float64], confidence: float, frame_width: int, frame_height: int) -> Face | None:
    """Return the face with its box cut to the frame, or None if nothing of it lies inside."""
    left, top = max(round(row[1]), 0), max(round(row[2]), 0)
    right, bottom = min(round(row[3]), frame_width), min(round(row[4]), frame_height)
    if right <= left or bottom <= top:
        return None
    # MTCNN names eyes and mouth corners as the viewer sees them; ours are the person's own.
    points = [(float(x), float(y)) for x, y in zip(row[6:11], row[11:16], strict=True)]
    landmarks = Landmarks(
        right_eye=points[0], left_eye=points[1], nose=points[2], mouth_right=points[3], mouth_left=points[4]
    )
    return Face(Box(left, top, right - left, bottom - top), min(max(confidence, 0.0), 1.0), landmarks)
