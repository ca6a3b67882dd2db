"""Sheets of faces are read with their votes, and errors name the line or sheet."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from model.data import read_faces
from model.errors import FaceDataError
from tests.model.data.faces_on_disk import write_votes

HEADER = (
    "sheet,position,fer2013_row,usage,emotion,neutral,happiness,surprise,sadness,anger,disgust,fear,"
    "contempt,unknown,not_face"
)


def write_sheets(folder: Path, *rows: str, header: str = HEADER) -> Path:
    sheet = np.repeat(np.repeat(np.array([[10, 20], [30, 40]], np.uint8), 48, axis=0), 48, axis=1)
    cv2.imwrite(str(folder / "faces-00.png"), sheet)
    (folder / "labels.csv").write_text("\n".join([header, *rows]) + "\n")
    return folder


def test_a_face_is_cut_from_its_place_and_its_votes_are_shares_of_all_votes(tmp_path: Path) -> None:
    write_sheets(tmp_path, "faces-00.png,2,0,Training,happy,1,5,0,0,0,0,0,3,1,0")
    faces = read_faces(tmp_path, "training")
    assert faces.images[0, 0, 0] == 30
    assert faces.labels.tolist() == [3]
    assert faces.votes is not None
    assert faces.votes[0].tolist() == pytest.approx([0, 0, 0, 0.5, 0, 0, 0.1])
    assert faces.rival_votes == pytest.approx([0.3])


@pytest.mark.parametrize(
    "row",
    [
        "faces-00.png,4,0,Training,happy,1,5,0,0,0,0,0,3,1,0",
        "faces-00.png,-1,0,Training,happy,1,5,0,0,0,0,0,3,1,0",
        "faces-00.png,one,0,Training,happy,1,5,0,0,0,0,0,3,1,0",
        "faces-00.png,1,0,Training,bored,1,5,0,0,0,0,0,3,1,0",
        "faces-00.png,1,0,Training,happy,1,5,0,0,0,0,0,3,many,0",
        "faces-00.png,1,0,Training,happy,1,5",
    ],
)
def test_a_bad_row_is_named_by_file_and_line(tmp_path: Path, row: str) -> None:
    write_sheets(tmp_path, "faces-00.png,0,0,Training,happy,1,5,0,0,0,0,0,3,1,0", row)
    with pytest.raises(FaceDataError, match="row of the labels cannot be read") as raised:
        read_faces(tmp_path, "training")
    assert raised.value.where.endswith("labels.csv, line 3")


def test_a_missing_sheet_a_missing_column_and_an_empty_split_are_named(tmp_path: Path) -> None:
    write_sheets(tmp_path, "faces-01.png,0,0,Training,happy,1,5,0,0,0,0,0,3,1,0")
    with pytest.raises(FaceDataError, match="missing or not a picture") as raised:
        read_faces(tmp_path, "training")
    assert raised.value.where.endswith("faces-01.png")
    with pytest.raises(FaceDataError, match="No face is marked PublicTest"):
        read_faces(tmp_path, "validation")
    write_sheets(tmp_path, header="sheet,position,usage,emotion")
    with pytest.raises(FaceDataError, match="lacks the column anger, disgust"):
        read_faces(tmp_path, "training")


def test_other_votes_cannot_be_joined_to_sheets(tmp_path: Path) -> None:
    votes = write_votes(tmp_path / "fer2013new.csv", [])
    write_sheets(tmp_path, "faces-00.png,0,0,Training,happy,1,5,0,0,0,0,0,3,1,0")
    with pytest.raises(FaceDataError, match=r"carry their votes in labels.csv; fer2013new.csv cannot"):
        read_faces(tmp_path, "training", votes)


@pytest.mark.needs_shared
def test_the_sheets_hold_the_public_faces_with_votes(shared: Path) -> None:
    faces = read_faces(shared / "fer2013", "validation")
    assert len(faces) == 3579
    assert faces.counts()["disgust"] == 56
    agreed = faces.with_majority_labels()
    assert len(agreed) == 3372
    assert agreed.vote_distribution()[1].min() > 0
