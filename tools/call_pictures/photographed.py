"""Let real portraits sit in a drawn call, for measurements only: a folder of pictures with faces.json."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from monitor.capture.demo.appearance import generate_appearances
from tools.call_pictures.people import Person, Seat, Sway, paste, turned
from tools.call_pictures.pixels import FaceBox, Floats, Image


@dataclass(frozen=True, slots=True)
class Portrait:
    """A picture of one person, the face's box in its pixels, and the coverage of the person, soft at the edge."""

    picture: Image
    face_xywh: FaceBox
    coverage: Floats


class PhotographedPerson:
    """A portrait that moves as somebody in a call does. The person's outline is a guess from the face's box."""

    def __init__(self, name: str, portrait: Portrait, rng: np.random.Generator) -> None:
        self.name = name
        self._portrait = portrait
        self._sway = Sway(rng)

    def seat(self, width: int, height: int) -> Seat:
        """Return the place in the picture, which covers the tile."""
        zoom, left, top = self._fit(width, height)
        x, y, face_width, face_height = self._portrait.face_xywh
        return Seat((x + face_width / 2) * zoom - left, (y + face_height / 2) * zoom - top, face_height * zoom)

    def room(self, width: int, height: int, *, empty: bool) -> Image:
        """Return the picture cut to the tile, or a blurred wall in the colours of its left and right edge."""
        picture = self._portrait.picture
        if empty:
            wide = picture.shape[1]
            edges = np.hstack(
                [picture[:, : wide // 12].mean(1, keepdims=True), picture[:, -wide // 12 :].mean(1, keepdims=True)]
            )
            wall = cv2.resize(edges.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
            return (
                np.asarray(cv2.GaussianBlur(wall, (0, 0), max(1.0, height / 30)), np.float32).round().astype(np.uint8)
            )
        zoom, left, top = self._fit(width, height)
        kind = cv2.INTER_AREA if zoom < 1 else cv2.INTER_LINEAR
        whole = cv2.resize(picture, None, fx=zoom, fy=zoom, interpolation=kind)
        first_x, first_y = min(round(left), whole.shape[1] - width), min(round(top), whole.shape[0] - height)
        return np.ascontiguousarray(whole[first_y : first_y + height, first_x : first_x + width], np.uint8)

    def sit(self, room: Image, seat: Seat) -> None:
        """Draw nothing: all of the person moves."""

    def move(self, tile: Image, seat: Seat, seconds: float) -> FaceBox:
        """Draw the person, cut out of the picture."""
        right, down, nearer, tilt = self._sway.at(seconds)
        x, y, width, height = self._portrait.face_xywh
        scale = seat.face_height / height * (1 + 0.02 * nearer)
        middle = (seat.middle_x + 0.04 * seat.face_height * right, seat.middle_y + 0.02 * seat.face_height * down)
        of = (x + width / 2, y + height / 2)
        paste(tile, self._portrait.picture, self._portrait.coverage, turned(of, middle, tilt, scale))
        return middle[0] - width * scale / 2, middle[1] - height * scale / 2, width * scale, height * scale

    def _fit(self, width: int, height: int) -> tuple[float, float, float]:
        """Return the zoom at which the picture covers the tile, and what is cut off at its left and top in pixels."""
        tall, wide = self._portrait.picture.shape[:2]
        zoom = max((width + 0.5) / wide, (height + 0.5) / tall)
        return zoom, max(0.0, (wide * zoom - width) / 2), max(0.0, (tall * zoom - height) / 2)


class PhotographedPeople:
    """The people of a folder's portraits, again and again; every second round is mirrored."""

    def __init__(self, folder: Path) -> None:
        """Read the pictures named in the folder's faces.json, which has each face's box as fractions."""
        boxes = json.loads((folder / "faces.json").read_text(encoding="utf-8"))
        self._portraits = [_read(folder / name, box) for name, box in sorted(boxes.items())]

    def people(self, count: int, seed: int) -> Sequence[Person]:
        """Return so many people with invented names."""
        rng = np.random.default_rng([seed, 29])
        order: list[int] = []
        while len(order) < count:
            order += rng.permutation(len(self._portraits)).tolist()
        people = []
        for i, appearance in enumerate(generate_appearances(count, seed)):
            portrait = self._portraits[order[i]]
            mirrored = i // len(self._portraits) % 2 == 1
            shown = _mirrored(portrait) if mirrored else portrait
            people.append(PhotographedPerson(appearance.name, shown, np.random.default_rng([seed, 37, i])))
        return people


def _read(path: Path, box: Sequence[float]) -> Portrait:
    picture = cv2.imread(str(path))
    if picture is None:
        raise ValueError(f"{path} is not a picture")
    tall, wide = picture.shape[:2]
    face = (box[0] * wide, box[1] * tall, box[2] * wide, box[3] * tall)
    return Portrait(np.asarray(picture, np.uint8), face, _outline(face, wide, tall))


def _mirrored(portrait: Portrait) -> Portrait:
    x, y, width, height = portrait.face_xywh
    face = (portrait.picture.shape[1] - x - width, y, width, height)
    flipped = np.ascontiguousarray(portrait.picture[:, ::-1]), np.ascontiguousarray(portrait.coverage[:, ::-1])
    return Portrait(flipped[0], face, flipped[1])


def _outline(face: FaceBox, wide: int, tall: int) -> Floats:
    """Return the coverage of head and shoulders around the face."""
    x, y, width, height = face
    middle = round(x + width / 2), round(y + height / 2)
    mask = np.zeros((tall, wide), np.float32)
    cv2.ellipse(
        mask,
        (middle[0], round(middle[1] - 0.06 * height)),
        (round(0.85 * width), round(0.72 * height)),
        0,
        0,
        360,
        1,
        -1,
    )
    shoulders = (middle[0], round(middle[1] + 1.75 * height))
    cv2.ellipse(mask, shoulders, (round(1.9 * width), round(1.1 * height)), 0, 180, 360, 1, -1)
    mask[shoulders[1] :, max(0, round(middle[0] - 1.9 * width)) : round(middle[0] + 1.9 * width)] = 1
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), 0.08 * height), np.float32)
