"""Types and small drawing steps that all parts of a drawn call share."""

from functools import cache
from typing import Final, Literal

import cv2
import numpy as np
import numpy.typing as npt

Image = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
Bgr = tuple[int, int, int]
Box = tuple[int, int, int, int]
"""Left, top, width, height in whole pixels."""
FaceBox = tuple[float, float, float, float]
"""Left, top, width, height of a face in pixels."""
TileKind = Literal["student", "pair", "background", "avatar", "initials", "photograph", "teacher"]

FULL_HEIGHT: Final = 1080
"""Height in pixels of the picture for which a shape's sizes are given."""
FONT: Final = cv2.FONT_HERSHEY_DUPLEX
FONT_PX: Final = 22
"""Height of a capital letter of the font at size 1."""


def scaled(size_px: float, height: int, least: int = 0) -> int:
    """Return the size in a picture of this height, in whole pixels."""
    return max(least, round(size_px * height / FULL_HEIGHT))


def write(image: Image, text: str, left_base: tuple[int, int], letter_px: float, colour: Bgr) -> None:
    """Write the text with its base line's left end at this point; capitals are `letter_px` high."""
    thickness = max(1, round(letter_px / 16))
    cv2.putText(image, text, left_base, FONT, letter_px / FONT_PX, colour, thickness, cv2.LINE_AA)


def text_width(text: str, letter_px: float) -> int:
    """Return the width of the written text in pixels."""
    return int(cv2.getTextSize(text, FONT, letter_px / FONT_PX, 1)[0][0])


@cache
def rounded_mask(width: int, height: int, radius: int) -> Floats:
    """Return the coverage (0 to 1) of a rectangle with round corners; not to be written into."""
    fine = 4
    mask = np.zeros((height * fine, width * fine), np.uint8)
    r, right, bottom = radius * fine, width * fine - 1, height * fine - 1
    cv2.rectangle(mask, (r, 0), (right - r, bottom), 255, -1)
    cv2.rectangle(mask, (0, r), (right, bottom - r), 255, -1)
    for centre in ((r, r), (right - r, r), (r, bottom - r), (right - r, bottom - r)):
        cv2.circle(mask, centre, r, 255, -1)
    return np.asarray(cv2.resize(mask, (width, height), interpolation=cv2.INTER_AREA) / 255, np.float32)


def round_corners(tile: Image, radius: int, outside: Bgr) -> None:
    """Draw what is outside the tile over its corners."""
    if radius < 1:
        return
    coverage = rounded_mask(3 * radius, 3 * radius, radius)
    for part, alpha in (
        (tile[:radius, :radius], coverage[:radius, :radius]),
        (tile[:radius, -radius:], coverage[:radius, -radius:]),
        (tile[-radius:, :radius], coverage[-radius:, :radius]),
        (tile[-radius:, -radius:], coverage[-radius:, -radius:]),
    ):
        part[:] = blend(np.full_like(part, outside), part, alpha)


def rounded_frame(tile: Image, radius: int, thickness: int, colour: Bgr) -> None:
    """Draw a frame along the tile's inner edge."""
    height, width = tile.shape[:2]
    inner = np.zeros((height, width), np.float32)
    inner[thickness:-thickness, thickness:-thickness] = rounded_mask(
        width - 2 * thickness, height - 2 * thickness, max(0, radius - thickness)
    )
    tile[:] = blend(np.full_like(tile, colour), tile, inner)


def blend(under: Image, over: Image, coverage: Floats) -> Image:
    """Return `over` on `under`, where it covers."""
    over, coverage = np.ascontiguousarray(over), np.ascontiguousarray(coverage)
    return np.asarray(cv2.blendLinear(over, np.ascontiguousarray(under), coverage, 1 - coverage), np.uint8)


def shade(colour: Bgr, factor: float) -> Bgr:
    """Return the colour, lighter or darker."""
    blue, green, red = (max(0, min(255, round(part * factor))) for part in colour)
    return blue, green, red
