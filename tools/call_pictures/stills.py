"""Draw tiles in which nothing moves: a photograph, an outline, initials."""

import colorsys
from typing import Final

import cv2
import numpy as np

from tools.call_pictures.people import Person
from tools.call_pictures.pixels import Bgr, FaceBox, Image, rounded_mask, text_width, write

STILL_SECOND: Final = 4.0
ROUND_SHARE: Final = 0.56
"""Diameter of a round picture per height of its tile."""


def photograph(person: Person, width: int, height: int) -> tuple[Image, FaceBox]:
    """Return a portrait that fills the tile, and its face."""
    seat = person.seat(width, height)
    picture = person.room(width, height, empty=False)
    person.sit(picture, seat)
    return picture, person.move(picture, seat, STILL_SECOND)


def round_photograph(person: Person, width: int, height: int, plain_bgr: Bgr) -> tuple[Image, FaceBox]:
    """Return a round portrait on a plain tile, and its face."""
    side = round(ROUND_SHARE * height)
    picture, (face_left, face_top, face_width, face_height) = photograph(person, side, side)
    tile = np.full((height, width, 3), plain_bgr, np.uint8)
    left, top = (width - side) // 2, (height - side) // 2
    coverage = rounded_mask(side, side, side // 2)[..., None]
    part = tile[top : top + side, left : left + side]
    part[:] = (picture * coverage + part * (1 - coverage)).round().astype(np.uint8)
    return tile, (face_left + left, face_top + top, face_width, face_height)


def initials(name: str, width: int, height: int, plain_bgr: Bgr) -> Image:
    """Return the name's first letter in a coloured circle."""
    tile = np.full((height, width, 3), plain_bgr, np.uint8)
    radius = round(0.24 * height)
    cv2.circle(tile, (width // 2, height // 2), radius, hue_of(sum(map(ord, name))), -1, cv2.LINE_AA)
    letter_px = 0.75 * radius
    left = (width - text_width(name[0], letter_px)) // 2
    write(tile, name[0], (left, round(height / 2 + letter_px / 2)), letter_px, (255, 255, 255))
    return tile


def outline(number: int, width: int, height: int, plain_bgr: Bgr) -> Image:
    """Return the outline of head and shoulders, on a plain tile or on a coloured one."""
    tile = np.full((height, width, 3), hue_of(number) if number % 2 else plain_bgr, np.uint8)
    colour, x = (208, 205, 202), width // 2
    head = (round(0.13 * height), round(0.16 * height))
    cv2.ellipse(tile, (x, round(0.4 * height)), head, 0, 0, 360, colour, -1, cv2.LINE_AA)
    shoulders = (round(0.28 * height), round(0.26 * height))
    cv2.ellipse(tile, (x, round(0.86 * height)), shoulders, 0, 180, 360, colour, -1, cv2.LINE_AA)
    return tile


def hue_of(number: int) -> Bgr:
    """Return a strong colour of medium brightness."""
    red, green, blue = colorsys.hls_to_rgb(number * 0.618 % 1, 0.42, 0.5)
    return round(blue * 255), round(green * 255), round(red * 255)
