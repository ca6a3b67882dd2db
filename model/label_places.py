"""Places for the labels of boxes on a picture: beside their own box, and never over each other.

All rectangles are left, top, width and height in whole pixels.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Rect = tuple[int, int, int, int]
Size = tuple[int, int]
Rects = NDArray[np.int64]

INSIDE: Final = 0.35
"""The cost of a label over its own face, where one that covers another's face wholly costs 1."""
FURTHER: Final = 0.02
"""The cost of each further place beside a box: above it before below it, in its middle before at its ends."""
GAP: Final = 1
"""Pixels between two labels, which may have the same colour."""
STEP: Final = 0.5
"""Of a label's size: how far the places lie apart that are tried where none beside the box is free."""


@dataclass(frozen=True, slots=True)
class LabelPlace:
    """A label's place, and which of its texts fits there: 0 is the first."""

    rect: Rect
    text: int

    def touches(self, box: Rect) -> bool:
        """Return whether the label lies at or over a box, so that everybody sees to whom it belongs."""
        x, y, width, height = self.rect
        left, top, box_width, box_height = box
        beside = x <= left + box_width and left <= x + width
        return beside and y <= top + box_height and top <= y + height


def place_labels(
    picture_wh: Size, boxes: Sequence[Rect], sizes: Sequence[Sequence[Size]], obstacles: Sequence[Rect] = ()
) -> list[LabelPlace | None]:
    """Return a place for the label of each box, None where the picture has no room left for any of its texts.

    `sizes` are the sizes of the texts that a box may have, the best first; none for a box without a label. Labels
    avoid other boxes, and the `obstacles` beside, as far as they can.
    """
    faces = np.array([*boxes, *obstacles], np.int64).reshape(-1, 4)
    taken: list[Rect] = []
    places: list[LabelPlace | None] = [None] * len(boxes)
    # The large ones first, which have the fewest places; those of the same size as one reads.
    for number in sorted(range(len(boxes)), key=lambda each: (-boxes[each][3], boxes[each][1], boxes[each][0])):
        others = np.delete(faces, number, axis=0)
        place = _place_of(picture_wh, boxes[number], sizes[number], others, np.array(taken, np.int64).reshape(-1, 4))
        if place is not None:
            places[number] = place
            x, y, width, height = place.rect
            taken.append((x - GAP, y - GAP, width + 2 * GAP, height + 2 * GAP))
    return places


def _place_of(picture_wh: Size, box: Rect, sizes: Sequence[Size], others: Rects, taken: Rects) -> LabelPlace | None:
    """Return the first place that is free: at the box, then further off, and only then with the shortest text."""
    numbered = list(enumerate(sizes))
    for texts in (numbered[:-1], numbered[-1:]):
        for candidates in (_beside, _anywhere):
            for text, size in texts:
                rect = _best(picture_wh, box, candidates(picture_wh, box, size), others, taken)
                if rect is not None:
                    return LabelPlace(rect, text)
    return None


def _best(picture_wh: Size, box: Rect, candidates: Rects, others: Rects, taken: Rects) -> Rect | None:
    """Return the candidate that covers the least of any face and no other label; of equals the first."""
    width, height = picture_wh
    ends = candidates[:, :2] + candidates[:, 2:]
    inside = np.flatnonzero((candidates[:, :2] >= 0).all(axis=1) & (ends <= (width, height)).all(axis=1))
    free = inside[_shared(candidates[inside], taken) == 0]
    if not len(free):
        return None
    rects = candidates[free]
    own = np.array([box], np.int64)
    costs = (_shared(rects, others) + INSIDE * _shared(rects, own)) / np.maximum(rects[:, 2] * rects[:, 3], 1)
    x, y, label_width, label_height = rects[int(np.argmin(costs + FURTHER * free))].tolist()
    return x, y, label_width, label_height


def _shared(rects: Rects, with_those: Rects) -> NDArray[np.float64]:
    """Return for each of n rectangles how many square pixels it shares with the m others together, float (n,)."""
    x, y, width, height = (part[:, None] for part in rects.T)
    other_x, other_y, other_width, other_height = (part[None, :] for part in with_those.T)
    across = np.minimum(x + width, other_x + other_width) - np.maximum(x, other_x)
    down = np.minimum(y + height, other_y + other_height) - np.maximum(y, other_y)
    return np.asarray((across.clip(0) * down.clip(0)).sum(axis=1), dtype=np.float64)


def _beside(picture_wh: Size, box: Rect, size: Size) -> Rects:
    """Return the places at a box, moved sideways into the picture; the best first."""
    return np.array([(x, y, *size) for x, y in _corners(picture_wh[0], box, size)], np.int64)


def _corners(picture_width: int, box: Rect, size: Size) -> Iterator[tuple[int, int]]:
    left, top, width, height = box
    label_width, label_height = size
    across = (left + (width - label_width) // 2, left, left + width - label_width)
    for y in (top - label_height, top + height, top, top + height - label_height):
        yield from ((int(np.clip(x, 0, max(0, picture_width - label_width))), y) for x in across)
    for x in (left + width, left - label_width):
        yield from ((x, y) for y in (top, top + height - label_height, top + (height - label_height) // 2))


def _anywhere(picture_wh: Size, box: Rect, size: Size) -> Rects:
    """Return places all over the picture, the nearest to the box first."""
    xs, ys = (
        np.arange(0, max(whole - own, 0) + 1, max(int(own * STEP), 1))
        for whole, own in zip(picture_wh, size, strict=True)
    )
    places = np.array(np.meshgrid(xs, ys)).reshape(2, -1).T
    middle = np.array([box[0] + box[2] / 2 - size[0] / 2, box[1] + box[3] / 2 - size[1] / 2])
    nearest = np.argsort(np.abs(places - middle).sum(axis=1), kind="stable")
    return np.concatenate([places[nearest], np.full((len(places), 2), size, np.int64)], axis=1)
