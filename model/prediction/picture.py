"""One picture to read faces in, and where pictures come from."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

ImageBgr = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture to read: the file's name, its time in the video (seconds; None outside one), and its pixels.

    `image_bgr` is uint8 (height, width, 3), upright, blue first.
    """

    source: str
    seconds: float | None
    image_bgr: ImageBgr

    def __post_init__(self) -> None:
        """Refuse anything that is not a whole colour picture, and a time before the beginning."""
        if self.image_bgr.ndim != 3 or self.image_bgr.shape[2] != 3 or self.image_bgr.dtype != np.uint8:
            raise ValueError("image_bgr is uint8 of shape (height, width, 3)")
        if self.seconds is not None and self.seconds < 0:
            raise ValueError("a video's times begin at 0")


class PictureSource(Protocol):
    """What is to be read. `path` is what was named; `count` is how many pictures will come, about."""

    path: Path
    count: int

    def check(self) -> None:
        """Look through all of it before anything is made of it. Raises FaceDataError naming the file at fault."""

    def pictures(self) -> Iterator[Picture]:
        """Yield the pictures in order. Raises FaceDataError naming the file at fault."""
