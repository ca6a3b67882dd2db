"""Draw people in a call: where somebody sits, how they move, and the demo's invented people."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import cv2
import numpy as np

from classroom.emotions import EMOTION_COUNT, NEUTRAL
from monitor.capture.demo.appearance import Appearance, generate_appearances
from monitor.capture.demo.portrait import FACE_BOX, FACE_CENTRE, Portrait, read_people
from tools.call_pictures.pixels import FaceBox, Floats, Image, shade
from tools.call_pictures.sprite import Sprite, turned


@dataclass(frozen=True, slots=True)
class Seat:
    """A person's place in a tile: the middle of the face and its height, in pixels."""

    middle_x: float
    middle_y: float
    face_height: float


class Person(Protocol):
    """Somebody who can sit in a tile."""

    name: str

    def seat(self, width: int, height: int) -> Seat:
        """Return where the person sits alone in a tile of this size."""

    def room(self, width: int, height: int, *, empty: bool) -> Image:
        """Return what is behind: static. A photograph's has the person in it unless it is to be `empty`."""

    def sit(self, room: Image, seat: Seat) -> None:
        """Draw the still parts of the person, such as shoulders, into the room."""

    def move(self, tile: Image, seat: Seat, seconds: float) -> FaceBox:
        """Draw the person as of this second into the tile; return the face's box in it."""


class PeopleSource(Protocol):
    """Provides people for a call."""

    def people(self, count: int, seed: int) -> Sequence[Person]:
        """Return so many people; the same seed gives the same ones."""


class Sway:
    """The movement of somebody who sits: slow swings of place, size and tilt, each from -1 to 1."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._seconds = rng.uniform(3.5, 11, 4)
        self._phase = rng.uniform(0, 2 * math.pi, 4)
        self._liveliness = rng.uniform(0.25, 1.0)

    def at(self, seconds: float) -> tuple[float, float, float, float]:
        """Return the swing right, down, nearer, and tilt."""
        right, down, nearer, tilt = self._liveliness * np.sin(2 * math.pi * seconds / self._seconds + self._phase)
        return float(right), float(down), float(nearer), float(tilt)


class DemoPerson:
    """One of the demo's invented people."""

    def __init__(self, appearance: Appearance, faces: Floats, rng: np.random.Generator) -> None:
        self.name = appearance.name
        self._appearance = appearance
        self._portrait = Portrait(appearance, faces)
        self._sway = Sway(rng)
        self._wave_seconds, self._wave_phase = rng.uniform(8, 40, EMOTION_COUNT), rng.uniform(0, 7, EMOTION_COUNT)
        self._beside, self._lower, self._share = rng.uniform([-0.06, 0.44, 0.36], [0.06, 0.5, 0.54])

    def seat(self, width: int, height: int) -> Seat:
        """Return a place near the middle."""
        return Seat(width * (0.5 + self._beside), height * self._lower, height * self._share)

    def room(self, width: int, height: int, *, empty: bool) -> Image:
        """Return a wall with pictures."""
        # The demo's room comes with shoulders; far below, these stay out of view.
        return self._portrait.room(width, height, -4.0 * width)

    def sit(self, room: Image, seat: Seat) -> None:
        """Draw shoulders and chest down to the tile's lower edge."""
        unit, shirt, fine = seat.face_height, self._appearance.shirt_bgr, 16
        x, y = seat.middle_x, seat.middle_y

        def ellipse(down: float, half_width: float, half_height: float, colour: tuple[int, int, int]) -> None:
            centre = (round(x * fine), round((y + down * unit) * fine))
            axes = (round(half_width * unit * fine), round(half_height * unit * fine))
            cv2.ellipse(room, centre, axes, 0, 0, 360, colour, -1, cv2.LINE_AA, 4)

        for down, half_width, half_height, factor in ((1.5, 1.2, 0.84, 0.9), (1.52, 1.14, 0.82, 1.0)):
            ellipse(down, half_width, half_height, shade(shirt, factor))
        chest = (round(x - 1.14 * unit), round(y + 1.5 * unit)), (round(x + 1.14 * unit), room.shape[0])
        if chest[0][1] < room.shape[0]:
            cv2.rectangle(room, *chest, shirt, -1)
        ellipse(0.72, 0.37, 0.17, shade(shirt, 0.7))
        ellipse(0.73, 0.33, 0.15, shade(self._appearance.skin_bgr, 0.68))

    def move(self, tile: Image, seat: Seat, seconds: float) -> FaceBox:
        """Draw the head."""
        right, down, nearer, tilt = self._sway.at(seconds)
        scale = seat.face_height / FACE_BOX[3] * (1 + 0.03 * nearer)
        middle = (seat.middle_x + 0.06 * seat.face_height * right, seat.middle_y + 0.024 * seat.face_height * down)
        head = self._portrait.head(self._mixture(seconds))
        Sprite(head, self._portrait.coverage).paste(tile, turned(FACE_CENTRE, middle, 2.5 * tilt, scale))
        width, height = FACE_BOX[2] * scale, FACE_BOX[3] * scale
        return middle[0] - width / 2, middle[1] - height / 2, width, height

    def _mixture(self, seconds: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        logits = 3.0 * np.sin(2 * math.pi * seconds / self._wave_seconds + self._wave_phase)
        logits[NEUTRAL] += 2.0
        shares = np.exp(logits - logits.max())
        return np.asarray(shares / shares.sum())


class DemoPeople:
    """The demo's invented people; always available."""

    def people(self, count: int, seed: int) -> Sequence[Person]:
        """Return so many of them."""
        faces = read_people()
        return [
            DemoPerson(appearance, faces[appearance.row], np.random.default_rng([seed, 23, i]))
            for i, appearance in enumerate(generate_appearances(count, seed))
        ]


DEMO_PEOPLE: Final = DemoPeople()
