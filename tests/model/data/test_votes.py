"""FER+'s file of votes is read as it is published, and errors name the line."""

from pathlib import Path

import pytest

from model.data.votes import VOTE_COLUMNS, read_votes
from model.errors import FaceDataError
from tests.model.data.faces_on_disk import VOTES_HEADER, vote_row, write_votes


def test_usages_names_and_votes_are_read_in_the_files_order(tmp_path: Path) -> None:
    rows = [
        vote_row("Training", "fer0000000.png", anger=3, neutral=4, contempt=1, not_face=2),
        vote_row("PrivateTest", "fer0032220.png", happiness=10),
    ]
    table = read_votes(write_votes(tmp_path / "fer2013new.csv", rows))
    assert table.usages == ("Training", "PrivateTest")
    assert table.image_names == ("fer0000000", "fer0032220")
    assert dict(zip(VOTE_COLUMNS, table.counts[0].tolist(), strict=True)) == {
        "anger": 3,
        "disgust": 0,
        "fear": 0,
        "happiness": 0,
        "sadness": 0,
        "surprise": 0,
        "neutral": 4,
        "contempt": 1,
        "unknown": 0,
        "not_face": 2,
    }
    assert len(table) == 2


def test_a_face_that_ferplus_leaves_out_has_no_votes(tmp_path: Path) -> None:
    table = read_votes(write_votes(tmp_path / "votes.csv", [vote_row("Training", "", not_face=10)]))
    assert table.counts.sum() == 0
    assert not table.is_kept().any()


def test_a_byte_order_mark_and_blank_lines_are_accepted(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_text(f"\ufeff{VOTES_HEADER}\n{vote_row('Training', 'a.png', fear=1)}\n\n", encoding="utf-8")
    assert read_votes(path).image_names == ("a",)


def test_a_majority_is_one_of_the_seven_that_leads_alone(tmp_path: Path) -> None:
    rows = [
        vote_row("Training", "a.png", sadness=4, neutral=3),
        vote_row("Training", "b.png", sadness=4, neutral=4),
        vote_row("Training", "c.png", sadness=4, contempt=5),
        vote_row("Training", "", sadness=9),
    ]
    table = read_votes(write_votes(tmp_path / "votes.csv", rows))
    assert table.majorities().tolist() == [4, -1, -1, -1]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("Train,a.png,1,0,0,0,0,0,0,0,0,0", "usage 'Train' is unknown"),
        ("Training,a.png,1,0,0,0,0,0,0,0,0", "has 11 columns, not 12"),
        ("Training,a.png,1,0,0,0,0,0,-2,0,0,x", "votes for fear, not_face are no whole numbers"),
    ],
)
def test_a_bad_row_is_named_by_file_and_line(tmp_path: Path, row: str, message: str) -> None:
    path = write_votes(tmp_path / "votes.csv", [vote_row("Training", "b.png", fear=1), row])
    with pytest.raises(FaceDataError, match=message) as raised:
        read_votes(path)
    assert raised.value.where == f"{path}, line 3"


def test_a_file_that_is_no_file_of_votes_is_named(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    with pytest.raises(FaceDataError, match="cannot be read: No such file"):
        read_votes(path)
    with pytest.raises(FaceDataError, match=r"lacks the column usage, image_name, .*contempt"):
        read_votes(write_votes(path, [], header="emotion,pixels"))
    with pytest.raises(FaceDataError, match="has no rows"):
        read_votes(write_votes(path, [], header=VOTES_HEADER))
    path.write_bytes(b"\x89PNG\xff")
    with pytest.raises(FaceDataError, match="not a table in UTF-8"):
        read_votes(path)
