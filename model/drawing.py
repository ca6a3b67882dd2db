"""Draw labelled boxes onto pictures; all pictures are uint8 (height, width, 3) in BGR order.

The colours are those of the dashboard's charts. No label covers another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from classroom.emotion_colours import EMOTION_COLOURS
from classroom.emotions import EMOTIONS
from model.label_places import LabelPlace, Size, place_labels

ImageBgr = NDArray[np.uint8]
Bgr = tuple[int, int, int]


def _bgr(colour: str) -> Bgr:
    """Return a colour, written as #RRGGBB, as OpenCV takes it."""
    return int(colour[5:7], 16), int(colour[3:5], 16), int(colour[1:3], 16)


COLOURS_BGR: Final[dict[int, Bgr]] = {emotion: _bgr(EMOTION_COLOURS[name]) for emotion, name in enumerate(EMOTIONS)}
UNREAD_BGR: Final[Bgr] = (140, 140, 140)
COUNTED_BGR: Final[Bgr] = (110, 200, 60)
FONT: Final = cv2.FONT_HERSHEY_SIMPLEX
SMALLEST_TEXT: Final = 0.36
DARK: Final[Bgr] = (20, 20, 20)
WHITE: Final[Bgr] = (255, 255, 255)
LIGHT_FROM: Final = 0.2
"""The relative luminance from which dark letters are the clearer ones (WCAG 2.2)."""


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
    labelled = [_texts_of(box) for box in boxes]
    size_wh = (picture.shape[1], picture.shape[0])
    sizes = [[text.size_wh for text in texts] for texts in labelled]
    places = place_labels(size_wh, [box.box_xywh for box in boxes], sizes)
    found = [
        (box, texts[place.text], place) for box, texts, place in zip(boxes, labelled, places, strict=True) if place
    ]
    for box, _, place in found:
        _draw_leader(picture, box, place)
    for box, text, place in found:
        _draw_label(picture, text, place.rect[:2], box.colour_bgr)
    return picture


def _draw_box(picture: ImageBgr, box: LabelledBox) -> None:
    left, top, width, height = box.box_xywh
    thickness = max(2, round(height / 60))
    cv2.rectangle(picture, (left, top), (left + width - 1, top + height - 1), box.colour_bgr, thickness)


@dataclass(frozen=True, slots=True)
class _Text:
    """Words with the scale of their letters, the size of the strip under them, and their line within it."""

    words: str
    scale: float
    size_wh: Size
    line: int

    @classmethod
    def of(cls, words: str, scale: float) -> "_Text":
        """Return the words as they are drawn at this scale."""
        (width, height), below = cv2.getTextSize(words, FONT, scale, _thickness(scale))
        return cls(words, scale, (width + 6, height + below + 3), height + 2)


def _thickness(scale: float) -> int:
    return 1 if scale < 0.8 else 2


def _texts_of(box: LabelledBox) -> list[_Text]:
    """Return what may be written of a box, the best first: in letters that suit it, in small ones, its end alone."""
    if not box.label:
        return []
    own = max(SMALLEST_TEXT, min(1.2, box.box_xywh[3] / 190))
    scales = [own] if own == SMALLEST_TEXT else [own, SMALLEST_TEXT]
    return [*(_Text.of(box.label, scale) for scale in scales), _Text.of(box.label.split()[-1], SMALLEST_TEXT)]


def _draw_leader(picture: ImageBgr, box: LabelledBox, place: LabelPlace) -> None:
    """Draw a line from a label to its box, unless it lies there."""
    if place.touches(box.box_xywh):
        return
    ends = [(x + width // 2, y + height // 2) for x, y, width, height in (place.rect, box.box_xywh)]
    cv2.line(picture, ends[0], ends[1], DARK, 3, cv2.LINE_AA)
    cv2.line(picture, ends[0], ends[1], box.colour_bgr, 1, cv2.LINE_AA)


def _draw_label(picture: ImageBgr, text: _Text, at: tuple[int, int], colour_bgr: Bgr) -> None:
    """Draw words on a strip of the box's colour."""
    (x, y), (width, height) = at, text.size_wh
    cv2.rectangle(picture, (x, y), (x + width - 1, y + height - 1), colour_bgr, -1)
    ink = DARK if _luminance(colour_bgr) > LIGHT_FROM else WHITE
    cv2.putText(picture, text.words, (x + 3, y + text.line), FONT, text.scale, ink, _thickness(text.scale), cv2.LINE_AA)


def _luminance(colour_bgr: Bgr) -> float:
    """Return the relative luminance of a colour, 0 to 1."""
    parts = [part / 255 for part in colour_bgr]
    blue, green, red = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.0722 * blue + 0.7152 * green + 0.2126 * red


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
