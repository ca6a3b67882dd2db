"""Draw labelled boxes onto pictures; all pictures are uint8 (height, width, 3) in BGR order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from classroom.emotions import ANGRY, DISGUST, EMOTIONS, FEAR, HAPPY, NEUTRAL, SAD, SURPRISE

ImageBgr = NDArray[np.uint8]
Bgr = tuple[int, int, int]

COLOURS_BGR: Final[dict[int, Bgr]] = {
    ANGRY: (60, 60, 220),
    DISGUST: (70, 150, 60),
    FEAR: (200, 90, 150),
    HAPPY: (40, 190, 240),
    SAD: (200, 120, 40),
    SURPRISE: (60, 130, 245),
    NEUTRAL: (190, 180, 170),
}
UNREAD_BGR: Final[Bgr] = (140, 140, 140)
COUNTED_BGR: Final[Bgr] = (110, 200, 60)
FONT: Final = cv2.FONT_HERSHEY_SIMPLEX
SMALLEST_TEXT: Final = 0.36
LIGHT_FROM: Final = 120


@dataclass(frozen=True, slots=True)
class LabelledBox:
    """A box to draw: left, top, width and height in whole pixels, its colour, and a label, if any."""

    box_xywh: tuple[int, int, int, int]
    colour_bgr: Bgr
    label: str = ""

    def __post_init__(self) -> None:
        """Reject a box without area, and an invalid colour."""
        if self.box_xywh[2] <= 0 or self.box_xywh[3] <= 0:
            raise ValueError(f"a box has an area, not {self.box_xywh}")
        if not all(0 <= part <= 255 for part in self.colour_bgr):
            raise ValueError(f"a colour's parts lie between 0 and 255, not {self.colour_bgr}")


def emotion_box(box_xywh: tuple[int, int, int, int], probabilities: Sequence[float]) -> LabelledBox:
    """Return the box of a classified face: its strongest emotion's colour, with the probability in per cent."""
    strongest = int(np.argmax(probabilities))
    return LabelledBox(box_xywh, COLOURS_BGR[strongest], f"{EMOTIONS[strongest]} {probabilities[strongest]:.0%}")


def unread_box(box_xywh: tuple[int, int, int, int]) -> LabelledBox:
    """Return the box of a face that was detected but not classified: grey, without a label."""
    return LabelledBox(box_xywh, UNREAD_BGR)


def counted_box(box_xywh: tuple[int, int, int, int]) -> LabelledBox:
    """Return the box of a face that counts, without anything that was read off it."""
    return LabelledBox(box_xywh, COUNTED_BGR)


def draw_boxes(image_bgr: ImageBgr, boxes: Sequence[LabelledBox]) -> ImageBgr:
    """Return a new picture of the same size with every box drawn, those without a label first."""
    picture = image_bgr.copy()
    # Labels come last, so that no neighbour's box crosses them.
    for box in sorted(boxes, key=lambda box: bool(box.label)):
        _draw_box(picture, box)
    for box in boxes:
        if box.label:
            _draw_label(picture, box)
    return picture


def _draw_box(picture: ImageBgr, box: LabelledBox) -> None:
    left, top, width, height = box.box_xywh
    thickness = max(2, round(height / 60))
    cv2.rectangle(picture, (left, top), (left + width - 1, top + height - 1), box.colour_bgr, thickness)


def _draw_label(picture: ImageBgr, box: LabelledBox) -> None:
    """Draw the label on its colour above the box, or inside it at the picture's upper edge."""
    left, top, box_width, box_height = box.box_xywh
    size = max(SMALLEST_TEXT, min(1.2, box_height / 190))
    thickness = 1 if size < 0.8 else 2
    (width, height), below = cv2.getTextSize(box.label, FONT, size, thickness)
    strip_width, strip_height = width + 6, height + below + 3
    x = int(np.clip(left + (box_width - strip_width) // 2, 0, max(0, picture.shape[1] - strip_width)))
    y = top - strip_height if top >= strip_height else top
    cv2.rectangle(picture, (x, y), (x + strip_width - 1, y + strip_height - 1), box.colour_bgr, -1)
    blue, green, red = box.colour_bgr
    ink = (20, 20, 20) if 0.114 * blue + 0.587 * green + 0.299 * red > LIGHT_FROM else (255, 255, 255)
    cv2.putText(picture, box.label, (x + 3, y + height + 2), FONT, size, ink, thickness, cv2.LINE_AA)


def fit_into(image_bgr: ImageBgr, width: int, height: int) -> ImageBgr:
    """Return the picture at the size (pixels) with its aspect ratio kept, padded with black bars."""
    if image_bgr.shape[:2] == (height, width):
        return image_bgr
    scale = min(width / image_bgr.shape[1], height / image_bgr.shape[0])
    size = (max(1, round(image_bgr.shape[1] * scale)), max(1, round(image_bgr.shape[0] * scale)))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    fitted = np.zeros((height, width, 3), np.uint8)
    left, top = (width - size[0]) // 2, (height - size[1]) // 2
    fitted[top : top + size[1], left : left + size[0]] = cv2.resize(image_bgr, size, interpolation=method)
    return fitted
