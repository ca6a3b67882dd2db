"""Draws what was seen onto a copy of the picture: a box, the emotion and its probability over each face."""

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np

from classroom.emotions import ANGRY, DISGUST, EMOTIONS, FEAR, HAPPY, NEUTRAL, SAD, SURPRISE
from monitor.types import Box, ImageBgr, Observation, TrackedFace

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
FONT: Final = cv2.FONT_HERSHEY_SIMPLEX
SMALLEST_TEXT: Final = 0.36
LIGHT_FROM: Final = 120


def annotate(image_bgr: ImageBgr, faces: Sequence[TrackedFace], observations: Sequence[Observation]) -> ImageBgr:
    """Return a new picture of the same size with every face boxed.

    A face with an observation gets its strongest emotion with the probability in percent; one that was counted but
    not read gets a grey box without words.
    """
    picture = image_bgr.copy()
    read = {observation.track_id: observation for observation in observations}
    for face in faces:
        observation = read.get(face.track_id)
        if observation is None:
            _draw_box(picture, face.face.box, UNREAD_BGR)
    # Labels come last, so that no neighbour's box runs through them.
    seen = [(face.face.box, read[face.track_id]) for face in faces if face.track_id in read]
    strongest = [int(np.argmax(observation.probabilities)) for _, observation in seen]
    for (box, _), emotion in zip(seen, strongest, strict=True):
        _draw_box(picture, box, COLOURS_BGR[emotion])
    for (box, observation), emotion in zip(seen, strongest, strict=True):
        label = f"{EMOTIONS[emotion]} {observation.probabilities[emotion]:.0%}"
        _draw_label(picture, box, label, COLOURS_BGR[emotion])
    return picture


def _draw_box(picture: ImageBgr, box: Box, colour: Bgr) -> None:
    thickness = max(2, round(box.height / 60))
    corner = (box.x + box.width - 1, box.y + box.height - 1)
    cv2.rectangle(picture, (box.x, box.y), corner, colour, thickness)


def _draw_label(picture: ImageBgr, box: Box, label: str, colour: Bgr) -> None:
    """Write the label on its colour above the box, or inside it at the picture's upper edge."""
    size = max(SMALLEST_TEXT, min(1.2, box.height / 190))
    thickness = 1 if size < 0.8 else 2
    (width, height), below = cv2.getTextSize(label, FONT, size, thickness)
    strip_width, strip_height = width + 6, height + below + 3
    x = int(np.clip(box.x + (box.width - strip_width) // 2, 0, max(0, picture.shape[1] - strip_width)))
    y = box.y - strip_height if box.y >= strip_height else box.y
    cv2.rectangle(picture, (x, y), (x + strip_width - 1, y + strip_height - 1), colour, -1)
    lightness = 0.114 * colour[0] + 0.587 * colour[1] + 0.299 * colour[2]
    ink = (20, 20, 20) if lightness > LIGHT_FROM else (255, 255, 255)
    cv2.putText(picture, label, (x + 3, y + height + 2), FONT, size, ink, thickness, cv2.LINE_AA)


def fit_into(image_bgr: ImageBgr, width: int, height: int) -> ImageBgr:
    """Return the picture at the size (pixels), its shape kept, with black bars where it does not fill it."""
    if image_bgr.shape[:2] == (height, width):
        return image_bgr
    scale = min(width / image_bgr.shape[1], height / image_bgr.shape[0])
    size = (max(1, round(image_bgr.shape[1] * scale)), max(1, round(image_bgr.shape[0] * scale)))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    fitted = np.zeros((height, width, 3), np.uint8)
    left, top = (width - size[0]) // 2, (height - size[1]) // 2
    fitted[top : top + size[1], left : left + size[0]] = cv2.resize(image_bgr, size, interpolation=method)
    return fitted
