"""Draw what a program lays over a tile: the name with the microphone's sign, the speaker's frame, round corners."""

import cv2
import numpy as np

from tools.call_pictures.pixels import (
    Bgr,
    Image,
    blend,
    round_corners,
    rounded_frame,
    rounded_mask,
    scaled,
    text_width,
    write,
)
from tools.call_pictures.shapes import CallShape

WHITE: Bgr = (250, 250, 250)
RED: Bgr = (66, 60, 226)


class Caption:
    """A tile's name and sign in one size; drawn once, blended into each frame."""

    def __init__(
        self, shape: CallShape, name: str, muted: bool, tile_size: tuple[int, int], window_height: int
    ) -> None:
        width, height = tile_size
        letter = max(7, min(scaled(15, window_height), height // 9))
        pad = max(2, letter // 2)
        sign = round(1.1 * letter) if muted else 0
        while len(name) > 2 and text_width(name, letter) + sign + 4 * pad > width:
            name = name[:-1]
        wide, tall = text_width(name, letter) + sign + (3 if muted else 2) * pad, 2 * letter
        inset = 0 if shape.caption == "strip" else max(2, scaled(7, window_height))
        self._left, self._top = inset, height - tall - inset
        self._picture = np.full((tall, wide, 3), (0, 0, 0), np.uint8)
        base = round(tall / 2 + letter / 2)
        write(self._picture, name, (pad + (sign + pad if sign else 0), base), letter, WHITE)
        if muted:
            _draw_microphone(
                self._picture, (pad + sign // 2, tall // 2), sign, RED if shape.caption == "strip" else WHITE
            )
        letters = self._picture.max(axis=2).astype(np.float32) / 255
        if shape.caption == "shadow":
            dark = cv2.GaussianBlur(letters, (0, 0), 1.2)
            self._coverage = np.maximum(letters, np.minimum(0.8 * dark, 1)).astype(np.float32)
        else:
            radius = 0 if shape.caption == "strip" else min(tall, wide) // 4
            ground = rounded_mask(wide, tall, radius) * (0.62 if shape.caption == "strip" else 0.75)
            self._coverage = np.maximum(letters, ground)

    def draw(self, tile: Image) -> None:
        """Draw it at the tile's lower left."""
        tall, wide = self._coverage.shape
        part = tile[self._top : self._top + tall, self._left : self._left + wide]
        shown = part.shape[1]
        part[:] = blend(part, self._picture[:, :shown], self._coverage[:, :shown])


def finish_tile(tile: Image, shape: CallShape, window_height: int, *, speaks: bool) -> None:
    """Draw the frame of who speaks, and round the corners."""
    radius = scaled(shape.radius_px, window_height, 2 if shape.radius_px else 0)
    if speaks:
        rounded_frame(tile, radius, scaled(shape.frame_px, window_height, 2), shape.frame_bgr)
    round_corners(tile, radius, shape.background_bgr)


def _draw_microphone(image: Image, middle: tuple[int, int], size: int, colour: Bgr) -> None:
    x, y = middle
    half = max(2, size // 2)
    thin = max(1, half // 3)
    cv2.rectangle(image, (x - thin, y - half), (x + thin, y), colour, -1)
    cv2.ellipse(image, (x, y - 1), (half // 2 + 1, half // 2 + 1), 0, 0, 180, colour, 1, cv2.LINE_AA)
    cv2.line(image, (x, y + half // 2), (x, y + half), colour, 1, cv2.LINE_AA)
    cv2.line(image, (x - half, y + half), (x + half, y - half), colour, 1, cv2.LINE_AA)
