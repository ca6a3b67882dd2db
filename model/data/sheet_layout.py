"""FER-2013 with FER+ votes as sheets of faces: `labels.csv` beside `faces-00.png`, `faces-01.png` and so on."""

import csv
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from classroom.emotions import EMOTIONS
from model.data.face_set import FaceSet, Split
from model.errors import FaceDataError
from model.preprocess import INPUT_SIDE

LABELS_NAME: Final = "labels.csv"
USAGE_OF_SPLIT: Final[dict[Split, str]] = {
    "training": "Training",
    "validation": "PublicTest",
    "test": "PrivateTest",
}
FERPLUS_NAMES: Final = ("anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral")
"""FER+'s own names of the seven emotions, in the project's order."""


def read_sheets(folder: Path, split: Split) -> FaceSet:
    """Return the faces of one split with labels and votes; raises FaceDataError naming the file at fault."""
    labels_path = folder / LABELS_NAME
    with labels_path.open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row.get("usage") == USAGE_OF_SPLIT[split]]
    if not rows:
        raise FaceDataError(f"No face is marked {USAGE_OF_SPLIT[split]}", where=str(labels_path))
    sheets = {name: _read_sheet(folder / name) for name in sorted({row["sheet"] for row in rows})}
    try:
        images = np.stack([_cut(sheets[row["sheet"]], int(row["position"])) for row in rows])
        labels = np.array([EMOTIONS.index(row["emotion"]) for row in rows], np.int64)
        counts = np.array([[int(row[name]) for name in FERPLUS_NAMES] for row in rows], np.float32)
    except (KeyError, ValueError) as error:
        raise FaceDataError(
            f"A row of the labels cannot be read: {error}",
            where=str(labels_path),
            remedy="Each row needs sheet, position, usage, emotion, and a count for each FER+ name.",
        ) from error
    votes = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    return FaceSet(images, labels, EMOTIONS, votes)


def _read_sheet(path: Path) -> NDArray[np.uint8]:
    sheet = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE) if path.is_file() else None
    if sheet is None:
        raise FaceDataError("A sheet of faces is missing or not a picture", where=str(path))
    return np.asarray(sheet, np.uint8)


def _cut(sheet: NDArray[np.uint8], position: int) -> NDArray[np.uint8]:
    down, right = divmod(position, sheet.shape[1] // INPUT_SIDE)
    return sheet[down * INPUT_SIDE : (down + 1) * INPUT_SIDE, right * INPUT_SIDE : (right + 1) * INPUT_SIDE]
