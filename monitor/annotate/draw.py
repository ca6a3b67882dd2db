"""Draw boxes, emotions and probabilities onto a copy of the frame."""

from collections.abc import Sequence

from model.drawing import COLOURS_BGR, UNREAD_BGR, draw_boxes, emotion_box, fit_into, unread_box
from monitor.types import Box, ImageBgr, Observation, TrackedFace

__all__ = ["COLOURS_BGR", "UNREAD_BGR", "annotate", "fit_into"]


def annotate(image_bgr: ImageBgr, faces: Sequence[TrackedFace], observations: Sequence[Observation]) -> ImageBgr:
    """Return a new picture of the same size with a box around every face.

    A face with an observation gets its strongest emotion with the probability in per cent; one that was detected but
    not classified gets a grey box without a label.
    """
    read = {observation.track_id: observation.probabilities for observation in observations}
    boxes = [
        emotion_box(_xywh(face.face.box), read[face.track_id])
        if face.track_id in read
        else unread_box(_xywh(face.face.box))
        for face in faces
    ]
    return draw_boxes(image_bgr, boxes)


def _xywh(box: Box) -> tuple[int, int, int, int]:
    return box.x, box.y, box.width, box.height
