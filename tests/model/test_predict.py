"""The predict command reads pictures, folders and videos, with the real networks."""

import csv
import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from classroom.emotions import EMOTIONS
from model.classifier import EmotionClassifier
from model.drawing import COLOURS_BGR
from model.preprocess import crop_face
from tests.model.picture_fixtures import demo_picture, plain, read_video, write_picture, write_video
from tests.model.predict_fixtures import Run, run

ROOT = Path(__file__).resolve().parents[2]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def shown_in(said: str) -> dict[str, int]:
    """Return the counts of the printed table by emotion, and the total."""
    lines = [line.split() for line in said.splitlines() if line.startswith("  ")]
    return {line[0]: int(line[1]) for line in lines}


@pytest.fixture(scope="module")
def over_a_folder(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("folder")
    write_picture(folder / "in" / "10.png", demo_picture(2, 300).image_bgr)
    write_picture(folder / "in" / "9.png", demo_picture(4, 50).image_bgr)
    write_picture(folder / "in" / "=1+1.png", plain(90, 360, 640))
    outputs = ("--output-image", folder / "out", "--output-csv", folder / "a.csv", "--output-json", folder / "a.json")
    return run(folder, folder / "in", *outputs)


@pytest.fixture(scope="module")
def over_a_video(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("video")
    frames = [demo_picture(4, 50 + number / 4).image_bgr for number in range(12)]
    write_video(folder / "in.mp4", frames, 4)
    outputs = (
        "--output-image",
        folder / "out.mp4",
        "--output-csv",
        folder / "a.csv",
        "--output-json",
        folder / "a.json",
    )
    return run(folder, folder / "in.mp4", *outputs)


def test_a_folder_is_counted_in_name_order_with_its_total(over_a_folder: Run) -> None:
    assert over_a_folder.code == 0
    rows = rows_of(over_a_folder.folder / "a.csv")
    assert list(rows[0]) == ["source", "seconds", "faces", *EMOTIONS]
    assert [(row["source"], row["seconds"], row["faces"]) for row in rows] == [
        ("9.png", "", "4"),
        ("10.png", "", "2"),
        ("'=1+1.png", "", "0"),
        ("total", "", "6"),
    ]
    for row in rows:
        assert sum(int(row[name]) for name in EMOTIONS) == int(row["faces"])


def test_the_table_has_the_totals_of_the_csv(over_a_folder: Run) -> None:
    total = rows_of(over_a_folder.folder / "a.csv")[-1]
    assert shown_in(over_a_folder.said) == {name: int(total[name]) for name in EMOTIONS} | {"total": 6}
    assert over_a_folder.said.startswith("in: 6 faces in 3 pictures\n")


def test_the_json_has_every_face_where_it_is_drawn(over_a_folder: Run) -> None:
    pictures = {item["source"]: item for item in json.loads((over_a_folder.folder / "a.json").read_text())}
    assert [item["source"] for item in pictures.values()] == ["9.png", "10.png", "=1+1.png"]
    true_middles = sorted(x + width / 2 for x, _, width, _ in demo_picture(4, 50).boxes_xywh)
    found = sorted(face["box_xywh"][0] + face["box_xywh"][2] / 2 for face in pictures["9.png"]["faces"])
    assert found == pytest.approx(true_middles, abs=12)
    for face in pictures["9.png"]["faces"]:
        assert sum(face["probabilities"].values()) == pytest.approx(1, abs=1e-3)
        assert face["emotion"] == max(face["probabilities"], key=face["probabilities"].get)
        assert 0.9 <= face["confidence"] <= 1


def test_every_face_has_the_probabilities_that_the_network_gives_for_its_place(over_a_folder: Run) -> None:
    classifier = EmotionClassifier.load()
    pictures = json.loads((over_a_folder.folder / "a.json").read_text())
    assert sum(len(item["faces"]) for item in pictures) == 6
    for item in pictures:
        image = cv2.imread(str(over_a_folder.folder / "in" / item["source"]))
        assert image is not None
        for face in item["faces"]:
            crop = crop_face(image.astype(np.uint8), face["box_xywh"])
            (expected,) = classifier.probabilities(crop[np.newaxis])
            assert list(face["probabilities"].values()) == pytest.approx(expected.tolist(), abs=1e-3)


def test_the_json_agrees_with_the_csv(over_a_folder: Run) -> None:
    rows = rows_of(over_a_folder.folder / "a.csv")
    for row, item in zip(rows, json.loads((over_a_folder.folder / "a.json").read_text()), strict=False):
        shown = [face["emotion"] for face in item["faces"]]
        assert [int(row[name]) for name in EMOTIONS] == [shown.count(name) for name in EMOTIONS]


def test_every_picture_is_drawn_under_its_name_with_its_boxes(over_a_folder: Run) -> None:
    pictures = json.loads((over_a_folder.folder / "a.json").read_text())
    assert sorted(path.name for path in (over_a_folder.folder / "out").iterdir()) == ["10.png", "9.png", "=1+1.png"]
    for item in pictures:
        drawn = cv2.imread(str(over_a_folder.folder / "out" / item["source"]))
        before = cv2.imread(str(over_a_folder.folder / "in" / item["source"]))
        assert drawn is not None and before is not None
        assert np.array_equal(drawn, before) == (not item["faces"])
        for face in item["faces"]:
            left, top, _, height = face["box_xywh"]
            assert tuple(drawn[top + height // 2, left]) == COLOURS_BGR[EMOTIONS.index(face["emotion"])]


def test_a_folder_shows_how_far_it_is(over_a_folder: Run) -> None:
    assert "3/3" in over_a_folder.complained


def test_a_video_is_read_every_second(over_a_video: Run) -> None:
    assert over_a_video.code == 0
    rows = rows_of(over_a_video.folder / "a.csv")
    assert [(row["source"], row["seconds"], row["faces"]) for row in rows] == [
        ("in.mp4", "0.0", "4"),
        ("in.mp4", "1.0", "4"),
        ("in.mp4", "2.0", "4"),
        ("total", "", "12"),
    ]
    assert [item["seconds"] for item in json.loads((over_a_video.folder / "a.json").read_text())] == [0.0, 1.0, 2.0]
    assert "3/3" in over_a_video.complained


def test_the_annotated_video_shows_the_frames_that_were_read_at_their_rate(over_a_video: Run) -> None:
    rate, frames = read_video(over_a_video.folder / "out.mp4")
    assert rate == pytest.approx(1)
    assert len(frames) == 3
    face = json.loads((over_a_video.folder / "a.json").read_text())[1]["faces"][0]
    left, top, _, height = face["box_xywh"]
    colour = COLOURS_BGR[EMOTIONS.index(face["emotion"])]
    assert np.abs(frames[1][top + height // 2, left].astype(int) - colour).max() < 60


def test_nothing_is_kept_unless_it_was_named(over_a_folder: Run, over_a_video: Run) -> None:
    assert sorted(path.name for path in over_a_folder.folder.iterdir()) == ["a.csv", "a.json", "in", "out"]
    assert sorted(path.name for path in over_a_video.folder.iterdir()) == ["a.csv", "a.json", "in.mp4", "out.mp4"]


def test_one_picture_without_outputs_prints_the_counts_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_picture(tmp_path / "four.png", demo_picture(4, 50).image_bgr)
    monkeypatch.chdir(tmp_path)
    done = run(tmp_path, "four.png")
    assert (done.code, done.complained) == (0, "")
    assert done.said.startswith("four.png: 4 faces in 1 picture\n")
    assert shown_in(done.said)["total"] == 4
    assert [path.name for path in tmp_path.iterdir()] == ["four.png"]


def test_a_picture_without_faces_says_so_and_is_no_failure(tmp_path: Path) -> None:
    picture = write_picture(tmp_path / "wall.png", plain(90, 200, 300))
    done = run(tmp_path, picture, "--output-csv", tmp_path / "a.csv")
    assert done.code == 0
    assert done.said.startswith("No face was found in wall.png.") and "--smallest-face" in done.said
    assert [row["faces"] for row in rows_of(tmp_path / "a.csv")] == ["0", "0"]


def test_options_reach_the_face_finder(tmp_path: Path) -> None:
    picture = write_picture(tmp_path / "crowd.png", demo_picture(25, 50).image_bgr)
    assert "25 faces" in run(tmp_path, picture).said
    assert "No face was found" in run(tmp_path, picture, "--smallest-face", "100").said
    assert "No face was found" in run(tmp_path, picture, "--min-confidence", "1").said


@pytest.mark.needs_shared
def test_a_photograph_of_three_people_has_three_faces(tmp_path: Path, shared: Path) -> None:
    done = run(tmp_path, shared / "gallery/photos/2008_002506.jpg", "--output-image", tmp_path / "drawn.png")
    assert "3 faces in 1 picture" in done.said
    assert cv2.imread(str(tmp_path / "drawn.png")) is not None
