"""Define a picture to read, and the protocol of sources of pictures."""

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

    `image_bgr` is uint8 (height, width, 3), upright, in BGR order.
    """

    source: str
    seconds: float | None
    image_bgr: ImageBgr

    def __post_init__(self) -> None:
        """Reject anything but a colour picture, and a negative time."""
        if self.image_bgr.ndim != 3 or self.image_bgr.shape[2] != 3 or self.image_bgr.dtype != np.uint8:
            raise ValueError("image_bgr is uint8 of shape (height, width, 3)")
        if self.seconds is not None and self.seconds < 0:
            raise ValueError("a video's times begin at 0")


class PictureSource(Protocol):
    """A source of pictures. `path` is the command's argument; `count` is the approximate number of pictures."""

    path: Path
    count: int

    def check(self) -> None:
        """Check that the whole source is readable, before any output. Raises FaceDataError naming the invalid file."""

    def pictures(self) -> Iterator[Picture]:
        """Yield the pictures in order. Raises FaceDataError naming the invalid file."""
