"""Draw slides of one template, like those of a lecture, and moving parts on them."""

from functools import cache

import cv2
import numpy as np

from monitor.types import ImageBgr

WIDTH, HEIGHT = 900, 560
INK = (30, 30, 30)
WORDS = [
    "the",
    "proof",
    "of",
    "a",
    "theorem",
    "begins",
    "with",
    "what",
    "is",
    "given",
    "and",
    "ends",
    "with",
    "what",
    "was",
    "to",
    "be",
    "shown",
    "by",
    "steps",
    "that",
    "follow",
]


@cache
def slide(number: int) -> ImageBgr:
    """Return a slide uint8 (560, 900, 3): a title and some lines, or for every third number a chart."""
    dice = np.random.default_rng(number)
    picture = np.full((HEIGHT, WIDTH, 3), 255, np.uint8)
    cv2.rectangle(picture, (0, 0), (WIDTH, 50), (120, 60, 20), -1)
    _write(picture, " ".join(dice.choice(WORDS, int(dice.integers(2, 5)))).title(), 100, 1.3)
    if number % 3 == 2:
        for column in range(6):
            top = 500 - int(dice.integers(50, 320))
            cv2.rectangle(picture, (100 + column * 120, 500), (170 + column * 120, top), (180, 120, 60), -1)
        return picture
    for line in range(int(dice.integers(3, 7))):
        _write(picture, "- " + " ".join(dice.choice(WORDS, int(dice.integers(3, 8)))), 170 + 55 * line, 0.9)
    return picture


def with_pointer(picture: ImageBgr, x: int, y: int) -> ImageBgr:
    """Return the slide with a pointer at that place."""
    pointed = picture.copy()
    cv2.fillPoly(pointed, [np.array([[x, y], [x, y + 24], [x + 7, y + 18], [x + 17, y + 17]])], (0, 0, 0))
    return pointed


def with_tile(picture: ImageBgr, moment: int) -> ImageBgr:
    """Return the slide with the presenter's camera tile in its lower right corner, a fourteenth of it."""
    tiled = picture.copy()
    patches = np.random.default_rng(1000 + moment).integers(0, 255, (6, 8, 3), np.uint8)
    tiled[HEIGHT - 160 : HEIGHT - 20, WIDTH - 230 : WIDTH - 20] = cv2.resize(patches, (210, 140))
    return tiled


def film(moment: int) -> ImageBgr:
    """Return a frame of a film that fills the slide, a different one at each moment."""
    patches = np.random.default_rng(2000 + moment).integers(0, 255, (6, 8, 3), np.uint8)
    return np.asarray(cv2.resize(patches, (WIDTH, HEIGHT)), np.uint8)


def through_a_call(picture: ImageBgr, quality: int = 60) -> ImageBgr:
    """Return the picture at half its size, with a camera's noise and a codec's blocks."""
    half = cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    noise = np.random.default_rng(int(half[::40, ::40].sum())).integers(-3, 4, half.shape, np.int16)
    noisy = np.clip(half + noise, 0, 255).astype(np.uint8)
    written, packed = cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert written
    read = cv2.imdecode(packed, cv2.IMREAD_COLOR)
    assert read is not None
    return np.asarray(read, np.uint8)


def _write(picture: ImageBgr, text: str, y: int, size: float) -> None:
    cv2.putText(picture, text, (40, y), cv2.FONT_HERSHEY_DUPLEX, size, INK, 2, cv2.LINE_AA)
