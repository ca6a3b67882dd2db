"""Choose the dataset reader for a path."""

from pathlib import Path
from typing import Final

from model.data.csv_layout import read_csv
from model.data.face_set import FaceSet, Split
from model.data.folder_layout import read_folders
from model.data.sheet_layout import LABELS_NAME, read_sheets
from model.data.votes import VOTES_NAME, VoteTable, read_votes
from model.errors import FaceDataError, SplitMissingError

CSV_NAMES: Final = ("fer2013.csv", "icml_face_data.csv")


def read_faces(path: Path, split: Split, votes: Path | None = None) -> FaceSet:
    """Return one split of the faces at `path`: a CSV file, a folder with one, of sheets, or a folder for each emotion.

    `votes` is FER+'s fer2013new.csv. Without it, a file of that name next to the CSV file or in the folder is used.
    Rows of a CSV file are joined to the votes by position (`match_rows_by_position`), pictures by name
    (`match_rows_by_name`); sheets contain their votes. Raises FaceDataError naming the invalid file.
    """
    try:
        return _read(path, split, votes)
    except OSError as error:
        raise FaceDataError(f"The faces cannot be read: {error.strerror}", where=str(error.filename or path)) from error


def _read(path: Path, split: Split, votes: Path | None) -> FaceSet:
    if path.is_dir() and (path / LABELS_NAME).is_file():
        if votes is not None:
            raise FaceDataError(
                f"These faces carry their votes in {LABELS_NAME}; {votes.name} cannot be joined to them",
                where=str(path),
                remedy="Leave --votes away.",
            )
        return read_sheets(path, split)
    table_path = next((path / name for name in CSV_NAMES if (path / name).is_file()), path)
    if table_path.is_file():
        return read_csv(table_path, split, _votes(votes, table_path.parent))
    if path.is_dir():
        return read_folders(path, split, _votes(votes, path))
    raise FaceDataError(
        "There is no such file or folder of faces",
        where=str(path),
        remedy="Give fer2013.csv, icml_face_data.csv, or a folder with train/ and test/ below it.",
    )


def read_evaluation_faces(path: Path, votes: Path | None = None) -> FaceSet:
    """Return the faces to evaluate a network on: validation, or the first other split that exists.

    Raises FaceDataError as `read_faces` does.
    """
    splits: tuple[Split, ...] = ("validation", "test")
    for split in splits:
        try:
            return read_faces(path, split, votes)
        except SplitMissingError:
            continue
    return read_faces(path, "training", votes)


def _votes(votes: Path | None, folder: Path) -> VoteTable | None:
    if votes is not None:
        return read_votes(votes)
    return read_votes(folder / VOTES_NAME) if (folder / VOTES_NAME).is_file() else None
