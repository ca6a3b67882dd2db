"""Contact sheets: many pictures of pages, made small, on one."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

CELL_WIDTH: Final = 300
CELL_HEIGHT: Final = 520
GAP: Final = 12
COLUMNS: Final = 8
GREY: Final = 128
JPEG_QUALITY: Final = 80


def write_sheet(pictures: Sequence[Path], path: Path) -> None:
    """Write the pictures, from their tops on, in rows of eight. Raises ValueError if one cannot be read."""
    rows = math.ceil(len(pictures) / COLUMNS)
    shape = (rows * (CELL_HEIGHT + GAP) + GAP, COLUMNS * (CELL_WIDTH + GAP) + GAP, 3)
    sheet = np.full(shape, GREY, dtype=np.uint8)
    for number, picture in enumerate(pictures):
        cell = _cell(picture)
        top = GAP + number // COLUMNS * (CELL_HEIGHT + GAP)
        left = GAP + number % COLUMNS * (CELL_WIDTH + GAP)
        sheet[top : top + cell.shape[0], left : left + cell.shape[1]] = cell
    cv2.imwrite(str(path), sheet, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])


def _cell(picture: Path) -> npt.NDArray[np.uint8]:
    image = cv2.imread(str(picture))
    if image is None:
        raise ValueError(f"{picture} is no picture")
    scale = CELL_WIDTH / image.shape[1]
    height = max(round(image.shape[0] * scale), 1)
    small = cv2.resize(image, (CELL_WIDTH, height), interpolation=cv2.INTER_AREA)
    return np.asarray(small[:CELL_HEIGHT], dtype=np.uint8)
