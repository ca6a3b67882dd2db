"""Draw the demo class as a gallery view of a call, with the true boxes of its faces and its true mood."""

import math
from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt

from monitor.capture.demo.appearance import Appearance, generate_appearances
from monitor.capture.demo.lesson import Lesson
from monitor.capture.demo.portrait import FACE_BOX, FACE_CENTRE, HEAD_HEIGHT, HEAD_WIDTH, Image, Portrait, read_people

BoxXywh = tuple[float, float, float, float]

BACKGROUND: Final = 26
FACE_SHARE: Final = 0.5
"""Height of a face's box per height of its tile, as in a call."""


@dataclass(frozen=True, slots=True)
class DemoPicture:
    """A frame of the class, BGR uint8; a box (left, top, width, height; pixels) for each face; the true mood."""

    image_bgr: Image
    boxes_xywh: tuple[BoxXywh, ...]
    mood: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The positions of the tiles: 16:9, as large as possible, centred."""

    tile_width: int
    tile_height: int
    corners: tuple[tuple[int, int], ...]


def lay_out(people: int, width: int, height: int) -> Layout:
    """Return the grid with the largest tiles. Raises ValueError if the picture is too small for so many people."""
    gap = max(2, min(width, height) // 120)
    best_width, best_columns = 0, 1
    for columns in range(1, people + 1):
        rows = math.ceil(people / columns)
        fits = min((width - gap * (columns + 1)) // columns, (height - gap * (rows + 1)) // rows * 16 // 9)
        if fits > best_width:
            best_width, best_columns = fits, columns
    if best_width < 16:
        raise ValueError(f"{people} people do not fit into {width}x{height} pixels")
    tile_height = max(9, best_width * 9 // 16)
    rows = math.ceil(people / best_columns)
    top = (height - rows * (tile_height + gap) + gap) // 2
    corners = []
    for i in range(people):
        row, column = divmod(i, best_columns)
        in_row = min(best_columns, people - row * best_columns)
        left = (width - in_row * (best_width + gap) + gap) // 2
        corners.append((left + column * (best_width + gap), top + row * (tile_height + gap)))
    return Layout(best_width, tile_height, tuple(corners))


class Gallery:
    """The lesson's people in a grid of tiles. The same seed and second give the same picture."""

    def __init__(self, lesson: Lesson, width: int, height: int, seed: int = 1) -> None:
        self.lesson = lesson
        self.appearances = generate_appearances(lesson.people, seed)
        self._layout = lay_out(lesson.people, width, height)
        faces = read_people()
        self._portraits = [Portrait(appearance, faces[appearance.row]) for appearance in self.appearances]
        size = (self._layout.tile_width, self._layout.tile_height)
        self._away = [_draw_away(appearance, *size) for appearance in self.appearances]
        self._empty = np.full((height, width, 3), BACKGROUND, np.uint8)
        rng = np.random.default_rng([seed, 11])
        self._sway_seconds = rng.uniform(3.5, 11, (lesson.people, 4))
        self._sway_phase = rng.uniform(0, 2 * math.pi, (lesson.people, 4))
        self._sits = rng.uniform(-1, 1, (lesson.people, 2)) * [0.05, 0.02]
        middles = size[0] * (0.5 + self._sits[:, 0])
        self._rooms = [portrait.room(*size, float(x)) for portrait, x in zip(self._portraits, middles, strict=True)]

    def draw(self, seconds: float) -> DemoPicture:
        """Return the frame at this second of the lesson."""
        image = self._empty.copy()
        mixtures, present = self.lesson.mixtures_at(seconds), self.lesson.present_at(seconds)
        height, width = self._layout.tile_height, self._layout.tile_width
        boxes = []
        for i, (left, top) in enumerate(self._layout.corners):
            tile = image[top : top + height, left : left + width]
            if not present[i]:
                tile[:] = self._away[i]
                continue
            tile[:] = self._rooms[i]
            x, y, box_width, box_height = self._draw_person(tile, i, mixtures[i], seconds)
            _write_name(tile, self.appearances[i].name)
            boxes.append((left + x, top + y, box_width, box_height))
        return DemoPicture(image, tuple(boxes), tuple(float(s) for s in mixtures[present].mean(axis=0)))

    def _draw_person(self, tile: Image, person: int, mixture: npt.NDArray[np.float64], seconds: float) -> BoxXywh:
        """Draw the head into the tile; return its face's box in the tile."""
        height, width = tile.shape[:2]
        sway = np.sin(2 * math.pi * seconds / self._sway_seconds[person] + self._sway_phase[person])
        scale = FACE_SHARE * height / FACE_BOX[3] * (1 + 0.03 * sway[2])
        matrix = cv2.getRotationMatrix2D(FACE_CENTRE, 2.5 * float(sway[3]), scale)
        sits = self._sits[person]
        centre = (width * (0.5 + sits[0]) + 0.03 * height * sway[0], height * (0.46 + sits[1] + 0.012 * sway[1]))
        matrix[:, 2] += np.array(centre) - np.array(FACE_CENTRE)
        corners = np.array([[0, 0], [HEAD_WIDTH, 0], [0, HEAD_HEIGHT], [HEAD_WIDTH, HEAD_HEIGHT]])
        reach = corners @ matrix[:, :2].T + matrix[:, 2]
        first = np.maximum(np.floor(reach.min(0)).astype(int), 0)
        last = np.minimum(np.ceil(reach.max(0)).astype(int), [width, height])
        matrix[:, 2] -= first
        size = (int(last[0] - first[0]), int(last[1] - first[1]))
        portrait = self._portraits[person]
        head, coverage = portrait.head(mixture), portrait.coverage
        if scale < 0.6:  # the warp alone would skip pixels and alias
            head, coverage = _halved(head), _halved(coverage)
            matrix[:, :2] *= 2
        warp = cv2.warpAffine(head, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        solid = cv2.warpAffine(coverage, matrix, size, flags=cv2.INTER_LINEAR)
        behind = tile[first[1] : last[1], first[0] : last[0]]
        behind[:] = cv2.blendLinear(warp, np.ascontiguousarray(behind), solid, 1 - solid)
        box_width, box_height = FACE_BOX[2] * scale, FACE_BOX[3] * scale
        return centre[0] - box_width / 2, centre[1] - box_height / 2, box_width, box_height


def _halved(image: npt.NDArray[Any]) -> npt.NDArray[Any]:
    return np.asarray(cv2.resize(image, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))


def _write_name(tile: Image, name: str) -> None:
    height = tile.shape[0]
    if height < 40:
        return
    size = max(0.3, height / 380)
    (width, tall), _ = cv2.getTextSize(name, cv2.FONT_HERSHEY_SIMPLEX, size, 1)
    strip = tile[height - tall - 9 : height - 2, 2 : width + 12]
    strip[:] = (strip * 0.35).astype(np.uint8)
    place = (7, height - 6)
    cv2.putText(tile, name, place, cv2.FONT_HERSHEY_SIMPLEX, size, (240, 240, 240), 1, cv2.LINE_AA)


def _draw_away(appearance: Appearance, width: int, height: int) -> Image:
    """Return the tile of a person whose camera is off: a name on a plain dark background."""
    tile = np.full((height, width, 3), 44, np.uint8)
    size = max(0.3, height / 220)
    (text_width, tall), _ = cv2.getTextSize(appearance.name, cv2.FONT_HERSHEY_SIMPLEX, size, 1)
    place = ((width - text_width) // 2, (height + tall) // 2)
    cv2.putText(tile, appearance.name, place, cv2.FONT_HERSHEY_SIMPLEX, size, (205, 205, 205), 1, cv2.LINE_AA)
    return tile
