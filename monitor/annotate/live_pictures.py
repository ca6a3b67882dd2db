"""Keep the newest picture with the faces that count ready, for who looks at the class from the dashboard."""

from collections.abc import Sequence
from typing import Final

import cv2

from model.drawing import counted_box, draw_boxes, fit_into
from monitor.control.class_control import ClassControl
from monitor.types import Box, Frame, Observation, TrackedFace

LARGEST_WH: Final = (960, 600)
JPEG_QUALITY: Final = 70


class LivePictures:
    """A FrameWatcher that shows boxes, and nothing that was read off a face. In memory only, while somebody looks."""

    def __init__(self, control: ClassControl) -> None:
        self._control = control

    def show(self, frame: Frame, faces: Sequence[TrackedFace], observations: Sequence[Observation]) -> None:
        """Draw and keep the frame if somebody looks; else drop what was kept."""
        del observations
        if not self._control.is_looked_at():
            self._control.show(None)
            return
        picture = draw_boxes(frame.image_bgr, [counted_box(_xywh(each.face.box)) for each in faces])
        height, width = picture.shape[:2]
        scale = min(1.0, LARGEST_WH[0] / width, LARGEST_WH[1] / height)
        if scale < 1:
            picture = fit_into(picture, max(1, round(width * scale)), max(1, round(height * scale)))
        encoded, jpeg = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
        self._control.show(jpeg.tobytes() if encoded else None)

    def show_alone(self, frame: Frame) -> None:
        """Show a frame that no network has seen, so that somebody can mark in it what is left out."""
        self.show(frame, (), ())

    def tick(self) -> None:
        """Do nothing: there is no user input."""

    def close(self) -> None:
        """Drop the picture."""
        self._control.show(None)


def _xywh(box: Box) -> tuple[int, int, int, int]:
    return box.x, box.y, box.width, box.height
