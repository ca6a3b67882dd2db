"""Read FER-2013 as CSV: `fer2013.csv` and `icml_face_data.csv`, with the columns emotion, pixels, Usage."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from classroom.emotions import EMOTION_COUNT, EMOTIONS
from model.data.face_set import FaceSet, Split
from model.data.fer2013 import USAGE_OF_SPLIT
from model.data.reading_progress import reading_progress
from model.data.vote_join import match_rows_by_position, with_votes
from model.data.votes import VoteTable
from model.errors import FaceDataError, SplitMissingError
from model.preprocess import INPUT_SIDE

COLUMNS: Final = ("emotion", "pixels", "usage")
BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


class _Row(NamedTuple):
    line: int
    emotion: bytes
    pixels: bytes
    usage: str


def read_csv(path: Path, split: Split, table: VoteTable | None = None) -> FaceSet:
    """Return the faces of one split of the file, with the votes of `table` if it is given.

    `table` has a row for each row of the file; see `match_rows_by_position`. Raises FaceDataError naming the file and
    the invalid line.
    """
    images: list[NDArray[np.uint8]] = []
    labels: list[int] = []
    places: list[int] = []
    usages: list[tuple[int, str]] = []
    for row in _rows(path):
        if row.usage == USAGE_OF_SPLIT[split]:
            where = f"{path}, line {row.line}"
            images.append(_face(row.pixels, where))
            labels.append(_label(row.emotion, where))
            places.append(len(usages))
        usages.append((row.line, row.usage))
    if not images:
        raise SplitMissingError(
            f"No face is marked {USAGE_OF_SPLIT[split]}, so the {split} split is empty",
            where=str(path),
            remedy="The Usage column must say Training, PublicTest or PrivateTest.",
        )
    faces = FaceSet(np.stack(images), np.array(labels, np.int64), EMOTIONS)
    return faces if table is None else with_votes(faces, table, match_rows_by_position(table, usages, path)[places])


def _rows(path: Path) -> Iterator[_Row]:
    """Yield the parsed rows of the file."""
    with path.open("rb") as file, reading_progress(f"Reading {path.name}", path.stat().st_size) as advance:
        # Split by hand: no value of this layout holds a comma, and the csv module would double the parsing time.
        count, places = _header(path, file)
        for line, content in enumerate(file, 2):
            advance(len(content))
            values = content.split(b",")
            if len(values) != count:
                if not content.strip():
                    continue
                raise FaceDataError(f"A row has {len(values)} columns, not {count}", where=f"{path}, line {line}")
            emotion, pixels, usage = (values[place].strip(b' "\t\r\n') for place in places)
            yield _Row(line, emotion, pixels, _usage(usage, f"{path}, line {line}"))


def _header(path: Path, file: BinaryIO) -> tuple[int, list[int]]:
    """Return the number of columns and the indices of the three required ones."""
    try:
        first = file.readline().removeprefix(BYTE_ORDER_MARK).decode()
    except UnicodeDecodeError as error:
        raise FaceDataError(f"The file is not a table in UTF-8: {error}", where=str(path)) from error
    header = [name.strip(' "\t\r\n').lower() for name in first.split(",")]
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise FaceDataError(
            f"The file lacks the column {', '.join(missing)}",
            where=str(path),
            remedy="Its first line must name the columns emotion, pixels and Usage.",
        )
    return len(header), [header.index(name) for name in COLUMNS]


def _face(pixels: bytes, where: str) -> NDArray[np.uint8]:
    if pixels.translate(None, b"0123456789 "):
        raise FaceDataError("The pixels are not whole numbers from 0 to 255", where=where)
    values = np.fromstring(pixels, dtype=np.int64, sep=" ")
    if values.size != INPUT_SIDE**2:
        raise FaceDataError(f"A row has {values.size} pixels, not {INPUT_SIDE**2}", where=where)
    if values.max() > 255:
        raise FaceDataError("A pixel is not between 0 and 255", where=where)
    return values.astype(np.uint8).reshape(INPUT_SIDE, INPUT_SIDE)


def _label(emotion: bytes, where: str) -> int:
    if not emotion.isdigit() or int(emotion) >= EMOTION_COUNT:
        raise FaceDataError(
            f"The class {emotion.decode(errors='replace')!r} is unknown",
            where=where,
            remedy="Emotions are numbered 0 to 6: " + ", ".join(EMOTIONS) + ".",
        )
    return int(emotion)


def _usage(usage: bytes, where: str) -> str:
    text = usage.decode(errors="replace")
    if text not in USAGE_OF_SPLIT.values():
        raise FaceDataError(
            f"The usage {text!r} is unknown", where=where, remedy="It must be Training, PublicTest or PrivateTest."
        )
    return text
