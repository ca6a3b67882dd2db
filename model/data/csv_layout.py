"""FER-2013 as people have it: `fer2013.csv` and `icml_face_data.csv`, with the columns emotion, pixels, Usage."""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from classroom.emotions import EMOTION_COUNT, EMOTIONS
from model.data.face_set import FaceSet, Split
from model.errors import FaceDataError
from model.preprocess import INPUT_SIDE

COLUMNS: Final = ("emotion", "pixels", "usage")
USAGE_OF_SPLIT: Final[dict[Split, str]] = {
    "training": "Training",
    "validation": "PublicTest",
    "test": "PrivateTest",
}


def read_csv(path: Path, split: Split) -> FaceSet:
    """Return the faces of one split of the file; raises FaceDataError naming the file and the line at fault."""
    usage = USAGE_OF_SPLIT[split]
    images: list[NDArray[np.uint8]] = []
    labels: list[int] = []
    for line, emotion, pixels, row_usage in _rows(path):
        if row_usage == usage:
            images.append(_face(pixels, f"{path}, line {line}"))
            labels.append(_label(emotion, f"{path}, line {line}"))
    if not images:
        raise FaceDataError(
            f"No face is marked {usage}",
            where=str(path),
            remedy="The Usage column must say Training, PublicTest or PrivateTest.",
        )
    return FaceSet(np.stack(images), np.array(labels, np.int64), EMOTIONS)


def _rows(path: Path) -> Iterator[tuple[int, str, str, str]]:
    """Yield line number, emotion, pixels and usage of each row."""
    # A row of pixels is about 8 kB; the limit leaves room for layouts with more spaces.
    csv.field_size_limit(min(sys.maxsize, 1 << 20))
    try:
        with path.open(newline="", encoding="utf-8") as file:
            reader = csv.reader(file)
            header = [name.strip().lower() for name in next(reader, [])]
            missing = [name for name in COLUMNS if name not in header]
            if missing:
                raise FaceDataError(
                    f"The file lacks the column {', '.join(missing)}",
                    where=str(path),
                    remedy="Its first line must name the columns emotion, pixels and Usage.",
                )
            places = [header.index(name) for name in COLUMNS]
            for row in reader:
                if len(row) != len(header):
                    raise FaceDataError(
                        f"A row has {len(row)} columns, not {len(header)}",
                        where=f"{path}, line {reader.line_num}",
                    )
                emotion, pixels, usage = (row[place].strip() for place in places)
                yield reader.line_num, emotion, pixels, usage
    except (UnicodeDecodeError, csv.Error) as error:
        raise FaceDataError(f"The file is not a table in UTF-8: {error}", where=str(path)) from error


def _face(pixels: str, where: str) -> NDArray[np.uint8]:
    try:
        values = np.array(pixels.split(), dtype=np.int64)
    except ValueError as error:
        raise FaceDataError("The pixels are not whole numbers", where=where) from error
    if values.size != INPUT_SIDE**2:
        raise FaceDataError(f"A row has {values.size} pixels, not {INPUT_SIDE**2}", where=where)
    if values.min() < 0 or values.max() > 255:
        raise FaceDataError("A pixel is not between 0 and 255", where=where)
    return values.astype(np.uint8).reshape(INPUT_SIDE, INPUT_SIDE)


def _label(emotion: str, where: str) -> int:
    if not emotion.isdigit() or int(emotion) >= EMOTION_COUNT:
        raise FaceDataError(
            f"The class {emotion!r} is unknown",
            where=where,
            remedy="Emotions are numbered 0 to 6: " + ", ".join(EMOTIONS) + ".",
        )
    return int(emotion)
