"""Define a detected face."""

from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class FoundFace:
    """A face detected in a picture.

    `box_xywh` is left, top, width and height in whole pixels, inside the picture. `confidence` lies between 0 and 1.
    `landmarks_xy` are five points in pixels, not clipped to the picture, in MTCNN's order, which is the viewer's: the
    eye at the viewer's left (the person's right eye), the other eye, the nose, the corner of the mouth at the viewer's
    left, the other corner.
    """

    box_xywh: tuple[int, int, int, int]
    confidence: float
    landmarks_xy: tuple[Point, Point, Point, Point, Point]

    def __post_init__(self) -> None:
        """Reject a box without area or outside the picture's upper left, and an invalid confidence."""
        left, top, width, height = self.box_xywh
        if left < 0 or top < 0 or width <= 0 or height <= 0:
            raise ValueError(f"a face's box has an area and begins inside the picture, not {self.box_xywh}")
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"confidence lies between 0 and 1, not at {self.confidence}")
