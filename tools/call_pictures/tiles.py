"""Draw what a tile shows: people who move, a photograph, an outline, initials."""

import colorsys
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from tools.call_pictures.participants import Participant
from tools.call_pictures.people import Person, Seat
from tools.call_pictures.pixels import Bgr, FaceBox, Image, rounded_mask, text_width, write

NOISE_SHAPE: Final = (1200, 2000, 3)
NOISE_LEVELS: Final = 1.6
"""Standard deviation of a camera's noise, in grey levels."""
STILL_SECOND: Final = 4.0

Drawn = tuple[tuple[FaceBox, ...], tuple[FaceBox, ...]]
"""The faces to be counted, and those that must not be."""


class Content:
    """One participant's tile without captions, in one size. The static parts are drawn once."""

    def __init__(self, participant: Participant, width: int, height: int, plain_bgr: Bgr) -> None:
        self._participant = participant
        self._rng = np.random.default_rng([participant.seed, 5])
        self._drift_seconds, self._drift_phase = self._rng.uniform([9, 0], [25, 7])
        self._seats: list[tuple[Person, Seat]] = []
        self._faces: Drawn = ((), ())
        if participant.kind == "initials":
            self._still = _initials(participant.name, width, height, plain_bgr)
        elif participant.kind == "avatar":
            self._still = _outline(participant.seed, width, height, plain_bgr)
        elif participant.kind == "photograph":
            self._still = self._photograph(width, height, plain_bgr)
        else:
            self._seats = self._take_seats(width, height)
            self._still = participant.people[0].room(width, height, empty=participant.kind == "pair")
            for person, seat in reversed(self._seats):
                person.sit(self._still, seat)

    def draw(self, tile: Image, seconds: float) -> Drawn:
        """Fill the tile as of this second."""
        tile[:] = self._still
        if not self._seats:
            return self._faces
        # From back to front: the one who counts sits in front.
        boxes = [person.move(tile, seat, seconds) for person, seat in reversed(self._seats)][::-1]
        self._expose(tile, seconds)
        if self._participant.kind == "teacher":
            return (), tuple(boxes)
        counted = 2 if self._participant.kind == "pair" else 1
        return tuple(boxes[:counted]), tuple(boxes[counted:])

    def _take_seats(self, width: int, height: int) -> list[tuple[Person, Seat]]:
        people = self._participant.people
        main = people[0].seat(width, height)
        if self._participant.kind == "pair":
            share = self._rng.uniform(0.34, 0.42, 2)
            low = self._rng.uniform(0.44, 0.52, 2)
            middles = width / 2 + np.array([-0.4, 0.4]) * height + self._rng.uniform(-0.04, 0.04, 2) * height
            seats = [Seat(float(x), height * y, height * s) for x, y, s in zip(middles, low, share, strict=True)]
            return list(zip(people, seats, strict=True))
        if self._participant.kind == "background":
            behind = int(self._rng.integers(1, 3))
            sides = self._rng.permutation([-1, 1])[:behind]
            return [(people[0], main), *((people[1 + i], self._behind(main, side)) for i, side in enumerate(sides))]
        return [(people[0], main)]

    def _behind(self, main: Seat, side: int) -> Seat:
        """Return the seat of somebody smaller, at this side (-1 or 1) of the main person."""
        share, away, higher = self._rng.uniform([0.35, 1.0, 0.0], [0.6, 1.25, 0.3])
        face = main.face_height
        return Seat(main.middle_x + side * away * face, main.middle_y - higher * face, share * face)

    def _photograph(self, width: int, height: int, plain_bgr: Bgr) -> Image:
        """Return a portrait that fills the tile, or is a round picture on a plain tile."""
        person = self._participant.people[0]
        fills = not self._participant.round_picture
        side = height if fills else round(0.56 * height)
        size = (width, height) if fills else (side, side)
        seat = person.seat(round(side * 16 / 9), side)
        seat = Seat(seat.middle_x - (round(side * 16 / 9) - size[0]) / 2, seat.middle_y, seat.face_height)
        picture = person.room(*size, empty=True)
        person.sit(picture, seat)
        left, top, face_width, face_height = person.move(picture, seat, STILL_SECOND)
        if fills:
            self._faces = (), ((left, top, face_width, face_height),)
            return picture
        tile = np.full((height, width, 3), plain_bgr, np.uint8)
        x, y = (width - side) // 2, (height - side) // 2
        round_one = rounded_mask(side, side, side // 2)[..., None]
        part = tile[y : y + side, x : x + side]
        part[:] = (picture * round_one + part * (1 - round_one)).round().astype(np.uint8)
        self._faces = (), ((left + x, top + y, face_width, face_height),)
        return tile

    def _expose(self, tile: Image, seconds: float) -> None:
        """Let the camera's brightness drift, and add its noise."""
        gain = 1 + 0.025 * np.sin(2 * np.pi * seconds / self._drift_seconds + self._drift_phase)
        height, width = tile.shape[:2]
        rng = np.random.default_rng([self._participant.seed, round(seconds * 1000)])
        noise = camera_noise()
        y, x = (
            int(rng.integers(max(1, have - need))) for have, need in zip(noise.shape, (height, width), strict=False)
        )
        noise = noise[y : y + height, x : x + width]
        if noise.shape[:2] != (height, width):  # a tile larger than all the noise
            noise = np.asarray(cv2.resize(noise, (width, height)), np.int16)
        bright = cv2.convertScaleAbs(tile, alpha=float(gain))
        cv2.add(bright, noise, dst=tile, dtype=cv2.CV_8U)


_noise: list[npt.NDArray[np.int16]] = []


def camera_noise() -> npt.NDArray[np.int16]:
    """Return noise of which each tile takes another part each frame."""
    if not _noise:
        rng = np.random.default_rng(97)
        _noise.append(rng.normal(0, NOISE_LEVELS, NOISE_SHAPE).round().astype(np.int16))
    return _noise[0]


def hue_of(number: int) -> Bgr:
    """Return a strong colour of medium brightness."""
    red, green, blue = colorsys.hls_to_rgb(number * 0.618 % 1, 0.42, 0.5)
    return round(blue * 255), round(green * 255), round(red * 255)


def _initials(name: str, width: int, height: int, plain_bgr: Bgr) -> Image:
    tile = np.full((height, width, 3), plain_bgr, np.uint8)
    radius = round(0.24 * height)
    cv2.circle(tile, (width // 2, height // 2), radius, hue_of(sum(map(ord, name))), -1, cv2.LINE_AA)
    letter_px = 0.75 * radius
    left = (width - text_width(name[0], letter_px)) // 2
    write(tile, name[0], (left, round(height / 2 + letter_px / 2)), letter_px, (255, 255, 255))
    return tile


def _outline(seed: int, width: int, height: int, plain_bgr: Bgr) -> Image:
    tile = np.full((height, width, 3), hue_of(seed) if seed % 2 else plain_bgr, np.uint8)
    colour, x = (208, 205, 202), width // 2
    cv2.ellipse(tile, (x, round(0.4 * height)), (round(0.13 * height), round(0.16 * height)), 0, 0, 360, colour, -1, 16)
    cv2.ellipse(
        tile, (x, round(0.86 * height)), (round(0.28 * height), round(0.26 * height)), 0, 180, 360, colour, -1, 16
    )
    return tile
