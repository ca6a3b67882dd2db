"""Says which faces of successive frames belong together, by where they are. Nobody is recognised."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import numpy as np
import numpy.typing as npt
from lap import lapjv

from monitor.types import Box, Face, Frame, TrackedFace

MIN_OVERLAP: Final = 0.2
FORGOTTEN_AFTER: Final = timedelta(seconds=3)
LONGEST_STEP: Final = timedelta(seconds=30)
"""A monitor that slowed down looks at a class less often than tracks are forgotten. Those of the frame before go on
up to this age."""


@dataclass(frozen=True, slots=True)
class _Track:
    track_id: int
    box: Box
    seen_at: datetime


class OverlapTracker:
    """Joins each face with the track whose last box it overlaps most, all faces at once (linear assignment).

    Overlap is intersection over union, 0 to 1. A track that was not seen for FORGOTTEN_AFTER ends, unless the frame
    before, of at most LONGEST_STEP ago, had it. A frame of another size, or one that stands alone, starts afresh: the
    layout has changed and old boxes say nothing.
    """

    def __init__(self) -> None:
        self._ids = itertools.count()
        self._tracks: list[_Track] = []
        self._frame_shape: tuple[int, ...] | None = None
        self._last_at: datetime | None = None

    def update(self, frame: Frame, faces: Sequence[Face]) -> list[TrackedFace]:
        """Return every face with its track, in the order given."""
        if frame.stands_alone or frame.image_bgr.shape != self._frame_shape:
            self._tracks = []
            self._frame_shape = frame.image_bgr.shape
        horizon = self._horizon(frame.captured_at)
        alive = [track for track in self._tracks if track.seen_at >= horizon]
        joined = _join([track.box for track in alive], [face.box for face in faces])
        tracked = [
            TrackedFace(alive[joined[i]].track_id if i in joined else next(self._ids), face)
            for i, face in enumerate(faces)
        ]
        seen = [_Track(item.track_id, item.face.box, frame.captured_at) for item in tracked]
        unseen = [track for i, track in enumerate(alive) if i not in joined.values()]
        self._tracks = seen + unseen
        self._last_at = frame.captured_at
        return tracked

    def _horizon(self, now: datetime) -> datetime:
        """Return since when a track must have been seen to go on."""
        usual = now - FORGOTTEN_AFTER
        return usual if self._last_at is None else max(min(usual, self._last_at), now - LONGEST_STEP)


def _join(old: Sequence[Box], new: Sequence[Box]) -> dict[int, int]:
    """Return for each new box that continues an old one the old one's position."""
    if not old or not new:
        return {}
    overlap = box_overlap(old, new)
    _, columns, _ = lapjv(-overlap, extend_cost=True)  # -1 for a row that is left without a column
    return {
        int(column): row for row, column in enumerate(columns) if column >= 0 and overlap[row, column] >= MIN_OVERLAP
    }


def box_overlap(one: Sequence[Box], other: Sequence[Box]) -> npt.NDArray[np.float64]:
    """Return the intersection over union, 0 to 1, of each of n boxes with each of m: shape (n, m)."""
    a, b = _edges(one)[:, None], _edges(other)[None]
    width = np.minimum(a[..., 2], b[..., 2]) - np.maximum(a[..., 0], b[..., 0])
    height = np.minimum(a[..., 3], b[..., 3]) - np.maximum(a[..., 1], b[..., 1])
    shared = np.clip(width, 0, None) * np.clip(height, 0, None)
    area_a = (a[..., 2] - a[..., 0]) * (a[..., 3] - a[..., 1])
    area_b = (b[..., 2] - b[..., 0]) * (b[..., 3] - b[..., 1])
    overlap: npt.NDArray[np.float64] = shared / (area_a + area_b - shared)
    return overlap


def _edges(boxes: Sequence[Box]) -> npt.NDArray[np.float64]:
    return np.array([(box.x, box.y, box.x + box.width, box.y + box.height) for box in boxes], np.float64)
