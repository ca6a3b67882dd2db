"""Draw what lies over the tiles for a while, and the slide of a shared screen."""

from collections.abc import Sequence

import cv2
import numpy as np

from tools.call_pictures.events import Lasting, Pointer, Reactions, Toast
from tools.call_pictures.pixels import Box, Image, blend, rounded_mask, scaled, write

SLIDE_SECONDS = 20
POINTER_SHAPE = ((0, 0), (0, 17), (4, 13), (7, 20), (10, 19), (7, 12), (12, 12))


def draw_overlays(image: Image, boxes: Sequence[Box], now: Sequence[Lasting], seconds: float, seed: int) -> None:
    """Draw the pointer, reactions and messages that are to be seen."""
    for event in now:
        if isinstance(event, Reactions):
            rng = np.random.default_rng([seed, 71, int(seconds / 3)])
            for i in rng.permutation(len(boxes))[: max(1, len(boxes) // 8)]:
                _draw_reaction(image, boxes[i], int(rng.integers(2)))
        elif isinstance(event, Toast):
            _draw_toast(image)
    if any(isinstance(event, Pointer) for event in now):
        _draw_pointer(image, seconds)


def draw_slide(image: Image, box: Box, seconds: float) -> None:
    """Draw a slide with a title, lines of text and a chart; another one every so many seconds."""
    left, top, width, height = box
    slide = image[top : top + height, left : left + width]
    slide[:] = 252
    rng = np.random.default_rng([83, int(seconds / SLIDE_SECONDS)])
    write(slide, "Exponential growth", (width // 12, height // 7), height / 22, (70, 40, 20))
    for line in range(7):
        y = height // 4 + line * height // 11
        x, end = width // 12, round(width * rng.uniform(0.3, 0.5))
        while x < end:
            word = round(width * rng.uniform(0.015, 0.05))
            cv2.rectangle(slide, (x, y), (x + word, y + height // 60), (60, 60, 60), -1)
            x += word + width // 120
    bars = rng.uniform(0.1, 0.5, 6)
    for i, share in enumerate(bars):
        x = round(width * (0.58 + 0.055 * i))
        top_left = (x, round(height * (0.85 - share)))
        cv2.rectangle(slide, top_left, (x + width // 28, round(height * 0.85)), (176, 112, 40), -1)


def _draw_reaction(image: Image, box: Box, kind: int) -> None:
    """Draw a laughing face or a raised hand at the tile's upper left."""
    left, top, _, height = box
    radius = max(5, height // 8)
    x, y = left + radius + height // 16, top + radius + height // 16
    yellow, ink = (60, 205, 255), (40, 60, 90)
    if kind:
        cv2.circle(image, (x, y), radius, yellow, -1, cv2.LINE_AA)
        for side in (-1, 1):
            cv2.circle(image, (x + side * radius // 3, y - radius // 4), max(1, radius // 7), ink, -1, cv2.LINE_AA)
        cv2.ellipse(image, (x, y + radius // 6), (radius // 2, radius // 2), 0, 0, 180, ink, -1, cv2.LINE_AA)
        return
    cv2.ellipse(image, (x, y + radius // 3), (radius // 2, radius // 2), 0, 0, 360, yellow, -1, cv2.LINE_AA)
    for finger in range(-1, 3):
        tip = (x + round((finger - 0.5) * 0.35 * radius), y - round(0.8 * radius))
        cv2.line(image, (tip[0], y + radius // 3), tip, yellow, max(1, radius // 4), cv2.LINE_AA)


def message_box(width: int, height: int) -> Box:
    """Return where a message lies in a picture of this size."""
    wide, tall = scaled(560, height), scaled(64, height)
    return (width - wide) // 2, scaled(120, height), wide, tall


def _draw_toast(image: Image) -> None:
    height, width = image.shape[:2]
    left, top, wide, tall = message_box(width, height)
    part = image[top : top + tall, left : left + wide]
    message = np.full((tall, wide, 3), 48, np.uint8)
    letter = scaled(15, height, 7)
    write(message, "This meeting is being recorded", (tall // 2, (tall + letter) // 2), letter, (245, 245, 245))
    part[:] = blend(part, message, rounded_mask(wide, tall, tall // 6) * np.float32(0.95))


def _draw_pointer(image: Image, seconds: float) -> None:
    height, width = image.shape[:2]
    x = width * (0.5 + 0.35 * np.sin(seconds / 2.3))
    y = height * (0.5 + 0.3 * np.sin(seconds / 3.1 + 1))
    points = (np.array(POINTER_SHAPE) * max(0.7, height / 1080) + [x, y]).round().astype(np.int32)
    cv2.fillPoly(image, [points], (255, 255, 255), cv2.LINE_AA)
    cv2.polylines(image, [points], True, (0, 0, 0), 1, cv2.LINE_AA)
