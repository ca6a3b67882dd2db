"""The command over pictures, folders and videos, with the real networks."""

import csv
import json
import signal
import subprocess
import sys
import time
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import cv2
import numpy as np
import pytest

from classroom.config import MonitorSettings
from classroom.emotions import EMOTIONS
from model.classifier import EmotionClassifier
from model.drawing import COLOURS_BGR
from model.predict import _parser, main
from model.preprocess import crop_face
from tests.model.picture_cast import cut, demo_picture, plain, read_video, write_picture, write_video

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Run:
    """How one run of the command ended, what it said, and where its files lie."""

    code: int
    said: str
    complained: str
    folder: Path


def run(folder: Path, *arguments: str | Path) -> Run:
    with redirect_stdout(StringIO()) as said, redirect_stderr(StringIO()) as complained:
        code = main([str(argument) for argument in arguments])
    return Run(code, said.getvalue(), complained.getvalue(), folder)


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


def test_the_annotated_video_shows_the_frames_that_were_read_at_their_pace(over_a_video: Run) -> None:
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


def test_one_picture_with_nothing_asked_for_prints_the_counts_and_leaves_nothing(
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


@pytest.mark.parametrize("name", ["cut.png", "pictures", "empty", "notes.txt", "notes.mp4", "cut.mkv", "nowhere.png"])
def test_an_input_at_fault_is_named_before_anything_is_read_or_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("model.prediction.readings.FaceReader.load", None)
    cut(write_picture(tmp_path / "cut.png", plain()), 0.5)
    write_picture(tmp_path / "pictures" / "a.png", plain())
    cut(write_picture(tmp_path / "pictures" / "cut.png", plain()), 0.5)
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").write_text("hello")
    (tmp_path / "notes.mp4").write_text("hello")
    noise = np.random.default_rng(1).integers(0, 256, (60, 80, 3), np.uint8)
    cut(write_video(tmp_path / "cut.mkv", [np.roll(noise, number, axis=1) for number in range(40)], 10), 0.5)
    before = sorted(tmp_path.rglob("*"))
    done = run(tmp_path, tmp_path / name, "--output-csv", tmp_path / "a.csv")
    assert (done.code, done.said) == (2, "")
    assert name in done.complained
    assert len(done.complained.splitlines()) >= 2
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("option", "name"),
    [
        ("--output-image", "in.png"),
        ("--output-image", "taken.png"),
        ("--output-csv", "taken.csv"),
        ("--output-json", "taken.csv"),
        ("--output-image", "out.mp4"),
        ("--output-csv", "nowhere/a.csv"),
    ],
)
def test_an_output_that_cannot_be_is_told_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str, name: str
) -> None:
    monkeypatch.setattr("model.prediction.readings.FaceReader.load", None)
    picture = write_picture(tmp_path / "in.png", plain())
    for taken in ("taken.png", "taken.csv"):
        (tmp_path / taken).write_text("mine")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    done = run(tmp_path, picture, option, tmp_path / name)
    assert done.code == 2
    assert Path(name).parts[0] in done.complained
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_one_name_for_two_outputs_is_refused(tmp_path: Path) -> None:
    picture = write_picture(tmp_path / "in.png", plain())
    done = run(tmp_path, picture, "--output-csv", tmp_path / "a", "--output-json", tmp_path / "x" / ".." / "a")
    assert done.code == 2
    assert "same name" in done.complained


def test_missing_weights_are_told(tmp_path: Path) -> None:
    picture = write_picture(tmp_path / "in.png", plain())
    done = run(tmp_path, picture, "--weights", tmp_path / "none.keras")
    assert done.code == 2
    assert "none.keras" in done.complained


@pytest.mark.parametrize(
    "option",
    [
        ("--every-seconds", "0"),
        ("--every-seconds", "soon"),
        ("--every-seconds", "nan"),
        ("--smallest-face", "5"),
        ("--min-confidence", "1.5"),
    ],
)
def test_a_value_out_of_range_is_refused(option: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["in.png", *option])
    assert ended.value.code == 2
    assert f"argument {option[0]}" in capsys.readouterr().err


def test_faces_are_searched_as_the_monitor_searches_them() -> None:
    options, usual = _parser().parse_args(["in.png"]), MonitorSettings()
    assert (options.smallest_face, options.min_confidence) == (usual.smallest_face_px, usual.min_confidence)


def test_the_command_answers_without_loading_a_heavy_library() -> None:
    code = "import sys, model.predict; model.predict._parser(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"tensorflow", "keras", "mtcnn", "cv2", "matplotlib"} & set(done.stdout.split())


def _heed_ctrl_c() -> None:
    # Tests that run in the background of a shell would hand their deafness for Ctrl-C down.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.slow
def test_ctrl_c_ends_the_command_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    frames = [demo_picture(9, 50).image_bgr] * 300
    video = write_video(tmp_path / "in.mp4", frames, 10)
    command = [sys.executable, "-m", "model.predict", str(video), "--every-seconds", "0.1"]
    outputs = ["--output-image", str(tmp_path / "out.mp4"), "--output-csv", str(tmp_path / "a.csv")]
    running = subprocess.Popen(
        [*command, *outputs],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_heed_ctrl_c,  # noqa: PLW1509 - nothing else runs between fork and exec
    )
    deadline, seen = time.monotonic() + 120, 0
    # Seen for a while, since the codec is tried there before the networks are loaded.
    while seen < 5 and time.monotonic() < deadline:
        seen = seen + 1 if list(tmp_path.glob(".moodline-*/out.mp4")) else 0
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    try:
        _, complained = running.communicate(timeout=60)
    finally:
        running.kill()
    assert running.returncode == 130
    assert "Stopped before the end; nothing was written." in complained and "Traceback" not in complained
    assert [path.name for path in tmp_path.iterdir()] == ["in.mp4"]
