"""Finds the faces of a frame: `model.face_finder`, in the words of `monitor.types`."""

from model.face_finder import MTCNN_FACE_PX, FaceFinder, FoundFace
from monitor.types import Box, Face, Frame, Landmarks

__all__ = ["MTCNN_FACE_PX", "MtcnnDetector"]


class MtcnnDetector(FaceFinder):
    """A `FaceFinder` that takes the monitor's frames and gives the monitor's faces."""

    search_seconds: float = 4.0

    def detect(self, frame: Frame) -> list[Face]:
        """Return the faces of the frame, in no particular order."""
        return [_face(found) for found in self.find(frame.image_bgr)]


def _face(found: FoundFace) -> Face:
    # MTCNN names eyes and mouth corners as the viewer sees them; ours are the person's own.
    right_eye, left_eye, nose, mouth_right, mouth_left = found.landmarks_xy
    landmarks = Landmarks(
        right_eye=right_eye, left_eye=left_eye, nose=nose, mouth_right=mouth_right, mouth_left=mouth_left
    )
    return Face(Box(*found.box_xywh), found.confidence, landmarks)
