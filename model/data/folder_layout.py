"""A folder for each emotion, below one for each split: `train/happy/0.png`, `test/sad/17.jpg`."""

from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from classroom.emotions import EMOTIONS
from model.data.face_set import FaceSet, Split
from model.errors import FaceDataError
from model.preprocess import resize_face

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


def read_folders(folder: Path, split: Split) -> FaceSet:
    """Return the faces of one split; raises FaceDataError naming the picture or folder at fault."""
    split_folder = _split_folder(folder, split)
    class_folders = {_emotion(path): path for path in _folders(split_folder)}
    names = tuple(name for name in EMOTIONS if name in class_folders)
    images: list[NDArray[np.uint8]] = []
    labels: list[int] = []
    for label, name in enumerate(names):
        for path in sorted(class_folders[name].iterdir()):
            if path.suffix.lower() in PICTURE_SUFFIXES:
                images.append(_read_picture(path))
                labels.append(label)
    if not images:
        raise FaceDataError(
            "The split has no pictures",
            where=str(split_folder),
            remedy="Put pictures into a folder for each emotion, such as " + str(split_folder / "happy"),
        )
    return FaceSet(np.stack(images), np.array(labels, np.int64), names)


def _folders(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))


def _split_folder(folder: Path, split: Split) -> Path:
    there = {path.name.lower(): path for path in _folders(folder)}
    for name in SPLIT_FOLDERS[split]:
        if name in there:
            return there[name]
    raise FaceDataError(
        f"There is no folder for the {split} split",
        where=str(folder),
        remedy="Name it one of: " + ", ".join(SPLIT_FOLDERS[split]),
    )


def _emotion(folder: Path) -> str:
    name = folder.name.lower()
    name = OTHER_NAMES.get(name, name)
    if name not in EMOTIONS:
        raise FaceDataError(
            f"The class {folder.name!r} is unknown",
            where=str(folder),
            remedy="Name each folder after one of: " + ", ".join(EMOTIONS),
        )
    return name


def _read_picture(path: Path) -> NDArray[np.uint8]:
    # Read in Python and decode after, since imread cannot open every path on Windows.
    encoded = np.frombuffer(path.read_bytes(), np.uint8)
    picture = cv2.imdecode(encoded, cv2.IMREAD_GRAYSCALE) if encoded.size else None
    if picture is None:
        raise FaceDataError("A picture is corrupt or empty", where=str(path), remedy="Replace the file or remove it.")
    return resize_face(np.asarray(picture, np.uint8))
