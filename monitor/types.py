"""Define the values that pass from stage to stage, each validated on construction. No type after Frame has pixels."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
import numpy.typing as npt

from classroom.covariance import COVARIANCE_LENGTH
from classroom.emotions import EMOTION_COUNT

ImageBgr = npt.NDArray[np.uint8]
"""A picture, uint8, shape (height, width, 3), in OpenCV's BGR order."""

ROUNDING: Final = 1e-6


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise ValueError(message)


def _require_aware(moment: datetime) -> None:
    _require(moment.tzinfo is not None, "captured_at needs a time zone")


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame of the class. It is kept in memory only.

    `index` counts the frames of the source from 0 and grows with every frame delivered. `frames_dropped` is the number
    of frames that this one replaced before they were read. `stands_alone` is true where nothing may be carried over
    from the previous frame (a folder of pictures). `covered_share` is the share (0 to 1) of a watched window that other
    windows cover, as far as that is known.
    """

    index: int
    captured_at: datetime
    image_bgr: ImageBgr
    source: str
    frames_dropped: int = 0
    stands_alone: bool = False
    covered_share: float = 0.0

    def __post_init__(self) -> None:
        """Reject anything but a colour picture with an aware time."""
        _require_aware(self.captured_at)
        _require(self.index >= 0 and self.frames_dropped >= 0, "index and frames_dropped are counts")
        shape_fits = self.image_bgr.ndim == 3 and self.image_bgr.shape[2] == 3 and self.image_bgr.size > 0
        _require(shape_fits and self.image_bgr.dtype == np.uint8, "image_bgr is uint8 of shape (height, width, 3)")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in whole pixels inside its frame; `x`, `y` is its upper left corner."""

    x: int
    y: int
    width: int
    height: int

    def __post_init__(self) -> None:
        """Reject a box without area or outside the picture's upper left."""
        _require(self.x >= 0 and self.y >= 0, "a box begins inside the frame")
        _require(self.width > 0 and self.height > 0, "a box has an area")


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle in shares (0 to 1) of the picture's width and height."""

    left: float
    top: float
    width: float
    height: float

    def __post_init__(self) -> None:
        """Reject a place without area or outside the picture."""
        begins_inside = min(self.left, self.top) >= 0 and min(self.width, self.height) > 0
        ends_inside = max(self.left + self.width, self.top + self.height) <= 1 + ROUNDING
        _require(begins_inside and ends_inside, "a place is a rectangle within the picture, in shares from 0 to 1")

    def box_in(self, box: Box) -> Box:
        """Return the place in a picture or a tile, in pixels, at least one wide and high."""
        left, top = int(self.left * box.width), int(self.top * box.height)
        right, bottom = round((self.left + self.width) * box.width), round((self.top + self.height) * box.height)
        return Box(box.x + left, box.y + top, max(right - left, 1), max(bottom - top, 1))


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a person on the picture: the places that are left out, and a point in the teacher's own tile.

    The point is (x, y) in shares (0 to 1) of the picture's width and height.
    """

    left_out: tuple[Place, ...] = ()
    own_tile_at: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Landmarks:
    """Five points (x, y) in pixels. Left and right are the person's own: their left eye is at the viewer's right."""

    left_eye: tuple[float, float]
    right_eye: tuple[float, float]
    nose: tuple[float, float]
    mouth_left: tuple[float, float]
    mouth_right: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Face:
    """A detected face, with its confidence (0 to 1)."""

    box: Box
    confidence: float
    landmarks: Landmarks | None = None

    def __post_init__(self) -> None:
        """Reject a confidence outside 0 to 1."""
        _require(0 <= self.confidence <= 1, "confidence lies between 0 and 1")


@dataclass(frozen=True, slots=True)
class TrackedFace:
    """A face assigned to a track. `track_id` restarts with every class and is never an identity."""

    track_id: int
    face: Face


@dataclass(frozen=True, slots=True)
class Observation:
    """A face's emotions in one frame: seven probabilities that sum to 1, and the weight of the face (0 to 1)."""

    track_id: int
    captured_at: datetime
    probabilities: tuple[float, ...]
    weight: float

    def __post_init__(self) -> None:
        """Reject probabilities that are not seven, not finite, or do not sum to 1."""
        _require_aware(self.captured_at)
        _require(len(self.probabilities) == EMOTION_COUNT, f"there are {EMOTION_COUNT} probabilities")
        _require(all(0 <= share <= 1 for share in self.probabilities), "a probability lies between 0 and 1")
        _require(math.isclose(sum(self.probabilities), 1, abs_tol=1e-3), "the probabilities sum to 1")
        _require(0 < self.weight <= 1, "weight lies above 0 and at most at 1")


@dataclass(frozen=True, slots=True)
class Reading:
    """The results of one frame, without its pixels: the number of faces, and the observations of the usable ones.

    `slide_changed_at` is the time of a change of the shared slides, set once the new one has stayed; else None.
    """

    captured_at: datetime
    faces: int
    observations: tuple[Observation, ...]
    frames_dropped: int
    processing_ms: float
    stands_alone: bool = False
    slide_changed_at: datetime | None = None

    def __post_init__(self) -> None:
        """Reject more observations than faces."""
        _require_aware(self.captured_at)
        _require(self.faces >= len(self.observations), "every observation belongs to a face")
        _require(self.frames_dropped >= 0 and self.processing_ms >= 0, "counts and times are not negative")


@dataclass(frozen=True, slots=True)
class Mood:
    """Seven mean probabilities, the covariance of those means (upper triangle by rows), and agreement (0 to 1)."""

    means: tuple[float, ...]
    covariance: tuple[float, ...]
    agreement: float

    def __post_init__(self) -> None:
        """Reject missing, infinite or impossible values."""
        _require(len(self.means) == EMOTION_COUNT, f"there are {EMOTION_COUNT} means")
        _require(len(self.covariance) == COVARIANCE_LENGTH, f"the spread has {COVARIANCE_LENGTH} numbers")
        figures: Sequence[float] = (*self.means, *self.covariance, self.agreement)
        _require(all(math.isfinite(figure) for figure in figures), "a mood's figures are finite")
        _require(math.isclose(sum(self.means), 1, abs_tol=1e-3), "the means sum to 1")
        _require(0 <= self.agreement <= 1, "agreement lies between 0 and 1")


@dataclass(frozen=True, slots=True)
class Sample:
    """The class at one moment, as it is stored. `mood` is None below the minimum group size."""

    captured_at: datetime
    faces: int
    usable_faces: int
    mood: Mood | None
    frames_dropped: int
    processing_ms: float

    def __post_init__(self) -> None:
        """Reject counts that contradict each other."""
        _require_aware(self.captured_at)
        _require(0 <= self.usable_faces <= self.faces, "usable faces are among the faces")
        _require(self.frames_dropped >= 0 and self.processing_ms >= 0, "counts and times are not negative")
