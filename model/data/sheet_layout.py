"""Read FER-2013 with FER+ votes as sheets of faces: `labels.csv` next to `faces-00.png`, `faces-01.png` and so on."""

import csv
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from classroom.emotions import EMOTIONS
from model.data.face_set import FaceSet, Split
from model.data.fer2013 import FERPLUS_NAMES, FERPLUS_RIVALS, USAGE_OF_SPLIT, vote_shares
from model.errors import FaceDataError, SplitMissingError
from model.preprocess import INPUT_SIDE

LABELS_NAME: Final = "labels.csv"
COLUMNS: Final = ("sheet", "position", "usage", "emotion", *FERPLUS_NAMES, *FERPLUS_RIVALS)


def read_sheets(folder: Path, split: Split) -> FaceSet:
    """Return the faces of one split with labels and votes; raises FaceDataError naming the invalid file and line."""
    labels_path = folder / LABELS_NAME
    rows = _rows(labels_path, USAGE_OF_SPLIT[split])
    sheets = {name: _read_sheet(folder / name) for name in sorted({row["sheet"] for _, row in rows})}
    images: list[NDArray[np.uint8]] = []
    labels: list[int] = []
    counts: list[list[int]] = []
    for line, row in rows:
        try:
            images.append(_cut(sheets[row["sheet"]], int(row["position"])))
            labels.append(EMOTIONS.index(row["emotion"]))
            counts.append([int(row[name]) for name in (*FERPLUS_NAMES, *FERPLUS_RIVALS)])
        except (TypeError, ValueError) as error:
            raise FaceDataError(
                "A row of the labels cannot be read",
                where=f"{labels_path}, line {line}",
                remedy="Each row needs a sheet, a position on it, a usage, one of the emotions "
                f"({', '.join(EMOTIONS)}) and a whole number for each of FER+'s answers.",
            ) from error
    votes, rivals = vote_shares(np.array(counts, np.float32))
    return FaceSet(np.stack(images), np.array(labels, np.int64), EMOTIONS, votes, rivals)


def _rows(path: Path, usage: str) -> list[tuple[int, dict[str, str]]]:
    """Return the rows of that usage with their line numbers."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.DictReader(file)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise FaceDataError(f"The file lacks the column {', '.join(missing)}", where=str(path))
            rows = [(reader.line_num, row) for row in reader if row["usage"] == usage]
    except (UnicodeDecodeError, csv.Error) as error:
        raise FaceDataError(f"The file is not a table in UTF-8: {error}", where=str(path)) from error
    if not rows:
        raise SplitMissingError(f"No face is marked {usage}", where=str(path))
    return rows


def _read_sheet(path: Path) -> NDArray[np.uint8]:
    sheet = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE) if path.is_file() else None
    if sheet is None:
        raise FaceDataError("A sheet of faces is missing or not a picture", where=str(path))
    return np.asarray(sheet, np.uint8)


def _cut(sheet: NDArray[np.uint8], position: int) -> NDArray[np.uint8]:
    across = sheet.shape[1] // INPUT_SIDE
    if not 0 <= position < across * (sheet.shape[0] // INPUT_SIDE):
        raise ValueError(f"the sheet has no face {position}")
    down, right = divmod(position, across)
    return sheet[down * INPUT_SIDE : (down + 1) * INPUT_SIDE, right * INPUT_SIDE : (right + 1) * INPUT_SIDE]
