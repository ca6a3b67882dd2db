"""Votes are joined to the faces that they were given for, in either layout, or not at all."""

import csv
from pathlib import Path

import numpy as np
import pytest

from classroom.emotions import EMOTIONS
from model.data import FaceSet, read_faces
from model.data.vote_join import match_rows_by_name, match_rows_by_position, with_votes
from model.data.votes import VoteTable, read_votes
from model.errors import FaceDataError
from tests.model.data.faces_on_disk import PIXELS, VOTES_ORDER, vote_row, write_csv, write_picture, write_votes

ROWS = [
    vote_row("Training", "fer0000000.png", anger=10),
    vote_row("Training", "", not_face=10),
    vote_row("Training", "fer0000001.png", happiness=6, neutral=4),
    vote_row("PublicTest", "fer0028638.png", sadness=5, contempt=5),
]


def happy_share(faces: FaceSet) -> list[float]:
    assert faces.votes is not None
    return [round(float(share), 3) for share in faces.votes[:, faces.names.index("happy")]]


def write_faces(folder: Path, usages: list[str]) -> Path:
    return write_csv(folder / "fer2013.csv", *(f"3,{PIXELS},{usage}" for usage in usages))


def test_votes_next_to_a_csv_file_are_joined_row_by_row(tmp_path: Path) -> None:
    write_votes(tmp_path / "fer2013new.csv", ROWS)
    path = write_faces(tmp_path, ["Training", "Training", "Training", "PublicTest"])
    training = read_faces(path, "training")
    assert happy_share(training) == [0, 0, 0.6]
    assert training.vote_distribution()[1] == pytest.approx([1, 0, 1])
    validation = read_faces(path, "validation")
    assert validation.rival_votes == pytest.approx([0.5])
    assert len(validation.with_majority_labels()) == 0


def test_votes_that_are_given_take_precedence_over_those_in_the_folder(tmp_path: Path) -> None:
    write_votes(tmp_path / "fer2013new.csv", ROWS)
    path = write_faces(tmp_path, ["Training"])
    votes = write_votes(tmp_path / "votes.csv", [vote_row("Training", "fer0000000.png", happiness=1)])
    assert happy_share(read_faces(path, "training", votes)) == [1]


@pytest.mark.parametrize(
    "usages",
    [
        ["Training", "Training", "Training"],  # without PublicTest
        ["Training", "Training", "PublicTest"],  # without the row that FER+ leaves out
        ["Training", "Training"],  # without either
    ],
)
def test_a_csv_file_may_lack_a_usage_or_what_ferplus_leaves_out(tmp_path: Path, usages: list[str]) -> None:
    write_votes(tmp_path / "fer2013new.csv", ROWS)
    assert happy_share(read_faces(write_faces(tmp_path, usages), "training"))[-1] == 0.6


@pytest.mark.parametrize(
    ("usages", "where"),
    [
        (["Training", "PublicTest", "Training", "Training"], "line 3"),
        (["Training", "Training", "Training", "PublicTest", "PublicTest"], "line 6"),
        (["Training", "PublicTest"], "line 3"),
    ],
)
def test_a_csv_file_whose_rows_are_not_those_of_the_votes_is_refused(
    tmp_path: Path, usages: list[str], where: str
) -> None:
    votes = write_votes(tmp_path / "fer2013new.csv", ROWS)
    path = write_faces(tmp_path, usages)
    with pytest.raises(FaceDataError, match=f"{len(usages)} rows of faces, 4 of votes") as raised:
        read_faces(path, "training")
    assert f"{path}, {where}, and {votes}, {where}" in raised.value.where


def write_folders(folder: Path, *names: str, split: str = "train") -> Path:
    for name in names:
        write_picture(folder / split / name)
    return folder


def test_votes_next_to_folders_are_joined_by_ferplus_names(tmp_path: Path) -> None:
    write_votes(tmp_path / "fer2013new.csv", ROWS)
    write_folders(tmp_path, "angry/FER0000001.jpg", "happy/fer0000000.png")
    assert happy_share(read_faces(tmp_path, "training")) == [0.6, 0]


def test_ferplus_names_are_not_taken_for_row_numbers_nor_numbers_for_names(tmp_path: Path) -> None:
    write_votes(tmp_path / "fer2013new.csv", ROWS)
    write_folders(tmp_path, "angry/0.png", "happy/0000002.png", "sad/1.png")
    faces = read_faces(tmp_path, "training")
    assert happy_share(faces) == [0, 0.6, 0]
    assert faces.vote_distribution()[1] == pytest.approx([1, 0.6, 0])


def test_votes_for_emotions_without_a_folder_are_votes_for_other_answers(tmp_path: Path) -> None:
    write_votes(tmp_path / "fer2013new.csv", ROWS)
    write_folders(tmp_path, "happy/fer0000001.png")
    faces = read_faces(tmp_path, "training")
    assert faces.names == ("happy",)
    assert faces.rival_votes == pytest.approx([0.4])


@pytest.mark.parametrize("number", ["3", "0"])
def test_a_number_may_count_the_rows_of_the_file_or_of_the_split(tmp_path: Path, number: str) -> None:
    votes = write_votes(tmp_path / "fer2013new.csv", ROWS)
    write_folders(tmp_path, f"sad/{number}.png", split="test")
    assert read_faces(tmp_path, "validation", votes).rival_votes == pytest.approx([0.5])


def test_numbers_within_a_split_count_what_ferplus_leaves_out_if_the_labels_say_so(tmp_path: Path) -> None:
    rows = [*ROWS[:3], vote_row("PublicTest", ""), ROWS[3], vote_row("PublicTest", "fer0028639.png", happiness=9)]
    votes = write_votes(tmp_path / "votes.csv", rows)
    write_folders(tmp_path, "sad/1.png", "happy/2.png", split="test")
    assert happy_share(read_faces(tmp_path, "validation", votes)) == [1, 0]


def test_numbers_that_skip_what_ferplus_leaves_out_are_known_by_the_labels(tmp_path: Path) -> None:
    write_votes(tmp_path / "fer2013new.csv", ROWS)
    write_folders(tmp_path, "angry/0.png", "happy/1.png")
    assert happy_share(read_faces(tmp_path, "training")) == [0, 0.6]


@pytest.mark.parametrize(
    ("names", "strange"),
    [
        (["happy/Training_10118481.jpg", "sad/Training_3.jpg"], "Training_10118481.jpg"),
        (["happy/fer0000000.png", "sad/fer0000009.png"], "fer0000009.png"),
        (["happy/fer0000000.png", "sad/1.png"], "1.png"),
        (["happy/1.png", "sad/face 2.png"], "face 2.png"),
        (["happy/1.png", "sad/12345678901234567890.png"], "12345678901234567890.png"),
        (["happy/1.png", "sad/4.png"], "4.png"),
        (["happy/1.png", "sad/3.png"], "3.png"),  # PublicTest does not match a training face
    ],
)
def test_a_picture_that_the_votes_do_not_know_is_named(tmp_path: Path, names: list[str], strange: str) -> None:
    write_votes(tmp_path / "fer2013new.csv", ROWS)
    write_folders(tmp_path, *names)
    with pytest.raises(FaceDataError, match="know no picture of this name") as raised:
        read_faces(tmp_path, "training")
    assert Path(raised.value.where).name == strange
    assert "fer0032220.png" in raised.value.remedy


@pytest.mark.parametrize("names", [("happy/0.png", "sad/0.png"), ("happy/2.png", "happy/02.png")])
def test_two_pictures_with_one_number_are_refused(tmp_path: Path, names: tuple[str, str]) -> None:
    write_votes(tmp_path / "fer2013new.csv", ROWS)
    write_folders(tmp_path, *names)
    with pytest.raises(FaceDataError, match="Two pictures have the same name") as raised:
        read_faces(tmp_path, "training")
    assert all(Path(name).name in raised.value.where for name in names)


def many_votes(count: int) -> tuple[VoteTable, FaceSet]:
    """Return votes and their faces, whose labels agree with two of three majorities."""
    random = np.random.default_rng(0)
    majorities = random.integers(0, 7, count)
    counts = np.zeros((count, 10), np.float32)
    counts[np.arange(count), majorities] = 10
    labels = np.where(np.arange(count) % 3 > 0, majorities, random.integers(0, 7, count))
    table = VoteTable(Path("votes.csv"), ("Training",) * count, tuple(f"fer{i:07}" for i in range(count)), counts)
    return table, FaceSet(np.zeros((count, 48, 48), np.uint8), labels, EMOTIONS)


def test_votes_of_other_faces_are_refused_since_they_agree_with_the_labels_by_chance_alone() -> None:
    table, faces = many_votes(300)
    assert with_votes(faces, table, np.arange(300)).votes is not None
    with pytest.raises(FaceDataError, match=r"do not belong to these faces: they agree with 1\d% of the labels"):
        with_votes(faces, table, np.arange(300)[::-1])


def test_a_vote_table_checks_itself() -> None:
    with pytest.raises(FaceDataError, match="must be as many"):
        VoteTable(Path("votes.csv"), ("Training",), (), np.zeros((1, 10), np.float32))


@pytest.fixture(scope="module")
def rows_of_shared(shared: Path) -> list[dict[str, str]]:
    with (shared / "fer2013/labels.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def votes_of(rows: list[dict[str, str]], folder: Path, *, with_left_out: bool) -> VoteTable:
    """Write fer2013new.csv from the votes of the sheets: their rows alone, or with those that FER+ leaves out."""
    lines = {}
    for number, row in enumerate(rows):
        votes = {name: int(row[name]) for name in VOTES_ORDER}
        place = int(row["fer2013_row"]) if with_left_out else number
        lines[place] = vote_row(row["usage"], f"fer{number:07}.png", **votes)
    first_public = min(place for place, line in lines.items() if line.startswith("PublicTest"))
    left_out = (vote_row("Training", "", not_face=10), vote_row("PublicTest", "", not_face=10))
    everything = [lines.get(place, left_out[place > first_public]) for place in range(max(lines) + 1)]
    return read_votes(write_votes(folder / "fer2013new.csv", everything))


@pytest.mark.needs_shared
@pytest.mark.parametrize("with_left_out", [False, True])
def test_either_layout_gets_the_votes_of_the_sheets(
    shared: Path, rows_of_shared: list[dict[str, str]], tmp_path: Path, with_left_out: bool
) -> None:
    table = votes_of(rows_of_shared, tmp_path, with_left_out=with_left_out)
    expected = read_faces(shared / "fer2013", "validation")
    bare = FaceSet(expected.images, expected.labels, expected.names)
    is_public = [row["usage"] == "PublicTest" for row in rows_of_shared]

    usages = [(line, row["usage"]) for line, row in enumerate(rows_of_shared, 2)]
    beside = match_rows_by_position(table, usages, Path("fer2013.csv"))[is_public]

    # As the script next to the sheets writes folders: numbered within the split, a folder for each emotion.
    order = np.argsort(expected.labels, kind="stable")
    pictures = [Path(f"test/{EMOTIONS[expected.labels[number]]}/{number}.png") for number in order]
    by_name = np.empty(len(order), np.int64)
    by_name[order] = match_rows_by_name(table, pictures, expected.labels[order], "validation")

    for rows in (beside, by_name):
        joined = with_votes(bare, table, rows)
        assert joined.votes is not None
        assert expected.votes is not None
        assert np.array_equal(joined.votes, expected.votes)
        assert joined.rival_votes is not None
        assert expected.rival_votes is not None
        assert np.array_equal(joined.rival_votes, expected.rival_votes)


@pytest.mark.needs_shared
def test_training_pictures_are_not_mistaken_for_rows_that_they_are_not(
    rows_of_shared: list[dict[str, str]], tmp_path: Path
) -> None:
    table = votes_of(rows_of_shared, tmp_path, with_left_out=True)
    training = [row for row in rows_of_shared if row["usage"] == "Training"]
    pictures = [Path(f"train/{row['emotion']}/{number}.png") for number, row in enumerate(training)]
    labels = np.array([EMOTIONS.index(row["emotion"]) for row in training])
    rows = match_rows_by_name(table, pictures, labels, "training")
    assert rows.tolist() == [int(row["fer2013_row"]) for row in training]
