"""Pictures, folders and videos are read, and invalid ones rejected."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from model.errors import FaceDataError
from model.prediction.picture import Picture
from model.prediction.pictures import PictureFiles, open_pictures
from model.prediction.video_frames import VideoFrames
from tests.model.picture_fixtures import cut, plain, write_picture, write_video

ROOT = Path(__file__).resolve().parents[3]


def short_video(path: Path, seconds: float = 3, rate: float = 10, codec: str = "mp4v") -> Path:
    """A video that grows brighter by 8 with every frame, so that each frame's brightness gives its time."""
    return write_video(path, [plain(8 * number % 256) for number in range(round(seconds * rate))], rate, codec)


def refused(path: Path, every_seconds: float = 1.0) -> str:
    with pytest.raises(FaceDataError) as raised:
        source = open_pictures(path, every_seconds)
        source.check()
        list(source.pictures())
    assert path.name in str(raised.value)
    assert raised.value.remedy and raised.value.exit_code == 2
    return str(raised.value)


def test_one_picture_is_itself_without_a_time(tmp_path: Path) -> None:
    source = open_pictures(write_picture(tmp_path / "a.png", plain(77)), 1.0)
    source.check()
    (picture,) = source.pictures()
    assert (picture.source, picture.seconds, source.count) == ("a.png", None, 1)
    assert np.array_equal(picture.image_bgr, plain(77))


def test_a_folders_pictures_come_in_name_order_and_nothing_else_of_it(tmp_path: Path) -> None:
    for name in ("10.png", "2.PNG", "b.jpg", "A.webp", "sub/1.png", ".hidden.png"):
        write_picture(tmp_path / name, plain())
    (tmp_path / "faces.json").write_text("{}")
    (tmp_path / "folder.png").mkdir()
    source = open_pictures(tmp_path, 1.0)
    assert [picture.source for picture in source.pictures()] == ["2.PNG", "10.png", "A.webp", "b.jpg"]
    assert source.count == 4


def test_a_name_beyond_ascii_is_read(tmp_path: Path) -> None:
    source = open_pictures(write_picture(tmp_path / "größe 班.png", plain()), 1.0)
    assert [picture.source for picture in source.pictures()] == ["größe 班.png"]


def test_a_video_gives_a_frame_every_second_with_its_time(tmp_path: Path) -> None:
    source = open_pictures(short_video(tmp_path / "lesson.mp4"), 1.0)
    source.check()
    pictures = list(source.pictures())
    assert [picture.seconds for picture in pictures] == [0.0, 1.0, 2.0]
    assert {picture.source for picture in pictures} == {"lesson.mp4"}
    assert [picture.image_bgr.mean() for picture in pictures] == pytest.approx([0, 80, 160], abs=4)
    assert source.count == 3


@pytest.mark.parametrize(("every", "expected"), [(0.01, 30), (0.1, 30), (0.25, 12), (0.5, 6), (2, 2), (60, 1)])
def test_any_interval_gives_its_number_of_frames_as_announced(tmp_path: Path, every: float, expected: int) -> None:
    source = open_pictures(short_video(tmp_path / "lesson.mp4"), every)
    assert len(list(source.pictures())) == source.count == expected


@pytest.mark.parametrize(("every", "rate"), [(0.01, 10), (0.5, 2), (2, 0.5)])
def test_the_rate_is_that_of_the_frames_that_come(tmp_path: Path, every: float, rate: float) -> None:
    assert VideoFrames(short_video(tmp_path / "lesson.mp4"), every).frames_per_second == pytest.approx(rate)


def test_a_video_can_be_read_twice(tmp_path: Path) -> None:
    source = open_pictures(short_video(tmp_path / "lesson.mp4"), 1.0)
    assert len(list(source.pictures())) == len(list(source.pictures())) == 3


def test_a_video_that_does_not_say_how_long_it_is_is_read_to_its_end(tmp_path: Path) -> None:
    path = short_video(tmp_path / "lesson.mkv", seconds=4)
    whole = path.read_bytes()
    # Matroska's duration (0x4489) becomes an empty filler element, as in a browser's own recordings.
    assert whole.count(b"\x44\x89\x88") == 1
    path.write_bytes(whole.replace(b"\x44\x89\x88", b"\xec\x89\x00"))
    source = open_pictures(path, 1.0)
    source.check()
    assert [picture.seconds for picture in source.pictures()] == [0.0, 1.0, 2.0, 3.0]
    assert source.count == 4


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp", "a.bmp", "a.tif"])
@pytest.mark.parametrize("share", [0.0, 0.5, 0.97])
def test_a_picture_cut_short_is_refused_by_name(tmp_path: Path, name: str, share: float) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (60, 80, 3), np.uint8)
    assert "cut short" in refused(cut(write_picture(tmp_path / name, noise), share))


def test_the_bad_picture_of_a_folder_is_found_before_the_first_one_is_read(tmp_path: Path) -> None:
    write_picture(tmp_path / "a.png", plain())
    cut(write_picture(tmp_path / "b.png", plain()), 0.5)
    with pytest.raises(FaceDataError, match=r"b\.png"):
        open_pictures(tmp_path, 1.0).check()


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    assert "no picture in the folder" in refused(tmp_path)


@pytest.mark.parametrize("name", ["notes.txt", "figures.csv", "noending"])
def test_a_file_of_another_kind_is_refused_with_what_can_be_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("hello")
    raised = refused(tmp_path / name)
    assert ".png" in raised and ".mp4" in raised


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "nowhere.png")


@pytest.mark.parametrize(("name", "content"), [("notes12.mp4", "No video.\n" * 50), ("empty.mp4", "")])
def test_a_file_that_only_bears_a_videos_name_is_refused(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    refused(tmp_path / name)


@pytest.mark.parametrize(("name", "codec"), [("lesson.mp4", "mp4v"), ("lesson.avi", "MJPG"), ("lesson.mkv", "mp4v")])
@pytest.mark.parametrize("seconds", [2, 20])
def test_a_video_cut_short_is_refused_before_its_first_frame(
    tmp_path: Path, name: str, codec: str, seconds: float
) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (60, 80, 3), np.uint8)
    pictures = [np.roll(noise, number, axis=1) for number in range(round(10 * seconds))]
    path = cut(write_video(tmp_path / name, pictures, 10, codec), 0.6)
    with pytest.raises(FaceDataError, match=r"cut short[^\n]*lesson"):
        open_pictures(path, 1.0).check()


def test_a_video_that_cannot_be_decoded_to_its_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = open_pictures(short_video(tmp_path / "lesson.mp4", seconds=4), 1.0)
    broken = open_pictures(short_video(tmp_path / "short.mp4", seconds=2), 1.0)
    monkeypatch.setattr(broken, "_said_seconds", whole.seconds)  # type: ignore[attr-defined]
    with pytest.raises(FaceDataError, match=r"cut short: it should last 4.0 seconds, and holds 2.0"):
        list(broken.pictures())


def test_bad_files_make_no_noise_on_the_terminal(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (60, 80, 3), np.uint8)
    (tmp_path / "notes.mp4").write_text("No video.\n" * 50)
    paths = [cut(write_picture(tmp_path / name, noise), 0.6) for name in ("a.png", "a.jpg", "a.tif", "a.avif")]
    paths += [tmp_path / "notes.mp4", cut(short_video(tmp_path / "cut.mkv", 9), 0.6)]
    # In a process of its own: native code bypasses Python's stderr.
    script = """
import sys
from pathlib import Path
from model.errors import FaceDataError
from model.prediction.pictures import open_pictures
for path in sys.argv[1:]:
    try:
        open_pictures(Path(path), 1.0).check()
    except FaceDataError:
        sys.stdout.write("refused ")
"""
    command = [sys.executable, "-c", script, *map(str, paths)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert (done.stdout.split(), done.stderr) == (["refused"] * 6, "")


def test_an_interval_of_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="every_seconds"):
        VideoFrames(short_video(tmp_path / "lesson.mp4"), 0)


def test_what_is_no_colour_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="image_bgr"):
        Picture("a.png", None, np.zeros((4, 4), np.uint8))
    with pytest.raises(ValueError, match="begin at 0"):
        Picture("a.mp4", -1.0, plain())


def test_one_picture_is_no_folder(tmp_path: Path) -> None:
    write_picture(tmp_path / "a.png", plain())
    assert PictureFiles(tmp_path).is_folder
    assert not PictureFiles(tmp_path / "a.png").is_folder
