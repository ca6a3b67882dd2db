"""Which reader a path needs."""

from pathlib import Path

from model.data.csv_layout import read_csv
from model.data.face_set import FaceSet, Split
from model.data.folder_layout import read_folders
from model.data.sheet_layout import LABELS_NAME, read_sheets
from model.errors import FaceDataError


def read_faces(path: Path, split: Split) -> FaceSet:
    """Return one split of the faces at `path`: a CSV file, a folder of sheets, or a folder for each emotion.

    Raises FaceDataError, which names the file at fault.
    """
    if path.is_file():
        return read_csv(path, split)
    if (path / LABELS_NAME).is_file():
        return read_sheets(path, split)
    if path.is_dir():
        return read_folders(path, split)
    raise FaceDataError(
        "There is no such file or folder of faces",
        where=str(path),
        remedy="Give fer2013.csv, icml_face_data.csv, or a folder with train/ and test/ below it.",
    )
