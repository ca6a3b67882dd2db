"""Let real portraits sit in a drawn call, for measurements only: a folder of pictures with faces.json."""

import json
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from monitor.capture.demo.appearance import generate_appearances
from tools.call_pictures.people import Person, Seat, Sway
from tools.call_pictures.pixels import FaceBox, Image
from tools.call_pictures.portraits import Portrait, before_a_camera, wall_of
from tools.call_pictures.sprite import turned


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
            return wall_of(picture, width, height)
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
        self._portrait.cut_out.paste(tile, turned(of, middle, tilt, scale))
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
            shown = portrait.mirrored() if i // len(self._portraits) % 2 else portrait
            people.append(PhotographedPerson(appearance.name, shown, np.random.default_rng([seed, 37, i])))
        return people


def _read(path: Path, box: Sequence[float]) -> Portrait:
    picture = cv2.imread(str(path))
    if picture is None:
        raise ValueError(f"{path} is not a picture")
    tall, wide = picture.shape[:2]
    face = (box[0] * wide, box[1] * tall, box[2] * wide, box[3] * tall)
    return before_a_camera(np.asarray(picture, np.uint8), face)
