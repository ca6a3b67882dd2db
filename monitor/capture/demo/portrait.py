"""Draw one person: the room and shoulders behind, which are static, and the head in front, which is animated."""

from pathlib import Path
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from classroom.emotions import EMOTION_COUNT
from monitor.capture.demo.appearance import SHEET_PEOPLE, Appearance, Bgr

Image = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

SHEET_PATH: Final = Path(__file__).with_name("people.png")
FACE_SIDE: Final = 96
HEAD_WIDTH: Final = 176
HEAD_HEIGHT: Final = 192
FACE_LEFT: Final = 40
FACE_TOP: Final = 40
FACE_BOX: Final = (55, 49, 66, 84)
"""The face box that MTCNN finds on the head's canvas (measured, median of 420): left, top, width, height."""
FACE_CENTRE: Final = (88.0, 91.0)
HEAD_CENTRE: Final = (88, 88)
NECK_END: Final = 150


def read_people(path: Path = SHEET_PATH) -> Floats:
    """Return the sheet's faces, float32 (people, 7, 96, 96), 0 to 255."""
    sheet = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_GRAYSCALE)
    if sheet is None or sheet.shape != (SHEET_PEOPLE * FACE_SIDE, EMOTION_COUNT * FACE_SIDE):
        raise ValueError(f"{path.name} is not the demo people's sheet")
    tiles = sheet.reshape(SHEET_PEOPLE, FACE_SIDE, EMOTION_COUNT, FACE_SIDE)
    return np.ascontiguousarray(tiles.transpose(0, 2, 1, 3), dtype=np.float32)


class Portrait:
    """One person's images. Static parts are prepared once, so that a frame costs one blend and one warp."""

    def __init__(self, appearance: Appearance, faces: Floats) -> None:
        """Take the person's seven faces, float32 (7, 96, 96)."""
        self.appearance = appearance
        rounded = (faces[..., ::-1] if appearance.mirrored else faces) - _turned_away()
        self._faces = np.ascontiguousarray(rounded, np.float32).reshape(EMOTION_COUNT, -1)
        self._tint = _tint(appearance.skin_bgr)
        head, coverage = _draw_head(appearance)
        self._head = head
        self.coverage = coverage
        self._mask = _face_mask()
        self._hair, self._hair_mask = _draw_fringe(appearance)

    def head(self, mixture: npt.NDArray[np.float64]) -> Image:
        """Return the head showing the seven shares, BGR uint8 (192, 176, 3); `coverage` is its alpha."""
        grey = np.clip(mixture.astype(np.float32) @ self._faces, 0, 255).astype(np.uint8)
        face = self._tint[grey.reshape(FACE_SIDE, FACE_SIDE)]
        picture = self._head.copy()
        window = picture[FACE_TOP : FACE_TOP + FACE_SIDE, FACE_LEFT : FACE_LEFT + FACE_SIDE]
        blended = cv2.blendLinear(face, window, self._mask, 1 - self._mask)
        window[:] = cv2.blendLinear(self._hair, blended, self._hair_mask, 1 - self._hair_mask)
        return picture

    def room(self, width: int, height: int, centre_x: float) -> Image:
        """Return the static part of the tile: a blurred room, and shoulders around `centre_x`."""
        room = _draw_room(self.appearance, width, height)
        _draw_shoulders(self.appearance, room, centre_x)
        return room


def _tint(skin: Bgr) -> npt.NDArray[np.uint8]:
    """Return the colour of each grey level (256, 3): shadows stay dark, 128 is the skin, highlights nearly white."""
    colour = np.array(skin, np.float32)
    light = colour + 0.6 * (np.array([246, 250, 252], np.float32) - colour)
    points = np.stack([0.1 * colour, 0.42 * colour, colour, light])
    greys = np.arange(256)
    return np.stack([np.interp(greys, [10, 60, 132, 255], points[:, c]) for c in range(3)], 1).astype(np.uint8)


def _turned_away() -> Floats:
    """Return the shading of the face towards its sides: without it, faces look flat."""
    y, x = np.mgrid[:FACE_SIDE, :FACE_SIDE].astype(np.float32)
    from_centre = ((x - 48) / 35) ** 2 + ((y - 46) / 45) ** 2
    return np.asarray(38 * np.minimum(from_centre, 1.2) ** 2, np.float32)


def _face_mask() -> Floats:
    mask = np.zeros((FACE_SIDE, FACE_SIDE), np.float32)
    cv2.ellipse(mask, (48, 48), (33, 42), 0, 0, 360, 1.0, -1)
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), 2.2), np.float32)


def _shade(colour: Bgr, factor: float) -> Bgr:
    blue, green, red = (max(0, min(255, round(part * factor))) for part in colour)
    return blue, green, red


def _draw_head(appearance: Appearance) -> tuple[Image, Floats]:
    """Return hair behind, neck, ears and skull, and their alpha (0 to 1)."""
    picture = np.full((HEAD_HEIGHT, HEAD_WIDTH, 3), appearance.skin_bgr, np.uint8)
    solid = np.zeros((HEAD_HEIGHT, HEAD_WIDTH), np.uint8)
    x, y = HEAD_CENTRE

    def ellipse(centre: tuple[int, int], axes: tuple[int, int], colour: Bgr) -> None:
        cv2.ellipse(picture, centre, axes, 0, 0, 360, colour, -1, cv2.LINE_AA)
        cv2.ellipse(solid, centre, axes, 0, 0, 360, 255, -1, cv2.LINE_AA)

    if appearance.hair_style == "long":
        ellipse((x, y + 22), (54, 76), _shade(appearance.hair_bgr, 0.8))
    elif appearance.hair_style == "bob":
        ellipse((x, y + 4), (52, 58), _shade(appearance.hair_bgr, 0.8))
    elif appearance.hair_style == "bun":
        ellipse((x, y - 64), (18, 16), appearance.hair_bgr)
    elif appearance.hair_style == "curly":
        for step in range(13):
            angle = np.pi * (0.95 + 1.1 * step / 12)
            ellipse((round(x + 42 * np.cos(angle)), round(y + 2 + 46 * np.sin(angle))), (15, 15), appearance.hair_bgr)
    neck = _shade(appearance.skin_bgr, 0.68)
    for image, colour in ((picture, neck), (solid, (255, 255, 255))):
        cv2.rectangle(image, (x - 23, y + 24), (x + 23, NECK_END), colour, -1, cv2.LINE_AA)
    ellipse((x, NECK_END), (23, 12), neck)
    if appearance.hair_style not in ("long", "bob"):
        for side in (-1, 1):
            ellipse((x + side * 37, y + 2), (6, 12), _shade(appearance.skin_bgr, 0.74))
    ellipse((x, y), (36, 47), _shade(appearance.skin_bgr, 0.76))
    top = {"cropped": 45, "bun": 47}.get(appearance.hair_style, 49)
    cv2.ellipse(picture, (x, y - 6), (39, top), 0, 180, 360, appearance.hair_bgr, -1, cv2.LINE_AA)
    cv2.ellipse(solid, (x, y - 6), (39, top), 0, 180, 360, 255, -1, cv2.LINE_AA)
    coverage = cv2.GaussianBlur(solid.astype(np.float32) / 255, (0, 0), 0.8)
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 1.0), np.uint8), np.asarray(coverage, np.float32)


def _draw_fringe(appearance: Appearance) -> tuple[Image, Floats]:
    """Return the hair's colour over the face's square, and its alpha over the forehead and temples."""
    lines = np.random.default_rng(appearance.row).normal(1, 0.06, (1, FACE_SIDE, 1))
    smooth = cv2.GaussianBlur(np.repeat(lines, FACE_SIDE, 0).astype(np.float32), (0, 0), 1.2)[..., None]
    hair = np.clip(np.array(appearance.hair_bgr, np.float32) * smooth, 0, 255).astype(np.uint8)
    mask = np.zeros((FACE_SIDE, FACE_SIDE), np.float32)
    cv2.ellipse(mask, (48, 42), (39, 49), 0, 0, 360, 1.0, -1)
    mask[46:] = 0
    parting = {"short": 5, "long": -8, "bob": 0, "bun": 0, "curly": 3, "cropped": 0}[appearance.hair_style]
    lift = {"bob": 4, "cropped": -6, "bun": -4}.get(appearance.hair_style, 0)
    cv2.ellipse(mask, (48 + parting, 58 + lift), (34, 46), 0, 0, 360, 0.0, -1)
    return hair, np.asarray(cv2.GaussianBlur(mask, (0, 0), 1.6), np.float32)


def _draw_room(appearance: Appearance, width: int, height: int) -> Image:
    rng = np.random.default_rng([appearance.row, len(appearance.name)])
    light = np.linspace(1.06, 0.82, width, dtype=np.float32)[None, :, None]
    light = light[:, :: rng.choice([-1, 1])]
    room = np.clip(np.array(appearance.room_bgr, np.float32) * np.repeat(light, height, 0), 0, 255).astype(np.uint8)
    for _ in range(4):
        left, top = int(rng.uniform(-0.1, 0.9) * width), int(rng.uniform(-0.2, 0.7) * height)
        size = (int(rng.uniform(0.08, 0.3) * width), int(rng.uniform(0.1, 0.5) * height))
        colour = _shade(appearance.room_bgr, float(rng.choice([0.75, 0.85, 0.92, 1.12])))
        cv2.rectangle(room, (left, top), (left + size[0], top + size[1]), colour, -1)
    return np.asarray(cv2.GaussianBlur(room, (0, 0), max(1.0, height / 45)), np.uint8)


def _draw_shoulders(appearance: Appearance, room: Image, centre_x: float) -> None:
    height = room.shape[0]
    x, fine = round(centre_x * 16), 16

    def ellipse(centre_y: float, half_width: float, half_height: float, colour: Bgr) -> None:
        axes = (round(half_width * height * fine), round(half_height * height * fine))
        cv2.ellipse(room, (x, round(centre_y * height * fine)), axes, 0, 0, 360, colour, -1, cv2.LINE_AA, 4)

    ellipse(1.2, 0.6, 0.42, _shade(appearance.shirt_bgr, 0.9))
    ellipse(1.21, 0.57, 0.41, appearance.shirt_bgr)
    ellipse(0.82, 0.185, 0.085, _shade(appearance.shirt_bgr, 0.7))
    ellipse(0.825, 0.165, 0.075, _shade(appearance.skin_bgr, 0.68))
