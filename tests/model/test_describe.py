"""A dataset is described by a table of counts and two plots."""

import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from model.data import FaceSet
from model.describe import main, table
from model.face_plots import plot_class_distribution, plot_sample_faces
from tests.model.data.faces_on_disk import PIXELS, vote_row, write_csv, write_picture, write_votes

ROOT = Path(__file__).resolve().parents[2]


def grey(names: tuple[str, ...], counts: list[int], *, has_votes: bool = False) -> FaceSet:
    """Return faces of one grey for each class: 100, 110, 120 and so on."""
    labels = np.repeat(np.arange(len(names)), counts)
    images = np.broadcast_to((100 + 10 * labels).astype(np.uint8)[:, None, None], (len(labels), 48, 48)).copy()
    votes = np.eye(len(names), dtype=np.float32)[labels] if has_votes else None
    return FaceSet(images, labels, names, votes)


def pixels_of(path: Path) -> NDArray[np.uint8]:
    picture = cv2.imread(str(path))
    assert picture is not None
    return np.asarray(picture, np.uint8)


def test_a_table_and_two_pictures_come_out_of_folders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for split in ("train", "test"):
        for name in ("happy", "sad"):
            write_picture(tmp_path / split / name / "0.png")
    assert main(["--data", str(tmp_path), "--output", str(tmp_path / "pictures")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split("  ")[-1].strip() == "validation, labels"
    assert [line.split() for line in lines[1:4]] == [["happy", "1", "1"], ["sad", "1", "1"], ["all", "2", "2"]]
    for name in ("classes.png", "faces.png"):
        assert pixels_of(tmp_path / "pictures" / name).shape[1] > 500


def test_votes_add_the_counts_of_their_majorities(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_csv(tmp_path / "faces.csv", f"3,{PIXELS},Training", f"4,{PIXELS},PublicTest")
    votes = [vote_row("Training", "fer0000000.png", neutral=1), vote_row("PublicTest", "fer0000001.png", contempt=1)]
    given = ["--votes", str(write_votes(tmp_path / "votes.csv", votes))]
    assert main(["--data", str(path), "--output", str(tmp_path), *given]) == 0
    rows = {line.split()[0]: line.split()[1:] for line in capsys.readouterr().out.splitlines() if line}
    assert rows["happy"] == ["1", "0", "0", "0"]
    assert rows["neutral"] == ["0", "1", "0", "0"]
    assert rows["all"] == ["1", "1", "1", "0"]


def test_a_class_that_a_split_lacks_has_a_dash() -> None:
    lines = table({"training": grey(("happy", "sad"), [1200, 2]), "validation": grey(("sad",), [1])})
    assert [line.split() for line in lines[1:]] == [["happy", "1,200", "–"], ["sad", "2", "1"], ["all", "1,202", "1"]]


def test_faces_that_cannot_be_read_end_with_a_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path / "nothing")]) == 2
    written = capsys.readouterr()
    assert "no such file or folder" in written.err
    assert written.out == ""


def test_a_folder_that_cannot_be_written_ends_with_a_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = write_picture(tmp_path / "train" / "happy" / "0.png")
    write_picture(tmp_path / "test" / "happy" / "0.png")
    assert main(["--data", str(tmp_path), "--output", str(picture)]) == 2
    assert f"cannot be written: File exists ({picture})" in capsys.readouterr().err


def test_help_answers_without_a_heavy_library() -> None:
    code = (
        "import sys\nfrom model.describe import main\n"
        "try:\n    main(['--help'])\n"
        "except SystemExit:\n    print(sorted({'tensorflow', 'matplotlib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert "--votes" in done.stdout


def colours_of(path: Path) -> dict[tuple[int, ...], int]:
    colours, counts = np.unique(pixels_of(path).reshape(-1, 3), axis=0, return_counts=True)
    return {tuple(colour.tolist()): int(count) for colour, count in zip(colours, counts, strict=True)}


def test_the_picture_of_classes_is_light_and_has_a_panel_more_with_votes(tmp_path: Path) -> None:
    bare, voted = tmp_path / "bare.png", tmp_path / "voted.png"
    names = ("happy", "sad")
    plot_class_distribution(grey(names, [3, 1]), grey(names, [1, 1]), bare)
    plot_class_distribution(grey(names, [3, 1], has_votes=True), grey(names, [1, 1], has_votes=True), voted)
    assert pixels_of(voted).shape[0] > 1.5 * pixels_of(bare).shape[0]
    assert max(colours_of(bare).items(), key=lambda item: item[1])[0] == (255, 255, 255)


def test_sample_faces_show_ten_of_each_class_and_what_there_is_of_a_rare_one(tmp_path: Path) -> None:
    path = tmp_path / "faces.png"
    plot_sample_faces(grey(("happy", "sad"), [40, 3]), path, seed=1)
    areas = colours_of(path)
    assert areas[110, 110, 110] / areas[100, 100, 100] == pytest.approx(0.3, abs=0.02)


def test_sample_faces_are_the_same_for_the_same_seed(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (40, 48, 48)).astype(np.uint8)
    faces = FaceSet(noise, np.zeros(40, np.int64), ("happy",))
    written = []
    for seed in (1, 1, 2):
        plot_sample_faces(faces, tmp_path / "faces.png", seed)
        written.append(pixels_of(tmp_path / "faces.png").tobytes())
    assert written[0] == written[1]
    assert written[0] != written[2]
