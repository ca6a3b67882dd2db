"""Prepare real portraits as if their people sat before a camera: framed as in a call, and cut out."""

from dataclasses import dataclass, field
from typing import Final

import cv2
import numpy as np

from tools.call_pictures.pixels import Box, FaceBox, Floats, Image, blend
from tools.call_pictures.sprite import Sprite

WIDTH: Final = 640
HEIGHT: Final = 360
CHEST: Final = 2
"""Heights of the picture by which the cut-out goes on below it."""
LOW: Final = 0.5
"""Height of a face's middle above the tile's lower edge, per height of the tile."""
LEAST_FACE: Final = 0.36
MOST_FACE: Final = 0.56
PLAIN_LEVELS: Final = 14
PLAIN_SHARE: Final = 0.9


@dataclass(frozen=True, slots=True)
class Portrait:
    """A picture of one person, the face's box in its pixels, and the coverage of the person, soft at the edge."""

    picture: Image
    face_xywh: FaceBox
    coverage: Floats
    cut_out: Sprite = field(init=False)

    def __post_init__(self) -> None:
        """Cut the person out; below the picture the chest goes on, for somebody farther away in a tile."""
        below = self.picture.shape[0] * CHEST
        picture = cv2.copyMakeBorder(self.picture, 0, below, 0, 0, cv2.BORDER_REPLICATE)
        coverage = cv2.copyMakeBorder(self.coverage, 0, below, 0, 0, cv2.BORDER_REPLICATE)
        cut = Sprite(np.asarray(picture, np.uint8), np.asarray(coverage, np.float32))
        object.__setattr__(self, "cut_out", cut)

    def mirrored(self) -> "Portrait":
        """Return the portrait, left and right exchanged."""
        x, y, width, height = self.face_xywh
        face = (self.picture.shape[1] - x - width, y, width, height)
        return Portrait(np.ascontiguousarray(self.picture[:, ::-1]), face, np.ascontiguousarray(self.coverage[:, ::-1]))


def before_a_camera(picture: Image, face: FaceBox) -> Portrait:
    """Return the portrait 640 pixels wide and 360 high, its plain margins replaced by a blurred wall."""
    left, top, wide, tall = inside_margins(picture)
    photo = picture[top : top + tall, left : left + wide]
    x, y, face_width, face_height = face[0] - left, face[1] - top, face[2], face[3]
    below = tall - (y + face_height / 2)
    zoom = min(max(LOW * HEIGHT / below, LEAST_FACE * HEIGHT / face_height), MOST_FACE * HEIGHT / face_height)
    right = WIDTH / 2 - (x + face_width / 2) * zoom
    # The face stays near the middle, unless the shoulders would then not reach the lower edge.
    down = max(HEIGHT * (1 - LOW) - (y + face_height / 2) * zoom, HEIGHT - tall * zoom)
    matrix = np.array([[zoom, 0, right], [0, zoom, down]])
    wall = wall_of(photo, WIDTH, HEIGHT)
    soft = _soft_edges(wide, tall)
    shown = cv2.warpAffine(photo, matrix, (WIDTH, HEIGHT), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)
    covers = np.asarray(cv2.warpAffine(soft, matrix, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR), np.float32)
    framed = blend(wall, np.asarray(shown, np.uint8), covers)
    place = (x * zoom + right, y * zoom + down, face_width * zoom, face_height * zoom)
    return Portrait(framed, place, coverage_of(framed, place))


def inside_margins(picture: Image) -> Box:
    """Return the part of the picture inside margins of one colour."""
    edge = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
    plain = np.abs(picture.astype(int) - np.median(edge, axis=0)).max(axis=2) < PLAIN_LEVELS
    columns, rows = (np.flatnonzero(plain.mean(axis=axis) < PLAIN_SHARE) for axis in (0, 1))
    if not len(columns) or not len(rows):
        return 0, 0, picture.shape[1], picture.shape[0]
    left, top = int(columns[0]), int(rows[0])
    return left, top, int(columns[-1]) - left + 1, int(rows[-1]) - top + 1


def wall_of(picture: Image, width: int, height: int) -> Image:
    """Return a blurred wall in the colours of the picture's left and right edge."""
    edge = max(1, picture.shape[1] // 16)
    sides = [picture[:, :edge].mean(1, keepdims=True), picture[:, -edge:].mean(1, keepdims=True)]
    wall = cv2.resize(np.hstack(sides).astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.GaussianBlur(wall, (0, 0), max(1.0, height / 16)).round(), np.uint8)


def coverage_of(picture: Image, face: FaceBox) -> Floats:
    """Return the coverage of head and shoulders around the face: a guess that follows the picture's edges."""
    tall, wide = picture.shape[:2]
    x, y, width, height = face
    mask = np.full((tall, wide), cv2.GC_BGD, np.uint8)
    for size, grade in ((1.0, cv2.GC_PR_FGD), (0.62, cv2.GC_FGD)):
        middle = (round(x + width / 2), round(y + height * 0.44))
        axes = (round(0.95 * size * width), round(0.8 * size * height))
        cv2.ellipse(mask, middle, axes, 0, 0, 360, grade, -1)
        half, begin = round(2.0 * size * width), round(y + (0.85 + (1 - size)) * height)
        cv2.ellipse(mask, (middle[0], begin + round(0.8 * height)), (half, round(0.8 * height)), 0, 180, 360, grade, -1)
        mask[begin + round(0.8 * height) :, max(0, middle[0] - half) : middle[0] + half] = grade
    small = np.ascontiguousarray(mask[::2, ::2])
    colours = cv2.resize(picture, (small.shape[1], small.shape[0]), interpolation=cv2.INTER_AREA)
    empty = np.zeros((1, 65))
    cv2.setRNGSeed(1)
    cv2.grabCut(colours, small, (0, 0, 1, 1), empty, empty.copy(), 2, cv2.GC_INIT_WITH_MASK)
    person = np.isin(small, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.float32)
    person = np.asarray(cv2.resize(person, (wide, tall), interpolation=cv2.INTER_LINEAR), np.float32)
    return np.asarray(cv2.GaussianBlur(person, (0, 0), 2.5), np.float32)


def _soft_edges(wide: int, tall: int) -> Floats:
    """Return the coverage of a photograph that fades at its left, right and upper edge."""
    fade = max(2, wide // 10)
    across = np.minimum(np.arange(wide), np.arange(wide)[::-1]) / fade
    down = np.arange(tall) / max(2, tall // 12)
    return np.minimum(np.minimum(across[None, :], down[:, None]), 1).astype(np.float32)
