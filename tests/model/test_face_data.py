"""Faces are read from every layout, and what cannot be read is named."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from model.data import FaceSet, read_faces
from model.errors import FaceDataError

PIXELS = " ".join(["7"] * 48 * 48)


def write_csv(path: Path, *rows: str, header: str = "emotion,pixels,Usage") -> Path:
    path.write_text("\n".join([header, *rows]) + "\n")
    return path


def write_picture(path: Path, value: int = 50, size: tuple[int, int] = (48, 48)) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), np.full((*size, 3), value, np.uint8))
    return path


def test_fer2013_csv_is_read_split_by_split(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "fer2013.csv", f"3,{PIXELS},Training", f"6,{PIXELS},PublicTest")
    assert read_faces(path, "training").labels.tolist() == [3]
    faces = read_faces(path, "validation")
    assert faces.labels.tolist() == [6]
    assert (faces.images == 7).all()


def test_the_icml_file_with_blanks_in_its_header_and_other_column_order_is_read(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "icml_face_data.csv", f"4,Training,{PIXELS}", header="emotion, Usage, pixels")
    assert read_faces(path, "training").labels.tolist() == [4]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (f"7,{PIXELS},Training", "class '7' is unknown"),
        (f"happy,{PIXELS},Training", "class 'happy' is unknown"),
        ("3,1 2 3,Training", "has 3 pixels"),
        (f"3,{PIXELS[:-1]}x,Training", "not whole numbers"),
        (f"3,{PIXELS[:-1]}256,Training", "not between 0 and 255"),
        (f"3,{PIXELS}", "has 2 columns"),
    ],
)
def test_a_bad_row_is_named_by_file_and_line(tmp_path: Path, row: str, message: str) -> None:
    path = write_csv(tmp_path / "fer2013.csv", f"3,{PIXELS},Training", row)
    with pytest.raises(FaceDataError, match=message) as raised:
        read_faces(path, "training")
    assert "fer2013.csv, line 3" in raised.value.where


def test_a_file_without_the_columns_says_which_are_missing(tmp_path: Path) -> None:
    with pytest.raises(FaceDataError, match="lacks the column pixels, usage"):
        read_faces(write_csv(tmp_path / "other.csv", "1,2", header="emotion,age"), "training")


def test_a_picture_named_csv_is_no_table(tmp_path: Path) -> None:
    picture = write_picture(tmp_path / "face.png").rename(tmp_path / "face.csv")
    with pytest.raises(FaceDataError, match=r"not a table|lacks the column"):
        read_faces(picture, "training")


def test_an_empty_split_is_named(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "fer2013.csv", f"3,{PIXELS},Training")
    with pytest.raises(FaceDataError, match="No face is marked PublicTest"):
        read_faces(path, "validation")


def test_three_folders_of_emotions_make_three_classes_in_the_projects_order(tmp_path: Path) -> None:
    for name, value in (("sad", 10), ("Angry", 20), ("happy", 30)):
        write_picture(tmp_path / "train" / name / "0.png", value, size=(100, 80))
    faces = read_faces(tmp_path, "training")
    assert faces.names == ("angry", "happy", "sad")
    assert faces.images[:, 0, 0].tolist() == [20, 30, 10]
    assert faces.counts() == {"angry": 1, "happy": 1, "sad": 1}


def test_a_validation_folder_is_preferred_to_a_test_folder(tmp_path: Path) -> None:
    write_picture(tmp_path / "test" / "happy" / "0.png", 1)
    assert read_faces(tmp_path, "validation").images.max() == 1
    write_picture(tmp_path / "validation" / "happy" / "0.png", 2)
    assert read_faces(tmp_path, "validation").images.max() == 2


def test_a_corrupt_picture_is_named(tmp_path: Path) -> None:
    write_picture(tmp_path / "train" / "happy" / "0.png")
    (tmp_path / "train" / "happy" / "broken.jpg").write_bytes(b"no picture")
    with pytest.raises(FaceDataError, match="corrupt") as raised:
        read_faces(tmp_path, "training")
    assert raised.value.where.endswith("broken.jpg")


def test_a_folder_that_is_no_emotion_is_named(tmp_path: Path) -> None:
    write_picture(tmp_path / "train" / "bored" / "0.png")
    with pytest.raises(FaceDataError, match="'bored' is unknown"):
        read_faces(tmp_path, "training")


def test_a_split_without_pictures_or_without_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "train" / "happy").mkdir(parents=True)
    with pytest.raises(FaceDataError, match="no pictures"):
        read_faces(tmp_path, "training")
    with pytest.raises(FaceDataError, match="no folder for the validation split"):
        read_faces(tmp_path, "validation")


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FaceDataError, match="no such file or folder"):
        read_faces(tmp_path / "nothing", "training")


def test_targets_mix_labels_and_votes_and_keep_the_label_where_nobody_voted() -> None:
    votes = np.array([[0.25, 0.75], [0, 0]], np.float32)
    faces = FaceSet(np.zeros((2, 48, 48), np.uint8), np.array([0, 1]), ("angry", "happy"), votes)
    assert faces.targets(vote_weight=0.5).tolist() == [[0.625, 0.375], [0, 1]]
    assert faces.against_majority().labels.tolist() == [1]


@pytest.mark.needs_shared
def test_the_sheets_hold_the_public_faces_with_votes(shared: Path) -> None:
    faces = read_faces(shared / "fer2013", "validation")
    assert len(faces) == 3579
    assert faces.counts()["disgust"] == 56
    assert faces.votes is not None
    agree = (faces.against_majority().labels == faces.labels[faces.has_clear_majority()]).mean()
    assert 0.6 < agree < 0.7
