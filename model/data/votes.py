"""Read FER+'s votes as published: `fer2013new.csv`, a row for each row of `fer2013.csv`.

Its columns are Usage, Image name, neutral, happiness, surprise, sadness, anger, disgust, fear, contempt, unknown, NF. A
row without an image name is a face that FER+ leaves out. Barsoum et al. 2016, https://github.com/microsoft/FERPlus
"""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from model.data.fer2013 import FERPLUS_NAMES, FERPLUS_RIVALS, USAGE_OF_SPLIT
from model.errors import FaceDataError

VOTES_NAME: Final = "fer2013new.csv"
OTHER_COLUMN_NAMES: Final = {"nf": "not_face", "image name": "image_name"}
VOTE_COLUMNS: Final = (*FERPLUS_NAMES, *FERPLUS_RIVALS)


@dataclass(frozen=True, slots=True)
class VoteTable:
    """The rows of `path`, in their order.

    `usages` (n,): Training, PublicTest or PrivateTest. `image_names` (n,): the name without its suffix, such as
    fer0032220, or empty where FER+ leaves the face out. `counts` float32 (n, 10): the number of annotators who gave
    each of `VOTE_COLUMNS`, zeros where FER+ leaves the face out. Raises FaceDataError if these differ in length.
    """

    path: Path
    usages: tuple[str, ...]
    image_names: tuple[str, ...]
    counts: NDArray[np.float32]

    def __post_init__(self) -> None:
        count = len(self.usages)
        if len(self.image_names) != count or self.counts.shape != (count, len(VOTE_COLUMNS)):
            raise FaceDataError("Usages, image names and votes must be as many", where=str(self.path))

    def __len__(self) -> int:
        return len(self.usages)

    def is_kept(self) -> NDArray[np.bool_]:
        """Return for each row whether FER+ keeps its face, bool (n,)."""
        return np.array([bool(name) for name in self.image_names], np.bool_)

    def majorities(self) -> NDArray[np.int64]:
        """Return for each row the index of the emotion with more votes than any other answer, int64 (n,), or -1."""
        ordered = np.sort(self.counts, axis=1)
        best = self.counts.argmax(axis=1)
        is_clear = (ordered[:, -1] > ordered[:, -2]) & (best < len(FERPLUS_NAMES))
        return np.where(is_clear, best, -1).astype(np.int64)


def read_votes(path: Path) -> VoteTable:
    """Return the whole table; raises FaceDataError naming the file and the invalid line."""
    usages: list[str] = []
    names: list[str] = []
    counts: list[list[int]] = []
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.reader(file)
            header = [_column_name(name) for name in next(reader, [])]
            _check_columns(header, path)
            for values in filter(None, reader):
                where = f"{path}, line {reader.line_num}"
                if len(values) != len(header):
                    raise FaceDataError(f"A row has {len(values)} columns, not {len(header)}", where=where)
                row = dict(zip(header, (value.strip() for value in values), strict=True))
                usages.append(_usage(row, where))
                names.append(Path(row["image_name"]).stem.lower())
                counts.append(_counts(row, where) if names[-1] else [0] * len(VOTE_COLUMNS))
    except OSError as error:
        raise FaceDataError(f"The votes cannot be read: {error.strerror}", where=str(path)) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise FaceDataError(f"The file of votes is not a table in UTF-8: {error}", where=str(path)) from error
    if not usages:
        raise FaceDataError("The file of votes has no rows", where=str(path))
    return VoteTable(path, tuple(usages), tuple(names), np.array(counts, np.float32))


def _column_name(name: str) -> str:
    name = name.strip().lower()
    return OTHER_COLUMN_NAMES.get(name, name)


def _check_columns(header: list[str], path: Path) -> None:
    missing = [name for name in ("usage", "image_name", *VOTE_COLUMNS) if name not in header]
    if missing:
        raise FaceDataError(
            f"The file of votes lacks the column {', '.join(missing)}",
            where=str(path),
            remedy="Give FER+'s fer2013new.csv as it is published: https://github.com/microsoft/FERPlus",
        )


def _usage(row: dict[str, str], where: str) -> str:
    if row["usage"] not in USAGE_OF_SPLIT.values():
        raise FaceDataError(
            f"The usage {row['usage']!r} is unknown",
            where=where,
            remedy="It must be Training, PublicTest or PrivateTest.",
        )
    return row["usage"]


def _counts(row: dict[str, str], where: str) -> list[int]:
    wrong = [name for name in VOTE_COLUMNS if not row[name].isdecimal()]
    if wrong:
        raise FaceDataError(f"The votes for {', '.join(wrong)} are no whole numbers", where=where)
    return [int(row[name]) for name in VOTE_COLUMNS]
