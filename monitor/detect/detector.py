"""Detect the faces of successive frames with `model.faces`, converted to `monitor.types`."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from model.faces.finder import FaceFinder
from model.faces.found import FoundFace
from model.faces.pyramid import FACE_PX, ScaledPicture
from monitor.detect.changes import CellChanges, Cells, Edges, Rectangle, any_within, rectangles_around, set_within
from monitor.types import Box, Face, Frame, Landmarks

WHOLE_FROM_SHARE: Final = 0.4
"""If so much of the picture must be searched, all of it is: the gallery's page or layout has changed."""

PERSON_WIDTHS: Final = 1.3
PERSON_ABOVE: Final = 1.0
PERSON_BELOW: Final = 1.3
"""The extent of a person from the middle of the face, in widths and heights of its box.

Changes there are attributed to that person; the next tile of the densest gallery begins beyond.
"""

LONGEST_SPARE: Final = timedelta(seconds=0.5)
"""A search may come this much before it is due, and at most half a frame interval."""

LOST_MARGIN: Final = 1.0
"""A lost face is searched for around its last box, in heights of it: further than a head moves between two samples."""


class MtcnnDetector:
    """Searches the whole picture every `search_seconds`, and follows the faces in between.

    Following runs O-Net alone on each known face, and searches those parts of the picture that changed and show no
    known person. So people who come, go or move to another tile are noticed before the next full search. A face in a
    part that did not change at all is kept as it was.
    """

    def __init__(self, finder: FaceFinder, search_seconds: float = 4.0) -> None:
        self.search_seconds = search_seconds
        self._finder = finder
        self._changes = CellChanges()
        self._known: list[FoundFace] = []
        self._searched_at: datetime | None = None
        self._seen_at: datetime | None = None

    def detect(self, frame: Frame) -> list[Face]:
        """Return the faces of the frame, in no particular order."""
        picture = self._finder.scale(frame.image_bgr)
        if frame.stands_alone:
            self._changes.forget()
        changed = self._changes.since_last(picture.image_rgb)
        if changed is None or self._search_is_due(frame.captured_at):
            self._search(picture, frame.captured_at)
        else:
            self._follow(picture, changed, frame.captured_at)
        self._seen_at = frame.captured_at
        return [to_face(found) for found in self._known]

    def _search_is_due(self, now: datetime) -> bool:
        if self._searched_at is None or self._seen_at is None:
            return True
        # Absolute, since a clock that was set back must not postpone the next search; and with some tolerance, since a
        # frame that comes a moment early would otherwise postpone it by a whole interval.
        spare = min(abs(now - self._seen_at) / 2, LONGEST_SPARE)
        return abs(now - self._searched_at) + spare >= timedelta(seconds=self.search_seconds)

    def _search(self, picture: ScaledPicture, now: datetime) -> None:
        self._known = self._finder.search(picture)
        self._searched_at = now

    def _follow(self, picture: ScaledPicture, changed: Cells, now: datetime) -> None:
        resting: list[FoundFace] = []
        moving: list[FoundFace] = []
        for face in self._known:
            (moving if any_within(changed, _edges(face, picture)) else resting).append(face)
        seen_again = self._finder.follow(picture, moving)
        followed = resting + [face for face in seen_again if face is not None]
        lost = [face for face, again in zip(moving, seen_again, strict=True) if again is None]
        parts = _parts_to_search(picture, changed, followed, lost)
        share = sum(width * height for _, _, width, height in parts) / picture.image_rgb[..., 0].size
        if share >= WHOLE_FROM_SHARE:
            self._search(picture, now)
        else:
            self._known = self._finder.without_duplicates(
                followed, self._finder.search(picture, parts) if parts else []
            )


def _parts_to_search(
    picture: ScaledPicture, changed: Cells, followed: Sequence[FoundFace], lost: Sequence[FoundFace]
) -> list[Rectangle]:
    unexplained = changed.copy()
    set_within(unexplained, [_person(face, picture) for face in followed], value=False)
    set_within(unexplained, [_around_lost(face, picture) for face in lost], value=True)
    height, width = picture.image_rgb.shape[:2]
    return rectangles_around(unexplained, FACE_PX, (width, height))


def _edges(face: FoundFace, picture: ScaledPicture) -> Edges:
    left, top, width, height = (value * picture.shrink for value in face.box_xywh)
    return (left, top, left + width, top + height)


def _around_lost(face: FoundFace, picture: ScaledPicture) -> Edges:
    left, top, right, bottom = _edges(face, picture)
    reach = LOST_MARGIN * (bottom - top)
    return (left - reach, top - reach, right + reach, bottom + reach)


def _person(face: FoundFace, picture: ScaledPicture) -> Edges:
    left, top, right, bottom = _edges(face, picture)
    x, y, width, height = (left + right) / 2, (top + bottom) / 2, right - left, bottom - top
    return (x - PERSON_WIDTHS * width, y - PERSON_ABOVE * height, x + PERSON_WIDTHS * width, y + PERSON_BELOW * height)


def to_face(found: FoundFace) -> Face:
    """Return a face as later stages take it; left and right become the person's own."""
    # MTCNN names eyes and mouth corners as the viewer sees them; ours are the person's own.
    right_eye, left_eye, nose, mouth_right, mouth_left = found.landmarks_xy
    landmarks = Landmarks(
        right_eye=right_eye, left_eye=left_eye, nose=nose, mouth_right=mouth_right, mouth_left=mouth_left
    )
    return Face(Box(*found.box_xywh), found.confidence, landmarks)
