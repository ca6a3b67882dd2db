"""The predict command rejects invalid arguments before anything is read or written, and can be stopped."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from classroom.config import MonitorSettings
from model.predict import _parser, main
from tests.model.picture_fixtures import cut, demo_picture, plain, write_picture, write_video
from tests.model.predict_fixtures import run

ROOT = Path(__file__).resolve().parents[2]


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
def test_an_output_that_cannot_be_is_reported_before_anything_is_read(
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


def test_missing_weights_are_reported(tmp_path: Path) -> None:
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
    # Tests that run in the background of a shell would pass ignored Ctrl-C on to the process.
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
    # Visible for a while, since the codec is tried there before the networks are loaded.
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
