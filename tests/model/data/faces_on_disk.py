"""Write small files in the layouts of FER-2013, for the tests of their readers."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from model.data.votes import VOTE_COLUMNS

PIXELS = " ".join(["7"] * 48 * 48)
VOTES_HEADER = "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF"
VOTES_ORDER = [name.replace("NF", "not_face") for name in VOTES_HEADER.split(",")[2:]]


def write_csv(path: Path, *rows: str, header: str = "emotion,pixels,Usage") -> Path:
    path.write_text("\n".join([header, *rows]) + "\n")
    return path


def write_picture(path: Path, value: int = 50, size: tuple[int, int] = (48, 48)) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), np.full((*size, 3), value, np.uint8))
    return path


def vote_row(usage: str, name: str, **counts: int) -> str:
    """Return a row of fer2013new.csv; `counts` by FER+'s names, not_face for NF."""
    return ",".join([usage, name, *(str(counts.get(column, 0)) for column in VOTES_ORDER)])


def write_votes(path: Path, rows: Sequence[str], header: str = VOTES_HEADER) -> Path:
    path.write_text("\n".join([header, *rows]) + "\n")
    return path


def columns(*names: str) -> list[int]:
    return [VOTE_COLUMNS.index(name) for name in names]
