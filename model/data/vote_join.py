"""Join faces with their rows of FER+ votes.

A wrong join is worse than none, since nothing about it looks wrong. So a join is accepted only if it fits all the
faces, and if labels and votes then agree more often than by chance.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from classroom.emotions import EMOTIONS
from model.data.face_set import FaceSet, Split
from model.data.fer2013 import USAGE_OF_SPLIT, vote_shares
from model.data.votes import VoteTable
from model.errors import FaceDataError

Rows = NDArray[np.int64]
"""For each face, its row in the table of votes, counted from 0."""

ENOUGH_FACES: Final = 200
"""With fewer faces, agreement may be due to chance."""

LEAST_LIFT: Final = 1.5
"""The ratio to chance at which labels and votes must agree: 3.6 for a correct join, 1 for a wrong one."""

NAMING_REMEDY: Final = (
    "Name each picture as the votes do (fer0032220.png), or after its row in fer2013.csv, counted from 0 (32298.png); "
    "or take the votes away to go on without them."
)


def match_rows_by_position(table: VoteTable, usages: Sequence[tuple[int, str]], path: Path) -> Rows:
    """Return the row of votes of each row of `path`, whose lines and usages are given.

    Both files have the same order. The faces may lack the rows that FER+ leaves out, or whole usages (few copies have
    PrivateTest), but in the rest every usage must agree. Raises FaceDataError naming the first line that does not.
    """
    wanted = [usage for _, usage in usages]
    found = np.array(table.usages)
    is_used = np.isin(found, sorted(set(wanted)))
    for rows in (np.arange(len(table)), np.flatnonzero(is_used), np.flatnonzero(is_used & table.is_kept())):
        if len(rows) == len(wanted) and (found[rows] == wanted).all():
            return rows
    agreeing = next((i for i, pair in enumerate(zip(wanted, table.usages, strict=False)) if pair[0] != pair[1]), None)
    place = min(len(wanted), len(table)) if agreeing is None else agreeing
    line = usages[place][0] if place < len(usages) else usages[-1][0] + 1
    here = wanted[place] if place < len(wanted) else "no more rows"
    there = table.usages[place] if place < len(table) else "no more rows"
    raise FaceDataError(
        f"The votes do not fit: {len(wanted)} rows of faces, {len(table)} of votes; here {here}, there {there}",
        where=f"{path}, line {line}, and {table.path}, line {place + 2}",
        remedy="The votes need a row for each row of the faces, in the same order and with the same Usage.",
    )


def match_rows_by_name(table: VoteTable, pictures: Sequence[Path], labels: NDArray[np.int64], split: Split) -> Rows:
    """Return the row of votes of each picture, by the pictures' names without their suffixes.

    Either all names are FER+'s image names (fer0032220), or all are numbers, with or without leading zeros, counted
    from 0. The two never mix: FER+'s names are not its row numbers. A number may count all the rows of the table, the
    rows of the split, or the rows of the split whose faces FER+ keeps. A numbering is possible if it gives every
    picture a row of the split (of either test usage, for a split other than training); the one is chosen under which
    most `labels` (n,), indices into EMOTIONS, are the votes' majority, and of equals the first. Raises FaceDataError
    naming a picture that does not fit, or two that would have the same votes.
    """
    rows = _rows_of_names(table, pictures, labels, split)
    picture_of_row: dict[int, Path] = {}
    for row, picture in zip(rows.tolist(), pictures, strict=True):
        if row in picture_of_row:
            raise FaceDataError(
                "Two pictures have the same name, so the votes may be either's",
                where=f"{picture_of_row[row]} and {picture}",
                remedy=NAMING_REMEDY,
            )
        picture_of_row[row] = picture
    return rows


def _rows_of_names(table: VoteTable, pictures: Sequence[Path], labels: NDArray[np.int64], split: Split) -> Rows:
    stems = [path.stem.lower() for path in pictures]
    row_of_name = {name: row for row, name in enumerate(table.image_names) if name}
    if any(stem in row_of_name for stem in stems):
        strange = next((path for path, stem in zip(pictures, stems, strict=True) if stem not in row_of_name), None)
        if strange is None:
            return np.array([row_of_name[stem] for stem in stems], np.int64)
        raise _strange_name(table, strange)
    strange = next((path for path, stem in zip(pictures, stems, strict=True) if not _is_number(stem)), None)
    if strange is not None:
        raise _strange_name(table, strange)
    numbers = np.array([int(stem) for stem in stems], np.int64)
    fitting = [rows[numbers] for rows in _numberings(table, split) if _covers(table, rows, numbers, split)]
    if not fitting:
        raise _strange_name(table, pictures[int(numbers.argmax())])
    return max(fitting, key=lambda rows: _agreement(table, rows, labels)[0])


def with_votes(faces: FaceSet, table: VoteTable, rows: Rows) -> FaceSet:
    """Return the faces with the votes of those rows; a face that FER+ leaves out has zeros.

    Raises FaceDataError where many faces have votes but these agree with the labels no more often than by chance.
    """
    labels = np.array([EMOTIONS.index(name) for name in faces.names], np.int64)[faces.labels]
    agreeing, count = _agreement(table, rows, labels)
    share, chance = agreeing / max(count, 1), _chance(table, labels)
    if count >= ENOUGH_FACES and share < LEAST_LIFT * chance:
        raise FaceDataError(
            f"The votes do not belong to these faces: they agree with {share:.0%} of the labels, "
            f"and would with {chance:.0%} by chance",
            where=str(table.path),
            remedy="Are the faces those of FER-2013, in its order or under FER+'s names?",
        )
    votes, rivals = vote_shares(table.counts[rows])
    everything = FaceSet(faces.images, labels, EMOTIONS, votes, rivals)
    return everything.restricted(faces.names)


def _numberings(table: VoteTable, split: Split) -> Iterator[Rows]:
    """Yield the possible numberings: for each of the numbers 0, 1, 2 …, the row in the table."""
    of_split = np.array(table.usages) == USAGE_OF_SPLIT[split]
    yield np.arange(len(table))
    yield np.flatnonzero(of_split)
    yield np.flatnonzero(of_split & table.is_kept())


def _covers(table: VoteTable, rows: Rows, numbers: NDArray[np.int64], split: Split) -> bool:
    if numbers.max() >= len(rows):
        return False
    # Many folders named test hold PublicTest and PrivateTest together.
    is_training = np.array(table.usages)[rows[numbers]] == USAGE_OF_SPLIT["training"]
    return bool((is_training == (split == "training")).all())


def _agreement(table: VoteTable, rows: Rows, labels: NDArray[np.int64]) -> tuple[int, int]:
    """Return how many faces have their label as majority, and how many have a majority."""
    majorities = table.majorities()[rows]
    return int((majorities == labels).sum()), int((majorities >= 0).sum())


def _chance(table: VoteTable, labels: NDArray[np.int64]) -> float:
    """Return the rate at which these labels would agree with the majorities of randomly assigned faces."""
    majorities = table.majorities()
    of_table = np.bincount(majorities[majorities >= 0], minlength=len(EMOTIONS)) / max((majorities >= 0).sum(), 1)
    return float(of_table[labels].mean())


def _is_number(stem: str) -> bool:
    return stem.isascii() and stem.isdecimal() and len(stem) < 10


def _strange_name(table: VoteTable, picture: Path) -> FaceDataError:
    return FaceDataError(
        f"The votes in {table.path} know no picture of this name",
        where=str(picture),
        remedy=NAMING_REMEDY,
    )
