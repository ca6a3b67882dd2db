"""Score whom the gallery's selection counted in a drawn call, against the truth of the picture."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from monitor.types import Face
from tools.call_pictures.call import DrawnFrame
from tools.call_pictures.pixels import Box, FaceBox

WRONG_KINDS: Final = ("background", "photograph", "teacher", "avatar", "initials", "student", "pair", "nobody")
"""Whose a face is that was counted and is no student's; `student` and `pair` are a second box on one face."""
SLACK: Final = 0.25
"""A face is somebody's whose true box, so much larger on each side, holds its middle."""
MOST_HIDDEN: Final = 0.1
"""A face of which a message covers more is hidden."""


@dataclass
class Score:
    """Counts over the frames of one call, or of many. Frames are those of the gallery unless a name says otherwise.

    `right` frames have each student counted once and nobody else; in `right_as_found` ones the only fault is that the
    detector did not find a student, and in `right_but_newcomers` ones the only other fault is that a student who came
    within the last three seconds does not count yet. Frames with a face under a message count apart, and in no other
    number.
    """

    frames: int = 0
    right: int = 0
    right_as_found: int = 0
    right_but_newcomers: int = 0
    right_all_faces: int = 0
    undecided: int = 0
    refused: int = 0
    under_message: int = 0
    right_under_message: int = 0
    students: int = 0
    counted: int = 0
    not_found: int = 0
    not_selected: int = 0
    other_views: int = 0
    counted_elsewhere: int = 0
    wrong: dict[str, int] = field(default_factory=lambda: dict.fromkeys(WRONG_KINDS, 0))
    wrong_all_faces: int = 0
    milliseconds: list[float] = field(default_factory=list)

    def add(self, other: "Score") -> None:
        """Add another call's counts."""
        for name in self.__dataclass_fields__:
            mine, theirs = getattr(self, name), getattr(other, name)
            if isinstance(mine, dict):
                self.wrong = {kind: mine[kind] + theirs[kind] for kind in WRONG_KINDS}
            else:
                setattr(self, name, mine + theirs)

    def refuse(self, drawn: DrawnFrame) -> None:
        """Take a frame that was looked away from."""
        self.other_views += drawn.view != "gallery"
        self.refused += drawn.view == "gallery"

    def take(
        self,
        drawn: DrawnFrame,
        found: Sequence[Face],
        counted: Sequence[Face] | None,
        message: Box | None,
        newcomers: Collection[str] = (),
    ) -> None:
        """Take a frame of which these faces were found and these counted; `message` lies over it.

        `newcomers` are the names of those who came within the last three seconds.
        """
        if drawn.view != "gallery":
            self.other_views += 1
            self.counted_elsewhere += bool(counted)
        elif counted is None:
            self.undecided += 1
        elif message is not None and any(_is_hidden(box, message) for box in _true_boxes(drawn)):
            self.under_message += 1
            self.right_under_message += _judge(drawn, counted).is_right
        else:
            self._take_gallery(drawn, found, counted, newcomers)

    def _take_gallery(
        self, drawn: DrawnFrame, found: Sequence[Face], counted: Sequence[Face], newcomers: Collection[str]
    ) -> None:
        chosen, everybody = _judge(drawn, counted), _judge(drawn, found)
        missed = [box for box in chosen.missed if box not in everybody.missed]
        of_newcomers = {box for tile in drawn.tiles if tile.name in newcomers for box in tile.faces_xywh}
        self.frames += 1
        self.right += chosen.is_right
        self.right_as_found += not missed and not chosen.wrong
        self.right_but_newcomers += of_newcomers.issuperset(missed) and not chosen.wrong
        self.right_all_faces += everybody.is_right
        self.students += len(_true_boxes(drawn))
        self.counted += len(_true_boxes(drawn)) - len(chosen.missed)
        self.not_found += len(everybody.missed)
        self.not_selected += len(missed)
        for kind in chosen.wrong:
            self.wrong[kind] += 1
        self.wrong_all_faces += len(everybody.wrong)

    @property
    def median_ms(self) -> float:
        """Return the median of the milliseconds a frame."""
        return float(np.median(self.milliseconds)) if self.milliseconds else 0.0


@dataclass(frozen=True, slots=True)
class _Judged:
    missed: list[FaceBox]
    wrong: list[str]

    @property
    def is_right(self) -> bool:
        return not self.missed and not self.wrong


def _judge(drawn: DrawnFrame, faces: Iterable[Face]) -> _Judged:
    """Return the students without a face, and whose the faces are that are no student's."""
    missed, wrong = _true_boxes(drawn), []
    for face in faces:
        hit = next((box for box in missed if _holds(box, face)), None)
        if hit is None:
            wrong.append(_kind_of(drawn, face))
        else:
            missed.remove(hit)
    return _Judged(missed, wrong)


def _true_boxes(drawn: DrawnFrame) -> list[FaceBox]:
    return [box for tile in drawn.tiles for box in tile.faces_xywh]


def _kind_of(drawn: DrawnFrame, face: Face) -> str:
    for tile in drawn.tiles:
        if any(_holds(box, face) for box in tile.others_xywh):
            return tile.kind
    for tile in drawn.tiles:
        if _holds(tile.box_xywh, face, slack=0.0):
            return "nobody" if tile.kind in ("background", "photograph", "teacher") else tile.kind
    return "nobody"


def _holds(box: FaceBox, face: Face, slack: float = SLACK) -> bool:
    x, y = face.box.x + face.box.width / 2, face.box.y + face.box.height / 2
    left, top, width, height = box
    across, down = slack * width, slack * height
    return left - across <= x <= left + width + across and top - down <= y <= top + height + down


def _is_hidden(face: FaceBox, message: Box) -> bool:
    across = min(face[0] + face[2], message[0] + message[2]) - max(face[0], message[0])
    down = min(face[1] + face[3], message[1] + message[3]) - max(face[1], message[1])
    return max(across, 0) * max(down, 0) > MOST_HIDDEN * face[2] * face[3]
