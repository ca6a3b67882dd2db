"""Draw the window of the program around the tiles: title, controls, the chat at the side."""

from dataclasses import dataclass

import cv2
import numpy as np

from tools.call_pictures.pixels import Bgr, Box, Image, scaled, shade, write
from tools.call_pictures.shapes import CallShape
from tools.call_pictures.stills import hue_of

PANEL_PX = 340
WORDS = ("yes", "thank you", "page twelve", "I think so", "what about x?", "sorry, I was away", "can you repeat that?")


@dataclass(frozen=True, slots=True)
class Window:
    """The picture of an empty window, and the area where its tiles belong."""

    image_bgr: Image
    stage: Box


def draw_window(shape: CallShape, width: int, height: int, *, panel: bool) -> Window:
    """Return the window without tiles."""
    image = np.full((height, width, 3), shape.background_bgr, np.uint8)
    title, controls, margin = (scaled(px, height) for px in (shape.title_px, shape.controls_px, shape.margin_px))
    top, bottom = title, height
    if title:
        _draw_title(image[:title], shape, height)
    if shape.controls == "top":
        _draw_controls(image[top : top + controls], shape, height)
        top += controls
    else:
        _draw_controls(image[height - controls :], shape, height)
        bottom -= controls
    right = width
    if panel:
        right -= scaled(PANEL_PX, height)
        _draw_panel(image[top:bottom, right:], shape, height)
    return Window(image, (margin, top + margin, right - 2 * margin, bottom - top - 2 * margin))


def _draw_title(bar: Image, shape: CallShape, height: int) -> None:
    tall, width = bar.shape[:2]
    bar[:] = shape.bar_bgr
    letter = scaled(13, height, 7)
    write(bar, shape.title, (tall // 2, (tall + letter) // 2), letter, shape.ink_bgr)
    half = max(3, tall // 7)
    for i in range(3):
        x, y = width - round((0.8 + 1.3 * i) * tall), tall // 2
        if i == 0:
            cv2.line(bar, (x - half, y - half), (x + half, y + half), shape.ink_bgr, 1, cv2.LINE_AA)
            cv2.line(bar, (x - half, y + half), (x + half, y - half), shape.ink_bgr, 1, cv2.LINE_AA)
        elif i == 1:
            cv2.rectangle(bar, (x - half, y - half), (x + half, y + half), shape.ink_bgr, 1)
        else:
            cv2.line(bar, (x - half, y), (x + half, y), shape.ink_bgr, 1)


def _draw_controls(bar: Image, shape: CallShape, height: int) -> None:
    """Draw round buttons in a row, the last one red."""
    tall, width = bar.shape[:2]
    bar[:] = shape.bar_bgr
    radius = round(0.3 * tall)
    step = round(2.9 * radius)
    buttons = 8
    first = width - (buttons + 1) * step if shape.controls == "top" else width // 2 - (buttons - 1) * step // 2
    ground = shade(shape.bar_bgr, 0.9) if sum(shape.bar_bgr) > 380 else tuple(part + 30 for part in shape.bar_bgr)
    for i in range(buttons):
        middle = (first + i * step, tall // 2)
        red = i == buttons - 1
        cv2.circle(bar, middle, radius, (56, 52, 214) if red else (ground[0], ground[1], ground[2]), -1, cv2.LINE_AA)
        _draw_sign(bar, i, middle, radius, (255, 255, 255) if red else shape.ink_bgr)
    letter = scaled(13, height, 7)
    write(bar, "10:42 | Class 10b", (scaled(24, height), (tall + letter) // 2), letter, shape.ink_bgr)


def _draw_sign(bar: Image, number: int, middle: tuple[int, int], radius: int, ink: Bgr) -> None:
    x, y = middle
    half = max(2, round(0.4 * radius))
    if number % 4 == 0:
        cv2.rectangle(bar, (x - half // 2, y - half), (x + half // 2, y + half // 2), ink, -1)
        cv2.line(bar, (x, y + half // 2), (x, y + half), ink, 1)
    elif number % 4 == 1:
        cv2.rectangle(bar, (x - half, y - half // 2), (x + half // 2, y + half // 2), ink, -1)
    elif number % 4 == 2:
        cv2.circle(bar, (x, y - half // 2), half // 2, ink, -1, cv2.LINE_AA)
        cv2.ellipse(bar, (x, y + half), (half, half), 0, 180, 360, ink, -1, cv2.LINE_AA)
    else:
        cv2.ellipse(bar, (x, y + half // 2), (half, half // 2), 0, 180, 360, ink, 2, cv2.LINE_AA)


def _draw_panel(panel: Image, shape: CallShape, height: int) -> None:
    """Draw a chat: small round pictures, names, lines of text."""
    panel[:] = shape.panel_bgr
    ink: Bgr = (40, 40, 40) if sum(shape.panel_bgr) > 380 else (222, 222, 222)
    letter, line = scaled(13, height, 7), scaled(66, height)
    left = scaled(18, height)
    write(panel, "Chat", (left, 2 * letter + left // 2), letter * 1.3, ink)
    rng = np.random.default_rng(3)
    y = 5 * letter
    while y + line < panel.shape[0] - line:
        cv2.circle(panel, (left + letter, y + letter), letter, hue_of(int(rng.integers(1000))), -1, cv2.LINE_AA)
        grey = shade(ink, 2.6) if ink[0] < 128 else shade(ink, 0.6)
        write(panel, "Name", (left + 3 * letter, y + letter), letter * 0.85, grey)
        write(
            panel,
            WORDS[int(rng.integers(len(WORDS)))],
            (left + 3 * letter, y + round(2.8 * letter)),
            letter * 0.85,
            ink,
        )
        y += line
