"""FER-2013's CSV files are read, and errors name the file and line."""

from pathlib import Path

import pytest

from model.data import read_faces
from model.errors import FaceDataError
from tests.model.data.faces_on_disk import PIXELS, write_csv, write_picture


def test_fer2013_csv_is_read_split_by_split(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "fer2013.csv", f"3,{PIXELS},Training", f"6,{PIXELS},PublicTest")
    assert read_faces(path, "training").labels.tolist() == [3]
    faces = read_faces(path, "validation")
    assert faces.labels.tolist() == [6]
    assert (faces.images == 7).all()
    assert faces.votes is None


def test_pixels_keep_their_order_row_by_row(tmp_path: Path) -> None:
    pixels = " ".join(str(place % 256) for place in range(48 * 48))
    image = read_faces(write_csv(tmp_path / "fer2013.csv", f"3,{pixels},Training"), "training").images[0]
    assert image[0, :3].tolist() == [0, 1, 2]
    assert image[1, 0] == 48
    assert image[47, 47] == 255


def test_the_icml_file_with_blanks_in_its_header_and_other_column_order_is_read(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "icml_face_data.csv", f"4,Training,{PIXELS}", header="emotion, Usage, pixels")
    assert read_faces(path, "training").labels.tolist() == [4]


def test_quotes_a_byte_order_mark_windows_line_ends_and_blank_lines_are_accepted(tmp_path: Path) -> None:
    path = tmp_path / "fer2013.csv"
    path.write_bytes(f'\ufeff"emotion","pixels","Usage"\r\n2,"{PIXELS}",Training\r\n\r\n'.encode())
    assert read_faces(path, "training").labels.tolist() == [2]


def test_the_folder_of_a_csv_file_will_do(tmp_path: Path) -> None:
    write_csv(tmp_path / "icml_face_data.csv", f"5,{PIXELS},Training")
    assert read_faces(tmp_path, "training").labels.tolist() == [5]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (f"7,{PIXELS},Training", "class '7' is unknown"),
        (f"happy,{PIXELS},Training", "class 'happy' is unknown"),
        ("3,1 2 3,Training", "has 3 pixels"),
        ("3,,Training", "has 0 pixels"),
        (f"3,{PIXELS[:-1]}x,Training", "not whole numbers"),
        (f"3,{PIXELS[:-1]}-1,Training", "not whole numbers"),
        (f"3,{PIXELS[:-1]}256,Training", "not between 0 and 255"),
        (f"3,{PIXELS[:-1]}{'9' * 40},Training", "not between 0 and 255"),
        (f"3,{PIXELS}", "has 2 columns"),
        (f"3,{PIXELS},Train", "usage 'Train' is unknown"),
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
    with pytest.raises(FaceDataError, match="not a table"):
        read_faces(picture, "training")


def test_an_empty_file_and_an_empty_split_are_named(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "fer2013.csv", f"3,{PIXELS},Training")
    with pytest.raises(FaceDataError, match="No face is marked PublicTest") as raised:
        read_faces(path, "validation")
    assert raised.value.where == str(path)
    path.write_text("")
    with pytest.raises(FaceDataError, match="lacks the column emotion, pixels, usage"):
        read_faces(path, "training")


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FaceDataError, match="no such file or folder"):
        read_faces(tmp_path / "nothing", "training")
