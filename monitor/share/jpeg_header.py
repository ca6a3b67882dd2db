"""Read a JPEG's size from its header, so that a frame is refused before it is decoded."""

from dataclasses import dataclass
from typing import Final, Literal

from classroom.request_limits import MOST_FRAME_BYTES

MOST_FRAME_PIXELS: Final = 20_000_000
"""More than a 5K screen has; decoded they take 60 MB."""

Reason = Literal["too_large", "not_a_jpeg", "cut_off", "too_many_pixels"]
_START: Final = b"\xff\xd8"
_END: Final = b"\xff\xd9"
_START_OF_SCAN: Final = 0xDA
_WITHOUT_LENGTH: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_SIZES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The markers of a frame header (SOF), which gives the size; the three left out mean something else."""


class FrameRefused(Exception):  # noqa: N818 - names a state
    """A frame that is not decoded; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class PictureSize:
    """Width and height in pixels."""

    width: int
    height: int


def checked_size(jpeg: bytes) -> PictureSize:
    """Return the size of a whole JPEG. Raises FrameRefused for anything else, and for one of too many pixels."""
    if len(jpeg) > MOST_FRAME_BYTES:
        raise FrameRefused("too_large")
    if not jpeg.startswith(_START):
        raise FrameRefused("not_a_jpeg")
    size = _size_of(jpeg)
    if size.width * size.height > MOST_FRAME_PIXELS:
        raise FrameRefused("too_many_pixels")
    if not jpeg.endswith(_END):
        raise FrameRefused("cut_off")
    return size


def _size_of(jpeg: bytes) -> PictureSize:
    place = len(_START)
    while place + 4 <= len(jpeg):
        if jpeg[place] != 0xFF:
            raise FrameRefused("not_a_jpeg")
        marker = jpeg[place + 1]
        if marker == 0xFF or marker in _WITHOUT_LENGTH:
            place += 1 if marker == 0xFF else 2
            continue
        if marker == _START_OF_SCAN or marker == _END[1]:
            raise FrameRefused("not_a_jpeg")
        length = int.from_bytes(jpeg[place + 2 : place + 4], "big")
        if marker in _SIZES:
            return _size_in(jpeg[place + 4 : place + 2 + length])
        place += 2 + max(length, 2)
    raise FrameRefused("cut_off")


def _size_in(segment: bytes) -> PictureSize:
    if len(segment) < 6:
        raise FrameRefused("cut_off")
    height, width = int.from_bytes(segment[1:3], "big"), int.from_bytes(segment[3:5], "big")
    if segment[0] != 8 or segment[5] not in (1, 3) or not (width and height):
        raise FrameRefused("not_a_jpeg")
    return PictureSize(width, height)
