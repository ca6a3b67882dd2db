"""Networks are evaluated on the validation split, or else on the split that exists."""

from pathlib import Path

import pytest

from model.data import read_evaluation_faces
from model.errors import FaceDataError
from tests.model.data.faces_on_disk import PIXELS, write_csv, write_picture


def test_a_file_with_private_test_faces_alone_is_measured_on_them(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "fer2013.csv", f"3,{PIXELS},PrivateTest", f"4,{PIXELS},Training")
    assert read_evaluation_faces(path).labels.tolist() == [3]


def test_validation_comes_before_the_test_faces(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "fer2013.csv", f"3,{PIXELS},PrivateTest", f"6,{PIXELS},PublicTest")
    assert read_evaluation_faces(path).labels.tolist() == [6]


def test_a_folder_of_emotions_without_splits_is_measured_on_all_its_pictures(tmp_path: Path) -> None:
    for name in ("anger", "happy"):
        write_picture(tmp_path / name / "1.png")
    faces = read_evaluation_faces(tmp_path)
    assert faces.names == ("angry", "happy")
    assert len(faces) == 2


def test_a_folder_of_something_else_is_still_refused(tmp_path: Path) -> None:
    write_picture(tmp_path / "bored" / "1.png")
    with pytest.raises(FaceDataError, match="no folder for the training split"):
        read_evaluation_faces(tmp_path)
