"""Read a folder for each emotion, below one for each split: `train/happy/0.png`, `test/sad/17.jpg`."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from classroom.emotions import EMOTIONS
from model.data.face_set import FaceSet, Split
from model.data.reading_progress import reading_progress
from model.data.vote_join import match_rows_by_name, with_votes
from model.data.votes import VoteTable
from model.errors import FaceDataError, SplitMissingError
from model.preprocess import INPUT_SIDE, resize_face

SPLIT_FOLDERS: Final[dict[Split, tuple[str, ...]]] = {
    "training": ("train", "training"),
    "validation": ("validation", "val", "publictest", "test"),
    "test": ("test", "privatetest"),
}
"""Names of a split's folder, in any case, the first that is there wins: many sets have no validation but a test."""

OTHER_NAMES: Final = {
    "anger": "angry",
    "disgusted": "disgust",
    "fearful": "fear",
    "happiness": "happy",
    "sadness": "sad",
    "surprised": "surprise",
}
PICTURE_SUFFIXES: Final = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp", ".pgm"})


def read_folders(folder: Path, split: Split, table: VoteTable | None = None) -> FaceSet:
    """Return the faces of one split, with the votes of `table` if it is given; see `match_rows_by_name`.

    Files without an image suffix, and hidden ones, are skipped. Raises FaceDataError naming the invalid picture or
    folder.
    """
    split_folder = _split_folder(folder, split)
    class_folders = _class_folders(split_folder)
    names = tuple(name for name in EMOTIONS if name in class_folders)
    paths = [_pictures(class_folders[name]) for name in names]
    pictures = [path for of_class in paths for path in of_class]
    labels = np.repeat(np.arange(len(names)), [len(of_class) for of_class in paths]).astype(np.int64)
    rows = None
    if table is not None:
        # Before the pictures are read, so that names that do not match are reported at once.
        emotions = np.array([EMOTIONS.index(name) for name in names], np.int64)[labels]
        rows = match_rows_by_name(table, pictures, emotions, split)
    images = np.empty((len(pictures), INPUT_SIDE, INPUT_SIDE), np.uint8)
    with reading_progress(f"Reading {split_folder.name}", len(pictures)) as advance:
        for index, path in enumerate(pictures):
            images[index] = _read_picture(path)
            advance(1)
    faces = FaceSet(images, labels, names)
    return faces if table is None or rows is None else with_votes(faces, table, rows)


def _split_folder(folder: Path, split: Split) -> Path:
    there = _by_name(folder, lambda path: path.name.lower())
    for name in SPLIT_FOLDERS[split]:
        if name in there:
            return there[name]
    # A set without splits is one to evaluate on.
    if split == "test" and there and all(OTHER_NAMES.get(name, name) in EMOTIONS for name in there):
        return folder
    raise SplitMissingError(
        f"There is no folder for the {split} split",
        where=str(folder),
        remedy=f"Name it {' or '.join(SPLIT_FOLDERS[split])}, with a folder for each emotion below it.",
    )


def _class_folders(split_folder: Path) -> dict[str, Path]:
    """Return the folder of each emotion that exists."""
    folders = _by_name(split_folder, _emotion)
    if not folders:
        raise FaceDataError(
            "The split has no pictures: it has no folder of an emotion",
            where=str(split_folder),
            remedy=f"Put pictures into a folder for each emotion, such as {split_folder / 'happy'}.",
        )
    return folders


def _by_name(folder: Path, name_of: Callable[[Path], str]) -> dict[str, Path]:
    """Return the subfolders by their canonical names; raises FaceDataError where two have the same name."""
    named: dict[str, Path] = {}
    for path in sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")):
        name = name_of(path)
        if name in named:
            raise FaceDataError(
                f"The folders {named[name].name!r} and {path.name!r} both stand for {name}",
                where=str(folder),
                remedy="Put their pictures into one folder, and remove the other.",
            )
        named[name] = path
    return named


def _pictures(folder: Path) -> list[Path]:
    paths = sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in PICTURE_SUFFIXES and not path.name.startswith(".") and path.is_file()
    )
    if not paths:
        raise FaceDataError(
            "The folder of a class has no pictures",
            where=str(folder),
            remedy="Put pictures into it, or remove it: " + ", ".join(sorted(PICTURE_SUFFIXES)),
        )
    return paths


def _emotion(folder: Path) -> str:
    name = folder.name.lower()
    name = OTHER_NAMES.get(name, name)
    if name not in EMOTIONS:
        raise FaceDataError(
            f"The class {folder.name!r} is unknown",
            where=str(folder),
            remedy="Name each folder after one of: " + ", ".join(EMOTIONS) + ".",
        )
    return name


def _read_picture(path: Path) -> NDArray[np.uint8]:
    # Read in Python and decode after, since imread cannot open every path on Windows.
    encoded = np.frombuffer(path.read_bytes(), np.uint8)
    try:
        picture = cv2.imdecode(encoded, cv2.IMREAD_GRAYSCALE) if encoded.size else None
    except cv2.error:
        picture = None
    if picture is None:
        raise FaceDataError("A picture is corrupt or empty", where=str(path), remedy="Replace the file or remove it.")
    return resize_face(np.asarray(picture, np.uint8))
