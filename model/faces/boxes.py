"""Compute the box geometry between MTCNN's networks, vectorised over all boxes.

Boxes are float32 (n, 4): left, top, right and bottom in pixels. The rules are those of the `mtcnn` package, down to its
additional pixel of width and its suppression by boxes that are themselves suppressed: a test compares the two.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Boxes = NDArray[np.float32]
Scores = NDArray[np.float32]
Positions = NDArray[np.intp]

CELL_PX: Final = 12
"""The side in pixels of the window that P-Net classifies."""

STRIDE_PX: Final = 2
"""The step in pixels from one of P-Net's windows to the next."""


def windows_with_faces(offsets: NDArray[np.float32], face: Scores, threshold: float) -> tuple[Boxes, Scores]:
    """Return the windows of one pyramid level that P-Net scores above the threshold, best first, with their scores.

    `offsets` (h, w, 4) are in parts of the window's side less one pixel, since the package begins a window at its
    second pixel; `face` (h, w) are probabilities.
    """
    rows, columns = np.nonzero(face > threshold)
    scores = face[rows, columns]
    order = np.argsort(-scores, kind="stable")
    rows, columns, scores = rows[order], columns[order], scores[order]
    corners = np.stack([columns, rows, columns, rows], axis=1).astype(np.float32) * STRIDE_PX
    corners += np.array([1, 1, CELL_PX, CELL_PX], np.float32)
    return corners + offsets[rows, columns] * np.float32(CELL_PX - 1), scores


def apply_offsets(boxes: Boxes, offsets: NDArray[np.float32]) -> Boxes:
    """Return the boxes adjusted by R-Net's or O-Net's offsets (n, 4), which are in parts of width and height."""
    return boxes + offsets * np.tile(sizes_wh(boxes), 2)


def landmarks_in_pixels(boxes: Boxes, landmarks: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return O-Net's landmarks (n, 10: five xs, five ys, in parts of the box) in pixels, (n, 5, 2)."""
    parts = np.stack([landmarks[:, :5], landmarks[:, 5:]], axis=2)
    return parts * sizes_wh(boxes)[:, None] + boxes[:, None, :2] - np.float32(1)


def sizes_wh(boxes: Boxes) -> NDArray[np.float32]:
    """Return width and height (n, 2), counting the last pixel."""
    return boxes[:, 2:] - boxes[:, :2] + np.float32(1)


def squared(boxes: Boxes) -> Boxes:
    """Return squares around the same centres, with the longer side of each box."""
    centres = (boxes[:, :2] + boxes[:, 2:]) / 2
    half = (boxes[:, 2:] - boxes[:, :2]).max(axis=1, keepdims=True, initial=0) / 2
    return np.concatenate([centres - half, centres + half], axis=1)


def suppress_non_maxima(boxes: Boxes, scores: Scores, max_overlap: float, *, of_smaller: bool = False) -> Positions:
    """Non-maximum suppression: return the positions of the boxes to keep, best first.

    A box is dropped if a better one overlaps it by more than `max_overlap`: the intersection as a share of the union,
    or of the smaller box. A box that is itself suppressed still suppresses others, as in the `mtcnn` package.
    """
    order = np.argsort(-scores, kind="stable")
    if len(order) < 2:
        return order
    ranked = boxes[order]
    better, worse = _neighbours(ranked, 0.0 if of_smaller else max_overlap)
    suppressed = np.zeros(len(order), np.bool_)
    suppressed[worse[overlaps(ranked[better], ranked[worse], of_smaller=of_smaller) > max_overlap]] = True
    return order[~suppressed]


def _neighbours(boxes: Boxes, least_overlap: float) -> tuple[Positions, Positions]:
    """Return all pairs of boxes that may overlap by so much of their union, the first before the second in order.

    Comparing each box with every other takes ten times as long for P-Net's thousand proposals.
    """
    x, y = (boxes[:, :2] + boxes[:, 2:]).T / 2
    # Boxes with this intersection over union have centres at most this far apart along each side.
    reach = (1 - least_overlap) * float((boxes[:, 2:] - boxes[:, :2]).max()) + 1e-3
    along = np.argsort(x, kind="stable")
    rank = np.arange(len(along))
    later = np.searchsorted(x[along], x[along] + reach, side="right") - rank - 1
    one = np.repeat(rank, later)
    other = np.arange(len(one)) - np.repeat(np.cumsum(later) - later, later) + one + 1
    near = np.abs(y[along[one]] - y[along[other]]) <= reach
    one, other = along[one[near]], along[other[near]]
    return np.minimum(one, other), np.maximum(one, other)


def overlaps(one: Boxes, other: Boxes, *, of_smaller: bool = False) -> NDArray[np.float32]:
    """Return the overlap of boxes (..., 4) with others, from 0 to 1, broadcast as numpy does.

    See `suppress_non_maxima` for its definition.
    """
    shared_wh = np.minimum(one[..., 2:], other[..., 2:]) - np.maximum(one[..., :2], other[..., :2])
    shared = np.maximum(shared_wh, 0).prod(axis=-1)
    area, other_area = _area(one), _area(other)
    whole = np.minimum(area, other_area) if of_smaller else area + other_area - shared
    return np.asarray(shared / np.maximum(whole, np.float32(1e-6)), np.float32)


def _area(boxes: Boxes) -> NDArray[np.float32]:
    return (boxes[..., 2] - boxes[..., 0]) * (boxes[..., 3] - boxes[..., 1])
